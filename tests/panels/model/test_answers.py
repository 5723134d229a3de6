"""What panels show is what the library calculates."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.panels.model.answers import change
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK


@pytest.mark.parametrize("setup", [
    CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": 0.5, "cathode_province": "CN-SC"}),
    CalculationSetup("nmc811-80kwh", "eu-cfb-ev", settings={"nmc811_pack_energy": 100.0}),
    CalculationSetup("naion-45kwh", "cn-551", settings={"end_of_life_approach": "cff", "grid_year": "2035"}),
], ids=lambda one: one.product)  # fmt: skip
def test_a_setup_has_the_footprint_of_the_library(model, setup):
    expected = footprint(model.study.product_system(setup.product, rules=setup.rules), setup.settings)
    found = model.evaluate(setup)

    for total in expected.totals():
        assert found.total(total.basis).amount == pytest.approx(total.amount, rel=1e-9)
        assert found.unit(total.basis) == total.unit_text
    assert dict(found.stages) == pytest.approx(expected.stages, rel=1e-9, abs=1e-9)
    assert found.credits.get("recycling", 0) == pytest.approx(
        expected.assessment.credits().get("recycling", 0), rel=1e-9
    )
    assert found.functional_unit == expected.functional_unit


def test_the_rows_of_each_basis_sum_to_its_total(model):
    found = model.evaluate(CalculationSetup("lfp-60kwh", "eu-cfb-ev"))

    for per in DECLARED_UNITS:
        rows = found.table[found.table["basis"] == per.words()]
        assert rows["amount"].sum() == pytest.approx(found.total(per).amount)


def test_a_change_is_told_in_the_unit_and_as_a_share(model):
    """against itself nothing; green power for all of the cell plant saves"""
    before, after = (
        model.evaluate(CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": share}))
        for share in (0.0, 1.0)
    )
    found = change(after, before, PACK)

    assert change(before, before, PACK).amount == 0
    assert found.amount < 0
    assert found.share == pytest.approx(found.amount / before.total(PACK).amount)


def test_the_place_of_the_plant_on_the_map_has_its_total(model):
    here = CalculationSetup("lfp-60kwh", "cn-551", settings={"cell_plant_province": "CN-GS"})
    table = model.places(here, "cell_plant_province", PACK).set_index("province")

    assert len(table) == 31
    assert table["amount"]["CN-GS"] == pytest.approx(model.evaluate(here).total(PACK).amount, rel=1e-12)
