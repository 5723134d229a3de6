"""A sheet that was read, written as a workbook: the same cells, the same number, and no text that becomes a formula."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.activity.sheet.blank.workbook import new_workbook
from lca_models.inventory.activity.sheet.entries import Entry, RawSheet
from lca_models.inventory.activity.sheet.fields import find_column, find_entry, find_field
from lca_models.inventory.activity.sheet.workbook_file import read_workbook
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet
from lca_models.scope.calculation_setup import CalculationSetup

SHEETS = Path(__file__).parents[5] / "notebooks" / "data_sheets"


@pytest.fixture(scope="module")
def written(shipped_study, tmp_path_factory):
    """Writes a sheet as a workbook and gives its path."""

    def write(raw, product="lfp-60kwh", language="en"):
        path = tmp_path_factory.mktemp("given") / "pack.xlsx"
        path.write_bytes(new_workbook(shipped_study.product_system(product), "pack", language, raw))
        return path

    return write


def said(one, text):
    """What a cell says: the code of a choice, the value of a number, else its words."""
    found = find_entry(one.list, text) if one is not None and one.list else None
    if found is not None:
        return found.code
    try:
        return float(text)
    except ValueError:
        return text


def cells_of(raw):
    """What a sheet says, by place in it."""
    found = {
        (sheet, key, column): said(
            find_field(sheet, key) if column == "yours" else find_column(sheet, column), entry.text
        )
        for sheet, rows in raw.fields.items()
        for key, line in rows.items()
        for column, entry in line.items()
        if entry.text
    }
    for sheet, rows in raw.tables.items():
        for place, line in enumerate(rows):
            found |= {(sheet, place, column): said(find_column(sheet, column), entry.text) for column, entry in line.items()
                      if entry.text}  # fmt: skip
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_cell_of_a_sheet_comes_back(written, language):
    """With what an empty sheet has beside a mass, such as its state, where nobody said otherwise."""
    raw = read_yaml_sheet(SHEETS / "lfp_sichuan.yaml")

    back = cells_of(read_workbook(written(raw, language=language)))

    asked = cells_of(raw)
    assert {place: back.get(place) for place in asked} == asked
    assert {place[2] for place in back.keys() - asked.keys()} <= {"unit", "basis", "state"}


def test_the_workbook_of_a_sheet_has_its_number(written, shipped_study):
    path = written(read_yaml_sheet(SHEETS / "lfp_sichuan.yaml"))

    scores = [shipped_study.footprint(CalculationSetup(str(one))).assessment.score
              for one in (SHEETS / "lfp_sichuan.yaml", path)]  # fmt: skip
    assert scores[1] == scores[0]


def test_rows_beyond_those_of_the_page_stand_below_it(written):
    """Eight materials of one's own, where the page leaves six rows free."""
    rows = {f"mine {n}": {"label": Entry(f"mine {n}", ""), "yours": Entry(str(n + 1), ""), "process": Entry("steel", "")}
            for n in range(8)}  # fmt: skip

    back = read_workbook(written(RawSheet(Path("x.xlsx"), fields={"pack_parts": rows})))

    found = back.fields["pack_parts"]
    assert {key: line["yours"].text for key, line in found.items()} == {f"mine {n}": str(n + 1) for n in range(8)}


def test_months_outside_the_period_have_columns_of_their_own(written):
    period = {"period_start": {"yours": Entry("2025-01", "")}}
    meter = {
        "id": Entry("M1", ""),
        "item": Entry("natural_gas", ""),
        "2025-03": Entry("3", ""),
        "2027-01": Entry("5", ""),
    }

    back = read_workbook(written(RawSheet(Path("x.xlsx"), fields={"product": period}, tables={"meters": (meter,)})))

    assert {name: entry.text for name, entry in back.tables["meters"][0].items() if name.startswith("20")} == {
        "2025-03": "3", "2027-01": "5",
    }  # fmt: skip


HOSTILE = ["=1+1", "=cmd|'/C calc'!A0", "@SUM(A1)", "<img onerror=alert(1)>", "0.1", "1e400", "007", "１２", "1,5",
           "0.12345678901234567", "-0", "n/a", "yes", "50 %"]  # fmt: skip
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=40)


@settings(max_examples=2)
@given(texts=st.lists(WORDS, min_size=20, max_size=20))
def test_texts_come_back_as_they_were_written_or_as_the_same_number(written, texts):
    rows = tuple({"evidence_id": Entry(f"E{place}", ""), "document": Entry(text, "")}
                 for place, text in enumerate([*HOSTILE, *texts]))  # fmt: skip
    meters = tuple(
        {"id": Entry("M", ""), "item": Entry("heat", ""), "year_total": Entry(one["document"].text, "")} for one in rows
    )

    back = read_workbook(written(RawSheet(Path("x.xlsx"), tables={"evidence": rows, "meters": meters}))).tables

    for one, document, meter in zip(rows, back["evidence"], back["meters"], strict=True):
        text = one["document"].text
        assert document["document"].text == text
        assert meter["year_total"].text == text or float(meter["year_total"].text) == float(text)


def test_a_sheet_without_a_name_is_written_without_one(written):
    """An empty sheet has the name of its file there, and the chemistry of its archetype."""
    back = read_workbook(written(RawSheet(Path("x.xlsx"), fields={"product": {"model": {"yours": Entry("M", "")}}})))

    assert set(back.fields["product"]) == {"model"}
