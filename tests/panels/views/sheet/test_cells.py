"""Cells of a sheet as plain data."""

from pathlib import Path

import pytest

from lca_models.inventory.activity.sheet.blank.archetype import archetype_of
from lca_models.inventory.activity.sheet.entries import Entry, RawSheet
from lca_models.panels.views.sheet.cells import SheetCells


@pytest.fixture
def cells(shipped_study):
    archetype = archetype_of(shipped_study.product_system("lfp-60kwh"))

    def made(fields=None, tables=None, remarks=None):
        return SheetCells(RawSheet(Path("x"), "en", fields or {}, tables or {}), archetype, archetype, remarks or {})

    return made


def line(**texts):
    return {column: Entry(text, f"place of {column}") for column, text in texts.items()}


def test_a_choice_is_its_code_whichever_word_the_cell_holds(cells):
    for word in ("CN-SC", "Sichuan", "四川"):
        made = cells({"product": {"plant_province": line(yours=word)}})
        assert made.field("product", "plant_province")["text"] == "CN-SC"
    assert "CN-SC" in [one["code"] for one in made.lists["provinces"]]


@pytest.mark.parametrize(
    ("beside", "tag"),
    [
        ({}, "yours"),
        ({"source_kind": "supplier"}, "supplier"),
        ({"supplier_id": "S1"}, "supplier"),
        ({"source_kind": "meter"}, "yours"),
    ],
)
def test_whose_a_value_is(cells, beside, tag):
    made = cells({"cell_materials": {"graphite": line(yours="1.1", **beside)}})
    fields = {one["field"]: one for one in made.table_of("cell_materials")}

    assert fields["cell_materials.graphite"]["tag"] == tag


def test_remarks_on_what_stands_beside_a_value_are_shown_with_it(cells):
    said = {"severity": "error", "text": ["a", "b"], "place": "p", "code": "", "field": "", "step": ""}
    made = cells(
        {"product": {"pack_mass": line(yours="1", evidence_id="E9")}}, remarks={"product.pack_mass.evidence_id": [said]}
    )

    assert made.field("product", "pack_mass")["remarks"] == [said]


def test_without_a_first_month_there_are_no_months(cells):
    period = {"product": {"period_start": line(yours="2025-11")}}

    assert cells().table("meters")["months"] == []
    assert cells(period).table("meters")["months"][1:4] == ["2025-12", "2026-01", "2026-02"]
    assert cells(period).table("output")["months"][12] == "started.2025-11"


def test_a_row_of_ones_own_is_shown_with_its_name(cells):
    made = cells({"pack_parts": {"other_row_40": line(yours="3", label="foam", process="polyethylene")}})

    assert made.table_of("pack_parts")[-1]["name"] == ["foam", "foam"]
