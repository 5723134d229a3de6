"""A background database of somebody, as it stands in place of this kit's: what it is, what was found in it, and its scores."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

VERSION = re.compile(r"(?<![\d.])3\.(?:9\.1|9|10\.1|10|11)(?![\d.])")
# What premise writes as a name: ei_cutoff_3.10_remind_SSP2-PkBudg500_2050, a date behind it, and further scenarios.
PREMISE = re.compile(
    r"ei_(?P<model>cutoff|consequential)_(?P<version>[\d.]+)_(?P<iam>[^_]+)_(?P<pathway>.+?)_(?P<year>\d{4})(?:[_ ].*)?"
)
# The region of each integrated assessment model that holds China, as premise calls it (its lists of regions).
CHINA = {"remind": "CHA", "remind-eu": "CHA", "image": "CHN", "message": "CHN", "gcam": "China", "tiam-ucl": "CHI",
         "witch": "china"}  # fmt: skip
OWN, THEIRS = ELECTRICITY = ("own", "theirs")
PROXY, NONE = "proxy", "none"  # grades of counterparts; same and own need no name here


@dataclass(frozen=True)
class Origin:
    """What a background database says that it is, by its fields or its name; empty is what it does not say."""

    version: str = ""  # of ecoinvent
    system_model: str = ""
    model: str = ""  # integrated assessment model of premise
    pathway: str = ""
    year: int | None = None

    @property
    def china(self) -> str:
        """The region that holds China, where premise made the database; else empty."""
        return CHINA.get(self.model.lower(), "")

    @property
    def words(self) -> str:
        """Model, pathway and year, where premise made it."""
        return " ".join(filter(None, (self.model, self.pathway, str(self.year or ""))))


def origin_of(name: str, fields: Mapping[str, Any]) -> Origin:
    """What a database is: by the fields that premise gives it, else by the pattern of its names, else by a version in it."""
    time = str(fields.get("representative_time") or "")
    if fields.get("iam_model") and time[:4].isdigit():
        return Origin(str(fields.get("ecoinvent_version") or _version(name)), str(fields.get("system_model") or ""),
                      str(fields["iam_model"]), str(fields.get("pathway") or ""), int(time[:4]))  # fmt: skip
    if said := PREMISE.fullmatch(name):
        return Origin(said["version"], said["model"], said["iam"], said["pathway"], int(said["year"]))
    return Origin(_version(name), next((one for one in ("cutoff", "consequential", "apos") if one in name.lower()), ""))


def _version(name: str) -> str:
    found = VERSION.search(name)
    return found[0] if found else ""


@dataclass(frozen=True)
class Counterpart:
    """An activity of the database that a process of this kit is bought from; scores are per unit of the process."""

    process: str  # code
    grade: str
    activity: str
    product: str
    location: str
    unit: str
    key: tuple[str, str]
    scores: tuple[tuple[str, float], ...]  # impact category of this kit, what one unit adds
    reason: str = ""
    reason_zh: str = ""


@dataclass(frozen=True)
class Missing:
    """A name of the table that the database does not have, with the nearest that it has."""

    process: str
    activity: str
    product: str
    location: str
    nearest: str  # activity | reference product | location; empty where nothing is near


@dataclass(frozen=True)
class Background:
    """A database in place of this kit's background."""

    database: str
    project: str
    origin: Origin
    version: str  # whose names were looked for
    electricity: str  # own or theirs
    categories: tuple[
        tuple[str, str], ...
    ]  # impact category of this kit, and the one of the project that stands for it
    found: tuple[Counterpart, ...]
    missing: tuple[Missing, ...]
    grades: tuple[tuple[str, str], ...]  # of every process of the table, those without a counterpart among them

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def digest(self) -> str:
        """What two results are the same by: database, electricity, and every score."""
        said = [self.project, self.database, self.electricity, [[one.process, *one.scores] for one in self.found]]
        return sha256(json.dumps(said).encode()).hexdigest()

    @property
    def served(self) -> frozenset[str]:
        """Impact categories of this kit that it has scores of."""
        return frozenset(method for method, _ in self.categories)

    @property
    def linked(self) -> dict[str, Counterpart]:
        """Counterparts by process, electricity only where it is theirs."""
        return {one.process: one for one in self.found}

    def grade(self, process: str) -> str:
        """The grade of a process; empty where the table says nothing of it."""
        return dict(self.grades).get(process, "")

    @property
    def title(self) -> str:
        """How a header and a table name it: with model, pathway and year where premise made it and its name does not say so."""
        words = self.origin.words
        return self.database if not words or PREMISE.fullmatch(self.database) else f"{self.database} ({words})"
