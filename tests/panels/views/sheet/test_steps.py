"""Every field and every table of a data sheet stands in one of the five steps."""

from collections import Counter
from pathlib import Path

from lca_models.inventory.activity.sheet.entries import TABLES, Entry, RawSheet
from lca_models.inventory.activity.sheet.fields import MATERIALS, SHEETS, columns_of, rows_of
from lca_models.panels.views.sheet.steps import COLUMNS, STEPS, columns_shown, further_fields, step_of


def test_every_field_is_asked_for_once():
    asked = Counter(place for step in STEPS for group in step.groups for place in group.fields)
    wanted = {(sheet, key) for sheet in SHEETS if sheet not in (*TABLES, *MATERIALS) for key in rows_of(sheet)}

    assert set(asked) == wanted
    assert set(asked.values()) == {1}


def test_every_table_and_both_bills_of_materials_have_a_group():
    shown = [group.sheet for step in STEPS for group in step.groups if group.sheet]

    assert sorted(shown) == sorted((*TABLES, *MATERIALS))
    assert all(set(columns) <= set(columns_of(sheet)) for sheet, columns in COLUMNS.items())


def test_a_column_that_somebody_filled_in_is_in_sight():
    raw = RawSheet(Path("x"), tables={"evidence": ({"sha256": Entry("ab", ""), "note": Entry("", "")},)})

    assert columns_shown("evidence", raw) == (*COLUMNS["evidence"], "sha256")


def test_a_field_is_found_in_its_step_and_an_unknown_one_in_the_first():
    assert [step_of(name) for name in ("cell_materials.graphite", "meters.3.2025-01", "end_of_life.route", "x.y", "")] == [
        "materials", "energy", "suppliers", "pack", "pack",
    ]  # fmt: skip
    raw = RawSheet(Path("x"), fields={"plant": {"odd": {"yours": Entry("1", "")}}})
    assert further_fields(raw) == (("plant", "odd"),)
