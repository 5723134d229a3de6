import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.functional_unit import (
    MEASURED_FADE,
    NO_FADE,
    WARRANTY_YEARS,
    FunctionalUnit,
    ServiceLifeError,
    fade_curve,
)
from lca_models.scope.wording.messages import speaking

STEEP_THEN_FLAT = fade_curve([(2, "0", "1"), (3, "500", "0.9"), (4, "2000", "0.84")])


def service_life(**changes):
    values = {"rated_energy_kwh": 60.0, "usable_energy_kwh": 54.0, "mass_kg": 400.0, "cycles": 2000.0,
              "end_of_life_retention": 0.8, "warranty_years": 8.0}  # fmt: skip
    return FunctionalUnit(**{**values, **changes})


def warranty(**changes):
    return service_life(service_life=WARRANTY_YEARS, **changes)


def test_energy_delivered_is_rated_energy_times_cycles_times_mean_retention():
    """60 kWh x 2000 x (1 + 0.8) / 2 = 108 000 kWh"""
    assert service_life().mean_retention == pytest.approx(0.9)
    assert service_life().energy_delivered_kwh == pytest.approx(108_000)


def test_without_fade_every_cycle_delivers_the_rated_energy():
    """60 kWh x 2000 = 120 000 kWh"""
    assert service_life(fade=NO_FADE).energy_delivered_kwh == pytest.approx(120_000)


def test_depth_of_discharge_scales_the_energy_delivered():
    """60 kWh x 0.8 x 2000 x 0.9 = 86 400 kWh"""
    assert service_life(depth_of_discharge=0.8).energy_delivered_kwh == pytest.approx(86_400)


def test_a_measured_fade_is_averaged_over_its_segments():
    """(500 x 0.95 + 1500 x 0.87) / 2000 = 0.89; to 1250 cycles: (500 x 0.95 + 750 x (0.9 + 0.87) / 2) / 1250 = 0.911"""
    measured = service_life(fade=MEASURED_FADE, curve=STEEP_THEN_FLAT)

    assert measured.mean_retention == pytest.approx(0.89)
    assert measured.energy_delivered_kwh == pytest.approx(60 * 2000 * 0.89)
    assert STEEP_THEN_FLAT.mean_retention(1250) == pytest.approx(0.911)
    assert measured.retention_at(1250) == pytest.approx(0.87)


@given(st.floats(1, 5000), st.floats(0.01, 1))
def test_a_straight_measured_curve_equals_the_linear_fade(cycles, retention):
    curve = fade_curve([(2, "0", "1"), (3, repr(cycles), repr(retention))])
    changes = {"cycles": cycles, "end_of_life_retention": retention}

    measured = service_life(fade=MEASURED_FADE, curve=curve, **changes)
    assert measured.energy_delivered_kwh == pytest.approx(service_life(**changes).energy_delivered_kwh)


def test_the_european_draft_counts_usable_energy_cycles_per_year_and_warranty():
    """50 kWh x 60 x 8 = 24 000 kWh; L: 50 x 20 x 8 = 8000; M3: 50 x 250 x 5 = 62 500"""
    assert warranty(usable_energy_kwh=50.0).energy_delivered_kwh == pytest.approx(24_000)
    assert warranty(usable_energy_kwh=50.0, full_cycles_per_year=20.0).energy_delivered_kwh == pytest.approx(8000)
    bus = warranty(usable_energy_kwh=50.0, full_cycles_per_year=250.0, warranty_years=5.0)
    assert bus.energy_delivered_kwh == pytest.approx(62_500)


def test_the_shorter_of_years_and_distance_counts():
    """120 000 km at 20 000 km a year are 6 years: 54 kWh x 60 x 6 = 19 440 kWh; 240 000 km are 12 years, so 8 count"""
    short = warranty(warranty_km=120_000.0, distance_per_year_km=20_000.0)
    long = warranty(warranty_km=240_000.0, distance_per_year_km=20_000.0)

    assert short.years == pytest.approx(6)
    assert short.energy_delivered_kwh == pytest.approx(19_440)
    assert long.years == 8


def test_the_european_draft_knows_neither_fade_nor_tested_cycles():
    assert warranty(cycles=-1.0, fade="gone").energy_delivered_kwh == warranty().energy_delivered_kwh
    assert warranty().mean_retention == 1


