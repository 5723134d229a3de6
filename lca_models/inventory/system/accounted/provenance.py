"""Provenance follows the value: a number that a person set cites that person, and what it was, in place of another's source.

A row of the product system cites a person where their numbers move its amount. A choice (a province, a year, a route) brings
other rows into use and leaves each with its own source, so a choice is provenance of its parameter alone. What a shipped
scenario sets cites the scenario; what a rule set sets is cited by the terms of the rule set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lca_models.inventory.system.accounted.given import RULES, GivenSetting
from lca_models.inventory.system.background.table import rows_with
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ExchangeRow, ProjectError
from lca_models.inventory.tables.records import UNREACHABLE, VERIFICATION, VERIFIED
from lca_models.scope.wording.marks import clauses, headed
from lca_models.scope.wording.messages import message

USER, ASSUMED = "user", "assumed"  # classes of evidence
STRUCTURE = ("makers", "is_production", "process_index", "product_index")  # cached properties of a system


def evidence_of(data: Mapping[str, Any]) -> str:
    """The class of evidence of a row or a parameter: what nobody could read in its source is assumed, whatever it cites."""
    return ASSUMED if data.get(VERIFIED) == UNREACHABLE else str(data.get("evidence") or "")


def is_assumed(data: Mapping[str, Any]) -> bool:
    """Whether a row or a parameter counts as assumed, wherever that is told; no choice does: nobody could know it better."""
    return evidence_of(data) == ASSUMED and data.get("kind") != "choice"


def cited(system: ProductSystem, given: Sequence[GivenSetting], values: Mapping[str, float]) -> ProductSystem:
    """The system with settings as the source of the parameters that they set, and of the rows that these move.

    `values`: of all parameters, with the settings.
    """
    moved = {one.name: one for one in given if one.name in values and values[one.name] != _default(system, one)}
    if not moved:
        return system
    parameters = dict(system.parameters)
    for name, one in moved.items():
        row = parameters[name]
        parameters[name] = replace(
            row, data=provenance(row.data, _who(one), one.was, one.was_author.words(), one.author.is_yours)
        )
    for name, row in system.parameters.items():  # the rest of a group makes room for what was set
        if name in moved or row.formula or not row.data.get("group") or values[name] == float(row.amount):
            continue
        group = row.data["group"]
        for one in moved.values():
            if system.parameters[one.name].data.get("group") == group:
                words = message("makes room for {setting}", setting=one.words)
                source = str(row.data.get("source") or message("no source"))
                own = provenance(row.data, words, f"{row.amount:.6g}", source, one.author.is_yours)
                parameters[name] = replace(row, data=own)
                break
    # Who says a number is no part of the structure, so that what follows from it is not worked out for every setup again.
    return like(replace(system, parameters=parameters, exchanges=_cited_rows(system, moved, values)), system)


def like(system: ProductSystem, other: ProductSystem) -> ProductSystem:
    """A system with what is worked out of the structure of another one that has the same processes and exchanges.

    Raises ProjectError without a solution.
    """
    vars(system).update({name: getattr(other, name) for name in STRUCTURE})
    return system


def _default(system: ProductSystem, one: GivenSetting) -> float:
    """The value of a parameter without its setting; where a rule set of the user's own sets it, that of the tables."""
    base = system.before_rules if one.author.kind == RULES and system.before_rules is not None else system
    return float(base.parameters[one.name].amount)


def _who(one: GivenSetting) -> str:
    return message("your input") if one.author.is_yours else one.author.words()


def _cited_rows(
    system: ProductSystem, moved: Mapping[str, GivenSetting], values: Mapping[str, float]
) -> Sequence[ExchangeRow]:
    """Exchanges with settings as the source of the amounts that they move; those of a person stand above scenarios."""
    changed: dict[int, ExchangeRow] = {}
    plain = {name: value for name, value in values.items() if not system.parameters[name].formula}
    now = system.amounts(values)
    for yours in (False, True):
        numbers = [one for one in moved.values()
                   if one.author.is_yours is yours and system.parameters[one.name].data.get("kind") != "choice"]  # fmt: skip
        if not numbers:
            continue
        default = {
            name: float(system.parameters[name].amount) for name in _groups_of(system, [one.name for one in numbers])
        }
        default |= {one.name: _default(system, one) for one in numbers}
        try:
            before = system.amounts(system.parameter_values(plain | default))
        except ProjectError:  # a state without a result tells nothing of its rows
            continue
        words = clauses([*(one.words for one in numbers[:3]), *(["…"] if len(numbers) > 3 else [])])
        for row in system.formulas:
            if now[row.exchange] != before[row.exchange]:
                exchange = changed.get(row.exchange) or system.exchanges[row.exchange]
                data = exchange.data
                source = str(data.get("source") or message("no source"))
                own = provenance(data, headed(_who(numbers[0]), words), f"{before[row.exchange]:.6g}", source, yours)
                changed[row.exchange] = replace(exchange, data=own)
    return rows_with(system.exchanges, changed)


def _groups_of(system: ProductSystem, names: Sequence[str]) -> list[str]:
    """Parameters and the others of their groups of shares, which follow them."""
    groups = {system.parameters[name].data.get("group") for name in names} - {None, ""}
    return [name for name, row in system.parameters.items()
            if not row.formula and (name in names or row.data.get("group") in groups)]  # fmt: skip


def provenance(data: Mapping[str, Any], who: str, was: str, source: str, yours: bool) -> dict[str, Any]:
    """The data of a row whose number is now somebody else's: who set it, what it was, and from where."""
    words = message("{who} (was {was}, {source})", who=who, was=was, source=source)
    kept = {name: value for name, value in data.items() if name not in VERIFICATION}
    return {**kept, "source": words, "locator": "", "evidence": USER if yours else ASSUMED, "pedigree_scores": ""}
