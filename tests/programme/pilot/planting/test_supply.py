"""Errors of suppliers, transport and certificates, by hand."""

import pytest

from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.planting import supply
from lca_models.programme.pilot.planting.change import Ground


@pytest.fixture
def grounds(apart, kits):
    return [
        Ground(one, kits[one.company.chemistry], Draws(0, one.id), [two for two in apart if two.company != one.company])
        for one in apart
    ]


def planted(grounds, kind):
    found = ((ground, supply.PLANTS[kind](ground, ground.sheet.document)) for ground in grounds)
    return next((ground, change) for ground, change in found if change is not None)


def test_a_figure_per_piece_stands_as_one_per_kg(grounds):
    ground, change = planted(grounds, "H15")
    at = int(change.pointers[0].split("/")[2])
    before, after = (one["suppliers"][at] for one in (ground.sheet.document, change.document))

    mass = float(before["mass_per_piece"].split()[0])
    assert after["value"] == pytest.approx(before["value"] / mass * change.size, rel=1e-4)
    assert (after["declared_unit"], "mass_per_piece" in after) == ("kg", False)


def test_a_leg_is_missing(grounds):
    ground, change = planted(grounds, "H19")

    assert len(change.document["transport"]) == len(ground.sheet.document["transport"]) - 1


def test_certificates_of_another_company_are_numbered_on_and_right_would_be_none(grounds):
    ground, change = planted(grounds, "F1")
    count = int(change.size)
    rows = change.document["certificates"][:count]
    others = {
        one.document["certificates"][0]["number_first"] for one in ground.others if one.document.get("certificates")
    }

    assert rows[0]["number_first"] in others
    assert len(change.right.get("certificates", ())) == len(ground.sheet.document["certificates"]) - count


def test_certificates_for_another_plant_name_it(grounds):
    ground, change = planted(grounds, "F2")

    assert change.document["certificates"][0]["retired_for"] == f"{ground.sheet.plant.id}X"


def test_a_row_and_a_stage_are_lowered_beside_the_sheet(grounds):
    (row,) = planted(grounds, "F6")[1].edits.items()
    (stage,) = planted(grounds, "F7")[1].edits.items()

    assert row[0].startswith("row ")
    assert 0.7 <= row[1] <= 0.95
    assert stage[0].startswith("stage ")
    assert 0.85 <= stage[1] <= 0.98
