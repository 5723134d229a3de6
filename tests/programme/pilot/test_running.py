"""A pilot from its seed to its score."""

import gc

import pytest

from lca_models.programme.pilot.generating import DESIGNS
from lca_models.programme.pilot.running import run_pilot
from lca_models.programme.pilot.scoring import events_of, recall_of, sought


def test_a_small_pilot_is_generated_judged_and_scored(tiny_run):
    events = events_of(tiny_run.score)

    assert len(tiny_run.handed) == len(tiny_run.pilot.declarations) == 7
    assert {one.kind for one in events} == {one.kind for one in tiny_run.pilot.errors}
    assert any(one.found for one in sought(events))
    assert not [one for one in tiny_run.score.findings if "could not run" in one.english]
    assert gc.isenabled()


@pytest.mark.long
@pytest.mark.parametrize("design", DESIGNS)
def test_nine_of_ten_errors_that_a_rule_seeks_are_found_and_one_clean_sheet_of_twenty_is_flagged(
    design, shipped_study, tmp_path
):
    run = run_pilot(shipped_study, 100, tmp_path, design)
    share = recall_of("sought", sought(events_of(run.score))).share

    assert share >= 0.9
    assert len(run.score.flagged()) <= 0.05 * len(run.score.clean)
