"""Which field a place of a sheet is, in workbooks and in YAML."""

from pathlib import Path

import pytest

from lca_models.inventory.activity.sheet.entries import Entry, RawSheet
from lca_models.panels.model.own.places import field_name, field_of, fields_by_place

SHEET = RawSheet(
    Path("x.xlsx"),
    fields={"product": {"name": {"yours": Entry("A", "start!E7")}},
            "cell_materials": {"graphite": {"yours": Entry("1", "cell_materials.graphite.yours (line 12)"),
                                            "basis": Entry("x", "cell_materials.graphite.basis (line 12)")}}},
    tables={"meters": ({"id": Entry("M1", "meters!A6"), "2025-01": Entry("7", "meters!F6")},)},
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("start!E7", "product.name"),
        ("meters!F6", "meters.0.2025-01"),
        ("cell_materials.graphite.basis (line 12)", "cell_materials.graphite.basis"),
        ("cell_materials.graphite (line 12)", "cell_materials.graphite"),
        ("cell_materials.graphite.yours（第12行）", "cell_materials.graphite"),
        ("product.chemistry", "product.chemistry"),  # needed, and nowhere in the file
        ("product.<img>", ""),
        ("start", ""),
        ("", ""),
    ],
)
def test_a_place_is_a_field(place, field):
    assert field_of(place, fields_by_place(SHEET)) == field


def test_fields_are_named_by_what_they_hold():
    assert field_name("product", "name") == "product.name"
    assert field_name("meters", 3, "unit") == "meters.3.unit"
