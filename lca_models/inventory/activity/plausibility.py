"""What a sheet says beside what is usual: bands with their sources, units mixed up, claims beyond what was measured."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from lca_models.inventory.activity.balances import CELLS, PARTS, cell_masses, part_masses
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.fields import find_field, materials_of
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import DataSheet, Value

BANDS = Path(__file__).parent / "plausible_bands.csv"
GROSS = 39.5  # MJ/m3 from which a heating value of natural gas looks like the gross one
FACTORS = (1e4, 1e3, 1e-3, 1e-4)  # between units that people mix up
NEAR = 0.1  # of such a factor
# Units by size: what was meant where a value is that many times what is usual.
MEANT = {
    "kg": {1e3: "g", 1e-3: "t"}, "g": {1e-3: "kg"}, "t": {1e3: "kg"},
    "kWh": {1e3: "Wh", 1e-3: "MWh", 1e-4: "万kWh"}, "MWh": {1e3: "kWh"}, "Wh": {1e-3: "kWh"}, "万kWh": {1e4: "kWh"},
    "GWh": {1e3: "MWh"}, "MJ": {1e3: "kJ", 1e-3: "GJ"}, "GJ": {1e3: "MJ"}, "m3": {1e-4: "万m3"}, "万m3": {1e4: "m3"},
    "km": {1e3: "m"},
}  # fmt: skip
FIELDS = {  # values of the sheet that the archetype has as well: parameter by sheet and key
    ("product", "rated_energy"): "{c}_pack_energy", ("product", "pack_mass"): "{c}_pack_mass",
    ("plant", "plant_electricity"): "cell_plant_electricity", ("plant", "plant_heat"): "cell_plant_fuel",
    ("cycle_test", "cycles"): "{c}_cycle_life",
}  # fmt: skip
Effect = Callable[[str], float | None]  # kg CO2e per pack that the value of a place makes against the archetype


@dataclass(frozen=True)
class Band:
    """Between what a value of chemistries usually lies, and who says so."""

    key: str
    chemistries: tuple[str, ...]
    formula: str  # of parameters, with {c} for the chemistry
    low: float
    high: float
    unit: str
    fields: tuple[str, ...]  # of the sheet that it follows, as sheet or sheet.key
    english: str
    chinese: str
    source: str
    source_zh: str

    def value(self, chemistry: str, values: Mapping[str, float]) -> float | None:
        """What parameters give; None where they lack one, and for a ratio of nothing to nothing."""
        formula = self.formula.replace("{c}", chemistry)
        names = names_in(formula)
        if not names <= values.keys():
            return None
        try:
            return evaluate(formula, {name: values[name] for name in names})
        except FormulaError:
            return None


@cache
def bands() -> tuple[Band, ...]:
    """The table beside this module."""
    with BANDS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Band(**{**row, "chemistries": tuple(row["chemistries"].split()), "fields": tuple(row["fields"].split()),
                    "low": float(row["low"]), "high": float(row["high"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        )  # fmt: skip


def check_plausibility(
    sheet: DataSheet,
    chemistry: str,
    values: Mapping[str, float],
    archetype: Mapping[str, float],
    findings: Findings,
    effect: Effect | None = None,
) -> None:
    """Adds what is unusual; `values`: parameters of the pack, `archetype`: those of its archetype."""
    for found in units_mixed_up(sheet, chemistry, values, archetype):
        findings.warn(found.place, found.words, "V27")
    for band in bands():
        if chemistry in band.chemistries:
            _check_band(band, sheet, chemistry, values, archetype, findings, effect)
    check_heating_values(sheet, findings)
    check_cycles(sheet, findings)
    check_retention(
        sheet, values.get(f"{chemistry}_cycle_life"), values.get(f"{chemistry}_end_of_life_retention"), findings
    )


def _check_band(
    band: Band,
    sheet: DataSheet,
    chemistry: str,
    values: Mapping[str, float],
    archetype: Mapping[str, float],
    findings: Findings,
    effect: Effect | None,
) -> None:
    """A value outside its band (V09), where the sheet gives what it follows."""
    place = next((place for name in band.fields if (place := _place(sheet, name))), "")
    x, usual = band.value(chemistry, values), band.value(chemistry, archetype)
    if not place or x is None or band.low * (1 - 1e-9) <= x <= band.high * (1 + 1e-9):
        return
    said = {"label": in_language(band.english, band.chinese), "x": f"{x:.4g} {'' if band.unit == '1' else band.unit}".strip(),
            "source": in_language(band.source, band.source_zh), "low": band.low, "high": band.high}  # fmt: skip
    if usual:
        words = message("{label} {x} is {ratio:.3g} times the archetype ({source}: {low:g} to {high:g})",
                        ratio=x / usual, **said)  # fmt: skip
    else:
        words = message("{label} {x} is unusual ({source}: {low:g} to {high:g})", **said)
    moved = effect(place) if effect is not None else None
    if moved is not None:
        words = message("{words}; {effect:+,.1f} kg CO2e per pack", words=words, effect=round(moved, 1) + 0.0)
    findings.warn(place, words, "V09")


def _place(sheet: DataSheet, name: str) -> str:
    """Where a sheet gives what a band follows; empty where it does not."""
    table, _, key = name.partition(".")
    part = getattr(sheet, table)
    if isinstance(part, tuple):
        rows = [row for row in part if key in ("", getattr(row, "key", ""), getattr(row, "direction", ""))]
        value = getattr(rows[0], "value", None) if rows else None
        return "" if not rows else value.place if value is not None else rows[0].place or table
    value = getattr(part, key)
    return "" if value is None else str(value.place)


@dataclass(frozen=True)
class MixedUp:
    """A value that is about a power of ten from what is usual."""

    place: str
    words: str


def units_mixed_up(
    sheet: DataSheet, chemistry: str, values: Mapping[str, float], archetype: Mapping[str, float]
) -> Iterator[MixedUp]:
    """Values 1000 or 10 000 times what is usual, or the inverse, with the unit that was probably meant (V27).

    Masses of cells are compared per kWh, months of a meter with the median of its months.
    """
    for (name, key), parameter in FIELDS.items():
        value: Value | None = getattr(getattr(sheet, name), key)
        parameter = parameter.replace("{c}", chemistry)
        if value is not None and parameter in values and parameter in archetype:
            known = find_field(name, key)
            yield from _compared(value, known.label if known else key, values[parameter], archetype[parameter])
    for name, masses, usual in (
        (CELLS, cell_masses(sheet, chemistry, values), cell_masses(sheet, chemistry, archetype)),
        (PARTS, part_masses(sheet, chemistry, values), part_masses(sheet, chemistry, archetype)),
    ):
        for row in getattr(sheet, name):
            if row.value is not None and row.key in materials_of(name):
                label = materials_of(name)[row.key].label
                yield from _compared(row.value, label, masses.given.get(row.key, 0.0), usual.given.get(row.key, 0.0))
    for line in sheet.meters:
        amounts = [one.number for one in line.months.values() if one.number > 0]
        if len(amounts) < 3:
            continue
        middle = median(amounts)
        for month, value in line.months.items():
            yield from _compared(value, f"{excerpt(line.id)} {month}", value.number, middle, line.unit or "")


def _compared(value: Value, label: str, x: float, usual: float, unit: str = "") -> Iterator[MixedUp]:
    if x <= 0 or usual <= 0:
        return
    ratio = x / usual
    factor = next((one for one in FACTORS if abs(ratio / one - 1) <= NEAR), None)
    if factor is None:
        return
    written = value.unit_written or unit or value.unit
    top, slash, bottom = written.partition("/")
    guess = MEANT.get(top.strip(), {}).get(factor, "")
    said = {"label": label, "x": value.words, "ratio": ratio}
    if guess:
        words = message("{label}: {x} is {ratio:.3g} times what is usual; was {guess} meant?",
                        guess=f"{guess}{slash}{bottom}", **said)  # fmt: skip
    else:
        words = message("{label}: {x} is {ratio:.3g} times what is usual; check its unit", **said)
    yield MixedUp(value.place, words)


def check_heating_values(sheet: DataSheet, findings: Findings) -> None:
    """Natural gas with what looks like its gross heating value (V26)."""
    for line in sheet.meters:
        value = line.heating_value
        if line.item == "natural_gas" and value is not None and value.number >= GROSS and "kg" not in value.unit:
            words = message(
                "{x:g} MJ/m³ looks like the gross value; the net value is about 10 % lower.", x=value.number
            )
            findings.warn(value.place, words, "V26")


def check_cycles(sheet: DataSheet, findings: Findings) -> None:
    """More cycles than were run (V35): what the result per kWh delivered would be without them, along straight lines."""
    test = sheet.cycle_test
    measured, claimed = test.cycles_measured, test.cycles
    if measured is None or claimed is None or claimed.number <= measured.number or measured.number <= 0:
        return
    end = test.end_retention.number if test.end_retention is not None else None
    reached = test.retention_measured.number if test.retention_measured is not None else None
    if end is not None and reached is not None and claimed.number > 0:
        delivered = claimed.number * (1 + end) / 2, measured.number * (1 + reached) / 2
        words = message(
            "{a:g} cycles tested, {b:g} claimed: extrapolated; with the cycles tested the result per kWh delivered is "
            "{ratio:.3g} times as high.",
            a=measured.number, b=claimed.number, ratio=delivered[0] / delivered[1],
        )  # fmt: skip
    else:
        words = message("{a:g} cycles tested, {b:g} claimed: extrapolated.", a=measured.number, b=claimed.number)
    findings.warn(claimed.place, words, "V35")


def check_retention(sheet: DataSheet, cycles: float | None, end: float | None, findings: Findings) -> None:
    """Retention measured within the cycles to the end of life that lies below what ends it (V35).

    `cycles`, `end`: that count, given or of the archetype.
    """
    test = sheet.cycle_test
    if cycles is None or end is None:
        return
    points = [(one.cycles, one.retention) for one in test.curve]
    if test.cycles_measured is not None and test.retention_measured is not None:
        points.insert(0, (test.cycles_measured, test.retention_measured))
    low = next((one for one in points if one[0].number <= cycles and one[1].number < end * (1 - 1e-9)), None)
    if low is not None:
        words = message("retention was {a:g} after {b:g} cycles, below the {c:g} that ends the life; {d:g} cycles are claimed",
                        a=low[1].number, b=low[0].number, c=end, d=cycles)  # fmt: skip
        findings.warn(low[1].place, words, "V35")


def check_curve(sheet: DataSheet, cycles: float, findings: Findings) -> None:
    """A measured curve that ends before the cycles to the end of life (V35), over which it cannot be averaged."""
    curve = sheet.cycle_test.curve
    if curve and curve[-1].cycles.number < cycles:
        words = message("the curve ends at {a:g} cycles, before the {b:g} to the end of life; measure further, give fewer "
                        "cycles, or leave the curve blank", a=curve[-1].cycles.number, b=cycles)  # fmt: skip
        findings.error(curve[-1].cycles.place, words, "V35")
