"""Two rule books on one pack, and the steps between them."""

import pytest

from lca_models.panels.studies.rules import RulesPanel
from lca_models.scope.calculation_setup import CalculationSetup


def test_steps_between_two_rule_books_join_their_totals(model):
    found = model.compare_rules(CalculationSetup("lfp-60kwh", "cn-551"), "eu-cfb-ev")
    panel = RulesPanel(model)

    assert found.values[0] + sum(step.contribution_mean for step in found.steps) == pytest.approx(found.values[1])
    assert panel.view.parts["steps"].count("<g data-step") == len(found.steps) + 2
    assert "g CO₂-eq per kWh delivered" in panel.view.parts["steps"]
    assert "kg CO₂-eq" not in panel.view.parts["steps"]
