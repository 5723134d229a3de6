"""A sheet opened in Chromium that is broken, or meant to harm; clauses of rule sets by key."""

import re
from pathlib import Path

import pytest
from accessibility import findings

from lca_models.scope.calculation_setup import CalculationSetup

pytestmark = pytest.mark.browser

SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"
HARMFUL = {
    "rated_energy: {yours: 64,": "rated_energy: {yours: '<img src=x onerror=window.ran=1>',",
    "name: Example LFP pack, 64 kWh": "name: '<script>window.ran=1</script>'",
    "document: ": "document: '\"><svg onload=window.ran=1>' # ",
    "model: EX-LFP-64": "modell: javascript:window.ran=1",
}


def typed(shown, testid, text):
    """A value typed into a cell, and left by Tab."""
    cell = shown.page.get_by_test_id(testid)
    cell.fill(text)
    shown.change(lambda: cell.press("Tab"))


def opened(shown, content, name="pack.yaml"):
    """A sheet chosen in the dialogue of the browser."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    shown.change(lambda: shown.page.get_by_test_id("open sheet").set_input_files(file))


def test_a_problem_leads_to_its_field_and_goes_once_it_is_right(show):
    shown = show()
    shown.change(lambda: shown.page.get_by_test_id("tab mine").click())
    content = (SHEETS / "lfp_sichuan.yaml").read_bytes().replace(b"pvdf: {yours: 5.60", b"pvdf: {yours: 5.6x")
    opened(shown, content)
    link = shown.page.get_by_test_id("problem cell_materials.pvdf")
    cell = shown.page.get_by_test_id("cell cell_materials.pvdf")

    link.click()
    cell.wait_for()
    assert cell.get_attribute("aria-invalid") == "true"
    assert (
        "cannot be turned into kg"
        in shown.page.locator(f"[id='{cell.get_attribute('aria-describedby').split()[0]}']").inner_text()
    )
    assert cell.evaluate("one => one === document.activeElement")
    assert findings(shown.page) == []

    typed(shown, "cell cell_materials.pvdf", "5.60")
    assert shown.page.get_by_test_id("problems").count() == 0
    assert cell.get_attribute("aria-invalid") is None
    shown.change(lambda: shown.page.get_by_test_id("tab explore").click())
    whole = shown.session.model.study.footprint(CalculationSetup(str(SHEETS / "lfp_sichuan.yaml"), "cn-551"))
    assert shown.value("total pack") == pytest.approx(whole.assessment.score, rel=1e-12)
    assert shown.errors == shown.outside == []


def test_harmful_sheets_give_messages_and_run_nothing(show):
    shown = show()
    shown.change(lambda: shown.page.get_by_test_id("tab mine").click())
    shown.page.on("dialog", lambda one: shown.errors.append(one.message))
    for old, new in HARMFUL.items():
        text = (SHEETS / "lfp_sichuan.yaml").read_text(encoding="utf-8").replace(old, new)
        opened(shown, text.encode(), name=f"{new}.yaml")
        for step in ("evidence", "pack"):
            if (
                shown.page.get_by_test_id(f"step {step}").get_by_role("button").first.get_attribute("aria-expanded")
                != "true"
            ):
                shown.change(
                    lambda step=step: shown.page.get_by_test_id(f"step {step}").get_by_role("button").first.click()
                )
    for content in (b"", b"PK\x03\x04", b"<html><script>window.ran=1</script>", b"\x00" * 100):
        file = {"name": "x.xlsx", "mimeType": "text/html", "buffer": content}
        shown.change(lambda file=file: shown.page.get_by_test_id("open sheet").set_input_files(file))
        assert re.search(r"\w", shown.page.get_by_test_id("open refused").inner_text())

    assert shown.page.evaluate("window.ran") is None
    assert shown.errors == shown.outside == []


def test_rules_open_their_clauses_by_key(show):
    shown = show()
    tabs = shown.page.get_by_role("tablist")
    shown.page.get_by_test_id("tab explore").focus()
    shown.page.keyboard.press("End")
    shown.change(lambda: shown.page.keyboard.press("Enter"))
    step = shown.page.get_by_test_id("step end of life")
    step.focus()
    shown.page.keyboard.press("Enter")

    shown.page.locator(".clause").first.wait_for()
    assert step.get_attribute("aria-expanded") == "true"
    assert tabs.is_visible()
    total = shown.value("rules total 0")
    moved = sum(
        float(one.get_attribute("data-value")) for one in shown.page.locator("[data-testid^='rules step']").all()
    )
    assert total + moved == pytest.approx(shown.value("rules total 1"))
    assert findings(shown.page) == []
    assert shown.errors == shown.outside == []
