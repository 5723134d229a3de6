import csv
import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from lca_models.impact.footprint import Footprint, footprint
from lca_models.impact.study import Study
from lca_models.interpretation.comparison.grid import compare_setups, setup_grid
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.reading import tables_hash
from lca_models.reporting.report.content import Neighbour
from lca_models.reporting.report.folder import write_comparison, write_report
from lca_models.reporting.report.tables import changed_settings, used_parameters
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.wording.catalogue import catalogue

DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LOADING = {"src", "srcset", "data", "poster", "background", "action"}


class PageReader(HTMLParser):
    """Collects what a browser would load, the tags left open, and the text."""

    VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif tag == "a" and name == "href" and value.startswith("#"):
                self.anchors.append(value[1:])
            elif name in LOADING or (name in ("href", "xlink:href") and tag != "a" and not value.startswith("#")):
                self.loads.append(f"{tag} {name}={value}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            if self.open and self.open[-1] not in ("p", "tr", "td", "th"):
                raise AssertionError(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.text.append(data)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_page_loads_nothing(toy_report: Path):
    page = (toy_report / "report.html").read_text(encoding="utf-8")
    reader = PageReader(page)

    assert reader.loads == []
    assert "script" not in page
    assert "@import" not in page
    assert "url(http" not in page


def test_every_citation_leads_to_a_source_of_the_page(toy_report: Path):
    reader = PageReader((toy_report / "report.html").read_text(encoding="utf-8"))

    assert reader.anchors
    assert set(reader.anchors) <= set(reader.ids)


def test_the_page_shows_the_three_units(toy_report: Path):
    """6.6 per pack; 6.6 / 60 = 0.110 per kWh; 1000 * 6.6 / (60 * 2000 * 0.9) = 0.061 g per kWh delivered"""
    text = " ".join(PageReader((toy_report / "report.html").read_text(encoding="utf-8")).text)

    for value in ("6.6", "0.110", "0.061", "108,000 kWh", "−5.4 kg CO₂-eq per pack"):
        assert value in text


def test_the_folder_holds_figures_tables_and_numbers_and_no_leftovers(toy_report: Path):
    names = set(files_of(toy_report))

    assert {"report.html", "run.json", "stages.png", "stages.svg", "contributions.png", "contributions.svg"} <= names
    assert {
        f"tables/{name}.csv" for name in ("stages", "contributions", "trace", "parameters", "sources", "evidence")
    } <= names
    assert not [name for name in names if name.endswith(".tmp")]


def test_run_json_is_the_footprint_and_what_repeats_it(toy_report: Path, toy_footprint: Footprint, toy_study: Study):
    written = json.loads((toy_report / "run.json").read_text(encoding="utf-8"))
    document = json.loads(json.dumps(toy_footprint.document()))

    assert {key: written[key] for key in document} == document
    assert written["date_utc"] == "2026-01-02T03:04:05Z"
    assert written["tables_hash"] == tables_hash(toy_study.root)
    assert written["command"] == "lca-models footprint toy --rules cn-551 --province CN-GD --method gwp100-ar6"


def test_the_stages_of_each_basis_sum_to_its_total(toy_report: Path, toy_footprint: Footprint):
    rows = rows_of(toy_report / "tables" / "stages.csv")
    sums = [sum(float(row["amount"]) for row in rows if row["basis"] == one.words()) for one in DECLARED_UNITS]

    assert sums == pytest.approx([total.amount for total in toy_footprint.totals()])


def test_the_table_of_contributions_sums_to_the_result(toy_report: Path):
    rows = rows_of(toy_report / "tables" / "contributions.csv")

    assert sum(float(row["amount"]) for row in rows) == pytest.approx(6.6)
    assert {row["unit"] for row in rows} == {"kg CO2-eq per pack"}


def test_the_sources_are_those_of_the_rows_used(toy_report: Path):
    assert [row["key"] for row in rows_of(toy_report / "tables" / "sources.csv")] == ["Example"]


def test_settings_give_the_same_result_again(toy_system: ProductSystem):
    changed = footprint(toy_system, {"toy_plant_electricity": "3"}, province="CN-SC", method="gwp100-ar5")
    again = footprint(toy_system, changed_settings(changed), method="gwp100-ar5")

    assert changed_settings(changed) == {"cell_plant_province": "CN-SC", "toy_plant_electricity": "3.0"}
    assert again.assessment.score == changed.assessment.score
    assert changed.complete_setup.words()[-6:] == (
        "--province", "CN-SC", "--set", "toy_plant_electricity=3", "--method", "gwp100-ar5"
    )  # fmt: skip


def test_used_parameters_are_those_of_formulas_and_the_service_life(toy_footprint: Footprint):
    """All but the guard of the province, which nothing refers to: Brightway alone evaluates it."""
    unused = {"cell_plant_province_guard"}

    assert used_parameters(toy_footprint) == set(toy_footprint.assessment.parameters) - unused


def test_a_category_that_sources_do_not_give_is_announced(toy_study: Study, toy_system: ProductSystem, tmp_path: Path):
    """nickel sulfate is known in AR6 CO2e only: (10 - 9) * 0.6 of 6.6 is 9.1 %"""
    write_report(toy_study, footprint(toy_system, method="gwp100-ar5"), tmp_path, DATE)

    assert "9.1% of this result comes from sources" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_same_result_gives_the_same_files(
    toy_study: Study, toy_footprint: Footprint, toy_report: Path, tmp_path: Path
):
    write_report(toy_study, toy_footprint, tmp_path, DATE)

    assert files_of(tmp_path) == files_of(toy_report)


def test_a_report_that_fails_leaves_the_old_one_as_it_was(toy_study: Study, toy_footprint: Footprint, tmp_path: Path):
    write_report(toy_study, toy_footprint, tmp_path, DATE)
    (tmp_path / "tables" / "trace.csv").unlink()
    (tmp_path / "tables" / "trace.csv").mkdir()
    before = files_of(tmp_path)

    with pytest.raises(IsADirectoryError, match="folder where a file should be"):
        write_report(toy_study, toy_footprint, tmp_path, DATE.replace(year=2027))
    assert files_of(tmp_path) == before


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
    assert sorted(path.name for path in tmp_path.iterdir()) == ["comparison.csv", "comparison.png", "comparison.svg"]


@pytest.mark.parametrize(
    ("kit", "published", "turned"), [(5.0, -8.2, True), (-5.0, 8.2, True), (-5.0, -8.2, False), (5.0, None, False)]
)
def test_packs_are_turned_when_they_stand_in_the_other_order_than_published(
    toy_footprint: Footprint, kit: float, published: float | None, turned: bool
):
    assert Neighbour(toy_footprint, "other", pd.DataFrame(), kit, published).is_turned is turned


def test_the_report_in_chinese_has_the_numbers_of_the_english_one(toy_study, toy_footprint, toy_report, tmp_path):
    """the words change, tables and run record do not; the page names its language"""
    write_report(toy_study, toy_footprint, tmp_path, DATE, language="zh")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")

    assert '<html lang="zh-CN">' in page
    assert "生命周期各阶段" in page
    assert "Life cycle stages" not in page
    for path in [*(toy_report / "tables").iterdir(), toy_report / "run.json"]:
        assert (tmp_path / path.relative_to(toy_report)).read_bytes() == path.read_bytes()


def test_every_label_of_the_report_is_used_by_its_page():
    """a key that no template asks for is a sentence that someone forgot to show"""
    template = files("lca_models.reporting.report").joinpath("report.html.j2").read_text(encoding="utf-8")
    asked = {key for key in catalogue() if key.startswith("report.") and not key.startswith("report.evidence_")}

    assert sorted(key for key in asked if f'"{key}"' not in template) == []
