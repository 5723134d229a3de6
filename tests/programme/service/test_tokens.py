import base64
import hmac

import pytest
from sqlalchemy import select

from lca_models.programme.registry.members import disable_client
from lca_models.programme.registry.schema import tokens
from lca_models.programme.service.tokens import (
    LIFE_SECONDS,
    WrongSecretError,
    actor_of,
    basic_credentials,
    issue,
    revoke,
)


@pytest.fixture
def token(parties):
    return issue(parties.registry, parties.maker.client, parties.secrets[parties.maker.client])


def test_a_token_stands_for_its_client_and_role(parties, token):
    assert actor_of(parties.registry, token) == parties.maker


def test_a_token_is_kept_as_a_hash_alone(parties, token):
    with parties.registry.reading() as connection:
        (row,) = connection.execute(select(tokens))
    assert token not in "".join(map(str, row))


def test_a_token_ends_after_a_quarter_of_an_hour(parties, registry, token):
    registry.clock.now += (LIFE_SECONDS - 10) * 1_000_000
    assert actor_of(registry, token) is not None
    registry.clock.now += 20 * 1_000_000
    assert actor_of(registry, token) is None


def test_a_token_ends_with_its_client_and_when_it_is_given_back(parties, token):
    second = issue(parties.registry, parties.maker.client, parties.secrets[parties.maker.client])
    revoke(parties.registry, second)
    assert actor_of(parties.registry, second) is None
    disable_client(parties.registry, parties.maker.client)
    assert actor_of(parties.registry, token) is None
    with pytest.raises(WrongSecretError):
        issue(parties.registry, parties.maker.client, parties.secrets[parties.maker.client])


@pytest.mark.parametrize(
    "change", [str.lower, str.upper, lambda one: one[:-1], lambda one: one + "A", lambda one: one[7:]]
)
def test_a_forged_token_is_none(parties, token, change):
    assert actor_of(parties.registry, change(token)) is None


def test_a_secret_of_another_client_and_an_unknown_client_are_refused_by_the_same_work(parties, monkeypatch):
    compared = []

    def spy(one, other):
        compared.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", spy)
    secret = parties.secrets[parties.other.client]
    for client in (parties.maker.client, "00000000-0000-7000-8000-000000000000", "", "' OR 1=1 --"):
        with pytest.raises(WrongSecretError):
            issue(parties.registry, client, secret)
    assert compared == [(64, 64)] * 4


def test_every_comparison_of_a_secret_takes_constant_time(parties, token, monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda one, other: compared.append(1) or real(one, other))
    issue(parties.registry, parties.maker.client, parties.secrets[parties.maker.client])
    assert compared == [1]


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic !", "Basic eA==", "Bearer eDp5", "Basic gDp5", "Basic eAA6eQ=="]
)
def test_what_is_no_basic_authorization_is_refused(header):
    with pytest.raises(WrongSecretError):
        basic_credentials(header)


def test_a_secret_may_hold_a_colon():
    coded = base64.b64encode(b"client:a:b").decode()
    assert basic_credentials(f"basic {coded}") == ("client", "a:b")
