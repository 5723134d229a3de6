"""Rows that differ from the release, with effects that sum to the whole difference."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.assessment import score
from lca_models.impact.footprint import footprint
from lca_models.inventory.brightway.edits import EXCHANGE, PARAMETER, Edit, Edits
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack
from lca_models.inventory.system.under_rules import under_rules
from lca_models.reporting.declaration.listing.differs import Differences
from lca_models.reporting.declaration.listing.members import differences


@pytest.fixture(scope="module")
def mine(toy_study):
    """5 kWh in place of 2 at 0.5 kg."""
    archetype = toy_study.product_system("toy").before_rules
    given = GivenParameter("toy_plant_electricity", 5.0, "kWh", Origin("meters!E5"))
    return archetype, footprint(with_pack(archetype, Pack("mine", "Mine", "toy", (given,))))


@pytest.mark.parametrize("name", ["lfp_declared", "nmc_declared"])
def test_effects_sum_to_the_difference_to_the_archetype_at_the_same_settings(name, request):
    declared = request.getfixturevalue(name)
    found = differences(declared)
    archetype = declared.study.archetype_of(declared.pack)
    whole = declared.result.assessment.score - score(under_rules(archetype, declared.result.rule_set))
    assert found.total == pytest.approx(whole, rel=1e-9)
    assert sum(row["kg_co2e_per_pack"] or 0.0 for row in found.table().records()) == pytest.approx(whole, rel=1e-9)


def test_a_footprint_of_a_supplier_stands_as_a_replaced_row(nmc_declared):
    rows = [row for row in differences(nmc_declared).table().records() if row["whose"] == "replaced"]
    assert {row["release_input"] for row in rows} == {"active_materials/cathode_nmc811", ""}  # in two stages
    assert {row["input"] for row in rows} == {"replacements/supplied_cathode_nmc811"}


def test_a_given_value_moves_the_row_of_its_formula(mine):
    """3 kWh more at 0.5 kg each"""
    archetype, result = mine
    (row,) = Differences(result, archetype, Edits()).table().records()
    assert (row["whose"], row["release"], row["here"]) == ("given", 2.0, 5.0)
    assert row["kg_co2e_per_pack"] == pytest.approx(1.5)


def test_a_row_that_the_maker_adds_begins_at_0(toy_study):
    archetype = toy_study.product_system("toy").before_rules
    buyer = archetype.demanded.key[1]
    bought = next(row.input for row in archetype.exchanges if row.type == "technosphere")
    more = GivenPurchase(buyer, "/".join(bought), "2", Origin("x!A1"), adds=True)
    result = footprint(with_pack(archetype, Pack("mine", "Mine", "toy", (), (more,))))
    (row,) = Differences(result, archetype, Edits()).table().records()
    assert (row["whose"], row["release"], row["here"]) == ("added", None, 2.0)
    assert row["kg_co2e_per_pack"] == pytest.approx(result.assessment.score - score(archetype))


def test_an_edited_row_stands_with_the_amount_of_the_build(mine):
    """The project says 0.5 kg where the build said 0.4: with 5 kWh each, 2 kg against 0.8 kg of the release with 2 kWh."""
    archetype, result = mine
    place = next(place for place, row in enumerate(archetype.exchanges)
                 if row.is_emission and archetype.stored_amounts[place] and not row.formula)  # fmt: skip
    row = archetype.exchanges[place]
    built = float(archetype.stored_amounts[place]) / 2
    edit = Edit((EXCHANGE, "/".join(row.process), "/".join(row.input), row.type, "0"), "t.csv:3", "changed",
                (("amount", built, float(row.amount)),))  # fmt: skip
    found = Differences(result, archetype, Edits((edit,)))
    edited = next(one for one in found.table().records() if one["whose"] == "edited")
    assert (edited["release"], edited["here"]) == (built, float(row.amount))
    assert sum(one["kg_co2e_per_pack"] or 0 for one in found.table().records()) == pytest.approx(found.total)


def test_an_edited_parameter_is_listed_and_its_effect_stands_with_its_rows(mine):
    archetype, result = mine
    name = next(
        name for name, row in archetype.parameters.items() if not row.formula and name != "toy_plant_electricity"
    )
    was = float(archetype.parameters[name].amount)
    edit = Edit((PARAMETER, name), "p.csv:2", "changed", (("amount", was * 1.5 + 1, was),))
    rows = [*Differences(result, archetype, Edits((edit,))).table().records()]
    assert [row["process"] for row in rows if row["type"].startswith("parameter")] == [name]


def test_the_way_is_solved_with_the_rows_of_both_ends(nmc_declared):
    found = differences(nmc_declared)
    way = found._way
    assert len(way.start) == len(found.result.assessment.amounts) + len(way.before)
    assert np.isfinite(way.effects).all()
    assert replace(found, edits=Edits()).total == pytest.approx(found.total)
