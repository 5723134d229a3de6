import pytest

from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, UnknownError
from lca_models.programme.registry.log import events_after
from lca_models.programme.submissions.listing import member_of, members_of, order_of, submission_of
from lca_models.programme.submissions.publishing import order, reopen, withdraw

HASH = "ef" * 32


def state(parties, own):
    return submission_of(parties.registry, parties.authority, own).state


def test_what_is_verified_is_withdrawn_by_maker_and_authority_together(parties):
    own = parties.verified()
    with pytest.raises(ConflictError, match="has not asked"):
        withdraw(parties.registry, parties.authority, own, "asked for")
    assert not withdraw(parties.registry, parties.maker, own, "a meter was wrong")
    assert withdraw(parties.registry, parties.authority, own, "at the wish of its maker")
    assert state(parties, own) == "withdrawn"


def test_a_maker_withdraws_what_is_not_verified_yet(parties):
    own = parties.checked()
    assert withdraw(parties.registry, parties.maker, own)
    assert state(parties, own) == "withdrawn"


def test_a_fact_that_was_found_later_reopens_a_verified_submission(parties):
    own = parties.verified()
    reopen(parties.registry, parties.authority, own, "a whistle was blown")
    assert state(parties, own) == "under_verification"


SECRET = "workbook/calculation.xlsx"


def test_the_authority_reads_secret_members_from_its_order_on_and_each_reading_is_an_event(parties):
    own, other = parties.checked(month="2021-01"), parties.checked(month="2022-01")
    with pytest.raises(UnknownError):
        member_of(parties.registry, parties.authority, own, SECRET)
    order(parties.registry, parties.authority, own, "a complaint")
    assert SECRET in members_of(parties.registry, parties.authority, own)
    assert SECRET not in members_of(parties.registry, parties.authority, other)
    assert member_of(parties.registry, parties.authority, own, SECRET) == b"secret"
    kinds = [(one.kind, one.subject) for one in events_after(parties.registry, -1)[-2:]]
    assert kinds == [("submission.ordered", f"submission:{own}"), ("submission.read", f"submission:{own}")]


def test_an_order_opens_nothing_for_others_and_its_maker_reads_why(parties):
    own = parties.verified()
    order(parties.registry, parties.authority, own, "a complaint")
    for role in ("other", "stranger", "reader", "expert", "supplier"):
        with pytest.raises(UnknownError):
            member_of(parties.registry, getattr(parties, role), own, SECRET)
    assert order_of(parties.registry, parties.maker, own).reason == "a complaint"


def test_an_order_is_for_the_authority_once_and_with_a_reason(parties):
    own = parties.checked()
    for role in ("maker", "verifier", "expert", "reader"):
        with pytest.raises(DeniedError, match="for the authority"):
            order(parties.registry, getattr(parties, role), own, "curious")
    with pytest.raises(InvalidError, match="says why"):
        order(parties.registry, parties.authority, own, "  ")
    order(parties.registry, parties.authority, own, "a complaint")
    with pytest.raises(ConflictError, match="ordered already"):
        order(parties.registry, parties.authority, own, "again")
    assert order_of(parties.registry, parties.maker, parties.checked(month="2022-01")) is None
