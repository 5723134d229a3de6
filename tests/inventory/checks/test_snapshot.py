"""The rows as they were accepted, beside the rows as they are."""

import pytest

from lca_models.inventory.checks.snapshot import (
    FOLDER,
    ROWS,
    check_snapshot,
    differences,
    read_snapshot,
    snapshot_of,
    snapshot_text,
)
from lca_models.inventory.tables.reading import InventoryError
from tests.inventory.checks.test_plausibility import COAL, tables


def accept(root, held):
    (root / FOLDER).mkdir()
    (root / FOLDER / ROWS).write_text(snapshot_text(snapshot_of(held)), encoding="utf-8")


def test_a_snapshot_is_read_as_it_was_written(tmp_path):
    held = tables(coal={**COAL, "locator": "=table 2; -5 %\tnote"})
    accept(tmp_path, held)

    assert read_snapshot(tmp_path) == snapshot_of(held)
    assert list(check_snapshot(tmp_path, held)) == []
    assert read_snapshot(tmp_path / "nowhere") is None
    assert list(check_snapshot(tmp_path / "nowhere", held)) == []


@pytest.mark.parametrize(
    ("coal", "words"),
    [
        ({**COAL, "source": "Dai2019"}, "changed: source 'IPCC2006' -> 'Dai2019' since the snapshot"),
        ({**COAL, "type": "substitution"}, "changed: type 'technosphere' -> 'substitution' since"),
        ({**COAL, "evidence": "assumed"}, "changed: evidence '' -> 'assumed' since"),
        (None, "'power > coal' was deleted since"),
    ],
)
def test_what_changed_is_told_cell_by_cell_with_what_to_do(tmp_path, coal, words):
    accept(tmp_path, tables())
    found = [
        str(problem) for problem in check_snapshot(tmp_path, tables(coal=coal) if coal else tables()[:1] + tables()[2:])
    ]

    assert len(found) == 1
    assert words in found[0]
    assert "lca-models check --update-snapshot (lca-models changes OLD NEW says what it moves)" in found[0]


def test_a_number_written_otherwise_and_a_new_row(tmp_path):
    before, after = snapshot_of(tables()), snapshot_of(tables(coal={**COAL, "amount": "0.40"}))

    assert list(differences(before, after)) == []
    assert list(differences(before, snapshot_of(tables(coal={**COAL, "amount": "0.400000000000123"})))) == []
    assert len(list(differences(before, snapshot_of(tables(coal={**COAL, "amount": "0.40000000001"}))))) == 1
    assert list(differences({}, {key: before[key] for key in list(before)[:1]})) == [(next(iter(before)), "was added")]


@pytest.mark.parametrize("text", ["", "table\trow\n", "other\n", '"open'])
def test_a_file_that_is_no_snapshot_is_refused(tmp_path, text):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / ROWS).write_text(text, encoding="utf-8")

    with pytest.raises(InventoryError, match="is no snapshot of rows"):
        read_snapshot(tmp_path)
