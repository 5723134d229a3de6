"""Payloads of a bundle on the rules of their forms, and against the result."""

import json
from dataclasses import replace

import pytest
from judged_cases import LFP, Cases

from lca_models.reporting.declaration.bundle import PAYLOADS, Bundle
from lca_models.reporting.declaration.payload_members import members
from lca_models.reporting.verification.finding import NotApplicableError
from lca_models.reporting.verification.rules.result.payloads import RULES

PACT = PAYLOADS["pact"]


@pytest.fixture(scope="module")
def full(cases: Cases):
    """The LFP example with every payload, of a draft."""
    case = cases.base(LFP)
    again = replace(case.again, placeholder_ids=True)
    return replace(case, again=again, bundle=Bundle(members(again)))


def changed(case, member, **fields):
    """The case with other values of fields of the footprint in a payload of PACT."""
    document = json.loads(case.bundle.members[member])
    document["pcf"].update(fields)
    return replace(case, bundle=Bundle({**case.bundle.members, member: json.dumps(document).encode()}))


@pytest.mark.parametrize("rule", RULES)
def test_a_bundle_as_it_was_written_breaks_no_rule(full, rule):
    assert list(RULES[rule](full)) == []


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("PAY-01", {"declaredUnitOfMeasurement": "pieces"}),
        ("PAY-02", {"exemptedEmissionsPercent": "99"}),
        ("PAY-04", {"boundaryProcessesDescription": "n/a"}),
        ("PAY-06", {"verification": {"providerName": "V"}}),
        ("PAY-07", {"primaryDataShare": "50"}),
    ],
)
def test_a_payload_that_was_changed_is_found_by_its_rule(full, rule, fields):
    (found, *_) = RULES[rule](changed(full, PACT, **fields))

    assert found.member == PACT
    assert found.pointer.startswith("pcf.")


def test_a_figure_that_was_changed_carries_what_is_right_less_what_is_declared(full):
    """100 kg less than the result: it is 100 kg too low"""
    right = float(json.loads(full.bundle.members[PACT])["pcf"]["pcfExcludingBiogenicUptake"])
    (found,) = RULES["PAY-07"](changed(full, PACT, pcfExcludingBiogenicUptake=f"{right - 100:.2f}"))

    assert found.effect_kg == pytest.approx(100, abs=0.01)


def test_a_payload_that_is_no_json_or_not_there_is_found(full):
    broken = replace(full, bundle=Bundle({**full.bundle.members, PACT: b"[" * 99}))
    rest = {name: one for name, one in full.bundle.members.items() if name != PACT}

    assert [one.member for one in RULES["PAY-01"](broken)] == [PACT]
    assert list(RULES["PAY-07"](broken)) == []
    assert [one.values["path"] for one in RULES["PAY-07"](replace(full, bundle=Bundle(rest)))] == [PACT]


def test_placeholders_of_a_bundle_that_is_no_example_are_found(full):
    case = replace(full, again=replace(full.again, is_example=False))

    assert {one.member for one in RULES["PAY-03"](case)} == {PACT, PAYLOADS["catenax-supplier"], PAYLOADS["catenax"]}


def test_a_bundle_without_payloads_has_nothing_to_look_at(cases):
    with pytest.raises(NotApplicableError):
        list(RULES["PAY-01"](cases.base(LFP)))
