from dataclasses import replace
from math import exp, log

import pytest

from lca_models.scope.ageing import AgeingCurve, ageing_curve

# At 26.85 °C, 300 K: 0.001 a day^0.5; 1e-5 a full cycle at full depth and rate 0.5
CURVE = AgeingCurve(
    calendar_factor=0.001, calendar_kelvin=0, potential_kelvin=0, calendar_exponent=0.5,
    cycle_offset=2e-6, cycle_depth=3e-6, cycle_rate=1e-5, cycle_kelvin=0, cycle_exponent=1,
    anode_volt=0.1, celsius=26.85, c_rate=0.5,
)  # fmt: skip


def test_losses_of_calendar_and_cycles_add_up():
    """0.001 x sqrt(100 x 365) = 0.191 and 1e-5 x 1000 = 0.01"""
    assert CURVE.retention(100, 1000, 1) == pytest.approx(1 - 0.001 * 36500**0.5 - 0.01)
    assert CURVE.retention(0, 0, 1) == 1
    assert CURVE.retention(100, 1e6, 1) == 0


def test_shallow_cycles_age_less():
    """(2 + 3 x 0.5 + 5) against (2 + 3 + 5) millionths"""
    assert 1 - CURVE.retention(0, 1000, 0.5) == pytest.approx(0.85 * (1 - CURVE.retention(0, 1000, 1)))


def test_temperature_and_potential_act_by_their_exponentials():
    """ln 2 x 300 K doubles the calendar loss at 300 K; -1000 K/V x 0.1 V / 300 K"""
    warm = replace(CURVE, calendar_kelvin=300 * log(2))
    charged = replace(CURVE, potential_kelvin=-1000)

    assert 1 - warm.retention(1, 0, 1) == pytest.approx(2 * (1 - CURVE.retention(1, 0, 1)))
    assert 1 - charged.retention(1, 0, 1) == pytest.approx(exp(-1 / 3) * (1 - CURVE.retention(1, 0, 1)))


def test_cycles_to_a_share_of_the_capacity_leave_it():
    """Without calendar ageing 1e-5 a cycle: 0.2 are lost after 20 000"""
    cycles = CURVE.cycles_to(0.8, 60, 1)

    assert replace(CURVE, calendar_factor=0).cycles_to(0.8, 60, 1) == pytest.approx(20_000)
    assert CURVE.retention(cycles / 60, cycles, 1) == pytest.approx(0.8)
    assert CURVE.cycles_to(1, 60, 1) == 0
    for retention, cycles_per_year in ((0, 60), (1.2, 60), (0.8, 0)):
        with pytest.raises(ValueError, match="of the capacity"):
            CURVE.cycles_to(retention, cycles_per_year, 1)


def test_a_chemistry_without_all_parameters_has_no_curve():
    parameters = {f"lfp_ageing_{name}": value for name, value in vars(CURVE).items()}

    assert ageing_curve(parameters, "lfp") == CURVE
    assert ageing_curve(parameters, "nmc811") is None
    assert ageing_curve({"lfp_ageing_celsius": 25}, "lfp") is None
