"""What a report holds, for its page and for programs."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.tables.reading import tables_hash
from lca_models.reporting.report.content import Neighbour, Report


def test_run_json_is_the_footprint_and_what_repeats_it(toy_report: Path, toy_footprint: Footprint, toy_study: Study):
    written = json.loads((toy_report / "run.json").read_text(encoding="utf-8"))
    document = json.loads(json.dumps(toy_footprint.document()))

    assert {key: written[key] for key in document} == document
    assert written["date_utc"] == "2026-01-02T03:04:05Z"
    assert written["tables_hash"] == tables_hash(toy_study.root)
    assert written["command"] == "lca-models footprint toy --rules cn-551 --province CN-GD --method gwp100-ar6"


@pytest.mark.parametrize(
    ("kit", "published", "turned"), [(5.0, -8.2, True), (-5.0, 8.2, True), (-5.0, -8.2, False), (5.0, None, False)]
)
def test_packs_are_turned_when_they_stand_in_the_other_order_than_published(
    toy_footprint: Footprint, kit: float, published: float | None, turned: bool
):
    assert Neighbour(toy_footprint, "other", pd.DataFrame(), kit, published).is_turned is turned


def test_a_report_calculates_from_one_result(toy_study: Study, toy_footprint: Footprint):
    """No table of generation, no published model, one product: nothing of these is shown"""
    report = Report(toy_study, toy_footprint, datetime(2026, 1, 2, tzinfo=UTC))

    assert report.trace.covered >= 0.95
    assert report.evidence["literature"] == pytest.approx(1)
    assert (report.grid, report.provinces, report.materials, report.neighbours) == (None, None, None, ())
    assert report.trace is report.trace
    assert report.document["brightway_project"] == toy_study.current.project
