"""A workbook as it came: read, or refused in one line."""

import io
import random
import zipfile
from contextlib import suppress

import pytest

from lca_models.reporting.declaration.calculation.book.grammar import WorkbookError
from lca_models.reporting.declaration.calculation.book.reading import evaluate_workbook, evaluated, read_workbook
from lca_models.reporting.declaration.calculation.book.writing import valued, workbook_bytes
from tests.changed_sheets import key_of
from tests.counts import examples
from tests.mini_workbook import mini_workbook


@pytest.fixture(scope="module")
def content():
    return workbook_bytes(valued(mini_workbook()[0]), "small")


def repacked(content, part, change):
    """The archive with a part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


def test_stored_values_count_for_nothing(content):
    """The total is stored as 5827.7; with 1 in its place the formulas still give it"""
    lying = repacked(
        content, "xl/worksheets/sheet9.xml", lambda xml: xml.replace(b"<v>5827.709706110963</v>", b"<v>1</v>")
    )

    assert evaluate_workbook(lying)["stages!B7"] == 5827.709706110963


def test_faults_are_told_by_cell(content):
    places = mini_workbook()[1]
    found = evaluated(read_workbook(content), {key_of(places["cycles_n"]): 0.0})

    assert found.faults() == {f"stages!D{row}": "#DIV/0!" for row in range(2, 8)}


@pytest.mark.parametrize("words", [b"", b"PK", b"nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_refused(words):
    with pytest.raises(WorkbookError):
        evaluate_workbook(words)


def test_a_function_of_another_kind_is_refused_by_name(content):
    other = repacked(content, "xl/worksheets/sheet9.xml", lambda xml: xml.replace(b"SUM(B3:B6)", b"NOW()"))

    with pytest.raises(WorkbookError, match="NOW"):
        evaluate_workbook(other)


def test_damaged_workbooks_are_read_or_refused(content):
    rng, said = random.Random(14), []
    for _ in range(examples(30)):
        damaged = bytearray(content)
        for _ in range(rng.choice([1, 8, 100])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            evaluate_workbook(bytes(damaged))
        except WorkbookError as error:
            said.append(str(error))
    assert said
    assert not any("\n" in one for one in said)


def test_mutated_formulas_are_evaluated_or_refused(content):
    """Signs, functions, places and numbers of the formulas of a page in other places of it."""
    rng = random.Random(15)
    words = [b"SUM(", b"INDEX(", b"MATCH(", b"IF(", b"SUMIFS(", b")", b",", b"*", b"-", b"/", b"1E308", b"A1", b"Z99:B2", b"$",
             b"&quot;", b"stages!", b"green_share", b"&gt;", b"0"]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet6.xml")
    ends = [place for place in range(len(xml)) if xml.startswith(b"</f>", place)]
    for _ in range(examples(12)):
        at = rng.choice(ends) - rng.randrange(12)
        mutated = xml[:at] + rng.choice(words) + xml[at + rng.randrange(3) :]
        with suppress(WorkbookError):
            evaluate_workbook(repacked(content, "xl/worksheets/sheet6.xml", lambda _, new=mutated: new))
