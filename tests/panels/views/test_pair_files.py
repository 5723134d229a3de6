"""Figures and tables of Compare and Rules hold the numbers of the page."""

import csv
import io
import zipfile

import pytest

from lca_models.panels.views.compare import choose_second, compare_view
from lca_models.panels.views.pair_files import (
    difference_figure,
    difference_table,
    pair_table,
    steps_figure,
    steps_table,
)
from lca_models.panels.views.rulebooks import rulebooks_view
from lca_models.scope.scenario import ScenarioError


def rows(kept):
    return list(csv.DictReader(io.StringIO(kept[2].decode("utf-8-sig"))))


@pytest.fixture
def pair(start, model):
    return choose_second(start, model, {"start": "nmc811-80kwh"})


def test_draws_are_those_of_the_page(pair, model):
    found, sure = rows(difference_table(pair, model, {})), compare_view(pair, model)["sure"]

    assert len(found) == sure["n"]
    assert sum(float(row["difference"]) > 0 for row in found) / len(found) == sure["first_lower"]
    assert {row["unit"] for row in found} == {"g CO2-eq per kWh delivered"}


def test_stages_of_both_stand_in_one_table(pair, model):
    found = [row for row in rows(pair_table(pair, model, {})) if row["basis"] == "kWh delivered"]

    totals = [sum(float(row["amount"]) for row in found if row["battery"] == side) for side in ("first", "second")]
    assert totals == [pytest.approx(one["exact"]) for one in compare_view(pair, model)["sides"]]


def test_steps_are_those_of_the_page(start, model):
    name, _, _ = kept = steps_table(start, model, {})
    found, view = rows(kept), rulebooks_view(start, model)

    assert name == "lfp-60kwh_cn-551_eu-cfb-ev_steps.csv"
    assert [float(row["end"]) for row in found if row["kind"] == "total"] == [one["total"] for one in view["sides"]]
    assert [float(row["end"]) - float(row["start"]) for row in found if row["kind"] == "step"] == pytest.approx(
        [one["amount"] for one in view["steps"]]
    )


def test_figures_come_as_journals_take_them_with_their_data(pair, start, model):
    for kept, kind in ((difference_figure(pair, model, {}), "difference"), (steps_figure(start, model, {}), "steps")):
        with zipfile.ZipFile(io.BytesIO(kept[2])) as archive:
            names = {name.rpartition(".")[2]: name for name in archive.namelist() if kind in name}
            assert {"pdf", "svg", "png", "csv"} <= names.keys()
            assert b"g CO" in archive.read(names["svg"])


def test_without_a_second_battery_there_is_nothing_to_take(start, model):
    for make in (difference_figure, difference_table, pair_table):
        with pytest.raises(ScenarioError, match="choose a second battery first"):
            make(start, model, {})
