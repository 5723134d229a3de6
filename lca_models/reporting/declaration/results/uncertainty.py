"""How much the result moves: the largest inputs, the choices that stay open, the interval and what makes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np

from lca_models.interpretation.uncertainty.intervals import TOTAL
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.results.views import electricity_table, end_of_life_table
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_DELIVERED, PACK
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import (
    LINEAR_FADE,
    MEASURED_FADE,
    NO_FADE,
    TESTED_CYCLES,
    WARRANTY_YEARS,
    FunctionalUnit,
    ServiceLifeError,
)
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

LARGEST, STEP = 10, 0.1  # inputs, and how far each of them is moved (0-1)
PERCENTILES = (5.0, 50.0, 95.0)
MOST_DRIVERS = 10
INPUT, DENOMINATOR, ELECTRICITY, END_OF_LIFE, ALLOCATION = (
    "input", "denominator", "electricity", "end of life", "allocation",
)  # fmt: skip
PER_PACK, PER_DELIVERED = "kg CO2e per pack", "kg CO2e per kWh delivered"
NOT_DRAWN = "not drawn: some values within the spreads of this product are not possible together"
CERTAIN = "nothing is uncertain"


def sensitivity_table(declared: Declared) -> ResultTable:
    """The ten largest inputs moved by 10 % either way, and what other choices of views, keys and service life give.

    `low` and `high` are results in `unit`: at the two ends of an input, or the lowest and highest over the choices.
    """
    rows = (*_inputs(declared), *_denominators(declared), *_choices(declared))
    return ResultTable("sensitivity", ("kind", "name", "range", "low", "high", "declared", "unit"), rows)


def _inputs(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    total = total_kg(declared)
    largest = sorted(lines_of_result(declared), key=lambda one: (-abs(one.kg), one.name))[:LARGEST]
    for one in largest:
        yield INPUT, one.name, "90 % to 110 %", total - STEP * one.kg, total + STEP * one.kg, total, PER_PACK


def denominators(declared: Declared) -> dict[str, FunctionalUnit]:
    """Other ways to count the energy delivered, those that are possible: by the fade, by the cycles, by the warranty."""
    unit, test, found = declared.result.functional_unit, declared.sheet.cycle_test, dict[str, FunctionalUnit]()
    cycles = {"service_life": TESTED_CYCLES}
    ways: dict[str, dict[str, object]] = {
        "rated energy x cycles": {**cycles, "fade": NO_FADE},
        "with mean retention": {**cycles, "fade": LINEAR_FADE},
        "usable energy x full cycles per year x warranty": {"service_life": WARRANTY_YEARS},
    }
    if declared.result.fade_curve is not None:
        ways["with the measured curve"] = {**cycles, "fade": MEASURED_FADE, "curve": declared.result.fade_curve}
    if test.cycles_measured is not None:
        retention = test.retention_measured.number if test.retention_measured else unit.end_of_life_retention
        ways["cycles that were measured"] = {**cycles, "fade": LINEAR_FADE, "cycles": test.cycles_measured.number,
                                             "end_of_life_retention": retention}  # fmt: skip
    for name, terms in ways.items():
        with suppress(ServiceLifeError):
            other = replace(unit, **terms)  # type: ignore[arg-type]
            if other.energy_delivered_kwh > 0:
                found[name] = other
    return found


def _denominators(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    total, here = total_kg(declared), declared.result.declared.amount
    for name, unit in denominators(declared).items():
        value = total * KWH_DELIVERED.factor(unit)
        with speaking(ENGLISH):
            yield DENOMINATOR, name, unit.formula(), value, value, here, PER_DELIVERED
    for life, amount in declared.result.lives_beside:
        if not life.is_used:
            words = f"{life.cycles:g} cycles"
            yield DENOMINATOR, life.name, words, amount.amount, amount.amount, here, PER_DELIVERED


def _choices(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    total = total_kg(declared)
    views = ((ELECTRICITY, "four views", electricity_table(declared)),
             (END_OF_LIFE, "approaches", end_of_life_table(declared)))  # fmt: skip
    for kind, name, table in views:
        amounts = {str(row[table.columns[0]]): row["total_kg_co2e_per_pack"] for row in table.records()}
        known = {view: float(amount) for view, amount in amounts.items() if amount is not None}
        yield kind, name, " | ".join(known), min(known.values()), max(known.values()), total, PER_PACK
    effects: dict[str, dict[str, float]] = {}
    for one in declared.report.key_effects:
        effects.setdefault(one.key.meter, {})[one.key.key] = one.effect
    for meter, by_key in effects.items():
        low, high = min(by_key.values()), max(by_key.values())
        yield ALLOCATION, meter, " | ".join(by_key), total + low, total + high, total, PER_PACK


def samples_of(declared: Declared) -> tuple[MonteCarlo | None, ...]:
    """Samples in every declared unit; none where nothing is uncertain, or where values of the spreads exclude each other."""

    def drawn() -> tuple[MonteCarlo | None, ...]:
        try:
            return declared.report.samples
        except LcaModelsError:
            return ()

    return declared.keep("samples", drawn)


def intervals_table(declared: Declared) -> ResultTable:
    """5th, 50th and 95th percentile of the total and of each stage in every declared unit, with seed and number of samples."""
    rows: list[tuple[Cell, ...]] = []
    samples = samples_of(declared)
    for unit, found in zip(DECLARED_UNITS, samples or (None,) * len(DECLARED_UNITS), strict=True):
        per = f"kg CO2e per {unit.words(ENGLISH)}"
        if found is None:
            central = total_kg(declared) * unit.factor(declared.result.functional_unit)
            rows.append((TOTAL, unit.code, None, None, None, central, 0, None, per, CERTAIN if samples else NOT_DRAWN))
            continue
        scale = _kilograms(found.units[0])
        ends = np.percentile(found.samples, PERCENTILES, axis=0) * scale
        rows += [(name, unit.code, *map(float, ends[:, place]), float(found.central[place]) * scale, found.n, found.seed,
                  per, "") for place, name in enumerate(found.labels)]  # fmt: skip
    columns = ("result", "per", "p5", "p50", "p95", "central", "n", "seed", "unit", "note")
    return ResultTable("intervals", columns, tuple(rows))


def _kilograms(unit: str) -> float:
    """What turns amounts of a unit into kilograms."""
    return 1e-3 if unit.startswith("g ") else 1.0


def drivers_table(declared: Declared) -> ResultTable:
    """The inputs that make the spread of the total, per pack and per kWh delivered: share of its variance with a half width.

    The last row of a unit is what none of those above makes alone.
    """
    rows: list[tuple[Cell, ...]] = []
    by_unit = dict(zip(DECLARED_UNITS, samples_of(declared), strict=False))
    for unit in (PACK, KWH_DELIVERED):
        if (found := by_unit.get(unit)) is None:
            continue
        table = found.drivers(0, MOST_DRIVERS)
        for parameter, share, interval in zip(table["parameter"], table["share"], table["interval"], strict=True):
            width = float(interval)
            rows.append((unit.code, str(parameter), float(share), None if width != width else width))
    return ResultTable("drivers", ("per", "driver", "share_of_variance", "half_width"), tuple(rows))


def largest_denominator_effect(declared: Declared, names: Iterable[str]) -> tuple[str, float]:
    """Of some ways to count the energy delivered, the one that moves the result most, as kg CO2e per pack.

    An energy E in place of that declared moves the result per kWh as E_declared / E - 1 of the kg would. Empty and 0 where
    none of them is possible.
    """
    here = declared.result.functional_unit.energy_delivered_kwh
    found = {name: total_kg(declared) * (here / unit.energy_delivered_kwh - 1)
             for name, unit in denominators(declared).items() if name in set(names)}  # fmt: skip
    return max(found.items(), key=lambda item: abs(item[1]), default=("", 0.0))
