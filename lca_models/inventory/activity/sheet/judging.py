"""The tree of a sheet -> what it says, in canonical units, with everything that is wrong in it at once.

Cells are read one by one, rows are made of them, and what needs a cell asks for it. Nothing is compared here with anything
outside its row: balances, months, keys and evidence have rooms of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from lca_models.inventory.activity.findings import ERROR, Finding, Findings
from lca_models.inventory.activity.sheet.cells import NOT_APPLICABLE, Cells, Units
from lca_models.inventory.activity.sheet.entries import SHEETS, VALUE, Entry, Line, RawSheet
from lca_models.inventory.activity.sheet.fields import (
    NUMBER,
    WHOLE,
    columns_of,
    keys_of,
    materials_of,
    plain,
    rows_of,
)
from lca_models.inventory.activity.sheet.models import (
    CurvePoint,
    CycleTest,
    DataSheet,
    EndOfLifeFields,
    MaterialLine,
    PartLine,
    PlantFields,
    ProductFields,
    Value,
)
from lca_models.inventory.activity.sheet.rows import ABOUT, Rows, is_blank, places_of, plain_line, row_place
from lca_models.inventory.activity.sheet.table_rows import TableRows
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import fade_curve
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import answered_in, message, speaking

LONGEST_NAME = 120  # characters, of a product
RECOVERY = "recovery_"
CURVE = "curve"
PREFILLED = ("unit", "basis", "state", "label")  # columns that an empty sheet may hold already
MASS = Units(("kg",), "kg", ("kWh", "cell", "pack", "a"))
BASES = {"kWh": "per_kwh", "cell": "per_cell", "pack": "per_pack", "a": "per_year"}
# Rows of cell_materials that are no masses: the material they are of, and its attribute.
QUALITIES = {
    "cathode_formula": ("cathode", "formula"),
    "synthetic_share": ("graphite", "synthetic_share"),
    "silicon_share": ("graphite", "silicon_share"),
    "coated_share": ("separator", "coated_share"),
}
MOST_ROWS = 500  # of a sheet of fields
MOST_FINDINGS = 500  # of a sheet
_LONGEST_CURVE = 20_000  # characters
_NEARLY = 0.8  # likeness from which an unknown key is taken for a slip, not for a row of one's own
_PLACE = re.compile(r"([a-z_]+)!\$?([A-Z]+)\$?([0-9]+)")
_LINE = re.compile(r"(?:line |第)([0-9]+)(?:\)|行）)$")


def judge(raw: RawSheet) -> DataSheet:
    """What a sheet says. What is wrong stands in its findings, in the language of the sheet and the order of the file."""
    with speaking(answered_in(raw.language)):
        return _Judge(raw).sheet()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of their places: lines of a text, or sheets, rows and columns of a workbook."""
    return tuple(sorted(findings, key=_at))


def _first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first findings, and how many there are more."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    rest = findings[MOST_FINDINGS:]
    return (
        *findings[:MOST_FINDINGS],
        Finding(ERROR, rest[0].place, message("and {count} more", count=len(rest))),
    )


def _at(one: Finding) -> tuple[int, int, int, str]:
    if cell := _PLACE.match(one.place):
        sheet = SHEETS.index(cell[1]) if cell[1] in SHEETS else len(SHEETS)
        return sheet, int(cell[3]), len(cell[2]), cell[2]
    line = _LINE.search(one.place)
    return 0, int(line[1]) if line else 0, 0, ""


