"""Chinese editions of notebooks: Chinese prose around the code of the English edition."""

import ast
import re
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt

from tests.chinese_marks import english_marks
from tests.english_left import english_left

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
EDITIONS = sorted(NOTEBOOKS.glob("zh/*.ipynb"))
HAN = re.compile("[\u4e00-\u9fff]")


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def tree_of(source):
    """The statements of a cell, without comments; a line for a terminal is a text."""
    lines = (f"terminal({line!r})" if line.startswith(("!", "%")) else line for line in source.splitlines())
    return ast.parse("\n".join(re.sub(r"^terminal\('(.*?) +# .*'\)$", r"terminal('\1')", line) for line in lines))


def same_code(english, chinese):
    """Whether two trees do the same: texts may differ where the second is Chinese, and `en` may be `zh`."""
    if type(english) is not type(chinese):
        return False
    if isinstance(english, ast.Constant):
        pair = english.value, chinese.value
        return pair[0] == pair[1] or pair == ("en", "zh") or (isinstance(pair[1], str) and bool(HAN.search(pair[1])))
    if isinstance(english, ast.JoinedStr):  # a sentence may name its values in another order
        values, others = ([ast.dump(one) for one in tree.values if isinstance(one, ast.FormattedValue)]
                          for tree in (english, chinese))  # fmt: skip
        return sorted(values) == sorted(others)
    if isinstance(english, ast.AST):
        return all(same_code(getattr(english, name, None), getattr(chinese, name, None)) for name in english._fields)
    if isinstance(english, list):
        return len(english) == len(chinese) and all(map(same_code, english, chinese))
    return english == chinese


def test_three_notebooks_have_a_chinese_edition():
    assert [path.stem for path in EDITIONS] == ["00_start_here", "01_one_pack", "10_my_battery"]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_the_code_is_that_of_the_english_edition(path):
    english, chinese = cells_of(NOTEBOOKS / path.name), cells_of(path)

    assert [(cell.id, cell.cell_type, cell.metadata) for cell in chinese] == [
        (cell.id, cell.cell_type, cell.metadata) for cell in english
    ]
    code = [(a.source, b.source) for a, b in zip(english, chinese, strict=True) if a.cell_type == "code"]
    assert [b for a, b in code if not same_code(tree_of(a), tree_of(b))] == []


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_the_prose_is_chinese(path):
    """names of menus, files, codes and what stands in code are no English sentence"""
    prose = [re.sub(r"`[^`]*`|\*Run\*|\*Run All Cells\*|\$[^$]*\$|\]\([^)]*\)|<[^>]*>", " ", cell.source)
             for cell in cells_of(path) if cell.cell_type == "markdown"]  # fmt: skip
    comments = [comment for cell in cells_of(path) if cell.cell_type == "code"
                for comment in re.findall(r"  # (.*)$", cell.source, flags=re.M)]  # fmt: skip

    assert all(HAN.search(text) for text in prose)
    assert {text: found for text in [*prose, *comments] if (found := english_left(text))} == {}


@pytest.mark.parametrize(
    ("english", "chinese", "same"),
    [
        ('print("two packs")', 'print("两个电池包")', True),
        ('language = "en"', 'language = "zh"', True),
        ('print("two packs")', 'print("three packs")', False),
        ("2 + 3", "2 + 4", False),
        ('f"{x:.1f} kg"', 'f"{x:.1f}千克"', True),
        ('f"{x:.1f} kg"', 'f"{y:.1f}千克"', False),
        ("!lca-models check my_pack.yaml  # look", "!lca-models check my_pack.yaml  # 看", True),
        ("!lca-models check my_pack.yaml", "!lca-models check your_pack.yaml", False),
    ],
)
def test_code_is_the_same_but_for_words(english, chinese, same):
    assert same_code(tree_of(english), tree_of(chinese)) is same


PAGES = [*EDITIONS, *sorted(NOTEBOOKS.parent.glob("docs/zh/*.md")), NOTEBOOKS.parent / "README.zh.md"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_chinese_page_is_set_as_chinese(path):
    """no marks of English between Chinese, and no asterisks: what is bold ends before its full stop, not after it"""
    text = path.read_text(encoding="utf-8")
    prose = (
        "\n\n".join(cell.source for cell in cells_of(path) if cell.cell_type == "markdown")
        if path.suffix == ".ipynb"
        else text
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(re.sub(r"<!--.*?-->\n```.*?```", "", prose, flags=re.S))
    said = [one.content for token in tokens for one in token.children or [] if one.type == "text"]

    assert said
    assert [text for text in said if "**" in text or english_marks(text)] == []
