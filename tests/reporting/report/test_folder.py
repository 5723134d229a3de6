import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.interpretation.comparison.grid import compare_setups, setup_grid
from lca_models.reporting.report.folder import write_comparison, write_report

DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_holds_figures_tables_and_numbers_and_no_leftovers(toy_report: Path):
    names = set(files_of(toy_report))

    assert {"report.html", "run.json", "stages.png", "stages.svg", "contributions.png", "contributions.svg"} <= names
    assert {
        f"tables/{name}.csv" for name in ("stages", "contributions", "trace", "parameters", "sources", "evidence")
    } <= names
    assert not [name for name in names if name.endswith(".tmp")]


def test_the_same_result_gives_the_same_files(
    toy_study: Study, toy_footprint: Footprint, toy_report: Path, tmp_path: Path
):
    write_report(toy_study, toy_footprint, tmp_path, DATE)

    assert files_of(tmp_path) == files_of(toy_report)


@pytest.mark.usefixtures("undrawn")
def test_a_report_that_fails_leaves_the_old_one_as_it_was(toy_study: Study, toy_footprint: Footprint, tmp_path: Path):
    write_report(toy_study, toy_footprint, tmp_path, DATE)
    (tmp_path / "tables" / "trace.csv").unlink()
    (tmp_path / "tables" / "trace.csv").mkdir()
    before = files_of(tmp_path)

    with pytest.raises(IsADirectoryError, match="folder where a file should be"):
        write_report(toy_study, toy_footprint, tmp_path, DATE.replace(year=2027))
    assert files_of(tmp_path) == before


@pytest.mark.usefixtures("undrawn")
def test_an_existing_folder_keeps_the_files_of_others(toy_study: Study, toy_footprint: Footprint, tmp_path: Path):
    (tmp_path / "note.txt").write_text("mine")
    write_report(toy_study, toy_footprint, tmp_path, DATE)

    assert (tmp_path / "note.txt").read_text() == "mine"


def test_a_comparison_is_written_with_one_row_per_combination(toy_study: Study, tmp_path: Path):
    """Guangdong 6.6; in Sichuan the 2 kWh have 0.1 in place of 0.5, so 5.8"""
    write_comparison(compare_setups(toy_study, setup_grid(["toy"], provinces=["CN-GD", "CN-SC"])), tmp_path)

    written = rows_of(tmp_path / "comparison.csv")
    assert [row["province"] for row in written] == ["CN-GD", "CN-SC"]
    assert [float(row["total: kg_co2e_per_pack"]) for row in written] == pytest.approx([6.6, 5.8])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "comparison.csv", "comparison.png", "comparison.svg", "lca_models_manifest.json"]  # fmt: skip


def test_the_report_in_chinese_has_the_numbers_of_the_english_one(toy_study, toy_footprint, toy_report, tmp_path):
    """the words change, tables and run record do not; the page names its language"""
    write_report(toy_study, toy_footprint, tmp_path, DATE, language="zh")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")

    assert '<html lang="zh-CN">' in page
    assert "生命周期各阶段" in page
    assert "Life cycle stages" not in page
    for path in [*(toy_report / "tables").iterdir(), toy_report / "run.json"]:
        assert (tmp_path / path.relative_to(toy_report)).read_bytes() == path.read_bytes()
