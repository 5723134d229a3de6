"""Good and started pieces, yields and scrap."""

import pytest
from judged_cases import GONE, LFP, NMC, seen

STARTED = ("7200", "6000", "8400", "8300", "8300", "8500", "8700", "8700", "8600", "8500", "9200", "9600")
SQUARED = {f"output.0.good.months.2025-{month:02d}": f"{float(amount) * 0.95**2:.4f}"
           for month, amount in enumerate(STARTED, start=1)}  # fmt: skip


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_yields_of_the_examples_are_counted_once(cases, name):
    for rule in ("YLD-01", "YLD-02", "YLD-03"):
        assert seen(cases.base(name), rule) == []


def test_good_pieces_that_are_the_acceptance_rate_twice_are_told_with_what_they_move(cases):
    """95 % accepted, and good packs that are 90.25 % of the started ones: energy over too few of them"""
    case = cases.of({**SQUARED, "plant.acceptance": "0.95"})

    (one,) = seen(case, "YLD-01")

    assert one.values["rate"] == 0.95
    assert one.effect_kg == pytest.approx(cases.base().total_kg - case.total_kg, rel=1e-2)
    assert one.effect_kg < 0
    assert seen(cases.of({"plant.acceptance": "0.95"}), "YLD-01") == []
    assert (
        seen(cases.of({**SQUARED, "plant.acceptance": "0.95", "output.0.note": "meters per started piece"}), "YLD-01")
        == []
    )


def test_energy_that_was_divided_by_the_rate_once_more_is_told_and_moves_nothing_beside_meters(cases):
    """18.656 kWh by meters, 18.656 / 0.95 in the field, which does not count beside meters"""
    (one,) = seen(cases.of({"plant.plant_electricity": f"{18.656 / 0.95:.4f} kWh/kWh"}), "YLD-01")

    assert (one.values["meter"], one.effect_kg) == ("plant_electricity", 0.0)
    assert seen(cases.of({"plant.plant_electricity": "18.656 kWh/kWh"}), "YLD-01") == []


def test_rejected_cells_that_are_not_what_was_started_and_not_good_are_told(cases):
    """twice the rejects on the scales: 10 000 packs of 100 000, so that 90 000 are good"""
    case = cases.of({"meters.5.year_total": "3657300"})

    (one,) = seen(case, "YLD-02")

    assert (one.values["a"], one.values["b"]) == pytest.approx((95_000 * 64, 100_000 * 64), rel=1e-2)
    assert one.effect_kg > 0
    assert seen(cases.of({"meters.5.year_total": "1880000"}), "YLD-02") == []  # 3 %
    assert "V17" in cases.refused({"output.0.good.months.2025-01": "8000"})


def test_scrap_without_a_destination_is_told_with_what_a_landfill_would_add(cases):
    case = cases.of({"meters.4.destination": GONE})

    (one,) = seen(case, "YLD-03")

    assert one.values["kg"] == 2_943_300
    assert one.effect_kg == pytest.approx(cases.of({"meters.4.destination": "landfill"}).total_kg - case.total_kg)
    assert seen(cases.of({"meters.4.destination": "incineration"}), "YLD-03") == []
