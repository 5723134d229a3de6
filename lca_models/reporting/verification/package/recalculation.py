"""The database of a bundle calculated again: by this kit, from the rows of the package alone, and by bw2calc in a project that
is made for it and goes with its folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.impact.assessment import Assessment, solve
from lca_models.inventory.brightway.adoption import project_workplace
from lca_models.inventory.brightway.database import import_brightway, write_in_workplace
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import (
    POSITIVE_TYPES,
    PRODUCTION_TYPES,
    ExchangeRow,
    Key,
    MethodRow,
    Node,
    ProjectRows,
)
from lca_models.reporting.verification.package.reading import Package
from lca_models.scope.wording.messages import message

PROJECT, DATABASE = "recalculated", "bundle"  # names of its own, whatever those of the package are
FIELDS = ("name", "unit", "reference product")


@dataclass(frozen=True)
class Recalculated:
    """A result of a package, in the unit of its category per demand."""

    total: float
    stages: Mapping[str, float]  # those that the package names
    gases: Mapping[str, float]  # by group, each of its own category


def recalculate(package: Package) -> Recalculated:
    """The result of a package by this kit.

    Raises ProjectError for a database without a unique solution, and where something that stands in stages buys of what does
    not.
    """
    system = build_product_system(_rows(package), package.demand, package.amount)
    amounts = system.stored_amounts
    found = solve(system, system.parameter_values(), amounts, package.category)

    def score(category: tuple[str, ...]) -> Assessment:
        return solve(system, found.parameters, amounts, category)

    gases = {group: score(category).score for group, category in package.gases.items()}
    stages = {stage: amount for stage, amount in found.stages().items() if amount}
    return Recalculated(found.score, stages, gases)


def _rows(package: Package) -> ProjectRows:
    """The rows of a project that holds nothing else."""
    nodes = [Node(number, key, str(data["type"]), {name: one for name, one in data.items() if name != "exchanges"})
             for number, (key, data) in enumerate(package.datasets.items(), 1)]  # fmt: skip
    exchanges: list[ExchangeRow] = []
    for key, data in package.datasets.items():
        for one in data["exchanges"]:
            exchanges.append(ExchangeRow(len(exchanges) + 1, key, one["input"], one["type"], float(one["amount"]), "",
                                         {"stage": one.get("stage", ""), "unit": one.get("unit", "")}))  # fmt: skip
    methods = tuple(MethodRow(name, {"unit": one.unit}, tuple(one.factors.items()))
                    for name, one in package.categories.items())  # fmt: skip
    return ProjectRows(Path(), tuple(nodes), tuple(exchanges), (), {}, {}, methods, {package.name: {}}, "")


def recalculate_with_bw2calc(package: Package, base: Path) -> Recalculated:
    """The result of a package by bw2calc, in a fresh project in a folder of its own below `base`, which is gone afterwards.

    Brightway keeps its matrices in single precision: 1e-6 of the total. Raises ProjectError where Brightway refuses the rows.
    """
    found: list[Recalculated] = []
    with project_workplace(base) as work:
        try:
            write_in_workplace(
                work, PROJECT, lambda bw2data: found.append(_calculated(bw2data, package)),
                refused=lambda error: message("Brightway refuses the database of the bundle: {error}", error=error),
            )  # fmt: skip
        finally:
            import_brightway(base)
    return found[0]


def _calculated(bw2data: Any, package: Package) -> Recalculated:
    """Write a package into the project that is open, and calculate it."""
    codes = {key: str(number) for number, key in enumerate(package.datasets)}
    database = bw2data.Database(DATABASE)
    database.register(write_empty=False)
    database.write(
        {(DATABASE, codes[key]): _plain(data, codes) for key, data in package.datasets.items()}, searchable=False
    )
    for name, one in package.categories.items():
        method = bw2data.Method(name)
        method.register(unit=one.unit)
        method.write([((DATABASE, codes[key]), factor) for key, factor in one.factors.items()])
    with silence():
        from bw2calc import LCA

        ids = {key: bw2data.get_node(database=DATABASE, code=code).id for key, code in codes.items()}
        lca = LCA({ids[package.demand]: package.amount}, method=package.category)
        lca.lci()
        lca.lcia()
        total, supply = float(lca.score), lca.supply_array.copy()
        gases = {}
        for group, category in package.gases.items():
            lca.switch_method(category)
            lca.lcia()
            gases[group] = float(lca.score)
        lca.switch_method(package.category)
        stages = _stages(
            lca, package, ids, {key: float(supply[lca.dicts.activity[ids[key]]]) for key in _processes(package)}
        )
    return Recalculated(total, stages, gases)


def _processes(package: Package) -> list[Key]:
    return [key for key, data in package.datasets.items() if data["exchanges"]]


def _plain(data: Mapping[str, Any], codes: Mapping[Key, str]) -> dict[str, Any]:
    """A dataset with what a calculation needs, and nothing else of a stranger's."""
    exchanges = [{"input": (DATABASE, codes[one["input"]]), "amount": float(one["amount"]), "type": one["type"]}
                 for one in data["exchanges"]]  # fmt: skip
    said = {name: str(data[name]) for name in FIELDS if data.get(name)}
    return {**said, "type": str(data["type"]), "exchanges": exchanges}


def _stages(lca: Any, package: Package, ids: Mapping[Key, int], supply: Mapping[Key, float]) -> dict[str, float]:
    """Score by stage: what the purchases of a stage cost when they are demanded alone, and what its processes emit."""
    factors = package.categories[package.category].factors
    demands: dict[str, dict[int, float]] = {}
    emitted: dict[str, float] = {}
    for key in _processes(package):
        for one in package.datasets[key]["exchanges"]:
            stage, amount = str(one.get("stage") or ""), supply[key] * float(one["amount"])
            if not stage or one["type"] in PRODUCTION_TYPES or not amount:
                continue
            if one["type"] == "biosphere":
                emitted[stage] = emitted.get(stage, 0.0) + amount * factors.get(one["input"], 0.0)
                continue
            demand, product = demands.setdefault(stage, {}), ids[one["input"]]
            demand[product] = demand.get(product, 0.0) + (-amount if one["type"] in POSITIVE_TYPES else amount)
    found = {}
    for stage in dict.fromkeys([*demands, *emitted]):
        bought = 0.0
        if demands.get(stage):
            lca.lci(demands[stage])
            lca.lcia()
            bought = float(lca.score)
        found[stage] = bought + emitted.get(stage, 0.0)
    return found
