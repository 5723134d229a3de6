"""Open life cycle assessment of electric-vehicle batteries on Brightway.

Importing the package loads nothing heavy and changes nothing in a program that imports it; names are loaded where they are
first used. `__init__.pyi` tells type checkers and editors what they are. Public names stand in the order of a study.
"""

from __future__ import annotations

import sys

# `python -m lca_models…` looks into the folder one is in first: somebody's json.py there would run in place of Python's.
if sys.argv[:1] == ["-m"] and not sys.flags.safe_path and any(one.startswith("lca_models.") for one in sys.orig_argv):
    del sys.path[0]

__version__ = "0.1.0"

_HOMES = {
    # Scope: what is compared, over which life, by which rules.
    "CalculationSetup": "lca_models.scope.calculation_setup",
    "to_address": "lca_models.scope.address",
    "from_address": "lca_models.scope.address",
    "Scenario": "lca_models.scope.scenario",
    "RuleSet": "lca_models.scope.rules",
    "FunctionalUnit": "lca_models.scope.functional_unit",
    "FadeCurve": "lca_models.scope.functional_unit",
    "DeclaredUnit": "lca_models.scope.declared_unit",
    "Quantity": "lca_models.scope.quantity",
    "ScenarioError": "lca_models.scope.scenario",
    "LcaModelsError": "lca_models.scope.errors",
    "speaking": "lca_models.scope.wording.messages",
    # Inventory: tables, the Brightway project, product systems.
    "read_tables": "lca_models.inventory.tables.reading",
    "rows_of": "lca_models.inventory.tables.reading",
    "balance_table": "lca_models.inventory.checks.balances",
    "build_product_system": "lca_models.inventory.system.product_system",
    "ProductSystem": "lca_models.inventory.system.product_system",
    "with_replacements": "lca_models.inventory.system.replaced.structure",
    "Pack": "lca_models.inventory.system.pack",
    "GivenParameter": "lca_models.inventory.system.pack",
    "GivenPurchase": "lca_models.inventory.system.pack",
    "Origin": "lca_models.inventory.system.pack",
    "SheetError": "lca_models.inventory.activity.findings",
    "InventoryError": "lca_models.inventory.tables.reading",
    "ProjectError": "lca_models.inventory.system.rows",
    "ImportReport": "lca_models.inventory.formats.report",
    # Impact: one footprint, one compiled function, everything uncertain.
    "load_study": "lca_models.impact.study",
    "Study": "lca_models.impact.study",
    "open_project": "lca_models.impact.study",
    "proxy_table": "lca_models.impact.completeness",
    "import_inventory": "lca_models.impact.imports.importing",
    "find_method": "lca_models.impact.methods",
    "assess": "lca_models.impact.assessment",
    "Assessment": "lca_models.impact.assessment",
    "footprint": "lca_models.impact.footprint",
    "Footprint": "lca_models.impact.footprint",
    "completeness": "lca_models.impact.completeness",
    "compile_system": "lca_models.impact.compiled.model",
    "load_compiled": "lca_models.impact.compiled.model",
    "CompiledSystem": "lca_models.impact.compiled.model",
    "everything_uncertain": "lca_models.impact.everything.monte_carlo",
    "FullMonteCarlo": "lca_models.impact.everything.monte_carlo",
    "on_cluster": "lca_models.impact.draws.sharing",
    # Interpretation: contributions, uncertainty, comparisons, evidence.
    "contribution_by": "lca_models.interpretation.contribution.rows",
    "largest_contributions": "lca_models.interpretation.contribution.rows",
    "contribution_tree": "lca_models.interpretation.contribution.rows",
    "supply_chain": "lca_models.interpretation.contribution.supply_chain",
    "SupplyChain": "lca_models.interpretation.contribution.supply_chain",
    "trace": "lca_models.interpretation.contribution.rows",
    "Trace": "lca_models.interpretation.contribution.rows",
    "rows_behind": "lca_models.interpretation.contribution.chain",
    "uncertain_result": "lca_models.interpretation.uncertainty.uncertain_result",
    "UncertainResult": "lca_models.interpretation.uncertainty.uncertain_result",
    "exchange_sensitivity": "lca_models.interpretation.uncertainty.local_sensitivity",
    "MonteCarlo": "lca_models.interpretation.uncertainty.monte_carlo",
    "MorrisEffects": "lca_models.interpretation.uncertainty.morris",
    "sobol_indices": "lca_models.interpretation.uncertainty.sobol",
    "sobol_convergence": "lca_models.interpretation.uncertainty.sobol",
    "SobolIndices": "lca_models.interpretation.uncertainty.sobol",
    "compare": "lca_models.interpretation.comparison.grid",
    "setup_grid": "lca_models.interpretation.comparison.grid",
    "compare_setups": "lca_models.interpretation.comparison.grid",
    "side_by_side": "lca_models.interpretation.contribution.backgrounds",
    "Comparison": "lca_models.interpretation.comparison.grid",
    "compare_rules": "lca_models.interpretation.comparison.rule_sets",
    "compare_setup_rules": "lca_models.interpretation.comparison.rule_sets",
    "RuleComparison": "lca_models.interpretation.comparison.rule_sets",
    "reconcile": "lca_models.interpretation.comparison.reconciliation",
    "Reconciliation": "lca_models.interpretation.comparison.reconciliation",
    "structure_test": "lca_models.interpretation.comparison.structure",
    "StructureTest": "lca_models.interpretation.comparison.structure",
    "compare_paired": "lca_models.interpretation.comparison.alternatives",
    "PairedSamples": "lca_models.interpretation.comparison.paired",
    "difference_table": "lca_models.interpretation.comparison.paired",
    "break_even_between": "lca_models.interpretation.comparison.alternatives",
    "BreakEven": "lca_models.interpretation.comparison.break_even",
    "product_grid": "lca_models.interpretation.comparison.scenario_grids",
    "scenario_grid": "lca_models.interpretation.comparison.scenario_grids",
    "pareto_table": "lca_models.interpretation.comparison.pareto",
    "evidence_shares": "lca_models.interpretation.evidence.data_quality",
    "data_quality": "lca_models.interpretation.evidence.data_quality",
    "DataQuality": "lca_models.interpretation.evidence.data_quality",
    "verification_shares": "lca_models.interpretation.contribution.verification",
    "resting_on_assumptions": "lca_models.interpretation.evidence.resting",
    "Resting": "lca_models.interpretation.evidence.resting",
    "own_data": "lca_models.interpretation.evidence.own_data",
    "OwnData": "lca_models.interpretation.evidence.own_data",
    "next_data": "lca_models.interpretation.evidence.next_data",
    "DataPoint": "lca_models.interpretation.evidence.next_data",
    "next_data_table": "lca_models.interpretation.evidence.next_data",
    "key_effects": "lca_models.interpretation.evidence.key_effects",
    "key_table": "lca_models.interpretation.evidence.key_effects",
    "review_table": "lca_models.interpretation.evidence.consistency",
    "read_published": "lca_models.interpretation.evidence.published",
    "compare_with_published": "lca_models.interpretation.evidence.published",
    # Reporting: tables, figures, witnesses.
    "stages_table": "lca_models.reporting.report.tables",
    "plot_stages": "lca_models.reporting.figures.stages",
    "plot_contributions": "lca_models.reporting.figures.stages",
    "plot_published": "lca_models.reporting.figures.published",
    "plot_tile_map": "lca_models.reporting.figures.scenarios",
    "plot_waterfall": "lca_models.reporting.figures.stages",
    "plot_lines": "lca_models.reporting.figures.scenarios",
    "tornado_bars": "lca_models.reporting.figures.uncertainty",
    "plot_tornado": "lca_models.reporting.figures.uncertainty",
    "plot_distribution": "lca_models.reporting.figures.uncertainty",
    "plot_convergence": "lca_models.reporting.figures.uncertainty",
    "plot_sobol": "lca_models.reporting.figures.uncertainty",
    "plot_morris": "lca_models.reporting.figures.uncertainty",
    "plot_difference": "lca_models.reporting.figures.uncertainty",
    "plot_heat_map": "lca_models.reporting.figures.scenarios",
    "plot_pareto": "lca_models.reporting.figures.scenarios",
    "sankey_svg": "lca_models.reporting.figures.sankey",
    "plot_recall": "lca_models.reporting.figures.programme.recall",
    "panel_axes": "lca_models.reporting.figures.look",
    "save_for_paper": "lca_models.reporting.figures.canvas",
    "write_figures": "lca_models.reporting.papers.writing",
    "cited_sources": "lca_models.reporting.papers.bibliography",
    "bibtex": "lca_models.reporting.papers.bibliography",
    "score_matrices_with_bw2calc": "lca_models.reporting.verification.witnesses",
    # Panels: the same in a notebook, to move by hand.
    "scenario_explorer": "lca_models.panels.page.doors",
    "comparison_panel": "lca_models.panels.page.doors",
    "rules_panel": "lca_models.panels.page.doors",
    "origin_panel": "lca_models.panels.page.doors",
    "sensitivity_panel": "lca_models.panels.page.doors",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module  # not above: the command line must listen before anything is loaded

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lca_models' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*(name for name in globals() if name.startswith("__")), *_HOMES])
