"""Columns that are kept: taken as they are, compared, made anew, and never a reason to fail."""

import os
import shutil

import numpy as np
import pytest

from lca_models.inventory.system.background import reading
from lca_models.inventory.system.background.cache import Stamp
from lca_models.inventory.system.background.reading import read_rows
from lca_models.inventory.system.background.table import ExchangeTable

OLD = 1_700_000_000  # seconds: long ago, so that times of change tell something


@pytest.fixture
def project(small_project):
    """Forty processes in a row, whose file was changed long ago."""
    rows = {f"p{at}": [("technosphere", f"p{at + 1}", 0.5), ("biosphere", "co2", 1.0)] for at in range(40)}
    found = small_project(**rows, p40=[("biosphere", "co2", 1.0)])
    age(found, OLD)
    return found


@pytest.fixture
def passes(monkeypatch):
    """Counts what is gathered from the file."""
    found = []
    read, digests = reading._read, reading._digests
    monkeypatch.setattr(reading, "_read", lambda *given: found.append("read") or read(*given))
    monkeypatch.setattr(reading, "_digests", lambda *given: found.append("compared") or digests(*given))
    return found


def age(project, seconds):
    os.utime(project.folder / "lci" / "databases.db", (seconds, seconds))


def amounts(rows):
    assert isinstance(rows.exchanges, ExchangeTable)
    return rows.exchanges.amounts


def test_what_is_kept_is_taken_without_reading_the_file(project, tmp_path, passes):
    first = read_rows(project.folder, tmp_path / "kept", least=1)
    del passes[:]
    second = read_rows(project.folder, tmp_path / "kept", least=1)

    assert passes == []
    assert second.rows_hash == first.rows_hash
    np.testing.assert_array_equal(amounts(second), amounts(first))
    assert [row.input for row in second.exchanges] == [row.input for row in first.exchanges]


def test_a_file_that_was_touched_is_compared_once(project, tmp_path, passes):
    read_rows(project.folder, tmp_path / "kept", least=1)
    age(project, OLD + 60)
    del passes[:]
    read_rows(project.folder, tmp_path / "kept", least=1)
    read_rows(project.folder, tmp_path / "kept", least=1)

    assert passes == ["compared"]


def test_a_file_that_changes_while_it_is_read_is_not_kept(project, tmp_path, monkeypatch):
    found = reading.backgrounds
    monkeypatch.setattr(reading, "backgrounds", lambda *given: age(project, OLD + 60) or found(*given))
    rows = read_rows(project.folder, tmp_path / "kept", least=1)

    assert amounts(rows).sum() == 41 * 2.0 + 40 * 0.5  # each makes 1 and emits 1; all but one buy 0.5
    assert list(tmp_path.glob("kept/*")) == []


def test_an_edit_of_the_background_is_read(project, tmp_path, passes):
    before = read_rows(project.folder, tmp_path / "kept", least=1)
    row = project.exchange(("small", "p7"), ("small", "co2"))
    row["amount"] = 3.0
    row.save()
    after = read_rows(project.folder, tmp_path / "kept", least=1)

    assert amounts(after).sum() == amounts(before).sum() + 2.0
    assert len(list((tmp_path / "kept").glob("*.npz"))) == 1


def test_an_edit_under_an_old_time_is_told_by_the_stamp_of_the_database(project, tmp_path):
    read_rows(project.folder, tmp_path / "kept", least=1)
    row = project.exchange(("small", "p7"), ("small", "co2"))
    row["amount"] = 3.0
    row.save()
    project.brightway.databases.set_modified("small")
    age(project, OLD)

    assert 3.0 in amounts(read_rows(project.folder, tmp_path / "kept", least=1))


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_a_damaged_archive_is_made_anew(project, tmp_path, suffix, passes):
    kept = tmp_path / "kept"
    first = read_rows(project.folder, kept, least=1)
    (path,) = kept.glob(f"*{suffix}")
    content = path.read_bytes()
    for place in np.random.default_rng(0).integers(0, len(content), 12).tolist():
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        del passes[:]
        np.testing.assert_array_equal(amounts(read_rows(project.folder, kept, least=1)), amounts(first))
        assert "read" in passes
        assert path.read_bytes() == content
    path.write_bytes(content[: len(content) // 2])
    np.testing.assert_array_equal(amounts(read_rows(project.folder, kept, least=1)), amounts(first))


def test_a_place_that_leads_outside_is_no_archive(project, tmp_path, passes, monkeypatch):
    kept = tmp_path / "kept"
    monkeypatch.setattr("lca_models.inventory.system.background.cache._is_possible", lambda columns: False)
    read_rows(project.folder, kept, least=1)
    del passes[:]
    read_rows(project.folder, kept, least=1)

    assert "read" in passes


def test_a_folder_that_cannot_be_written_costs_time_only(project, tmp_path):
    (tmp_path / "kept").write_text("a file in the way")

    assert len(amounts(read_rows(project.folder, tmp_path / "kept", least=1))) == 122  # 41 productions, 40 + 41 others


def test_what_is_kept_of_a_project_that_is_gone_goes_with_the_next(project, tmp_path):
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    shutil.copytree(project.folder, gone)
    read_rows(gone, kept, least=1)
    shutil.rmtree(gone)
    assert len(list(kept.glob("*.npz"))) == 1
    read_rows(project.folder, kept, least=1)

    assert len(list(kept.glob("*.npz"))) == len(list(kept.glob("*.json"))) == 1


def test_a_time_that_is_young_tells_nothing(project):
    os.utime(project.folder / "lci" / "databases.db")

    assert Stamp.of(project.folder, {"modified": "today"}) == Stamp("", "today")
