"""Headings of the workbook in both languages."""

import ast
import re
from pathlib import Path

import lca_models.reporting.declaration.calculation as room
from lca_models.reporting.declaration.calculation.texts import both, texts

FOLDER = Path(room.__file__).parent


def test_every_text_has_both_languages_and_is_used():
    said = {node.value for file in FOLDER.rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}  # fmt: skip
    made = {key for key in texts() if key.startswith(("key_", "page_", "curve_")) or re.fullmatch(r"m\d+", key)}

    assert all(english and chinese for english, chinese in texts().values())
    assert texts().keys() - made <= said


def test_both_languages_stand_in_one_cell():
    assert both("unit") == "Unit\n单位"
