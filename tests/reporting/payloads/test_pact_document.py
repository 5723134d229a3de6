"""Fields of PACT that an export leaves out where nobody knows them, and the words that say so."""

from datetime import UTC, datetime

from lca_models.interpretation.evidence.data_quality import Rating
from lca_models.reporting.payloads.gate import Shown
from lca_models.reporting.payloads.identifiers import Identifiers
from lca_models.reporting.payloads.pact_document import pact_document

NAMED = Identifiers("Example Co.", "urn:x:1", "urn:x:2", period="2025-01")


def test_what_is_not_estimated_is_left_out_and_said(credited):
    found = pact_document(Shown(credited), NAMED, Rating(1, 2, 3, 4), datetime(2026, 6, 1, tzinfo=UTC))
    pcf = found["pcf"]

    assert not {"primaryDataShare", "landUseChangeGhgEmissions", "verification"} & set(pcf)
    assert pcf["dqi"] == {"technologicalDQR": "1", "geographicalDQR": "2", "temporalDQR": "3"}
    assert (pcf["referencePeriodStart"], pcf["referencePeriodEnd"]) == ("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
    assert "lower bound" in found["comment"]
    assert f"{-Shown(credited).avoided:.2f}"[:4] in found["comment"]
