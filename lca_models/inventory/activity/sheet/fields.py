"""What a data sheet may say: its fields, columns, lists and materials, from the tables beside this module.

`fields.csv` holds a line for each field (`stands`: row) and for each column of a sheet (`stands`: column); the columns that
every row of values has stand under the sheet `values`. `need`: R needed to calculate, D needed to declare, C needed where its
row exists, O free. `archetype` and `mass` are formulas of parameters of the product system, with {c} for the chemistry.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.inventory.activity.sheet.entries import FIELDS, SHEETS
from lca_models.scope.wording.messages import in_language

VALUES = "values"  # columns of every row of values
TEXT, LIST, NUMBER, WHOLE, MONTH, DAY, YES_NO = "text", "list", "number", "whole", "month", "day", "yesno"
KINDS = (TEXT, LIST, NUMBER, WHOLE, MONTH, DAY, YES_NO)
REQUIRED, TO_DECLARE, CONDITIONAL, OPTIONAL = "R", "D", "C", "O"
ROW, COLUMN = "row", "column"
MATERIALS = ("cell_materials", "pack_parts")  # sheets whose rows are masses of materials
HAVE_VALUES = (*FIELDS, "meters")  # sheets whose rows have the columns of VALUES
_CHEMISTRY = "{c}"
_FOLDER = Path(__file__).parent


class Explained:
    """What has a name and a help in both languages."""

    __slots__ = ()
    english: str
    chinese: str
    help_en: str
    help_zh: str

    @property
    def label(self) -> str:
        """Its name in the language in use."""
        return in_language(self.english, self.chinese)

    @property
    def help(self) -> str:
        """What it is and where it is found, in the language in use."""
        return in_language(self.help_en, self.help_zh)


@dataclass(frozen=True, slots=True)
class Field(Explained):
    """A field of a sheet, or a column of one."""

    sheet: str
    key: str
    stands: str  # ROW or COLUMN
    english: str
    chinese: str
    kind: str  # one of KINDS
    unit: str  # in which its value is kept; empty where it has none or the row says it
    dimension: str  # in words, such as energy; empty where it has none
    units: tuple[str, ...]  # in which people give it
    need: str  # REQUIRED, TO_DECLARE, CONDITIONAL or OPTIONAL
    low: float | None  # hard limits, in `unit`
    high: float | None
    list: str  # name of a list; empty without one
    parameter: str  # of the archetype that it moves, with {c}
    archetype: str  # formula of what the archetype has, with {c}
    help_en: str
    help_zh: str

    @property
    def heading(self) -> tuple[str, str]:
        """Its English and Chinese name as the heading of a column, with its unit where no other cell says it."""
        if self.unit in ("", "1", "%") or self.key == "yours":
            return self.english, self.chinese
        unit = self.units[0] if self.units else self.unit
        return f"{self.english}, {unit}", f"{self.chinese}（{unit}）"

    @property
    def is_required(self) -> bool:
        return self.need == REQUIRED

    def parameter_of(self, chemistry: str) -> str:
        """The parameter that it moves in a product of a chemistry; empty where there is none."""
        return self.parameter.replace(_CHEMISTRY, chemistry)

    def archetype_of(self, chemistry: str) -> str:
        """The formula of what the archetype of a chemistry has; empty where there is none."""
        return self.archetype.replace(_CHEMISTRY, chemistry)


@dataclass(frozen=True, slots=True)
class Material(Explained):
    """A row of the cell materials or of the parts of the pack."""

    sheet: str
    key: str
    english: str
    chinese: str
    process: str  # code of what is bought, with {c}; several share the row; empty where the kit has none
    mass: str  # formula of its mass in the archetype, kg on `basis`; empty where the archetype has none
    basis: str  # per_kwh (of good cells) or per_pack
    state: str  # in_cell: the mass in the product; bought: what is purchased for it
    yield_parameter: str  # share of what is bought that reaches the product; empty: all of it
    parts: tuple[str, ...]  # keys of the rows that share it where they are blank, in the ratio of the archetype
    chemistries: tuple[str, ...]  # whose archetypes have the row
    help_en: str
    help_zh: str

    def processes_of(self, chemistry: str) -> tuple[str, ...]:
        """Codes of the processes that are bought in the product of a chemistry."""
        return tuple(self.process.replace(_CHEMISTRY, chemistry).split())

    def mass_of(self, chemistry: str) -> str:
        """The formula of its mass in the archetype of a chemistry; empty where that has none."""
        return self.mass.replace(_CHEMISTRY, chemistry) if chemistry in self.chemistries else ""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One choice of a list; a cell holds any of its three words."""

    list: str
    code: str
    english: str
    chinese: str

    @property
    def label(self) -> str:
        """Its name in the language in use."""
        return in_language(self.english, self.chinese)


