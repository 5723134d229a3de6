"""A product system under a rule set: its settings in place of the defaults, its stages in place of the stored ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import COPY_OF, IN_PLACE_OF, ExchangeRow, Key, ParameterRow
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.tables.records import Choice
from lca_models.scope.rules import RuleSet, find_rules
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def under_rules(system: ProductSystem, rules: RuleSet | str) -> ProductSystem:
    """The system with the settings of a rule set as defaults, so that whatever is set later stands above them.

    Raises ScenarioError for an unknown rule set, and for a term that the project cannot follow.
    """
    if isinstance(rules, str):
        if system.rules is not None and system.rules.id == rules:
            return system
        rules = find_rules(rules, system.known_rules)
    base = system.before_rules or system
    return replace(
        base,
        parameters=ruled_parameters(base.parameters, base.choices, rules, facts_of(base)),
        stages=_ruled_stages(base, rules),
        rules=rules,
        before_rules=base,
    )


def facts_of(system: ProductSystem) -> frozenset[str]:
    """Parameters of a data sheet: its maker knows them, so that no rule set has a default for them."""
    return system.pack.given_names if system.pack is not None else frozenset()


def ruled_parameters(
    rows: Mapping[str, ParameterRow],
    choices: Mapping[str, tuple[Choice, ...]],
    rules: RuleSet,
    facts: Collection[str] = (),
) -> dict[str, ParameterRow]:
    """Parameters with the values of a rule set, and with the limits it puts on them; `facts` keep their values.

    Raises ScenarioError for a term that the parameters cannot follow.
    """
    parameters = dict(rows)
    for name, (lowest, highest) in rules.limits().items():
        if name in parameters:
            row = parameters[name]
            parameters[name] = replace(row, data={**row.data, "rule_limits": (rules.id, lowest, highest)})
    try:
        settings = {name: value for name, value in rules.settings().items() if name not in facts}
        values = resolve_settings(settings, parameters, choices)
    except ScenarioError as error:
        lines = str(error).splitlines()
        raise ScenarioError(
            "\n".join(message("rules {id}: {line}", id=rules.id, line=line) for line in lines)
        ) from None
    for name, value in values.items():
        parameters[name] = replace(parameters[name], amount=value)
    return parameters


def _ruled_stages(system: ProductSystem, rules: RuleSet) -> tuple[str, ...]:
    """The stage of every foreground purchase, after the stage map of the rule set where it has one."""
    patterns = rules.stage_patterns
    if not patterns:
        return system.stages
    originals = {node.key: str(node.data[COPY_OF]) for node in system.processes if COPY_OF in node.data}
    return tuple(
        _stage(exchange, stage, patterns, originals) if stage else ""
        for exchange, stage in zip(system.exchanges, system.stages, strict=True)
    )


def _stage(
    exchange: ExchangeRow, stored: str, patterns: tuple[tuple[str, str], ...], originals: Mapping[Key, str]
) -> str:
    bought = exchange.data.get(IN_PLACE_OF) or exchange.input[1]
    process = originals.get(exchange.process) or "/".join(exchange.process)
    purchase = f"{process}>{bought}"
    return next((stage for pattern, stage in patterns if fnmatchcase(purchase, pattern)), stored)
