"""Elements and masses of the shipped tables balance, and a table that does not is reported."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.inventory.checks.balances import (
    TOLERANCE,
    balance_table,
    check_balances,
    element_balances,
    process_balances,
)
from lca_models.inventory.tables.reading import Place
from lca_models.inventory.tables.records import Exchange
from tests.table_rows import without_rows


def exchange(process, type_, code, amount, unit="kg"):
    place = Place("toy.csv", 2)
    return Exchange(process, type_, code, amount, unit, "", "", "determined", None, None, None, "1-1-1-1-1", "Toy", "here",
                    "calculated", "", place)  # fmt: skip


def test_an_element_enters_leaves_is_emitted_or_lost():
    """2 kg of ore with 30 % iron: 0.5 kg in 1 kg of steel, 10 % of the ore's iron lost, 0.04 kg emitted."""
    compositions = {"steel": {"iron": 0.5}, "ore": {"iron": 0.3}, "dust": {"iron": 1.0}}
    exchanges = [exchange("steel", "technosphere", "ore", 2.0), exchange("steel", "biosphere", "dust", 0.04)]

    iron, mass = process_balances("steel", exchanges, compositions, {("steel", "ore"): {"": 0.1}})

    assert iron.entering == pytest.approx(2 * 0.3)
    assert iron.difference == pytest.approx(0.6 - 0.5 - 0.04 - 0.06)
    assert mass.difference == pytest.approx(2 - 1 - 2 * 0.1)


def test_a_loss_of_one_element_leaves_the_others_alone():
    compositions = {"salt": {"lithium": 0.2, "carbon": 0.0}, "feed": {"lithium": 0.25, "carbon": 0.4}}

    found = process_balances(
        "salt", [exchange("salt", "technosphere", "feed", 1.0)], compositions, {("salt", "feed"): {"carbon": 1.0}}
    )

    differences = {balance.element: balance.difference for balance in found}
    assert differences["carbon"] == pytest.approx(0.0)
    assert differences["lithium"] == pytest.approx(0.25 - 0.2)


def test_energy_and_freight_hold_no_material():
    exchanges = [exchange("salt", "technosphere", "power", 5.0, "kWh")]

    (mass,) = process_balances("salt", exchanges, {"salt": {}, "power": {"carbon": 1.0}}, {})

    assert mass.entering == 0


def test_shipped_tables_keep_every_balance(inventories, tables):
    assert [str(problem) for problem in check_balances(inventories, tables)] == []


def test_synthesis_and_cell_of_every_chemistry_are_balanced(inventories, tables):
    balances = {(balance.process, balance.element): balance for balance in element_balances(inventories, tables)}
    processes = {process for process, _ in balances}
    codes = {process.code for process in inventories.processes}
    for product in inventories.products:
        chain = {f"{step}_{product.chemistry}" for step in ("precursor", "cathode", "cell")} & codes
        assert {f"cathode_{product.chemistry}", f"cell_{product.chemistry}"} <= chain <= processes
        assert balances[f"cell_{product.chemistry}", "mass"].product == 1
    assert max(balance.relative for balance in balances.values()) < TOLERANCE


def test_all_ten_elements_are_followed(inventories, tables):
    followed = {balance.element for balance in element_balances(inventories, tables)}
    assert followed == {
        "lithium", "sodium", "nickel", "cobalt", "manganese", "iron", "phosphorus", "aluminium", "copper", "carbon", "mass",
    }  # fmt: skip


def test_the_table_of_balances_says_what_each_balance_says(inventories, tables):
    table = balance_table(tables)
    left = table["product"] + table["emitted"] + table["lost"]

    assert [*zip(table["process"], table["element"], strict=True)] == [
        (balance.process, balance.element) for balance in element_balances(inventories, tables)
    ]
    assert np.allclose(table["difference"], table["entering"] - left)
    assert np.allclose(table["relative"], table["difference"].abs() / np.maximum(table["entering"], left))
    assert set(table["unit"]) == {"kg"}


def test_a_wrong_amount_is_reported(inventories, tables):
    """Five per cent more nickel sulfate than nickel in the precursor."""
    changed = tuple(
        replace(row, amount=row.amount * 1.05)
        if (row.process, row.input) == ("precursor_nmc811", "nickel_sulfate_market")
        else row
        for row in inventories.exchanges
    )

    problems = [str(problem) for problem in check_balances(replace(inventories, exchanges=changed), tables)]

    assert len(problems) == 1
    assert "nickel of 'precursor_nmc811' does not balance" in problems[0]


def test_an_input_without_composition_is_reported(inventories, tables):
    fewer = without_rows(tables, "compositions", lambda row: row["code"] == "lipf6")

    problems = [str(problem) for problem in check_balances(inventories, fewer)]

    assert any("'lipf6' has no rows in compositions.csv" in problem for problem in problems)
