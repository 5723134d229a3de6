"""The map as tiles."""

from lca_models.panels.charts.tile_map import tiles
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import PACK


def test_tiles_say_name_amount_and_unit(model):
    made = {
        tile["code"]: tile
        for tile in tiles(model.places(CalculationSetup("lfp-60kwh", "cn-551"), "cathode_province", PACK))
    }

    assert made["CN-SC"]["label"].startswith("Sichuan: ")
    assert made["CN-SC"]["label"].endswith("kg CO₂-eq per pack")
    assert made["CN-XZ"]["short"] == "XZ"
