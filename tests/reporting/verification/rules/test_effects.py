"""What a finding moves: the result with the right value less the declared one, which is what a sheet with it comes to."""

import pytest
from judged_cases import GONE, LFP, NMC

from lca_models.reporting.verification.rules.effects import (
    effect_of,
    effect_of_energy,
    effect_of_settings,
    scaled,
    with_fields,
    with_number,
    with_row,
)


@pytest.mark.parametrize("name", [LFP, NMC])
def test_an_unchanged_sheet_moves_nothing(cases, name):
    case = cases.base(name)

    assert effect_of(case, case.sheet) == 0.0


def test_the_effect_of_a_right_value_is_what_its_sheet_comes_to(cases):
    """gas of January 711 872 m3 that was entered as 7 118 720: the right sheet is the example"""
    case, right = cases.of({"meters.3.months.2025-01": "7118720"}), cases.base()

    changed = with_row(case.sheet, "meters", 3, scaled(case.sheet.meters[3], 0.1, "2025-01"))

    assert effect_of(case, changed) == pytest.approx(right.total_kg - case.total_kg, rel=1e-9)
    assert effect_of(case, changed) < 0  # too much was declared


def test_a_change_of_structure_is_calculated_on_a_system_of_its_own(cases):
    """without its row the archetype has the mass of the can, which no number of the pack's system says"""
    case = cases.base()
    without = tuple(line for line in case.sheet.cell_materials if line.key != "can")

    assert effect_of(case, case.sheet.model_copy(update={"cell_materials": without})) == pytest.approx(
        cases.of({"cell_materials.can": GONE}).total_kg - case.total_kg
    )


def test_a_change_that_the_kit_refuses_has_no_effect_to_tell(cases):
    case = cases.base()

    mass = with_number(case.sheet.product.cells_mass, 3657.3)

    assert effect_of(case, with_fields(case.sheet, "product", cells_mass=mass)) is None


def test_another_energy_delivered_is_turned_into_kg(cases):
    """108 000 kWh declared and 104 000 right: total x (108 / 104 - 1)"""
    case = cases.base()

    assert effect_of_energy(case, 108_000, 104_000) == pytest.approx(case.total_kg * (108 / 104 - 1))


def test_settings_move_the_result_as_a_setup_with_them_does(cases):
    case, other = cases.base(), cases.base(settings={"certificates_count": "1", "grid_year": "2023"})

    assert effect_of_settings(case, {"certificates_count": 1, "grid_year": 2023}) == pytest.approx(
        other.total_kg - case.total_kg
    )
    assert effect_of_settings(case, {"grid_year": 1066}) is None


def test_amounts_of_a_year_are_scaled_in_every_form(cases):
    meter = cases.base().sheet.meters[4]  # electrode scrap, of the year alone

    assert scaled(meter, 2.0).year_total.number == 2 * 2_943_300
    assert scaled(cases.base().sheet.meters[3], 2.0, "2025-01").months["2025-02"].number == 644_901
