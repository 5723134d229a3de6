"""A distribution that nobody said how wide it is cannot be drawn: it is certain, and said."""

import math
from pathlib import Path

import pytest

from lca_models.inventory.formats.imported import Imported
from lca_models.inventory.formats.spreads import NAMED_SPREAD, multiply, settle_spreads


def settled(**exchange):
    given = {"name": "a", "amount": 2.0, "type": "technosphere", **exchange}
    notes = settle_spreads(Imported(Path("f.csv"), "mine", {}, [{"name": "cell", "exchanges": [given]}], [], []))
    return given, notes


@pytest.mark.parametrize(
    "spread",
    [
        {"uncertainty type": 2},
        {"uncertainty type": 2, "scale": "wide"},
        {"uncertainty type": 3, "loc": 2.0},
        {"uncertainty type": 4, "minimum": 1.0},
        {"uncertainty type": 5, "loc": 2.0, "maximum": math.nan, "minimum": 1.0},
        {"uncertainty type": 9, "scale": 1.0},
    ],
)
def test_what_lacks_its_width_is_certain_and_noted(spread):
    exchange, (note,) = settled(**spread)
    assert "uncertainty type" not in exchange
    assert exchange[NAMED_SPREAD] == spread["uncertainty type"]
    assert note.startswith("f.csv: 1 exchanges (the first here) name a distribution")


@pytest.mark.parametrize("amount", [2.0, -2.0])
def test_a_lognormal_with_its_scale_has_its_amount_as_median(amount):
    exchange, notes = settled(amount=amount, **{"uncertainty type": 2, "scale": 0.1})
    assert (exchange["loc"], exchange["negative"]) == (math.log(2.0), amount < 0)
    assert notes == ()


def test_a_spread_in_another_unit_keeps_its_limits_about_its_amount():
    """a median of 2 between 1 and 4 is -6 between -12 and -3 times -3"""
    row = {"amount": 2.0, "uncertainty type": 2, "loc": math.log(2), "scale": 0.1, "minimum": 1.0, "maximum": 4.0}
    multiply(row, -3.0)
    assert (row["amount"], row["minimum"], row["maximum"], row["negative"]) == (-6.0, -12.0, -3.0, True)
    assert (row["loc"], row["scale"]) == (pytest.approx(math.log(6)), 0.1)


@pytest.mark.parametrize("kind", [None, 0, 1, 6, "2"])
def test_what_is_certain_or_none_of_these_stays(kind):
    exchange, notes = settled(**{"uncertainty type": kind})
    assert (exchange["uncertainty type"], notes) == (kind, ())
