"""An empty data sheet as YAML: every field with what it asks for, and nothing said."""

import pytest

from lca_models.inventory.activity.sheet.blank.yaml_text import new_yaml
from lca_models.inventory.activity.sheet.entries import FIELDS, SHEETS
from lca_models.inventory.activity.sheet.fields import columns_of
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["my_pack", "电池：包 #1", '"quoted": \\', "=1+1", "no", "010"])
def test_an_empty_sheet_says_its_name_and_its_chemistry_alone(shipped_study, tmp_path, name, language):
    path = tmp_path / "own.yaml"
    path.write_bytes(new_yaml(shipped_study.product_system("naion-45kwh"), name, language))

    sheet = read_yaml_sheet(path)

    assert (sheet.language, sheet.findings) == (language, ())
    said = {
        (where, key): line["yours"].text
        for where in FIELDS
        for key, line in sheet.lines(where)
        if sheet.value(where, key)
    }
    assert said == {("product", "name"): name, ("product", "chemistry"): "naion"}
    assert not any(sheet.tables.values())


def test_fields_stand_beside_their_unit_and_what_the_archetype_has(shipped_study):
    lines = new_yaml(shipped_study.product_system("lfp-60kwh"), "x", "en").decode().splitlines()

    assert "  rated_energy:  # rated energy 额定能量; kWh; archetype 60.0" in lines
    assert any(line.startswith("  cell_format:") and "prismatic, pouch, cylindrical" in line for line in lines)
    for sheet in SHEETS:
        assert any(line.startswith(f"{sheet}:") for line in lines)
    for column in columns_of("certificates"):
        assert any(line.startswith("#") and column in line for line in lines)
