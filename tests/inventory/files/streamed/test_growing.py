import os

import pytest

from lca_models.inventory.files.commit import remove_file
from lca_models.inventory.files.streamed.growing import begin_file, growing, on_disk


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "uploads" / "one"
    begin_file(path)
    return path


def test_parts_stand_one_behind_the_other(file):
    for offset, part in ((0, b"abc"), (3, b"de")):
        with growing(file, offset) as one:
            one.write(part)
            on_disk(one)
    assert file.read_bytes() == b"abcde"


def test_what_breaks_in_a_part_leaves_what_was_there(file):
    with growing(file, 0) as one:
        one.write(b"abc")

    def broken_off():
        with growing(file, 3) as one:
            one.write(b"half a part")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        broken_off()
    assert file.read_bytes() == b"abc"


def test_a_file_that_is_there_is_not_begun_again(file):
    with pytest.raises(FileExistsError):
        begin_file(file)


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_nobody_else_reads_it(file):
    assert file.stat().st_mode & 0o077 == 0


def test_dropping_what_is_gone_is_nothing(file):
    remove_file(file)
    remove_file(file)
    assert not file.exists()
