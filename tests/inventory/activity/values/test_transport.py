import pytest
from data_sheets import collected, given, on_archetype, score, sheet_of

import lca_models as lm
from lca_models.inventory.activity.sheet.models import TransportLine
from lca_models.inventory.activity.values.transport import give_transport


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def system_with(archetype, *lines):
    into = collected(sheet_of(transport=lines), archetype)
    give_transport(into)
    assert [one.words for one in into.findings.of("error")] == []
    return on_archetype(into)


def test_alternatives_by_their_share_and_legs_of_a_chain_in_full(archetype):
    """half by rail and half by ship over 800 km, then all by truck over 50 km"""
    half = {"direction": "out", "distance": given(800, "km"), "share": given(0.5, "1")}
    found = system_with(archetype, TransportLine(mode="rail", **half), TransportLine(mode="sea", **half),
                        TransportLine(direction="out", mode="truck", distance=given(50, "km")))  # fmt: skip
    values = found.parameter_values()

    assert (values["distribution_rail_km"], values["distribution_truck_km"], values["distribution_sea_km"]) == (
        400,
        50,
        400,
    )
    assert values["material_inbound_truck_km"] == 1000


def test_the_legs_of_one_material_take_the_place_of_its_share_of_all(archetype):
    """the default, 1,000 km by truck, given for the cathode alone changes nothing; twice of it adds"""

    def leg(km):
        return TransportLine(direction="in", what="cathode", mode="truck", distance=given(km, "km"))

    same, far = score(system_with(archetype, leg(1000))), score(system_with(archetype, leg(2000)))

    assert same == pytest.approx(score(archetype), rel=1e-12)
    assert far > same


def test_the_default_distance_of_one_material_leaves_every_stage(archetype):
    leg = TransportLine(direction="in", what="cathode", mode="truck", distance=given(1000, "km"))

    by_stage, before = (lm.assess(one).stages() for one in (system_with(archetype, leg), archetype))

    assert by_stage == pytest.approx(before, rel=1e-9)


def test_what_is_wrong_with_a_distance_is_said_once(archetype):
    line = TransportLine(direction="in", mode="truck", places={"distance": "transport!F3"})
    into = collected(sheet_of(transport=(line,)), archetype)
    into.findings.error("transport!F3", "not a number", "V06")

    give_transport(into)

    assert [one.code for one in into.findings.of("error")] == ["V06"]


@pytest.mark.parametrize(("shares", "codes"), [
    ((0.5,), ["V22"]),
    ((0.5, 0.4), ["V22"]),
    ((0.5, 0.7), ["V22"]),
    ((0.5, 0.5), []),
    ((0.4, 0.6, 1), []),
    ((1, None), []),
    ((0, 1), []),
])  # fmt: skip
@pytest.mark.parametrize("what", ["all", "cathode"])
def test_alternatives_sum_to_one(archetype, what, shares, codes):
    lines = tuple(TransportLine(direction="in", what=what, mode="truck", distance=given(10, "km"),
                                share=None if share is None else given(share, "1")) for share in shares)  # fmt: skip
    into = collected(sheet_of(transport=lines), archetype)
    give_transport(into)

    assert [one.code for one in into.findings.of("error")] == codes


@pytest.mark.parametrize(("line", "code"), [
    (TransportLine(direction="in", mode="air", distance=given(10, "km")), "V13"),
    (TransportLine(direction="in", mode="truck"), "V02"),
    (TransportLine(direction="in", what="gold", mode="truck", distance=given(10, "km")), "V07"),
    (TransportLine(direction="out", what="cathode", mode="truck", distance=given(10, "km")), "V07"),
])  # fmt: skip
def test_a_leg_that_cannot_be_counted_is_named(archetype, line, code):
    into = collected(sheet_of(transport=(line,)), archetype)
    give_transport(into)

    assert [one.code for one in into.findings.of("error")] == [code]
