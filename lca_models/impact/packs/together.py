"""What packs of makers come to, calculated together.

Packs that give the same values of one archetype differ in numbers only: they are one system at different values of its
parameters, whatever setups they are calculated under. That system is built once; few packs are solved on it one by one, many
by its compiled form, as a function of what differs between them. Nothing of a pack is kept but what it comes to, so that a
thousand of them take no more memory than one. A pack that this may refuse is solved by itself, which says why.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from lca_models.impact.assessment import refuse_incomplete_methods
from lca_models.impact.compiled.blueprint import Blueprint, draw_blueprint
from lca_models.impact.compiled.direct import derived_values, solve_directly
from lca_models.impact.compiled.execution import evaluate_tape
from lca_models.impact.compiled.model import CompiledSystem
from lca_models.impact.footprint import method_of
from lca_models.impact.methods import MethodName
from lca_models.impact.packs.values import Column, columns_of, values_of
from lca_models.impact.service_life import functional_unit_of, service_life_parameters
from lca_models.inventory.system.admissibility import possible_range
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.background import with_background
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import FadeCurve, FunctionalUnit
from lca_models.scope.quantity import Quantity, totals_per_unit
from lca_models.scope.rules import RuleSet

FEW = 30  # packs of one system: solved one by one, a quarter of a second at most
BLOCK = 2048  # packs at a time, of which all parameters are at hand
Lives = dict[Hashable, FunctionalUnit]


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


@dataclass(frozen=True)
class Asked:
    """A pack and what is asked for of it."""

    pack: Pack
    setup: ResolvedSetup  # on its archetype
    study: Packs

    @property
    def fade_curve(self) -> FadeCurve | None:
        """The measured fade: that which was asked for, else that of the pack."""
        return self.setup.asked.fade_curve or self.pack.fade_curve


@dataclass(frozen=True)
class _Drawn:
    """The system of packs that differ in numbers only."""

    system: ProductSystem
    method: MethodName
    blueprint: Blueprint

    @property
    def unit(self) -> str:
        return str(self.system.method_metadata[self.method].get("unit", ""))


def results_of_packs(packs: Sequence[Pack], study: Packs) -> tuple[PackResult | PackFault, ...]:
    """The results of packs in their order; one that cannot be calculated keeps no other from its result.

    Raises ScenarioError where what is asked for cannot be, whichever pack it is of.
    """
    setups = {one: study.setup(one) for one in dict.fromkeys(pack.archetype for pack in packs)}
    return results_of([Asked(pack, setups[pack.archetype], study) for pack in packs])


def results_of(asked: Sequence[Asked]) -> tuple[PackResult | PackFault, ...]:
    """The results of packs in their order, each under a setup of its own."""
    groups: dict[Hashable, list[int]] = {}
    setups: dict[int, Hashable] = {}
    for place, one in enumerate(asked):
        if id(one.setup) not in setups:
            setups[id(one.setup)] = _of_system(one.setup)
        groups.setdefault((one.pack.structure, setups[id(one.setup)]), []).append(place)
    found: dict[int, PackResult | PackFault] = {}
    for places in groups.values():
        found |= zip(places, _alike([asked[place] for place in places]), strict=True)
    return tuple(found[place] for place in range(len(asked)))


def _of_system(setup: ResolvedSetup) -> Hashable:
    """What setups of one system have in common: all that is no setting."""
    asked = setup.asked
    return setup.rule_set, replace(asked, product="", rules="", scenarios=(), settings={}, province="", declared_unit=None,
                                   fade_curve=None)  # fmt: skip


def _alike(asked: Sequence[Asked]) -> list[PackResult | PackFault]:
    """Results of packs of one system."""
    found: list[PackResult | PackFault] = []
    for place, one in enumerate(asked):
        try:
            drawn = _drawn(one)
        except LcaModelsError as error:
            found.append(_fault(one, error))
            continue
        rest = asked[place:]
        return [*found, *(_many(rest, drawn) if len(rest) > FEW else (_single(each, drawn) for each in rest))]
    return found


def _drawn(one: Asked) -> _Drawn:
    """The system of a pack. Raises LcaModelsError where it has none."""
    asked = one.setup
    system = one.study.system(one.pack, asked.rule_set)
    if asked.system.background is not None:
        system = with_background(system, asked.system.background)
    method = method_of(asked)
    if not asked.asked.allow_incomplete:
        refuse_incomplete_methods(system, [method])
    return _Drawn(system, method, draw_blueprint(system, (method,)))


def _fault(one: Asked, error: LcaModelsError) -> PackFault:
    return PackFault(one.pack, tuple(str(error).splitlines()))


def _single(one: Asked, drawn: _Drawn) -> PackResult | PackFault:
    """The result of a pack, solved by itself."""
    try:
        return _solved(one, drawn)
    except LcaModelsError as error:
        return _fault(one, error)


def _solved(one: Asked, drawn: _Drawn) -> PackResult:
    system, blueprint = drawn.system, drawn.blueprint
    values = values_of(one.pack, one.study.archetype(one.pack), one.setup, system, blueprint.plain_parameters)
    scores = solve_directly(blueprint, values)[: len(system.stage_names), 0]
    life = _life(one, system, derived_values(blueprint.derived, values))
    return PackResult(
        one.pack, drawn.method, drawn.unit, dict(zip(system.stage_names, scores.tolist(), strict=True)), life
    )


def _life(one: Asked, system: ProductSystem, values: Mapping[str, float]) -> FunctionalUnit:
    return functional_unit_of(system, values, one.setup.rule_set, one.fade_curve)


def _many(asked: Sequence[Asked], drawn: _Drawn) -> list[PackResult | PackFault]:
    """Results of many packs of one system, by its compiled form."""
    columns, trusted = _columns(asked, drawn)
    varying = tuple(name for name, column in columns.items() if isinstance(column, np.ndarray))
    fixed = {name: float(column[0] if isinstance(column, np.ndarray) else column) for name, column in columns.items()}
    model = CompiledSystem(drawn.blueprint, varying, fixed)
    table = np.array([columns[name] for name in varying]).reshape(len(varying), len(asked))
    found: list[PackResult | PackFault] = []
    lives: Lives = {}
    for start in range(0, len(asked), BLOCK):
        part = slice(start, start + BLOCK)
        found += _block(asked[part], drawn, model, table[:, part], trusted[part], lives)
    return found


def _columns(asked: Sequence[Asked], drawn: _Drawn) -> tuple[dict[str, Column], np.ndarray]:
    """Values of plain parameters of packs, and which packs they are to be trusted of (n,)."""
    parts: dict[int, list[int]] = {}
    for place, one in enumerate(asked):
        parts.setdefault(id(one.setup), []).append(place)
    names = drawn.blueprint.plain_parameters
    table: dict[str, list[tuple[list[int], Column]]] = {name: [] for name in names}
    trusted = np.zeros(len(asked), dtype=np.bool_)
    for places in parts.values():
        while places:
            first = asked[places[0]]
            archetype, packs = first.study.archetype(first.pack), [asked[place].pack for place in places]
            try:
                found = columns_of(packs, archetype, first.setup, drawn.system, names)
            except LcaModelsError:
                del places[0]  # calculated alone, which says why
                continue
            trusted[places] = ~found.doubtful
            for name, column in found.values.items():
                table[name].append((places, column))
            break
    columns = {name: _joined(rows, len(asked)) for name, rows in table.items()}
    for name, column in columns.items():  # the compiled form looks at no amount that is negative beyond these alone
        least, most = possible_range(drawn.blueprint.parameters[name])
        trusted &= (column >= least) & (column <= most)
    return columns, trusted


def _joined(rows: Sequence[tuple[Sequence[int], Column]], count: int) -> Column:
    """One column of those of several setups; a number where all have the same."""
    first = rows[0][1] if rows else 0.0
    if not isinstance(first, np.ndarray) and all(not isinstance(one, np.ndarray) and one == first for _, one in rows):
        return first
    found = np.full(count, np.nan)
    for places, column in rows:
        found[places] = column
    return found


def _block(
    asked: Sequence[Asked], drawn: _Drawn, model: CompiledSystem, columns: np.ndarray, trusted: np.ndarray, lives: Lives
) -> list[PackResult | PackFault]:
    """Results of a block of packs at values (k, n) of what varies. `lives`: service lives by their terms, each made once."""
    system, blueprint = drawn.system, drawn.blueprint
    read = sorted(service_life_parameters(system) & {*blueprint.parameters})
    # A formula without a value refuses a pack, whoever reads it.
    names = (*read, *sorted({name for name, _, _ in blueprint.derived}.difference(read)))
    with np.errstate(over="ignore", invalid="ignore"):  # what is no number is solved by itself
        values = evaluate_tape(model.parameter_tape(names), columns, model.executor)
        lines, doubtful = model.unsolved_lines(columns)
    is_sound = trusted & ~doubtful & np.isfinite(values).all(axis=0)
    scores = lines[: len(system.stage_names), 0].T.tolist()
    method, unit, stages = drawn.method, drawn.unit, system.stage_names
    found: list[PackResult | PackFault] = []
    for one, is_one, score, terms in zip(asked, is_sound.tolist(), scores, values[: len(read)].T.tolist(), strict=True):
        life = None
        if is_one:
            key = (*terms, one.fade_curve)
            life = lives.get(key)
            if life is None:
                with suppress(LcaModelsError):
                    life = lives[key] = _life(one, system, dict(zip(read, terms, strict=True)))
        if life is None:
            found.append(_single(one, drawn))
        else:
            found.append(PackResult(one.pack, method, unit, dict(zip(stages, score, strict=True)), life))
    return found
