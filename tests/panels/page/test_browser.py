"""The page in Chromium: what a person does, in what order things come, and what a stranger's link cannot do."""

import random
import re
from urllib.parse import quote

import pytest
from accessibility import findings
from counts import LONG

from lca_models.scope.calculation_setup import CalculationSetup

pytestmark = pytest.mark.browser

RECORDER = """() => {
  window.torn = []; window.frames = 0;
  const look = () => {
    const value = (one) => Number(one.dataset.value);
    const pack = document.querySelector('[data-testid="total pack"]') || null;
    const stages = [...document.querySelectorAll('[data-testid^="stage "]')].map(value);
    window.frames += 1;
    if (pack && Math.abs(stages.reduce((a, b) => a + b, 0) / value(pack) - 1) > 1e-9)
      window.torn.push([value(pack), ...stages]);
    window.looking = requestAnimationFrame(look);
  };
  look();
}"""
HOSTILE = [
    "<img src=x onerror=window.ran=1>", "<script>window.ran=1</script>", "javascript:window.ran=1",
    '"><svg onload=window.ran=1>', "'-window.ran=1-'", "../../secret", "%zz", "%ff%fe", "\u202e\u2066", "x" * 5000,
]  # fmt: skip


def test_a_choice_on_the_page_is_the_same_calculation_as_in_python(show, model):
    shown = show()
    shown.change(lambda: shown.page.get_by_test_id("field cell_plant_province").select_option("CN-SC"))
    shown.change(lambda: shown.page.locator("[data-code=CN-NM]").click())
    settings = {"cell_plant_province": "CN-NM"}

    assert shown.session.state.setup == CalculationSetup("lfp-60kwh", "cn-551", settings=settings)
    assert shown.value("total pack") == sum(model.evaluate(shown.session.state.setup).stages.values())
    assert shown.errors == shown.outside == []


def test_undo_by_key_takes_back_what_was_typed_and_redo_gives_it_again(show):
    shown = show()
    energy = shown.page.get_by_test_id("field pack_energy")
    first = shown.value("total pack")

    def typed():
        energy.fill("75")
        energy.press("Enter")

    shown.change(typed)
    moved = shown.value("total pack")
    shown.page.get_by_test_id("tab explore").focus()
    shown.change(lambda: shown.page.keyboard.press("Control+z"))
    assert shown.value("total pack") == first
    assert energy.input_value() == "60"
    shown.change(lambda: shown.page.keyboard.press("Control+Shift+Z"))
    assert shown.value("total pack") == moved
    assert energy.input_value() == "75"


def test_a_refused_number_is_said_at_its_field_and_the_focus_stays(show):
    shown = show()
    before = shown.value("total pack")
    energy = shown.page.get_by_test_id("field pack_energy")
    energy.fill("1000")
    shown.page.get_by_test_id("field pack_energy").press("Enter")
    shown.page.wait_for_selector("[data-refused=pack_energy]")
    shown.page.wait_for_selector("#lca-f-pack_energy-error")

    assert "150 kWh" in shown.page.locator("#lca-f-pack_energy-error").inner_text()
    assert energy.get_attribute("aria-invalid") == "true"
    assert "lca-f-pack_energy-error" in energy.get_attribute("aria-describedby")
    assert shown.page.evaluate("document.activeElement.dataset.testid") == "field pack_energy"
    assert shown.value("total pack") == before
    shown.change(lambda: (energy.fill("80"), energy.press("Enter")))
    assert shown.page.locator("#lca-f-pack_energy-error").count() == 0


def test_the_sum_of_the_stages_is_the_total_in_every_frame(show):
    """twenty keys at random, on sliders and lists, faster than answers come"""
    shown = show()
    page, chance = shown.page, random.Random(7)
    page.evaluate(RECORDER)
    fields = [
        "range pack_energy",
        "range green_percent",
        "field cell_plant_province",
        "field grid_year",
        "field product",
    ]
    keys = ["ArrowRight", "ArrowLeft", "PageUp", "PageDown", "ArrowDown", "ArrowUp"]

    def many():
        for _ in range(200 if LONG else 20):
            page.get_by_test_id(chance.choice(fields)).press(chance.choice(keys))

    shown.change(many)

    assert page.evaluate("window.torn") == []
    assert page.evaluate("window.frames") > 10
    assert page.evaluate("+document.querySelector('.lca-page').dataset.rev") > 5
    assert shown.errors == []


def test_a_link_opens_what_was_shown_and_back_leads_back(show, model):
    shown = show("?v=1&product=nmc811-80kwh&set.cell_plant_province=CN-SC")
    setup = CalculationSetup("nmc811-80kwh", "cn-551", settings={"cell_plant_province": "CN-SC"})
    opened = shown.session.state.setup
    shown.change(lambda: shown.page.get_by_test_id("range green_percent").press("ArrowRight"))
    shown.page.wait_for_url("**green_power_share=0.01")
    shown.change(lambda: shown.page.get_by_test_id("tab rules").click())
    shown.page.wait_for_url("**tab=rules**")
    shown.page.go_back()
    shown.page.wait_for_selector(".lca-page[data-shown=explore]")

    assert opened == setup
    assert shown.session.state.setup == setup.with_setting("green_power_share", 0.01)
    assert shown.page.get_by_test_id("banner").count() == 0


