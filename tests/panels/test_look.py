"""The look of panels stands in the page itself."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lca_models.panels.look import output_element, style_element


def test_the_style_sheet_loads_nothing_from_elsewhere():
    sheet = style_element()

    assert sheet.startswith("<style>")
    assert not re.search(r"url\((?!data:)|@import", sheet)
    assert ".lca-card" in sheet or ".lca-app" in sheet


def test_without_the_font_the_page_has_none(monkeypatch):
    monkeypatch.setattr("lca_models.panels.look.chinese_font_path", lambda: None)

    assert "@font-face" not in style_element.__wrapped__()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_element_keeps_every_digit(value):
    found = re.search(r'data-value="([^"]+)"', output_element("total", value, "about"))

    assert float(found[1]) == value


def test_an_element_cannot_bring_markup():
    assert "<script" not in output_element('"><script>', 1.0, "<script>")
