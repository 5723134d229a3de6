"""Chinese glyphs stand in the page itself."""

import base64
from pathlib import Path

from lca_models.panels import look


def test_without_the_font_the_page_has_none(monkeypatch):
    monkeypatch.setattr(look, "chinese_font_path", lambda: None)

    assert look.font_face("没有字体") == ""


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
