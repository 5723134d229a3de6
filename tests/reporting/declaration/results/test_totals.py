"""Stages, units and gases: every table adds up to the one result."""

import pytest

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.totals import (
    difference_kg,
    gases_table,
    stages_table,
    total_kg,
    units_table,
)
from lca_models.reporting.declaration.table import read_csv
from lca_models.scope.calculation_setup import CalculationSetup
from tests.reporting.declaration.conftest import ISSUED, SHEETS


def by_name(table):
    return {row[table.columns[0]]: row for row in table.records()}


def test_stages_sum_to_the_total_and_burdens_and_credits_to_the_stage(every_declared):
    rows = by_name(stages_table(every_declared))
    total = rows.pop("total")

    for column in (one for one in total if one != "stage"):
        assert sum(row[column] for row in rows.values()) == pytest.approx(total[column], rel=1e-12)
    for row in (*rows.values(), total):
        parts = row["burden_kg_co2e_per_pack"] + row["credit_kg_co2e_per_pack"]
        assert parts == pytest.approx(row["total_kg_co2e_per_pack"], rel=1e-12)
    assert total["total_kg_co2e_per_pack"] == total_kg(every_declared)


def test_units_follow_from_the_pack_value_and_the_terms_give_the_energy(every_declared):
    rows = {row["term"]: row for row in units_table(every_declared).records()}
    pack = rows["pack"]["value"]

    for unit, term in (("kwh-capacity", "rated_energy"), ("kwh-delivered", "total_energy"), ("kg", "pack_mass")):
        assert rows[unit]["value"] * rows[term]["value"] == pytest.approx(pack, rel=1e-12)
    product = 1.0
    for row in rows.values():
        if row["kind"] == "term" and row["counts"] == "yes" and row["term"] != "total_energy":
            product *= row["value"]
    assert product == pytest.approx(rows["total_energy"]["value"], rel=1e-12)


def test_every_term_says_who_says_it(lfp_declared, short_declared):
    rows = {row["term"]: row for row in units_table(lfp_declared).records()}

    assert rows["cycles_declared"]["place"] == "cycle_test.cycles.yours (line 25)"
    assert rows["cycles_declared"]["class"] == "estimate"
    assert rows["cycles_measured"]["value"] == 1000
    assert rows["depth_of_discharge"]["rule"] == "cn-551"
    assert rows["warranty"]["rule"] == "archetype"
    assert {row["term"] for row in units_table(short_declared).records()}.isdisjoint({"cycles_measured"})


def test_under_the_european_draft_other_terms_count_and_a_setting_is_one(shipped_study):
    setup = CalculationSetup(str(SHEETS / "lfp_sichuan.yaml"), rules="eu-cfb-ev", settings={"lfp_cycle_life": 1500})
    declared = Declared(shipped_study, shipped_study.footprint(setup), ISSUED)
    rows = {row["term"]: row for row in units_table(declared).records()}

    counted = [row["value"] for row in rows.values() if row["counts"] == "yes" and row["kind"] == "term"]
    assert counted == [pytest.approx(one) for one in (54.4, 8.0, 60.0, 54.4 * 8 * 60)]
    assert rows["cycles_declared"]["rule"] == "setup"
    assert stages_table(declared).rows[-1][2] < 0  # credits of the circular footprint formula


def test_gases_sum_to_the_total(every_declared):
    rows = by_name(gases_table(every_declared))
    total = rows.pop("total")

    assert total["total_kg_co2e_per_pack"] == pytest.approx(total_kg(every_declared), rel=1e-9)
    for column in (one for one in total if one != "origin"):
        assert sum(row[column] for row in rows.values()) == pytest.approx(total[column], rel=1e-12, abs=1e-12)


def test_what_suppliers_state_as_co2e_is_split_into_no_gas(everbatt_declared):
    rows = by_name(gases_table(everbatt_declared))

    assert rows["fossil"]["not_split_kg_co2e_per_pack"] > 0.9 * total_kg(everbatt_declared)


def test_a_difference_of_last_digits_is_none(lfp_declared):
    total = total_kg(lfp_declared)

    assert difference_kg(lfp_declared, total * (1 + 1e-15)) == 0
    assert difference_kg(lfp_declared, total + 1) == pytest.approx(1)


def test_a_table_is_read_back_to_the_last_digit(lfp_declared):
    table = stages_table(lfp_declared)

    assert [float(row["share"]) for row in read_csv(table.csv())] == [row["share"] for row in table.records()]
