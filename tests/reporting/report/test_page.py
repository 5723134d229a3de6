"""The page of a report: it loads nothing, cites what it lists, and says what a reader must know."""

from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from counts import LONG

from lca_models.impact.footprint import footprint
from lca_models.impact.study import Study
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.reporting.report.folder import write_report
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, catalogue
from tests.accessibility import WIDTHS, findings
from tests.chromium import open_page

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


@pytest.mark.usefixtures("undrawn")
def test_a_category_that_sources_do_not_give_is_announced(toy_study: Study, toy_system: ProductSystem, tmp_path: Path):
    """nickel sulfate is known in AR6 CO2e only: (10 - 9) * 0.6 of 6.6 is 9.1 %"""
    write_report(toy_study, footprint(toy_system, method="gwp100-ar5"), tmp_path, DATE)

    assert "9.1% of this result comes from sources" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_every_label_of_the_report_is_used_by_its_page():
    """a key that no template asks for is a sentence that someone forgot to show"""
    template = files("lca_models.reporting.report").joinpath("report.html.j2").read_text(encoding="utf-8")
    asked = {key for key in catalogue() if key.startswith("report.")}
    asked -= {key for key in asked if key.startswith(("report.evidence_", "report.verified_"))}  # asked for by class

    assert sorted(key for key in asked if f'"{key}"' not in template) == []


@pytest.fixture(scope="module")
def shipped_reports(shipped_study: Study, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Pages of the first product by language, the second one in the long run; without pictures in the usual one."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        if not LONG:
            patch.setattr("lca_models.reporting.figures.canvas.encode", lambda figure, kind, **way: b"<svg/>")
        for language in (CHINESE, ENGLISH) if LONG else (CHINESE,):
            folder = tmp_path_factory.mktemp(language)
            result = shipped_study.footprint(CalculationSetup("lfp-60kwh"))
            write_report(shipped_study, result, folder, DATE, language=language)
            found[language] = folder / "report.html"
    return found


def test_a_report_in_chinese_names_what_it_lists_in_chinese(shipped_reports: Mapping[str, Path]):
    """inputs, gases, service life and the national factors; file names, sources and formulae of substances stay"""
    text = " ".join(PageReader(shipped_reports[CHINESE].read_text(encoding="utf-8")).text)

    pairs = {
        "碳酸锂（电池级）": "lithium carbonate, battery grade",
        "土地利用变化 0": "land use change 0",
        "情景：基准情景": "情景：baseline",
        "（测试循环次数）": "（tested cycles）",
        "生命周期（用户侧）": "life cycle, at the user",
    }
    assert [one for one in pairs if one not in text] == []
    assert [one for one in pairs.values() if one in text] == []


@pytest.mark.browser
def test_axe_finds_nothing_grave_in_a_report(shipped_reports: Mapping[str, Path], browser):
    """tables that are wider than a phone are reached by keyboard, figures have words, and what a figure shows is a table"""
    for report in shipped_reports.values():
        for width in WIDTHS:
            opened = open_page(browser, report.as_uri(), width, 900)
            assert findings(opened.page) == []
            assert opened.errors == []
            opened.page.close()
