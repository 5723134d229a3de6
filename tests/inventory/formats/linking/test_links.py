"""An exchange takes what stands for its input: in units of the target, with its spread, saying whose word it is."""

import math

import pytest

from lca_models.inventory.formats.linking.links import OWN, PROXY, Link, open_exchanges, take

POWER = ("kit", "power")


def taken(factor, **exchange):
    found = {"name": "waste", "unit": "kilogram", "type": "technosphere", "amount": -2.0, **exchange}
    assert take(found, Link(POWER, factor, "kilowatt hour", OWN, PROXY, "near enough")) == ""
    return found


def test_an_exchange_says_whose_word_its_link_is():
    found = taken(1.0)
    assert (found["input"], found["unit"], found["amount"]) == (POWER, "kilowatt hour", -2.0)
    assert (found["mapped_by"], found["mapping_grade"], found["mapping_reason"]) == ("own", "proxy", "near enough")
    assert "mapping_factor" not in found


@pytest.mark.parametrize("factor", [-1.0, -0.5, 0.25, 3.0])
@pytest.mark.parametrize(
    "spread",
    [
        {"uncertainty type": 4, "minimum": -3.0, "maximum": -1.0},
        {"uncertainty type": 5, "loc": -2.0, "minimum": -3.0, "maximum": -1.5},
        {"uncertainty type": 3, "loc": -2.0, "scale": 0.5},
    ],
)
def test_a_factor_of_either_sign_keeps_the_order_of_a_spread_and_its_place(factor, spread):
    found = taken(factor, **spread)
    assert found["amount"] == -2.0 * factor
    if "minimum" in spread:
        assert found["minimum"] < found["amount"] < found["maximum"]
        assert sorted([spread["minimum"] * factor, spread["maximum"] * factor]) == [found["minimum"], found["maximum"]]
    if "scale" in spread:
        assert found["scale"] == 0.5 * abs(factor)
    if "loc" in spread:
        assert found["loc"] == found["amount"]


def test_a_lognormal_that_changes_its_sign_keeps_its_median():
    """ln(2) and negative; times -3 it is ln(6) and positive"""
    found = taken(-3.0, **{"uncertainty type": 2, "loc": math.log(2.0), "scale": 0.1, "negative": True})
    assert found["loc"] == pytest.approx(math.log(6.0))
    assert (found["negative"], found["amount"]) == (False, 6.0)


@pytest.mark.parametrize("kind", [6, 9])
def test_a_distribution_that_cannot_follow_a_factor_is_refused(kind):
    exchange = {"name": "a", "type": "technosphere", "amount": 1.0, "uncertainty type": kind}
    assert take(exchange, Link(POWER, -2.0, "", OWN))
    assert "input" not in exchange


def test_open_exchanges_are_those_without_an_input():
    open_one, closed = {"name": "a"}, {"name": "b", "input": POWER}
    assert [one for _, _, one in open_exchanges({"mine": [{"exchanges": [open_one, closed]}]})] == [open_one]
