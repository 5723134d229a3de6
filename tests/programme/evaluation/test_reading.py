"""A pilot as the log tells it, at any event."""

import pytest

from lca_models.programme.evaluation.declarations import ANSWERED, CLOSED, OPENED, Finding, StageResult
from lca_models.programme.evaluation.reading import pilot_at
from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.registry.members import add_organisation

BUNDLE = "ab" * 32


@pytest.fixture
def told(registry, maker):
    """One submission from received to returned, with a finding; the number of the event of each step."""
    numbers = {}

    def tell(kind, subject, **data):
        registry.clock.now += 86_400_000_000  # a day later
        with registry.writing("worker") as write:
            numbers[kind] = write.event(kind, subject, data)

    received = {
        "org": maker.org, "model": maker.model, "plant": maker.plant, "period_start": "2025-01-01",
        "period_end": "2025-12-31", "bundle": BUNDLE, "manifest": BUNDLE, "bytes": 1, "release": "1.4.0", "rules": "cn-551",
    }  # fmt: skip
    tell("submission.received", "submission:s-1", **received)
    row = {"stage": "manufacturing", "amount_kg": "400.5", "primary_share": "0.5", "rating": "2"}
    tell("submission.checked", "submission:s-1", results=[row])
    tell("submission.under_verification", "submission:s-1")
    tell("finding.opened", "finding:s-1/F-001", rule="ELE-01", severity="major")
    tell("finding.answered", "finding:s-1/F-001")
    tell("finding.closed", "finding:s-1/F-001")
    tell("submission.returned", "submission:s-1", rules=["INT-02"])
    return numbers


def test_a_submission_is_read_with_its_steps_results_and_findings(registry, maker, told):
    add_organisation(registry, kind="verifier", name_en="V", name_zh="V", credit_code="V")
    pilot = pilot_at(registry)
    assert [one.org for one in pilot.participants] == [maker.org]
    assert pilot.participants[0].chemistries == {"lfp"}
    (one,) = pilot.declarations
    assert (one.org, one.chemistry, one.province, one.rated_kwh) == (maker.org, "lfp", "CN-FJ", 60.5)
    assert one.stages == {"manufacturing": StageResult(400.5, 0.5, 2.0)}
    assert [state for _, state in one.steps] == ["received", "checked", "under_verification", "returned"]
    days = [day - one.steps[0][0] for day, _ in one.steps]
    assert days == pytest.approx([0, 1, 2, 6], abs=0.01)
    (finding,) = one.findings
    assert (finding.rule, [step for _, step in finding.steps]) == ("ELE-01", [OPENED, ANSWERED, CLOSED])
    assert isinstance(finding, Finding)
    assert one.broken == ("INT-02",)
    assert (pilot.release, pilot.is_synthetic) == ("1.4.0", True)


def test_at_an_earlier_event_it_is_as_it_was_then(registry, told):
    pilot = pilot_at(registry, told["submission.under_verification"])
    assert pilot.as_of == told["submission.under_verification"]
    (one,) = pilot.declarations
    assert one.state == "under_verification"
    assert one.findings == ()
    assert pilot.today == one.steps[-1][0]


def test_an_event_that_has_not_been_is_refused(registry, told):
    with pytest.raises(InvalidError, match="as_of: there is no event 999; the last one is"):
        pilot_at(registry, 999)
