"""The members of a bundle: the same bytes for the same inputs."""

import pytest

from lca_models.reporting.declaration import writing
from lca_models.reporting.declaration.archive import read_archive
from lca_models.reporting.declaration.bundle import DECLARATION, MANIFEST, NOT_REPRODUCIBLE
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.manifest import changed, unlisted
from lca_models.reporting.declaration.writing import bundle_bytes, bundle_members
from tests.reporting.declaration.conftest import ISSUED, declared_example


@pytest.fixture(scope="module")
def light_rooms():
    """The rooms of this folder alone, without documents and workbooks, which have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "ROOMS", {name: writing.ROOMS[name] for name in ("results", "declaration")})
        yield


def test_the_same_inputs_give_the_same_bytes_and_the_manifest_fits(light_rooms, shipped_study, lfp_declared):
    again = declared_example(shipped_study, "lfp_sichuan")
    vars(again.report)["samples"] = lfp_declared.report.samples  # of one seed, which has its own tests
    made = bundle_bytes(lfp_declared, pdfs=False)

    assert made == bundle_bytes(again, pdfs=False)
    members = read_archive(made)
    assert (changed(members), unlisted(members)) == ((), ())
    assert DECLARATION in members
    assert b"lfp_sichuan.yaml" in members["setup/setup.json"]
    assert str(lfp_declared.file.parent).encode() not in b"".join(members.values())


def test_a_day_later_only_what_says_the_day_differs(light_rooms, lfp_declared):
    later = Declared(lfp_declared.study, lfp_declared.result, ISSUED.replace(day=29), is_example=True)
    vars(later.report)["samples"] = lfp_declared.report.samples
    first, second = bundle_members(lfp_declared), bundle_members(later)

    assert {name for name in first if first[name] != second[name]} == {DECLARATION, MANIFEST, "manifest.sha256"}


def test_pdfs_are_left_out_where_nobody_wants_them_and_rooms_never_write_one_name(monkeypatch, lfp_declared):
    pdf, told = NOT_REPRODUCIBLE[0], []
    monkeypatch.setattr(writing, "ROOMS", {"a": lambda _: {pdf: b"%PDF", "x": b"1"}})

    assert pdf in bundle_members(lfp_declared, progress=lambda *said: told.append(said))
    assert told == [("a", 0, 1), ("archive", 1, 1)]
    assert pdf not in bundle_members(lfp_declared, pdfs=False)
    monkeypatch.setattr(writing, "ROOMS", {"a": lambda _: {"x": b"1"}, "b": lambda _: {"x": b"2"}})
    with pytest.raises(ValueError, match="two rooms write x"):
        bundle_members(lfp_declared)
