import pytest

from lca_models.programme.service.app import Settings
from lca_models.programme.service.limits import READS, Limits


def test_one_request_too_many_is_told_when_to_come_again(make_door, parties):
    limits = Limits()
    door = make_door(Settings(Limits(rates=limits.rates | {READS: "2/minute"})))
    assert [door.get(parties.maker, "/log/head").status_code for _ in range(3)] == [200, 200, 429]
    refused = door.get(parties.maker, "/log/head")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert door.get(parties.other, "/log/head").status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer lcatok_" + "A" * 43])
def test_what_is_no_token_opens_nothing(door, shown):
    answered = door.ask(None, "GET", "/submissions", {"Authorization": shown})
    assert answered.status_code == 401
    assert answered.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8551", "LOCALHOST", "[::1]:8551"])
def test_addresses_begin_with_a_name_of_the_service(door, host):
    found = door.ask(None, "GET", "/.well-known/openid-configuration", {"Host": host}).json()
    assert found["token_endpoint"] == f"http://{host}/auth/token"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "localhost:x"]
)
def test_a_forged_host_is_refused(door, host):
    assert door.ask(None, "GET", "/.well-known/openid-configuration", {"Host": host}).status_code == 400


def test_the_address_that_was_set_stands_before_that_of_the_request(make_door):
    door = make_door(Settings(base_url="https://registry.example/"))
    found = door.ask(None, "GET", "/.well-known/openid-configuration", {"Host": "evil.example"}).json()
    assert found["issuer"] == "https://registry.example"
