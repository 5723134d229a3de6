"""A model's factors in the toy's processes; and EverBatt 2023 in those of the kit."""

import shutil
from dataclasses import replace

import pytest

from lca_models.interpretation.comparison.structure import structure_test
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.scenario import ScenarioError

HEAD = "reference,target,amount,unit,built,source,locator,figure_as_printed,reason,reason_zh"
NICKEL_CATHODES = ("cathode_nmc111", "cathode_nmc532", "cathode_nmc622", "cathode_nmc811", "cathode_nca")


@pytest.fixture
def tested(toy_study, tmp_path):
    """The toy beside a model of a pack that states what nickel sulfate and power stand for."""
    root = tmp_path / "inventories"
    shutil.copytree(toy_study.root, root)

    def make(*rows, reference="paper"):
        lines = [HEAD, *(f"paper,{row},Example,table 1,as printed,," for row in rows)]
        (root / "reference_factors.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return structure_test(replace(toy_study, root=root), reference)

    return make


def test_a_material_is_built_with_the_factors_of_the_model(tested):
    """10 kg nickel sulfate at 0.3 in place of 0.6, and 2 kWh at 0.2 in place of 0.5; 4 kg of emissions stay the toy's"""
    [pack] = tested(
        "pack_toy,9,kg CO2e/unit,yes", "nickel_sulfate,0.3,kg CO2e/kg,no", "electricity_cell_plant,0.2,kg CO2e/kWh,no"
    ).materials

    assert (pack.kit, pack.fed) == (pytest.approx(11), pytest.approx(10 * 0.3 + 2 * 0.2 + 4))
    assert pack.own_share == pytest.approx(4 / 7.4)
    assert pack.deviation == pytest.approx(7.4 / 9 - 1)
    assert pack.owes_reason


def test_nothing_of_the_model_leaves_the_kit_as_it_is(tested):
    [pack] = tested("pack_toy,11,kg CO2e/unit,yes").materials

    assert (pack.fed, pack.own_share) == (pytest.approx(pack.kit), pytest.approx(1))
    assert not pack.owes_reason


def test_a_material_that_no_process_makes_is_named(tested):
    with pytest.raises(InventoryError, match="no process of this kit makes 'packk'"):
        tested("packk,11,kg CO2e/unit,yes")


def test_an_unknown_reference_ends_with_the_nearest(tested):
    with pytest.raises(ScenarioError, match="no factors of a reference 'papr'; did you mean 'paper'"):
        tested("pack_toy,11,kg CO2e/unit,yes", reference="papr")


def test_cathodes_of_nickel_close_and_every_other_deviation_has_its_reason(shipped_study):
    """EverBatt's amounts and factors give its cathodes to 0.1 %; losses and lithium in excess move them by less than 4 %"""
    found = {one.material: one for one in structure_test(shipped_study, "everbatt-2023").materials}

    assert all(abs(found[name].deviation) < 0.04 for name in NICKEL_CATHODES)
    assert all(found[name].own_share < 0.02 for name in NICKEL_CATHODES)
    assert [one.material for one in found.values() if one.owes_reason and not (one.reason and one.reason_zh)] == []