class _Judge:
    """Judges one sheet."""

    def __init__(self, raw: RawSheet) -> None:
        self.raw = raw
        self.rows = Rows(Cells(Findings([*raw.findings])))

    def sheet(self) -> DataSheet:
        product, test = self._fields("product"), self._fields("cycle_test")
        self._need_product(product)
        tables = TableRows(self.rows, self.raw)
        parts: dict[str, Any] = {
            "product": self.rows.made(ProductFields, "product", product),
            "cycle_test": self.rows.made(CycleTest, "cycle_test", {**test, CURVE: self._curve(test.get(CURVE))}),
            "cell_materials": tuple(self._materials("cell_materials", MaterialLine)),
            "pack_parts": tuple(self._materials("pack_parts", PartLine)),
            "plant": self.rows.made(PlantFields, "plant", self._fields("plant")),
            "meters": tables.meters(),
            "output": tables.output(),
            "allocation": tables.allocation(),
            "transport": tables.transport(),
            "end_of_life": self.rows.made(EndOfLifeFields, "end_of_life", _with_recovery(self._fields("end_of_life"))),
            "certificates": tables.certificates(),
            "suppliers": tables.suppliers(),
            "evidence": tables.evidence(),
        }
        return DataSheet(
            file=self.raw.file,
            language=self.raw.language,
            findings=_first(in_order(dict.fromkeys(self.rows.findings.found))),
            **{name: part for name, part in parts.items() if part is not None},
        )

    def _fields(self, sheet: str) -> dict[str, Any]:
        """Values of the rows of a sheet of fields by key, and the places of their cells."""
        fields, found, places = rows_of(sheet), dict[str, Any](), dict[str, str]()
        for key, given in self._lines(sheet):
            line = plain_line(sheet, given)
            one = fields.get(key)
            if one is None:
                self.rows.unknown_name(key, row_place(line, sheet), tuple(keys_of(sheet)))
                continue
            about = self._beside(sheet, line)
            entry = line.get(VALUE)
            if entry is None or not entry.text:
                continue
            places[key] = entry.place
            if one.kind in (NUMBER, WHOLE):
                found[key] = self.rows.cells.read(entry, one, line.get("unit"), about)
            elif key == "name":
                found[key] = self.rows.cells.text(entry, LONGEST_NAME)
            elif key == CURVE:
                found[key] = entry
            else:
                found[key] = self.rows.cells.read(entry, one)
        return {"places": places, **found}

    def _lines(self, sheet: str) -> Iterator[tuple[str, Line]]:
        """Rows of a sheet of fields, as many as one has."""
        for number, (key, line) in enumerate(self.raw.lines(sheet)):
            if number == MOST_ROWS:
                count = len(self.raw.fields[sheet])
                text = message("has {count:,} rows; a sheet has at most {most:,}", count=count, most=MOST_ROWS)
                self.rows.findings.error(row_place(line, sheet), text)
                return
            yield key, line

    def _beside(self, sheet: str, line: Line) -> dict[str, Any]:
        """What is known about the value of a row."""
        return self.rows.columns(sheet, line, (VALUE, "unit"))[1] if len(line) > 1 or VALUE not in line else {}

    def _need_product(self, found: dict[str, Any]) -> None:
        for key, one in rows_of("product").items():
            line = self.raw.fields.get("product", {}).get(key, {})
            if one.is_required and not (VALUE in line and line[VALUE].text):
                self.rows.need(line[VALUE].place if VALUE in line else f"product.{key}", one)

    def _curve(self, entry: Entry | None) -> tuple[CurvePoint, ...]:
        """Points of a curve of fade: 0 1; 500 0.95; 1000 0.91."""
        if entry is None or self.rows.cells.text(entry, _LONGEST_CURVE) is None:
            return ()
        points = [re.split(r"[\s:]+", part.strip()) for part in re.split(r"[;；\n]", entry.text) if part.strip()]
        if any(len(pair) != 2 for pair in points):
            self.rows.findings.error(
                entry.place,
                message(
                    "'{x}' is no curve; write cycles and retention: 0 1; 500 0.95; 1000 0.91", x=excerpt(entry.text)
                ),
                "V03",
            )
            return ()
        try:
            curve = fade_curve([(at, *pair) for at, pair in enumerate(points, start=1)], message("point"))  # type: ignore[misc]
        except LcaModelsError as error:
            self.rows.findings.error(entry.place, str(error), "V08")
            return ()
        return tuple(
            CurvePoint(
                cycles=Value(number=cycles, unit="cycle", place=entry.place, written=pair[0]),
                retention=Value(number=retention, unit="share", place=entry.place, written=pair[1]),
            )
            for (cycles, retention), pair in zip(curve.points, points, strict=True)
        )

    def _materials(self, sheet: str, model: type[MaterialLine] | type[PartLine]) -> Iterator[MaterialLine | PartLine]:
        """Rows of masses that say something."""
        found: dict[str, dict[str, Any]] = {}
        for key, given in self._lines(sheet):
            line = plain_line(sheet, given)
            if key in rows_of(sheet):
                self._quality(sheet, key, line, found)
            elif key in materials_of(sheet):
                if not is_blank(line, PREFILLED):
                    found.setdefault(key, {}).update(self._mass(sheet, key, line))
            elif self._is_free(sheet, key, line):
                found[key] = {**self._mass(sheet, key, line), "is_free": True}
            else:
                self._unknown_row(sheet, key, line)
        for key, row in found.items():
            place = row.pop("place", next(iter(row.get("places", {}).values()), sheet))
            if (made := self.rows.made(model, place, {**row, "key": key})) is not None:
                yield made

    def _quality(self, sheet: str, key: str, line: Line, found: dict[str, dict[str, Any]]) -> None:
        """A share or a formula that belongs to a row of the same sheet."""
        one, entry = rows_of(sheet)[key], line.get(VALUE)
        about = self._beside(sheet, line)
        if entry is None or not entry.text:
            return
        material, attribute = QUALITIES[key]
        row = found.setdefault(material, {})
        row[attribute] = self.rows.cells.read(entry, one, line.get("unit"), about)
        row["places"] = {**row.get("places", {}), attribute: entry.place}

    def _is_free(self, sheet: str, key: str, line: Line) -> bool:
        """Whether an unknown key is a row of the maker's own: it says what it buys, and is no slip of a known key."""
        says = [name for name in ("process", "supplier_id", "label") if name in line and line[name].text]
        if not says or is_blank(line, PREFILLED):
            return False
        return "label" in says or not _is_like_a_key(sheet, key)

    def _unknown_row(self, sheet: str, key: str, line: Line) -> None:
        """Names a row that is none of the sheet and does not say what it buys."""
        place = row_place(line, sheet)
        if is_blank(line, PREFILLED) or _is_like_a_key(sheet, key) or key.isdigit():
            self.rows.unknown_name(key, place, tuple(keys_of(sheet)))
            return
        name = line["label"].text if "label" in line and line["label"].text else key
        text = message("'{x}' is no row of this sheet; a row of your own names its process or its supplier_id",
                       x=excerpt(name))  # fmt: skip
        self.rows.unknown_name(key, place, (), text)

    def _mass(self, sheet: str, key: str, line: Line) -> dict[str, Any]:
        """What a row of a mass says, by attribute of its model."""
        found, about = self.rows.columns(sheet, line, (VALUE, "unit"))
        row = {name: value for name, value in found.items() if name not in ABOUT or name == "note"}
        if "yield" in row:
            row["yield_"] = row.pop("yield")
        row["place"], row["places"] = row_place(line, sheet), places_of(line)
        entry = line.get(VALUE)
        if entry is None or not entry.text:
            return row
        if plain(entry.text) in NOT_APPLICABLE:
            return {**row, "not_applicable": True}
        value = self.rows.cells.value_per(entry, columns_of(sheet)[VALUE], MASS, line.get("unit"), about)
        if value is None:
            return row
        row["value"], per = value
        if per and row.get("basis") not in (None, BASES[per]):
            self.rows.findings.error(
                entry.place,
                message(
                    "'{words}' is {unit} and the basis says {basis}; correct one",
                    words=row["value"].words,
                    unit=BASES[per],
                    basis=row["basis"],
                ),
                "V06",
            )
        elif per:
            row["basis"] = BASES[per]
        return row


@lru_cache(maxsize=4096)
def _is_like_a_key(sheet: str, key: str) -> bool:
    return bool(get_close_matches(key[:80], keys_of(sheet), 1, _NEARLY))


def _with_recovery(found: dict[str, Any]) -> dict[str, Any]:
    """Rates of recovery by metal."""
    metals = {
        name.removeprefix(RECOVERY): value for name, value in found.items() if name.startswith(RECOVERY) and value
    }
    return {**{name: value for name, value in found.items() if not name.startswith(RECOVERY)}, "recovery": metals}
