"""What chapters are filled from: cells of results with their places, values of the sheet, words."""

from collections import Counter

import pytest

from lca_models.reporting.declaration.document.facts import Facts


def test_a_figure_names_its_cell(facts):
    number = facts.number("stages", 5, "total_kg_co2e_per_pack", "f1")

    assert number.value == pytest.approx(sum(facts.declared.result.stages.values()))
    assert number.tag == "stages/5/total_kg_co2e_per_pack|f1"


def test_a_value_of_the_sheet_names_its_pointer(facts):
    number = facts.given(facts.declared.sheet.product.pack_mass, "/product/pack_mass")

    assert (number.value, number.tag) == (457.0, "sheet#/product/pack_mass|s6")


def test_lines_and_choices_are_said_in_the_language_of_the_report(facts, chinese):
    assert facts.line("cell_lfp > copper_foil") == "copper foil → LFP cell"
    assert chinese.line("cell_lfp > copper_foil") == "铜箔 → LFP电芯"
    assert facts.line("unknown_code") == "unknown code"
    assert chinese.parameter("anode_graphite_route (mix)") == "负极：天然与人造石墨构成"
    assert (facts.choice("provinces", "CN-SC"), chinese.choice("provinces", "CN-SC")) == ("Sichuan", "四川")
    assert chinese.choice("provinces", "nowhere") == "nowhere"
    assert chinese.choice("provinces", None) == ""
    assert chinese.material("cathode") == "正极活性材料"
    assert chinese.material("aerogel_of_mine", "my aerogel") == "my aerogel"
    assert chinese.whose("measured+archetype") == "实测 + 典型值"
    assert facts.unit("kilowatt hour") == "kWh"


def test_the_report_has_a_number_of_its_day(facts):
    assert facts.report_number == "EX-LFP-64-20261128"


def test_what_is_left_out_has_the_chinese_of_the_inventories(facts, chinese):
    item = "Treatment of other waste water"

    assert facts.left_out(item) == item
    assert not chinese.left_out(item).isascii()
    assert not chinese.why_left_out(item, "process comments").isascii()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_rows_of_a_table_share_a_name(every_declared, language):
    """lines of contributions, quality and sensitivity, and rows that differ from the release, of every example"""
    facts = Facts(every_declared, language)
    named = {
        "contributions": [facts.line(row["line"]) for _, row in facts.rows("contributions")],
        "quality": [facts.line(row["name"]) for _, row in facts.rows("quality") if row["kind"] == "line"],
        "differs": [facts.difference(number) for number, _ in facts.rows("differs")],
    }

    assert all(named.values())
    assert {table: [one for one, count in Counter(names).items() if count > 1] for table, names in named.items()} == {
        table: [] for table in named
    }
