"""Payloads keep every rule; what a published schema lets through, ours refuse by name; no JSON raises anything."""

import json
import random

import pytest
from counts import LONG
from payload_mutants import GONE, MUTANTS, mutated

from lca_models.inventory.activity.suppliers.payloads.structure import MOST_FLAWS
from lca_models.reporting.payloads.rules.checking import FormError, check_payload, documents_in, form_of
from lca_models.reporting.payloads.writing import FORMS, payload_bytes

PRIVATE = ("Example Cathode Co.",)
ANYTHING = (
    None,
    True,
    0,
    -1,
    1e300,
    float("nan"),
    10**400,
    "",
    "x",
    "\ud800",
    "-",
    [],
    {},
    [[]],
    {"a": {"b": []}},
    "1e9",
    [None],
)


@pytest.mark.parametrize("form", FORMS)
def test_documents_of_both_examples_keep_every_rule(materials, form):
    for material in materials.values():
        document = material.document(form)

        assert check_payload(form, document, private=material.shown.private) == ()
        assert check_payload(form, json.loads(payload_bytes(document))) == ()
        assert form_of(document) == form


@pytest.mark.parametrize(("form", "changes", "rule", "check"), MUTANTS, ids=lambda one: str(one)[:60])
def test_what_a_schema_lets_through_is_refused_by_name(documents, form, changes, rule, check):
    found = check_payload(form, mutated(documents[form], changes), private=PRIVATE)

    assert (rule, check) in {(one.rule, one.check) for one in found}


@pytest.mark.parametrize(
    ("form", "changes"),
    [
        ("pact", {"pcf.primaryDataShare": "100", "pcf.secondaryEmissionFactorSources": GONE}),
        ("pact", {"pcf.exemptedEmissionsPercent": "0", "pcf.exemptedEmissionsDescription": ""}),
        ("pact", {"pcf.geographyCountrySubdivision": GONE, "pcf.geographyCountry": "HU"}),
        ("pact", {"pcf.geographyCountrySubdivision": "DE-BY", "validityPeriodEnd": "2029-01-01T00:00:00+08:00"}),
        ("pact", {"pcf.biogenicCO2Uptake": "-1.5", "pcf.pcfIncludingBiogenicUptake": "5978.46"}),
        ("pact", {"pcf.packagingEmissionsIncluded": True, "pcf.packagingGhgEmissions": "12"}),
        ("idta", {"ProductCarbonFootprints[0].WebLinkToPublicCarbonFootprintStudy": ["DOC-7"]}),
        ("catenax-supplier", {"primaryDataShare": GONE, "customerPartId": "P-77"}),
        ("catenax-supplier", {"contentC02Metals": []}),
        (
            "catenax",
            {"productLifeCycleStagesAndEmissions[0].distributionStage": [{"distributionStageIncluded": False}]},
        ),
        ("eu-article-7", {"study_url": "https://example.com/study.pdf", "eu_doc_id": "DoC 2026/7"}),
    ],
    ids=lambda one: str(one)[:50],
)
def test_what_looks_alike_and_is_right_passes(documents, form, changes):
    assert check_payload(form, mutated(documents[form], changes)) == ()


def test_a_closed_opinion_lets_a_payload_claim_its_verification(documents):
    block = {
        "coverage": "product level",
        "providerName": "V",
        "completedAt": "2026-09-01T00:00:00Z",
        "standardName": "S",
    }
    claimed = mutated(documents["pact"], {"pcf.verification": block})

    assert [one.rule for one in check_payload("pact", claimed)] == ["PAY-06"]
    assert check_payload("pact", claimed, is_attested=True) == ()


def test_problems_are_said_in_both_languages_with_their_place(documents):
    (found,) = check_payload("pact", mutated(documents["pact"], {"pcf.dqi.temporalDQR": "9"}))

    assert (found.path, found.rule) == ("pcf.dqi.temporalDQR", "PAY-02")
    assert found.english == "is 9, outside 1 to 5"
    assert found.chinese == "为9，超出1至5"


def test_every_problem_is_told_at_once(documents):
    changes = {f"pcf.dqi.{one}DQR": "9" for one in ("temporal", "technological", "geographical")}

    assert len(check_payload("pact", mutated(documents["pact"], {**changes, "status": "Deprecated"}))) == 4


def test_a_draft_may_hold_placeholders_and_nothing_else(documents):
    draft = mutated(
        documents["pact"], {"companyName": "placeholder", "companyIds": ["urn:pact:placeholder.example:company-id:0"]}
    )

    assert check_payload("pact", draft, is_draft=True) == ()
    assert {one.rule for one in check_payload("pact", draft)} == {"PAY-03", "PAY-04"}


def test_an_unknown_form_names_the_nearest():
    with pytest.raises(FormError, match="there is no form 'pakt'; did you mean 'pact'"):
        check_payload("pakt", {})


def test_documents_are_found_in_lists_and_answers(documents):
    one = documents["pact"]

    assert (
        documents_in(one)
        == documents_in([one])
        == documents_in({"data": [one]})
        == documents_in({"data": {"pfs": [one]}})
    )
    assert form_of([]) == form_of({"a": 1}) == ""


def test_no_document_raises_anything(documents):
    """any value at any place of our own documents, and keys that are none"""
    dice = random.Random(14)
    for _ in range(2_000 if LONG else 60):
        form = dice.choice(sorted(documents))
        found = json.loads(payload_bytes(documents[form]))
        for _ in range(dice.randint(1, 3)):
            place = found
            while isinstance(place, dict | list) and place:
                key = dice.choice(sorted(place) if isinstance(place, dict) else range(len(place)))
                if dice.random() < 0.4 or not isinstance(place[key], dict | list):
                    place[dice.choice([key, "\u200b", "a.b[0]"]) if isinstance(place, dict) else key] = dice.choice(
                        ANYTHING
                    )
                    break
                place = place[key]
        problems = check_payload(form, found)
        assert all(one.english and one.chinese and one.rule.startswith("PAY-") for one in problems)
    for form in FORMS:
        for value in ANYTHING:
            assert check_payload(form, value)
        assert len(check_payload(form, {str(n): n for n in range(2 * MOST_FLAWS)})) == MOST_FLAWS
