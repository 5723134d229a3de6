import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served_registry import served

from lca_models.programme.service.protocol import DeadlineProtocol, Deadlines

HEAD = b"POST /auth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"


class Quick(DeadlineProtocol):
    deadlines = Deadlines(headers=0.2, body=0.2, bytes_a_second=1e9, look=0.05)


@pytest.fixture
def quick(parties):
    with served(parties, protocol=Quick) as one:
        yield one


def dropped(one, *parts):
    """Whether a connection on which only these parts arrive is closed by the service, with no answer but a fault."""
    host, port = one.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        for part in parts:
            connection.sendall(part)
        try:
            return not connection.recv(10_000).startswith(b"HTTP/1.1 2")
        except ConnectionResetError:
            return True


@pytest.mark.parametrize("parts", [(), (b"GET",), (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"X-A: b\r\n")])
def test_a_head_that_does_not_end_is_dropped(quick, parts):
    assert dropped(quick, *parts)


@pytest.mark.parametrize("parts", [(HEAD + b"\r\n",), (HEAD + b"\r\n", b"grant_type=")])
def test_a_body_that_does_not_end_is_dropped(quick, parts):
    assert dropped(quick, *parts)


def drip(connection):
    while True:
        connection.sendall(b"a: b\r\n")


def test_drops_of_a_head_do_not_buy_time(quick):
    host, port = quick.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"reset|Broken pipe|aborted"):
            drip(connection)


def test_a_whole_request_is_answered(quick):
    assert not dropped(quick, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")


@given(st.floats(0, 1_000), st.integers(0, 10**8))
def test_a_body_has_a_second_for_each_10_kb_and_a_head_has_no_more(seconds, arrived):
    deadlines = Deadlines()
    assert deadlines.is_late(seconds, arrived, has_headers=False) == (seconds > 20)
    assert deadlines.is_late(seconds, arrived, has_headers=True) == (seconds > 20 + arrived / 10_000)
