"""A closed opinion in payloads."""

from datetime import UTC, datetime

from lca_models.reporting.payloads.attestation import Attestation, attested
from lca_models.reporting.payloads.rules.checking import check_payload

OPINION = Attestation("Verifier Ltd", datetime(2026, 12, 1, tzinfo=UTC), "MIIT notice 2025 No. 551")


def test_a_closed_opinion_is_told_by_the_forms_that_have_a_block_for_it(documents):
    for form, document in documents.items():
        told = attested(form, document, OPINION)

        assert check_payload(form, told, is_attested=True) == ()
        assert (told != document) == (form in ("pact", "catenax"))
        assert attested(form, document, None) == document
    assert attested("pact", documents["pact"], OPINION)["pcf"]["verification"]["completedAt"] == "2026-12-01T00:00:00Z"
