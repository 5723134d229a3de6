"""Values off by a power of ten (UNI-02) or by a known ratio of units (UNI-03), and what they would be in the other unit.

A month is compared with the other months of its meter, a row of a material with its archetype. A meter of energy, whose plant
is not the archetype's, is looked at where the energy per kWh of cells lies outside what plants have: the reading that brings
it inside, nearest to the archetype, is the likely slip; two that are equally near make a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import log10

from lca_models.inventory.activity.plant.items import ELECTRICITY, items
from lca_models.inventory.activity.plant.lines import exact_sum
from lca_models.inventory.activity.plausibility import Band, bands
from lca_models.inventory.activity.sheet.fields import materials_of
from lca_models.inventory.activity.sheet.models import Amounts, DataSheet, Value
from lca_models.inventory.system.pack import own_name
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import QUESTION, Seen
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_fields, with_number, with_row
from lca_models.reporting.verification.rules.plant import ratios
from lca_models.reporting.verification.rules.plant.masses import Balance, balances_of
from lca_models.reporting.verification.rules.plant.ratios import KNOWN, POWERS, Ratio, converted, fitting, possible
from lca_models.reporting.verification.rules.said import (
    archetype_of,
    chemistry_of,
    energy_meters,
    expected,
    own_id,
    pointer,
    robust_distances,
    split_of,
    values_of_pack,
)
from lca_models.reporting.verification.rules.table import limit

UNITS = {  # by what words about them hold; the order tells a kWh from a kg
    "kWh": ("Wh", "瓦时", "瓦小时", "度"),
    "MJ": ("J", "焦"),
    "m3": ("m3", "m³", "立方", "方"),
    "kg": ("kg", "g", "t", "克", "吨"),
}
CLUES = {"rated_energy": (ratios.ENERGY,), "usable_energy": (ratios.ENERGY,), "warranty_km": (ratios.DISTANCE,)}
FEWEST = 6  # months that say what is usual
ENERGIES = {"cell_plant_electricity": 1.0, "cell_plant_fuel": 1 / 3.6}  # parameters, and what makes them kWh
FIELDS = {"plant_electricity": "cell_plant_electricity", "plant_heat": "cell_plant_fuel"}


@dataclass(frozen=True)
class Slip:
    """A value that fits in another unit."""

    ratio: Ratio
    place: str
    pointer: str
    value: Value
    unit: str
    found: float  # value over reference
    right: DataSheet  # the sheet with what the value would be
    is_sure: bool = True  # else a question
    key: tuple[str, str] = ("", "")  # meter and month


def slips_of(case: Case) -> tuple[Slip, ...]:
    """Every value of a sheet that fits in another unit, each by its likeliest reading."""
    return case.again.keep(_kept("slips", case), lambda: _slips(case))


def _kept(name: str, case: Case) -> str:
    """What is kept of a sheet is of the limits that it was looked at by."""
    return f"{name} by {sorted(case.engagement.limits.items())}"


def _slips(case: Case) -> tuple[Slip, ...]:
    monthly = monthly_slips(case)
    # A month that is off moves the year as well, which is told once.
    return (*monthly, *(() if monthly else yearly_slips(case)), *material_slips(case), *clues(case))


def seen(case: Case, rule: str) -> Iterator[Seen]:
    """Slips of one of the two rules as they are told, with what they move."""
    for one in slips_of(case):
        if one.ratio.rule != rule:
            continue
        said = (
            {"value": one.value.written, "unit": one.value.unit_written or one.unit, "ratio": float(f"{one.found:.4g}"),
             "k": one.ratio.power}
            if rule == POWERS
            else {"unit1": one.ratio.was, "unit2": one.ratio.is_}
        )  # fmt: skip
        effect = effect_of(case, one.right) if one.is_sure else None
        yield Seen(one.place, {"cell": one.place, **said}, effect, "" if one.is_sure else QUESTION, pointer=one.pointer)


def monthly_slips(case: Case) -> tuple[Slip, ...]:
    """Months of meters and of output that fit in another unit, by the other months."""
    return case.again.keep(_kept("monthly slips", case), lambda: tuple(_monthly(case)))


def _monthly(case: Case) -> Iterator[Slip]:
    sheet, split = case.sheet, split_of(case)
    for at, line in enumerate(sheet.meters):
        if len(line.months) >= FEWEST:
            output = None
            if split is not None and line.id in split.meters:
                wanted = split.meters[line.id].allocation.products or tuple(split.products)
                output = summed([split.products[id].started_by_month for id in wanted if id in split.products])
            changed = partial(with_row, sheet, "meters", at)
            yield from _months(case, line, output, pointer("meters", at), changed)
    for at, product in enumerate(sheet.output):
        for name in ("good", "started"):
            changed = partial(_with_output, sheet, at, name)
            if len(getattr(product, name).months) >= FEWEST:
                yield from _months(case, getattr(product, name), None, pointer("output", at, name), changed)


def _with_output(sheet: DataSheet, at: int, name: str, row: Amounts) -> DataSheet:
    return with_row(sheet, "output", at, sheet.output[at].model_copy(update={name: row}))


def summed(rows: Sequence[Mapping[str, Fraction]]) -> dict[str, float] | None:
    """Amounts of several products by month; None where one of them has none by month."""
    if not rows or not all(rows):
        return None
    return {month: float(exact_sum(row.get(month, Fraction()) for row in rows)) for month in rows[0]}


def _months(
    case: Case, line: Amounts, output: Mapping[str, float] | None, where: str, changed: Callable[[Amounts], DataSheet]
) -> Iterator[Slip]:
    amounts = {month: value.number for month, value in sorted(line.months.items())}
    usual = expected(amounts, output)
    apart = robust_distances(amounts, usual)
    for month, value in sorted(line.months.items()):
        if value.number <= 0 or usual[month] <= 0:
            continue
        found = value.number / usual[month]
        known = possible(unit_of(value, line.unit), dimensions_of(line))
        one = fitting(found, known, limit(case, "UNI-02", "months"), limit(case, "UNI-03", "near"))
        if one is None:
            continue
        is_far = apart[month] > limit(case, "MON-03", "distance") and abs(found - 1) > limit(case, "MON-03", "share")
        if one.rule == POWERS or is_far:
            right = changed(scaled(line, 1 / one.ratio, month))
            key = getattr(line, "id", where), month
            yield Slip(one, value.place, f"{where}/months/{month}", value, value.unit, found, right, key=key)


def unit_of(value: Value, unit: str | None) -> str:
    """The unit that somebody had in mind, whatever its size: that of the cell, else of its row."""
    written = value.unit_written or unit or value.unit
    return next((kind for kind, words in UNITS.items() if any(word in written for word in words)), value.unit)


def dimensions_of(line: Amounts) -> tuple[str, ...]:
    """Kinds of ratios that the amounts of a row may be off by."""
    item = getattr(line, "item", "")
    if item == "natural_gas":
        return ratios.GAS, ratios.ENERGY
    if item in items():
        return ratios.ENERGY, ratios.MASS, ratios.SUBSTANCE
    return (ratios.ENERGY,)


def yearly_slips(case: Case) -> Iterator[Slip]:
    """Energy of a plant outside what plants have per kWh of cells, and the meter, field or output that brings it inside."""
    now = _energies(values_of_pack(case))
    if _is_usual(case, now):
        return
    candidates = [*_energy_readings(case, now)]
    usual = _energies(archetype_of(case))
    ranked = sorted(candidates, key=lambda one: _distance(one[1], usual))
    if not ranked:
        return
    best = _distance(ranked[0][1], usual)
    near = [
        one for one, energies in ranked if _distance(energies, usual) - best < limit(case, "UNI-03", "equally_near")
    ]
    likely = near if len(near) > 1 else near[:1]
    for one in likely:
        yield Slip(one.ratio, one.place, one.pointer, one.value, one.unit, one.found, one.right, len(likely) == 1)


def _energies(values: Mapping[str, float]) -> tuple[float, float]:
    """Electricity and heat of the plant, kWh per kWh of good cells."""
    power, fuel = (values.get(name, 0.0) * factor for name, factor in ENERGIES.items())
    return power, fuel


def _distance(energies: tuple[float, float], usual: tuple[float, float]) -> float:
    """How far electricity and heat are from the archetype's together, as logarithms."""
    return sum(abs(log10(max(a, 1e-12) / b)) for a, b in zip(energies, usual, strict=True) if b > 0)


