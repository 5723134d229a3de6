import pytest

from lca_models.programme.service.app import Settings
from lca_models.programme.service.limits import Limits

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "content",
    [b'{"recipient": "\\u0000"}', b'{"recipient": "\\ud800"}', b'{"recipient": NaN}', b'{"recipient": 1e999}', b"{",
     b"\xff\xfe", b'{"\\ud800": 1}', b"[" * 100_000, b'{"recipient": ' + b"9" * 5_000 + b"}"],
)  # fmt: skip
def test_what_no_table_holds_is_refused_before_a_route_reads_it(door, parties, content):
    path = "/footprints/00000000-0000-7000-8000-000000000000/grants"
    assert door.ask(parties.maker, "POST", path, JSON, content=content).status_code == 422


@pytest.mark.parametrize("path", ["/submissions?state=%00", "/submissions?%00=a", "/submissions?state=%1b", "/log%00"])
def test_addresses_hold_whole_text(door, parties, path):
    assert door.get(parties.maker, path).status_code in (404, 422)


def test_a_body_ends_at_its_limit_with_a_length_and_without(make_door, parties):
    door = make_door(Settings(Limits(largest_body=1_000)))
    for content in (b" " * 2_000, iter([b" " * 600] * 4)):
        assert door.ask(parties.maker, "POST", "/footprints", JSON, content=content).status_code == 413
    assert door.ask(None, "POST", "/auth/token", content=b"grant_type=" + b"a" * 2_000).status_code == 413
