"""Which data points to collect next: values still of the archetype, estimated or poor, by share of result and of spread.

The share a of a value is what the result would lose without it: without a material what is bought of it, without an energy
what it moves, without a loss what is lost. The spread b is what the result moves between the 2.5 % and the 97.5 % point of what
is uncertain behind the value, to first order. What is uncertain behind several values counts once, where most of it passes.
Score: max(a / sum of a, b / sum of b).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.draws.parameters import moved_alone, parameter_distributions
from lca_models.interpretation.evidence.parameter_slopes import ParameterSlopes
from lca_models.inventory.activity.sheet.fields import Material, materials, rows_of
from lca_models.inventory.system.own.structure import YIELDS
from lca_models.inventory.system.pack import ESTIMATE, Origin, Pack, own_name
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import IN_PLACE_OF
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    import pandas as pd

COVERAGE = 0.025, 0.975  # between these points lies what counts as spread
POOR = 3  # score above which a value is worth collecting again
MOSTLY = 0.5  # of the effect of an uncertain value, from which it counts where it passes
FROM_ARCHETYPE, ESTIMATED, POORLY_KNOWN, FROM_BACKGROUND = "archetype", "estimate", "score", "background"
FIELDS = ("cell_materials", "plant", "end_of_life")  # sheets whose fields are collected
WAYS = {"material_inbound_truck_km": "in", "distribution_truck_km": "out"}
CELLS, SUPPLIERS, TRANSPORT = "cell_materials", "suppliers", "transport"


@dataclass(frozen=True)
class DataPoint:
    """A value to collect."""

    label: str  # what it is, for people
    sheet: str
    key: str  # row of the sheet
    status: str  # whose it is now: FROM_ARCHETYPE, ESTIMATED, POORLY_KNOWN or FROM_BACKGROUND
    share: float  # a, 0-1 of the result
    spread: float  # b, 0-1 of the result
    score: float  # the larger of its parts of all shares and of all spreads, 0-1
    who: str  # has the figure
    place: str  # sheet and cell, or row, where it is written

    def document(self) -> dict[str, Any]:
        """The data point for programs."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class _Candidate:
    label: str
    sheet: str
    key: str
    status: str
    who: str
    place: str
    share: float
    effects: Mapping[str, float]  # slope of the result by each parameter, through this value alone
    parameter: str = ""  # that it is


def next_data(assessment: Assessment, count: int = 10) -> tuple[DataPoint, ...]:
    """The first data points to collect for a result, highest score first; equal ones by spread, then by key.

    Raises ScenarioError for impossible distributions, naming the row.
    """
    if not assessment.score or assessment.system.product is None:
        return ()
    slopes = ParameterSlopes(assessment.system, assessment.parameters)
    whole = slopes.within_mixes(slopes.of(assessment.slopes))
    candidates = [*_materials(assessment, slopes), *_numbers(assessment, slopes, whole)]
    spreads = _spreads(assessment, candidates, whole)
    shares, wide = sum(one.share for one in candidates), sum(spreads)
    points = [
        DataPoint(one.label, one.sheet, one.key, one.status, one.share, spread,
                  max(one.share / shares if shares else 0.0, spread / wide if wide else 0.0), one.who, one.place)
        for one, spread in zip(candidates, spreads, strict=True)
        if one.share or spread
    ]  # fmt: skip
    return tuple(sorted(points, key=lambda one: (-one.score, -one.spread, one.sheet, one.key))[:count])


def next_data_table(points: tuple[DataPoint, ...]) -> pd.DataFrame:
    """Tidy table: value, sheet, key, status, share, spread, score, who, place, unit of the three numbers."""
    import pandas as pd

    columns = ["value", "sheet", "key", "status", "share", "spread", "score", "who", "place"]
    rows = [(one.label, one.sheet, one.key, one.status, one.share, one.spread, one.score, one.who, one.place)
            for one in points]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).assign(unit="share of the result")


def _materials(assessment: Assessment, slopes: ParameterSlopes) -> Iterator[_Candidate]:
    """Masses that are not known yet, and footprints of materials whose mass is."""
    from scipy.sparse.linalg import splu

    system = assessment.system
    chemistry, pack = system.shipped_product.chemistry, system.pack
    factorized = splu(system.technosphere(assessment.amounts))
    for one in materials():
        bought = _purchases(system, one, chemistry)
        share = abs(float(assessment.contributions[bought].sum()) / assessment.score)
        if not share:
            continue
        origin, is_given = _given_mass(pack, one, chemistry)
        if not is_given and not one.mass_of(chemistry):
            continue  # bought as part of another row
        status = _status(origin, is_given=is_given)
        sheet, who, label = one.sheet, message("bill of materials"), one.label
        place = origin.place if origin is not None and origin.place else f"{one.sheet}: {one.key}"
        if not status:
            if any(IN_PLACE_OF in system.exchanges[place].data for place in bought.tolist()):
                continue
            status, sheet, who = FROM_BACKGROUND, SUPPLIERS, message("its supplier")
            label, place = message("footprint of {label}", label=one.label), SUPPLIERS
        yield _Candidate(label, sheet, one.key, status, who, place, share,
                         slopes.within_mixes(slopes.of(_slopes_of(assessment, factorized.solve, bought))))  # fmt: skip


