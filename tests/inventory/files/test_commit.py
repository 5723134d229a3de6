from pathlib import Path

import pytest

from lca_models.inventory.files.commit import write_files


def test_files_and_their_folders_are_written_whole(tmp_path: Path):
    write_files(tmp_path / "new", {"a.txt": b"1", "tables/b.csv": b"2"})

    assert (tmp_path / "new" / "a.txt").read_bytes() == b"1"
    assert (tmp_path / "new" / "tables" / "b.csv").read_bytes() == b"2"


def test_nothing_is_replaced_when_one_file_cannot_be_written(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "tables").write_bytes(b"a file where a folder should be")

    with pytest.raises(OSError, match="tables"):
        write_files(tmp_path, {"a.txt": b"new", "tables/b.csv": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "tables"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"
