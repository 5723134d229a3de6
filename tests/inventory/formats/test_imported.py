"""Whatever a workbook holds, the answer is what it says or one line."""

import contextlib
import random

import pytest
from counts import LONG

from lca_models.inventory.formats.imported import check_files, refusing_faults
from lca_models.inventory.formats.reading import by_ending
from lca_models.scope.errors import LcaModelsError

HEAD = "Database,mine\n,\n"
CELL = "Activity,cell\ncode,cell\nunit,kilogram\nlocation,CN\nExchanges\nname,amount,unit,location,categories,type,formula\n"


def read(tmp_path, text, name="mine.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with refusing_faults([path]):
        (file,) = by_ending.read(path)
        check_files([file])
    return file


def test_a_workbook_of_brightway_is_read(tmp_path):
    file = read(tmp_path, HEAD + CELL + "cell,1,kg,CN,,production,\n")
    assert (file.database, file.datasets[0]["exchanges"][0]["unit"]) == ("mine", "kilogram")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read as a workbook"),
        ("Database,\n", "mine.csv"),
        (HEAD + "Project parameters\nname,amount,formula\n,5,\n,\n" + CELL, "mine.csv"),
        (HEAD + CELL + "cell,much,kilogram,CN,,production,\n", "amount 'much' is not a finite number"),
        (HEAD + CELL + "cell,1,kilogram,CN,,production,__import__('os')\n", "calls '__import__'"),
    ],
)
def test_what_cannot_be_is_said(tmp_path, text, said):
    with pytest.raises(LcaModelsError, match=said):
        read(tmp_path, text)


def test_no_mutant_of_a_workbook_gets_past_the_messages(tmp_path):
    """cells moved, doubled, emptied and replaced at random: read, or one error that a person can mend"""
    source = (
        HEAD + "Project parameters\nname,amount,formula\nmy_x,5,\n,\n" + CELL + "cell,1,kilogram,CN,,production,my_x\n"
    )
    chance = random.Random(5)
    for _ in range(2000 if LONG else 70):
        lines = [line.split(",") for line in source.splitlines()]
        for _ in range(chance.randint(1, 4)):
            line = chance.choice(lines)
            place = chance.randrange(len(line))
            line[place] = chance.choice(
                ["", "Database", "Activity", "Exchanges", "nan", "1e999", "[", "{}", "code", line[0], "=1"]
            )
            if chance.random() < 0.3:
                lines.insert(chance.randrange(len(lines)), list(chance.choice(lines)))
            if chance.random() < 0.2:
                lines.remove(chance.choice(lines))
        with contextlib.suppress(LcaModelsError):
            read(tmp_path, "\n".join(",".join(line) for line in lines))
