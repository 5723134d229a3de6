"""Ways in and out: distances by mode and origin, defaults, legs over sea, what is carried."""

import pytest
from judged_cases import GONE, LFP, NMC, seen

from lca_models.reporting.verification.rules.product.places import great_circle_km, place_in


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_ways_of_the_examples_are_possible(cases, name):
    for rule in ("TRN-01", "TRN-03", "TRN-04"):
        assert seen(cases.base(name), rule) == []


def test_a_leg_beyond_what_its_mode_goes_is_told_down_to_its_cap(cases):
    case = cases.of({"transport.1.distance": "9000 km"})

    (one,) = seen(case, "TRN-01")

    assert (one.values["km"], one.values["gc"]) == (9000, 4500)
    assert one.effect_kg == pytest.approx(cases.of({"transport.1.distance": "4500 km"}).total_kg - case.total_kg)
    assert seen(cases.of({"transport.1.distance": "4400 km"}), "TRN-01") == []


def test_a_way_shorter_than_between_its_ends_is_told_up_to_the_nearest_bound(cases):
    """from Heilongjiang to Sichuan in 300 km; a province is not its capital, so that 300 km of the circle are left out"""
    case = cases.of({"transport.0.distance": "300 km", "transport.0.from": "Heilongjiang"})
    circle = great_circle_km(place_in("CN-HL"), place_in("CN-SC"))

    (one,) = seen(case, "TRN-01")

    assert one.values["gc"] == round(circle)
    right = cases.of({"transport.0.distance": f"{1.05 * (circle - 300):.12g} km"})
    assert one.effect_kg == pytest.approx(right.total_kg - case.total_kg)
    assert seen(cases.of({"transport.0.distance": "3000 km", "transport.0.from": "Heilongjiang"}), "TRN-01") == []
    assert seen(cases.of({"transport.0.distance": "300 km", "transport.0.from": "Chongqing"}), "TRN-01") == []


def test_legs_that_follow_each_other_are_one_way(cases):
    """2 000 km by rail and 500 by truck from Heilongjiang"""
    legs = [{"direction": "in", "what": "all", "mode": "rail", "distance": "2000 km", "from": "Heilongjiang", "share": "1"},
            {"direction": "in", "what": "all", "mode": "truck", "distance": "500 km", "share": "1"}]  # fmt: skip

    assert seen(cases.of({"transport": legs}), "TRN-01") == []


def test_a_way_without_a_row_has_its_default_named(cases):
    found = seen(cases.of({"transport.1": GONE}), "TRN-02")

    assert [(one.severity, one.values["km"], one.values["source"]) for one in found] == [("info", 1200, "PEF2021")]
    assert seen(cases.base(), "TRN-02") == []


def test_a_pack_that_is_sold_in_europe_needs_a_leg_over_sea(cases):
    rules = {"rules": "eu-cfb-ev"}
    case = cases.base(**rules)

    (one,) = seen(case, "TRN-03")

    assert (one.values["a"].english, one.values["b"].english) == ("Sichuan", "Europe")
    assert one.effect_kg == pytest.approx(cases.of({"transport.1": GONE}, **rules).total_kg - case.total_kg)
    by_sea = {"direction": "out", "what": "pack", "mode": "sea", "distance": "18000 km", "share": "1"}
    assert seen(cases.of({"transport.+": by_sea}, **rules), "TRN-03") == []
    assert seen(cases.of({"transport.1.note": "border crossing by road at Khorgos"}, **rules), "TRN-03") == []


def test_a_pack_without_packaging_is_told_unless_its_sheet_says_net(cases):
    """10 % of packaging by default: 0.0457 t over 1 200 km"""
    case = cases.base(settings={"distribution_packaging_share": "0"})

    (one,) = seen(case, "TRN-04")

    assert (one.values["a"], one.values["b"]) == pytest.approx((0.457 * 1200, 0.457 * 1.1 * 1200))
    assert one.effect_kg == pytest.approx(cases.base().total_kg - case.total_kg)
