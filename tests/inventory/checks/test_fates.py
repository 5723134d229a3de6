"""Every kilogram of a pack has a fate at end of life, and the exchanges of the end of life hold all of it."""

import shutil
from pathlib import Path

import pytest

from lca_models.inventory.checks.fates import check_fates
from lca_models.inventory.tables.reading import read_tables
from lca_models.inventory.tables.records import records_of

TINY = Path(__file__).parents[2] / "tiny_inventory"
HEADER = "part,material,fate,share,formula,found_in,found_per_kg,exclusion,source,locator,comment\n"


def found(root, *rows):
    """What is said of the tiny pack, 10 kg of nickel sulfate, with these rows of fates.csv.

    Its end of life emits 1 kg of carbon dioxide and saves 9 kg of nickel sulfate (10 kg x recovery_rate_nickel).
    """
    shutil.copytree(TINY, root, dirs_exist_ok=True)
    lines = [f"pack,nickel_sulfate,{row},Example,worked example,\n" for row in rows]
    (root / "fates.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    tables = read_tables(root)
    return [problem.message for problem in check_fates(records_of(tables), tables)]


def test_what_is_recovered_and_what_burns_is_found_in_exchanges(tmp_path):
    """0.9 of 10 kg in the credit of 9 kg, 0.1 of 10 kg in 1 kg of carbon dioxide."""
    assert found(tmp_path, "scrap,0.9,recovery_rate_nickel,nickel_sulfate,,", "burned,0.1,,co2_fossil,,") == []


def test_carbon_dioxide_is_counted_per_kg_burned(tmp_path):
    """0.05 of 10 kg, 2 kg of carbon dioxide per kg burned; the rest of 0.05 is found nowhere, and is told."""
    rows = ["scrap,0.9,,nickel_sulfate,,", "burned,0.05,,co2_fossil,1 / toy_usable_share * 1.8,"]
    (said,) = found(tmp_path, *rows)

    assert said.startswith("0.95 of the 10 kg of 'nickel_sulfate' in the pack of 'pack_toy' has a fate")


def test_a_destination_with_less_than_goes_there_is_named_with_both_masses(tmp_path):
    (said,) = found(tmp_path, "scrap,0.8,,nickel_sulfate,,", "burned,0.2,,co2_fossil,0.5,")

    assert "holds 9 kg of 'nickel_sulfate', but fates.csv sends 8 kg there" in said


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("scrap,1,recovery_rate_nikel,nickel_sulfate,,", "unknown parameter 'recovery_rate_nikel'; did you mean"),
        ("burned,1,,co2_fosil,,", "nothing buys or emits 'co2_fosil'; did you mean 'co2_fossil'"),
        ("released,1,,,,", "no exchange holds this share of 'nickel_sulfate'"),
    ],
)
def test_a_row_that_says_nothing_is_named_before_anything_is_weighed(tmp_path, row, says):
    (said,) = found(tmp_path, row)

    assert says in said


def test_without_fates_nothing_is_judged():
    tables = read_tables(TINY)
    assert [*check_fates(records_of(tables), tables)] == []
