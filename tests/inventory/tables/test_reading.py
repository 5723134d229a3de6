"""Files as they stand, amounts rewritten from formulas, scenarios."""

import shutil
from pathlib import Path

import pytest

from lca_models.commands.main import main
from lca_models.inventory.checks.amounts import update_amounts
from lca_models.inventory.tables.reading import InventoryError, read_table, tables_hash
from lca_models.inventory.tables.scenarios import read_scenarios

TINY = Path(__file__).parents[2] / "tiny_inventory"


@pytest.fixture
def root(tmp_path):
    return Path(shutil.copytree(TINY, tmp_path / "tables"))


def written(tmp_path, content):
    (tmp_path / "processes.csv").write_bytes(content)
    return read_table(tmp_path, "processes.csv")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    table = written(tmp_path, b"\xef\xbb\xbfcode,name\r\na,b\r\n")

    assert table.columns == ("code", "name")
    assert table.rows[0]["name"] == "b"


def test_a_row_stands_where_it_begins(tmp_path):
    """The first row has a cell of two lines, line 4 is empty"""
    table = written(tmp_path, b'code,name\na,"one\ntwo"\n\nb,three\n')

    assert [row.place.line for row in table.rows] == [2, 5]


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_a_line_feed_ends_a_row(tmp_path, separator):
    table = written(tmp_path, f"code,name\na,b{separator}c\n".encode())

    assert len(table.rows) == 1
    assert table.rows[0]["name"] == f"b{separator}c"


def test_cells_left_out_are_empty(tmp_path):
    assert written(tmp_path, b"code,name\na\n").rows[0]["name"] == ""


def test_the_hash_moves_with_contents_and_names(root):
    before = tables_hash(root)
    path = root / "parameters/toy.csv"
    path.rename(root / "parameters/other.csv")
    renamed = tables_hash(root)
    (root / "parameters/other.csv").write_bytes((root / "parameters/other.csv").read_bytes() + b"\n")

    assert len({before, renamed, tables_hash(root)}) == 3


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


def test_scenarios_are_read_beside_the_baseline(root):
    (root / "scenarios.yaml").write_text(
        "clean:\n  description: hydropower\n  settings: {cell_plant_province: CN-SC}\n2030: {}\n", encoding="utf-8"
    )
    found = read_scenarios(root)

    assert list(found) == ["baseline", "clean", "2030"]
    assert found["clean"].settings == {"cell_plant_province": "CN-SC"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("clean: [1, 2", "cannot be read"),
        ("- clean", "must map scenario names"),
        ("clean: 5", "'clean' needs a description and a mapping"),
        ("clean: {settings: [1]}", "'clean' needs a description and a mapping"),
        ("clean: {setings: {a_b: 1}}", "'clean': a calculation has no 'setings'; did you mean 'settings'"),
        ("clean: !!python/object/apply:os.system [ls]", "cannot be read"),
    ],
)
def test_scenarios_of_another_form_are_refused(root, text, fault):
    (root / "scenarios.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(InventoryError, match=fault):
        read_scenarios(root)