def _is_usual(case: Case, energies: tuple[float, float], slack: float | None = None) -> bool:
    power, fuel = energies
    slack = limit(case, "UNI-03", "slack") if slack is None else slack
    values = {"cell_plant_electricity": power, "cell_plant_fuel": fuel * 3.6}
    return all(
        (x := band.value(chemistry_of(case), values)) is None or band.low * (1 - slack) <= x <= band.high * (1 + slack)
        for band in _plant_bands(case)
    )


def _plant_bands(case: Case) -> list[Band]:
    wanted = ("plant_energy", "plant_electricity_share")
    return [band for band in bands() if band.key in wanted and chemistry_of(case) in band.chemistries]


def _energy_readings(case: Case, now: tuple[float, float]) -> Iterator[tuple[Slip, tuple[float, float]]]:
    """Each meter, short field or row of output in each other unit, where the plant then has what plants have."""
    split, id = split_of(case), own_id(case)
    usual = _energies(archetype_of(case))
    least = limit(case, "UNI-02", "least")
    if split is not None and id is not None:
        good = split.products[id].good_kwh
        for at, line in energy_meters(case):
            if line.id not in split.meters:
                continue
            is_power = items()[line.item].role == ELECTRICITY
            part = float(split.meters[line.id].products.get(id, 0) / good) / (1 if is_power else 3.6)
            value = next(
                (one for one in (*line.months.values(), line.every_month, line.year_total) if one is not None), None
            )
            if not part or value is None or line.parent:
                continue
            for ratio in possible(unit_of(value, line.unit), dimensions_of(line)):
                read = part / ratio.ratio
                after = (now[0] + read - part, now[1]) if is_power else (now[0], now[1] + read - part)
                if _is_usual(case, after) and read > least * usual[0 if is_power else 1]:
                    right = with_row(case.sheet, "meters", at, scaled(line, 1 / ratio.ratio))
                    yield Slip(ratio, line.place or value.place, pointer("meters", at), value, value.unit,
                               part / usual[0 if is_power else 1], right), after  # fmt: skip
        yield from _output_readings(case, now, id)
        return
    for key, name in FIELDS.items():
        value = getattr(case.sheet.plant, key)
        if value is None:
            continue
        place = 0 if name == "cell_plant_electricity" else 1
        for ratio in possible("kWh" if place == 0 else "MJ", (ratios.ENERGY,)):
            read = now[place] / ratio.ratio
            after = (read, now[1]) if place == 0 else (now[0], read)
            if _is_usual(case, after):
                right = with_fields(case.sheet, "plant", **{key: with_number(value, value.number / ratio.ratio)})
                yield Slip(ratio, value.place, pointer("plant", key), value, value.unit, now[place] / usual[place],
                           right), after  # fmt: skip


