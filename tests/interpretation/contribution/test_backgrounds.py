"""A result on a database of somebody beside the same on this kit's background."""

from dataclasses import replace

import pytest
from counts import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lca_models.impact.footprint import footprint_of
from lca_models.interpretation.contribution.backgrounds import background_document, side_by_side
from lca_models.inventory.projects.backgrounds import (
    BackgroundDatabase,
    find_background,
    open_background,
    read_background_tables,
)
from lca_models.inventory.projects.places import find_projects
from lca_models.inventory.system.replaced.background import with_background
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.licensed_databases import NAMED, PREMISE, STAND_IN, names_of


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


@given(some.data())
@settings(max_examples=examples(3), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_names_a_database_lacks_are_listed_and_both_results_add_up(licensed, data):
    """Every name is linked or missing, and what is missing stays in what both results have in common."""
    whole = find_background(STAND_IN, find_projects())
    lost = data.draw(some.sets(some.sampled_from(sorted(whole.activities)), max_size=60))
    electricity = data.draw(some.sampled_from(["own", "theirs"]))
    database = BackgroundDatabase(whole.place, whole.name, whole.fields)
    vars(database)["activities"] = {name: one for name, one in whole.activities.items() if name not in lost}
    background = open_background(database, read_background_tables(licensed.root), electricity)
    assert {(one.activity, one.product, one.location) for one in background.missing} == lost
    assert len(background.found) + len(background.missing) == len(names_of(licensed.root, "3.10"))
    plain = licensed.resolve(CalculationSetup(data.draw(some.sampled_from(sorted(licensed.products)))))
    on_it = footprint_of(replace(plain, system=with_background(plain.system, background)))
    found = side_by_side(on_it)
    own, theirs = found.totals
    assert sum(row.difference for row in found.materials) == pytest.approx(theirs - own, rel=1e-9, abs=1e-6)
    gone = {one.process for one in background.missing}
    assert not gone & {row.code for row in found.materials}
    assert {one["process"] for one in found.document()["missing"]} <= gone
