"""What a reader may dispute."""

import pytest

from lca_models.reporting.declaration.payload_members import payload_documents
from lca_models.reporting.declaration.results.cut_off import CUT_OFF, left_out
from lca_models.reporting.declaration.results.open_points import open_points_table, sentinels_table
from lca_models.reporting.declaration.results.views import electricity_table
from lca_models.reporting.payloads.sentinels import sentinel_rows


def test_the_five_largest_effects_stand_first(every_declared):
    effects = [abs(row["effect_kg_co2e_per_pack"]) for row in open_points_table(every_declared).records()]

    assert len(effects) == 5
    assert effects == sorted(effects, reverse=True)


def test_an_effect_is_the_other_reading_less_the_declared_one(lfp_declared):
    found = {row["point"]: row for row in open_points_table(lfp_declared).records()}
    market = {row["view"]: row for row in electricity_table(lfp_declared).records()}["market"]

    assert found["electricity"]["what"] == "market"
    assert found["electricity"]["effect_kg_co2e_per_pack"] == market["difference_kg_co2e_per_pack"]
    upper = sum(one.high_kg or 0 for one in left_out(lfp_declared) if one.kind == CUT_OFF)
    assert found["cut-off"]["effect_kg_co2e_per_pack"] == pytest.approx(upper)


def test_the_tables_of_the_kit_in_place_of_a_supplier_are_an_open_point(nmc_declared):
    found = {row["point"]: row for row in open_points_table(nmc_declared).records()}

    assert found["supplier footprints"]["effect_kg_co2e_per_pack"] > 1000


def test_what_forms_ask_for_and_nobody_defined_is_what_the_payloads_write(lfp_declared):
    documents = payload_documents(lfp_declared)
    rows = list(sentinels_table(lfp_declared).records())

    assert {(row["payload"], row["field"]) for row in rows} == {(one.form, one.path) for one in sentinel_rows(documents)}
    assert all(row["reason"] and row["reason_zh"] and row["written"] for row in rows)