def _output_readings(case: Case, now: tuple[float, float], id: str) -> Iterator[tuple[Slip, tuple[float, float]]]:
    """The output of the product a power of ten too high or low, where all of its energy then is what plants have."""
    at, line = next((at, line) for at, line in enumerate(case.sheet.output) if line.product_id == id)
    value = next(
        (one for one in (*line.good.months.values(), line.good.every_month, line.good.year_total) if one), None
    )
    if value is None or len(case.sheet.output) > 1:
        return
    for ratio in possible(value.unit, ()):
        after = now[0] * ratio.ratio, now[1] * ratio.ratio
        if _is_usual(case, after):
            row = line.model_copy(
                update={name: scaled(getattr(line, name), 1 / ratio.ratio) for name in ("good", "started")}
            )
            yield Slip(ratio, line.place or value.place, pointer("output", at), value, value.unit, ratio.ratio,
                       with_row(case.sheet, "output", at, row)), after  # fmt: skip


def material_slips(case: Case) -> Iterator[Slip]:
    """Masses that fit in another unit: a power of ten of the archetype's, or pounds where the masses of the pack then sum."""
    for table in ("cell_materials", "pack_parts"):
        for at, value, _, found in _rows(case, table):
            one = fitting(found, possible("kg", ()), limit(case, "UNI-02", "archetype"), 0.0)
            if one is not None:
                yield Slip(one, value.place, pointer(table, at, "value"), value, value.unit, found,
                           _with_mass(case.sheet, table, at, 1 / one.ratio))  # fmt: skip
    for balance in balances_of(case):
        if abs(balance.total - balance.entered) > limit(case, "BAL-01", "relative") * balance.entered:
            yield from _one_in_pounds(case, balance)
    yield from _all_in_pounds(case)


def clues(case: Case) -> Iterator[Slip]:
    """Numbers of many digits that are round in another unit: somebody converted them, which may be right, so that one asks."""
    product = case.sheet.product
    given = [(getattr(product, name), pointer("product", name), kinds) for name, kinds in CLUES.items()]
    given += [(line.distance, pointer("transport", at, "distance"), (ratios.DISTANCE,))
              for at, line in enumerate(case.sheet.transport)]  # fmt: skip
    for value, where, kinds in given:
        if value is None:
            continue
        written = value.written if value.unit_written in ("", value.unit) else ""
        one = converted(written, value.number, possible(value.unit, kinds))
        if one is not None:
            yield Slip(one, value.place, where, value, value.unit, one.ratio, case.sheet, is_sure=False)