def _purchases(system: ProductSystem, one: Material, chemistry: str) -> np.ndarray:
    """Positions of the exchanges by which the cell, or the pack, buys a material; a supplier's in its place as well."""
    buyer = f"{'cell' if one.sheet == CELLS else 'pack'}_{chemistry}"
    codes = {*one.processes_of(chemistry), own_name(one.key)}
    return np.array(
        [
            place
            for place, row in enumerate(system.exchanges)
            if row.process[1] == buyer
            and not system.is_biosphere[place]
            and (row.input[1] in codes or row.data.get(IN_PLACE_OF) in codes)
        ],
        dtype=int,
    )


def _slopes_of(assessment: Assessment, solve: Any, bought: np.ndarray) -> np.ndarray:
    """Slopes of what some purchases add: by their own amounts, and by every exchange that stands behind them."""
    system = assessment.system
    demand = np.zeros(len(system.products))
    np.add.at(demand, system.matrix_rows[bought], assessment.quantities[bought])
    found = np.asarray(solve(demand))[system.matrix_columns] * assessment.unit_scores
    found[bought] += assessment.slopes[bought]
    return np.asarray(found)


def _numbers(assessment: Assessment, slopes: ParameterSlopes, whole: Mapping[str, float]) -> Iterator[_Candidate]:
    """Energies, shares, yields, distances and rates, each a parameter."""
    system, values = assessment.system, assessment.parameters
    chemistry, pack = system.shipped_product.chemistry, system.pack
    for sheet, key, name, label in _fields(system, chemistry):
        if name not in whole or system.parameters[name].data.get("kind") == "choice":
            continue
        origin = next((one.origin for one in pack.parameters if one.name == name), None) if pack is not None else None
        status = _status(origin, is_given=origin is not None)
        if not status:
            continue
        share = abs(whole[name] * values[name] / assessment.score)
        if name in YIELDS:  # without the loss
            share *= max(0.0, 1 - values[name])
        place = origin.place if origin is not None and origin.place else f"{sheet}: {key}"
        if name in YIELDS and sheet == CELLS:
            place = message("{place}, yield", place=place)
        effects = slopes.within_mixes(slopes.behind({name: whole[name]}))
        yield _Candidate(label, sheet, key, status, _who(sheet, name), place, share, effects, name)


def _fields(system: ProductSystem, chemistry: str) -> Iterator[tuple[str, str, str, str]]:
    """Sheet, key, parameter and label of what a sheet asks for beside masses."""
    for sheet in FIELDS:
        for key, one in rows_of(sheet).items():
            if name := one.parameter_of(chemistry):
                yield sheet, key, name, one.label
    known = {row.yield_parameter: row.key for row in reversed(materials(CELLS)) if row.yield_parameter}
    for name, key in known.items():
        if name in system.parameters:
            data = system.parameters[name].data
            yield CELLS, key, name, in_language(str(data.get("label") or name), str(data.get("label_zh") or ""))
    for name, direction in WAYS.items():
        yield TRANSPORT, direction, name, message("transport in") if direction == "in" else message("transport out")


def _who(sheet: str, name: str) -> str:
    """Who has the figure."""
    if sheet == "end_of_life":
        return message("recycler: route and contract")
    if sheet == TRANSPORT:
        return message("logistics")
    if name in YIELDS:
        return message("production records")
    return message("supplier's statement") if sheet == CELLS else message("bills and meters of the plant")


def _status(origin: Origin | None, *, is_given: bool) -> str:
    """Whose a value is, where it is worth collecting; empty where it is not."""
    if not is_given:
        return FROM_ARCHETYPE
    if origin is None:
        return ""
    if origin.source_kind == ESTIMATE:
        return ESTIMATED
    return POORLY_KNOWN if max((one for one in origin.scores if one is not None), default=0) > POOR else ""


def _given_mass(pack: Pack | None, one: Material, chemistry: str) -> tuple[Origin | None, bool]:
    """Whether the mass of a row is the maker's, and where it comes from."""
    if pack is None:
        return None, False
    role = ("pack", one.key) if one.sheet != CELLS else (one.key, "mass")
    names = {own_name(*role), own_name(one.key, "bought")}
    formula = one.mass_of(chemistry)
    if formula in {given.name for given in pack.parameters} and one.sheet == CELLS:
        names |= names_in(formula)
    found = next((given.origin for given in pack.parameters if given.name in names), None)
    return found, found is not None


def _spreads(assessment: Assessment, candidates: list[_Candidate], whole: Mapping[str, float]) -> list[float]:
    """Per candidate: its spread over the result. Uncertain values are independent, so that their widths add as squares."""
    widths = _widths(assessment)
    found = [0.0] * len(candidates)
    direct = {one.parameter: place for place, one in enumerate(candidates) if one.parameter}
    for name, width in widths.items():
        if not whole[name] or not candidates:
            continue
        place = direct.get(name)
        if place is None:
            place = max(range(len(candidates)), key=lambda at: abs(candidates[at].effects[name]))
            if abs(candidates[place].effects[name]) < MOSTLY * abs(whole[name]):
                continue  # stands behind many values, such as a grid
        found[place] = hypot(found[place], whole[name] * width / assessment.score)
    return found


def _widths(assessment: Assessment) -> dict[str, float]:
    """Width of the 95 % interval of each uncertain parameter, in its unit."""
    rows = assessment.system.parameters
    plain = {name: assessment.parameters[name] for name, row in rows.items() if not row.formula}
    found = parameter_distributions(rows, plain)
    levels = np.tile(COVERAGE, (len(found), 1))
    ends = moved_alone(found, levels)
    return {
        name: float(high - low)
        for name, moves, (low, high) in zip(found.names, found.uncertain, ends, strict=True)
        if moves and high > low
    }
