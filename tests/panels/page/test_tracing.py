"""Where from and What matters in the browser: by pointer, by keyboard, in Chinese, on a phone."""

import pytest

RAW = "raw material acquisition"
GRAPHITE = f"{RAW}|manufacturing/cells:cell_lfp:anode_graphite"


@pytest.mark.browser
def test_a_keyboard_opens_a_row_reads_its_source_and_comes_back(show):
    shown = show()
    page = shown.page
    shown.change(lambda: page.get_by_test_id("tab where").click())
    row = page.get_by_test_id(f"row {GRAPHITE}")
    row.focus()
    assert row.get_attribute("aria-expanded") == "false"
    shown.change(lambda: row.press("Enter"))
    focused = page.evaluate("document.activeElement.id")
    shown.change(lambda: page.keyboard.press("Escape"))

    assert focused == "lca-provenance-heading"
    assert page.evaluate("document.activeElement.dataset.row") == GRAPHITE
    assert page.get_by_role("dialog").count() == 0
    shown.change(lambda: page.keyboard.press("ArrowLeft"))
    assert page.get_by_test_id(f"row {GRAPHITE}").get_attribute("aria-expanded") == "false"
    assert shown.errors == []


@pytest.mark.browser
def test_a_value_of_ones_own_is_refused_in_place_taken_and_given_back(show):
    shown = show()
    page = shown.page
    shown.change(lambda: page.get_by_test_id("tab where").click())
    shown.change(lambda: page.get_by_test_id(f"row {GRAPHITE}").click())
    shown.change(lambda: page.get_by_test_id("parameter cell_acceptance_rate").click())
    before = shown.value(f"amount {RAW}")
    page.get_by_test_id("own").fill("many")
    shown.change(lambda: page.get_by_test_id("use own").click())
    refused = page.get_by_role("alert").inner_text()
    page.get_by_test_id("own").fill("0.9")
    shown.change(lambda: page.get_by_test_id("use own").click())

    assert "many" in refused
    assert shown.value(f"amount {RAW}") > before
    assert page.locator("tr.sel .tag.yours").count() == 1
    assert page.get_by_test_id("source").count() == 0
    shown.change(lambda: page.get_by_test_id("not own").click())
    assert shown.value(f"amount {RAW}") == pytest.approx(before, rel=1e-12)


@pytest.mark.browser
def test_a_range_is_edited_refused_and_reset(show):
    shown = show()
    page = shown.page
    shown.change(lambda: page.get_by_test_id("tab matters").click())
    before = [shown.value(f"{end} cell_plant_energy") for end in ("low", "high")]
    page.get_by_test_id("range low").fill("90")
    shown.change(lambda: page.get_by_test_id("range low").press("Tab"))
    refused = page.get_by_test_id("range error").inner_text()
    page.get_by_test_id("range low").fill("40")
    shown.change(lambda: page.get_by_test_id("range low").press("Tab"))

    assert refused.startswith("From is above To; give ")
    assert shown.value("low cell_plant_energy") > before[0]
    assert page.locator(".torn .tag.yours").count() == 1
    shown.change(lambda: page.get_by_test_id("range reset").click())
    assert shown.value("low cell_plant_energy") == pytest.approx(before[0], rel=1e-9)
    shown.change(lambda: page.get_by_role("radio", name="share of spread").click())
    assert page.get_by_test_id("spread").count() == 1
    assert (shown.errors, shown.outside) == ([], [])
