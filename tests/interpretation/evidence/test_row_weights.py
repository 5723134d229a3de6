"""Weights on the toy: 6 nickel sulfate, 4 and 1 kg of direct CO2, 1 of electricity, less 5.4 avoided, of 6.6."""

import shutil

import pytest

from lca_models.commands.main import main
from lca_models.interpretation.evidence.row_weights import row_weights, unverified_rows
from lca_models.inventory.checks.inventories import load_inventories
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(TINY_INVENTORY, tmp_path / "tables")


def test_a_weight_is_the_share_that_a_percent_of_the_row_moves(root):
    """2 kWh of electricity at 0.5; the recovery rate of 0.9 avoids 5.4"""
    weights = row_weights(load_inventories(root))

    assert weights["exchanges", "pack_toy > nickel_sulfate"] == pytest.approx(6 / 6.6)
    assert weights["parameters", "toy_plant_electricity"] == pytest.approx(1 / 6.6)
    assert weights["parameters", "recovery_rate_nickel"] == pytest.approx(5.4 / 6.6)
    assert weights["parameters", "toy_pack_mass"] == 0


def unverified(root):
    checked = load_inventories(root)
    return unverified_rows(checked.tables, row_weights(checked))


def test_rows_behind_much_that_say_too_little_are_listed_and_counted(root, capsys):
    before = unverified(root)
    path = root / "manufacturing/exchanges.csv"
    header, nickel, *rest = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{header},plant_country,verified", f"{nickel},CN,copy", *(f"{line},CN," for line in rest)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    after = unverified(root)

    assert ("parameters", "toy_pack_mass") not in before
    assert set(before) - set(after) == {("exchanges", "pack_toy > nickel_sulfate")}
    assert main(["check", str(root)]) == 0
    assert (
        f"note: {len(after)} rows behind more than 1 % of a product lack plant_country or verified"
        in capsys.readouterr().out
    )
    assert main(["check", str(root), "--unverified"]) == 0
    assert "unverified: parameters 'toy_plant_electricity'" in capsys.readouterr().out
