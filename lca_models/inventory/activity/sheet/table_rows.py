"""Rows of the tables of a sheet: meters and output by month, allocation, transport, certificates, suppliers, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.activity.sheet.cells import (
    NOT_APPLICABLE,
    Units,
    is_nearly_a_month,
    month_problem,
    units_of,
)
from lca_models.inventory.activity.sheet.entries import Entry, Line, RawSheet
from lca_models.inventory.activity.sheet.fields import CONDITIONAL, Field, columns_of, find_entry, plain
from lca_models.inventory.activity.sheet.models import (
    AllocationLine,
    Amounts,
    CertificateLine,
    EvidenceLine,
    MetalLine,
    MeterLine,
    OutputLine,
    SupplierLine,
    TransportLine,
    Value,
)
from lca_models.inventory.activity.sheet.rows import Model, Rows, is_blank, places_of, row_place
from lca_models.inventory.activity.sheet.units import CellError, is_at_20_degrees, to_canonical
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

YEAR = ("every_month", "year_total")
GOOD, STARTED = "good", "started"
STOCK = "stock_change"  # may be negative
PREFILLED = ("id", "item", "label", "unit", "allocation_id")  # of a meter that was not read
# In which units the amount of an item is kept.
ENERGY, GAS, MASS, MASS_OR_VOLUME = ("kWh",), ("m3", "MJ"), ("kg",), ("kg", "m3")
ITEMS: Mapping[str, tuple[str, ...]] = {
    "natural_gas": GAS,
    "steam": ("MJ", "kg"),
    "heat": ("MJ",),
    "diesel": ("kg", "MJ"),
    "lpg": ("kg", "MJ"),
    **dict.fromkeys(("water", "deionised_water", "nitrogen", "argon", "compressed_air"), MASS_OR_VOLUME),
    **dict.fromkeys(("nmp_waste", "hazardous_waste", "other_waste", "waste_water"), MASS_OR_VOLUME),
    "rejected_cells": ("kg", "cell", "piece"),
}
OUTPUT_UNITS = {"kwh": "kWh", "cells": "cell", "packs": "pack"}  # code of the list: unit in which it is counted
METAL = re.compile(r"([a-z]+)_(content|virgin_value|recycled_value)")
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
_AT_20 = "m3 (20 °C)"
_NORMAL = re.compile(r"N\s*m|标|0\s*°", re.IGNORECASE)  # words of a unit of gas that say 0 °C


@dataclass(frozen=True)
class TableRows:
    """Judges the tables of one sheet."""

    rows: Rows
    raw: RawSheet

    def lines(self, sheet: str) -> Iterator[Line]:
        """Rows that say something."""
        yield from (line for line in self.raw.tables.get(sheet, ()) if not is_blank(line))

    def meters(self) -> tuple[MeterLine, ...]:
        """Meters that were read: rows with amounts, or that say something beyond what a sheet is prefilled with."""
        lines = (line for line in self.lines("meters") if not is_blank(line, PREFILLED))
        return tuple(one for line in lines if (one := self._meter(line)) is not None)

    def output(self) -> tuple[OutputLine, ...]:
        """Products of the plant."""
        return tuple(one for line in self.lines("output") if (one := self._output(line)) is not None)

    def allocation(self) -> tuple[AllocationLine, ...]:
        """How meters are shared."""
        return tuple(one for line in self.lines("allocation") if (one := self._allocation(line)) is not None)

    def transport(self) -> tuple[TransportLine, ...]:
        """Legs."""
        return self._plain("transport", TransportLine, {"from": "from_"})

    def certificates(self) -> tuple[CertificateLine, ...]:
        """Certificates, in batches."""
        return self._plain("certificates", CertificateLine)

    def evidence(self) -> tuple[EvidenceLine, ...]:
        """Documents."""
        return self._plain("evidence", EvidenceLine)

    def suppliers(self) -> tuple[SupplierLine, ...]:
        """Footprints of suppliers; a supplier that stands twice is named."""
        found: dict[str, SupplierLine] = {}
        for line in self.lines("suppliers"):
            one = self._supplier(line)
            if one is None:
                continue
            if one.supplier_id in found:
                first = found[one.supplier_id].where("supplier_id")
                self.rows.findings.error(
                    one.where("supplier_id"),
                    message(
                        "'{id}' stands here and in {place}; give each its own", id=excerpt(one.supplier_id), place=first
                    ),
                    "V46",
                )
            found.setdefault(one.supplier_id, one)
        return tuple(found.values())

    def _plain(self, sheet: str, model: type[Model], renamed: Mapping[str, str] | None = None) -> tuple[Model, ...]:
        """Rows whose columns are the attributes of their model.

        One whose needed cell is blank or wrong is left out: what is wrong with it is told here, and once.
        """
        needed = [name for name, one in columns_of(sheet).items() if one.need == CONDITIONAL]
        made = []
        for line in self.lines(sheet):
            self.rows.needed(sheet, line)
            found, _ = self.rows.columns(sheet, line)
            if any(found.get(name) is None for name in needed):
                continue
            row = {(renamed or {}).get(name, name): value for name, value in found.items()}
            made.append(self.rows.made(model, row_place(line), {**row, "places": places_of(line)}))
        return tuple(one for one in made if one is not None)

    def _meter(self, line: Line) -> MeterLine | None:
        months, other = self._months("meters", line, "")
        self.rows.needed("meters", line, ("unit",))
        found, about = self.rows.columns("meters", other, (*YEAR, "unit", "heating_value"))
        item = str(found.get("item") or "")
        targets = (
            ITEMS.get(item, ENERGY if item.startswith("electricity") else MASS) if item else (*GAS, *ENERGY, *MASS)
        )
        amounts = self._amounts(months, line, "", Units(targets), line.get("unit"), about, columns_of("meters")["unit"])
        if any(plain(line[name].text) in NOT_APPLICABLE for name in YEAR if name in line):
            found["not_applicable"] = True
        found.pop("period", None)
        found |= {name: amounts[name] for name in ("unit", "months", *YEAR) if amounts.get(name) is not None}
        found["heating_value"] = self._heating_value(line, found, about)
        return self.rows.made(MeterLine, row_place(line), {**found, "places": places_of(line)})

    def _heating_value(self, line: Line, found: Mapping[str, Any], about: Mapping[str, Any]) -> Value | None:
        """Per cubic metre at 0 °C, in which amounts are kept; of a gas at 20 °C it is per one of those, unless it says so."""
        entry = line.get("heating_value")
        if entry is None or not entry.text:
            return None
        of_gas = found.get("unit") == "m3"
        units = Units(("MJ/m3",) if of_gas else ("MJ/kg",) if found.get("unit") == "kg" else ("MJ/m3", "MJ/kg"),
                      "MJ/m3" if of_gas else "MJ/kg")  # fmt: skip
        value = self.rows.cells.value(entry, columns_of("meters")["heating_value"], units, None, about)
        unit = line["unit"].text if "unit" in line else ""
        if value is None or not of_gas or not is_at_20_degrees(unit):
            return value
        if is_at_20_degrees(value.unit_written) or _NORMAL.search(value.unit_written):
            return value
        normal = to_canonical("1", _AT_20, ("m3",)).number
        return value.model_copy(update={"number": value.number / normal})

    def _output(self, line: Line) -> OutputLine | None:
        parts = {name: self._months("output", line, f"{name}.")[0] for name in (GOOD, STARTED)}
        other = {name: entry for name, entry in line.items() if not any(name in part for part in parts.values())}
        beside = ("unit", *(f"{name}{end}" for name in parts for end in ("", ".unit", ".every_month")))
        self.rows.needed("output", line, beside)
        found, about = self.rows.columns("output", other, beside)
        columns, unit = columns_of("output"), line.get("unit")
        for name, months in parts.items():
            own = line.get(f"{name}.unit")
            said = own if own is not None and own.text else unit
            given = self._amounts(
                months, line, f"{name}.", Units(tuple(OUTPUT_UNITS.values())), said, about, columns["unit"]
            )
            places = {month: entry.place for month, entry in months.items()}
            places = {month.partition(".")[2]: place for month, place in places.items()}
            places |= {"year_total": line[name].place} if name in line else {}
            places |= {"every_month": line[f"{name}.every_month"].place} if f"{name}.every_month" in line else {}
            code = next((code for code, word in OUTPUT_UNITS.items() if word == given.get("unit")), None)
            found[name] = Amounts(place=row_place(line), places=places, **{**given, "unit": code})
        if not found[GOOD].is_given and not any(
            name in line and line[name].text for name in (GOOD, "good.every_month")
        ):
            self.rows.need(row_place(line), columns[GOOD])
        code = self._output_code(unit)
        found["unit"] = code or found[GOOD].unit
        return self.rows.made(OutputLine, row_place(line), {**found, "places": places_of(line)})

    def _output_code(self, unit: Entry | None) -> str | None:
        entry = find_entry("output_units", unit.text) if unit is not None and unit.text else None
        return entry.code if entry is not None else None

    def _months(self, sheet: str, line: Line, before: str) -> tuple[dict[str, Entry], dict[str, Entry]]:
        """Columns of months, and all others; a column that is meant as a month and written otherwise is named."""
        months: dict[str, Entry] = {}
        other: dict[str, Entry] = {}
        known = columns_of(sheet)
        for name, entry in line.items():
            month = name.removeprefix(before)
            if name.startswith(before) and _MONTH.fullmatch(month):
                months[name] = entry
            elif name.startswith(before) and name not in known and is_nearly_a_month(month):
                self.rows.findings.error(entry.place, month_problem(month), "V18")
            else:
                other[name] = entry
        return months, other

    def _amounts(
        self,
        months: Mapping[str, Entry],
        line: Line,
        before: str,
        units: Units,
        unit: Entry | None,
        about: Mapping[str, Any],
        unit_field: Field,
    ) -> dict[str, Any]:
        """Amounts of a year in one unit: months, every_month, year_total. `before`: what stands before their names."""
        total = before.removesuffix(".") if before else "year_total"
        given = {name: entry for name, entry in months.items() if entry.text}
        beside = {"year_total": line.get(total), "every_month": line.get(f"{before}every_month")}
        given |= {name: entry for name, entry in beside.items() if entry is not None and entry.text}
        given = {name: entry for name, entry in given.items() if plain(entry.text) not in NOT_APPLICABLE}
        said = self._unit_said(unit, units, bool(given))
        if not given or said is None:
            return {}
        if not said.text and not any(re.search(r"[^\W\d]", entry.text) for entry in given.values()):
            self.rows.need(row_place(line), unit_field)
            return {}
        limits = columns_of("meters")["year_total"]
        values = {name: self.rows.cells.value(entry, limits, units, said, about) for name, entry in given.items()}
        found = {name: value for name, value in values.items() if value is not None}
        first = next(iter(found.values()), None)
        for value in found.values():
            if first is not None and value.unit != first.unit:
                self.rows.findings.error(
                    value.place,
                    message("'{words}' is in another unit than the row ({unit})", words=value.words, unit=first.unit),
                    "V06",
                )
        return {
            "unit": first.unit if first is not None else None,
            "months": {name.removeprefix(before): value for name, value in found.items() if name not in YEAR},
            **{name: found.get(name) for name in YEAR},
        }

    def _unit_said(self, unit: Entry | None, units: Units, is_used: bool) -> Entry | None:
        """The unit of a row, as units are written; None where it is none, which is said once and not for every month."""
        if unit is None or not unit.text:
            return Entry("", "")
        try:
            to_canonical("1", unit.text, units.targets, per=units.per)
        except CellError as error:
            if is_used:
                self.rows.findings.error(unit.place, str(error), error.code)
            return None
        return unit

    def _allocation(self, line: Line) -> AllocationLine | None:
        self.rows.needed("allocation", line)
        found, about = self.rows.columns("allocation", line, ("products", "shares", "by_product_amount"))
        columns = columns_of("allocation")
        cells = self.rows.cells
        products, given = (self._parts(line.get(name)) for name in ("products", "shares"))
        found["products"] = tuple(one.text for one in products)
        share = Units(("share",), "share")
        shares = [cells.value(one, columns["efficiency"], share, None, about) for one in given]
        found["shares"] = tuple(one for one in shares if one is not None)
        if amount := line.get("by_product_amount"):
            units = Units(("MJ", "kg", "m3", "piece"))
            found["by_product_amount"] = (
                cells.value(amount, columns["by_product_amount"], units, None, about) if amount.text else None
            )
        return self.rows.made(AllocationLine, row_place(line), {**found, "places": places_of(line)})

    def _parts(self, entry: Entry | None) -> list[Entry]:
        """The values of a cell that holds several, separated by semicolons."""
        if entry is None or (text := self.rows.cells.text(entry)) is None:
            return []
        return [Entry(part.strip(), entry.place) for part in re.split(r"[;；]", text) if part.strip()]

    def _supplier(self, line: Line) -> SupplierLine | None:
        self.rows.needed("suppliers", line)
        found, about = self.rows.columns("suppliers", line, ("value",))
        if (entry := line.get("value")) and entry.text:
            found |= self._footprint(entry, found, about)
        metals: dict[str, dict[str, Any]] = {}
        for name in [name for name in found if METAL.fullmatch(name)]:
            metal, _, what = name.partition("_")
            metals.setdefault(metal, {})[what] = found.pop(name)
        made = {
            metal: MetalLine(place=row_place(line), **{name: value for name, value in row.items() if value is not None})
            for metal, row in metals.items()
        }
        return self.rows.made(SupplierLine, row_place(line), {**found, "metals": made, "places": places_of(line)})

    def _footprint(self, entry: Entry, found: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
        """A footprint by hand, and the declared unit where it is written beside: 26.0 kgCO2e/kg."""
        one = columns_of("suppliers")["value"]
        value = self.rows.cells.value_per(entry, one, units_of(one), None, about)
        if value is None:
            return {}
        number, per = value
        declared = found.get("declared_unit")
        if per and declared not in (None, per):
            self.rows.findings.error(
                entry.place,
                message(
                    "'{words}' is per {per} and the declared unit is {unit}; correct one",
                    words=number.words,
                    per=per,
                    unit=declared,
                ),
                "V06",
            )
        return {"value": number, "declared_unit": declared or per or None}
