from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.exchange.filters import criteria_of, keys_of, meets, microseconds, validity_of

SECOND = 1_000_000


def payload(**fields):
    pcf = {"referencePeriodEnd": "2025-12-31T00:00:00Z", "geographyCountrySubdivision": "CN-SC"}
    return {"productIds": ["urn:a"], "companyIds": ["urn:c"], "pcf": pcf} | fields


def test_a_time_is_microseconds_since_1970_in_its_zone():
    assert microseconds("1970-01-01T00:00:01Z") == SECOND
    assert microseconds("1970-01-01T08:00:01+08:00") == SECOND
    assert microseconds("1970-01-01T08:00:01 08:00") == SECOND  # a plus that an address turned into a blank
    assert microseconds("1970-01-01") == 0


def test_a_footprint_without_dates_is_valid_for_three_years_after_its_period():
    assert validity_of(payload()) == (microseconds("2025-12-31"), microseconds("2028-12-31"))
    leap = payload(pcf={"referencePeriodEnd": "2024-02-29T00:00:00Z"})
    assert validity_of(leap)[1] == microseconds("2027-02-28")


def test_a_stated_validity_stands():
    stated = payload(validityPeriodStart="2026-01-01T00:00:00Z", validityPeriodEnd="2026-07-01T00:00:00Z")
    assert validity_of(stated) == (microseconds("2026-01-01"), microseconds("2026-07-01"))


def test_keys_are_found_whatever_their_case():
    assert keys_of(payload(productIds=["URN:A"])) >= {
        ("product", "urn:a"),
        ("company", "urn:c"),
        ("geography", "cn-sc"),
    }


@pytest.mark.parametrize(
    ("asked", "is_met"),
    [
        ({}, True),
        ({"productId": ["URN:A", "urn:other"]}, True),  # alternatives
        ({"productId": ["urn:other"]}, False),
        ({"productId": ["urn:a"], "companyId": ["urn:other"]}, False),  # criteria are joined
        ({"geography": ["cn-sc"]}, True),
        ({"geography": ["XX"]}, False),
        ({"classification": ["urn:x"]}, False),
        ({"status": ["active"]}, True),
        ({"status": ["Bogus"]}, False),
        ({"validOn": ["2025-12-31T00:00:00Z"]}, True),  # the first moment
        ({"validOn": ["2028-12-31T00:00:00Z"]}, True),  # the last one
        ({"validOn": ["1900-01-01T00:00:00Z"]}, False),
        ({"validAfter": ["2025-12-31T00:00:00Z"]}, False),
        ({"validAfter": ["2025-12-30T00:00:00Z"]}, True),
        ({"validBefore": ["2028-12-31T00:00:00Z"]}, False),
        ({"validBefore": ["2029-01-01T00:00:00Z"]}, True),
        ({"x-else": ["1"]}, True),  # not ours
        ({"classification": [""], "validOn": [""]}, True),  # asks nothing
    ],
)
def test_criteria_say_which_footprints_are_meant(asked, is_met):
    assert meets(payload(), "Active", criteria_of(asked)) is is_met


def test_a_time_that_is_none_is_refused():
    with pytest.raises(ValueError, match="Invalid isoformat"):
        criteria_of({"validOn": ["yesterday"]})


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_a_time_is_read_back_to_the_microsecond(time):
    text = time.replace(tzinfo=UTC).isoformat()
    seconds, rest = divmod(microseconds(text), SECOND)
    assert datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest, tzinfo=None) == time
