"""What a student, a researcher and a reviewer do on the page, from the first number to what they came for."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from accessibility import findings
from counts import LONG

from lca_models.panels.views.tabs import TABS
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED

pytestmark = pytest.mark.browser

EVERYWHERE = [(width, language) for width in (390, 768, 1440) for language in ("English", "中文")]
MADE = "manufacturing"
ELECTRICITY = f"{MADE}|manufacturing/cell_plant:cell_plant_formation:electricity_cell_plant"
IN_SICHUAN = f"{ELECTRICITY}|electricity/plants:electricity_cell_plant:electricity_cn_sc"
RAW = "raw material acquisition"
GRAPHITE = f"{RAW}|manufacturing/cells:cell_lfp:anode_graphite"
FOCUSED = """() => { const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const ring = (of) => of && parseFloat(getComputedStyle(of).outlineWidth) >= 2 && getComputedStyle(of).outlineStyle !== 'none';
  return { name: one.dataset.testid || one.id || one.lang || one.className,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    ring: ring(one) || ring(one.closest('.num')) || look.boxShadow !== 'none',
    area: (one.closest('header, [role=region], main, footer, .skip') || {}).tagName }; }"""


def spread(usual):
    """Widths and languages: those of the usual run, or all of them in the long one."""
    return pytest.mark.parametrize(("width", "language"), EVERYWHERE if LONG else [usual])


def speak(shown, language):
    shown.change(lambda: shown.page.get_by_role("button", name=language, exact=True).click())


def press(shown, testid):
    shown.change(lambda: shown.page.get_by_test_id(testid).click())


def downloaded(shown, testid):
    """What a button hands out."""
    with shown.page.expect_download() as waited:
        shown.page.get_by_test_id(testid).click()
    return Path(waited.value.path()).read_bytes()


def in_order(shown):
    """Nothing went wrong, nothing was asked of another computer, and nothing is wider than the window."""
    assert shown.errors == shown.outside == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@spread((768, "English"))
def test_a_student_moves_the_plant_and_reads_why_the_number_moved(show, width, language):
    """total, stage, purchase with its source, province: what the total lost is what the manufacturing lost"""
    shown = show(width=width)
    page = shown.page
    speak(shown, language)
    total, made = shown.value("total pack"), shown.value(f"stage {MADE}")
    shown.change(lambda: page.locator("[data-code=CN-SC]").click())
    moved = shown.value("total pack") - total
    assert moved < 0
    assert shown.value(f"stage {MADE}") - made == pytest.approx(moved)  # other stages buy no electricity of the plant

    shown.change(lambda: page.get_by_test_id("stages").get_by_role("button").nth(1).click())
    press(shown, f"row {ELECTRICITY}")
    bought = page.get_by_role("dialog")
    assert bought.get_by_test_id("source").get_attribute("href").startswith("https://")
    press(shown, "close")
    press(shown, f"row {IN_SICHUAN}")
    assert {"English": "Sichuan", "中文": "四川"}[language] in page.locator("#lca-provenance-heading").inner_text()
    in_order(shown)


@spread((390, "中文"))
def test_a_researcher_enters_a_pack_compares_it_and_takes_a_figure_with_its_data(
    show, shipped_study, tmp_path, width, language
):
    """the sheet that is kept is what the command line calculates; the file of draws says what the page says"""
    shown = show(width=width)
    page = shown.page
    speak(shown, language)
    press(shown, "tab mine")
    for cell, text in (("product.rated_energy", "62.4"), ("cell_materials.cathode", "2.21")):
        if not page.get_by_test_id(f"cell {cell}").count():
            shown.change(lambda: page.get_by_test_id("step materials").get_by_role("button").first.click())
        page.get_by_test_id(f"cell {cell}").fill(text)
        shown.change(lambda cell=cell: page.get_by_test_id(f"cell {cell}").press("Tab"))
    with page.expect_download() as waited:
        page.get_by_test_id("save sheet").click()
    kept = tmp_path / waited.value.suggested_filename
    waited.value.save_as(kept)
    result = shipped_study.footprint(CalculationSetup(str(kept), "cn-551"))
    assert result.system.pack.given_count == 2
    press(shown, "tab explore")
    assert shown.value("total kwh-capacity") == pytest.approx(result.total(KWH_CAPACITY).amount, rel=1e-12)

    press(shown, "tab compare")
    press(shown, "second lfp-60kwh")
    first, second = (shown.value(f"compare total {place}") for place in (0, 1))
    assert first == pytest.approx(result.total(KWH_DELIVERED).amount, rel=1e-12)
    assert shown.value("compare difference") == pytest.approx(1000 * (second - first))
    assert page.get_by_test_id("sizes differ").is_visible()
    with zipfile.ZipFile(io.BytesIO(downloaded(shown, "compare.figure"))) as archive:
        names = archive.namelist()
        assert {Path(name).suffix for name in names} >= {".pdf", ".svg", ".png", ".csv", ".bib"}
        assert all(Path(name).name.startswith(("lfp-60kwh", kept.stem)) for name in names)
        assert str(tmp_path.home()) not in "".join(
            archive.read(name).decode() for name in names if name.endswith((".md", ".json", ".csv"))
        )
    table = list(csv.DictReader(downloaded(shown, "compare.draws").decode("utf-8-sig").splitlines()))
    assert sum(float(one["difference"]) > 0 for one in table) / len(table) == pytest.approx(shown.value("sure"))
    assert {one["unit"] for one in table} == {"g CO2-eq per kWh delivered"}
    in_order(shown)


@spread((1440, "中文"))
def test_a_reviewer_goes_from_the_total_to_the_page_of_its_source_in_four_clicks(show, width, language):
    """tab, row, figure of the formula, source: a link to the page of its publisher"""
    shown = show("?v=1&lang=zh-Hans" if language == "中文" else "?v=1", width=width)
    page = shown.page
    press(shown, "tab where")
    press(shown, f"row {GRAPHITE}")
    assert {"English": "graphite", "中文": "负极石墨"}[language] in page.get_by_role("dialog").inner_text()
    press(shown, "parameter cell_acceptance_rate")
    assert shown.value("value") == 0.95
    in_order(shown)
    source = page.get_by_test_id("source")
    with page.context.expect_event("request", lambda asked: asked.url == source.get_attribute("href")):
        source.click()

    assert source.get_attribute("href").startswith("https://www.anl.gov/")
    assert source.get_attribute("rel") == "noopener noreferrer"
    assert shown.outside == [source.get_attribute("href")]  # what the reviewer asked for, and nothing else


def walked(shown, most):
    """The stops of the key Tab from the first of the page to its last, or as many as asked for."""
    shown.page.locator(".skip").focus()
    stops = [shown.page.evaluate(FOCUSED)]
    while len(stops) < most:
        shown.page.keyboard.press("Tab")
        stop = shown.page.evaluate(FOCUSED)
        if stop["name"] in ("", stops[0]["name"]):  # the window's own bar, or round
            break
        stops.append(stop)
    return stops


@spread((1440, "English"))
def test_a_keyboard_walks_through_all_six_tabs(show, width, language):
    """each stop is in sight with a ring, parts come in the order of the page; Enter opens a tab, which keeps the focus"""
    shown = show(width=width)
    page = shown.page
    speak(shown, language)
    page.get_by_test_id("tab explore").focus()
    page.keyboard.press("Home")
    for tab in TABS:
        shown.change(lambda: page.keyboard.press("Enter"))
        assert page.evaluate("document.activeElement.dataset.testid") == f"tab {tab}"
        stops = walked(shown, 400 if LONG else 12)
        assert [one for one in stops if not (one["seen"] and one["ring"])] == []
        assert [one["name"] for one in stops[:4]] == ["skip", "en", "zh-Hans", f"tab {tab}"]
        areas = [one["area"] for one in stops]
        assert [one for place, one in enumerate(areas) if place == 0 or areas[place - 1] != one] == list(
            dict.fromkeys(areas)
        )
        page.get_by_test_id(f"tab {tab}").focus()
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.testid") == "tab mine"  # and round
    in_order(shown)


@spread((768, "中文"))
def test_axe_finds_nothing_grave_on_any_tab(show, width, language):
    """with a row's provenance and a second battery open"""
    shown = show(width=width)
    speak(shown, language)
    inside = {"where": f"row {GRAPHITE}", "compare": "second nmc811-80kwh"}
    for tab in TABS:
        press(shown, f"tab {tab}")
        if tab in inside:
            press(shown, inside[tab])
        assert findings(shown.page) == []
        assert shown.page.evaluate("document.querySelectorAll('.lca-page *').length") < 1500
    in_order(shown)
