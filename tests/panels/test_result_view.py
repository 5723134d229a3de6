"""A result as HTML: every number to its last digit, every word in the language of the page."""

import re

import pytest

from lca_models.interpretation.comparison.break_even import break_even
from lca_models.interpretation.uncertainty.intervals import Interval
from lca_models.panels.model.compiled_pack import compile_pack
from lca_models.panels.result_view import chart_html, totals_html, wide_and_small
from lca_models.reporting.text.numbers import number_text
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY
from lca_models.scope.quantity import unit_text
from lca_models.scope.rules import RuleSet, Term


def rules_of(method):
    """A rule set that counts in a category."""
    term = Term("characterization", "method", method, "category of the test", "Example", "", "confirmed", False)
    return RuleSet(f"in-{method}", "Rules of the test", (term,))


def test_a_page_of_another_category_speaks_in_its_unit_and_tells_what_is_missing(model):
    rules = rules_of("fossil-energy")
    model._packs["lfp-60kwh", rules.id] = compile_pack(model.study.product_system("lfp-60kwh", rules), ["grid_year"])
    found = model.evaluate(CalculationSetup("lfp-60kwh", rules.id))

    for language in ("en", "zh"):
        shown = totals_html(found, found, language)
        assert all(f"<small>{unit_text('MJ', per, language)}</small>" in shown for per in DECLARED_UNITS)
        assert "CO" not in shown
    assert "stand behind" in model.remarks(found.setup)[0]
    assert model.remarks(CalculationSetup("lfp-60kwh", "cn-551")) == ()


def test_a_total_has_its_interval_and_the_page_cradle_to_gate(results, model):
    """in g per kWh delivered, as the total is read"""
    before, after = results
    interval = Interval("total", 0.06, 0.04, 0.1, 61.8, 1000, "kg CO2-eq per kWh delivered")
    shown = totals_html(after, before, intervals={"kwh-delivered": interval})

    assert "<small>95 %: 40.0 to 100, central at percentile 62</small>" in shown
    assert shown.count("central at percentile") == 1
    assert f"{number_text(after.cradle_to_gate.amount)} kg CO₂-eq per kWh of capacity" in shown


@pytest.fixture
def results(model):
    """Without green power, and with all of it."""
    return [
        model.evaluate(CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": share}))
        for share in (0, 1)
    ]


def numbers(html, start):
    return [float(value) for value in re.findall(rf'data-testid="{start}[^"]*" data-value="([^"]+)"', html)]


def test_totals_keep_every_digit_and_say_what_has_changed(results):
    before, after = results
    shown = totals_html(after, before)

    declared_first = sorted(DECLARED_UNITS, key=lambda per: per.code != "kwh-delivered")
    assert numbers(shown, "total ") == [after.total(per).amount for per in declared_first]
    assert shown.count("lca-down") == len(DECLARED_UNITS)
    assert "lca-up" in totals_html(before, after)
    assert "lca-down" not in totals_html(before, before)


def test_the_numbers_behind_the_chart_are_the_stages(results):
    before, after = results
    shown = chart_html(after, before, KWH_CAPACITY, "zh")

    assert numbers(shown, "stage ") == list(after.stages.values())
    assert shown.count("lca-chart") == 2
    assert "电池制造" in shown


def crossing(first, second):
    return break_even(lambda x: first + 0 * x[:, 0], lambda x: second(x[:, 0]), 0.0, 1.0, names=("first", "second"))


def test_one_of_two_forms_of_a_chart_is_shown():
    assert wide_and_small('<svg class="lca-chart">', '<svg class="lca-chart">') == (
        '<svg class="lca-chart lca-wide"><svg class="lca-chart lca-small">'
    )
