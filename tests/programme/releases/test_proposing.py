"""Versions proposed: named by the gravest change, kept whole, revised by their proposer alone."""

import pytest
from releases_of_tables import KEY, MASS, NICKEL, TABLE, WORDS, actor

from lca_models.inventory.tables.reading import tables_hash
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, UnknownError
from lca_models.programme.releases.listing import release_of
from lca_models.programme.releases.proposing import begin_releases, propose_release, revise_release
from lca_models.programme.releases.reviewing import comment_release, decide_release
from tests.conftest import TINY_INVENTORY


def test_the_first_release_is_the_hosts_and_there_is_one(registry, released):
    found, rows = release_of(registry, released)
    assert (found.status, found.hash, found.parent, rows) == ("released", tables_hash(TINY_INVENTORY), "", ())
    with pytest.raises(ConflictError, match="there is one already"):
        begin_releases(registry, TINY_INVENTORY, "2.0.0", "2026-01-01")


def test_a_proposal_follows_the_last_release_by_its_level(registry, released, experts, edition):
    found = propose_release(registry, experts[0], edition(NICKEL))
    assert (found.version, found.parent, found.level) == ("1.5.0", "1.4.0", "minor")
    assert propose_release(registry, experts[1], edition(WORDS)).version == "1.4.1"
    assert propose_release(registry, experts[1], edition(MASS)).version == "1.6.0"
    release, rows = release_of(registry, "1.5.0")
    assert (release.status, release.org, [one.row.key for one in rows]) == ("draft", experts[0].org, [KEY])
    assert rows[0].row.cells == (("amount", "0.6", "0.7"),)
    assert audit(registry).problems == ()


def test_nothing_new_is_nothing_to_review(registry, released, experts, edition):
    with pytest.raises(ConflictError, match="say the same as"):
        propose_release(registry, experts[0], edition())


def test_roles_that_propose_nothing_and_versions_that_are_not_there_are_refused(registry, maker, experts, edition):
    with pytest.raises(ConflictError, match="programme release begin"):
        propose_release(registry, experts[0], edition(NICKEL))
    begin_releases(registry, TINY_INVENTORY, "1.4.0", "2026-01-01")
    with pytest.raises(DeniedError, match="you are reader"):
        propose_release(registry, actor(registry, "public", "reader"), edition(NICKEL))
    with pytest.raises(UnknownError, match=r"1\.4\.0"):
        propose_release(registry, experts[0], edition(NICKEL), "1.4.1")
    propose_release(registry, experts[0], edition(NICKEL))
    with pytest.raises(ConflictError, match="is draft; start from one that is released"):
        propose_release(registry, experts[0], edition(MASS), "1.5.0")


@pytest.mark.parametrize(("version", "day"), [("1.4", "2026-01-01"), ("1.4.0", "2026-13-01"), ("1.4.0", "soon")])
def test_a_first_release_needs_a_version_and_a_day(registry, version, day):
    with pytest.raises(InvalidError):
        begin_releases(registry, TINY_INVENTORY, version, day)


def test_what_was_said_of_a_row_that_changes_falls_and_the_rest_stays(registry, released, experts, edition):
    propose_release(registry, experts[0], edition(NICKEL, MASS))
    for table in (TABLE, MASS[0]):
        comment_release(registry, experts[1], "1.5.0", table, "", "accept")
    found = revise_release(registry, experts[0], edition((*NICKEL[:2], "ghg_co2e_ar6,0.65,"), MASS), "1.5.0")
    assert len(found.rows) == 2
    _, rows = release_of(registry, "1.5.0")
    assert {one.row.table: one.accepts for one in rows} == {TABLE: 0, MASS[0]: 1}
    assert [one.has_fallen for row in rows for one in row.said] == [False, True]
    assert audit(registry).problems == ()


def test_only_the_proposer_revises_and_no_graver_than_the_version_says(registry, released, experts, edition):
    propose_release(registry, experts[0], edition(WORDS))
    with pytest.raises(DeniedError, match="was proposed by others"):
        revise_release(registry, experts[1], edition(WORDS), "1.4.1")
    with pytest.raises(ConflictError, match="the change is minor now"):
        revise_release(registry, experts[0], edition(NICKEL), "1.4.1")
    decide_release(registry, experts[0], "1.4.1", "withdrawn", "later")
    with pytest.raises(ConflictError, match="is withdrawn, which allows no 'changed'"):
        revise_release(registry, experts[0], edition(WORDS), "1.4.1")
