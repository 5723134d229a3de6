import pytest

from lca_models.programme.exchange.calling import LOOPBACK, Recipient, _is_outside, check_address, send
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
