from pact_payloads import pact_payload

from lca_models.programme.exchange.faults import faults_of_payload


def test_a_footprint_that_keeps_the_rules_has_no_fault():
    assert faults_of_payload(pact_payload()) == []


def test_a_fault_is_said_at_its_field_in_both_languages():
    (fault,) = faults_of_payload(pact_payload(id="x"), "data.pfs[0].")
    assert fault.where == "data.pfs[0].id"
    assert "UUID" in fault.en
    assert fault.zh != fault.en
