"""A result with its uncertain parameters."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.uncertainty.everything import everything_monte_carlo
from lca_models.interpretation.uncertainty.uncertain_result import (
    sampled_together,
    uncertain_footprint,
    uncertain_result,
    uncertain_results,
)
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.scenario import ScenarioError


def test_an_edited_project_is_not_resumed(toy_system, tmp_path):
    edited = replace(toy_system, rows_hash="0:edited")
    for sample in (
        everything_monte_carlo,
        lambda result, n, **options: uncertain_result(result).monte_carlo(n, **options),
    ):
        folder = tmp_path / str(sample)
        sample(assess(toy_system), 20, folder=folder)
        with pytest.raises(ScenarioError, match=r"rows of the project \S+ there, 0:edited here"):
            sample(assess(edited), 20, folder=folder, resume=True)


def test_impossible_bounds_in_the_project_are_named_with_their_row(toy_system):
    row = toy_system.parameters["recovery_rate_nickel"]
    broken = {"uncertainty type": 5, "loc": row.amount, "minimum": 0.95, "maximum": 1.0, "limits": [0.0, 1.0]}
    parameters = {**toy_system.parameters, row.name: replace(row, data={**row.data, **broken})}

    with pytest.raises(
        ScenarioError, match=r"parameters/.*\.csv:\d+: triangular distribution of 'recovery_rate_nickel'"
    ):
        uncertain_result(assess(replace(toy_system, parameters=parameters)))


def test_without_spread_nothing_is_uncertain(toy_system):
    with pytest.raises(ScenarioError, match="no parameter is uncertain here"):
        uncertain_result(assess(toy_system), spread=0.0).monte_carlo(10)


def test_a_narrow_spread_gives_the_static_result(toy_system):
    """spread -> 0: every sample is the footprint of the settings, stage by stage, in either province"""
    for province in ("CN-GD", "CN-SC"):
        result = assess(toy_system, province=province)
        samples = uncertain_result(result, spread=1e-9).monte_carlo(50).samples

        assert samples[:, 0] == pytest.approx(result.score, rel=1e-6)
        assert samples[:, 1:].mean(axis=0) == pytest.approx(list(result.stages().values()), abs=1e-6)


@pytest.fixture(scope="module")
def uncertain(toy_system):
    return uncertain_result(assess(toy_system, province="CN-SC"))


def test_at_its_central_values_it_is_the_assessment(uncertain, toy_system):
    result = assess(toy_system, province="CN-SC")
    found = uncertain.results(uncertain.inputs.central[None, :])

    assert found[0] == pytest.approx([result.score, *result.stages().values()])
    assert uncertain.total(uncertain.inputs.central[None, :]) == pytest.approx([result.score])
    assert uncertain.unit == "kg CO2-eq per pack"


def test_along_a_parameter_all_others_stand_still(uncertain):
    """6 + 4 + 2 x 0.1 + 1 - 10 x recovery x 0.6"""
    totals = uncertain.along("recovery_rate_nickel")(np.array([[0.0], [0.5], [1.0]]))
    assert uncertain.along("recovery_rate_nickel")([[0.5]]) == totals[1]  # a list will do

    assert totals == pytest.approx([11.2, 8.2, 5.2])
    with pytest.raises(ScenarioError, match="is a choice between codes"):
        uncertain.along("cell_plant_province")


def test_levels_are_drawn_to_values_and_these_to_totals(uncertain):
    levels = np.full((2, len(uncertain.inputs.uncertain)), [[0.25], [0.75]])

    assert uncertain.total_at_levels(levels) == pytest.approx(uncertain.total(uncertain.inputs.values(levels)))


def test_what_a_person_has_set_is_certain(toy_system):
    names = uncertain_result(assess(toy_system)).inputs.names
    fixed = uncertain_result(assess(toy_system), names[:1])

    assert names[0] not in fixed.inputs.names
    assert {*fixed.inputs.names} == {*names[1:]}


def test_techniques_name_the_same_parameters(uncertain):
    elasticities, tornado = uncertain.elasticities(), uncertain.tornado()
    drivers = uncertain.monte_carlo(200, seed=1).drivers()
    members = " + ".join(drivers["members"]).split(" + ")

    assert {*tornado["parameter"]} <= {*elasticities["parameter"]}
    assert {*tornado["parameter"]} == {*uncertain.inputs.uncertain.names}
    assert {*uncertain.inputs.uncertain.names} <= {*members}
    assert {*uncertain.sobol_sample(8).names} <= {*drivers["parameter"]}


def test_a_footprint_is_counted_per_its_declared_unit_and_what_it_sets_is_certain(toy_study):
    setup = CalculationSetup("toy", declared_unit="kwh-capacity", settings={"recovery_rate_nickel": 0.5})
    found = uncertain_footprint(toy_study.footprint(setup))

    assert found.unit == "kg CO2-eq per kWh of capacity"
    assert "recovery_rate_nickel" not in found.inputs.names
    assert found.total(found.inputs.central[None, :]) == pytest.approx([(6 + 5 + 1 - 3) / 60])


def test_results_of_one_setup_are_drawn_once_and_are_those_of_each_alone(toy_system):
    results = uncertain_results(assess(toy_system), units=DECLARED_UNITS)
    together = sampled_together(results, 100, seed=2)

    for one, found in zip(results, together, strict=True):
        alone = one.monte_carlo(100, seed=2)
        assert (found.labels, found.units, found.n) == (alone.labels, alone.units, 100)
        assert np.array_equal(found.samples, alone.samples)
        assert np.array_equal(found.central, alone.central)
        assert np.asarray(found.shares()) == pytest.approx(np.asarray(alone.shares()), rel=1e-9)
    for one, found in zip(results, together, strict=True):
        for other, beside in zip(results, together, strict=True):
            assert (one.model is other.model) == (found.design is beside.design)
    assert len({id(found.design) for found in together}) < len(DECLARED_UNITS)


def test_of_results_that_nothing_is_uncertain_in_there_is_no_sample(toy_system):
    results = uncertain_results(assess(toy_system), units=DECLARED_UNITS, spread=0.0)

    assert sampled_together(results, 100) == (None,) * len(DECLARED_UNITS)
