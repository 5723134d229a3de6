"""Rules for PACT 3 beyond its schema."""

from payload_mutants import mutated

from lca_models.reporting.payloads.rules.pact import pact_flaws


def test_a_footprint_does_not_come_before_itself(documents):
    found = list(pact_flaws(mutated(documents["pact"], {"precedingPfIds": [documents["pact"]["id"].upper()]})))

    assert [(one.path, one.check) for one in found] == [("precedingPfIds", "succession")]


def test_two_places_are_named_with_both_fields(documents):
    (found,) = pact_flaws(mutated(documents["pact"], {"pcf.geographyCountry": "CN"}))

    assert found.text.startswith("stands beside geographyCountry;")


def test_fossil_land_management_is_part_of_fossil(documents):
    """so it stands in no sum, and is not above it"""
    assert list(pact_flaws(mutated(documents["pact"], {"pcf.landManagementFossilGhgEmissions": "10"}))) == []
    (found,) = pact_flaws(mutated(documents["pact"], {"pcf.landManagementFossilGhgEmissions": "99999"}))
    assert found.check == "part above whole"


def test_what_is_no_document_has_no_flaw_of_ours():
    assert list(pact_flaws(7)) == list(pact_flaws({})) == []
