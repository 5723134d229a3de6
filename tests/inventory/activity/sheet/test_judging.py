"""What a sheet says, and everything that is wrong in it at once, with the place of each."""

from pathlib import Path

import pytest

from lca_models.inventory.activity.findings import Finding
from lca_models.inventory.activity.sheet.judging import in_order, judge
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet

SHEETS = Path(__file__).parents[4] / "notebooks" / "data_sheets"
HEAD = "product: {name: Pack, chemistry: lfp}\n"


@pytest.fixture
def judged(tmp_path):
    def judge_text(text):
        path = tmp_path / "pack.yaml"
        path.write_text(text, encoding="utf-8")
        return judge(read_yaml_sheet(path))

    return judge_text


@pytest.fixture
def product(judged):
    """A sheet with further rows of `product`."""
    return lambda rows: judged(f"product:\n  name: Pack\n  chemistry: lfp\n  {rows}\n")


def said(sheet):
    return [(one.code, one.words) for one in sheet.findings]


@pytest.mark.parametrize("name", ["lfp_sichuan", "nmc811_guangdong"])
def test_a_complete_sheet_is_read_without_a_finding(name):
    sheet = judge(read_yaml_sheet(SHEETS / f"{name}.yaml"))

    assert sheet.findings == ()
    assert sheet.product.example is True
    assert all(len(one.months) == 12 for one in sheet.meters if one.item.startswith("electricity"))


def test_an_empty_sheet_says_nothing_but_what_it_needs(judged):
    sheet = judged(
        "product:\n  name:\n  rated_energy: {yours: '', unit: kWh}\n"
        "cell_materials:\n  cathode: {unit: kg, basis: per_kwh}\nmeters:\n"
    )

    assert said(sheet) == [
        ("V02", "product.chemistry: chemistry is needed."),
        ("V02", "product.name (line 2): product name is needed."),
    ]
    assert sheet.product.rated_energy is None
    assert (sheet.cell_materials, sheet.meters, sheet.cycle_test.cycles) == ((), (), None)


def test_values_are_kept_in_the_unit_of_their_field_with_what_was_written(product):
    value = product(
        "pack_mass: {yours: 0.44, unit: t, source_kind: 计量, evidence_id: E1, spread_percent: 2, q_time: 1}"
    ).product.pack_mass

    assert (value.number, value.unit, value.words) == (440, "kg", "0.44 t")
    assert (value.source_kind, value.evidence_id, value.spread, value.scores) == (
        "meter",
        "E1",
        0.02,
        (1, None, None, None, None),
    )
    assert value.place == "product.pack_mass.yours (line 4)"


@pytest.mark.parametrize("words", ["CN-SC", "Sichuan", "四川", "四 川".replace(" ", ""), "sichuan"])
def test_a_choice_is_read_by_its_code_and_in_both_languages(product, words):
    assert product(f"plant_province: {words}").product.plant_province == "CN-SC"


@pytest.mark.parametrize(("words", "is_example"), [("yes", True), ("NO", False), ("是", True), ("true", True)])
def test_yes_and_no_are_read_as_people_write_them(product, words, is_example):
    assert product(f"example: {words}").product.example is is_example


