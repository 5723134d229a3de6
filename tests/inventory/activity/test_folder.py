import pytest

from lca_models.inventory.activity.folder import packs_of_folder, read_folder, sheet_files, with_shared_plants
from tests.plants import PLANT_TEXT, sheet_text

SECOND = {"rated_energy": "80 kWh", "pack_mass": "480 kg", "cells_mass": "400 kg"}


@pytest.fixture
def folder_of(shipped_study, tmp_path):
    """The sheets of a folder, judged together, from texts by name of file."""

    def made(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return packs_of_folder(tmp_path, read_folder(sheet_files(tmp_path)), shipped_study.surroundings())

    return made


def findings(folder, *severities):
    return {
        one.file.stem: [(each.code, each.words) for each in one.findings if each.severity in severities]
        for one in folder.sheets
    }


def values(folder):
    return {one.id: {given.name: given.value for given in one.parameters} for one in folder.packs}


def test_sheets_of_one_plant_share_its_meters_and_add_up(folder_of):
    """22 and 27 kWh per good kWh; 22 x 600 000 + 27 x 400 000 = 24 000 000"""
    folder = folder_of(a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-B-80", **SECOND))
    found = values(folder)

    assert (found["ex-a-60"]["cell_plant_electricity"], found["ex-b-80"]["cell_plant_electricity"]) == (22, 27)
    assert findings(folder, "note")["b"] == [
        ("", "product.plant (line 5): meters and output of the plant are those of a.yaml")
    ]
    assert [(one.plant, one.share, one.without) for one in folder.plants()] == [("Plant 1", 1.0, ())]


def test_what_is_said_of_another_sheet_names_its_file(folder_of):
    """December of a.yaml is missing"""
    folder = folder_of(a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-B-80", **SECOND))

    assert [words[:31] for code, words in findings(folder, "warning")["b"] if code == "V19"] == [
        "a.yaml: meters[0] (line 14): M1"
    ]


def test_sheets_with_the_same_meters_agree(folder_of):
    """the second gives gas in 万m3: 300 of them are 3 000 000"""
    again = PLANT_TEXT.replace("unit: m3", "unit: 万m3").replace("year_total: 3000000", "year_total: 300")
    folder = folder_of(a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-B-80", more=again, **SECOND))

    assert findings(folder, "error") == {"a": [], "b": []}
    assert len(folder.packs) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("year_total: 1800000", "year_total: 1800001"), "M3 of plant Plant 1: 1,800,001 here, 1,800,000 in a.yaml"),
        (("good: 10000", "good: 9999"), "EX-A-60 of plant Plant 1: 9,999 here, 10,000 in a.yaml"),
        (("2025-11: 2000000", "2025-11: 2000001"), "22,000,001 in 11 months here, 22,000,000 in 11 months in a.yaml"),
        (("K4, key: packs", "K4, key: kwh_good"), "key of M3 of plant Plant 1: kwh_good here, packs in a.yaml"),
    ],
)
def test_totals_and_keys_that_differ_refuse_the_later_sheet(folder_of, change, words):
    folder = folder_of(
        a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-B-80", more=PLANT_TEXT.replace(*change), **SECOND)
    )
    found = findings(folder, "error")

    assert found["a"] == []
    assert [code for code, _ in found["b"]] == ["V24"]
    assert words in found["b"][0][1]
    assert [one.id for one in folder.packs] == ["ex-a-60"]


def test_another_year_of_a_plant_is_another_plant(folder_of):
    """2024 has totals of its own"""
    before = PLANT_TEXT.replace("2025-", "2024-").replace("1800000", "1")
    folder = folder_of(
        a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-B-80", more=before, **SECOND, period_start="2024-01")
    )

    assert findings(folder, "error") == {"a": [], "b": []}


def test_a_product_that_the_plant_does_not_make_takes_nothing_of_it(folder_of):
    folder = folder_of(a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-C", **SECOND))

    assert [code for code, _ in findings(folder, "warning")["b"] if code == "V24"] == ["V24"]
    assert "cell_plant_electricity" not in values(folder)["ex-c"]
    assert [(one.with_sheet, one.without) for one in folder.plants()] == [(("EX-A-60",), ("EX-B-80",))]
    assert folder.plants()[0].share == pytest.approx(0.6)


def test_two_sheets_about_one_product_of_a_plant_are_refused_by_name(folder_of):
    folder = folder_of(a=sheet_text(), b=sheet_text(), c=sheet_text(plant="Plant 2"))

    assert findings(folder, "error") == {
        "a": [("V46", "product.model (line 4): Product EX-A-60 is in a.yaml and b.yaml.")],
        "b": [("V46", "product.model (line 4): Product EX-A-60 is in a.yaml and b.yaml.")],
        "c": [],
    }


def test_a_certificate_in_two_sheets_of_different_plants_is_refused(folder_of):
    rows = (
        "certificates:\n  - {number_first: A-1, kind: green_trade, kwh: 1000 kWh, generation_month: 2025-03, "
        "technology: wind, retired_on: 2025-04-01}\nplant: {plant_electricity: 2000000 kWh, good_output: 100000 kWh}\n"
    )
    folder = folder_of(a=sheet_text(more=rows), b=sheet_text("EX-B-80", "Plant 2", rows, **SECOND))
    found = findings(folder, "error")

    assert [code for code, _ in (*found["a"], *found["b"])] == ["V30"]


LEDGER = (
    "certificates:\n  - {{number_first: A-{first:04d}, number_last: A-{last:04d}, kind: green_trade, kwh: {kwh} kWh, "
    "generation_month: 2025-03, technology: wind, retired_on: 2025-04-01, retired_for: 'EX-A-60'}}\n"
)
SHORT = "plant: {plant_electricity: 2000000 kWh, good_output: 100000 kWh}\n"


@pytest.mark.parametrize("first", [1, 200])
def test_certificates_of_a_product_that_a_refused_sheet_lists_too_count_once(folder_of, first):
    """1000 certificates of 2 000 000 kWh are a half, whether the second sheet lists all of them or the last 801"""
    mine = LEDGER.format(first=1, last=1000, kwh=1_000_000) + SHORT
    again = LEDGER.format(first=first, last=1000, kwh=(1001 - first) * 1000) + SHORT
    folder = folder_of(a=sheet_text(more=mine), b=sheet_text("EX-B-80", more=again, **SECOND))

    assert [code for code, _ in findings(folder, "error")["b"]] == ["V30"]
    assert values(folder)["ex-a-60"]["green_power_share"] == 0.5
    assert [words.partition(" lists")[0][-6:] for code, words in findings(folder, "warning")["a"] if code == "V30"] == [
        "b.yaml"
    ]


def test_a_plant_of_which_a_refused_sheet_says_otherwise_is_disputed(folder_of):
    other = PLANT_TEXT.replace("year_total: 1800000", "year_total: 1800001")
    folder = folder_of(a=sheet_text(more=PLANT_TEXT), b=sheet_text("EX-B-80", more=other, **SECOND))
    found = [words for code, words in findings(folder, "warning")["a"] if code == "V24"]

    assert found == [
        "product.plant (line 5): b.yaml says otherwise of this plant and is refused; what stands here counts, "
        "and it is disputed"
    ]
    assert found[0] in folder.packs[0].warnings


def test_a_file_that_is_no_sheet_keeps_no_other_from_its_pack(folder_of):
    folder = folder_of(a=sheet_text(), b="data_sheet: [")

    assert [one.id for one in folder.packs] == ["ex-a-60"]
    assert len(findings(folder, "error")["b"]) == 1
    assert dict(folder.chemistries) == {"lfp": 1}


def test_what_other_programs_keep_beside_a_sheet_is_none(tmp_path):
    for name in ("a.yaml", "B.XLSX", "c.yml", "~$B.xlsx", ".hidden.yaml", "d.json", "e.csv"):
        (tmp_path / name).write_text("")
    (tmp_path / "folder.yaml").mkdir()

    assert [one.name for one in sheet_files(tmp_path)] == ["B.XLSX", "a.yaml", "c.yml"]


def test_sheets_without_a_plant_share_none(tmp_path):
    (tmp_path / "a.yaml").write_text(sheet_text(plant="", more=PLANT_TEXT), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(sheet_text("EX-B-80", plant=""), encoding="utf-8")
    sheets = read_folder(sheet_files(tmp_path))

    assert with_shared_plants(sheets) == sheets
