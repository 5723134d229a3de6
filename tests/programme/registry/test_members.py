import hmac

import pytest

from lca_models.programme.registry import members
from lca_models.programme.registry.errors import ConflictError, InvalidError, UnknownError
from lca_models.programme.registry.log import events_after
from lca_models.programme.registry.members import (
    add_client,
    add_model,
    add_organisation,
    add_person,
    add_plant,
    authenticated,
    disable_client,
)

NAMES = {"name_en": "A", "name_zh": "甲", "credit_code": "91350100M000100Y43"}


def test_a_credit_code_is_of_one_organisation(registry):
    add_organisation(registry, kind="maker", **NAMES)
    with pytest.raises(ConflictError, match="91350100M000100Y43 is that of another"):
        add_organisation(registry, kind="verifier", **NAMES)


def test_all_that_is_wrong_with_an_organisation_is_said_at_once(registry):
    with pytest.raises(InvalidError) as refused:
        add_organisation(registry, kind="makers", name_en=" ", name_zh="x" * 201, credit_code="a\nb")

    assert [one.where for one in refused.value.problems] == ["name_en", "name_zh", "credit_code", "kind"]
    assert "did you mean 'maker'" in str(refused.value)


def test_a_client_has_a_role_of_its_organisations_kind(registry, maker):
    add_client(registry, maker.org, "supplier")
    add_client(registry, maker.org, "reader")
    with pytest.raises(InvalidError, match="there is no 'authority'"):
        add_client(registry, maker.org, "authority")
    with pytest.raises(UnknownError, match="org: there is no 'nobody'"):
        add_client(registry, "nobody", "maker")


def test_a_client_of_a_person_is_of_their_organisation_and_the_log_names_nobody(registry, maker):
    other = add_organisation(registry, kind="maker", **NAMES)
    person = add_person(registry, other, name="王", email="w@example.org")
    add_client(registry, other, "maker", person)
    with pytest.raises(InvalidError, match="person: is of another organisation"):
        add_client(registry, maker.org, "maker", person)
    with pytest.raises(UnknownError, match="there is no 'nobody'"):
        add_client(registry, maker.org, "maker", "nobody")

    told = "".join(one.body for one in events_after(registry, -1))
    assert person in told
    assert "王" not in told
    assert "w@example.org" not in told


def test_a_secret_lets_in_its_client_alone(registry, maker):
    other, secret = add_client(registry, maker.org, "maker")

    assert authenticated(registry, maker.client, maker.secret).role == "maker"
    assert authenticated(registry, other, secret).id == other
    assert authenticated(registry, maker.client, secret) is None
    assert authenticated(registry, "nobody", secret) is None
    disable_client(registry, other)
    assert authenticated(registry, other, secret) is None


def test_secrets_are_compared_in_constant_time_and_an_unknown_client_costs_as_much(registry, maker, monkeypatch):
    compared, hashed = [], []
    monkeypatch.setattr(members.hmac, "compare_digest", lambda *pair: compared.append(pair) or hmac.new)
    monkeypatch.setattr(members, "secret_hash", lambda *given: hashed.append(given) or "0")
    authenticated(registry, "nobody", "x")
    authenticated(registry, maker.client, "x")

    assert len(compared) == len(hashed) == 2
    assert {len(salt) for _, salt in hashed} == {32, 64}


@pytest.mark.parametrize("energy", ["60.5 kWh", "-1", "0", "nan", "inf", ""])
def test_a_model_has_an_energy(registry, maker, energy):
    with pytest.raises(InvalidError, match="rated_kwh"):
        add_model(registry, maker.org, code="B", chemistry="LFP", rated_kwh=energy)


def test_names_of_plants_and_codes_of_models_are_taken_once_in_an_organisation(registry, maker):
    with pytest.raises(ConflictError, match="a plant 'Plant 1' already"):
        add_plant(registry, maker.org, name="Plant 1", province="CN-GD")
    with pytest.raises(ConflictError, match="a model 'A60' already"):
        add_model(registry, maker.org, code="A60", chemistry="LFP", rated_kwh="1")
    other = add_organisation(registry, kind="maker", **NAMES)
    assert add_plant(registry, other, name="Plant 1", province="CN-GD")
