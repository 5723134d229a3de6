"""What of the toy is written."""

import pytest

from lca_models.inventory.formats.writing.by_form import contents_of
from lca_models.scope.calculation_setup import CalculationSetup


@pytest.fixture(scope="session")
def toy_contents(toy_study):
    result = toy_study.footprint(CalculationSetup("toy"))
    return contents_of(result.system, result.assessment.parameters, result.assessment.amounts)


@pytest.fixture
def small_contents(small_project):
    """A process of a project of its own that avoids another and takes in a waste, with a result of 2 - 3 + 4 * 5 = 19."""

    def contents(**more):
        copy = small_project(
            made=[("biosphere", "co2", 2.0), ("substitution", "other", 1.0), ("technosphere", "waste", -4.0)],
            other=[("biosphere", "co2", 3.0)],
            waste=[("production", "waste", -1.0), ("biosphere", "co2", 5.0)],
            **more,
        )
        system = copy.system(("small", "made"))
        return contents_of(system, system.parameter_values(), system.stored_amounts)

    return contents
