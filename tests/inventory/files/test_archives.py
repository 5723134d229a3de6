"""Archives of arrays are read without trust."""

import io
import zipfile

import numpy as np
import pytest

from lca_models.inventory.files.archives import member_content, plain_members, read_archive, write_archive
from lca_models.inventory.files.sealed import SealError

ARRAYS = {
    "numbers": np.arange(6.0).reshape(2, 3),
    "turned": np.asfortranarray(np.arange(6, dtype=np.int32).reshape(2, 3)),
    "whether": np.array([True, False]),
    "one": np.array(2.5),
    "none": np.zeros((0, 3)),
}


def packed(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return stream.getvalue()


def npy(array, **options):
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
def test_arrays_come_back_as_they_were(compressed):
    found = read_archive(write_archive(ARRAYS, compressed=compressed))

    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
        assert found[name].flags.writeable


def test_what_numpy_wrote_is_read():
    stream = io.BytesIO()
    np.savez_compressed(stream, **ARRAYS)

    assert np.array_equal(read_archive(stream.getvalue())["turned"], ARRAYS["turned"])


@pytest.mark.parametrize(
    "content",
    [
        npy(np.array([{"a": 1}], dtype=object), allow_pickle=True),
        npy(np.array(["text"])),
        npy(np.array([1j])),
        npy(np.arange(3.0)) + b"more",
        npy(np.arange(3.0))[:-1],
        npy(np.arange(3.0)).replace(b"(3,)", b"(9,)"),
        npy(np.arange(3.0)).replace(b"<f8", b"|O8"),
        npy(np.arange(3.0)).replace(b"{'descr'", b"__import__('os')"),
        b"",
    ],
)
def test_what_is_no_array_of_numbers_is_refused(content):
    with pytest.raises(SealError):
        read_archive(packed(array=content))


def test_a_bomb_is_not_unpacked():
    """A gigabyte of zeros is a megabyte packed"""
    content = packed(array=npy(np.zeros(1_000_000)))

    assert len(content) < 20_000
    with pytest.raises(SealError, match="more than 1,000,000 bytes unpacked"):
        read_archive(content, largest=1_000_000)


def test_a_flipped_bit_is_found_without_a_seal():
    """The archive itself holds a sum of each array, which NumPy does not look at"""
    content = bytearray(write_archive({"numbers": np.arange(50.0)}, compressed=False))
    content[len(content) // 3] ^= 1

    with pytest.raises(zipfile.BadZipFile):
        read_archive(bytes(content))


def test_a_name_that_stands_twice_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.npy", npy(np.arange(3.0)))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.npy", npy(np.arange(4.0)))

    with pytest.raises(SealError, match="no array of its own"):
        read_archive(stream.getvalue())


def stored(**found):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in found.items():
            archive.writestr(name.replace("__", "/"), content)
    return zipfile.ZipFile(io.BytesIO(stream.getvalue()))


def test_files_of_an_archive_of_others_are_known_before_they_are_read():
    with stored(a__b="text", c="") as archive:
        members = plain_members(archive, 100, 10)
        assert [*members] == ["a/b", "c"]
        assert member_content(archive, members["a/b"]) == b"text"
        with pytest.raises(SealError, match="more than 1 files"):
            plain_members(archive, 100, 1)
        with pytest.raises(SealError, match="more than 3 bytes"):
            plain_members(archive, 3, 10)
        members["a/b"].file_size = 2
        with pytest.raises(SealError, match="its member 'a/b'"):
            member_content(archive, members["a/b"])


@pytest.mark.parametrize("name", ["../a", "/a", "C:/a", "a/../b", "a\nb"])
def test_no_file_of_an_archive_leads_out_of_it(name):
    with stored(**{name: "text"}) as archive, pytest.raises(SealError, match="leads out"):
        plain_members(archive, 100, 10)
