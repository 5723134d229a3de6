"""Two batteries, rule books, the origin of a number, and what matters most: each shows what the library says."""

import re

import numpy as np
import pytest

from lca_models.interpretation.contribution.rows import contribution_tree
from lca_models.panels.model.sensitivity_form import InputRange, SensitivityForm
from lca_models.panels.result_view import break_even_words
from lca_models.panels.studies.comparison import ComparisonPanel
from lca_models.panels.studies.origin import OriginPanel, tree_html
from lca_models.panels.studies.rules import RulesPanel
from lca_models.panels.studies.sensitivity import SensitivityPanel
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED
from lca_models.scope.scenario import ScenarioError

MASS = InputRange("pack_mass", {"en": "Mass", "zh": "质量"}, "kg", 440.0, 400.0, 480.0)


def numbers(html: str, test_id: str) -> float:
    return float(re.search(f'data-testid="{test_id}" data-value="([^"]+)"', html)[1])


def test_the_second_battery_is_shown_against_the_first(model):
    panel = ComparisonPanel(model, first="lfp-60kwh", second="naion-45kwh")
    result = model.evaluate(CalculationSetup("naion-45kwh", "cn-551"))

    assert numbers(panel.view.parts["result"], "total kwh-delivered") == result.total(KWH_DELIVERED).amount
    assert "lca-baseline" in panel.view.parts["result"]


def test_both_batteries_speak_one_language(model):
    panel = ComparisonPanel(model)
    panel.forms[0].language = panel.forms[1].language = "zh"

    assert "分阶段碳足迹" in panel.view.parts["result"]
    assert [fields.widgets["product"].description for fields in panel.fields] == ["电池包", "电池包"]


def test_steps_between_two_rule_books_join_their_totals(model):
    found = model.compare_rules(CalculationSetup("lfp-60kwh", "cn-551"), "eu-cfb-ev")
    panel = RulesPanel(model)

    assert found.values[0] + sum(step.contribution_mean for step in found.steps) == pytest.approx(found.values[1])
    assert panel.view.parts["steps"].count("<g data-step") == len(found.steps) + 2
    assert "g CO₂-eq per kWh delivered" in panel.view.parts["steps"]
    assert "kg CO₂-eq" not in panel.view.parts["steps"]


def test_branches_sum_to_the_purchase_they_stand_behind(model):
    """with nothing left out, down to three levels: a purchase is what its supplier buys and emits"""
    assessment = model.footprint(CalculationSetup("lfp-60kwh", "cn-551")).assessment
    tree = contribution_tree(assessment, smallest_share=0, deepest=3)
    branches = [one for some in tree.values() for one in some]

    assert sum(one.contribution for one in branches) == pytest.approx(assessment.score)
    for one in (child for branch in branches for child in (branch, *branch.branches) if child.branches):
        assert sum(part.contribution for part in one.branches) == pytest.approx(one.contribution, rel=1e-9, abs=1e-9)


def test_small_branches_are_left_out(model):
    tree = contribution_tree(model.footprint(CalculationSetup("lfp-60kwh", "cn-551")).assessment, smallest_share=0.05)
    shares = [abs(one.share) for some in tree.values() for branch in some for one in (branch, *branch.branches)]

    assert shares
    assert min(shares) >= 0.05


def test_every_line_of_the_tree_names_its_row_and_source(model):
    """`manufacturing/cells.csv:29 · amount · evidence · title (year), place`"""
    panel = OriginPanel(model, product="lfp-60kwh")
    rows = re.findall(r'<p class="lca-row"[^>]*>([^<]+)</p>', panel.view.parts["tree"])

    assert len(rows) > 20
    assert all(re.match(r"[a-z_]+/\w+\.csv:\d+ · ", row) for row in rows)


def test_names_in_the_tree_cannot_bring_markup(model):
    assessment = model.footprint(CalculationSetup("lfp-60kwh", "cn-551")).assessment
    tree = contribution_tree(assessment, smallest_share=0.1)
    stages = dict.fromkeys(tree, 1.0)

    assert "<script" not in tree_html(tree, stages, "<script>", {})


def test_a_tornado_ranks_anew_when_a_range_is_edited(model):
    """an input that no longer moves leaves the first place"""
    panel = SensitivityPanel(model)
    first, second = (name for _, name in panel._input.options[:2])
    central = panel.ranges.ranges[first].central
    panel._input.value = first
    panel._low.value, panel._high.value = str(central), str(central)

    assert panel._input.options[0][1] == second
    panel.reset()
    assert panel._input.options[0][1] == first


def test_a_swing_is_the_difference_of_two_footprints(model):
    """one input at its high end, everything else as it was"""
    setup = CalculationSetup("lfp-60kwh", "cn-551")
    ranges = model.input_ranges(setup)
    swing = model.swings(setup, ranges.values(), KWH_CAPACITY)[0]
    high = setup.with_setting(swing.name, ranges[swing.name].high)
    moved, here = (model.footprint(one).total(KWH_CAPACITY).amount for one in (high, setup))

    assert swing.at_high == pytest.approx(moved - here, rel=1e-6)


def test_a_range_must_hold_the_value_between_two_numbers():
    form = SensitivityForm({"pack_mass": MASS})
    for low, high in (("abc", 500), (450, 500), (400, 430), (400, "inf")):
        with pytest.raises(ScenarioError, match="give two numbers with 440 between them"):
            form.set_range("pack_mass", low, high)
    with pytest.raises(ScenarioError, match="did you mean 'pack_mass'"):
        form.set_range("pack_mas", 1, 2)

    assert form.ranges == {"pack_mass": MASS}


def test_reset_returns_to_the_ranges_of_the_inventories():
    form = SensitivityForm({"pack_mass": MASS})
    form.set_range("pack_mass", "420", "450")
    edited = form.ranges["pack_mass"]
    form.reset()

    assert (edited.low, edited.high) == (420, 450)
    assert form.ranges["pack_mass"] == MASS


def test_a_pack_against_itself_is_never_lower_and_always_equal(model):
    """the same draws on both sides: every difference is 0"""
    forms = [model.form(product="lfp-60kwh") for _ in range(2)]
    samples = model.paired(*forms, KWH_DELIVERED)

    assert (samples.difference("first", "second") == 0).all()
    assert break_even_words(model.break_even(*forms, KWH_DELIVERED)) == "Both are equal at every share of green power"


def test_paired_samples_stand_around_the_two_totals(model):
    """middle of the differences of capacity-based totals, within a fifth of the larger total"""
    forms = [model.form(product=product) for product in ("nmc111-60kwh", "lfp-60kwh")]
    totals = [model.evaluate(form.setup()).total(KWH_CAPACITY).amount for form in forms]
    middle = float(np.median(model.paired(*forms, KWH_CAPACITY).difference("first", "second")))

    assert middle == pytest.approx(totals[0] - totals[1], abs=0.2 * max(totals))
    assert middle > 0


def test_the_break_even_is_where_both_totals_are_equal(model):
    """NMC811 made in Fujian is above NMC622 made in Yunnan until both plants buy enough green power"""
    places = {"nmc811-80kwh": "CN-FJ", "nmc622-70kwh": "CN-YN"}
    forms = [model.form(product=product, cell_plant_province=place) for product, place in places.items()]
    found = model.break_even(*forms, KWH_CAPACITY)
    (share,), (total,) = found.crossings, found.results
    moved = [form.setup().with_setting("green_power_share", share) for form in forms]

    assert found.first_lower_at_low is False
    assert [model.totals([one], KWH_CAPACITY)[0] for one in moved] == pytest.approx([total, total], rel=1e-6)
