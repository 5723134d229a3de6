"""A line for each material, and the reason of each that lies far off."""

from lca_models.interpretation.comparison.structure import BuiltMaterial, StructureTest
from lca_models.reporting.text.structure import structure_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking

LIME = BuiltMaterial("lime", 2.0, 2.1, 3.0, 0.5, "kg CO2e/kg", "Example, table 1", "", "")
SODA = BuiltMaterial("soda", 2.0, 1.0, 3.0, 0.0, "kg CO2e/kg", "Example, table 1", "another route", "路线不同")
FOUND = StructureTest("paper", (LIME, SODA))


def test_materials_stand_with_both_results_and_reasons():
    lines = [line.split() for line in structure_text(FOUND).splitlines()]

    assert ["lime", "2", "2.1", "+5.0%", "50%", "3"] in lines
    assert ["soda", "2", "1", "-50.0%", "0%", "3"] in lines
    assert lines[-1] == ["soda:", "another", "route"]


def test_where_nothing_lies_far_off_there_are_no_reasons():
    assert "beyond" not in structure_text(StructureTest("paper", (LIME,)))


def test_it_is_said_in_chinese():
    with speaking(CHINESE):
        assert structure_text(FOUND).splitlines()[-1] == "soda: 路线不同"
