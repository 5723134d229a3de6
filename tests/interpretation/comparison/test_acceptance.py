"""Tables as a whole: accepted, changed, told, accepted again."""

import shutil

import pytest

from lca_models.commands.main import main
from lca_models.interpretation.comparison.acceptance import check_inventories, update_snapshot
from lca_models.inventory.tables.reading import InventoryError
from tests.conftest import TINY_INVENTORY

EXCHANGES = "raw_materials/exchanges.csv"


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(TINY_INVENTORY, tmp_path / "tables")


def edit(root, old, new, name=EXCHANGES):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_moved_is_told_until_it_is_accepted(root, capsys):
    update_snapshot(root)
    assert update_snapshot(root) == ["nothing has moved since the snapshot"]
    assert check_inventories(root).unprotected == ()

    edit(root, "nickel_sulfate,biosphere,ghg_co2e_ar6,0.6", "nickel_sulfate,biosphere,ghg_co2e_ar6,0.06")
    with pytest.raises(InventoryError) as told:
        check_inventories(root)
    assert "changed: amount '0.6' -> '0.06' since the snapshot" in str(told.value)
    assert "one unit of 'nickel_sulfate' scores 0.06, accepted is 0.6 kg CO2-eq" in str(told.value)
    assert "one unit of 'pack_toy' scores 5.6, accepted is 11 kg CO2-eq" in str(told.value)

    assert main(["check", str(root), "--update-snapshot"]) == 0
    said = capsys.readouterr().err
    assert "exchanges 'nickel_sulfate > ghg_co2e_ar6' changed: amount '0.6' -> '0.06'" in said
    assert "one unit of 'nickel_sulfate' 0.6 -> 0.06 kg CO2-eq (-90.000%)" in said
    assert main(["check", str(root)]) == 0


def test_a_source_that_was_replaced_is_told(root):
    update_snapshot(root)
    with (root / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("Other2020,Other,Somebody,2020,none,none,own work,\n")
    edit(root, "0.6,kg,,,pedigree,,,,1-1-1-1-1,Example", "0.6,kg,,,pedigree,,,,1-1-1-1-1,Other2020")

    with pytest.raises(InventoryError, match="source 'Example' -> 'Other2020' since the snapshot"):
        check_inventories(root)


def test_nothing_implausible_is_accepted(root):
    schema = (TINY_INVENTORY.parents[1] / "inventories/columns.csv").read_text(encoding="utf-8").splitlines()
    lines = [line for line in schema if line.startswith("plausible_ranges,")]
    (root / "columns.csv").write_text(
        "\n".join([(root / "columns.csv").read_text(encoding="utf-8").rstrip(), *lines, ""]), encoding="utf-8"
    )
    (root / "plausible_ranges.csv").write_text(
        "table,row,unit,type,distribution,source,minimum,maximum,basis,reason\n"
        "exchanges,nickel_sulfate > ghg_co2e_ar6,kg,biosphere,pedigree,Example,0.2,1.8,judgement,a third to three times\n",
        encoding="utf-8",
    )
    update_snapshot(root)
    assert ("exchanges", "pack_toy > nickel_sulfate") in check_inventories(root).unprotected

    edit(root, "ghg_co2e_ar6,0.6", "ghg_co2e_ar6,6")
    with pytest.raises(InventoryError, match=r"its amount is 6, outside 0\.2 to 1\.8"):
        update_snapshot(root)


def test_rows_without_a_range_are_listed_on_request(capsys):
    assert main(["check", "--unprotected"]) == 0
    shown = capsys.readouterr().out

    assert "unprotected: exchanges '" in shown
    assert "every rule holds" in shown
