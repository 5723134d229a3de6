"""Open life cycle assessment of electric-vehicle batteries on Brightway.

Importing the package has no effect and loads nothing heavy; names are loaded where they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "load_study": "lca_models.inventory.study",
    "Study": "lca_models.inventory.study",
    "assess": "lca_models.impact.assessment",
    "footprint": "lca_models.impact.footprint",
    "compare": "lca_models.interpretation.comparison",
    "compare_rules": "lca_models.interpretation.rule_comparison",
    "compile_system": "lca_models.impact.compiled",
    "everything_uncertain": "lca_models.impact.full_uncertainty",
    "load_compiled": "lca_models.impact.compiled_file",
    "uncertain_result": "lca_models.interpretation.uncertain_result",
    "compare_paired": "lca_models.interpretation.alternatives",
    "break_even_between": "lca_models.interpretation.alternatives",
    "product_grid": "lca_models.interpretation.scenario_grids",
    "scenario_grid": "lca_models.interpretation.scenario_grids",
    "pareto_table": "lca_models.interpretation.pareto",
    "exchange_sensitivity": "lca_models.interpretation.local_sensitivity",
    "supply_chain": "lca_models.interpretation.supply_chain",
    "contribution_by": "lca_models.interpretation.contribution",
    "review_table": "lca_models.interpretation.consistency",
    "build_product_system": "lca_models.inventory.product_system",
    "trace": "lca_models.interpretation.contribution",
    "largest_contributions": "lca_models.interpretation.contribution",
    "evidence_shares": "lca_models.interpretation.data_quality",
    "plot_stages": "lca_models.reporting.figures",
    "plot_contributions": "lca_models.reporting.figures",
    "contribution_tree": "lca_models.interpretation.contribution",
    "origin_panel": "lca_models.panels.origin_panel",
    "comparison_panel": "lca_models.panels.comparison_panel",
    "sensitivity_panel": "lca_models.panels.sensitivity_panel",
    "rules_panel": "lca_models.panels.rules_panel",
    "scenario_explorer": "lca_models.panels.scenario_panel",
}
__all__ = [*sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lca_models' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
