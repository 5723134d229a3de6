"""A closed opinion in payloads."""

from dataclasses import replace
from datetime import UTC, datetime

from lca_models.reporting.payloads.attestation import BLOCKS, Attestation, attested, is_backed
from lca_models.reporting.payloads.rules.checking import check_payload

OPINION = Attestation(
    "Verifier Ltd", datetime(2026, 12, 1, tzinfo=UTC), "MIIT notice 2025 No. 551", "ISO 14064-3", "sha256:ab"
)


def test_a_closed_opinion_is_told_by_the_forms_that_have_a_block_for_it(documents):
    for form, document in documents.items():
        told = attested(form, document, OPINION)

        assert check_payload(form, told, is_attested=True) == ()
        assert (told != document) == (form in ("pact", "catenax"))
        assert attested(form, document, None) == document
    assert attested("pact", documents["pact"], OPINION)["pcf"]["verification"]["completedAt"] == "2026-12-01T00:00:00Z"


def test_only_the_opinion_that_was_told_stands_behind_it(documents):
    for form in BLOCKS:
        told = attested(form, documents[form], OPINION)

        assert is_backed(form, told, OPINION)
        assert not is_backed(form, documents[form], OPINION)
        assert not is_backed(form, told, replace(OPINION, provider="another"))
