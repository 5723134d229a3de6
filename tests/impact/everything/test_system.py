"""Formulas of a system in which everything may vary obey the rule of all formulas."""

import pytest

from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.inventory.system.rows import ProjectError
from tests.impact.conftest import MANUFACTURING, make_system

EMIT = "biosphere"
BETWEEN = {"kind": "number", "uncertainty type": 4, "loc": 1.0, "minimum": -1.0, "maximum": 2.0}


def emitting(*formulas, **data):
    return make_system(
        "pack", {"first": 1.0, "second": 1.0}, data={"first": BETWEEN} | data,
        pack=(MANUFACTURING, [(EMIT, "co2", 1.0), *((EMIT, "co2", formula) for formula in formulas)]),
    )  # fmt: skip


@pytest.mark.parametrize(
    "formulas", [["log(first)"], ["0 * log(first)"], ["second", "first - first + 0 * sqrt(first)"]]
)
def test_a_formula_without_a_value_at_a_sample_is_named(formulas):
    """Whether or not it is switched off"""
    with pytest.raises(ProjectError, match=r"co2.*has no value here \((log|sqrt)\(a\) needs a >"):
        everything_uncertain(emitting(*formulas)).scores(500, seed=1)


def test_what_a_condition_does_not_take_needs_no_value():
    samples = everything_uncertain(emitting("log(first) if first > 0.5 else 0", "0 * first")).scores(500, seed=1)

    assert samples.min() >= 1 + 0 - 0.7  # log(0.5) at the least
    assert len(set(samples[:, 0].tolist())) > 100