@cache
def all_fields() -> tuple[Field, ...]:
    """Every field and column, in the order of the table."""
    return tuple(
        Field(**{**row, "units": tuple(row["units"].split()), "low": _limit(row["low"]), "high": _limit(row["high"])})  # type: ignore[arg-type]
        for row in _rows("fields")
    )


@cache
def materials(sheet: str = "") -> tuple[Material, ...]:
    """Rows of materials of a sheet, or of both."""
    found = (
        Material(**{**row, "parts": tuple(row["parts"].split()), "chemistries": tuple(row["chemistries"].split())})  # type: ignore[arg-type]
        for row in _rows("materials")
    )
    return tuple(one for one in found if sheet in ("", one.sheet))


@cache
def rows_of(sheet: str) -> Mapping[str, Field]:
    """The fields of a sheet by key; without its materials."""
    return MappingProxyType({one.key: one for one in all_fields() if one.sheet == sheet and one.stands == ROW})


@cache
def materials_of(sheet: str) -> Mapping[str, Material]:
    """The materials of a sheet by key."""
    return MappingProxyType({one.key: one for one in materials(sheet)})


@cache
def columns_of(sheet: str) -> Mapping[str, Field]:
    """The columns of a sheet by key; of those that rows of values share, its own take the place."""
    own = {one.key: one for one in all_fields() if one.sheet == sheet and one.stands == COLUMN}
    if sheet not in HAVE_VALUES:
        return MappingProxyType(own)
    shared = {one.key: one for one in all_fields() if one.sheet == VALUES and one.key not in own}
    if sheet not in FIELDS:
        shared.pop("yours", None)
    return MappingProxyType({**own, **shared})


def find_field(sheet: str, key: str) -> Field | None:
    """The field of a key in a sheet of fields; None for a key that is none, and for materials."""
    return rows_of(sheet).get(key)


def find_column(sheet: str, column: str) -> Field | None:
    """The column of a sheet by its key."""
    return columns_of(sheet).get(column)


@cache
def entries_of(name: str) -> tuple[ListEntry, ...]:
    """The choices of a list, in their order."""
    return tuple(one for one in _entries() if one.list == name)


def find_entry(name: str, words: str) -> ListEntry | None:
    """The choice that a cell means by its code, its English or its Chinese words; None where it is none of the list."""
    return _by_words(name).get(plain(words))


def keys_of(sheet: str) -> Iterator[str]:
    """Keys that rows of a sheet of fields may have: materials, then fields."""
    yield from materials_of(sheet)
    yield from rows_of(sheet)


@cache
def sheet_of_key(key: str) -> str:
    """The first sheet of fields that has a key; empty where none has."""
    return next((sheet for sheet in SHEETS if sheet in FIELDS and key in keys_of(sheet)), "")


def plain(words: str) -> str:
    """Words as they are compared: without width, case and surplus blanks."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


@cache
def _entries() -> tuple[ListEntry, ...]:
    return tuple(ListEntry(**row) for row in _rows("lists"))


@cache
def _by_words(name: str) -> Mapping[str, ListEntry]:
    found: dict[str, ListEntry] = {}
    for words in ("chinese", "english", "code"):  # a code stands above a name
        found |= {plain(getattr(one, words)): one for one in entries_of(name)}
    return MappingProxyType(found)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _limit(text: str) -> float | None:
    return float(text) if text else None
