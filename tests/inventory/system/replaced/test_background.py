"""Laws of a background of somebody: what is bought there moves, by what a unit of it scores, and nothing else does."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.interpretation.contribution.backgrounds import side_by_side
from lca_models.inventory.stored.background import Missing
from lca_models.inventory.system.replaced.background import (
    BOUGHT_BEFORE,
    DATABASE,
    lacking_products,
    relinked_places,
    with_background,
)
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.counts import LONG
from tests.licensed_databases import STAND_IN

PRODUCTS = ("lfp-60kwh", "naion-45kwh")


def on(study, product="lfp-60kwh", electricity="own", **said):
    return study.footprint(CalculationSetup(product, background=STAND_IN, background_electricity=electricity, **said))


@pytest.mark.parametrize("electricity", ["own", "theirs"])
def test_the_differences_of_all_materials_add_up_to_that_of_the_totals(licensed, electricity):
    """of every product, and what is in common is in both"""
    for product in licensed.products if LONG else PRODUCTS:
        found = side_by_side(on(licensed, product, electricity))
        own, theirs = found.totals
        assert sum(row.difference for row in found.materials) == pytest.approx(theirs - own, rel=1e-9)
        assert found.unchanged + sum(row.theirs for row in found.materials) == pytest.approx(theirs, rel=1e-9)


def test_the_foreground_keeps_its_rows(licensed):
    found = on(licensed)
    before = found.system.before_background
    places = relinked_places(before, found.system.background)
    amounts = found.assessment.amounts[: len(before.exchanges)]
    assert np.array_equal(amounts, before.amounts(before.parameter_values(found.resolved.numbers)))
    for place, row in enumerate(before.exchanges):
        now = found.system.exchanges[place]
        if place in places:
            assert (now.input, now.data[BOUGHT_BEFORE]) == ((DATABASE, places[place]), places[place])
        else:
            assert now == row
    assert found.system.stages[: len(before.stages)] == before.stages


def test_electricity_is_ours_or_theirs_by_choice(licensed):
    """Ours is bought from no other database; theirs moves with the region of the plant, and not within it."""
    own, theirs = on(licensed).system, on(licensed, electricity="theirs").system
    bought = [{row.input[1] for row in one.exchanges if row.input[0] == DATABASE} for one in (own, theirs)]
    assert not [code for code in bought[0] if code.startswith("electricity_")]
    assert {"electricity_cn", "electricity_cn_gd", "electricity_grid_east"} <= bought[1]
    north, alike, south = (
        on(licensed, electricity="theirs", province=place).assessment.score for place in ("CN-BJ", "CN-TJ", "CN-GD")
    )
    assert north == pytest.approx(alike)
    assert north != pytest.approx(south)


def test_a_replaced_purchase_stays_replaced(licensed):
    """Copper foil at 1 kg CO2e per kg, whatever the database has for it."""
    entry = {"buyer": "cell_lfp", "input": "copper_foil", "supplier": "supplier X", "value": 1.0, "unit": "kg CO2e/kg",
             "gwp": "GWP100 AR6", "boundary": "cradle to gate", "source": "declaration"}  # fmt: skip
    found = on(licensed, replacements=[entry])
    assert "copper_foil" not in {row.code for row in side_by_side(found).materials}
    (row,) = [place for place, one in enumerate(found.system.exchanges) if one.input[1] == "supplied_copper_foil"
              and one.type == "technosphere"]  # fmt: skip
    assert found.assessment.contributions[row] == pytest.approx(found.assessment.quantities[row])


def test_the_compiled_form_and_the_solver_agree(licensed):
    system = on(licensed, settings={"cathode_province": "CN-SC"}).system
    assert compile_system(system, [DEFAULT_METHOD])().sum() == pytest.approx(assess(system).score)


def test_the_rule_set_stands_above_both(licensed):
    """with_background changes the system before the rules too, as Brightway knows it"""
    system = on(licensed).system
    assert system.before_rules is not None
    assert system.before_rules.background == system.background
    assert system.rows_hash not in (system.before_background.rows_hash, system.before_rules.before_background.rows_hash)


def test_what_is_missing_stays_this_kits(licensed):
    found = on(licensed)
    background = found.system.background
    lost = next(one for one in background.found if one.process == "copper_foil")
    fewer = replace(
        background,
        found=tuple(one for one in background.found if one is not lost),
        missing=(Missing("copper_foil", lost.activity, lost.product, lost.location, ""),
                 Missing("glucose_of_nobody", "a", "b", "c", "")),
    )  # fmt: skip
    system = with_background(found.system.before_background, fewer)
    assert [one.process for one in lacking_products(found.system.before_background, fewer)] == ["copper_foil"]
    assert not any(row.input == (DATABASE, "copper_foil") for row in system.exchanges)


def test_a_category_without_a_counterpart_is_refused(licensed):
    with pytest.raises(ScenarioError, match="has no impact category for it"):
        on(licensed, method="fossil-energy")
    found = on(licensed, method="fossil-energy", allow_incomplete=True)
    assert any("counted as missing" in note for note in found.notes())
