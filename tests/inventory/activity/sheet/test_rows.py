"""Rows: their places, blanks, and what is known about their values."""

from lca_models.inventory.activity.sheet.entries import Entry
from lca_models.inventory.activity.sheet.models import TransportLine
from lca_models.inventory.activity.sheet.rows import Rows, is_blank, plain_line, row_place


def line(**texts):
    return {name: Entry(text, f"transport!{name}") for name, text in texts.items()}


def test_a_row_has_the_place_of_its_sheet_and_number():
    assert row_place({"id": Entry("M1", "meters[0].id (line 12)")}) == "meters[0] (line 12)"
    assert row_place({"2025-01": Entry("1", "meters[3].months.2025-01（第12行）")}) == "meters[3]（第12行）"
    assert row_place({"yours": Entry("1", "pack_parts.gap pad.yours (line 4)")}) == "pack_parts.gap pad (line 4)"
    assert row_place({"id": Entry("M1", "meters!A7")}) == "meters!A7"
    assert row_place({}, "meters") == "meters"


def test_a_row_of_blanks_says_nothing_nor_one_with_what_a_sheet_is_prefilled_with():
    assert is_blank(line(unit="", yours=""))
    assert is_blank(line(unit="kg", yours=""), ("unit",))
    assert not is_blank(line(unit="kg", yours="5"), ("unit",))


def test_value_and_yours_are_one_column_where_a_sheet_has_no_other():
    assert list(plain_line("pack_parts", line(value="5"))) == ["yours"]
    assert list(plain_line("suppliers", line(value="5"))) == ["value"]


def test_numbers_of_a_row_know_its_source_and_evidence():
    rows = Rows()

    found, about = rows.columns("transport", line(direction="in", distance="5", source_kind="meter", evidence_id="E1"))

    assert about == {"source_kind": "meter", "evidence_id": "E1"}
    assert (found["distance"].source_kind, found["distance"].evidence_id) == ("meter", "E1")


def test_a_row_without_what_names_it_makes_no_line():
    """its absence was said already"""
    rows = Rows()

    assert rows.made(TransportLine, "transport!A1", {"mode": "truck"}) is None
    assert rows.findings.found == []
    assert rows.made(TransportLine, "transport!A1", {"direction": "in", "mode": None}).mode is None
