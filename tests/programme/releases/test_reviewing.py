"""From a draft to a release: reviewed by others, decided and dated by the authority."""

import pytest
from releases_of_tables import KEY, MASS, NICKEL, TABLE, actor

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, UnknownError
from lca_models.programme.releases.listing import release_of
from lca_models.programme.releases.proposing import propose_release, revise_release
from lca_models.programme.releases.reviewing import comment_release, decide_release, publish_release
from lca_models.programme.roles.access import Actor


@pytest.fixture
def proposed(registry, released, experts, edition):
    return propose_release(registry, experts[0], edition(NICKEL, MASS)).version


def accept_all(registry, experts, version):
    for one in experts:
        for table in (TABLE, MASS[0]):
            comment_release(registry, one, version, table, "", "accept")


def test_a_release_from_its_proposal_to_its_day(registry, proposed, experts, authority):
    accept_all(registry, experts[1:3], proposed)
    assert release_of(registry, proposed)[0].status == "review"
    decide_release(registry, authority, proposed, "accepted")
    publish_release(registry, authority, proposed, "2027-01-01")
    found, rows = release_of(registry, proposed)
    assert (found.status, found.effective_on) == ("released", "2027-01-01")
    assert [one.accepts for one in rows] == [2, 2]
    assert audit(registry).problems == ()


def test_rows_without_enough_accepts_are_all_named(registry, proposed, experts, authority):
    comment_release(registry, experts[1], proposed, TABLE, KEY, "accept")
    comment_release(registry, experts[2], proposed, TABLE, KEY, "return", "where from?")
    with pytest.raises(ConflictError) as found:
        decide_release(registry, authority, proposed, "accepted")
    said = {one.where: one.en for one in found.value.problems}
    assert "was returned by 1 organisations" in said[f"{TABLE} {KEY}"]
    assert len(said) == 2


def test_what_is_returned_comes_back_changed(registry, proposed, experts, authority, edition):
    comment_release(registry, experts[1], proposed, TABLE, KEY, "return", "where from?")
    decide_release(registry, authority, proposed, "returned", "see the row")
    revise_release(registry, experts[0], edition(MASS), proposed)
    found, rows = release_of(registry, proposed)
    assert (found.status, [one.row.table for one in rows]) == ("review", [MASS[0]])
    for one in experts[1:3]:
        comment_release(registry, one, proposed, MASS[0], "", "accept")
    decide_release(registry, authority, proposed, "accepted")


def test_nobody_reviews_the_proposal_of_the_own_group(registry, released, edition):
    one, other = (actor(registry, "university", "expert", number, group="g") for number in (8, 9))
    version = propose_release(registry, one, edition(NICKEL)).version
    for who in (one, other):
        with pytest.raises(DeniedError, match="your own organisation or group"):
            comment_release(registry, who, version, TABLE, KEY, "accept")


def test_a_group_counts_once(registry, proposed, experts, authority):
    ones = [actor(registry, "university", "expert", number, group="g") for number in (8, 9)]
    accept_all(registry, ones, proposed)
    assert [one.accepts for one in release_of(registry, proposed)[1]] == [1, 1]


def test_experts_decide_nothing_and_makers_review_nothing(registry, proposed, experts, maker):
    with pytest.raises(DeniedError, match="you are expert"):
        decide_release(registry, experts[1], proposed, "returned", "no")
    with pytest.raises(DeniedError, match="you are expert"):
        publish_release(registry, experts[1], proposed, "2027-01-01")
    with pytest.raises(DeniedError, match="you are maker"):
        comment_release(registry, Actor(maker.client, maker.org, "maker"), proposed, TABLE, KEY, "accept")


def test_the_proposer_withdraws_and_then_it_is_over(registry, proposed, experts):
    decide_release(registry, experts[0], proposed, "withdrawn", "a better source is coming")
    with pytest.raises(ConflictError, match="is withdrawn"):
        comment_release(registry, experts[1], proposed, TABLE, KEY, "accept")


def test_words_that_are_missing_and_names_that_are_wrong_are_named(registry, proposed, experts, authority):
    for verdict in ("return", "comment"):
        with pytest.raises(InvalidError, match="is missing; say what is wrong"):
            comment_release(registry, experts[1], proposed, TABLE, KEY, verdict)
    with pytest.raises(InvalidError, match="accept"):
        comment_release(registry, experts[1], proposed, TABLE, KEY, "acept")
    with pytest.raises(UnknownError, match=TABLE):
        comment_release(registry, experts[1], proposed, "raw_materials/exchange.csv", KEY, "accept")
    with pytest.raises(UnknownError, match="nickel_sulfate"):
        comment_release(registry, experts[1], proposed, TABLE, "nickel", "accept")
    with pytest.raises(InvalidError, match="accepted"):
        decide_release(registry, authority, proposed, "accept")
    with pytest.raises(InvalidError, match="say why"):
        decide_release(registry, authority, proposed, "returned")


def test_a_release_follows_the_last_one_and_its_day(registry, proposed, experts, authority, edition):
    late = propose_release(registry, experts[0], edition((*NICKEL[:2], "ghg_co2e_ar6,0.8,"), MASS)).version
    for version in (proposed, late):
        accept_all(registry, experts[1:3], version)
        decide_release(registry, authority, version, "accepted")
    with pytest.raises(InvalidError, match="is before"):
        publish_release(registry, authority, proposed, "2025-12-31")
    publish_release(registry, authority, proposed, "2027-01-01")
    with pytest.raises(ConflictError, match="was released since"):
        publish_release(registry, authority, late, "2028-01-01")
