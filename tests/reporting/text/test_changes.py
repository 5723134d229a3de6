"""Two editions of the tables as lines: 0.1 kg more per kg of nickel sulfate, of which the toy keeps 10 - 9."""

import shutil

import pytest

from lca_models.interpretation.comparison.table_versions import find_changes
from lca_models.reporting.text.changes import changes_text
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def edited(tmp_path):
    """Text of the changes from the tables of the toy to a copy in which some text stands for other text."""

    def text(*edits):
        new = tmp_path / "new"
        shutil.copytree(TINY_INVENTORY, new)
        for file, old, replacement in edits:
            path = new / file
            assert old in path.read_text(encoding="utf-8")
            path.write_text(path.read_text(encoding="utf-8").replace(old, replacement), encoding="utf-8")
        return changes_text(find_changes(TINY_INVENTORY, new))

    return text


NICKEL = ("raw_materials/exchanges.csv", "ghg_co2e_ar6,0.6,", "ghg_co2e_ar6,0.7,")
DIRECT = ("manufacturing/exchanges.csv", "co2_fossil,4,", "co2_fossil,5,")


def test_a_changed_cell_is_shown_with_its_place_and_what_it_does(edited):
    """0.1 of 6.6 kg over 60 kWh: 0.11 -> 0.1117"""
    text = edited(NICKEL)

    assert text.startswith("1 row changed\n")
    assert "changed raw_materials/exchanges.csv:" in text
    assert "amount: 0.6 -> 0.7" in text
    assert f"{0.1 / 6.6:+.3%}" in text
    assert "[Example]" in text


def test_several_changes_are_taken_one_at_a_time_with_what_they_do_together(edited):
    text = edited(NICKEL, DIRECT)

    assert text.startswith("2 rows changed\n")
    assert "effect of each change alone, made in the old version" in text
    assert f"toy {1 / 60:+.4g}" in text
    assert "together beyond that: toy" in text


def test_equal_tables_move_nothing(edited):
    text = edited()

    assert text.startswith("0 rows changed\n")
    assert all(line.split()[-1] == "0" or "%" in line for line in text.splitlines() if line.startswith("    "))