@pytest.mark.parametrize("words", ["2025-01", "2025-01-01", "2025-01-01 00:00:00"])
def test_a_month_is_read_and_the_date_that_excel_makes_of_it(product, words):
    assert product(f"period_start: {words}").product.period_start == "2025-01"


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("pack_mas: 5", "V01", "(line 4): 'pack_mas' is not a field of this sheet; did you mean 'pack_mass'?"),
        ("pack_mass: {yours: 440, units: kg}", "V01", "product.pack_mass.units (line 4): 'units' is not a field"),
        ("pack_mass: '1,2 t'", "V03", "product.pack_mass (line 4): '1,2' is not a number; write it as 1.2"),
        ("pack_mass: １２", "V03", "product.pack_mass (line 4): '１２' is not a number; write it as 12"),
        ("pack_mass: '-'", "V03", "leave the cell empty where you do not know it"),
        ("pack_mass: n/a", "V03", "'n/a' stands for a part that a product does not have"),
        ("pack_mass: 1,234", "V04", "'1,234' can be two numbers"),
        ("rated_energy: 60 kWh/Stk", "V06", "'kWh/Stk' cannot be turned into kWh; accepted: kWh, Wh, MWh"),
        ("rated_energy: {yours: 60, unit: kg}", "V06", "product.rated_energy.unit (line 4): 'kg' cannot be turned into kWh"),
        ("cell_format: prismatik", "V07", "'prismatik' is not in the list: prismatic, pouch, cylindrical; did you mean"),
        ("example: 1", "V07", "'1' is not in the list: yes, no"),
        ("pack_mass: 2 kg", "V08", "pack mass, with coolant 2 kg is outside 5 to 5000 kg"),
        ("pack_mass: 1e999", "V03", "is not a finite number"),
        ("cells_per_pack: 96.5", "V08", "cells per pack 96.5 is no whole number"),
        ("period_start: 2025/1", "V18", "'2025/1' is no month; write it as 2025-01"),
        ("period_start: 2025年3月", "V18", "write it as 2025-03"),
        ("period_start: spring", "V18", "'spring' is no month; write it as 2025-01"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place_and_what_to_write(product, row, code, words):
    (found,) = product(row).findings

    assert found.code == code
    assert found.words.startswith("product.")
    assert words in found.words


def test_a_share_is_a_share_and_ten_is_not(judged):
    """95 %, 0.95 and 95"""

    def acceptance(words):
        return judged(HEAD + f"plant: {{acceptance: {words}}}\n")

    assert acceptance("95 %").plant.acceptance.number == 0.95
    assert acceptance("0.95").plant.acceptance.number == 0.95
    assert said(acceptance("95")) == [
        ("V08", "plant.acceptance (line 2): acceptance of cells 95 is outside 0.3 to 1; for 95 % write 0.95")
    ]
    assert "for 95 % write 0.95" in said(acceptance("0.95 %"))[0][1]


def test_all_problems_are_said_at_once_in_the_order_of_the_file(judged):
    sheet = judged(
        "meters: [{id: M1, item: gass, unit: m3, year_total: x}]\n"
        "product:\n  chemistry: lpf\n  rated_energy: much\n  foo: 5\nbar: 5\n"
    )

    assert [one.code for one in sheet.findings] == ["V02", "V07", "V03", "V07", "V03", "V01", "V01"]
    lines = [one.place.partition("(line ")[2] for one in sheet.findings]
    assert lines == ["", "1)", "1)", "3)", "4)", "5)", "6)"]


def test_findings_are_in_the_language_of_the_sheet(judged):
    sheet = judged("language: zh\nproduct: {name: 电池包, chemistry: lfp, pack_mass: '1,2 t', rated_energy: }\n")

    assert said(sheet) == [("V03", "product.pack_mass（第2行）: “1,2”不是数；请写成1.2")]


def test_cells_of_a_workbook_are_in_the_order_of_its_sheets_rows_and_columns():
    places = ["meters!B7", "product!E12", "product!AA3", "product!E3", "meters!A7"]

    found = in_order(Finding("error", place, "") for place in places)

    assert [one.place for one in found] == ["product!E3", "product!AA3", "product!E12", "meters!A7", "meters!B7"]


def test_what_a_mass_is_per_may_stand_in_its_unit_or_in_its_basis(judged):
    """121 kg per pack, 741 g/kWh, and both where they agree"""
    sheet = judged(
        HEAD + "cell_materials:\n  cathode: {yours: 121, unit: kg, basis: per_pack}\n  copper_foil: 741 g/kWh\n"
        "  pvdf: {value: 12 g/cell, basis: per_cell}\n"
    )

    assert [(one.key, one.value.number, one.basis) for one in sheet.cell_materials] == [
        ("cathode", 121, "per_pack"), ("copper_foil", 0.741, "per_kwh"), ("pvdf", 0.012, "per_cell"),
    ]  # fmt: skip
    assert said(judged(HEAD + "cell_materials: {pvdf: {yours: 12 g/cell, basis: per_pack}}")) == [
        ("V06", "cell_materials.pvdf.yours (line 2): '12 g/cell' is per_cell and the basis says per_pack; correct one")
    ]


def test_none_blank_and_no_such_part_are_three_things(judged):
    sheet = judged(HEAD + "cell_materials:\n  pvdf: 0\n  cmc: {yours: n/a, note: in the rows of sbr}\n  sbr:\n")

    assert sheet.material("pvdf").value.number == 0
    assert (sheet.material("cmc").not_applicable, sheet.material("cmc").note) == (True, "in the rows of sbr")
    assert sheet.material("sbr") is None


def test_qualities_of_a_material_stand_with_its_row(judged):
    sheet = judged(HEAD + "cell_materials: {cathode_formula: LiFePO4, synthetic_share: 80 %, graphite: 65 kg}\n")

    assert sheet.material("cathode").formula == "LiFePO4"
    assert not sheet.material("cathode").is_given
    assert sheet.material("graphite").synthetic_share.number == 0.8
    assert sheet.material("graphite").value.number == 65


def test_a_row_of_ones_own_says_what_it_buys_and_a_slip_is_no_such_row(judged):
    sheet = judged(
        HEAD + "pack_parts:\n  mounting frame: {yours: 5, process: steel}\n  gap pad: {yours: 1}\n"
        "  steell: {yours: 2, supplier_id: S1}\n"
    )

    assert [(one.key, one.is_free) for one in sheet.pack_parts] == [("mounting frame", True)]
    assert [(code, words.partition(";")[0]) for code, words in said(sheet)] == [
        ("V01", "pack_parts.gap pad (line 4): 'gap pad' is no row of this sheet"),
        ("V01", "pack_parts.steell (line 5): 'steell' is not a field of this sheet"),
    ]


def test_a_measured_curve_begins_at_0_and_1_and_falls(judged):
    curve = judged(HEAD + "cycle_test: {curve: 0 1; 500 0.95; 1000 0.91}").cycle_test.curve

    assert [(one.cycles.number, one.retention.number) for one in curve] == [(0, 1), (500, 0.95), (1000, 0.91)]
    assert said(judged(HEAD + "cycle_test: {curve: good}"))[0][0] == "V03"
    assert said(judged(HEAD + "cycle_test: {curve: 0 1; 500 1.2}"))[0][0] == "V08"


def test_an_energy_of_the_plant_is_per_kwh_or_a_total_and_says_which(judged):
    sheet = judged(
        HEAD
        + "plant: {plant_electricity: 2400 万kWh, plant_heat: 105, good_output: 1 GWh, includes_pack_assembly: yes}\n"
    )

    assert (sheet.plant.plant_electricity.number, sheet.plant.plant_electricity.unit) == (24_000_000, "kWh")
    assert (sheet.plant.plant_heat.number, sheet.plant.plant_heat.unit) == (105, "MJ/kWh")
    assert sheet.plant.good_output.number == 1_000_000
    assert sheet.plant.includes_pack_assembly is True


def test_rates_of_recovery_are_found_by_metal(judged):
    sheet = judged(HEAD + "end_of_life: {route: 湿法冶金, recovery_nickel: {yours: 98 %, evidence_id: E2}}\n")

    assert sheet.end_of_life.route == "hydrometallurgy"
    assert sheet.end_of_life.recovery["nickel"].number == 0.98


def test_names_that_are_no_fields_are_counted_after_the_first_fifty(judged):
    sheet = judged(HEAD + "pack_parts:\n" + "".join(f"  zz{at}: 5\n" for at in range(500)))

    assert len(sheet.findings) == 51
    assert any("and more names that are no fields" in one.text for one in sheet.findings)


def test_a_sheet_of_fields_has_so_many_rows_and_no_more(judged):
    sheet = judged(
        HEAD + "cell_materials:\n" + "".join(f"  row {at}: {{yours: 5, process: steel}}\n" for at in range(600))
    )

    assert len(sheet.cell_materials) == 500
    assert [words for _, words in said(sheet)] == [
        "cell_materials.row 500 (line 503): has 600 rows; a sheet has at most 500"
    ]


def test_the_problems_of_a_wrong_file_are_counted_after_the_first_five_hundred(judged):
    """60 meters with ten months that are none"""
    months = ", ".join(f"2025-{at:02d}: x" for at in range(1, 11))
    rows = "".join(f"  - {{id: M{at}, item: heat, unit: GJ, months: {{{months}}}}}\n" for at in range(60))

    found = judged(HEAD + "meters:\n" + rows).findings

    assert len(found) == 501
    assert found[-1].text == "and 100 more"


def test_a_cell_of_many_values_ends_somewhere(judged):
    sheet = judged(HEAD + f"allocation: [{{allocation_id: K, key: share, shares: '{'0.1;' * 5000}'}}]\n")

    assert [code for code, _ in said(sheet)] == ["V08"]
