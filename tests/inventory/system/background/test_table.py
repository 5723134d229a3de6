"""Exchanges as a sequence whose rows are made, and read, when asked for."""

import numpy as np
import pytest

from lca_models.inventory.system.background.reading import read_rows
from lca_models.inventory.system.background.table import RowFile, are_production, have_type, rows_with
from lca_models.inventory.system.rows import ProjectError, read_project_rows


@pytest.fixture
def project(small_project):
    return small_project(
        pack=[("technosphere", "cell", 2.0), ("substitution", "scrap", 0.5)],
        cell=[("biosphere", "co2", 1.0)],
        scrap=[("biosphere", "co2", 3.0)],
    )


@pytest.fixture
def table(project):
    return read_rows(project.folder, least=1).exchanges


def test_the_file_is_opened_for_what_is_asked_of_a_row(project, table, monkeypatch):
    read = []
    method = RowFile._read
    monkeypatch.setattr(RowFile, "_read", lambda self, process: read.append(process[1]) or method(self, process))
    found = [(row.process[1], row.input[1], row.type, row.amount) for row in table]

    assert found == [("cell", "cell", "production", 1.0), ("cell", "co2", "biosphere", 1.0),
                     ("pack", "cell", "technosphere", 2.0), ("pack", "pack", "production", 1.0),
                     ("pack", "scrap", "substitution", 0.5), ("scrap", "co2", "biosphere", 3.0),
                     ("scrap", "scrap", "production", 1.0)]  # fmt: skip
    assert read == []
    assert {row.data.get("evidence") for row in table} == {None}  # nothing in the database says one
    assert read == []
    assert table[2].data["amount"] == 2.0
    assert table[3].data["amount"] == 1.0
    assert read == ["pack"]


@pytest.mark.parametrize(("name", "value"), [("input", ("small", "scrap")), ("amount", 2.5)])
def test_a_row_that_was_edited_meanwhile_is_not_taken_for_another(project, table, name, value):
    row = project.exchange(("small", "pack"), ("small", "cell"))
    row[name] = value
    row.save()

    assert table[2].amount == 2.0
    with pytest.raises(ProjectError, match=r"'small/pack' <- 'small/cell' is not what it was.*open it again"):
        table[2].data.get("amount")


def test_a_sequence_of_rows_and_a_table_answer_alike(project, table):
    rows = read_project_rows(project.folder).exchanges

    assert [row.id for row in table[1:-1]] == [row.id for row in rows[1:-1]]
    assert table[-1].input == rows[-1].input
    assert are_production(table).tolist() == are_production(rows).tolist()
    for types in ({"substitution"}, {"technosphere", "biosphere"}, {"temporal"}):
        assert have_type(table, types).tolist() == have_type(rows, types).tolist()
    with pytest.raises(IndexError):
        table[len(rows)]


def test_rows_keep_their_places_when_some_are_taken(table):
    other = rows_with(table, {2: table[6]})
    taken = other.take(np.array([5, 2, 0]))

    assert [row.id for row in taken] == [table[5].id, table[6].id, table[0].id]
    assert list(taken.held_in_order) == [(1, table[6])]
    assert [row.id for row in rows_with(tuple(table), {2: table[6]})] == [row.id for row in other]
    assert rows_with(table, {}) is table


def test_an_implied_production_is_of_the_process_itself(table):
    place = table.keys.index(("small", "scrap"))
    found = table.with_implied(np.array([place]))[-1]

    assert (found.process, found.input, found.type, found.amount) == (("small", "scrap"),) * 2 + ("production", 1.0)


def test_what_a_row_says_is_a_mapping(table):
    data = table[0].data

    assert dict(data)["type"] == "production"
    assert len(data) == len(list(data))
