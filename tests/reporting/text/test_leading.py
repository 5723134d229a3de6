"""The toy: 6.6 kg per pack in all, 11 of raw materials and manufacturing; 60 kWh rated, 108,000 kWh delivered."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.impact.service_life import OtherLife
from lca_models.interpretation.uncertainty.intervals import Interval
from lca_models.reporting.text.leading import end_of_life_lines, interval_words, leading_lines, life_lines
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking


def test_what_is_declared_stands_before_cradle_to_gate_and_the_way_to_an_interval(toy_system):
    """1000 x 6.6 / 108,000 g and 11 / 60 kg"""
    lines = leading_lines(footprint(toy_system))

    assert lines[0] == "declared, all stages: 0.06111 g CO2-eq per kWh delivered"
    assert lines[1] == "cradle to gate, raw materials and manufacturing: 0.1833 kg CO2-eq per kWh of capacity"
    assert "lca-models montecarlo" in lines[2]


def test_landfill_and_cut_off_stand_beside_the_result(toy_system):
    result = footprint(toy_system)
    result.__dict__["end_of_life"] = {"landfill": 5.0, "cut_off": 7.0}

    assert end_of_life_lines(result) == [
        "without credits recycling adds its burdens alone; landfilling comes out lower: 5.0 kg CO2-eq per pack",
        "with recycling cut off: 7.0 kg CO2-eq per pack",
    ]


def test_lives_beside_the_result_say_which_it_uses(toy_system, monkeypatch):
    """6.6 kg over 54,000 and over 108,000 kWh"""
    lives = (OtherLife("legal floor of packs", 1000, 54_000, False), OtherLife("value set", 2000, 108_000, True))
    monkeypatch.setattr("lca_models.impact.footprint.lives_beside", lambda *_: lives)
    head, floor, own, end = life_lines(footprint(toy_system))

    assert head == "by the cycles to end of life, g CO2-eq per kWh delivered:"
    assert floor.split() == ["legal", "floor", "of", "packs", "1,000", "cycles", "0.1222"]
    assert own.split() == ["value", "set", "2,000", "cycles", "0.0611", "this", "result"]
    assert end == ""
    with speaking(CHINESE):
        assert "本结果" in life_lines(footprint(toy_system))[2]
    document = footprint(toy_system).document()["lives_beside"]
    assert [(one["cycles"], one["used"]) for one in document] == [(1000, False), (2000, True)]
    assert document[0]["amount"] == pytest.approx(6.6 / 54_000)


def test_without_a_floor_no_life_is_shown(toy_system):
    assert life_lines(footprint(toy_system)) == []


@pytest.mark.parametrize(
    ("found", "lines"), [({}, []), ({"landfill": 8.0}, ["landfilling comes out no lower: 8.0 kg CO2-eq per pack"])]
)
def test_nothing_is_said_to_be_lower_that_is_not(toy_system, found, lines):
    result = footprint(toy_system)
    result.__dict__["end_of_life"] = found

    assert end_of_life_lines(result) == lines


def test_an_interval_says_where_its_central_value_lies():
    found = Interval("total", 3, 1.25, 4.5, 61.8, 100, "kg")

    assert interval_words(found) == "95 % between 1.250 and 4.500, central value at percentile 62"
    with speaking(CHINESE):
        assert "第62百分位" in interval_words(found)
