"""A Chinese declaration in Word is Chinese to the end: codes, units, files and what a maker wrote excepted."""

import io
import re
import zipfile
from xml.etree import ElementTree

from lca_models.reporting.declaration.document.members import report_file
from tests.chinese_marks import english_marks
from tests.english_left import english_left

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LITERAL = {"not applicable"}  # what a field of a payload holds, by its schema


def paragraphs_of(content):
    """Every paragraph of a document, of its tables, heads and feet."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = [
        name for name in archive.namelist() if re.match(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", name)
    ]
    for part in parts:
        for paragraph in ElementTree.fromstring(archive.read(part)).iter(f"{WORD}p"):
            yield "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))


def english_of(content, declared):
    evidence = [one.document for one in declared.sheet.evidence if one.document]
    found = {text: [*english_left(text, evidence), *english_marks(text, evidence)] for text in paragraphs_of(content)
             if text not in LITERAL}  # fmt: skip
    return {text: words for text, words in found.items() if words}


def test_the_declaration_is_chinese(reports, lfp_declared):
    assert len(list(paragraphs_of(reports["zh"]))) > 1000
    assert english_of(reports["zh"], lfp_declared) == {}


def test_the_declaration_with_a_suppliers_footprint_is_chinese(nmc_declared):
    assert english_of(report_file(nmc_declared, "zh", draws=False), nmc_declared) == {}


def test_english_is_found_in_the_english_declaration(reports, lfp_declared):
    """the eye that sees nothing in the Chinese one is no blind one"""
    assert len(english_of(reports["en"], lfp_declared)) > 200
