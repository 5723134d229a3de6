"""What is taken from the page is what it shows."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.inventory.tables.scenarios import read_scenarios_file
from lca_models.panels.model.choosing import start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.keeping import save
from lca_models.scope.calculation_setup import setup_of_scenario
from lca_models.scope.declared_unit import PACK
from lca_models.scope.labels import stage_label
from lca_models.scope.scenario import ScenarioError


@pytest.fixture
def state(model):
    start = start_setup(model.offer)
    return PageState(start.with_setting("cell_plant_province", "CN-SC"), start, per=PACK)


def test_the_scenario_is_the_setup(state, model, tmp_path):
    name, _, content = save(state, model, {"what": "scenario"})
    (tmp_path / name).write_bytes(content)
    (found,) = read_scenarios_file(tmp_path / name).values()

    assert name == "lfp-60kwh_CN-SC_cn-551.yaml"
    assert setup_of_scenario(found) == state.setup


def test_the_table_sums_to_the_total(state, model):
    rows = list(csv.DictReader(io.StringIO(save(state, model, {"what": "table"})[2].decode("utf-8-sig"))))
    total = sum(float(row["amount"]) for row in rows if row["basis"] == "pack")

    assert total == pytest.approx(model.evaluate(state.setup).total(PACK).amount)


def test_figures_for_a_paper_speak_the_language_of_the_page(state, model):
    """with data, sources and captions beside them"""
    name, kind, content = save(replace(state, language="zh"), model, {"what": "figure"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    stages = next(one for one in files if "stages" in one and one.endswith(".svg"))

    assert (name, kind) == ("lfp-60kwh_CN-SC_cn-551_figures.zip", "application/zip")
    assert stage_label("manufacturing", "zh") in files[stages].decode()
    assert {".pdf", ".svg", ".csv", ".bib", ".md"} <= {Path(one).suffix for one in files}


@pytest.mark.usefixtures("undrawn")
def test_the_report_is_one_page(state, model):
    name, _, content = save(state, model, {"what": "report"})

    assert name == "lfp-60kwh_CN-SC_cn-551_report.html"
    assert content.decode().startswith("<!DOCTYPE html>")


def test_no_other_file_is_written(state, model):
    with pytest.raises(ScenarioError, match="'scenario'"):
        save(state, model, {"what": "scenari"})
