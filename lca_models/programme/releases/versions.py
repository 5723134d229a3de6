"""Numbers of releases: how much a change of the tables raises them by."""

from __future__ import annotations

import re

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.scope.wording.messages import bilingual

PATCH, MINOR, MAJOR = LEVELS = (
    "patch",
    "minor",
    "major",
)  # texts; rows added or values; method, stages or rows removed
_FORM = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII)


def parts_of(version: str) -> tuple[int, int, int]:
    """The three numbers of a version. Raises InvalidError for what is none."""
    found = _FORM.fullmatch(version)
    if found is None:
        raise InvalidError(Problem(
            "version", *bilingual("'{version}' is no version; write three numbers, such as 1.4.0", version=version[:40])
        ))  # fmt: skip
    major, minor, patch = map(int, found.groups())
    return major, minor, patch


def raised(version: str, level: str) -> str:
    """The version that follows by a change of a level. Raises InvalidError for what is no version."""
    major, minor, patch = parts_of(version)
    if level == MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if level == MINOR else f"{major}.{minor}.{patch + 1}"


def level_between(before: str, after: str) -> str:
    """By what a version is above another one: the first of the numbers that differs. Raises InvalidError."""
    old, new = parts_of(before), parts_of(after)
    return MAJOR if old[0] != new[0] else MINOR if old[1] != new[1] else PATCH


def highest(*levels: str) -> str:
    """The gravest of some levels; PATCH of none."""
    return max((PATCH, *levels), key=LEVELS.index)
