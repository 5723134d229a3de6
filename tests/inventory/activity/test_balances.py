from pathlib import Path

import pytest

from lca_models.inventory.activity.balances import (
    cell_masses,
    check_balances,
    check_energy,
    least_masses,
    part_masses,
)
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.fields import materials
from lca_models.inventory.activity.sheet.models import (
    DataSheet,
    MaterialLine,
    OutputLine,
    PartLine,
    ProductFields,
    Value,
)
from lca_models.inventory.tables.formulas import names_in

# 5 kg of cells per kWh of a pack of 60 kWh and 400 kg: cathode 2, graphite 1, copper 1, can 1; 100 kg of parts, half
# aluminium and half steel.
CHEMISTRY = "lfp"
NAMES = {name for one in materials() for name in names_in(one.mass_of(CHEMISTRY) or "0")}
VALUES = dict.fromkeys(NAMES, 0.0) | {
    "lfp_cathode_mass": 2.0, "lfp_graphite_mass": 1.0, "lfp_copper_mass": 1.0, "lfp_can_mass": 1.0, "lfp_cell_mass": 5.0,
    "lfp_pack_energy": 60.0, "lfp_pack_mass": 400.0, "lfp_cell_pack_share": 0.75, "pack_aluminium_share": 0.5,
    "pack_steel_share": 0.5, "electrode_material_yield": 1.0, "cell_acceptance_rate": 1.0, "nmp_binder_ratio": 1.0,
    "anode_binder_cmc_share": 0.6, "water_binder_ratio": 1.0, "nmp_recovery_rate": 1.0,
    "lfp_inner_mass": 4.0, "lfp_light_design_mass": 3.0, "lfp_heavy_design_mass": 5.0,
}  # fmt: skip


def number(amount: float, place: str = "cell", unit: str = "kg") -> Value:
    return Value(number=amount, unit=unit, place=place, written=f"{amount:g}")


def cell_rows(*keys: str) -> tuple[MaterialLine, ...]:
    return tuple(MaterialLine(key=key, value=number(1, f"cell_materials.{key}"), place=key) for key in keys)


def part_rows(*keys: str) -> tuple[PartLine, ...]:
    return tuple(PartLine(key=key, value=number(1, f"pack_parts.{key}"), place=key) for key in keys)


ALL_CELLS = cell_rows("cathode", "graphite", "copper_foil", "can")
ALL_PARTS = part_rows("aluminium", "steel")


def sheet_with(cells=(), parts=(), output=(), **product: float) -> DataSheet:
    fields = {name: number(amount, f"product.{name}") for name, amount in {"rated_energy": 60, **product}.items()}
    return DataSheet(
        file=Path("a.yaml"), product=ProductFields(model="EX", **fields), cell_materials=cells, pack_parts=parts,
        output=output,
    )  # fmt: skip


def said(sheet: DataSheet, **values: float) -> list[tuple[str, str, str]]:
    findings = Findings()
    check_balances(sheet, CHEMISTRY, VALUES | values, findings)
    return [(one.severity, one.code, one.text) for one in findings.found]


def test_rows_that_are_given_and_rows_of_the_archetype_are_told_apart():
    sheet = sheet_with(cell_rows("cathode", "our glue"), part_rows("steel", "aerogel"))
    values = VALUES | {"own_our_glue_mass": 0.1, "own_pack_steel": 30.0, "own_pack_aerogel": 2.0}
    cells, parts = cell_masses(sheet, CHEMISTRY, values), part_masses(sheet, CHEMISTRY, values)

    assert cells.given == {"cathode": 2.0, "our glue": 0.1}
    assert cells.blank == {"graphite": 1.0, "copper_foil": 1.0, "can": 1.0}
    assert parts.given == {"steel": 30.0, "aerogel": 2.0}
    assert parts.blank == {"aluminium": 50.0}
    assert cells.total == pytest.approx(5.1)


def test_an_electrolyte_stands_in_its_parts():
    values = VALUES | {"lfp_lithium_salt_mass": 0.2, "lfp_ethylene_carbonate_mass": 0.8}
    masses = cell_masses(sheet_with(cell_rows("electrolyte")), CHEMISTRY, values)

    assert {key: mass for key, mass in masses.given.items() if mass} == {"lithium_salt": 0.2, "ethylene_carbonate": 0.8}


def test_a_sheet_that_adds_up_has_no_finding():
    assert said(sheet_with(ALL_CELLS, ALL_PARTS, cells_mass=300, pack_mass=400)) == []
    assert said(sheet_with()) == []


