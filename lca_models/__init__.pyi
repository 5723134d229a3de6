"""Public names with their types, in the order of a study; `__init__.py` loads each where it is first used."""

# Scope: what is compared, over which life, by which rules.
from lca_models.scope.calculation_setup import CalculationSetup as CalculationSetup
from lca_models.scope.address import to_address as to_address
from lca_models.scope.address import from_address as from_address
from lca_models.scope.scenario import Scenario as Scenario
from lca_models.scope.rules import RuleSet as RuleSet
from lca_models.scope.functional_unit import FunctionalUnit as FunctionalUnit
from lca_models.scope.functional_unit import FadeCurve as FadeCurve
from lca_models.scope.declared_unit import DeclaredUnit as DeclaredUnit
from lca_models.scope.quantity import Quantity as Quantity
from lca_models.scope.scenario import ScenarioError as ScenarioError
from lca_models.scope.errors import LcaModelsError as LcaModelsError
from lca_models.scope.wording.messages import speaking as speaking

# Inventory: tables, the Brightway project, product systems.
from lca_models.inventory.tables.reading import read_tables as read_tables
from lca_models.inventory.tables.reading import rows_of as rows_of
from lca_models.inventory.checks.balances import balance_table as balance_table
from lca_models.inventory.system.product_system import build_product_system as build_product_system
from lca_models.inventory.system.product_system import ProductSystem as ProductSystem
from lca_models.inventory.system.replaced.structure import with_replacements as with_replacements
from lca_models.inventory.system.pack import Pack as Pack
from lca_models.inventory.system.pack import GivenParameter as GivenParameter
from lca_models.inventory.system.pack import GivenPurchase as GivenPurchase
from lca_models.inventory.system.pack import Origin as Origin
from lca_models.inventory.activity.findings import SheetError as SheetError
from lca_models.inventory.tables.reading import InventoryError as InventoryError
from lca_models.inventory.system.rows import ProjectError as ProjectError
from lca_models.inventory.formats.report import ImportReport as ImportReport

# Impact: one footprint, one compiled function, everything uncertain.
from lca_models.impact.study import load_study as load_study
from lca_models.impact.study import Study as Study
from lca_models.impact.study import open_project as open_project
from lca_models.impact.completeness import proxy_table as proxy_table
from lca_models.impact.imports.importing import import_inventory as import_inventory
from lca_models.impact.methods import find_method as find_method
from lca_models.impact.assessment import assess as assess
from lca_models.impact.assessment import Assessment as Assessment
from lca_models.impact.footprint import footprint as footprint
from lca_models.impact.footprint import Footprint as Footprint
from lca_models.impact.completeness import completeness as completeness
from lca_models.impact.compiled.model import compile_system as compile_system
from lca_models.impact.compiled.model import load_compiled as load_compiled
from lca_models.impact.compiled.model import CompiledSystem as CompiledSystem
from lca_models.impact.everything.monte_carlo import everything_uncertain as everything_uncertain
from lca_models.impact.everything.monte_carlo import FullMonteCarlo as FullMonteCarlo
from lca_models.impact.draws.sharing import on_cluster as on_cluster

