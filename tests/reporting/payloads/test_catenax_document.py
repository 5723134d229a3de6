"""A document for Catena-X: valid for a year, with the credit in words."""

from datetime import UTC, datetime

from lca_models.interpretation.evidence.data_quality import Rating
from lca_models.reporting.payloads.catenax_document import catenax_document, factor_source
from lca_models.reporting.payloads.gate import Shown
from lca_models.reporting.payloads.identifiers import Identifiers

NAMED = Identifiers(bpnl="BPNL00000000MADE", bpns="BPNS00000000MADE", part="EX-A")


def test_the_credit_is_said_in_words_and_the_validity_is_a_year(credited):
    """from a leap day to the 28th"""
    found = catenax_document(Shown(credited), NAMED, Rating(0.5, 2, 6, 4), datetime(2028, 2, 29, tzinfo=UTC))

    assert found["validityPeriod"] == {"validFrom": "2028-02-29T00:00:00Z", "validTo": "2029-02-28T00:00:00Z"}
    assert any("credit of recycling" in text for text in found["productQualityParameter"])
    assert (found["technologicalRepresentativeness"], found["timerelatedRepresentativeness"]) == (1, 5)
    assert "primaryDataShare" not in found


def test_the_source_of_factors_is_the_hash_of_the_rows(credited):
    assert credited.system.rows_hash in factor_source(Shown(credited))
