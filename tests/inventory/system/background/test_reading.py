"""Which databases of a project are backgrounds, and that their columns say what their rows do."""

import logging

import pytest

from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.system.background.reading import Told, read_rows
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.inventory.system.soundness import check_project


@pytest.fixture(scope="module")
def both(foreign_rows):
    folder, _ = foreign_rows
    return read_project_rows(folder), read_rows(folder, least=1)


def test_every_exchange_says_the_same_from_columns(both):
    rows, columns = both

    assert isinstance(columns.exchanges, ExchangeTable)
    assert len(columns.exchanges) == len(rows.exchanges)
    for one, other in zip(columns.exchanges, rows.exchanges, strict=True):
        assert (one.id, one.process, one.input, one.type, one.formula) == (
            other.id, other.process, other.input, other.type, other.formula)  # fmt: skip
        assert one.amount == other.amount or str(one.amount) == str(other.amount) == "nan"
        assert repr(sorted(dict(one.data).items())) == repr(sorted(dict(other.data).items()))


def test_a_database_with_parameters_or_formulas_is_no_background(foreign_rows, both):
    _, cases = foreign_rows
    _, columns = both
    with_parameters = {case.name for case in cases if case.groups}

    assert with_parameters
    assert not with_parameters & columns.digests.keys()
    assert {case.name for case in cases if not case.groups} <= columns.digests.keys()


def test_the_same_faults_are_found(both):
    said = []
    for rows in both:
        with pytest.raises(ProjectError) as raised:
            check_project(rows)
        said.append(sorted(str(raised.value).splitlines()))

    assert said[0] == said[1]


def test_a_small_project_is_read_as_rows(small_project):
    project = small_project(pack=[("biosphere", "co2", 1.0)])

    assert read_rows(project.folder) == read_project_rows(project.folder)


def test_the_hash_tells_an_edit_of_a_background(small_project):
    project = small_project(pack=[("technosphere", "cell", 2.0)], cell=[("biosphere", "co2", 1.0)])
    before = read_rows(project.folder, least=1)
    row = project.exchange(("small", "cell"), ("small", "co2"))
    row["comment"] = "measured"
    row.save()
    after = read_rows(project.folder, least=1)

    assert before.rows_hash != after.rows_hash
    assert is_as_hashed(before, before.rows_hash)
    assert not is_as_hashed(after, before.rows_hash)
    assert is_as_hashed(after, read_project_rows(project.folder).rows_hash)


def test_reading_is_told_after_two_seconds_and_then_every_five(caplog):
    seconds = iter([0.0, 1.9, 2.0, 6.9, 7.0])
    with caplog.at_level(logging.WARNING, logger="lca_models"):
        told = Told(400, "'ecoinvent'", clock=lambda: next(seconds))
        for _ in range(4):
            told.advance(100)

    assert [record.getMessage() for record in caplog.records] == [
        f"reading the background 'ecoinvent', 400 exchanges: {share}; what was read is kept for the next time"
        for share in ("50%", "100%")
    ]
