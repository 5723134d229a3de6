"""A sheet in YAML: scalars as they were written, with their lines; other shapes are named and the rest is read."""

import pytest

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet


@pytest.fixture
def read(tmp_path):
    def read_text(text, encoding="utf-8"):
        path = tmp_path / "pack.yaml"
        path.write_bytes(text.encode(encoding))
        return read_yaml_sheet(path)

    return read_text


def words(sheet):
    return [one.words for one in sheet.findings]


def test_scalars_are_the_texts_that_were_written(read):
    """what YAML would read as false, 750, 8, 1000, a date and 1"""
    sheet = read(
        "product: {model: NO, plant: 12:30, name: 010, company: 1_000, plant_address: 2025-01-01, example: yes}"
    )

    found = {key: line["yours"].text for key, line in sheet.lines("product")}
    assert found == {
        "model": "NO",
        "plant": "12:30",
        "name": "010",
        "company": "1_000",
        "plant_address": "2025-01-01",
        "example": "yes",
    }


def test_a_value_stands_alone_or_with_its_columns(read):
    sheet = read("product:\n  pack_mass: 440 kg\n  rated_energy: {yours: 60, unit: kWh}\n")

    assert sheet.value("product", "pack_mass").text == "440 kg"
    assert sheet.fields["product"]["rated_energy"]["unit"].text == "kWh"
    assert sheet.value("product", "pack_mass").place == "product.pack_mass (line 2)"
    assert sheet.fields["product"]["rated_energy"]["yours"].place == "product.rated_energy.yours (line 3)"


def test_a_blank_is_blank_however_it_is_written(read):
    sheet = read("product:\n  model:\n  plant: ~\n  company: null\n  name: ''\ncell_materials:\nmeters: []\n")

    assert not any(sheet.value("product", key) for key in ("model", "plant", "company", "name"))
    assert sheet.tables["meters"] == ()
    assert sheet.findings == ()


def test_months_lie_beside_the_columns_of_their_row(read):
    sheet = read("meters:\n  - {id: M1, months: {2025-01: 5, 2025-02: 6}}\n")

    assert {name: entry.text for name, entry in sheet.tables["meters"][0].items()} == {
        "id": "M1",
        "2025-01": "5",
        "2025-02": "6",
    }


def test_an_output_is_a_total_or_amounts_by_month_or_the_same_every_month(read):
    sheet = read(
        "output:\n  - {good: 10, started: {unit: kWh, every_month: 2}}\n"
        "  - {good: {months: {2025-01: 3}}, started: {year_total: 9}}\n"
    )

    assert [{name: entry.text for name, entry in line.items()} for line in sheet.tables["output"]] == [
        {"good": "10", "started.unit": "kWh", "started.every_month": "2"},
        {"good.2025-01": "3", "started": "9"},
    ]


def test_lists_in_a_cell_are_joined_and_metals_named_by_column(read):
    sheet = read(
        "allocation: [{products: [A, B], shares: [0.5, 0.5]}]\nsuppliers: [{metals: {nickel: {content: 48 %}}}]\n"
        "cycle_test: {curve: [[0, 1], [500, 0.95]]}\n"
    )

    assert sheet.tables["allocation"][0]["products"].text == "A; B"
    assert sheet.tables["suppliers"][0]["nickel_content"].text == "48 %"
    assert sheet.value("cycle_test", "curve").text == "0 1; 500 0.95"


def test_a_value_with_its_unit_may_be_a_mapping(read):
    sheet = read("transport: [{distance: {value: 800, unit: km}}]")

    assert sheet.tables["transport"][0]["distance"].text == "800 km"


def test_every_wrong_shape_and_unknown_sheet_is_named_and_the_rest_is_read(read):
    sheet = read(
        "product: [1]\ncycle_tests: {}\npack_parts: much\nmeters: {M1: 5}\noutput: [x]\ncell_materials:\n"
        "  cathode: [1, 2]\n  graphite: {yours: {a: b}}\n  pvdf: 5\nlanguage: fr\ndata_sheet: '7'\n"
    )

    assert words(sheet) == [
        "data_sheet (line 11): '7' is no edition of the sheet; this one is 1",
        "language (line 10): 'fr' is not in the list: en, zh",
        "product (line 1): stands in another shape than a name and a value for each field",
        "pack_parts (line 3): stands in another shape than a name and a value for each field",
        "meters (line 4): stands in another shape than a list of rows, each beginning with '- '",
        "output[0] (line 5): stands in another shape than a mapping of columns: {id: M1}",
        "cell_materials.cathode (line 7): stands in another shape than one value, or a mapping of its columns",
        "cell_materials.graphite.yours (line 8): stands in another shape than one value, with its unit behind it: 800 km",
        "cycle_tests (line 2): 'cycle_tests' is not a field of this sheet; did you mean 'cycle_test'?",
    ]
    assert sheet.value("cell_materials", "pvdf").text == "5"


def test_a_name_that_stands_twice_is_named_with_both_lines(read):
    sheet = read("product:\n  name: A\n  name: B\nproduct: {}\nmeters: [{id: M1, months: {2025-01: 1, 2025-01: 2}}]\n")

    assert words(sheet) == [
        "product (line 4): stands there twice, first in line 1; keep one",
        "product.name (line 3): stands there twice, first in line 2; keep one",
        "meters[0].months.2025-01 (line 5): stands there twice, first in line 5; keep one",
    ]
    assert sheet.value("product", "name").text == "A"


def test_places_are_said_in_the_language_of_the_sheet(read):
    sheet = read("language: zh\nproduct: {pack_mass: 440 kg}\n")

    assert sheet.value("product", "pack_mass").place == "product.pack_mass（第2行）"


@pytest.mark.parametrize(
    ("text", "encoding", "answer"),
    [
        ("product: {name: 磷酸铁锂电池包示例数据}\n", "gbk", "is not UTF-8 text but GB18030; save it as UTF-8"),
        ("product: {name: A}\n", "utf-16", "is not UTF-8 text but UTF-16"),
        ("product: {name: Grün}\n", "latin-1", "is not UTF-8 text but Latin-1"),
        ("product: [\n", "utf-8", "cannot be read as YAML"),
        ("product: &a {name: *a}\n", "utf-8", "holds '&, *'; write the values out"),
        ("just words", "utf-8", "is no data sheet: it holds no names"),
        ("", "utf-8", "is no data sheet: it holds no names"),
        ("[1, 2]", "utf-8", "is no data sheet: it holds no names"),
        ("baseline: {x: 1}", "utf-8", "is no data sheet: none of its names is one of a sheet"),
    ],
)
def test_a_file_that_is_no_data_sheet_is_refused_by_name(read, text, encoding, answer):
    with pytest.raises(SheetError, match=r"pack\.yaml") as raised:
        read(text, encoding)
    assert answer in str(raised.value)


def test_a_byte_order_mark_and_other_ends_of_lines_change_nothing(read):
    assert read("product:\r\n  name: A\r\n", "utf-8-sig").value("product", "name").place == "product.name (line 2)"
