"""Clean sheets, as the kit reads them."""

import pytest

from lca_models.programme.pilot.calculating import judged
from lca_models.programme.pilot.judging import pointer_of


@pytest.mark.parametrize("design", ["together", "apart"])
def test_the_kit_refuses_no_clean_sheet_and_knows_that_it_is_made_up(design, request, pilot_study, tmp_path):
    sheets = request.getfixturevalue(design)
    for one in sheets[:: len(sheets) // 4]:
        found = judged(pilot_study, one.id, one.document, tmp_path)

        assert found.pack is not None, [check.words for check in found.checks]
        assert found.pack.is_example
        assert found.sheet.product.model == one.id
        assert {check.code for check in found.checks if check.severity == "warning"} <= {"V09", "V41", "V42"}


def test_sheets_of_a_plant_hold_the_same_meters_and_output(together):
    first, second = together[:2]

    assert first.plant.id == second.plant.id
    assert all(
        first.document[name] == second.document[name] for name in ("meters", "output", "allocation", "transport")
    )


def test_a_place_in_a_file_is_a_pointer_into_the_judged_sheet(pilot_study, together, tmp_path):
    sheet = judged(pilot_study, "x", together[0].document, tmp_path).sheet

    assert pointer_of(sheet, "cell_materials.graphite.yours (line 12)") == "/cell_materials/1/yours"
    assert pointer_of(sheet, "meters[0].months.2025-03 (line 9)") == "/meters/0/months/2025-03"
