from pathlib import Path

import pytest

from lca_models.inventory.activity.elements import atoms_of, check_elements, mass_fractions
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import DataSheet, MaterialLine, MetalLine, SupplierLine, Value

VALUES = {
    "molar_mass_li": 6.94, "molar_mass_fe": 55.845, "molar_mass_p": 30.974, "molar_mass_o": 15.999, "molar_mass_ni": 58.693,
    "molar_mass_co": 58.933, "molar_mass_mn": 54.938, "nmc811_pack_energy": 80.0, "nmc811_cathode_mass": 1.25,
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "atoms"),
    [
        ("LiFePO4", {"Li": 1, "Fe": 1, "P": 1, "O": 4}),
        ("LiNi0.8Co0.1Mn0.1O2", {"Li": 1, "Ni": 0.8, "Co": 0.1, "Mn": 0.1, "O": 2}),
        ("Li (Ni0.5 Mn0.3 Co0.2) O₂", {"Li": 1, "Ni": 0.5, "Mn": 0.3, "Co": 0.2, "O": 2}),
        ("Li[Ni(CoMn)2]3O", {"Li": 1, "Ni": 3, "Co": 6, "Mn": 6, "O": 1}),
        ("LiLi.5", {"Li": 1.5}),
    ],
)
def test_a_formula_is_read(formula, atoms):
    assert atoms_of(formula) == pytest.approx(atoms)


@pytest.mark.parametrize(
    "formula", ["", "811", "Li)", "(Li", "li", "Li0.8.1", "Li-FePO4", "磷酸铁锂", "(" * 60, "Li" * 50, "2Li"]
)
def test_what_is_no_formula_has_no_atoms(formula):
    assert atoms_of(formula) is None


def test_mass_fractions_follow_molar_masses():
    """lithium in LiFePO4: 6.94 / 157.755"""
    found = mass_fractions("LiFePO4", VALUES)

    assert found["Li"] == pytest.approx(6.94 / 157.755)
    assert sum(found.values()) == pytest.approx(1)
    assert mass_fractions("LiXxO2", VALUES) is None


def said(nickel: float, formula: str | None = None) -> list[str]:
    content = Value(number=nickel, unit="share", place="suppliers!X5", written=f"{nickel}")
    sheet = DataSheet(
        file=Path("a.yaml"),
        cell_materials=(MaterialLine(key="cathode", supplier_id="S1", formula=formula),),
        suppliers=(SupplierLine(supplier_id="S1", metals={"nickel": MetalLine(content=content)}),),
    )
    findings = Findings()
    check_elements(sheet, "nmc811", VALUES, findings)
    return [one.text for one in findings.found]


def test_a_supplier_whose_nickel_is_another_is_told():
    """100 kg of LiNi0.8Mn0.1Co0.1O2: 0.8 * 58.693 / 97.2795 of it nickel, 48.27 kg"""
    assert said(0.4827) == []
    assert said(0.4700) == []
    assert said(0.3700) == ["nickel: 48.27 kg by formula, 37.00 kg by the supplier."]


def test_the_formula_of_the_sheet_stands_above_that_of_the_chemistry():
    """LiNi0.6Mn0.2Co0.2O2: 36.33 %"""
    assert said(0.3633, "LiNi0.6Mn0.2Co0.2O2") == []
    assert said(0.4827, "NMC811")[0].startswith("'NMC811' is no formula")
