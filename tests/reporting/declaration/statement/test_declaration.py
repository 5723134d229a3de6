"""The first page of a bundle: who declares what."""

import pytest

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.members import result_tables
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.statement.declaration import (
    data_hash,
    declaration_document,
    valid_until,
    versions_document,
)


def test_it_names_maker_model_plant_rules_and_the_result_in_every_unit(lfp_declared):
    found = declaration_document(lfp_declared)

    assert [one["name"] for one in found["parties"]] == ["Example Battery Co., Ltd.", "Example plant Sichuan"]
    assert found["product"]["model"] == "EX-LFP-64"
    assert found["rules"]["status_zh"].startswith("试运行")
    values = {one["per"]: one["value"] for one in found["result"]}
    assert values["pack"] == total_kg(lfp_declared)
    assert values["kwh-delivered"] == pytest.approx(total_kg(lfp_declared) / 115_200)
    assert sum(found["stages_kg_per_pack"].values()) == pytest.approx(values["pack"])


def of_another_day(declared):
    """The same on a day a year later, as no example; its samples are those of the same seed."""
    later = Declared(declared.study, declared.result, declared.issued.replace(year=2027))
    vars(later.report)["samples"] = declared.report.samples
    return later


def test_a_made_up_example_says_so_in_both_languages(lfp_declared):
    found = declaration_document(lfp_declared)

    assert (found["marked_en"], found["marked_zh"]) == ("made-up example, not a declaration", "虚构示例，非申报文件")
    assert declaration_document(of_another_day(lfp_declared))["marked_en"] == ""


def test_it_is_valid_three_years_after_the_period_of_its_data(lfp_declared):
    """data of January to December 2025"""
    assert valid_until(lfp_declared) == "2029-01-01"


def test_the_hash_of_the_data_follows_the_data_and_not_the_day(lfp_declared):
    later, other = of_another_day(lfp_declared), of_another_day(lfp_declared)
    other.keep("result table stages", lambda: result_tables(later)[1])

    assert data_hash(lfp_declared) == data_hash(later) != data_hash(other)


def test_versions_name_programs_tables_and_the_command_that_repeats_it(lfp_declared):
    found = versions_document(lfp_declared)

    assert set(found["programs"]) >= {"lca_models", "numpy", "scipy"}
    assert found["inventory_rows"] == lfp_declared.result.system.rows_hash
    assert found["command"].startswith("lca-models footprint lfp_sichuan.yaml --rules cn-551")
