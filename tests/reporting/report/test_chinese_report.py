"""A Chinese report is Chinese to the end: names of sources, codes, units, files and what a maker wrote excepted."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from counts import LONG
from matplotlib.text import Text

from lca_models.inventory.system.own.inputs import own_inputs
from lca_models.reporting.report.folder import write_report
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking
from tests.chinese_marks import english_marks
from tests.english_left import english_left

DATA_SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"
DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
QUOTED = {"style", "script", "code", "pre", "q"}  # codes, commands, and figures as their source prints them
SAID = {"aria-label", "alt", "title", "placeholder"}
PRODUCTS = ["lfp-60kwh", "nmc811-80kwh", "lmfp-60kwh", "nmc111-60kwh", "nmc532-60kwh", "nmc622-70kwh", "nca-80kwh",
            "naion-45kwh"]  # fmt: skip


class Reader(HTMLParser):
    """The texts of a page that a person reads or hears."""

    def __init__(self, page):
        super().__init__()
        self.inside, self.texts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.inside.append(tag)
        self.texts += [value for name, value in attributes if name in SAID and value]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not QUOTED & {*self.inside}:
            self.texts.append(" ".join(data.split()))


@pytest.fixture
def drawn(monkeypatch):
    """What stands in the pictures, which are not encoded."""
    texts = []

    def read(figure, kind, **way):
        texts.extend(one.get_text() for one in figure.findobj(Text))
        return b"<svg/>"

    monkeypatch.setattr("lca_models.reporting.figures.canvas.encode", read)
    return texts


def english_of(study, result, folder, drawn):
    """English that is left in the page and the pictures of a report."""
    write_report(study, result, folder, DATE, language=CHINESE)
    names = [
        name for one in study.sources.values() for name in (one.title, one.publisher, one.address, one.year) if name
    ]
    if pack := result.system.pack:
        names += [
            part for one in own_inputs(pack) for part in (one.words, one.origin.evidence, one.origin.note) if part
        ]
        names += [one.supplier for one in pack.replacements]
    names = sorted(names, key=len, reverse=True)
    texts = [*Reader((folder / "report.html").read_text(encoding="utf-8")).texts, *drawn]
    assert len(texts) > 500
    read = dict.fromkeys(texts)
    return {text: found for text in read if (found := [*english_left(text, names), *english_marks(text, names)])}


@pytest.mark.parametrize("product", PRODUCTS if LONG else PRODUCTS[1:2])
def test_the_report_of_a_shipped_pack_is_chinese(shipped_study, tmp_path, drawn, product):
    assert english_of(shipped_study, shipped_study.footprint(CalculationSetup(product)), tmp_path, drawn) == {}
    assert "材料获取" in drawn


def test_the_report_of_a_makers_own_pack_is_chinese(shipped_study, tmp_path, drawn):
    """a sheet in English, with the footprint of a supplier in it, for a person who asks for Chinese"""
    with speaking(CHINESE, is_asked=True):
        result = shipped_study.footprint(CalculationSetup(str(DATA_SHEETS / "nmc811_guangdong.yaml")))
        assert english_of(shipped_study, result, tmp_path, drawn) == {}
