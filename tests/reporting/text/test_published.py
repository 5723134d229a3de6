"""The kit beside others as lines: each bar of a reconciliation with its figures, each material of a test of structure."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.interpretation.comparison.reconciliation import Bar, Reconciliation
from lca_models.interpretation.comparison.structure import BuiltMaterial, StructureTest
from lca_models.interpretation.contribution.published_inputs import Reference
from lca_models.reporting.text.published import reconciliation_text, structure_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking

LIME = BuiltMaterial("lime", 2.0, 2.1, 3.0, 0.5, "kg CO2e/kg", "Example, table 1", "", "")
SODA = BuiltMaterial("soda", 2.0, 1.0, 3.0, 0.0, "kg CO2e/kg", "Example, table 1", "another route", "路线不同")
BUILT = StructureTest("paper", (LIME, SODA))
PAPER = Reference("paper", "A paper", "toy", "gate", 0.1, 0.05, 0.15, "Example", "abstract", "2025")


@pytest.fixture
def found(toy_system):
    return Reconciliation(footprint(toy_system), PAPER, 11 / 60, (Bar("grid", -0.05, ("power: 0.2",)),), 3)


def test_each_bar_stands_with_its_figures(found):
    lines = reconciliation_text(found).splitlines()

    assert [line.split() for line in lines[2:8]] == [
        ["this", "kit,", "gate", "0.18"], ["grid", "-0.05"], ["power:", "0.2"], ["not", "explained", "-0.03"],
        ["paper", "0.10"], ["Example,", "abstract"],
    ]  # fmt: skip
    assert "explained: 60% of the difference" in lines
    assert "published range: 0.05 to 0.15; this kit is outside of it" in lines


def test_a_range_alone_says_so(found):
    text = reconciliation_text(Reconciliation(found.footprint, PAPER, 0.12, (), 2))

    assert "range only: the reference publishes 2 inputs" in text
    assert "this kit is inside of it" in text
    assert "not explained" not in text


def test_it_is_said_in_chinese(found):
    with speaking(CHINESE):
        assert "未解释" in reconciliation_text(found)


def test_materials_stand_with_both_results_and_reasons():
    lines = [line.split() for line in structure_text(BUILT).splitlines()]

    assert ["lime", "2", "2.1", "+5.0%", "50%", "3"] in lines
    assert ["soda", "2", "1", "-50.0%", "0%", "3"] in lines
    assert lines[-1] == ["soda:", "another", "route"]


def test_where_nothing_lies_far_off_there_are_no_reasons():
    assert "beyond" not in structure_text(StructureTest("paper", (LIME,)))


def test_reasons_are_said_in_chinese():
    with speaking(CHINESE):
        assert structure_text(BUILT).splitlines()[-1] == "soda: 路线不同"
