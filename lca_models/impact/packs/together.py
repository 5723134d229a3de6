"""What packs of makers come to, calculated together.

Packs that give the same values of one archetype differ in numbers only: they are one system at different values of its
parameters. That system is built once; few packs are solved on it one by one, many by its compiled form. Nothing of a pack is
kept but what it comes to, so that a thousand of them take no more memory than one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.impact.assessment import refuse_incomplete_methods
from lca_models.impact.compiled.blueprint import Blueprint, draw_blueprint
from lca_models.impact.compiled.direct import derived_values, solve_directly
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.footprint import method_of
from lca_models.impact.methods import MethodName
from lca_models.impact.service_life import functional_unit_of
from lca_models.inventory.system.accounted.given import merged
from lca_models.inventory.system.own.structure import pack_parameters
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.background import with_background
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.system.under_rules import ruled_parameters
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import Quantity, totals_per_unit
from lca_models.scope.rules import RuleSet

FEW = 30  # packs of one system: recording its compiled form takes as long as solving so many


@dataclass(frozen=True)
class PackResult:
    """What a pack comes to over its life; scores per pack."""

    pack: Pack
    method: MethodName
    unit: str
    stages: Mapping[str, float]
    functional_unit: FunctionalUnit

    def totals(self) -> tuple[Quantity, ...]:
        """The score per every declared unit, in their order."""
        return totals_per_unit(sum(self.stages.values()), self.unit, self.functional_unit)


@dataclass(frozen=True)
class PackFault:
    """A pack that has no result, and why."""

    pack: Pack
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Packs:
    """Where packs get their systems from: `archetype` before rule sets, `system` under one and with replacements."""

    archetype: Callable[[Pack], ProductSystem]
    system: Callable[[Pack, RuleSet], ProductSystem]
    setup: Callable[[str], ResolvedSetup]  # what is asked for, on a shipped product by its id


def results_of_packs(packs: Sequence[Pack], study: Packs) -> tuple[PackResult | PackFault, ...]:
    """The results of packs in their order; one that cannot be calculated keeps no other from its result.

    Raises ScenarioError where what is asked for cannot be, whichever pack it is of.
    """
    groups: dict[Hashable, list[int]] = {}
    for place, pack in enumerate(packs):
        groups.setdefault(_structure(pack), []).append(place)
    found: dict[int, PackResult | PackFault] = {}
    for places in groups.values():
        alike = [packs[place] for place in places]
        found |= zip(places, _alike(alike, study, study.setup(alike[0].archetype)), strict=True)
    return tuple(found[place] for place in range(len(packs)))


def _structure(pack: Pack) -> Hashable:
    """What packs of one system have in common."""
    return (
        pack.archetype,
        tuple(sorted((one.name, one.formula) for one in pack.parameters)),
        tuple((one.buyer, one.input, one.formula, one.stage, one.adds) for one in pack.purchases),
        tuple(sorted(pack.choices)),
        pack.replacements,
    )


def _alike(packs: Sequence[Pack], study: Packs, asked: ResolvedSetup) -> list[PackResult | PackFault]:
    """Results of packs of one structure."""
    try:
        system = study.system(packs[0], asked.rule_set)
        if asked.system.background is not None:
            system = with_background(system, asked.system.background)
        method = method_of(asked)
        if not asked.asked.allow_incomplete:
            refuse_incomplete_methods(system, [method])
        blueprint = draw_blueprint(system, (method,))
    except LcaModelsError as error:
        if len(packs) > 1:  # the fault may be of the first one's numbers
            return [found for pack in packs for found in _alike([pack], study, asked)]
        return [PackFault(packs[0], tuple(str(error).splitlines()))]
    found: dict[int, PackResult | PackFault] = {}
    values: dict[int, dict[str, float]] = {}
    for place, pack in enumerate(packs):
        try:
            values[place] = _values(pack, study.archetype(pack), asked, system, blueprint)
        except LcaModelsError as error:
            found[place] = PackFault(pack, tuple(str(error).splitlines()))
    lines = _lines(system, method, blueprint, values)
    unit = str(system.method_metadata[method].get("unit", ""))
    for place, solved in lines.items():
        pack = packs[place]
        try:
            if isinstance(solved, LcaModelsError):
                raise solved
            every = derived_values(blueprint.derived, values[place])
            life = functional_unit_of(system, every, asked.rule_set, asked.asked.fade_curve or pack.fade_curve)
        except LcaModelsError as error:
            found[place] = PackFault(pack, tuple(str(error).splitlines()))
            continue
        found[place] = PackResult(pack, method, unit, dict(zip(system.stage_names, solved.tolist(), strict=True)), life)
    return [found[place] for place in range(len(packs))]


def _values(
    pack: Pack, archetype: ProductSystem, asked: ResolvedSetup, system: ProductSystem, blueprint: Blueprint
) -> dict[str, float]:
    """Values of all plain parameters of a pack: those of the rule set, its own above them, then what is asked for."""
    rows = ruled_parameters(pack_parameters(archetype, pack), system.choices, asked.rule_set, pack.given_names)
    numbers = resolve_settings(merged(asked.levels), rows, system.choices)
    found = {name: (rows.get(name) or system.parameters[name]).amount for name in blueprint.plain_parameters}
    return found | {name: number for name, number in numbers.items() if name in found}


def _lines(
    system: ProductSystem, method: MethodName, blueprint: Blueprint, values: Mapping[int, Mapping[str, float]]
) -> dict[int, np.ndarray | LcaModelsError]:
    """Scores by stage (stages,) of each pack, or why it has none."""
    count = len(system.stage_names)
    if len(values) > FEW:
        model = compile_system(system, (method,), allow_incomplete=True)
        columns = np.array([[one[name] for one in values.values()] for name in model.parameters])
        try:
            lines = model.lines(columns)
        except LcaModelsError:
            lines = None  # some pack has no result: found below, one by one
        if lines is not None:
            return {place: lines[:count, 0, at] for at, place in enumerate(values)}
    found: dict[int, np.ndarray | LcaModelsError] = {}
    for place, one in values.items():
        try:
            found[place] = solve_directly(blueprint, one)[:count, 0]
        except LcaModelsError as error:
            found[place] = error
    return found
