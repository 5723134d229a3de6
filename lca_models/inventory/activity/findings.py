"""What is wrong with a data sheet, or worth knowing: each with its place, collected until all of it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.marks import enumerated, headed
from lca_models.scope.wording.messages import message

ERROR, WARNING, NOTE = "error", "warning", "note"


class SheetError(LcaModelsError, ValueError):
    """A data sheet says what it must say; the message names each sheet and cell, with what to write."""


@dataclass(frozen=True)
class Finding:
    """One remark on a sheet, in its language."""

    severity: str  # ERROR refuses the sheet, WARNING and NOTE stand beside the result
    place: str  # sheet and cell, or path
    text: str
    code: str = ""  # V01 to V48 of the messages of sheets
    value: float | None = None  # what the text is about, where that is a number

    @property
    def words(self) -> str:
        return headed(self.place, self.text) if self.place else self.text


@dataclass
class Findings:
    """Remarks as they are found."""

    found: list[Finding] = field(default_factory=list)

    def error(self, place: str, text: str, code: str = "") -> None:
        """What refuses the sheet."""
        self.found.append(Finding(ERROR, place, text, code))

    def warn(self, place: str, text: str, code: str = "") -> None:
        """What a reader of the result should know."""
        self.found.append(Finding(WARNING, place, text, code))

    def note(self, place: str, text: str, code: str = "") -> None:
        """What is worth knowing."""
        self.found.append(Finding(NOTE, place, text, code))

    def of(self, *severities: str) -> tuple[Finding, ...]:
        """Remarks of some severities, each once, in the order they were found."""
        return tuple(dict.fromkeys(one for one in self.found if one.severity in severities))

    def refuse(self, name: str) -> None:
        """Raises SheetError with every error, where there is one; `name`: of the file."""
        if errors := self.of(ERROR):
            raise SheetError("\n".join(f"{name}: {one.words}" for one in errors))


def listed(words: Iterable[str], most: int = 8) -> str:
    """A list of words, shortened."""
    found = [*words]
    return enumerated([*found[:most], "…"] if len(found) > most else found) if found else message("none")
