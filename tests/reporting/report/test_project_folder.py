"""The folder of a footprint of a Brightway project: the numbers of the result, and nothing from outside."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from counts import LONG

import lca_models as lm
from lca_models.reporting.report.project_folder import project_files
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from tests.accessibility import WIDTHS, findings
from tests.chromium import open_page
from tests.foreign_projects import CELL, CELLS, GWP, PLAIN, build_projects

DATE = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    build_projects(folder)
    return folder


def test_page_tables_and_numbers_are_those_of_the_result(base):
    result = lm.open_project(CELLS, base).footprint(lm.CalculationSetup("/".join(CELL), method=GWP, amount=2.0))
    files = project_files(result, CELLS, DATE, ENGLISH)

    stages = list(csv.DictReader(io.StringIO(files["tables/stages.csv"].decode())))
    assert sum(float(row["amount"]) for row in stages) == pytest.approx(result.total().amount)
    assert {row["basis"] for row in stages} == {"2 kilogram"}
    document = json.loads(files["run.json"])
    assert document["totals"][0]["amount"] == result.total().amount
    assert document["brightway_project"] == CELLS
    assert "--amount 2" in document["command"]
    page = files["report.html"].decode()
    assert "default-src 'none'" in page
    assert "src=" not in page
    assert "LFP/NMC: line/cell/1" in page
    assert {"stages.png", "contributions.svg", "tables/trace.csv", "tables/parameters.csv"} <= set(files)


def test_a_product_node_without_parameters_has_a_report_in_chinese(base):
    result = lm.open_project(PLAIN, base).footprint(lm.CalculationSetup("db/product"))
    page = project_files(result, PLAIN, DATE, CHINESE)["report.html"].decode()
    assert 'lang="zh-CN"' in page
    assert "未划分阶段" in page


@pytest.mark.browser
@pytest.mark.parametrize("language", [ENGLISH, CHINESE] if LONG else [CHINESE])
def test_axe_finds_nothing_grave_on_the_page_of_a_project(base, browser, tmp_path, language):
    result = lm.open_project(CELLS, base).footprint(lm.CalculationSetup("/".join(CELL), method=GWP, amount=2.0))
    (tmp_path / "report.html").write_bytes(project_files(result, CELLS, DATE, language)["report.html"])

    for width in WIDTHS:
        page = open_page(browser, (tmp_path / "report.html").as_uri(), width, 900).page
        assert findings(page) == []
        page.close()
