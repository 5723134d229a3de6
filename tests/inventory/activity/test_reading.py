import pytest

from lca_models.inventory.activity.findings import SheetError

SHEET = """
data_sheet: "1"
product:
  name: Pack A
  chemistry: {chemistry}
  rated_energy: 64 kWh
"""


def test_a_sheet_is_read_anew_when_it_changes(shipped_study, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(SHEET.format(chemistry="lfp"), encoding="utf-8")
    first = shipped_study.pack(str(file))
    file.write_text(SHEET.format(chemistry="lfp").replace("64", "70"), encoding="utf-8")

    assert [one.parameters[0].value for one in (first, shipped_study.pack(str(file)))] == [64, 70]


def test_the_archetype_is_the_one_named_else_the_first_of_the_chemistry(shipped_study, tmp_path):
    """two chemistries; one of the maker's own on an archetype that it names"""
    file = tmp_path / "a.yaml"
    found = []
    for words in ("nmc811", "其他", "other\n  like: nca-80kwh"):
        file.write_text(SHEET.format(chemistry=words), encoding="utf-8")
        try:
            found.append(shipped_study.pack(str(file)).archetype)
        except SheetError as error:
            found.append("refused" if "like" in str(error) else str(error))

    assert found == ["nmc811-80kwh", "refused", "nca-80kwh"]


def test_everything_wrong_is_said_at_once_with_its_place(shipped_study, tmp_path):
    """a decimal comma, a unit of another dimension and a misspelt key"""
    file = tmp_path / "a.yaml"
    file.write_text(
        SHEET.format(chemistry="lfp") + "  pack_mass: 4,5 t\n  cells_mass: 300 km\n  cels: 5\n", encoding="utf-8"
    )

    with pytest.raises(SheetError) as refused:
        shipped_study.pack(str(file))

    lines = str(refused.value).splitlines()
    for key in ("pack_mass", "cells_mass", "cels"):
        assert any(key in line and "a.yaml" in line for line in lines), key
