"""A product carbon footprint for Catena-X: production, distribution and packaging apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lca_models.interpretation.evidence.data_quality import Rating
from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.reporting.payloads.identifiers import Identifiers
from lca_models.reporting.payloads.pcf_document import pcf_document
from lca_models.reporting.payloads.rules.checking import check_payload
from lca_models.scope.stages import DISTRIBUTION

NAMED = Identifiers("Example Co.", product_id="urn:x:2", bpnl="BPNL00000000MADE", period="2025-01")
RATING = Rating(1, 2, 3, 4)


class Packed(Shown):
    """A pack whose packaging is half of what its distribution adds."""

    @property
    def packaging(self):
        return self.burdens[DISTRIBUTION] / 2

    @property
    def packaging_gases(self):
        return {"fossil": self.packaging, "biogenic": 0.0, "land use change": 0.0}


def test_packaging_goes_from_distribution_into_production_and_is_said_apart(burdened):
    shown = Packed(burdened)
    found = pcf_document(shown, NAMED, RATING, datetime(2026, 6, 1, tzinfo=UTC), 0.1)
    stages = found["productLifeCycleStagesAndEmissions"][0]
    half = shown.burdens[DISTRIBUTION] / 2

    assert check_payload("catenax", found) == ()
    assert stages["productionStage"][0]["pcfExcludingBiogenicUptake"] == pytest.approx(shown.gate + half, rel=1e-5)
    assert stages["packagingStage"][0]["packagingFossilGhgEmissions"] == pytest.approx(half, rel=1e-5)
    assert stages["distributionStage"][0]["distributionStagePcfExcludingBiogenicUptake"] == pytest.approx(
        half, rel=1e-5
    )
    assert "Packaging used once" in found["general"][0]["comment"]


def test_use_ends_a_year_after_the_declaration_and_three_after_the_data(burdened):
    def until(year):
        found = pcf_document(Shown(burdened), NAMED, RATING, datetime(year, 6, 1, tzinfo=UTC))
        return found["pcfAssessmentAndMethodology"][0]["pcfAssessmentInformation"][0]["time"][0]["validityPeriodEnd"]

    assert until(2026) == "2027-06-01T00:00:00Z"
    assert until(2028) == "2029-01-01T00:00:00Z"
    with pytest.raises(ExportError, match="more than three years before 2029-06-01"):
        until(2029)
    with pytest.raises(ExportError, match="declare when the period is over"):
        until(2025)


def test_more_than_a_tenth_left_out_is_refused(burdened):
    class Open(Shown):
        left_out = 0.11

    with pytest.raises(ExportError, match=r"11\.0 % of the emissions are left out at most"):
        pcf_document(Open(burdened), NAMED, RATING, datetime(2026, 6, 1, tzinfo=UTC))


def test_the_id_is_of_version_4_and_follows_from_what_is_said(burdened):
    def number(named):
        found = pcf_document(Shown(burdened), named, RATING, datetime(2026, 6, 1, tzinfo=UTC))
        return found["pcfAssessmentAndMethodology"][0]["pcfAssessmentInformation"][0]["idAndVersion"][0]["id"]

    assert number(NAMED) == number(NAMED) != number(replace(NAMED, company="Other"))
    assert number(NAMED)[14] == "4"
