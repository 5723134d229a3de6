"""The plant that a judged data sheet describes, in exact amounts and in the units of its items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.items import PART, WASTE, Item, in_unit_of, items
from lca_models.inventory.activity.plant.lines import (
    CELLS,
    KILOWATT_HOURS,
    KWH,
    KWH_GOOD,
    PACKS,
    PIECES,
    Allocation,
    Meter,
    Plant,
    Product,
    Readings,
    exact,
)
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import (
        AllocationLine,
        Amounts,
        DataSheet,
        MeterLine,
        OutputLine,
        Value,
    )

EVERY_MONTH, YEAR_TOTAL = "every_month", "year_total"

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def plant_of(sheet: DataSheet, findings: Findings) -> Plant | None:
    """The plant of a sheet; None where it has neither meters nor output, or where `findings` say what is wrong with them."""
    rows = [line for line in sheet.meters if line.item in items() and (line.is_given or line.not_applicable)]
    if not rows and not sheet.output:
        return None
    start = sheet.product.period_start or ""
    if not _MONTH.fullmatch(start):
        findings.error(
            sheet.product.where("period_start"),
            message("meters and output need period_start, the first month: 2025-01"),
            "V02",
        )
        return None
    before = len(findings.of("error"))
    lines = {line.id: line for line in sheet.meters}
    meters = [
        meter
        for line in rows
        if items()[line.item].role != PART and (meter := meter_of(line, lines, findings)) is not None
    ]
    plant = Plant(
        start,
        tuple(meters),
        tuple(_product(line, sheet) for line in sheet.output),
        tuple(_allocation(line) for line in sheet.allocation),
        (*rows, *sheet.output)[0].place,
    )
    return plant if len(findings.of("error")) == before else None


def own_product(sheet: DataSheet, findings: Findings) -> str | None:
    """The id of the product of a sheet among the products of its plant; None where no row of output is it."""
    ids = [line.product_id for line in sheet.output]
    for words in (sheet.product.model, sheet.product.name):
        if words and words in ids:
            return words
    if len(ids) == 1:
        return ids[0]
    if ids:
        wanted = sheet.product.model or sheet.product.name or ""
        findings.error(
            sheet.product.where("model"),
            message("'{model}' is no product_id of output; {near}", model=wanted, near=suggestion(wanted, ids)),
            "V23",
        )
    return None


def meter_of(line: MeterLine, lines: Mapping[str, MeterLine], findings: Findings) -> Meter | None:
    """A row of meters in the unit of its item; None where its unit cannot be turned into it, which is a finding.

    `lines`: all rows by id: a sub-meter has the heating value of its main meter where it gives none.
    """
    item = items()[line.item]
    label = f"{line.id} ({', '.join(filter(None, (item.label, line.label)))})"
    units = {value.unit for value in _values(line)}
    factor = Fraction(1)
    if item.role == WASTE and units and units <= {"piece", PIECES}:
        words = message(
            "{label} is counted in pieces and left out of the plant; give kg where its mass is known", label=label
        )
        findings.warn(line.where("unit"), words)
        return None
    if units and line.is_given:
        unit = min(units)
        value = _heating_value(line, lines)
        found = in_unit_of(item, unit, exact(value.number) if value else None, value.unit if value else "")
        if found is None or len(units) > 1:
            _no_unit(line, item, label, units, findings)
            return None
        factor = found
    readings = _readings(line, factor, item.unit)
    if line.not_applicable and not line.is_given:
        readings = Readings(year_total=Fraction(), unit=item.unit, place=line.place)
    return Meter(
        line.id, line.item, item.unit, readings, line.place, line.parent or "", line.allocation_id or "", label
    )


def _values(amounts: Amounts) -> list[Value]:
    return [value for value in (*amounts.months.values(), amounts.every_month, amounts.year_total) if value is not None]


def _heating_value(line: MeterLine, lines: Mapping[str, MeterLine]) -> Value | None:
    seen: set[str] = set()
    at: MeterLine | None = line
    while at is not None and at.id not in seen:
        if at.heating_value is not None:
            return at.heating_value
        seen.add(at.id)
        at = lines.get(at.parent or "")
    return None


def _no_unit(line: MeterLine, item: Item, label: str, units: set[str], findings: Findings) -> None:
    unit = ", ".join(sorted(units))
    place = line.where("unit")
    if line.item == "steam" and "kg" in units:
        text = message(
            "{label}: steam in t needs its heat; give GJ, or heating_value in MJ/kg as delivered", label=label
        )
        findings.error(place, text, "V25")
    elif item.per and units <= {"kg", "m3"}:
        text = message(
            "{label} is in {unit}; give {wanted} with a heating_value in MJ/{wanted}, or MJ",
            label=label,
            unit=unit,
            wanted=item.per,
        )
        findings.error(place, text, "V06")
    else:
        text = message(
            "{label} is in {unit}, which cannot be turned into {wanted}", label=label, unit=unit, wanted=item.unit
        )
        findings.error(place, text, "V06")


def _readings(amounts: Amounts, factor: Fraction, unit: str) -> Readings:
    every, total = amounts.every_month, amounts.year_total
    places = {month: value.place for month, value in amounts.months.items()}
    return Readings(
        {month: exact(value.number) * factor for month, value in amounts.months.items()},
        None if every is None else exact(every.number) * factor,
        None if total is None else exact(total.number) * factor,
        unit,
        amounts.place,
        places
        | ({} if every is None else {EVERY_MONTH: every.place})
        | ({} if total is None else {YEAR_TOTAL: total.place}),
    )


def _output(amounts: Amounts, unit: str, cells_per_pack: Fraction | None) -> Readings:
    """Output in kWh, or in the pieces of its row, whichever pieces were counted."""
    if KILOWATT_HOURS in (amounts.unit, *(value.unit for value in _values(amounts))) or (amounts.unit or unit) == KWH:
        return _readings(amounts, Fraction(1), KILOWATT_HOURS)
    if cells_per_pack and {amounts.unit, unit} == {CELLS, PACKS}:
        return _readings(amounts, cells_per_pack if unit == CELLS else 1 / cells_per_pack, PIECES)
    return _readings(amounts, Fraction(1), PIECES)


def _product(line: OutputLine, sheet: DataSheet) -> Product:
    is_own = line.product_id in (sheet.product.model, sheet.product.name)
    cells = _exact(line.cells_per_piece or (sheet.product.cells_per_pack if is_own else None))
    unit = line.unit or PACKS
    return Product(
        line.product_id,
        unit,
        _output(line.good, unit, cells),
        _output(line.started, unit, cells),
        line.place,
        _exact(line.energy_per_piece),
        _exact(line.cell_mass_per_piece),
        cells,
        _exact(line.area_per_piece),
    )


def _allocation(line: AllocationLine) -> Allocation:
    return Allocation(
        line.allocation_id,
        line.key or KWH_GOOD,
        line.products,
        tuple(exact(share.number) for share in line.shares),
        line.reason or "",
        line.by_product or "",
        _exact(line.by_product_amount),
        line.by_product_amount.unit if line.by_product_amount is not None else "",
        line.by_product_rule or "",
        _exact(line.efficiency),
        _exact(line.price_ratio),
        line.place,
        line.places,
    )


def _exact(value: Value | None) -> Fraction | None:
    return None if value is None else exact(value.number)
