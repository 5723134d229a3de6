"""Requests made from the description of the service: whatever is sent, the service does not break."""

import time

import pytest
import schemathesis
from counts import LONG
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from submitted_bundles import bundle_bytes

from lca_models.programme.service.app import Settings
from lca_models.programme.service.limits import DEFAULT_RATES, Limits

SECONDS = 60.0 if LONG else 4.0  # of trying, over all routes
EXAMPLES = 1_000 if LONG else 4  # of a route


@schemathesis.serializer("application/zip", "application/offset+octet-stream")
def as_it_is(context, value):
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@pytest.fixture
def door(make_door):
    return make_door(Settings(Limits(rates=dict.fromkeys(DEFAULT_RATES, "1000000/minute"), open_uploads=10**6)))


def test_no_request_breaks_the_service(door, parties, logged):
    known = {"submission": parties.assigned(), "upload": door.upload(parties.maker, bundle_bytes(mark="2"))}
    actors = st.sampled_from([parties.maker, parties.verifier, parties.authority, parties.supplier])
    schema = schemathesis.openapi.from_dict(door.app.openapi())
    operations = [found.ok() for found in schema.get_all_operations()]
    tried, ends = set(), {}
    for operation in operations:
        ends[operation.label] = time.monotonic() + SECONDS / len(operations)

        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=not LONG, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(operation.as_strategy(), actors, st.booleans())
        def ask(case, actor, is_known):
            if time.monotonic() > ends[case.operation.label] and case.operation.label in tried:
                return
            tried.add(case.operation.label)
            if is_known:
                case.path_parameters = {
                    name: known.get(name, value) for name, value in (case.path_parameters or {}).items()
                }
            others = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
            case.headers = others | {"Authorization": f"Bearer {door.token(actor)}"}
            answered = case.call(base_url=door.url)
            if case.operation.label == "DELETE /auth/token":
                door.forget_tokens()
            assert answered.status_code < 500, (case.operation.label, answered.text, logged()[-2_000:])

        ask()
    assert len(tried) == len(operations) > 20
