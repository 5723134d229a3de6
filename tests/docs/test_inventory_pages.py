"""Pages of the inventories: every row has its place, every number is the text of its cell, every link leads to one."""

import os
import re
from collections import Counter
from html import escape, unescape
from html.parser import HTMLParser

import pytest

from docs.building.inventory.pages import inventory_pages, read
from docs.building.inventory.places import anchored, dashed, row_anchor
from docs.building.sources import ROOT
from lca_models.inventory.tables.reading import Row
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.prose import told


class Rows(HTMLParser):
    """Anchors of a page, the texts of its numbers by the row they stand in, and its links."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.numbers, self.row, self.open = Counter(), [], {}, "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.anchors[given["id"]] += 1
        if tag == "tr":
            self.row = given.get("id", "")
        if tag == "a":
            self.links.append(given["href"])
        self.open = given.get("class") == "number"

    def handle_data(self, data):
        if self.open:
            self.numbers.setdefault(self.row, []).append(data)

    def handle_endtag(self, tag):
        self.open = False


@pytest.fixture(scope="module")
def tables():
    return read(ROOT / "inventories")


@pytest.fixture(scope="module")
def texts(tables):
    return dict(inventory_pages(tables))


@pytest.fixture(scope="module")
def pages(texts):
    return {place.removesuffix(".md") + ".html": Rows(text) for place, text in texts.items()}


def test_the_anchor_of_a_row_is_made_of_its_key():
    assert row_anchor("cell_lfp", "anode_graphite") == "cell-lfp--anode-graphite"
    rows = [Row(None, {"process": "a_b", "input": "c"}), Row(None, {"process": "a_b", "input": "c"})]
    assert [anchor for anchor, _ in anchored(rows)] == ["a-b--c", "a-b--c-2"]


def test_every_row_of_a_process_stands_on_its_page_with_the_amount_of_its_cell(tables, pages):
    rows = tables.rows("exchanges")
    shown = {
        anchor: pages[f"processes/{row['process']}.html"].numbers.get(anchor) == [row["amount"]]
        for anchor, row in anchored(rows)
    }

    assert len(shown) == len(rows) > 1500
    assert [anchor for anchor, right in shown.items() if not right] == []


def test_every_parameter_stands_on_the_page_of_its_file_with_the_amount_of_its_cell(tables, pages):
    shown = {
        name: pages[tables.parameter_place(name).partition("#")[0]].numbers.get(dashed(name)) == [row["amount"]]
        for name, row in tables.parameters.items()
    }

    assert len(shown) > 1000
    assert [name for name, right in shown.items() if not right] == []


def test_what_a_row_says_stands_there_in_chinese_too(tables, texts):
    """places in sources and comments, as the sentences of the tables have them"""
    lacking = {said for row in tables.rows("exchanges") for said in (row["locator"], row["comment"])
               if escape(told(said, CHINESE)) not in texts[f"processes/{row['process']}.md"]}  # fmt: skip

    assert lacking == set()
    assert "原文" in texts["processes/cell_lfp.md"]


def test_factors_of_flows_and_generation_of_provinces_are_those_of_the_tables(tables, pages):
    factors = {(one["method"], one["flow"]): one["amount"] for one in tables.rows("characterization_factors")}
    methods = [one["id"] for one in tables.rows("methods")]
    for code in tables.flows:
        expected = [factors[method, code] for method in methods if (method, code) in factors]
        assert pages["flows.html"].numbers.get(dashed(code), []) == expected
    for code in tables.provinces:
        told = [one for kind in ("official_grid_factors", "generation", "consumption") for one in tables.rows(kind)]
        amounts = [one["amount"] or one["gross_twh"] or one["twh"] for one in told if one["province"] == code]
        found = pages[f"provinces/{code.lower()}.html"].numbers[""]
        assert Counter(found[1:]) == Counter(amounts)


def test_no_anchor_stands_twice_and_every_link_leads_to_one(pages):
    twice = [
        f"{place}#{anchor}" for place, page in pages.items() for anchor, count in page.anchors.items() if count > 1
    ]
    dead = []
    for place, page in pages.items():
        for target in {unescape(one) for one in page.links}:
            if re.match(r"[a-z]+:", target):
                continue
            there, _, anchor = target.partition("#")
            there = os.path.normpath(os.path.join(os.path.dirname(place), there)) if there else place
            if there not in pages or (anchor and anchor not in pages[there].anchors):
                dead.append(f"{place}: {target}")

    assert twice == []
    assert dead == []


def test_what_is_bought_leads_to_what_makes_it(tables):
    assert tables.place("anode_graphite") == "processes/anode_graphite.html"
    assert tables.place("electricity_cell_plant") == "plants.html#electricity-cell-plant"
    assert tables.place("electricity_cn_gd") == "provinces/cn-gd.html"
    assert tables.place("co2_fossil") == "flows.html#co2-fossil"
    assert [row["input"] for row in tables.rows("exchanges") if not tables.place(row["input"])] == []
