import pytest
from sqlalchemy import insert

from lca_models.programme.registry.schema import idempotency
from lca_models.programme.service.once import forget_unanswered, once
from lca_models.programme.service.problems import ProblemError


class Counted:
    """An action that says how often it was done."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return {"n": self.times}


def test_the_same_key_and_body_is_done_once(parties):
    act = Counted()
    answers = [once(parties.registry, parties.maker, "k", {"a": 1}, act) for _ in range(3)]
    assert answers == [{"n": 1}] * 3


def test_keys_of_two_clients_are_two(parties):
    act = Counted()
    assert once(parties.registry, parties.maker, "k", {}, act) == {"n": 1}
    assert once(parties.registry, parties.other, "k", {}, act) == {"n": 2}


def test_without_a_key_each_is_done(parties):
    act = Counted()
    assert [once(parties.registry, parties.maker, "", {}, act)["n"] for _ in range(2)] == [1, 2]


def test_a_key_with_another_body_is_refused(parties):
    act = Counted()
    once(parties.registry, parties.maker, "k", {"a": 1}, act)
    with pytest.raises(ProblemError) as refused:
        once(parties.registry, parties.maker, "k", {"a": 2}, act)
    assert refused.value.status == 422


def test_a_key_whose_request_is_under_way_is_refused(parties):
    def again():
        return once(parties.registry, parties.maker, "k", {}, dict)

    with pytest.raises(ProblemError) as refused:
        once(parties.registry, parties.maker, "k", {}, again)
    assert refused.value.status == 409


def test_what_failed_may_be_tried_again(parties):
    def breaks():
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        once(parties.registry, parties.maker, "k", {}, breaks)
    assert once(parties.registry, parties.maker, "k", {}, Counted()) == {"n": 1}


def test_a_key_is_forgotten_after_a_day(parties, registry):
    act = Counted()
    once(registry, parties.maker, "k", {}, act)
    registry.clock.now += 24 * 3600 * 1_000_000
    assert once(registry, parties.maker, "k", {}, act) == {"n": 2}


def test_a_request_that_a_kill_cut_off_may_be_sent_again(parties, registry):
    with registry.writing(None) as write:
        write.run(insert(idempotency).values(client=parties.maker.client, key="k", body_sha="0" * 64, at=write.now))
    once(registry, parties.maker, "answered", {}, Counted())
    assert forget_unanswered(registry) == 1
    assert once(registry, parties.maker, "k", {}, Counted()) == {"n": 1}
