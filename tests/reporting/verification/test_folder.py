"""A folder of bundles; whole bundles are verified together in tests of one bundle."""

import pytest

from lca_models.impact.packs.together import results_of_packs
from lca_models.reporting.verification.folder import verify_folder
from lca_models.reporting.verification.one_bundle import Wanted
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


def test_a_folder_without_bundles_is_refused(toy_study, tmp_path):
    with pytest.raises(ScenarioError, match="holds no bundle"):
        verify_folder(tmp_path, toy_study, Wanted())


def test_figures_that_a_setup_replaces_are_in_the_results_of_packs_calculated_together(shipped_study, nmc_result):
    figure = {"buyer": "stage", "input": "distribution", "value": 5.0, "supplier": "X", "unit": "kg CO2e/pack",
              "gwp": "GWP100 AR6", "boundary": "to the buyer", "source": "s"}  # fmt: skip
    (found,) = results_of_packs([nmc_result.system.pack], shipped_study.packs(CalculationSetup(replacements=[figure])))

    wanted = {**nmc_result.stages, "distribution": 5.0}
    assert found.stages == pytest.approx(wanted)
