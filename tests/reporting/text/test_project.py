"""The status of the project in use, as text."""

from pathlib import Path

from lca_models.inventory.brightway.edits import Edit, Edits
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.brightway.status import ProjectStatus
from lca_models.reporting.text.project import status_text

CURRENT = CurrentProject("lca-models 1", "folder", "0" * 32 + "-4", "1:" + "0" * 64)
ROW = ("exchange", "a/b", "c/d", "technosphere", "0")


def status(**given):
    whole = {"base": Path("/base"), "current": CURRENT, "tables": Path("/tables"), "follows_tables": True, "about": {},
             "edits": Edits()}  # fmt: skip
    return status_text(ProjectStatus(**whole | given))


def test_no_project_says_how_to_get_one():
    assert status(current=None).startswith("no project yet in /base; run lca-models build")


def test_a_project_as_built_says_so():
    text = status(about={"built_utc": "2026-01-02T03:04:05Z", "lca_models": "0.1.0", "tables": "/tables"})

    assert "2026-01-02T03:04:05Z by lca_models 0.1.0 from /tables" in text
    assert "none: every row is as it was built" in text
    assert "by an earlier version" in status()
    assert "others than it was built from" in status(follows_tables=False)


def test_an_edited_row_shows_each_field_as_it_was_and_is():
    edits = Edits((Edit(ROW, "a.csv:3", "changed", (("amount", 1.0, 2.5), ("comment", None, "x" * 99))),),
                  (Edit(ROW, "", "changed", (("calculated amount", 1.0, 2.0),)),))  # fmt: skip
    lines = status(edits=edits, earlier=(("old", True), ("older", False))).splitlines()

    assert "a/b <- c/d, technosphere  [changed, a.csv:3]" in lines
    assert "  amount: 1 -> 2.5" in lines
    assert f"  comment: none -> {'x' * 60}…" in lines
    assert any("1 row differs from the build; amounts that follow by their formulas: 1;" in line for line in lines)
    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("earlier")] == ["old, edited", "older"]


def test_nobody_knows_how_many_rows_where_no_record_was_kept():
    assert "kept no record of its rows" in status(edits=Edits(is_known=False))
