"""Figures for a paper with what belongs beside them."""

import csv
import io
import json
import re
import shutil
import subprocess

import pytest

from lca_models.reporting.figures.look import FigureError
from lca_models.reporting.papers.bibliography import cited_sources
from lca_models.reporting.papers.writing import footprint_charts, paper_files_of, write_figures
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED

ENDINGS = {".pdf", ".svg", ".png", ".csv", ".bib", ".caption.en.md", ".caption.zh.md", ".table.en.md", ".table.zh.md",
           ".run.json"}  # fmt: skip


@pytest.fixture(scope="module")
def files(toy_study):
    """Of the toy, in Chinese, with the words of a command."""
    result = toy_study.footprint(CalculationSetup("toy"))
    return paper_files_of(footprint_charts(result), toy_study, words=["lca-models", "footprint", "toy"], language="zh")


def of(files, kind, ending):
    (name,) = [one for one in files if f"_{kind}_" in one and one.endswith(ending)]
    return files[name]


def test_every_figure_has_all_that_belongs_beside_it(files):
    stems = {name[: -len(".pdf")] for name in files if name.endswith(".pdf")}

    assert len(stems) == 2
    for stem in stems:
        assert {name[len(stem) :] for name in files if name.startswith(stem)} == ENDINGS
    assert sum("_methods_" in name for name in files) == 2  # one in each language


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_fonts_are_embedded_as_truetype_chinese_too(files, tmp_path):
    pytest.importorskip("pylopdf_fonts_zh_cn")
    for kind in ("stages", "contributions"):
        (tmp_path / "figure.pdf").write_bytes(of(files, kind, ".pdf"))
        told = subprocess.run(["pdffonts", tmp_path / "figure.pdf"], capture_output=True, text=True, check=True)
        rows = told.stdout.splitlines()[2:]

        assert told.stderr == ""
        assert any("NotoSansSC" in row for row in rows)
        assert all("TrueType" in row and " yes yes " in row for row in rows), told.stdout


def test_pdf_and_png_have_the_size_of_the_column(files):
    """82 mm are 232.4 pt, and 1,937 pixels of 600 to the inch"""
    box = re.search(rb"/MediaBox \[ ?([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) ?\]", of(files, "stages", ".pdf"))

    assert float(box.group(3)) == pytest.approx(82 / 25.4 * 72, abs=0.01)
    assert int.from_bytes(of(files, "stages", ".png")[16:20], "big") == pytest.approx(82 / 25.4 * 600, abs=1)
    assert json.loads(of(files, "contributions", ".run.json"))["width_mm"] == 174


def test_the_text_of_the_svg_is_text(files):
    pytest.importorskip("pylopdf_fonts_zh_cn")

    assert "电池制造</text>" in of(files, "stages", ".svg").decode()


def test_the_data_are_those_of_the_figure_with_units_in_a_column(files, toy_study):
    rows = list(csv.DictReader(io.StringIO(of(files, "stages", ".csv").decode())))
    result = toy_study.footprint(CalculationSetup("toy"))

    assert {row["unit"] for row in rows} == {"kg CO2-eq per kWh of capacity"}
    total = sum(float(row["amount"]) for row in rows)
    assert total == pytest.approx(result.total("kwh-capacity").amount)
    assert all(float(row["low"]) <= float(row["high"]) for row in rows)


def test_the_run_file_repeats_the_figure(files, toy_study):
    run = json.loads(of(files, "stages", ".run.json"))
    result = toy_study.footprint(CalculationSetup("toy"))

    assert run["command"] == "lca-models footprint toy"
    assert run["inventory_hash"] == result.system.rows_hash
    assert run["language"] == "zh"
    assert run["fonts"][-1] == "Noto Sans SC" or len(run["fonts"]) == 1
    assert run["drawn"]["seed"] == 0
    assert run["sources"] == [source.key for source in cited_sources([result], toy_study.sources)]


def test_the_same_figures_are_the_same_files_but_for_nothing(files, toy_study):
    result = toy_study.footprint(CalculationSetup("toy"))
    again = paper_files_of(footprint_charts(result), toy_study, words=["lca-models", "footprint", "toy"], language="zh")

    assert {name for name in files if files[name] != again[name]} == set()


def test_stages_per_kwh_delivered_have_their_intervals_in_the_same_unit(toy_study):
    """grams: the middle of each interval is near the amount, not a thousand times off"""
    chart, _ = footprint_charts(toy_study.footprint(CalculationSetup("toy")), KWH_DELIVERED)
    table = chart.table("en")

    assert set(table["unit"]) == {"g CO2-eq per kWh delivered"}
    for _, rows in table.groupby("stage"):
        net = rows["amount"].sum()
        assert rows["low"].iloc[0] - 1e-9 <= net * (1.5 if net > 0 else 0.5)
        assert rows["high"].iloc[0] + 1e-9 >= net * (0.5 if net > 0 else 1.5)


def test_two_figures_of_one_name_get_names_of_their_own(toy_study, undrawn):
    chart, _ = footprint_charts(toy_study.footprint(CalculationSetup("toy")))

    found = paper_files_of([chart, chart], toy_study)
    assert sum(name.endswith(".pdf") for name in found) == 2
    assert any(name.endswith("_2.pdf") for name in found)


def test_a_folder_holds_the_last_figures_alone(toy_study, undrawn, tmp_path):
    first, second = (toy_study.footprint(CalculationSetup("toy", province=one)) for one in ("CN-GD", "CN-SC"))
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    write_figures(toy_study, first, tmp_path)
    names = write_figures(toy_study, second, tmp_path, width=89)

    assert {path.name for path in tmp_path.iterdir()} == {*names, "mine.txt", "lca_models_manifest.json"}
    assert all("CN-SC" in name for name in names)


def test_a_size_that_cannot_be_printed_writes_nothing(toy_study, tmp_path):
    with pytest.raises(FigureError, match="40 to 400 mm wide"):
        write_figures(toy_study, toy_study.footprint(CalculationSetup("toy")), tmp_path / "new", width=1000)

    assert not (tmp_path / "new").exists()
