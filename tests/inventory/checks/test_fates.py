"""Every kilogram of a pack has a fate at end of life, and the exchanges of the end of life hold all of it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.inventory.checks.balances import by_process, losses_of, values_with
from lca_models.inventory.checks.fates import check_fates, fates_of
from lca_models.inventory.tables.reading import read_tables, rows_of
from lca_models.inventory.tables.records import records_of
from tests.table_rows import without_rows

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


def test_fates_of_every_shipped_pack_weigh_as_much_as_the_pack(inventories, tables):
    """Cells that are opened count by what they hold."""
    values, rows = values_with(inventories, {}), tuple(rows_of(tables, "fates"))
    for product in inventories.products:
        pack, own, losses = f"pack_{product.chemistry}", by_process(inventories), losses_of(tables)
        fates, shares = fates_of(inventories, rows, pack, product.chemistry, values, own, losses)
        ends = sum(fate.kg for fate in fates if fate.row["fate"] != "pre-processing")

        assert ends == pytest.approx(values[product.pack_mass], rel=1e-6)
        assert [share for _, share in shares] == pytest.approx([1.0] * len(shares))


def test_shipped_fates_are_found_in_exchanges_by_every_route(inventories, tables):
    assert [str(problem) for problem in check_fates(inventories, tables)] == []


@pytest.mark.parametrize(
    ("process", "code", "says"),
    [
        ("recycling_lfp", "co2_fossil", "the end of life of 'pack_lfp' by route pyrometallurgy holds 0 kg of 'co2_fossil'"),
        ("preprocessing_nca", "landfill_residue", "the end of life of 'pack_nca' by route hydrometallurgy holds"),
        ("recycling_nmc811", "steel_recycled", "'pack_nmc811' by route pyrometallurgy holds 0 kg of 'steel_recycled'"),
    ],
)  # fmt: skip
def test_a_treatment_that_the_end_of_life_forgets_is_named(inventories, tables, process, code, says):
    kept = tuple(one for one in inventories.exchanges if (one.process, one.input) != (process, code))

    (said,) = [problem.message for problem in check_fates(replace(inventories, exchanges=kept), tables)]

    assert says in said


def test_a_material_that_nobody_sends_anywhere_is_named(inventories, tables):
    fewer = without_rows(tables, "fates", lambda row: row["material"] == "coolant")

    said = [problem.message for problem in check_fates(inventories, fewer)]

    assert any(one.startswith("0 of the 13.8503 kg of 'coolant' in the pack of 'pack_lfp'") for one in said)
