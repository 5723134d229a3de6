"""Tables that come as an archive: the same as those of a folder, and everything that is no plain archive refused by name."""

import hashlib
import io
import stat
import zipfile

import pytest
from releases_of_tables import MASS, NICKEL, actor, files_of

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError
from lca_models.programme.registry.log import head
from lca_models.programme.releases.arriving import propose_archive, tables_of_archive
from lca_models.programme.releases.listing import release_of
from lca_models.reporting.declaration.archive import archive_bytes
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def archive(edition):
    """Makes an archive of the toy's tables with texts replaced, below a folder or not."""
    return lambda *edits, below="": archive_bytes(
        {below + name: held for name, held in files_of(edition(*edits)).items()}
    )


@pytest.mark.parametrize("below", ["", "inventories/"])
def test_an_archive_proposes_what_its_folder_would(registry, released, experts, archive, edition, below):
    content = archive(NICKEL, below=below)
    found = propose_archive(registry, experts[0], content, sha256=hashlib.sha256(content).hexdigest())
    assert (found.version, found.parent, found.level) == ("1.5.0", "1.4.0", "minor")
    _, (row,) = release_of(registry, "1.5.0")
    assert row.row.cells == (("amount", "0.6", "0.7"),)
    assert propose_archive(registry, experts[0], archive(NICKEL, MASS), revises="1.5.0").version == "1.5.0"
    assert len(release_of(registry, "1.5.0")[1]) == 2
    assert audit(registry).problems == ()


def test_the_same_tables_and_other_roles_are_refused(registry, released, experts, archive):
    with pytest.raises(ConflictError, match="say the same as"):
        propose_archive(registry, experts[0], archive())
    with pytest.raises(DeniedError, match="you are reader"):
        propose_archive(registry, actor(registry, "public", "reader"), b"never looked at")


def zipped(*members, how=zipfile.ZIP_STORED, mode=0o100644):
    """What a careless or hostile program packs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, held in members:
            info = zipfile.ZipInfo(name)
            info.compress_type, info.external_attr = how, mode << 16
            file.writestr(info, held)
    return out.getvalue()


HOSTILE = {
    "traversal": (zipped(("../../etc/passwd", b"x")), "../../etc/passwd: its path leads out of the folder"),
    "absolute": (zipped(("/etc/passwd", b"x")), "/etc/passwd: its path is absolute"),
    "drive": (zipped(("C:sources.csv", b"x")), "C:sources.csv: its path is absolute"),
    "bomb": (zipped(("sources.csv", b"0" * 10**6), how=zipfile.ZIP_DEFLATED), "sources.csv: it is compressed"),
    "link": (zipped(("sources.csv", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "sources.csv: it is a link"),
    "nested": (zipped(("more.zip", b"x")), "more.zip: it is an archive inside"),
    "many": (zipped(*((f"{n}.csv", b"") for n in range(10_001))), "it has 10,001 members"),
    "alike": (zipped(("a.csv", b""), ("A.csv", b"")), "A.csv: its name is 'a.csv' elsewhere"),
    "none": (b"PK", "it is no zip archive"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_by_what_it_does_and_nothing_is_kept(registry, released, experts, name):
    content, said = HOSTILE[name]
    before = head(registry)
    with pytest.raises(InvalidError) as refused:
        propose_archive(registry, experts[0], content)
    (problem,) = refused.value.problems
    assert said in problem.en
    assert problem.zh != problem.en
    assert head(registry) == before


def test_another_hash_than_was_said_is_refused():
    with pytest.raises(InvalidError, match="send it again"):
        tables_of_archive(archive_bytes({"a.csv": b""}), "ab" * 32)


def test_tables_that_break_a_rule_are_told_line_by_line_in_both_languages(registry, released, experts, archive):
    before = head(registry)
    for content in (
        archive((NICKEL[0], "ghg_co2e_ar6,0.6,", "ghg_co2e_ar6,much,"), (MASS[0], "nickel_sulfate,10,", "nickel,10,")),
        archive_bytes({"odd.bin": b"\0\xff"}),
        archive_bytes({name: b"\xff" + held for name, held in files_of(TINY_INVENTORY).items()}),
    ):
        with pytest.raises(InvalidError) as refused:
            propose_archive(registry, experts[0], content)
        assert {one.where for one in refused.value.problems} == {"tables"}
        assert all(one.en and one.zh for one in refused.value.problems)
        assert [one for one in refused.value.problems if one.en != one.zh]
    assert head(registry) == before
