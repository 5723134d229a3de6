"""All combinations of products, rule sets, scenarios and provinces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as combinations
from typing import Any

from lca_models.impact.footprint import footprint
from lca_models.inventory.study import Study
from lca_models.scope.scenario import find_scenarios, parse_assignments, stack


def compare(
    study: Study,
    products: Sequence[str],
    *,
    rules: Sequence[str],
    scenarios: Sequence[str] = (),
    provinces: Sequence[str] = (),
    settings: Sequence[str] = (),
    method: str = "gwp100-ar6",
) -> list[dict[str, Any]]:
    """One row per combination: product, rules, scenario, province, stages, total, unit.

    Raises ScenarioError for unknown names and impossible values.
    """
    common = parse_assignments(settings)
    chosen = find_scenarios(scenarios or ["baseline"], study.scenarios)
    places: list[str | None] = [*provinces] or [None]
    rows = []
    for product, rule_set in combinations(products, rules):
        system = study.product_system(product, rules=rule_set)
        for scenario, province in combinations(chosen, places):
            given = stack([scenario]) | dict(common)
            found = footprint(
                system, given, province=province, method=method, rules=rule_set, scenario=(scenario.name,)
            )
            rows.append(
                {
                    "product": product,
                    "rules": rule_set,
                    "scenario": scenario.name,
                    "province": found.province,
                    "settings": dict(common),
                    "method": method,
                    "unit": found.assessment.unit,
                    "stages": found.stages,
                    "credits": found.assessment.credits(),
                    "total": found.totals(),
                }
            )
    return rows