@pytest.mark.parametrize(
    ("cells", "severity"), [(298, ""), (296, "warning"), (314, "warning"), (330, "error"), (280, "error")]
)
def test_cell_parts_are_compared_with_the_mass_of_the_cells(cells, severity):
    """300 kg of parts: warned above 1 %, refused above 5 %"""
    found = said(sheet_with(ALL_CELLS, cells_mass=cells))

    assert [one[:2] for one in found] == ([(severity, "V10")] if severity else [])


def test_the_words_are_those_of_the_sheet():
    found = said(sheet_with(ALL_CELLS, cells_mass=336), lfp_cathode_mass=2.07)

    assert found[0][2] == "Cell parts sum to 5.07 kg/kWh, you entered 5.60."


def test_blank_rows_may_be_the_reason_and_are_named():
    """given 3 of 5 kg/kWh, entered 5.6: what is missing may stand in blank rows"""
    found = said(sheet_with(cell_rows("cathode", "graphite"), cells_mass=336))

    assert [one[:2] for one in found] == [("warning", "V10"), ("warning", "V12")]
    assert found[1][2] == (
        "2 blank rows hold archetype masses (2 kg in all); fill copper foil, with tabs, can and lid or set them to 0."
    )


def test_given_rows_alone_above_the_mass_are_refused_whatever_is_blank():
    """4 kg/kWh given, 3.5 entered"""
    found = said(sheet_with(cell_rows("cathode", "graphite", "can"), cells_mass=210))

    assert [one[:2] for one in found] == [("error", "V10"), ("warning", "V12")]


@pytest.mark.parametrize(("pack", "severity"), [(400, ""), (395, "warning"), (430, "error")])
def test_cells_and_parts_are_compared_with_the_mass_of_the_pack(pack, severity):
    found = said(
        sheet_with(ALL_CELLS, ALL_PARTS, cells_mass=300, pack_mass=pack), own_pack_aluminium=50, own_pack_steel=50
    )

    assert [one[:2] for one in found] == ([(severity, "V11")] if severity else [])


def test_the_cells_of_a_pack_are_those_of_the_materials_where_nobody_weighed_them():
    """60 kWh of 5 kg, and 100 kg of parts, are 400 kg"""
    found = said(sheet_with(ALL_CELLS, ALL_PARTS, pack_mass=480), own_pack_aluminium=50, own_pack_steel=50)

    assert found[0][2] == "Cells and parts sum to 400.00 kg, the pack mass is 480.00 kg."


def test_a_design_that_the_kit_does_not_have_is_told_where_rows_are_blank():
    heavy = {"lfp_inner_mass": 6.0}

    assert [one[:2] for one in said(sheet_with(cell_rows("cathode")), **heavy)] == [("warning", "V12")]
    assert said(sheet_with(ALL_CELLS), **heavy) == []


def test_energy_follows_the_programme():
    def codes(**product: float) -> list[tuple[str, str]]:
        findings = Findings()
        check_energy(sheet_with(**product), findings)
        return [(one.severity, one.code) for one in findings.found]

    assert codes(rated_energy=60, usable_energy=60) == []
    assert codes(rated_energy=60, usable_energy=60.1) == [("error", "V36")]
    assert codes(rated_energy=2) == [("warning", "V48")]
    assert codes(rated_energy=2.01) == []


def test_active_masses_cannot_be_below_theory():
    """lfp 1000 / (169.9 * 3.2), nmc811 1000 / (275.5 * 3.8), graphite 1000 / (372 * 3.2) and (372 * 3.7)"""
    assert least_masses("lfp") == pytest.approx({"cathode": 1.839, "graphite": 0.840}, abs=5e-4)
    assert least_masses("nmc811") == pytest.approx({"cathode": 0.955, "graphite": 0.727}, abs=6e-4)
    found = said(sheet_with(ALL_CELLS), lfp_cathode_mass=1.8)
    assert [one[:2] for one in found] == [("warning", "V14")]
    assert found[0][2] == "1.8 kg/kWh of cathode active material cannot store 1 kWh (theory: 1.839)."


def test_silicon_holds_more_than_graphite():
    rows = (MaterialLine(key="graphite", value=number(1), silicon_share=number(0.05)), *cell_rows("can"))

    assert said(sheet_with(rows), lfp_graphite_mass=0.7) == []


def test_what_stands_twice_is_the_same():
    line = OutputLine(product_id="EX", unit="packs", energy_per_piece=number(64, "output!D5", "kWh"))
    found = said(sheet_with(output=(line,)))

    assert found == [("warning", "", "rated energy: 64 kg here, 60 in product.rated_energy; correct one")]
    assert said(sheet_with(output=(line.model_copy(update={"product_id": "other"}),))) == []
