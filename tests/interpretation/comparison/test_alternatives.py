"""Alternatives share draws by the names of their inputs: toy packs of 12 - 6 * recovery kg CO2-eq, 60 kWh."""

from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.comparison.alternatives import break_even_between, compare_paired
from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result
from lca_models.scope.scenario import ScenarioError


@pytest.fixture
def toy(toy_system):
    """The uncertain result of the toy: `toy("CN-SC", per="kwh-capacity")`."""
    return lambda province="CN-GD", fixed=(), per="pack", **settings: uncertain_result(
        assess(toy_system, settings, province=province), fixed, per=per
    )


def test_identical_products_differ_by_exactly_0(toy):
    found = compare_paired({"one": toy(), "the same": toy()}, 500, seed=3)

    assert (found.difference("one", "the same") == 0).all()
    assert found.discernibility()["equal"].item() == 1


def test_two_provinces_differ_by_their_electricity_alone(toy):
    """2 kWh at 0.5 and at 0.1; the recovery they share does not blur it"""
    found = compare_paired({"GD": toy(), "SC": toy("CN-SC")}, 500)

    assert found.samples.std(axis=0).min() > 1
    assert found.difference("GD", "SC") == pytest.approx(2 * (0.5 - 0.1))


def test_what_one_has_set_does_not_shift_the_draws_of_the_other(toy):
    alone = compare_paired({"a": toy(), "b": toy()}, 300, seed=5)
    beside = compare_paired({"a": toy(), "b": toy(fixed=["recovery_rate_nickel"])}, 300, seed=5)

    assert (beside.column("a") == alone.column("a")).all()
    assert beside.column("b") == pytest.approx(6.6)


def test_packs_that_do_not_do_the_same_need_a_unit_of_function(toy):
    small = toy(toy_pack_energy=30)
    with pytest.raises(
        ScenarioError, match=r"of 60 kWh that delivers .* say per what to compare them: kwh-capacity or"
    ):
        compare_paired({"large": toy(), "small": small}, 10)
    with pytest.raises(ScenarioError, match="counted differently"):
        compare_paired({"large": toy(), "small": toy(per="kwh-capacity")}, 10, different_packs=True)
    found = compare_paired({"large": toy(per="kwh-capacity"), "small": toy(toy_pack_energy=30, per="kwh-capacity")}, 10)

    assert found.column("small") == pytest.approx(2 * found.column("large"))


def test_break_even_of_a_parameter_in_the_first_alternative_only(toy):
    """12 - 6 r = 6.6 - 0.8 in Sichuan at a recovery of 0.9: r = 6.2 / 6, beyond 1; 6.6 - 0.6 * 0.5 in reverse"""
    pair = {"SC": toy("CN-SC"), "GD": toy()}
    crossing = break_even_between(pair, "recovery_rate_nickel")

    assert crossing.crossings == pytest.approx(((12 - 0.8 - 6.6) / 6,))
    assert crossing.results == pytest.approx((6.6,))
    assert "no break-even" in break_even_between(pair, "recovery_rate_nickel", moves="both").sentence()


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("recovery_rate_nikel", "did you mean 'recovery_rate_nickel'"),
        ("cell_plant_province", "is a choice between codes"),
        ("toy_cycle_life", "has no limits; say between which values"),
    ],
)
def test_a_parameter_without_a_way_is_refused(toy, parameter, message):
    with pytest.raises(ScenarioError, match=message):
        break_even_between({"GD": toy(), "SC": toy("CN-SC")}, parameter)


def test_a_break_even_needs_two(toy):
    with pytest.raises(ScenarioError, match="needs two alternatives, and there are 1"):
        break_even_between({"GD": toy()}, "recovery_rate_nickel")


def test_per_kwh_delivered_the_uncertain_service_life_counts(toy_system):
    """cycles 2000 with a range of 1000 to 3000: elasticity -1, and drawn only where energy delivered counts"""
    cycles = toy_system.parameters["toy_cycle_life"]
    spread = {"uncertainty type": 5, "loc": 2000.0, "minimum": 1000.0, "maximum": 3000.0}
    parameters = {**toy_system.parameters, cycles.name: replace(cycles, data={**cycles.data, **spread})}
    assessment = assess(replace(toy_system, parameters=parameters))
    per_pack, delivered = (uncertain_result(assessment, per=per) for per in ("pack", "kwh-delivered"))

    assert "toy_cycle_life" not in per_pack.inputs.names
    assert "toy_cycle_life" in delivered.inputs.names
    slopes = delivered.elasticities().set_index("parameter")["elasticity"]
    assert slopes["toy_cycle_life"] == pytest.approx(-1, rel=1e-6)
    assert slopes["recovery_rate_nickel"] == pytest.approx(-5.4 / 6.6, rel=1e-9)
    assert slopes["toy_end_retention"] == pytest.approx(-0.8 / 1.8, rel=1e-6)  # mean retention (1 + 0.8) / 2