def _with_mass(sheet: DataSheet, table: str, at: int, factor: float) -> DataSheet:
    line = getattr(sheet, table)[at]
    value = None if line.value is None else scaled(line.value, factor)
    return with_row(sheet, table, at, line.model_copy(update={"value": value}))


def _pounds() -> tuple[Ratio, ...]:
    return tuple(one for one in possible("kg", (ratios.MASS,)) if one.rule == KNOWN)


def _one_in_pounds(case: Case, balance: Balance) -> Iterator[Slip]:
    """The row that closes a balance in the other unit; a question where another row closes it nearly as well."""
    rows = []
    for at, value, mass, found in _rows(case, balance.table):
        for one in _pounds():
            rest = abs(balance.total - mass + mass / one.ratio - balance.entered) / balance.entered
            rows.append((rest, at, value, found, one))
    rows.sort(key=lambda row: row[:2])
    closed = limit(case, "UNI-03", "closed")
    if not rows or rows[0][0] > closed:
        return
    _, at, value, found, one = rows[0]
    is_sure = len(rows) < 2 or rows[1][0] - rows[0][0] > closed
    yield Slip(one, value.place, pointer(balance.table, at, "value"), value, value.unit, found,
               _with_mass(case.sheet, balance.table, at, 1 / one.ratio), is_sure)  # fmt: skip


def _all_in_pounds(case: Case) -> Iterator[Slip]:
    """All masses of a sheet whose cells hold what cells do where pounds were meant."""
    chemistry, mass = chemistry_of(case), case.sheet.product.cells_mass
    band = next((one for one in bands() if one.key == "cell_specific_energy" and chemistry in one.chemistries), None)
    if band is None or mass is None:
        return
    now = band.value(chemistry, values_of_pack(case)) or 0.0
    if band.low <= now <= band.high:
        return
    for one in _pounds():
        if band.low <= now * one.ratio <= band.high:
            yield Slip(one, mass.place, pointer("product", "cells_mass"), mass, mass.unit,
                       (band.low + band.high) / 2 / now, _with_masses(case.sheet, 1 / one.ratio))  # fmt: skip


def _with_masses(sheet: DataSheet, factor: float) -> DataSheet:
    """A sheet with all masses of the pack times a factor, those of the pieces of the plant's output among them."""
    for table in ("cell_materials", "pack_parts"):
        for at in range(len(getattr(sheet, table))):
            sheet = _with_mass(sheet, table, at, factor)
    masses = {
        name: value for name in ("cells_mass", "pack_mass") if (value := getattr(sheet.product, name)) is not None
    }
    return with_fields(sheet, "product", **{name: scaled(value, factor) for name, value in masses.items()})


def _rows(case: Case, table: str) -> Iterator[tuple[int, Value, float, float]]:
    """Place, value, kg per pack and ratio to the archetype of every row that it has as well."""
    chemistry, values, usual = chemistry_of(case), values_of_pack(case), archetype_of(case)
    per_kwh = values[f"{chemistry}_pack_energy"] / usual[f"{chemistry}_pack_energy"] if table == "pack_parts" else 1.0
    for at, line in enumerate(getattr(case.sheet, table)):
        known = materials_of(table).get(line.key)
        formula = known.mass_of(chemistry) if known is not None else ""
        if line.value is None or line.value.number <= 0 or not formula:
            continue
        own = [own_name(*words) for words in ((line.key, "bought"), (line.key, "mass"), ("pack", line.key))]
        try:
            mass = next((values[name] for name in own if name in values), None)
            mass = _evaluated(formula, values) if mass is None else mass
            reference = _evaluated(formula, usual) * per_kwh
        except (FormulaError, KeyError):
            continue
        if mass > 0 and reference > 0:
            per_pack = mass * (values[f"{chemistry}_pack_energy"] if table == "cell_materials" else 1.0)
            yield at, line.value, per_pack, mass / reference


def _evaluated(formula: str, values: Mapping[str, float]) -> float:
    return evaluate(formula, {name: values[name] for name in names_in(formula)})


def _powers(case: Case) -> Iterator[Seen]:
    return seen(case, POWERS)


def _known(case: Case) -> Iterator[Seen]:
    return seen(case, KNOWN)


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {"UNI-02": _powers, "UNI-03": _known}
