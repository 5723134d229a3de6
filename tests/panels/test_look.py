"""The look of panels stands in the page itself."""

import base64
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lca_models.panels import look
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


def test_glyphs_are_cut_out_once_and_again_when_what_is_kept_is_damaged(monkeypatch, tmp_path):
    cut = []
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path))
    monkeypatch.setattr(look, "chinese_font_path", lambda: Path(__file__))
    monkeypatch.setattr(look, "_glyphs", lambda path, characters: cut.append(characters) or characters.encode())

    first, again, other = look.font_face("电池 cells"), look.font_face("池电"), look.font_face("电")
    (kept, _) = sorted((tmp_path / look.KEPT).iterdir(), key=lambda one: one.stat().st_size, reverse=True)
    kept.write_bytes(kept.read_bytes()[:-1])

    assert first == again == look.font_face("电池")
    assert other != first
    assert cut == ["池电", "电", "池电"]  # in the order of their numbers, whatever else the text holds
    assert base64.b64encode("池电".encode()).decode() in first


def test_a_few_files_of_glyphs_are_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path))
    monkeypatch.setattr(look, "chinese_font_path", lambda: Path(__file__))
    monkeypatch.setattr(look, "_glyphs", lambda path, characters: b"woff")

    for letter in "电池包材料制造运输回收":
        look.font_face(letter)

    assert len([*(tmp_path / look.KEPT).glob("*.npz")]) == look.MOST_KEPT
