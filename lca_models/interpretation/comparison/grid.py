"""All combinations of products, rule sets, scenarios and provinces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product as combinations
from typing import Any

from lca_models.impact.footprint import co2e_by_key, footprint
from lca_models.impact.methods import Method
from lca_models.inventory.study import Study
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.scenario import find_scenarios, parse_assignments, stack


def compare(
    study: Study,
    products: Sequence[str],
    *,
    rules: Sequence[str],
    scenarios: Sequence[str] = (),
    provinces: Sequence[str] = (),
    settings: Sequence[str] = (),
    vary: Mapping[str, Sequence[str | float]] | None = None,
    method: Method | None = None,
    fade_curve: FadeCurve | None = None,
    allow_incomplete: bool = False,
) -> list[dict[str, Any]]:
    """One row per combination: product, rules, scenario, province, settings, stages, credits, electricity, totals, unit, notes.

    `settings` (`NAME=VALUE`) hold in every row, of `vary` (values by parameter) each combination is a row; both stand above
    scenarios. `method`: as `find_method` takes it; default that of each rule set. Raises ScenarioError for unknown names,
    impossible values, and, unless `allow_incomplete`, a category whose data stand behind less than half of the climate score.
    """
    common = parse_assignments(settings)
    chosen = find_scenarios(scenarios or ["baseline"], study.scenarios)
    places: list[str | None] = [*provinces] or [None]
    varied = [dict(zip(vary or (), values, strict=True)) for values in combinations(*(vary or {}).values())]
    rows = []
    for product, rule_set in combinations(products, rules):
        system = study.product_system(product, rules=rule_set)
        for scenario, province, own in combinations(chosen, places, varied):
            given = stack([scenario]) | dict(common) | own
            found = footprint(
                system,
                given,
                province=province,
                method=method,
                scenario=(scenario.name,),
                fade_curve=fade_curve,
                allow_incomplete=allow_incomplete,
            )
            rows.append(
                {
                    "product": product,
                    "rules": rule_set,
                    "scenario": scenario.name,
                    "province": found.province,
                    "settings": dict(common) | own,
                    "method": found.method_id,
                    "functional_unit": found.functional_unit.formula(),
                    "energy_delivered_kwh": found.functional_unit.energy_delivered_kwh,
                    "unit": found.assessment.unit,
                    "stages": found.stages,
                    "credits": found.assessment.credits(),
                    "electricity": found.electricity,
                    "warnings": list(found.functional_unit.warnings()),
                    "notes": list(found.notes()),
                    "total": co2e_by_key(found.totals()),
                    "totals": [one.document() for one in found.totals()],
                }
            )
    return rows
