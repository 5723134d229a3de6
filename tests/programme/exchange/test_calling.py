import itertools

import httpx
import pytest

from lca_models.programme.exchange.calling import (
    LOOPBACK,
    Recipient,
    UnansweredError,
    _is_outside,
    asked,
    check_address,
    send,
    token_of,
)
from lca_models.programme.registry.errors import InvalidError


@pytest.fixture(autouse=True)
def _outside(monkeypatch):
    monkeypatch.delenv(LOOPBACK, raising=False)


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://localhost:8443", "https://10.0.0.1", "https://192.168.1.1:80", "https://169.254.169.254/latest",
     "https://[::1]/", "https://[fd00::1]", "https://0.0.0.0", "https://[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_an_address_inside_of_this_computer_or_its_network_is_not_called(url):
    with pytest.raises(InvalidError, match="inside of this network"):
        check_address(url)


@pytest.mark.parametrize(
    "url", ["http://example.org", "ftp://example.org", "file:passwd", "//example.org", "", "https://"]
)
def test_what_is_no_address_of_https_is_not_called(url):
    with pytest.raises(InvalidError, match=r"no address of https|names no host"):
        check_address(url)


def test_an_address_with_a_password_is_not_called():
    with pytest.raises(InvalidError, match="password"):
        check_address("https://us:secret@93.184.215.14/")


def test_a_name_that_leads_to_two_addresses_of_which_one_is_inside_is_not_called(monkeypatch):
    def found(host, port, **how):
        return [(2, 1, 6, "", ("93.184.215.14", port)), (2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("socket.getaddrinfo", found)
    with pytest.raises(InvalidError, match="inside of this network"):
        check_address("https://rebinding.example")


def test_an_address_of_the_world_is_called_at_the_one_place_that_was_judged():
    assert check_address("https://93.184.215.14:8443/pact") == ("93.184.215.14", 8443, "93.184.215.14")


def test_nothing_is_sent_where_an_address_is_refused():
    with pytest.raises(InvalidError):
        send(Recipient("https://127.0.0.1:1", "us", "secret"), {})


def test_a_secret_is_not_shown():
    assert "ours" not in repr(Recipient("https://x", "us", "ours"))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "fe80::1%eth0", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::1", "224.0.1.1", "0.0.0.0", "ff0e::1"],
)  # fmt: skip
def test_addresses_that_lead_inside_are_inside_in_whatever_clothes(address):
    assert not _is_outside(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_of_the_world_are_outside(address):
    assert _is_outside(address)


def test_an_answer_that_does_not_come_to_its_end_is_left(monkeypatch):
    """a byte each second, by a clock of its own: the sixty-first is too late"""
    clock = itertools.count()
    monkeypatch.setattr("lca_models.programme.exchange.calling.monotonic", lambda: float(next(clock)))
    sent = []

    def drip():
        for _ in range(1000):
            sent.append(1)
            yield b"x"

    def answer(_):
        return httpx.Response(200, stream=Drip(drip()))

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as client,
        pytest.raises(UnansweredError, match="partner: answered for more than 60 s"),
    ):
        asked(client, "GET", "https://party.example", 10_000, "partner", "list")
    assert len(sent) == 61


class Drip(httpx.SyncByteStream):
    def __init__(self, parts):
        self._parts = parts

    def __iter__(self):
        return self._parts


def token_from(status, body):
    """What a party that answers so gives to `us`, and how it was asked."""
    heard = []

    def answer(request):
        heard.append((request.method, str(request.url), request.headers["authorization"], request.content))
        return httpx.Response(status, content=body)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        return token_of(client, "https://party.example/pact", "us", "ours", "callback"), heard


def test_a_token_is_asked_for_by_name_and_secret_as_pact_has_it():
    """`us:ours` in base64 is dXM6b3Vycw=="""
    assert token_from(200, b'{"access_token": "t1", "token_type": "bearer"}') == (
        "t1",
        [("POST", "https://party.example/pact/auth/token", "Basic dXM6b3Vycw==", b"grant_type=client_credentials")],
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, b'{"access_token": "t1"}'), (302, b""), (200, b""), (200, b"<html>"), (200, b"[]"), (200, b"null"), (200, b"{}"),
     (200, b'{"access_token": null}'), (200, b'{"access_token": 7}'), (200, b'{"access_token": ""}'), (200, b"[" * 100_000)],
)  # fmt: skip
def test_an_answer_without_a_token_is_told_with_its_status(status, body):
    with pytest.raises(UnansweredError, match=rf"callback: gave no token \(status {status}\)"):
        token_from(status, body)
