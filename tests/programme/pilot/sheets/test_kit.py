"""What clean sheets are drawn around."""

import pytest


def test_rows_of_the_cells_weigh_what_the_cell_of_the_archetype_does(pilot_study, kits):
    around = pilot_study.surroundings()
    for name, kit in kits.items():
        product = next(one for one in around.products.values() if one.chemistry == name)
        values = around.archetype(product.id).stored_values

        assert sum(kit.cells.values()) == pytest.approx(values[f"{name}_cell_mass"], rel=1e-3)
        assert sum(kit.parts.values()) == pytest.approx(
            values[f"{name}_pack_mass"] * (1 - values[f"{name}_cell_pack_share"]), rel=1e-3
        )


def test_yields_are_shares_and_figures_are_those_of_single_processes(kits):
    kit = kits["lfp"]

    assert all(0 < one <= 1 for one in kit.yields.values())
    assert kit.yields["can"] == 1
    assert "separator" not in kit.figures  # of two films
    assert kit.elements["lithium"] == pytest.approx(6.94 / 157.76, rel=2e-3)  # Li of LiFePO4
