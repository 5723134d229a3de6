"""Stored amounts are those of their formulas."""

import pytest

from lca_models.commands.main import main
from lca_models.inventory.checks.amounts import update_amounts
from lca_models.inventory.tables.reading import InventoryError, read_table


def test_amounts_follow_their_formulas(root, capsys):
    """recovery 0.5: 10 x 0.5 avoided"""
    path = root / "parameters/toy.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("number,0.9,,1,0,1", "number,0.5,,1,0,1"), encoding="utf-8"
    )
    assert main(["check", str(root)]) == 1
    assert main(["check", str(root), "--update-amounts"]) == 0

    rows = read_table(root, "recycling/exchanges.csv").rows
    assert [row["amount"] for row in rows if row["formula"]] == ["5"]
    assert "1 amounts rewritten" in capsys.readouterr().err


def test_nothing_is_rewritten_when_nothing_changed(root):
    before = {path: path.read_bytes() for path in root.rglob("*.csv")}

    assert update_amounts(root) == 0
    assert {path: path.read_bytes() for path in root.rglob("*.csv")} == before


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",9,kg,10*recovery_rate_nickel", ",9,kg,10*recovery_rate_nikel", r"exchanges\.csv:5 .*unknown parameter"),
        (
            ",9,kg,10*recovery_rate_nickel",
            ",nine,kg,10*recovery_rate_nickel",
            r"exchanges\.csv:5 .*'nine' is not a number",
        ),
        ("literature,\n", "literature,a comment, with a comma\n", r"exchanges\.csv:\d .*beyond the last column"),
    ],
)
def test_a_row_that_cannot_be_rewritten_is_named_and_nothing_is_written(root, old, new, fault):
    path = root / "recycling/exchanges.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*.csv")}

    with pytest.raises(InventoryError, match=fault):
        update_amounts(root)
    assert {path: path.read_bytes() for path in root.rglob("*.csv")} == before
