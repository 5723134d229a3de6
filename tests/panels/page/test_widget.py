"""The page as a widget: what comes over its channel is answered over it, and cells read what it shows."""

import pytest

from lca_models.panels.page.widget import PageWidget, quick_soon
from lca_models.scope.calculation_setup import CalculationSetup


@pytest.fixture
def widget(model, monkeypatch):
    made = PageWidget(model)
    sent = []
    monkeypatch.setattr(made, "send", lambda content, buffers=None: sent.append((content, buffers)))
    made.sent = sent
    return made


def test_the_first_state_stands_in_the_widget_itself(widget, model):
    """so that a page shows it before it has asked anything"""
    parts = {one["part"]: one for one in widget.boot["first"]}

    assert parts["A"]["view"]["result"]["totals"][0]["exact"] == sum(widget.result.stages.values())
    assert parts["C"]["view"]["map"]["tiles"]
    assert set(widget.boot["words"]) == {"en", "zh"}


def test_a_message_is_answered_and_cells_see_the_new_setup(widget, model):
    widget._heard(widget, {"do": "set", "seq": 1, "values": {"green_percent": 50}}, [])

    assert widget.setup == CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": 0.5})
    assert widget.result.stages == model.evaluate(widget.setup).stages
    assert widget.baseline.stages == model.evaluate(CalculationSetup("lfp-60kwh", "cn-551")).stages
    assert [content["part"] for content, _ in widget.sent] == ["A"]


def test_a_file_travels_as_bytes(widget):
    widget._heard(widget, {"do": "save", "what": "table"}, [])
    ((content, (table,)),) = widget.sent

    assert (content["part"], content["name"]) == ("file", "lfp-60kwh_cn-551_stages.csv")
    assert b"raw material acquisition" in table


def test_a_widget_of_one_tab_shows_that_one(model):
    assert PageWidget(model, only=("rules",)).boot["only"] == ["rules"]


def test_what_makes_a_page_quick_is_loaded_once_and_after_its_first_picture(model, monkeypatch):
    """Two pages of a process start one thread, which no end of the process waits for"""
    loaded = []
    monkeypatch.setattr("lca_models.panels.page.widget.load_kernels", lambda: loaded.append("kernels"))
    monkeypatch.setattr("lca_models.panels.page.widget.LOOKING", 0.0)
    quick_soon.cache_clear()
    PageWidget(model), PageWidget(model)
    quick_soon().join()

    assert loaded == ["kernels"]
    assert quick_soon().daemon
    quick_soon.cache_clear()
