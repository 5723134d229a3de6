"""What a registry refuses: each problem with its place, in both languages, all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import in_language


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `Problem(where, *bilingual(...))`."""

    where: str  # the argument, member, route or event
    en: str
    zh: str


class RegistryError(LcaModelsError):
    """What is asked of a registry must be possible; `problems` say what is wrong, where, and what to do."""

    code = "refused"  # one word for machines

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems: Sequence[Problem] = problems

    def __str__(self) -> str:
        return "\n".join(f"{one.where}: {in_language(one.en, one.zh)}" for one in self.problems)


class InvalidError(RegistryError):
    """What was given must be of its form."""

    code = "invalid"


class UnknownError(RegistryError):
    """What is named must be there, and for whoever asks."""

    code = "not_found"


class ConflictError(RegistryError):
    """What is asked must go with what is kept already."""

    code = "conflict"


class DeniedError(RegistryError):
    """A role may do what the table of roles says."""

    code = "denied"


class TooLargeError(RegistryError):
    """What is sent must keep to its limit."""

    code = "too_large"


class BusyError(RegistryError):
    """A registry is served by one service at a time."""

    code = "busy"


class DamagedError(RegistryError):
    """What is kept must be what was written."""

    code = "damaged"
