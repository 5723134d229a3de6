from fractions import Fraction

from lca_models.inventory.activity.plant.sub_meters import held_back, sound_parents
from tests.plants import meter, texts, year

POWER = "electricity_grid"


def power(id, amount, parent=""):
    return meter(id, POWER, "kWh", year(amount), parent)


def amounts(meters):
    return {one.id: one.readings.year_total for one in meters}


def test_each_meter_holds_what_no_meter_behind_it_does(findings):
    """100 - 60 = 40; 60 - 25 = 35; 25"""
    meters = [power("M1", 100), power("M2", 60, "M1"), power("M3", 25, "M2")]
    parents = sound_parents(meters, findings)

    assert held_back(amounts(meters), meters, parents, findings) == {"M1": 40, "M2": 35, "M3": 25}
    assert texts(findings) == []


def test_sub_meters_that_read_more_than_their_main_meter_are_refused(findings):
    """60 + 41 against 100"""
    meters = [power("M1", 100), power("M2", 60, "M1"), power("M3", 41, "M1")]
    held_back(amounts(meters), meters, sound_parents(meters, findings), findings)

    assert texts(findings) == [("V21", "Sub-meters of M1 sum to 101 kWh, the main meter reads 100")]


def test_meters_that_stand_behind_each_other_are_refused_once(findings):
    meters = [power("M0", 1, "M1"), power("M1", 1, "M2"), power("M2", 1, "M1"), power("M3", 1, "M3")]

    assert sound_parents(meters, findings) == {"M0": "M1"}
    assert [text for _, text in texts(findings)] == [
        "M1, M2 stand behind each other; one of them is the main meter",
        "M3 stand behind each other; one of them is the main meter",
    ]


def test_an_unknown_main_meter_and_one_of_another_item_are_refused(findings):
    meters = [power("M1", 1), power("M2", 1, "M3"), meter("G1", "natural_gas", "MJ", year(1), "M1")]

    assert sound_parents(meters, findings) == {}
    assert [text for _, text in texts(findings)] == [
        "M2 stands behind 'M3', which no meter is called; known: G1, M1",
        "G1 stands behind M1, which measures something else; leave parent empty",
    ]


def test_a_main_meter_of_unknown_amount_is_left_to_what_is_said_of_it(findings):
    """its sub-meter has an amount"""
    meters = [power("M1", 1), power("M2", 1, "M1")]

    assert held_back({"M2": Fraction(1)}, meters, {"M2": "M1"}, findings) == {"M2": 1}