def test_nobody_sees_the_defaults_before_the_link(show):
    """the first number that stands on the page is that of the link"""
    shown = show("?v=1&product=nmc811-80kwh")

    assert shown.page.evaluate("window.firsts") == ["80"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_link_shows_a_message_and_runs_nothing(show, value):
    dialogs = []
    shown = show(f"?v=1&product={value if '%' in value else quote(value)}&per=pack")
    shown.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))

    assert shown.page.get_by_test_id("banner").inner_text()
    assert shown.page.evaluate("window.ran") is None
    assert shown.page.locator(".lca-page img, .lca-page script").count() == 0
    assert shown.errors == shown.outside == dialogs == []
    assert shown.session.state.setup == CalculationSetup("lfp-60kwh", "cn-551")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_page_fits_its_width_in_both_languages(show, width):
    shown = show(width=width)
    for name in ("English", "中文"):
        if name == "中文":
            shown.change(lambda: shown.page.get_by_role("button", name="中文").click())
        wide = shown.page.evaluate("document.documentElement.scrollWidth")
        small = shown.page.evaluate(
            "[...document.querySelectorAll('.lca-page *')].filter(e => e.childNodes.length && [...e.childNodes].some("
            "n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML)"
        )
        assert wide == width
        assert small == []
    assert shown.page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert shown.page.locator("main").inner_text().count("page.") == 0
    assert shown.page.evaluate("document.querySelectorAll('.lca-page *').length") < 1500
    assert findings(shown.page) == []
    assert shown.errors == shown.outside == []


def test_tabs_and_tiles_are_one_stop_each_and_arrows_move_in_them(show):
    shown = show()
    page = shown.page
    page.get_by_test_id("tab explore").press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.testid") == "tab where"
    assert page.locator(".lca-page").get_attribute("data-tab") == "explore"
    assert page.locator("[role=tab][tabindex='0']").count() == 1

    page.locator("[data-code=CN-FJ]").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.code") == "CN-GD"
    assert page.locator(".tiles [tabindex='0']").count() == 1
    shown.change(lambda: page.keyboard.press("Space"))
    assert shown.session.state.setup.settings["cell_plant_province"] == "CN-GD"


@pytest.mark.parametrize("tab", ["matters", "rules"])
def test_the_open_tab_stands_in_sight_on_a_phone(show, tab):
    """whether a link opened it or a finger did"""
    shown = show(f"?v=1&tab={tab}", width=390)
    in_sight = """() => { const tab = document.querySelector('[aria-selected=true]').getBoundingClientRect();
      return tab.left >= 0 && tab.right <= innerWidth }"""

    assert shown.page.evaluate(in_sight)
    shown.change(lambda: shown.page.get_by_test_id("tab mine").click())
    assert shown.page.evaluate(in_sight)


def test_a_swatch_stands_on_the_line_of_its_name(show):
    shown = show()
    middles = """() => [...document.querySelectorAll('[data-testid=largest] tbody th')].map((head) =>
      ['.sw', '.lnk'].map((part) => head.querySelector(part).getBoundingClientRect()).map((box) => box.top + box.height / 2))"""

    found = shown.page.evaluate(middles)
    assert len(found) == 6
    assert all(abs(swatch - name) < 2 for swatch, name in found)


def test_a_link_copied_names_the_inventories_and_goes_once_it_is_no_longer_of_what_is_shown(show, model):
    shown = show("?v=1&product=nmc811-80kwh")
    shown.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    shown.page.get_by_test_id("copy").click()
    by_hand = shown.page.locator(".by-hand textarea")
    by_hand.wait_for()

    assert by_hand.input_value().endswith(f"?v=1&product=nmc811-80kwh&at={model.tables}")
    assert show(by_hand.input_value().removeprefix("http://page.test/")).page.get_by_test_id("banner").count() == 0
    shown.change(lambda: shown.page.locator("[data-code=CN-NM]").click())
    assert by_hand.count() == 0


def test_a_page_that_is_taken_away_hears_nothing_any_more(show):
    """a cell of a notebook that runs again draws another page; the former one asks nothing when a person goes back"""
    shown = show()
    shown.change(lambda: shown.page.get_by_test_id("tab rules").click())
    asked = "document.querySelector('.lca-page').dataset.asked"
    before = shown.page.evaluate(asked)
    shown.page.evaluate("window.page.end()")
    shown.page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")

    assert shown.page.evaluate(asked) == before
    assert shown.errors == shown.outside == []


def test_nothing_in_a_sentence_leaves_no_blank_before_its_sign(show):
    """every sentence of the page with values and without, in both languages"""
    shown = show()
    said = shown.page.evaluate("""() => ["en", "zh"].flatMap((language) => {
      LCA.language = language;
      return Object.entries(LCA.words[language]).flatMap(([key, words]) => {
        const names = [...words.matchAll(/\\{(\\w+)/g)].map((one) => one[1]);
        return names.map((empty) => LCA.say(key, Object.fromEntries(names.map((name) => [name, name === empty ? "" : "x"]))));
      });
    })""")

    assert len(said) > 100
    assert [one for one in said if re.search(r" [.,;:)]|  ", one)] == []
