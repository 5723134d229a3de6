"""A solved setup stays at hand, and names its rows in both languages."""

from lca_models.panels.model.tracing.traced import KEPT, traced
from lca_models.scope.calculation_setup import CalculationSetup

SETUP = CalculationSetup("lfp-60kwh", "cn-551")


def test_a_setup_is_solved_once_and_the_last_few_are_kept(model):
    first = traced(model, SETUP)

    assert traced(model, CalculationSetup("lfp-60kwh", "cn-551")) is first
    for share in range(KEPT):
        traced(model, SETUP.with_setting("green_power_share", 0.1 * share + 0.1))
    assert traced(model, SETUP) is not first


def test_rows_have_keys_and_names(model):
    found = traced(model, SETUP)
    place = found.places["manufacturing/cells:cell_lfp:copper_foil"]

    assert found.keys[place] == "manufacturing/cells:cell_lfp:copper_foil"
    assert found.pair(place) == ["copper foil → LFP cell", "铜箔 → LFP电芯"]
    assert found.sources["EverBatt2023"].year
    assert any(table.kind == "published_materials" for table in found.tables)
    assert len(found.tree.first("distribution")) >= 1


def test_two_products_have_keys_of_their_own(model):
    lithium, nickel = (traced(model, CalculationSetup(one, "cn-551")) for one in ("lfp-60kwh", "nmc811-80kwh"))

    assert len(lithium.keys) == len(lithium.system.exchanges)
    assert len(nickel.keys) == len(nickel.system.exchanges)
    assert "manufacturing/cells:cell_nmc811:anode_graphite" in nickel.places
