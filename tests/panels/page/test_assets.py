"""What the page is drawn with."""

import re

from lca_models.panels.page.assets import SCRIPTS, script, script_text, spoken_words, style_text, widget_script
from lca_models.scope.wording.catalogue import LANGUAGES, catalogue


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_read_as_html():
    """the arrow of a list is drawn by the style sheet itself"""
    assert not re.search(r"https?://(?!www\.w3\.org/)|@import", style_text() + widget_script())
    assert not re.search(r"url\((?!['\"]?data:)", style_text())
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", widget_script()
    )


def test_scripts_are_short():
    assert [
        path.name for path in SCRIPTS.glob("*.js") if len(path.read_text(encoding="utf-8").splitlines()) > 150
    ] == []


def test_every_script_is_joined():
    joined = widget_script()

    assert [path.name for path in SCRIPTS.glob("*.js") if script(path.stem) not in joined] == []


def test_no_text_of_a_script_runs_over_lines():
    """so that a line may be moved, and one that begins with two strokes left out"""
    lines = [line for path in SCRIPTS.glob("*.js") for line in path.read_text(encoding="utf-8").splitlines()]

    assert [line for line in lines if line.count("`") % 2 or "/*" in line] == []


def test_every_word_that_a_script_says_stands_in_the_catalogue():
    keys = set(re.findall(r"""(?:say\(|key: )["'](\w+\.[\w.-]+)["']""", script_text()))

    assert len(keys) > 20
    assert sorted(keys - set(catalogue())) == []
    assert all(keys <= set(spoken_words()[language]) for language in LANGUAGES)


def test_the_page_is_light():
    """150 kB of script, style and words of one language, of all six tabs"""
    words = sum(len(key) + len(text.encode()) + 6 for key, text in spoken_words()["zh"].items())

    assert len(widget_script().encode()) + len(style_text().encode()) + words < 150_000
