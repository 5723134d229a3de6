"""One flipped bit is told from a result."""

import io
import json
import random
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.files import sealed
from lca_models.inventory.files.sealed import (
    SealError,
    check_archive,
    open_document,
    refusing,
    seal_archive,
    seal_document,
    tell_former,
)
from lca_models.scope.scenario import ScenarioError


def archive():
    stream = io.BytesIO()
    np.savez(stream, numbers=np.arange(50.0))
    return stream.getvalue()


def test_other_programs_read_a_sealed_archive():
    sealed = seal_archive(archive())

    assert np.load(io.BytesIO(sealed))["numbers"].sum() == 49 * 25
    assert zipfile.ZipFile(io.BytesIO(sealed)).comment.startswith(b"lca_models sha256:")


def test_an_archive_says_whether_it_is_sealed():
    assert check_archive(seal_archive(archive(), "block 1"), "block 1")
    assert not check_archive(archive())
    with pytest.raises(ValueError, match="has no comment"):
        seal_archive(seal_archive(archive()))


def test_an_archive_in_the_place_of_another_is_refused():
    with pytest.raises(SealError, match="does not fit"):
        check_archive(seal_archive(archive(), "block 1"), "block 2")


def test_every_flipped_byte_of_a_sealed_archive_is_found():
    sealed = seal_archive(archive())
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= random.Random(place).randrange(1, 256)
        with pytest.raises(SealError):
            check_archive(bytes(changed))


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_what_is_no_archive_is_refused(content):
    with pytest.raises(SealError):
        check_archive(content)


PLAIN = st.none() | st.booleans() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
DOCUMENTS = st.dictionaries(
    st.text().filter(lambda name: name != "sha256"),
    st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5),
)


@given(DOCUMENTS)
def test_a_document_is_what_was_sealed(document):
    found, is_sealed = open_document(seal_document(document))

    assert found == document
    assert is_sealed


def test_a_changed_document_is_refused():
    content = seal_document({"project": "a", "rows": 12})

    with pytest.raises(SealError, match="does not fit"):
        open_document(content.replace(b"12", b"13"))
    with pytest.raises(SealError, match="does not fit"):
        open_document(content, about="another")


def test_a_document_of_a_former_version_has_no_seal():
    assert open_document(b'{"project": "a"}') == ({"project": "a"}, False)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "no JSON document"),
        (b"\xff", "no JSON document"),
        (b"[1]", "no JSON object"),
        (b'{"a": 1, "a": 2}', "says a name twice"),
        (b'{"a": NaN}', "'NaN' is not a finite number"),
        (b'{"a": ' + b"[" * 100_000, "no JSON document"),
    ],
)
def test_what_is_no_document_is_refused(content, fault):
    with pytest.raises(SealError, match=fault):
        open_document(content)


@pytest.mark.parametrize(
    "error", [MemoryError(), RecursionError("deep\nstack"), SealError("x"), UnicodeError(), KeyError("a")]
)
def test_whatever_goes_wrong_is_one_line(error):
    with pytest.raises(ScenarioError) as raised, refusing(lambda words: ScenarioError(f"own.npz: {words}")):
        raise error

    assert str(raised.value).startswith("own.npz: ")
    assert "\n" not in str(raised.value)


def test_little_memory_is_no_fault_of_the_file(monkeypatch):
    monkeypatch.setattr(sealed, "is_memory_short", lambda: True)

    with pytest.raises(MemoryError), refusing(ScenarioError):
        raise MemoryError


def test_user_errors_and_interrupts_pass():
    for error in (ScenarioError("as it is"), FileNotFoundError("gone"), KeyboardInterrupt()):
        with pytest.raises(type(error)), refusing(ScenarioError):
            raise error


def test_a_file_without_a_checksum_is_said_to_be_one(tmp_path):
    with pytest.warns(UserWarning, match=r"own\.json has no checksum, since an earlier version"):
        tell_former(tmp_path / "own.json")


def test_a_sealed_document_is_plain_json():
    assert json.loads(seal_document({"a": 1}))["a"] == 1
