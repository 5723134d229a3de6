"""Which footprints are asked for: the criteria of PACT 3, in a request of a list and in an event alike.

Values of one criterion are alternatives, criteria are joined; identifiers match whole and whatever their case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.pact import VALID_YEARS
from lca_models.scope.grammar.days import years_later

PRODUCT, COMPANY, GEOGRAPHY, CLASSIFICATION = "product", "company", "geography", "classification"
ACTIVE, DEPRECATED = "Active", "Deprecated"
_GEOGRAPHIES = ("geographyCountrySubdivision", "geographyCountry", "geographyRegionOrSubregion")
_MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Criteria:
    """What a footprint has to meet; an empty criterion asks nothing. Times in microseconds since 1970, UTC."""

    keys: Mapping[str, frozenset[str]]  # kind of key -> values in lower case, any of which is met
    status: frozenset[str] = frozenset()  # in lower case
    valid_on: int | None = None
    valid_after: int | None = None
    valid_before: int | None = None


def criteria_of(asked: Mapping[str, Sequence[str]]) -> Criteria:
    """The criteria of names and values as PACT writes them (`productId`, `validOn`, …); others are passed over.

    A criterion without a value asks nothing. Raises ValueError where a time is none; of several times of one name the last is
    taken.
    """
    named = {PRODUCT: "productId", COMPANY: "companyId", GEOGRAPHY: "geography", CLASSIFICATION: "classification"}

    def time(name: str) -> int | None:
        values = [value for value in asked.get(name) or () if value.strip()]
        return microseconds(values[-1]) if values else None

    return Criteria(
        {kind: values for kind, name in named.items() if (values := _lower(asked.get(name) or ()))},
        _lower(asked.get("status") or ()),
        time("validOn"),
        time("validAfter"),
        time("validBefore"),
    )


def keys_of(payload: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """What a footprint of PACT is found by: kind of key and value in lower case."""
    pcf = payload.get("pcf") or {}
    found = {(PRODUCT, one) for one in payload.get("productIds") or ()}
    found |= {(COMPANY, one) for one in payload.get("companyIds") or ()}
    found |= {(CLASSIFICATION, one) for one in payload.get("productClassifications") or ()}
    found |= {(GEOGRAPHY, pcf[name]) for name in _GEOGRAPHIES if pcf.get(name)}
    return frozenset((kind, str(value).casefold()) for kind, value in found)


def validity_of(payload: Mapping[str, Any]) -> tuple[int, int]:
    """From when to when a footprint of PACT is valid, microseconds UTC: as stated, else three years from its period's end.

    Raises ValueError or KeyError where the payload states no time that can be read.
    """
    end_of_period = payload["pcf"]["referencePeriodEnd"]
    start = microseconds(payload.get("validityPeriodStart") or end_of_period)
    if payload.get("validityPeriodEnd"):
        return start, microseconds(payload["validityPeriodEnd"])
    return start, _in_microseconds(years_later(_read(end_of_period), VALID_YEARS))


def meets(payload: Mapping[str, Any], status: str, criteria: Criteria) -> bool:
    """Whether a footprint meets criteria, by its own fields; what the registry asks of its tables is the same."""
    keys = keys_of(payload)
    start, end = validity_of(payload)
    return (
        all(any((kind, value) in keys for value in values) for kind, values in criteria.keys.items())
        and (not criteria.status or status.casefold() in criteria.status)
        and (criteria.valid_on is None or start <= criteria.valid_on <= end)
        and (criteria.valid_after is None or start > criteria.valid_after)
        and (criteria.valid_before is None or end < criteria.valid_before)
    )


def microseconds(text: str) -> int:
    """A time of ISO 8601 with its zone (UTC where none is written) in microseconds since 1970. Raises ValueError."""
    return _in_microseconds(_read(text))


def _read(text: str) -> datetime:
    time = datetime.fromisoformat(text.strip().replace(" ", "+"))  # a plus of an address arrives as a blank
    try:
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError:  # a zone that leads out of the years 1 to 9999
        raise ValueError(text) from None


def _in_microseconds(time: datetime) -> int:
    since = time - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * _MICROSECONDS + since.microseconds


def _lower(values: Sequence[str]) -> frozenset[str]:
    return frozenset(value.casefold() for value in values if value.strip())