# Interpretation: contributions, uncertainty, comparisons, evidence.
from lca_models.interpretation.contribution.rows import contribution_by as contribution_by
from lca_models.interpretation.contribution.rows import largest_contributions as largest_contributions
from lca_models.interpretation.contribution.rows import contribution_tree as contribution_tree
from lca_models.interpretation.contribution.supply_chain import supply_chain as supply_chain
from lca_models.interpretation.contribution.supply_chain import SupplyChain as SupplyChain
from lca_models.interpretation.contribution.rows import trace as trace
from lca_models.interpretation.contribution.rows import Trace as Trace
from lca_models.interpretation.contribution.chain import rows_behind as rows_behind
from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result as uncertain_result
from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult as UncertainResult
from lca_models.interpretation.uncertainty.local_sensitivity import exchange_sensitivity as exchange_sensitivity
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo as MonteCarlo
from lca_models.interpretation.uncertainty.morris import MorrisEffects as MorrisEffects
from lca_models.interpretation.uncertainty.sobol import sobol_indices as sobol_indices
from lca_models.interpretation.uncertainty.sobol import sobol_convergence as sobol_convergence
from lca_models.interpretation.uncertainty.sobol import SobolIndices as SobolIndices
from lca_models.interpretation.comparison.grid import compare as compare
from lca_models.interpretation.comparison.grid import setup_grid as setup_grid
from lca_models.interpretation.comparison.grid import compare_setups as compare_setups
from lca_models.interpretation.contribution.backgrounds import side_by_side as side_by_side
from lca_models.interpretation.comparison.grid import Comparison as Comparison
from lca_models.interpretation.comparison.rule_sets import compare_rules as compare_rules
from lca_models.interpretation.comparison.rule_sets import compare_setup_rules as compare_setup_rules
from lca_models.interpretation.comparison.rule_sets import RuleComparison as RuleComparison
from lca_models.interpretation.comparison.reconciliation import reconcile as reconcile
from lca_models.interpretation.comparison.reconciliation import Reconciliation as Reconciliation
from lca_models.interpretation.comparison.structure import structure_test as structure_test
from lca_models.interpretation.comparison.structure import StructureTest as StructureTest
from lca_models.interpretation.comparison.alternatives import compare_paired as compare_paired
from lca_models.interpretation.comparison.paired import PairedSamples as PairedSamples
from lca_models.interpretation.comparison.paired import difference_table as difference_table
from lca_models.interpretation.comparison.alternatives import break_even_between as break_even_between
from lca_models.interpretation.comparison.break_even import BreakEven as BreakEven
from lca_models.interpretation.comparison.scenario_grids import product_grid as product_grid
from lca_models.interpretation.comparison.scenario_grids import scenario_grid as scenario_grid
from lca_models.interpretation.comparison.pareto import pareto_table as pareto_table
from lca_models.interpretation.evidence.data_quality import evidence_shares as evidence_shares
from lca_models.interpretation.evidence.data_quality import data_quality as data_quality
from lca_models.interpretation.evidence.data_quality import DataQuality as DataQuality
from lca_models.interpretation.contribution.verification import verification_shares as verification_shares
from lca_models.interpretation.evidence.resting import resting_on_assumptions as resting_on_assumptions
from lca_models.interpretation.evidence.resting import Resting as Resting
from lca_models.interpretation.evidence.own_data import own_data as own_data
from lca_models.interpretation.evidence.own_data import OwnData as OwnData
from lca_models.interpretation.evidence.next_data import next_data as next_data
from lca_models.interpretation.evidence.next_data import DataPoint as DataPoint
from lca_models.interpretation.evidence.next_data import next_data_table as next_data_table
from lca_models.interpretation.evidence.key_effects import key_effects as key_effects
from lca_models.interpretation.evidence.key_effects import key_table as key_table
from lca_models.interpretation.evidence.consistency import review_table as review_table
from lca_models.interpretation.evidence.published import read_published as read_published
from lca_models.interpretation.evidence.published import compare_with_published as compare_with_published

# Reporting: tables, figures, witnesses.
from lca_models.reporting.report.tables import stages_table as stages_table
from lca_models.reporting.figures.stages import plot_stages as plot_stages
from lca_models.reporting.figures.stages import plot_contributions as plot_contributions
from lca_models.reporting.figures.published import plot_published as plot_published
from lca_models.reporting.figures.scenarios import plot_tile_map as plot_tile_map
from lca_models.reporting.figures.stages import plot_waterfall as plot_waterfall
from lca_models.reporting.figures.scenarios import plot_lines as plot_lines
from lca_models.reporting.figures.uncertainty import tornado_bars as tornado_bars
from lca_models.reporting.figures.uncertainty import plot_tornado as plot_tornado
from lca_models.reporting.figures.uncertainty import plot_distribution as plot_distribution
from lca_models.reporting.figures.uncertainty import plot_convergence as plot_convergence
from lca_models.reporting.figures.uncertainty import plot_sobol as plot_sobol
from lca_models.reporting.figures.uncertainty import plot_morris as plot_morris
from lca_models.reporting.figures.uncertainty import plot_difference as plot_difference
from lca_models.reporting.figures.scenarios import plot_heat_map as plot_heat_map
from lca_models.reporting.figures.scenarios import plot_pareto as plot_pareto
from lca_models.reporting.figures.sankey import sankey_svg as sankey_svg
from lca_models.reporting.figures.programme.recall import plot_recall as plot_recall
from lca_models.reporting.figures.look import panel_axes as panel_axes
from lca_models.reporting.figures.canvas import save_for_paper as save_for_paper
from lca_models.reporting.papers.writing import write_figures as write_figures
from lca_models.reporting.papers.bibliography import cited_sources as cited_sources
from lca_models.reporting.papers.bibliography import bibtex as bibtex
from lca_models.reporting.verification.witnesses import score_matrices_with_bw2calc as score_matrices_with_bw2calc

# Panels: the same in a notebook, to move by hand.
from lca_models.panels.page.doors import scenario_explorer as scenario_explorer
from lca_models.panels.page.doors import comparison_panel as comparison_panel
from lca_models.panels.page.doors import rules_panel as rules_panel
from lca_models.panels.page.doors import origin_panel as origin_panel
from lca_models.panels.page.doors import sensitivity_panel as sensitivity_panel

__version__: str
