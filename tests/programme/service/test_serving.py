import os
import socket
from pathlib import Path
from threading import Event

import pytest

from lca_models.programme.registry.errors import BusyError, InvalidError
from lca_models.programme.registry.opening import served_alone
from lca_models.programme.service import serving
from lca_models.programme.service.app import Settings
from lca_models.programme.service.serving import Address, Workers, check_reach, is_loopback, serve, swept


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_computer_is_reached_without_a_certificate(host):
    assert is_loopback(host)
    check_reach(Address(host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.org", ""])
def test_others_reach_it_by_a_certificate_or_a_proxy_alone(host):
    with pytest.raises(InvalidError, match="in the open"):
        check_reach(Address(host))
    check_reach(Address(host, behind_proxy=True))


def test_a_certificate_and_its_key_are_files_that_go_together(tmp_path):
    with pytest.raises(InvalidError, match="go together"):
        check_reach(Address(certificate=tmp_path / "a"))
    with pytest.raises(InvalidError, match="there is no file"):
        check_reach(Address(certificate=tmp_path / "a", key=Path(__file__)))


def test_a_port_that_is_taken_is_told(registry):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InvalidError, match="cannot be listened on"):
            serve(registry, Address(port=port), Settings(), Workers(0), print)


def test_parts_of_an_answer_are_sent_without_waiting_for_each_other():
    """What asyncio asks a socket for before it says so to the system (TCP_NODELAY)."""
    with serving._listener(Address(port=0)) as listener:
        assert (listener.type, listener.proto) == (socket.SOCK_STREAM, socket.IPPROTO_TCP)


def test_a_second_service_on_a_registry_is_refused(registry):
    with served_alone(registry.store), pytest.raises(BusyError, match="a service runs"), served_alone(registry.store):
        pass


def test_what_breaks_in_the_background_is_told_and_tried_again(logged, monkeypatch):
    monkeypatch.setattr(serving, "PAUSE", 0.0)
    stop, times = Event(), []

    def work():
        times.append(1)
        if len(times) == 3:
            stop.set()
        raise RuntimeError("words")

    serving._again(stop, work)
    assert len(times) == 3
    assert logged().count("RuntimeError at") == 3
    assert "words" not in logged()


def test_what_the_killed_left_is_swept_after_a_day(parties, registry):
    parties.submit()
    left = registry.store / "tmp" / "left"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    assert swept(registry) == 0
    os.utime(left, (0, 0))
    assert swept(registry) == 1
