"""Masses of the sheet on any basis, as parameters of the pack."""

from lca_models.inventory.activity.sheet.models import MaterialLine, PartLine
from lca_models.reporting.declaration.calculation.book.pages import Book
from lca_models.reporting.declaration.calculation.book.reading import evaluated
from lca_models.reporting.declaration.calculation.book.writing import formulas_of
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.materials import fill_materials
from lca_models.reporting.declaration.calculation.inputs.product import fill_product
from tests.data_sheets import given, sheet_of


def test_masses_follow_their_basis(lfp_declared):
    """128 kg in a pack of 64 kWh are 2 a kWh; 0.5 in each of 64 cells are 0.5; a part stays in kg a pack"""
    cells = (MaterialLine(key="cathode", value=given(128.0), basis="per_pack"),
             MaterialLine(key="graphite", value=given(0.5), basis="per_cell"),
             MaterialLine(key="can", value=given(0.2), basis="per_kwh"))  # fmt: skip
    product = {"rated_energy": given(64.0, "kWh"), "cells_per_pack": given(64.0, "piece")}
    into = Filling(Book(), sheet_of(product, cell_materials=cells, pack_parts=(PartLine(key="steel", value=given(5.0)),)),
                   lfp_declared.result)  # fmt: skip
    fill_product(into)
    fill_materials(into)
    found = evaluated(formulas_of(into.book)).numbers()

    wanted = {"lfp_cathode_mass": 2, "lfp_graphite_mass": 0.5, "lfp_can_mass": 0.2, "own_pack_steel": 5}
    assert {name: found[into.formulas[name]] for name in wanted} == wanted
