"""Two batteries beside each other."""

import re

from lca_models.panels.studies.comparison import ComparisonPanel
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED


def numbers(html: str, test_id: str) -> float:
    return float(re.search(f'data-testid="{test_id}" data-value="([^"]+)"', html)[1])


def test_the_second_battery_is_shown_against_the_first(model):
    panel = ComparisonPanel(model, first="lfp-60kwh", second="naion-45kwh")
    result = model.evaluate(CalculationSetup("naion-45kwh", "cn-551"))

    assert numbers(panel.view.parts["result"], "total kwh-delivered") == result.total(KWH_DELIVERED).amount
    assert "lca-baseline" in panel.view.parts["result"]


def test_both_batteries_speak_one_language(model):
    panel = ComparisonPanel(model)
    panel.forms[0].language = panel.forms[1].language = "zh"

    assert "分阶段碳足迹" in panel.view.parts["result"]
    assert [fields.widgets["product"].description for fields in panel.fields] == ["电池包", "电池包"]
