"""What a finding moves: the result with the value that a rule believes right, less the result that was declared.

The sheet is changed where the rule doubts it, judged and put on its archetype again, and calculated with the same setup. A
finding on the energy delivered is turned into kg: the total as often as the declared energy holds the right one, less itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.inventory.activity.own_pack import judged_pack
from lca_models.inventory.activity.sheet.models import Amounts, DataSheet, MeterLine, Value
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.inventory.system.resolved_setup import setup_on
from lca_models.reporting.verification.case import Case
from lca_models.scope.errors import LcaModelsError

Scaled = TypeVar("Scaled", Value, Amounts, MeterLine)
YEAR_AMOUNTS = ("every_month", "year_total")


def effect_of(case: Case, changed: DataSheet) -> float | None:
    """Kg CO2e per pack that a changed sheet has more than what was declared; None where it cannot be calculated."""
    pack = pack_again(case, changed)
    return None if pack is None else effect_of_pack(case, pack)


def pack_again(case: Case, changed: DataSheet) -> Pack | None:
    """The pack of a changed sheet; None where the change makes a sheet that the kit refuses."""
    around = replace(case.again.study.surroundings(), today=case.engagement.today, score=None)
    try:
        return judged_pack(changed, around)[0]
    except LcaModelsError:
        return None


def effect_of_pack(case: Case, pack: Pack) -> float | None:
    """Kg CO2e per pack that another pack has more than what was declared, in the same setup; None where it has no result."""
    found = calculated(case, pack)
    return None if found is None else sum(found.stages.values()) - case.total_kg


def calculated(case: Case, pack: Pack) -> Footprint | None:
    """The footprint of another pack in the setup of the bundle; None where it has none."""
    resolved, study = case.again.result.resolved, case.again.study
    try:
        if _structure(pack) == _structure(case.again.pack):  # numbers alone: the system at hand holds them
            return footprint_of(replace(resolved, system=_with_numbers(resolved.system, pack)))
        system = with_replacements(
            study.own_system(pack, resolved.rule_set), resolved.asked.replacements, study.pedigree_factors
        )
        return footprint_of(setup_on(system, resolved.asked, resolved.scenario, resolved.levels))
    except LcaModelsError:
        return None


def _with_numbers(system: ProductSystem, pack: Pack) -> ProductSystem:
    """A system with the numbers of another pack of the same structure."""
    parameters = dict(system.parameters)
    for one in pack.parameters:
        if not one.formula:
            parameters[one.name] = replace(parameters[one.name], amount=one.value)
    return replace(system, pack=pack, parameters=parameters)


def _structure(pack: Pack) -> Hashable:
    """What packs of one system have in common, choices and footprints of suppliers included."""
    return (
        pack.archetype,
        tuple(sorted((one.name, one.formula) for one in pack.parameters)),
        tuple((one.buyer, one.input, one.formula, one.stage, one.adds) for one in pack.purchases),
        tuple(sorted((name, code) for name, (code, _) in pack.choices.items())),
        pack.replacements,
    )


def with_settings(case: Case, settings: Mapping[str, float]) -> Footprint | None:
    """The footprint with numbers of some parameters in place of those of the setup; None where there is none."""
    resolved = case.again.result.resolved
    try:
        return footprint_of(replace(resolved, numbers={**resolved.numbers, **settings}))
    except LcaModelsError:
        return None


def effect_of_settings(case: Case, settings: Mapping[str, float]) -> float | None:
    """Kg CO2e per pack with numbers of some parameters in place of those of the setup; None where there is no result."""
    found = with_settings(case, settings)
    return None if found is None else sum(found.stages.values()) - case.total_kg


def effect_of_energy(case: Case, declared_kwh: float, right_kwh: float) -> float:
    """Kg CO2e per pack that stand for another energy delivered: the total times (declared / right - 1)."""
    return case.total_kg * (declared_kwh / right_kwh - 1)


def with_number(value: Value, number: float) -> Value:
    """A value with another number, in its unit."""
    return value.model_copy(update={"number": number})


def scaled(amounts: Scaled, factor: float, month: str = "") -> Scaled:
    """A value, or amounts of a year, times a factor; `month`: that month alone.

    A total of the year that stands beside months is left out, as months and bill would no longer agree.
    """
    if isinstance(amounts, Value):
        return with_number(amounts, amounts.number * factor)
    changed: dict[str, Any] = {
        "months": {
            name: with_number(value, value.number * factor) if month in ("", name) else value
            for name, value in amounts.months.items()
        }
    }
    for name in YEAR_AMOUNTS:
        value = getattr(amounts, name)
        if value is not None:
            changed[name] = (
                None if amounts.months and name == "year_total" else with_number(value, value.number * factor)
            )
    return amounts.model_copy(update=changed)


def with_row(sheet: DataSheet, table: str, place: int, row: BaseModel | None) -> DataSheet:
    """A sheet with another row at a place of a table, or without it where `row` is None."""
    rows = list(getattr(sheet, table))
    rows[place : place + 1] = [] if row is None else [row]
    return sheet.model_copy(update={table: tuple(rows)})


def with_fields(sheet: DataSheet, table: str, **fields: Any) -> DataSheet:
    """A sheet with other values in one of its parts of fields, such as `product`."""
    return sheet.model_copy(update={table: getattr(sheet, table).model_copy(update=fields)})
