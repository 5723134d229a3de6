"""What is wrong with the sections of a workbook is said by sheet and row, before a library stumbles over it."""

import pytest

from lca_models.inventory.formats.reading.sections import passed_over, section_problems
from lca_models.inventory.formats.sheets import Sheet

GOOD = (
    ["Database", "mine"], ["Database parameters", None], ["name", "amount"], ["my_x", 5], ["Activity", "cell"],
    ["code", "cell"], ["Parameters", None], ["name", "amount"], ["my_y", 1], ["Exchanges", None], ["name", "amount", "type"],
    ["cell", 1, "production"],
)  # fmt: skip


def problems(change=None, name="lci", first=1):
    lines = [list(line) for line in GOOD]
    if change is not None:
        at, line = change
        lines[at] = line
    return section_problems([Sheet(name, tuple(enumerate(lines, start=first)))], "mine.xlsx")


def test_a_sound_workbook_has_no_problem():
    assert problems() == []
    assert problems(name="", first=3) == []


@pytest.mark.parametrize("empty", ["Exchanges", "Parameters"])
def test_a_table_may_be_empty(empty):
    lines = (["Database", "mine"], ["Activity", "flow"], [empty, None], ["Activity", "cell"], ["code", "cell"])
    assert section_problems([Sheet("lci", tuple(enumerate(([*line] for line in lines), start=1)))], "mine.xlsx") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((0, ["Datebase", "mine"]), "no line begins with 'Database' (the first begins with 'datebase')"),
        ((0, ["Database", None]), "mine.xlsx lci:1  the database has no name"),
        ((4, ["Activity", 12]), "mine.xlsx lci:5  a process is named 12, which is no text"),
        ((4, ["Activity", " "]), "mine.xlsx lci:5  a process is named ' ', which is no text"),
        ((2, ["label", "amount"]), "mine.xlsx lci:3  the heading 'name' is missing"),
        ((6, ["Exchanges", None]), "mine.xlsx lci:10  the process has a second section 'Exchanges'"),
        ((10, ["name", None, "type", "amount"]), "mine.xlsx lci:11  column 2 has no heading, but those after it have"),
        ((10, ["name", "amount"]), "mine.xlsx lci:11  the heading 'type' is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change, said):
    assert any(said in problem for problem in problems(change))


def test_a_sheet_that_is_passed_over_is_noted_and_not_judged():
    skipped = Sheet("more", ((1, ["skip", None]), (2, ["Activity", 12])))
    whole = Sheet("lci", tuple(enumerate(([*line] for line in GOOD), start=1)))
    assert section_problems([whole, skipped], "mine.xlsx") == []
    (note,) = passed_over([whole, skipped], "mine.xlsx")
    assert note.endswith(": more")
    assert passed_over([whole], "mine.xlsx") == ()
