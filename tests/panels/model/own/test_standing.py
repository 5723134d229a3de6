"""Whose data a sheet's result rests on, what to collect next, and what its masses sum to."""

import pytest

from lca_models.panels.model.own.draft import with_value
from lca_models.panels.model.own.standing import standing_of


def test_an_empty_sheet_rests_on_the_archetype_alone(shipped_study):
    found = standing_of(shipped_study, None, "lfp-60kwh", "cn-551")

    assert found.coverage == {"yours": 0.0, "supplier": 0.0, "archetype": 1.0, "given": 0, "blank": 0}
    assert found.used.number("product", "rated_energy") == 60


def test_blank_cells_follow_what_is_given(shipped_study, desk):
    """the archetype's cells weigh in proportion to the energy: 60 kWh and 120 kWh"""
    own = desk.changed(desk.begun("lfp-60kwh"), lambda raw: with_value(raw, "product", "rated_energy", "yours", "120"))
    found = standing_of(shipped_study, own, "", "cn-551")

    mass = ("product", "cells_mass")
    assert found.used.number(*mass) == pytest.approx(2 * found.archetype.number(*mass))


def test_a_filled_sheet_adds_up(shipped_study, desk, filled_sheet):
    found = standing_of(shipped_study, desk.open("x.yaml", filled_sheet), "", "cn-551")

    coverage = found.coverage
    assert coverage["yours"] + coverage["supplier"] + coverage["archetype"] == pytest.approx(1)
    assert coverage["yours"] > 0.5
    cells, pack = found.balance
    assert (cells["sum"], cells["whole"]) == (pytest.approx(365.73 / 64, rel=1e-4), pytest.approx(365.73 / 64))
    assert (pack["sum"], pack["whole"]) == (pytest.approx(457, rel=1e-3), pytest.approx(457))
    assert len(found.collect) == 5
    assert all(one["spread"] >= 0 and one["name"][1] for one in found.collect)
