from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.interpretation.comparison.rule_sets import attribute, compare_rules, in_order, shapley
from lca_models.scope.scenario import ScenarioError

ASPECTS = ("service life", "electricity", "end of life")


@pytest.fixture(scope="module")
def comparison(toy_study):
    return compare_rules(toy_study, "toy", "cn-551", "eu-cfb-ev")


def test_both_results_stand_beside_each_other(comparison):
    """6 + 5 + 1 - 5.4 over 60 x 2000 x 0.9; 6 + 4 + 2 x 0.1 + 1 - 10 x 0.5 x 0.6 over 54 x 60 x 8 kWh"""
    assert comparison.values == pytest.approx((6.6 / 108_000, 8.2 / 25_920))
    assert comparison.ratio == pytest.approx(8.2 / 6.6 * 108_000 / 25_920)


def test_steps_in_order_switch_one_aspect_after_the_other(comparison):
    """6.6 over 25 920 kWh; then Sichuan, 5.8; then half of the nickel recovered, 8.2; stages alone change no total"""
    steps = {step.name: step for step in comparison.steps}

    assert list(steps) == ["service life", "electricity", "end of life", "boundary"]
    assert steps["service life"].contribution == pytest.approx(6.6 / 25_920 - 6.6 / 108_000)
    assert steps["electricity"].contribution == pytest.approx((5.8 - 6.6) / 25_920)
    assert steps["end of life"].contribution == pytest.approx((8.2 - 5.8) / 25_920)
    assert steps["boundary"].contribution == pytest.approx(0, abs=1e-18)
    assert steps["service life"].factor == pytest.approx(108_000 / 25_920)
    assert steps["electricity"].factor == pytest.approx(5.8 / 6.6)


def test_in_reverse_the_service_life_is_switched_last(comparison):
    """8.2 x (1 / 25 920 - 1 / 108 000)"""
    step = comparison.steps[0]

    assert step.contribution_reverse == pytest.approx(8.2 / 25_920 - 8.2 / 108_000)
    assert step.order_effect == pytest.approx(1.6 * (1 / 25_920 - 1 / 108_000))


def test_every_attribution_sums_to_the_difference_and_multiplies_to_the_ratio(comparison):
    for column in ("contribution", "contribution_reverse", "contribution_mean"):
        assert comparison.table()[column].sum() == pytest.approx(comparison.difference, rel=1e-9)
    for column in ("factor", "factor_reverse", "factor_mean"):
        assert comparison.table()[column].prod() == pytest.approx(comparison.ratio, rel=1e-9)


def test_settings_hold_under_both_rule_sets(toy_study):
    """Nothing recovered, plant in Guangdong: 6 + 5 + 1 under both, so only the service life differs"""
    given_settings = {"recovery_rate_nickel": 0.2}
    found = compare_rules(toy_study, "toy", "cn-551", "eu-cfb-ev", given_settings, province="CN-GD")

    assert [step.name for step in found.steps if step.contribution] == ["service life"]
    assert found.values[0] * 108_000 == pytest.approx(6 + 5 + 1 - 10 * 0.2 * 0.6)


def test_a_rule_set_differs_in_nothing_from_itself(toy_study):
    found = compare_rules(toy_study, "toy", "cn-551", "cn-551")

    assert found.steps == ()
    assert found.difference == 0


def test_the_waterfall_goes_from_one_result_to_the_other_in_grams(toy_study):
    """6.6 kg over 108 000 kWh and 8.2 kg over 25 920 kWh"""
    table = compare_rules(toy_study, "toy").waterfall()
    steps = table[table["kind"] == "step"]

    assert table["end"].iloc[[0, -1]].tolist() == pytest.approx([6600 / 108_000, 8200 / 25_920])
    assert steps["start"].tolist() == pytest.approx(table["end"].iloc[:-2].tolist())
    assert steps["end"].iloc[-1] == pytest.approx(8200 / 25_920)
    assert set(table["unit"]) == {"g CO2-eq per kWh delivered"}


def test_an_unknown_rule_set_or_product_is_refused(toy_study):
    with pytest.raises(ScenarioError, match="no rule set 'cn-552'"):
        compare_rules(toy_study, "toy", "cn-552", "eu-cfb-ev")
    with pytest.raises(ScenarioError, match="no product 'toi'"):
        compare_rules(toy_study, "toi")
    with pytest.raises(ScenarioError, match="name the product"):
        compare_rules(toy_study)


@given(st.lists(st.floats(0.1, 100), min_size=8, max_size=8))
def test_shapley_is_the_mean_over_all_orders(values):
    subsets = [frozenset(one for bit, one in enumerate(ASPECTS) if number >> bit & 1) for number in range(8)]
    value = dict(zip(subsets, values, strict=True)).__getitem__
    orders = [in_order(order, value) for order in permutations(ASPECTS)]

    for aspect, added in shapley(ASPECTS, value).items():
        assert added == pytest.approx(sum(order[aspect] for order in orders) / 6, abs=1e-9)


def test_a_result_below_zero_has_contributions_but_no_factors():
    steps = attribute(("electricity", "end of life"), lambda switched: 1 - 2 * ("end of life" in switched))

    assert [step.contribution for step in steps] == [0, -2]
    assert {step.factor for step in steps} == {None}
