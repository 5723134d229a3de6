from pathlib import Path

import pytest
from data_sheets import given, sheet_of

from lca_models.inventory.activity.calculable import check_calculable, check_masses
from lca_models.inventory.activity.findings import ERROR, Findings
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.scope.errors import LcaModelsError

BASE = {
    "product": {"name": "Pack A", "chemistry": "lfp", "plant_province": "CN-SC", "rated_energy": "60 kWh",
                "pack_mass": "440 kg", "cells_mass": "350 kg"},
    "cycle_test": {"cycles": "1500"},
}  # fmt: skip
CHANGES = [
    {"product": {}},
    {"product": {"cells_mass": "450 kg"}},
    {"product": {"cells_mass": "430 kg"}},
    {"product": {"cells_mass": "60 kg"}},
    {"product": {"cells_mass": "2 kg", "pack_mass": "3 kg"}},
    {"product": {"rated_energy": "600 kWh"}},
    {"product": {"rated_energy": "600 kWh", "cells_mass": "", "pack_mass": "440 kg"}},
    {"product": {"rated_energy": "6 kWh"}},
    {"product": {"pack_mass": "100 kg", "cells_mass": ""}},
    {"product": {"pack_mass": "4400 kg"}},
    {"cell_materials": {"cathode": "0 kg"}},
    {"cell_materials": {"cathode": "n/a"}},
    {"cell_materials": {"copper_foil": "0 kg", "aluminium_foil": "0 kg"}},
    {"pack_parts": {"coolant": "0 kg"}},
]  # fmt: skip


def _written(folder: Path, change: dict[str, dict[str, str]]) -> Path:
    names = dict.fromkeys([*BASE, *change])
    sheets = {name: {**BASE.get(name, {}), **change.get(name, {})} for name in names}
    lines = [line for name, fields in sheets.items() for line in
             (f"{name}:", *(f"  {key}: {text}" for key, text in fields.items()))]  # fmt: skip
    file = folder / "a.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_check_lets_through_has_a_result_and_what_it_refuses_names_a_place(shipped_study, tmp_path, change):
    """a law: a sheet passes exactly where it has a footprint"""
    file = str(_written(tmp_path, change))
    pack, findings = shipped_study.check_sheet(file)
    errors = [one for one in findings if one.severity == ERROR]
    try:
        system = shipped_study.product_system(shipped_study.pack(file))
        calculated = shipped_study.surroundings().score(system.pack) > 0
    except LcaModelsError:
        calculated = False

    assert (pack is not None) is calculated is (not errors)
    assert all(one.place for one in errors)


@pytest.mark.parametrize(
    ("product", "words"),
    [
        ({"rated_energy": 60, "pack_mass": 440, "cells_mass": 450}, "the cells are 1.02 of the pack mass, outside 0.4 to 0.95"),
        ({"rated_energy": 60, "pack_mass": 440, "cells_mass": 50}, "the cells hold 1200 Wh/kg, outside 50 to 500"),
        ({"rated_energy": 60, "pack_mass": 440, "cells_mass": 350}, ""),
    ],
)  # fmt: skip
def test_cells_weigh_what_cells_of_a_pack_can(product, words):
    """450 / 440 = 1.02; 60 kWh / 50 kg = 1200 Wh/kg; 350 / 440 = 0.795 and 171 Wh/kg"""
    energy, pack, cells = product.values()
    findings = Findings([])
    sheet: DataSheet = sheet_of({name: given(amount) for name, amount in product.items()})
    values = {"lfp_cell_specific_energy": energy / cells, "lfp_cell_pack_share": cells / pack}

    check_masses(sheet, "lfp", values, findings)

    assert [one.code for one in findings.found] == (["V08"] if words else [])
    assert all(words in one.text for one in findings.found)


def test_the_value_in_the_way_is_named():
    """Of two values the one without which a pack has a result"""
    one, two = (GivenParameter(name, 2.0, "kg", Origin(f"sheet!{name}", "2 kg", label=name)) for name in "ab")

    def calculate(pack: Pack) -> None:
        if "b" in {given.name for given in pack.parameters}:
            raise LcaModelsError("'inner' is negative\nsecond line")

    findings = Findings([])
    check_calculable(Pack("a", "A", "lfp-60kwh", (one, two)), {"a": 1.0, "b": 2.0}, calculate, findings)

    assert [(found.place, found.text) for found in findings.found] == [
        ("sheet!b", "b 2 kg leaves no result, and without it there is one; check it and its unit ('inner' is negative)")
    ]
