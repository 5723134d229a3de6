import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.functional_unit import FunctionalUnit, ServiceLifeError


def service_life(**changes):
    values = {"rated_energy_kwh": 60.0, "usable_energy_kwh": 54.0, "mass_kg": 400.0, "cycles": 2000.0,
              "end_of_life_retention": 0.8, "warranty_years": 8.0}  # fmt: skip
    return FunctionalUnit(**{**values, **changes})


def test_energy_delivered_is_rated_energy_times_cycles_times_mean_retention():
    """60 kWh x 2000 x (1 + 0.8) / 2 = 108 000 kWh"""
    assert service_life().mean_retention == pytest.approx(0.9)
    assert service_life().energy_delivered_kwh == pytest.approx(108_000)


@given(st.floats(1, 1000), st.floats(1, 20000), st.floats(0.01, 1))
def test_packs_per_kwh_times_energy_delivered_is_one_pack(energy, cycles, retention):
    unit = service_life(
        rated_energy_kwh=energy, usable_energy_kwh=energy, cycles=cycles, end_of_life_retention=retention
    )

    assert unit.packs_per_kwh * unit.energy_delivered_kwh == pytest.approx(1)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"rated_energy_kwh": 0.0, "usable_energy_kwh": 0.0}, "rated energy is 0 kWh"),
        ({"cycles": -1.0}, "cycles are -1"),
        ({"end_of_life_retention": 1.2}, "retention at end of life is 1.2"),
        ({"end_of_life_retention": 0.0}, "retention at end of life is 0"),
        ({"usable_energy_kwh": 61.0}, "usable energy is 61 kWh"),
        ({"cycles": float("nan")}, "cycles are nan"),
    ],
)
def test_an_impossible_service_life_is_refused(changes, fault):
    with pytest.raises(ServiceLifeError, match=fault):
        service_life(**changes)


def test_all_faults_of_a_service_life_are_named():
    with pytest.raises(ServiceLifeError, match=r"cycles.*retention"):
        service_life(cycles=0.0, end_of_life_retention=2.0)
