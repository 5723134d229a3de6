"""What a sheet says in two places that do not go together."""

import pytest

from lca_models.programme.evaluation.screening.alone import SCREENS
from lca_models.programme.evaluation.screening.screened import Screened
from tests.payload_mutants import GONE

TEST = {"cycle_test.charge_rate": "1 1/h", "cycle_test.discharge_rate": "1 1/h"}  # 1000 cycles take 2000 hours: 84 days
STEAM = {
    "allocation.0.by_product": "steam",
    "allocation.0.by_product_amount": "1000 MJ",
    "allocation.0.by_product_rule": "none",
}
POWDER = {"suppliers": [{"supplier_id": "S1", "name": "Powder Co.", "replaces": "cathode", "declared_unit": "kg", "value": "9",
                         "note": "delivered to the gate", "valid_until": "2027-12-31", "gwp_set": "AR6"}],
          "cell_materials.cathode.supplier_id": "S1"}  # fmt: skip
LEG = {
    "direction": "out",
    "what": "pack",
    "from": "Guangdong depot",
    "to": "Guangdong",
    "mode": "truck",
    "distance": "50 km",
    "share": "1",
}


def seen(cases, rule, edits):
    return [one for _, one in SCREENS[rule]([Screened("x", cases.of(edits))])]


@pytest.mark.parametrize(("rule", "edits", "count"), [
    ("SCR-05", {**TEST, "evidence.3.period": "2024-01-01 to 2024-03-25"}, 0),  # 85 days
    ("SCR-05", {**TEST, "evidence.3.period": "2024-01-01 to 2024-03-01"}, 1),
    ("SCR-05", {**TEST, "evidence.3.period": "2024"}, 0),  # no two days
    ("SCR-05", {}, 0),
    ("SCR-06", {}, 0),
    ("SCR-06", {"transport.1.to": "Guangdong depot", "transport.+": LEG}, 0),
    ("SCR-06", {"transport.1.to": "Guangdong station", "transport.+": LEG}, 1),  # the next one begins at a depot
    ("SCR-06", {"transport.1.to": "Guangdong depot"}, 1),  # where nothing ends
    ("SCR-06", {"transport.1.from": "somewhere else"}, 1),
    ("SCR-07", {}, 1),  # a bill in m3 at 0 °C
    ("SCR-07", {"meters.3.unit": "m3 (20 °C)"}, 0),
    ("SCR-07", {"meters.3.source_kind": "meter"}, 0),
    ("SCR-07", {"meters.3.note": "converted from 20 °C"}, 0),
    ("SCR-08", STEAM, 1),
    ("SCR-08", {**STEAM, "allocation.0.note": "given away"}, 0),
    ("SCR-09", POWDER, 1),
    ("SCR-09", {**POWDER, "suppliers": [{**POWDER["suppliers"][0], "includes_inbound_transport": "yes"}]}, 0),
    ("SCR-12", {}, 0),
    ("SCR-12", {"plant.includes_pack_assembly": "yes"}, 1),
    ("SCR-12", {"plant.includes_pack_assembly": "yes", "meters.0.label": "cells and pack line"}, 0),
])  # fmt: skip
def test_a_rule_asks_where_two_places_disagree_and_only_there(cases, rule, edits, count):
    assert len(seen(cases, rule, edits)) == count


def test_cycles_that_no_test_can_run_make_a_result_too_low_by_what_they_exceed(cases):
    (one,) = seen(
        cases, "SCR-05", {**TEST, "evidence.3.period": "2024-01-01 to 2024-02-11"}
    )  # 42 days for 83 and a third
    total = cases.of({**TEST, "evidence.3.period": "2024-01-01 to 2024-02-11"}).total_kg

    assert one.effect_kg == pytest.approx(total * (2000 / (24 * 42) - 1))
    assert one.pointer == "/cycle_test/cycles_measured"


def test_gas_at_20_degrees_makes_a_result_too_high(cases):
    (one,) = seen(cases, "SCR-07", {})

    assert one.effect_kg < 0
    assert one.pointer == "/meters/3"


def test_a_test_without_rates_is_not_asked_about(cases):
    assert seen(cases, "SCR-05", {"cycle_test.cycles_measured": GONE}) == []
