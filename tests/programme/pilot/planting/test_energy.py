"""Errors of meters, months, output and allocation, by hand."""

import pytest

from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.planting import energy
from lca_models.programme.pilot.planting.change import Ground
from lca_models.programme.pilot.sheets.plant import MONTHS


@pytest.fixture
def ground(apart, kits):
    sheet = apart[0]
    return Ground(sheet, kits[sheet.company.chemistry], Draws(0, "x"))


def test_a_month_is_a_thousand_times_as_large(ground):
    change = energy.PLANTS["H1"](ground, ground.sheet.document)
    _, _, at, _, month = change.pointers[0].split("/")

    before, after = (one["meters"][int(at)]["months"] for one in (ground.sheet.document, change.document))
    assert after[month] == 1000 * before[month]
    assert {name: after[name] for name in MONTHS if name != month} == {
        name: before[name] for name in MONTHS if name != month
    }


def test_months_are_missing_in_a_row(ground):
    change = energy.PLANTS["H6"](ground, ground.sheet.document)
    at = int(change.pointers[0].split("/")[2])
    missing = [MONTHS.index(one) for one in MONTHS if one not in change.document["meters"][at]["months"]]

    assert len(missing) == change.size
    assert missing == list(range(missing[0], missing[0] + len(missing)))


def test_late_bills_are_those_of_the_month_before(ground):
    change = energy.PLANTS["H7"](ground, ground.sheet.document)
    before, after = (one["meters"][0]["months"] for one in (ground.sheet.document, change.document))

    assert after["2025-03"] == before["2025-02"]
    assert sum(after.values()) == sum(before.values())


def test_started_pieces_stand_as_good_and_a_yield_counts_twice(ground):
    started = energy.PLANTS["H8"](ground, ground.sheet.document).document["output"][0]
    twice = energy.PLANTS["H9"](ground, ground.sheet.document)
    before = ground.sheet.document["output"][0]["good"]["months"]["2025-05"]

    assert started["good"] == started["started"]
    assert twice.document["output"][0]["good"]["months"]["2025-05"] == round(before * twice.size)


def test_all_meters_read_three_percent_less(ground):
    change = energy.PLANTS["N1"](ground, ground.sheet.document)

    assert change.size == 0.97
    assert change.document["meters"][0]["months"]["2025-01"] == round(
        0.97 * ground.sheet.document["meters"][0]["months"]["2025-01"]
    )


def test_invented_months_are_within_half_a_percent_of_their_mean(ground):
    months = energy.PLANTS["F4"](ground, ground.sheet.document).document["meters"][0]["months"]
    mean = sum(months.values()) / 12

    assert all(abs(one / mean - 1) < 0.0101 for one in months.values())
