"""Rules for the product carbon footprint of Catena-X beyond its schema."""

from payload_mutants import INFORMATION, LIFE, PLACE, mutated

from lca_models.reporting.payloads.rules.footprint import footprint_flaws


def test_a_prospective_footprint_may_come_before_its_data(documents):
    early = {f"{INFORMATION}.time[0].created": "2025-06-01T00:00:00Z"}
    kind = {f"{INFORMATION}.idAndVersion[0].retroOrProspectivePcfType": "Prospective PCF without forerunner"}

    assert [one.check for one in footprint_flaws(mutated(documents["catenax"], early))] == ["created"]
    assert list(footprint_flaws(mutated(documents["catenax"], {**early, **kind}))) == []


def test_asia_holds_china_and_europe_does_not(documents):
    assert list(footprint_flaws(mutated(documents["catenax"], {f"{PLACE}.geographyRegionOrSubregion": "Asia"}))) == []
    (found,) = footprint_flaws(mutated(documents["catenax"], {f"{PLACE}.geographyRegionOrSubregion": "Europe"}))
    assert found.text == "is Europe, and CN does not lie there"


def test_packaging_is_no_larger_than_production(documents):
    block = {"packagingEmissionsIncluded": True, "packagingPcfExcludingBiogenicUptake": 99999.0}

    (found,) = footprint_flaws(mutated(documents["catenax"], {f"{LIFE}.packagingStage": [block]}))
    assert found.check == "part above whole"