def test_formulas_name_every_term():
    assert service_life(depth_of_discharge=0.8).formula() == (
        "60 kWh rated x 0.8 depth of discharge x 2,000 cycles x 0.9 mean retention (linear) = 86,400 kWh"
    )
    assert warranty().formula() == "54 kWh usable x 60 cycles per year (M1) x 8 years = 25,920 kWh"


def test_a_distance_no_car_drives_is_doubted():
    """108 000 kWh / 0.2 kWh/km = 540 000 km"""
    assert "540,000 km, more than 500,000 km" in service_life(vehicle_kwh_per_km=0.2).warnings()[0]
    assert service_life(vehicle_kwh_per_km=0.3).warnings() == ()
    assert service_life().warnings() == ()


@pytest.mark.parametrize(
    ("changes", "is_doubted"),
    [
        ({"cycles": 1000.0, "end_of_life_retention": 0.8}, False),
        ({"cycles": 500.0, "end_of_life_retention": 0.9}, False),
        ({"cycles": 900.0, "end_of_life_retention": 0.8}, True),
        ({"cycles": 1000.0, "end_of_life_retention": 0.75}, True),
        ({"cycles": 400.0, "end_of_life_retention": 0.95}, True),
        ({"fade": MEASURED_FADE, "curve": STEEP_THEN_FLAT}, False),
    ],
)
def test_a_life_below_gbt_31484_is_doubted(changes, is_doubted):
    """90 % after 500 cycles or 80 % after 1000"""
    assert ("GB/T 31484" in " ".join(service_life(**changes).warnings())) is is_doubted


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
        ({"depth_of_discharge": 1.1}, "depth of discharge is 1.1"),
        ({"fade": "quick"}, "fade 'quick' is unknown"),
        ({"fade": MEASURED_FADE}, "a measured fade needs its curve"),
        ({"fade": MEASURED_FADE, "curve": STEEP_THEN_FLAT, "cycles": 3000.0}, "ends at 2000 cycles, before the 3000"),
        ({"service_life": "for ever"}, "service life 'for ever' is unknown"),
        ({"service_life": WARRANTY_YEARS, "warranty_years": 0.0}, "warranty in years is missing"),
        ({"service_life": WARRANTY_YEARS, "warranty_km": -1.0}, "warranty by distance is -1 km"),
        ({"service_life": WARRANTY_YEARS, "distance_per_year_km": 0.0}, "distance per year is 0 km"),
        ({"service_life": WARRANTY_YEARS, "full_cycles_per_year": 0.0}, "full cycles per year are 0"),
    ],
)
def test_an_impossible_service_life_is_refused(changes, fault):
    with pytest.raises(ServiceLifeError, match=fault):
        _ = service_life(**changes).energy_delivered_kwh


def test_all_faults_of_a_service_life_are_named():
    with pytest.raises(ServiceLifeError, match=r"cycles.*retention"):
        service_life(cycles=0.0, end_of_life_retention=2.0)


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ([(2, "0", "1"), (3, "500", "fresh")], "line 3: '500,fresh' is no pair of numbers"),
        ([(2, "0", "1"), (3, "500", "nan")], "line 3: '500,nan' is no pair of numbers"),
        ([(2, "0", "1"), (3, "500", "0.9"), (4, "900", "0.95")], "line 4: retention rises from 0.9 to 0.95"),
        ([(2, "0", "1"), (3, "500", "0.9"), (4, "500", "0.8")], "line 4: 500 cycles follow 500"),
        ([(2, "0", "1"), (3, "500", "90")], "line 3: retention 90 is no share"),
        ([(2, "0", "1"), (3, "500", "0")], "line 3: retention 0 is no share"),
        ([(2, "10", "1"), (3, "500", "0.9")], "starts with 0 cycles and retention 1"),
        ([(2, "0", "1")], "at least two points"),
        ([], "at least two points"),
    ],
)
def test_what_is_no_fade_curve_is_refused(points, fault):
    with pytest.raises(ServiceLifeError, match=fault):
        fade_curve(points)


def test_a_fade_is_named_in_the_language_of_its_line():
    described = service_life().formula

    assert "(linear)" in described()
    with speaking("zh"):
        assert "线性衰减" in described()
        assert "linear" not in described()
