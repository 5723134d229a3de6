"""Every bad input is a folder of `tests/malformed/` laid over `tests/tiny_inventory/`, named for its one fault."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.commands.main import main
from lca_models.inventory.brightway.project import build_project
from lca_models.inventory.checks.inventories import find_problems, load_inventories
from lca_models.inventory.tables.reading import InventoryError, Place, Row, find_inventories, read_tables
from lca_models.inventory.tables.records import LIST_COLUMNS

TESTS = Path(__file__).parents[2]
MALFORMED = TESTS / "malformed"
with (MALFORMED / "messages.csv").open(encoding="utf-8", newline="") as file:
    MESSAGES = {row["fault"]: row["message"] for row in csv.DictReader(file)}
UNREADABLE = {"not_utf8", "quotation_left_open"}  # files that give no rows to check


def lay_over(root, *faults):
    shutil.copytree(TESTS / "tiny_inventory", root, dirs_exist_ok=True)
    for fault in faults:
        shutil.copytree(MALFORMED / fault, root, dirs_exist_ok=True)
    return root


def problems(error):
    """Messages of an InventoryError without the line that counts them."""
    lines = [line.strip() for line in str(error).splitlines()]
    return [line for line in lines if " problem" not in line or not line[0].isdigit()]


def test_every_fault_has_a_message():
    assert sorted(MESSAGES) == sorted(path.name for path in MALFORMED.iterdir() if path.is_dir())
    assert len(MESSAGES) >= 24


def test_the_tables_without_a_fault_pass(tmp_path):
    assert len(load_inventories(lay_over(tmp_path)).inventories.processes) == 7


@pytest.mark.parametrize("fault", MESSAGES)
def test_one_fault_is_one_problem_with_its_place_and_nothing_is_written(fault, tmp_path):
    root = lay_over(tmp_path / "inventories", fault)

    with pytest.raises(InventoryError) as raised:
        build_project(root)

    assert problems(raised.value) == [MESSAGES[fault]]
    assert not (tmp_path / "brightway").exists()


@pytest.mark.parametrize("fault", MESSAGES)
def test_check_prints_the_fault_on_stderr_and_exits_1(fault, tmp_path, capsys):
    status = main(["check", str(lay_over(tmp_path / "inventories", fault))])

    printed = capsys.readouterr()
    assert status == 1
    assert printed.out == ""
    assert MESSAGES[fault] in printed.err


def test_faults_of_several_files_are_reported_at_once(tmp_path):
    """Cells, links, formulas, shares, factors and products, in six files."""
    faults = ["row_without_unit", "unknown_flow", "shares_that_do_not_sum_to_1", "factor_of_unknown_flow",
              "one_word_parameter", "product_of_unknown_process"]  # fmt: skip

    with pytest.raises(InventoryError) as raised:
        load_inventories(lay_over(tmp_path, *faults))

    assert problems(raised.value) == sorted(MESSAGES[fault] for fault in faults)
    assert str(raised.value).startswith("6 problems in 6 files")


def test_all_unreadable_files_are_reported_at_once(tmp_path):
    with pytest.raises(InventoryError) as raised:
        load_inventories(lay_over(tmp_path, *UNREADABLE))

    assert sorted(problems(raised.value)) == sorted(MESSAGES[fault] for fault in UNREADABLE)


def test_a_fault_in_one_member_of_a_share_group_is_one_problem(tmp_path):
    root = lay_over(tmp_path, "shares_that_do_not_sum_to_1")
    path = root / "parameters/shares_that_do_not_sum_to_1.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.2", "a fifth"), encoding="utf-8")

    with pytest.raises(InventoryError) as raised:
        load_inventories(root)

    assert len(problems(raised.value)) == 1
    assert "'a fifth' is not a number" in str(raised.value)


def test_a_row_repeated_in_another_file_is_named_whatever_its_kind():
    """The last row of every shipped table once more, in a file beside it; lists are told apart by their file."""
    tables = read_tables(find_inventories())
    copies = [
        replace(one, path=(path := f"{one.path[:-4]}_again.csv"), rows=(Row(Place(path, 2), one.rows[-1].cells),))
        for one in tables if one.rows and one.path != "columns.csv" and not set(LIST_COLUMNS) <= set(one.columns)
    ]  # fmt: skip

    named = {problem.place.table for problem in find_problems((*tables, *copies)) if "repeats" in problem.message}

    assert len({one.kind for one in copies}) > 20
    assert {one.path for one in copies} <= named


def test_copies_that_jupyter_leaves_are_no_tables(tmp_path):
    root = lay_over(tmp_path)
    (root / "manufacturing/.ipynb_checkpoints").mkdir()
    shutil.copy(
        root / "manufacturing/exchanges.csv", root / "manufacturing/.ipynb_checkpoints/exchanges-checkpoint.csv"
    )

    assert len(load_inventories(root).inventories.processes) == 7


def test_a_folder_without_tables_is_named(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 1
    assert "holds no columns.csv" in capsys.readouterr().err
