"""One cell by the kind of its field."""

import pytest

from lca_models.inventory.activity.sheet.cells import Cells, is_nearly_a_month, month_problem, near_names, units_of
from lca_models.inventory.activity.sheet.entries import Entry
from lca_models.inventory.activity.sheet.fields import NUMBER, WHOLE, all_fields, columns_of, find_field
from lca_models.inventory.activity.sheet.units import to_canonical


def test_every_number_of_the_sheet_is_read_in_the_units_that_its_field_lists():
    """1 of each unit, where the field says one"""
    for one in all_fields():
        if one.kind in (NUMBER, WHOLE) and one.unit:
            units = units_of(one)
            assert to_canonical("1", "", units.targets, units.default, units.per).unit == units.targets[0], one
            for unit in one.units:
                assert to_canonical("1", unit, units.targets, units.default, units.per).unit in units.targets, (
                    one,
                    unit,
                )


def test_limits_hold_for_the_number_in_the_unit_of_the_field():
    """5 kg to 5000 kg: 4 t are inside, 6 t are not"""
    cells, field = Cells(), find_field("product", "pack_mass")

    assert cells.read(Entry("4 t", "A1"), field).number == 4000
    assert cells.read(Entry("6 t", "A1"), field) is None
    assert [one.code for one in cells.findings.found] == ["V08"]


def test_an_amount_may_be_written_per_what_its_sheet_is_about_and_per_nothing_else():
    """kg per pack is the mass of a pack; km per pack is no distance"""
    cells = Cells()

    assert cells.read(Entry("440 kg/pack", "A1"), find_field("product", "pack_mass")).number == 440
    assert cells.read(Entry("60 kWh/件", "A1"), find_field("product", "rated_energy")) is None
    assert cells.read(Entry("800 km/pack", "A1"), columns_of("transport")["distance"]) is None
    assert cells.read(Entry("0.64 kWh/cell", "A1"), columns_of("output")["energy_per_piece"]).number == 0.64


def test_an_amount_beyond_all_use_is_refused():
    cells = Cells()

    assert cells.read(Entry("1e16 kg", "A1"), columns_of("cell_materials")["yours"]) is None
    assert "is outside" in cells.findings.found[0].text


@pytest.mark.parametrize("text", ["2025-1", "2025/01", "202501", "2025年1月", "01.2025", "2025-13", "2025"])
def test_what_is_meant_as_a_month_is_told_from_other_names(text):
    assert is_nearly_a_month(text)
    assert not is_nearly_a_month(f"q{text}")


def test_a_month_that_is_known_is_said_in_the_one_way_to_write_it():
    assert month_problem("11/2024") == "'11/2024' is no month; write it as 2024-11"
    assert month_problem("spring") == "'spring' is no month; write it as 2025-01"


def test_a_text_stands_on_one_line_and_ends_somewhere():
    cells = Cells()

    assert cells.text(Entry("two\n lines", "A1")) == "two lines"
    assert cells.text(Entry("x" * 1001, "A1")) is None
    assert cells.findings.found[0].text == "has 1,001 characters; a text has at most 1,000"


def test_only_near_names_are_offered():
    assert near_names("lpf", ["lfp", "nmc811"]) == "did you mean 'lfp'?"
    assert near_names("zzz", ["lfp", "nmc811"]) == ""
