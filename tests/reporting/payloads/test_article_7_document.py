"""The fields of Article 7."""

from datetime import UTC, datetime

import pytest

from lca_models.reporting.payloads.article_7_document import article_7_document
from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.reporting.payloads.identifiers import Identifiers


def test_the_footprint_is_per_kwh_of_total_energy_and_shares_are_100(documents):
    """64 kWh, 2000 cycles, 90 % on average: 115 200 kWh"""
    found = documents["eu-article-7"]

    assert found["total_energy_kwh"] == 115200
    assert found["carbon_footprint"]["value"] == pytest.approx(
        found["carbon_footprint"]["kg_per_piece"] / 115200, rel=1e-5
    )
    assert sum(round(10 * one["share_percent"]) for one in found["stages"]) == 1000
    assert (found["eu_doc_id"], found["study_url"], found["performance_class"]) == (
        "not-issued",
        "not-published",
        "not-defined",
    )


def test_a_plant_that_nobody_names_is_asked_for(burdened):
    with pytest.raises(ExportError, match="asks for plant"):
        article_7_document(Shown(burdened), Identifiers("A", part="P"), datetime(2026, 1, 1, tzinfo=UTC))
