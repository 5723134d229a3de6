"""The page in a browser."""

import pytest

from lca_models.scope.calculation_setup import CalculationSetup

pytestmark = pytest.mark.browser


def test_a_choice_on_the_page_is_the_same_calculation_as_in_python(show, model):
    shown = show()
    shown.change(lambda: shown.page.get_by_test_id("field cell_plant_province").select_option("CN-SC"))
    shown.change(lambda: shown.page.locator("[data-code=CN-NM]").click())
    settings = {"cell_plant_province": "CN-NM"}

    assert shown.session.state.setup == CalculationSetup("lfp-60kwh", "cn-551", settings=settings)
    assert shown.value("total pack") == sum(model.evaluate(shown.session.state.setup).stages.values())
    assert shown.errors == shown.outside == []
