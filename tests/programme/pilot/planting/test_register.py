"""Laws of all kinds."""

import copy

import pytest

from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.kinds import kinds
from lca_models.programme.pilot.planting.change import Ground
from lca_models.programme.pilot.planting.register import OF_PLANT, plants

BESIDE = ("N2", "F6", "F7")  # the sheet stays as it is: what is wrong stands beside it


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_changes_a_copy_of_a_sheet_and_says_where(kind, apart, kits):
    done = 0
    for sheet in apart:
        before = copy.deepcopy(sheet.document)
        others = [one for one in apart if one.company.number != sheet.company.number]
        ground = Ground(sheet, kits[sheet.company.chemistry], Draws(0, sheet.id), others)
        change = plants()[kind](ground, sheet.document)

        assert sheet.document == before
        if change is not None:
            done += 1
            assert (change.document == before) == (kind in BESIDE)
            assert change.pointers
            assert all(one.startswith("/") or "." in one for one in change.pointers)
            assert plants()[kind](ground, sheet.document) == change  # of the same draws
    assert done


def test_every_kind_is_planted_and_kinds_of_a_plant_are_among_them():
    assert plants().keys() == kinds().keys()
    assert plants().keys() > OF_PLANT
