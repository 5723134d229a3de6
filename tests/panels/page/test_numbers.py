"""Numbers have the same text on the page as in a report or a terminal."""

import random

import pytest
from counts import LONG

from lca_models.panels.page.assets import script
from lca_models.reporting.text.numbers import number_text, percent_text, signed_text

pytestmark = pytest.mark.browser

TIES = [0.5, 1.5, 2.5, 0.125, 0.375, 1234.5, 1235.5, 99.995, 0.0625, 1e-5, 999.96, 9999.5, 0.045, 1e6, 123456789.5]


@pytest.fixture(scope="module")
def say(browser):
    page = browser.new_page()
    page.evaluate("() => { window.LCA = { words: { en: {} }, language: 'en', say: (key) => key }; }")
    page.evaluate(f"() => {{ const LCA = window.LCA; {script('numbers')} }}")
    yield lambda name, values, digits: page.evaluate(
        "([name, values, digits]) => values.map((one) => LCA[name](one, digits))", [name, values, digits]
    )
    page.close()


@pytest.mark.parametrize("digits", [1, 2, 3, 4, 6])
def test_a_number_is_written_as_python_writes_it(say, digits):
    """halves go to the even digit, rounding carries, thousands stand apart, the minus is a true one"""
    chance = random.Random(digits)
    values = [*TIES, *(-one for one in TIES), 0.0]
    values += [chance.uniform(-1, 1) * 10 ** chance.randint(-6, 9) for _ in range(20_000 if LONG else 400)]

    assert say("number", values, digits) == [number_text(one, digits) for one in values]
    assert say("signed", values, digits) == [signed_text(one, digits) for one in values]


def test_a_share_is_written_as_python_writes_it_with_a_space_that_does_not_break(say):
    chance = random.Random(5)
    values = [0.0, -0.0, 0.0005, -0.0005, 0.00125, 12.0, *(chance.uniform(-2, 2) for _ in range(300))]

    assert say("percent", values, 1) == [percent_text(one).replace(" ", "\u00a0") for one in values]


def test_ends_of_an_interval_have_the_places_of_their_total(say):
    """114.66 with 4 digits has one place, and so have 95.34 and 121.71"""
    assert say("numbers", [[114.66, 95.34, 121.71]], 4) == [["114.7", "95.3", "121.7"]]


def test_what_is_no_number_is_a_dash(say):
    assert say("number", [float("inf")], 4) == [number_text(float("inf"))]
