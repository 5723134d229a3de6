"""Chapter 4: months, certificates and rows that differ."""

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

import pytest

from lca_models.reporting.declaration.document.paper.reading import numbers_of_document

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_every_month_of_every_meter_stands_in_the_report(reports, lfp_declared):
    tags = {tag for tag, _ in numbers_of_document(reports["en"]).traced}

    monthly = [line for line in lfp_declared.sheet.meters if line.months]
    assert sum("/months/" in tag and tag.startswith("sheet#/meters") for tag in tags) == 12 * len(monthly)


def test_certificates_are_summed_in_the_chapter_and_listed_in_the_annex(reports):
    found = numbers_of_document(reports["en"])

    assert "certificates that stand in the sheet: 66,009,000 kWh" in found.text
    assert ("sheet#/certificates/0/kwh|f0", "5,086,000") in found.traced


def test_rows_that_differ_are_counted_and_the_largest_listed(reports, facts):
    found = numbers_of_document(reports["en"])

    assert ("differs/count|f0", str(len(facts.rows("differs")))) in found.traced
    assert sum(tag.endswith("/kg_co2e_per_pack|f1") and tag.startswith("differs/") for tag, _ in found.traced) == 15


def tables_of(document):
    """Rows of every table, as texts of their cells."""
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml"))
    for table in root.iter(f"{WORD}tbl"):
        yield [tuple("".join(one.text or "" for one in cell.iter(f"{WORD}t")) for cell in row.iter(f"{WORD}tc"))
               for row in table.iter(f"{WORD}tr")]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_of_a_table_differ_in_their_words(reports, language):
    """not in their numbers alone, which tell nobody what they are of"""
    for rows in tables_of(reports[language]):
        words = Counter(tuple(one for one in row if re.search(r"[^\W\d_]", one)) for row in rows)
        assert [row for row, count in words.items() if count > 1 and row] == []
