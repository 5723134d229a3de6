"""No two purchases of a product are called alike, in either language, and none is called by an id."""

import re
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.names import distinct, place_names, placed, process_words, purchase_names
from lca_models.interpretation.contribution.rows import contribution_by, contribution_tree, largest_contributions
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, LANGUAGES
from tests.shipped_tables import shipped_system

HAN = re.compile("[\u4e00-\u9fff]")
PRODUCTS = (
    "lfp-60kwh", "nmc811-80kwh", "lmfp-60kwh", "nmc111-60kwh", "nmc532-60kwh", "nmc622-70kwh", "nca-80kwh", "naion-45kwh",
)  # fmt: skip


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_purchases_of_a_product_share_a_name_and_none_is_an_id(product, language):
    system = shipped_system(product)
    places = np.flatnonzero(~system.is_production).tolist()
    names = [one.words(language) for one in purchase_names(system, places, language)]
    codes = {code for node in (*system.processes, *system.flows) for code in (node.key[1],) if "_" in code}

    assert len(names) == len(set(names))
    assert [name for name in names if "_" in name or codes & set(re.split(r"[ ,()→·]+", name))] == []


def test_every_name_in_chinese_is_chinese_on_both_sides():
    system = shipped_system("lfp-60kwh")
    places = np.flatnonzero(~system.is_production).tolist()
    sides = [one for name in purchase_names(system, places, CHINESE) for one in (name.bought, name.buyer)]

    assert [one for one in sides if not HAN.search(one)] == []


def test_a_thing_that_several_buy_is_told_apart_by_its_buyers(shipped_study):
    table = largest_contributions(shipped_study.footprint(CalculationSetup("lfp-60kwh")).assessment, 20)
    heat = [one for one in table["input"] if one.startswith("heat from natural gas")]

    assert "heat from natural gas, industrial boiler → cell plant, dry room" in heat
    assert "heat from natural gas, industrial boiler → LFP cathode plant" in heat
    assert table["input"].is_unique


def test_sources_that_supply_the_same_are_told_apart_by_their_processes(shipped_study):
    """lithium carbonate of brine, spodumene and lepidolite is one product"""
    assessment = shipped_study.footprint(CalculationSetup("lfp-60kwh")).assessment
    tree = contribution_tree(assessment, smallest_share=0.002)
    every = list(chain.from_iterable(tree.values()))
    for branch in every:
        every += branch.branches
    siblings = [[child.name for child in branch.branches] for branch in every]
    lithium = next(some for some in siblings if any("lepidolite" in one for one in some))

    assert all(len(some) == len(set(some)) for some in siblings)
    assert any("spodumene" in one for one in lithium)


def test_a_credit_and_a_flow_of_the_process_itself_say_so(toy):
    table = largest_contributions(toy, 10)["input"].tolist()

    assert any(one.startswith("nickel sulfate → ") for one in table)
    assert any(one.startswith("nickel sulfate, avoided by ") for one in table)
    assert any(" · " in one for one in table)


def test_what_no_way_tells_apart_is_counted():
    assert distinct(["a", "b", "b"], (str.upper,)) == ("A", "B", "B (2)")
    assert distinct([1, 2, 3], (lambda _: "x", lambda n: f"x{n % 2}")) == ("x1", "x0", "x1 (2)")


def test_a_place_that_the_words_say_already_is_not_said_again():
    node = next(one for one in shipped_system("lfp-60kwh").processes if one.data.get("location") == "CN-SC")
    places = place_names(shipped_system("lfp-60kwh"), ENGLISH)

    assert placed("power", node, places) == "power (Sichuan)"
    assert placed("power of Sichuan", node, places) == "power of Sichuan"
    assert placed("电力", node, {"CN-SC": "四川"}, CHINESE) == "电力（四川）"
    assert placed("power", replace(node, data={"location": "CN"}), places) == "power"
    assert process_words(replace(node, data={"name": "power"}), CHINESE) == "power"


def test_no_two_bars_of_any_category_are_called_alike():
    """the largest purchases and every view of each category, as charts and tables show them"""
    system = shipped_system("lfp-60kwh")
    assert len(system.method_metadata) > 8
    for method in system.method_metadata:
        assessment = assess(system, method=method, allow_incomplete=True)
        for language in LANGUAGES:
            bars = largest_contributions(assessment, 12, language=language)["input"].tolist()
            assert len(bars) == len(set(bars))
            assert [one for one in bars if "_" in one] == []
        assert all(contribution_by(assessment, view)[view].is_unique for view in ("process", "flow", "input", "stage"))
