import pytest
from pydantic import TypeAdapter, ValidationError

from lca_models.programme.exchange.cloud_events import CREATED, PUBLISHED, Event, answer, cloud_event

READ = TypeAdapter(Event)


def test_an_event_that_is_sent_is_read_as_what_it_says():
    event = READ.validate_python(
        cloud_event(CREATED, {"productId": ["urn:a"], "validOn": "2026-01-01T00:00:00Z"}, "1", "s", 0)
    )
    assert event.data.as_query() == {
        "productId": ["urn:a"], "companyId": [], "geography": [], "classification": [], "status": [],
        "validOn": ["2026-01-01T00:00:00+00:00"],
    }  # fmt: skip


def test_ids_that_are_no_uuids_are_refused():
    with pytest.raises(ValidationError):
        READ.validate_python(cloud_event(PUBLISHED, {"pfIds": ["urn:gtin:4712345060507"]}, "1", "s", 0))


@pytest.mark.parametrize("missing", ["id", "source", "time", "type", "specversion", "data"])
def test_an_event_without_one_of_its_parts_is_refused(missing):
    event = cloud_event(CREATED, {}, "1", "s", 0)
    del event[missing]
    with pytest.raises(ValidationError):
        READ.validate_python(event)


def test_a_request_without_a_footprint_is_rejected_and_one_with_some_fulfilled():
    request = READ.validate_python(cloud_event(CREATED, {}, "run/14.A", "s", 0))
    refused, given = answer(request, [], "a", "us", 0), answer(request, [{"id": "x"}], "b", "us", 0)
    assert refused["data"]["error"] == {
        "code": "NotFound",
        "message": "No footprint that you may read meets these criteria.",
    }
    assert given["data"] == {"requestEventId": "run/14.A", "pfs": [{"id": "x"}]}
    assert READ.validate_python(refused).data.requestEventId == "run/14.A"
