"""What a declaration must not claim."""

import json

import pytest

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.rules.documents.claims import claims
from tests.reporting.verification.rules.result.cases import ENGAGED


def told(declared, text):
    members = {"payloads/pact.json": json.dumps({"comment": text}, ensure_ascii=False).encode()}
    return [one.values["sentence"] for one in claims(Case(Bundle(members), declared, ENGAGED))]


@pytest.mark.parametrize(
    "text",
    [
        "This pack is carbon neutral.",
        "The lowest carbon pack of its class",
        "greener than any other battery",
        "碳中和电池",
        "行业领先，优于同类",
    ],
)
def test_a_claim_is_told_with_its_sentence(lfp_declared, text):
    assert len(told(lfp_declared, text)) >= 1


@pytest.mark.parametrize(
    "text", ["neutral lines of the pack", "lower than last year", "a carbon footprint of 100 kg", "电中性"]
)
def test_plain_words_pass(lfp_declared, text):
    assert told(lfp_declared, text) == []
