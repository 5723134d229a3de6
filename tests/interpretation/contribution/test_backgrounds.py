"""A result on a database of somebody beside the same on this kit's background."""

import pytest

from lca_models.interpretation.contribution.backgrounds import background_document, side_by_side
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.licensed_databases import NAMED, PREMISE, STAND_IN


def on(study, database):
    return study.footprint(CalculationSetup("lfp-60kwh", background=database))


def test_a_material_is_what_is_bought_times_the_score_of_a_unit(licensed):
    """deionised water: kilograms times the score of a kilogram there, and here"""
    found = side_by_side(on(licensed, STAND_IN))
    row = next(one for one in found.materials if one.code == "deionised_water")
    there = dict(found.background.linked["deionised_water"].scores)["gwp100-ar6"]
    assert row.theirs == pytest.approx(row.quantity * there)
    assert (row.unit, row.activity, row.location) == ("kg", "market for water, deionised", "RoW")
    assert found.own.assessment.score == pytest.approx(
        licensed.footprint(CalculationSetup("lfp-60kwh")).assessment.score
    )


def test_table_and_document_say_the_same(licensed):
    found = side_by_side(on(licensed, STAND_IN))
    table, document = found.table(), found.document()
    assert table["own"].sum() == pytest.approx(document["own"])
    assert table["theirs"].sum() == pytest.approx(document["theirs"])
    assert sum(row["difference"] for row in document["materials"]) == pytest.approx(document["difference"])
    assert document["missing"] == []
    assert document["tried_on_that_database"] is False
    assert sum(one["theirs"] for one in document["stages"].values()) == pytest.approx(document["theirs"])


def test_scenarios_of_premise_are_named_by_model_pathway_and_year(licensed):
    """Half of the scores, so that half of what is bought there is left."""
    today, later, named = (on(licensed, one) for one in (STAND_IN, PREMISE, NAMED))
    said = background_document(later.system.background)
    assert (said["model"], said["pathway"], said["year"]) == ("remind", "SSP2-PkBudg500", 2050)
    assert named.system.background.title == f"{NAMED} (image SSP2-Base 2040)"
    common = side_by_side(today).unchanged
    assert later.assessment.score - common == pytest.approx((today.assessment.score - common) / 2)


def test_a_result_on_the_kits_own_background_has_nothing_beside_it(licensed):
    with pytest.raises(ScenarioError, match="name another with --background"):
        side_by_side(licensed.footprint(CalculationSetup("lfp-60kwh")))
