"""The README in both languages: both editions give the same commands. Its Python runs in tests/docs/test_code_blocks.py."""

import re
from pathlib import Path

from tests.english_left import english_left

README = Path(__file__).parents[1] / "README.md"
CHINESE = README.with_name("README.zh.md")
CHINESE_ONLY = {"README.md", "README.zh.md", "notebooks/README.md", "docs/nomenclature.md"}  # links
INLINE = re.compile(r"`([^`\n]+)`")


def lines_of(path):
    """Lines of the blocks of code that make tables does not write, without comments, languages and what a person says."""
    text = re.sub(r"<!--.*?-->\n```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    blocks = re.findall(r"```(?:sh|console|python)?\n(.*?)```", text, flags=re.S)
    lines = (
        re.sub(r" *# .*| --language zh|, language=\"zh\"", "", line) for block in blocks for line in block.splitlines()
    )
    return [re.sub(r"(--verifier|--text) \"[^\"]*\"", r"\1 WORDS", line) for line in lines if line.strip()]


def commands_of(path):
    """Commands in the text, in its order."""
    return [
        one for one in INLINE.findall(re.sub(r"```.*?```", "", path.read_text(), flags=re.S)) if "lca-models" in one
    ]


def test_both_editions_give_the_same_code_and_commands():
    assert len(lines_of(README)) > 25
    assert lines_of(CHINESE) == lines_of(README)
    assert commands_of(CHINESE) == commands_of(README)


def test_both_editions_have_the_same_parts():
    """headings, links and pictures in one order; each edition links to the other"""

    def parts(path):
        text = path.read_text(encoding="utf-8")
        links = [one for one in re.findall(r"\]\(([^)]+)\)", text) if "/" in one or one.endswith(".md")]
        links = [one.replace("_zh.png", ".png") for one in links]  # a picture may have a Chinese edition too
        return len(re.findall(r"^#+ ", text, flags=re.M)), sorted({*links} - CHINESE_ONLY)

    assert parts(CHINESE) == parts(README)
    assert "](README.zh.md)" in README.read_text(encoding="utf-8")
    assert "](README.md)" in CHINESE.read_text(encoding="utf-8")


def test_the_chinese_edition_is_chinese():
    text = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<!--.*?-->", " ", CHINESE.read_text(encoding="utf-8"), flags=re.S)

    assert english_left(text, names=["English", "Activity Browser"]) == []
