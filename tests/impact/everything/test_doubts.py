"""What a Monte Carlo says of its draws: distributions that miss their amounts, and what is not drawn at all."""

import numpy as np
import pytest

from lca_models.impact.draws.distributions import distributions_of
from lca_models.impact.everything.doubts import doubts_of_everything, doubts_of_parameters, misses
from tests.impact.conftest import MANUFACTURING, METHOD, make_system

NORMAL = {"uncertainty type": 3, "loc": 2.0, "scale": 0.1}


@pytest.mark.parametrize(
    ("fields", "amount", "missed"),
    [
        ({"uncertainty type": 2, "loc": np.log(2.0), "scale": 0.1}, 2.0, False),
        ({"uncertainty type": 2, "loc": np.log(2.0), "scale": 0.1}, 3.0, True),
        ({"uncertainty type": 2, "loc": np.log(2.0), "scale": 0.1, "negative": True}, 2.0, True),
        ({"uncertainty type": 2, "loc": np.log(2.0), "scale": 0.1}, -2.0, False),  # negative by its amount
        ({"uncertainty type": 2, "loc": np.log(2.0), "scale": 0.1, "negative": False}, -2.0, True),
        (NORMAL, 2.0, False),
        (NORMAL, -2.0, True),
        ({"uncertainty type": 4, "minimum": 1.0, "maximum": 3.0}, 1.5, False),
        ({"uncertainty type": 4, "minimum": 1.0, "maximum": 3.0}, 4.0, True),
        ({"uncertainty type": 5, "loc": 2.0, "minimum": 1.0, "maximum": 3.0}, 2.5, True),
        ({"uncertainty type": 8, "loc": 0.0, "scale": 2.0, "shape": 2.0}, 1.7, False),
        ({"uncertainty type": 8, "loc": 0.0, "scale": 2.0, "shape": 2.0, "negative": False}, -1.7, True),
        ({"uncertainty type": 0, "loc": 7.0}, 1.0, False),
    ],
)
def test_an_amount_away_from_the_middle_of_its_distribution_is_told(fields, amount, missed):
    assert misses(distributions_of(("one",), [fields], np.array([amount]))).tolist() == [missed]


def test_everything_names_the_first_and_counts_them():
    system = make_system("pack", {}, pack=(MANUFACTURING, [("biosphere", "co2", 3.0, NORMAL)]))

    assert doubts_of_everything(system, [METHOD]) == (
        "distributions whose middle is not their amount, or of the other sign, drawn as they are: 1 "
        "(the first: 'small/pack' <- 'small/co2')",
    )


def test_parameters_alone_say_what_is_not_drawn():
    data = {"power": {"kind": "number", **NORMAL}}
    rows = [("biosphere", "co2", 2.0, NORMAL), ("biosphere", "co2", "power")]
    system = make_system("pack", {"power": 3.0}, data=data, pack=(MANUFACTURING, rows))
    first, second = doubts_of_parameters(system, [METHOD])

    assert (
        first
        == "only parameters are drawn: 1 uncertain exchanges and 0 uncertain factors are not; --everything draws them"
    )
    assert second.endswith("kept certain: 1 (the first: power)")


def test_a_system_without_spread_says_nothing():
    system = make_system("pack", {"power": 3.0}, pack=(MANUFACTURING, [("biosphere", "co2", "power")]))

    assert doubts_of_everything(system, [METHOD]) == doubts_of_parameters(system, [METHOD]) == ()
