import pytest
from counts import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pact_payloads import pact_payload

from lca_models.programme.exchange.filters import criteria_of, meets, microseconds
from lca_models.programme.exchange.offering import offer
from lca_models.programme.exchange.reading import footprint_of, list_footprints
from lca_models.programme.registry.errors import InvalidError, UnknownError

TIMES = [
    "1900-01-01T00:00:00Z",
    "2025-12-31T00:00:00Z",
    "2026-06-01T00:00:00Z",
    "2028-12-31T00:00:00Z",
    "2099-01-01T00:00:00Z",
]


@pytest.fixture
def offered(parties):
    """Footprints of five products of two companies in three places."""
    payloads = [
        pact_payload(
            str(number), companyIds=[f"urn:company:{number % 2}"], productClassifications=[f"urn:class:{number % 3}"]
        )
        for number in range(5)
    ]
    for number, payload in enumerate(payloads):
        payload["pcf"] = {**payload["pcf"], "geographyCountrySubdivision": ("CN-SC", "CN-GD", "CN-FJ")[number % 3]}
        offer(parties.registry, parties.supplier, payload)
    return payloads


asked = st.fixed_dictionaries({}, optional={
    "productId": st.lists(st.sampled_from([f"URN:pact:example.com:product:{n}" for n in range(7)]), max_size=3),
    "companyId": st.lists(st.sampled_from(["urn:company:0", "urn:company:1", "urn:company:2"]), max_size=2),
    "geography": st.lists(st.sampled_from(["CN-SC", "cn-gd", "XX"]), max_size=2),
    "classification": st.lists(st.sampled_from(["urn:class:0", "urn:class:9"]), max_size=2),
    "status": st.lists(st.sampled_from(["active", "Deprecated", "Bogus"]), max_size=2),
    "validOn": st.lists(st.sampled_from(TIMES), max_size=1),
    "validAfter": st.lists(st.sampled_from(TIMES), max_size=1),
    "validBefore": st.lists(st.sampled_from(TIMES), max_size=1),
})  # fmt: skip


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked)
def test_the_registry_finds_what_meets_the_criteria_by_their_own_fields(parties, offered, query):
    criteria = criteria_of(query)
    wanted = [one["id"] for one in offered if meets(one, "Active", criteria)]
    assert [one["id"] for one in list_footprints(parties.registry, parties.supplier, criteria).payloads] == wanted


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 9])
def test_pages_hold_every_footprint_once(parties, offered, limit):
    criteria, cursor, seen = criteria_of({}), "", []
    while True:
        page = list_footprints(parties.registry, parties.supplier, criteria, cursor=cursor, limit=limit)
        assert len(page.payloads) <= limit
        seen += [one["id"] for one in page.payloads]
        cursor = page.next
        if not cursor:
            break
    assert seen == [one["id"] for one in offered]


def test_a_cursor_is_of_its_criteria_alone(parties, offered):
    page = list_footprints(parties.registry, parties.supplier, criteria_of({}), limit=1)
    with pytest.raises(InvalidError):
        list_footprints(parties.registry, parties.supplier, criteria_of({"status": ["active"]}), cursor=page.next)


def test_what_is_over_is_deprecated_and_listed_as_such(parties, offered, registry):
    registry.clock.now = microseconds("2029-06-01T00:00:00Z")
    found = list_footprints(parties.registry, parties.supplier, criteria_of({})).payloads
    assert {one["status"] for one in found} == {"Deprecated"}
    assert list_footprints(parties.registry, parties.supplier, criteria_of({"status": ["active"]})).payloads == ()


def test_a_footprint_that_there_is_none_of_is_unknown(parties):
    with pytest.raises(UnknownError):
        footprint_of(parties.registry, parties.supplier, "00000000-0000-0000-0000-000000000000")
