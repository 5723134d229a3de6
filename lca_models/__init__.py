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
    "compare": "lca_models.interpretation.comparison.grid",
    "compare_rules": "lca_models.interpretation.comparison.rule_sets",
    "compile_system": "lca_models.impact.compiled.model",
    "everything_uncertain": "lca_models.impact.everything.monte_carlo",
    "load_compiled": "lca_models.impact.compiled.model",
    "uncertain_result": "lca_models.interpretation.uncertainty.uncertain_result",
    "compare_paired": "lca_models.interpretation.comparison.alternatives",
    "break_even_between": "lca_models.interpretation.comparison.alternatives",
    "product_grid": "lca_models.interpretation.comparison.scenario_grids",
    "scenario_grid": "lca_models.interpretation.comparison.scenario_grids",
    "pareto_table": "lca_models.interpretation.comparison.pareto",
    "exchange_sensitivity": "lca_models.interpretation.uncertainty.local_sensitivity",
    "supply_chain": "lca_models.interpretation.contribution.supply_chain",
    "contribution_by": "lca_models.interpretation.contribution.rows",
    "review_table": "lca_models.interpretation.evidence.consistency",
    "build_product_system": "lca_models.inventory.system.product_system",
    "trace": "lca_models.interpretation.contribution.rows",
    "largest_contributions": "lca_models.interpretation.contribution.rows",
    "evidence_shares": "lca_models.interpretation.evidence.data_quality",
    "plot_stages": "lca_models.reporting.figures.stages",
    "plot_contributions": "lca_models.reporting.figures.stages",
    "contribution_tree": "lca_models.interpretation.contribution.rows",
    "origin_panel": "lca_models.panels.studies.origin",
    "comparison_panel": "lca_models.panels.studies.comparison",
    "sensitivity_panel": "lca_models.panels.studies.sensitivity",
    "rules_panel": "lca_models.panels.studies.rules",
    "scenario_explorer": "lca_models.panels.explorer.panel",
}
__all__ = [*sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lca_models' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
