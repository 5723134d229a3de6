"""Whose a number is: the word follows the evidence of the row, and a person's stands above all."""

import pytest

from lca_models.inventory.system.rows import IN_PLACE_OF
from lca_models.panels.model.tracing.kinds import (
    KINDS,
    default_of,
    formula_of_parameter,
    formula_of_row,
    kind_of,
    kind_of_row,
    plain_behind,
    set_by_person,
    source_of_row,
    source_words,
)
from lca_models.panels.model.tracing.traced import traced
from lca_models.scope.calculation_setup import CalculationSetup

SETUP = CalculationSetup("lfp-60kwh", "cn-551")
GRAPHITE = "manufacturing/cells:cell_lfp:anode_graphite"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"evidence": "measured"}, "cited"),
        ({"evidence": "literature"}, "cited"),
        ({"evidence": "calculated"}, "calculated"),
        ({"evidence": "assumed"}, "assumed"),
        ({"evidence": "literature", "verified": "unreachable"}, "assumed"),
        ({"evidence": "user"}, "yours"),
        ({"evidence": "literature", IN_PLACE_OF: "anode_graphite"}, "supplier"),
        ({}, "calculated"),
    ],
)
def test_the_kind_follows_the_evidence(data, kind):
    assert kind_of(data) == kind
    assert kind in KINDS


def test_a_setting_makes_the_rows_behind_which_it_stands_yours(model):
    found = traced(model, SETUP.with_setting("cell_acceptance_rate", 0.9))
    row, other = found.places[GRAPHITE], found.places["manufacturing/packs:pack_lfp:aluminium_profile"]

    assert (kind_of_row(found, row), kind_of_row(found, other)) == ("yours", "calculated")
    assert source_of_row(found, row) == ("yours", {"key": "kind.yours"})
    assert source_of_row(found, other)[0] == "Crenna2021"
    assert set_by_person(found, formula_of_row(found, row)) == ["cell_acceptance_rate"]
    assert set_by_person(found, formula_of_row(found, other)) == []


def test_a_formula_rests_on_plain_parameters_through_those_that_follow(model):
    found = traced(model, SETUP)
    mass = formula_of_parameter(found, "lfp_pack_mass")
    plain = list(plain_behind(found, mass))

    assert "lfp_cell_specific_energy" in mass.names
    assert "lfp_cell_specific_energy" not in plain
    assert "lfp_reference_specific_energy" in plain
    assert all(not default_of(found, name).formula for name in plain)
    assert formula_of_parameter(found, "lfp_pack_energy") is None


def test_a_year_is_said_once():
    assert source_words("EverBatt 2023", 2023)[0] == "EverBatt 2023"
    assert source_words("A model", 2021) == ["A model (2021)", "A model (2021)"]
