"""What an accepted release moves, by jobs that go on from one another: the same as at once, whatever is lost between them.

Each declaration comes to the score of the toy's product: 6.6 kg, of which the rows of the release change some.
"""

from functools import partial
from pathlib import Path

import pytest
from releases_of_tables import MASS, NICKEL, TABLE, actor
from sqlalchemy import select
from submitted_bundles import bundle_of_sheet

from lca_models.programme.jobs.queue import MOVES
from lca_models.programme.jobs.working import Here, Work, owner_name, work_off
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import blob_path
from lca_models.programme.registry.errors import DeniedError, UnknownError
from lca_models.programme.registry.schema import jobs
from lca_models.programme.releases.moves import calculating
from lca_models.programme.releases.moves.kept import find_moves, kept_moves
from lca_models.programme.releases.moves.queued import MOVING, calculate, start_moves, state_of_moves
from lca_models.programme.releases.proposing import propose_release, revise_release
from lca_models.programme.releases.reviewing import comment_release, decide_release
from lca_models.scope.calculation_setup import CalculationSetup
from tests.programme.releases.moves.test_kept import verified

SHEET = Path(__file__).parents[4] / "notebooks/data_sheets/lfp_sichuan.yaml"


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    """Results that were calculated: by the toy's product in place of a data sheet, which the toy's tables have none of."""
    found = []

    def score(setups, study):
        found.extend(setups)
        return {own: {"m": study.footprint(CalculationSetup("toy")).assessment.score} for own in setups}

    monkeypatch.setattr(calculating, "calculated", score)
    return found


@pytest.fixture
def proposed(registry, released, experts, edition):
    text = SHEET.read_text(encoding="utf-8")
    for number in range(3):
        maker = actor(registry, "maker", "maker", number)
        verified(registry, maker, f"s{number}", bundle_of_sheet(text, settings={"lifetime": number}))
    return propose_release(registry, experts[0], edition(NICKEL, MASS)).version


@pytest.fixture
def accepted(registry, proposed, experts, authority):
    for one in experts[1:3]:
        for table in (TABLE, MASS[0]):
            comment_release(registry, one, proposed, table, "", "accept")
    assert state_of_moves(registry, proposed) == ""
    decide_release(registry, authority, proposed, "accepted")
    assert state_of_moves(registry, proposed) == "waiting"
    return proposed


def worked(registry, results, most=None):
    """Do jobs of so many results each; how many."""
    work = MOVING[MOVES]
    by_steps = {MOVES: Work(work.gather, partial(calculate, most=results), work.write)}
    return work_off(registry, by_steps, Here(), owner_name(), most=most)


def told(moves):
    return moves.units, moves.declarations, moves.problems


def test_acceptance_begins_what_it_moves_and_jobs_of_any_size_end_alike(registry, accepted, counted):
    """four mixtures of two tables, of three declarations each: twelve results, in jobs of five"""
    at_once = find_moves(registry, accepted)
    assert len(counted) == 12
    assert [one.difference for one in at_once.declarations] == pytest.approx([at_once.declarations[0].difference] * 3)
    counted.clear()
    assert worked(registry, 5) == 3
    assert len(counted) == 12
    assert state_of_moves(registry, accepted) == "done"
    assert told(kept_moves(registry, accepted)) == told(at_once)
    assert audit(registry).problems == ()


def test_jobs_go_on_where_they_were_and_a_lost_file_is_calculated_again(registry, accepted, counted):
    assert worked(registry, 5, most=2) == 2
    with registry.reading() as connection:
        first = connection.execute(select(jobs.c.result_sha).order_by(jobs.c.id).limit(1)).scalar_one()
    blob_path(registry, registry.id, first).unlink()
    assert worked(registry, 5) == 2
    assert len(counted) == 12 + 5
    assert told(kept_moves(registry, accepted)) == told(find_moves(registry, accepted))


def test_what_is_found_later_stays_the_last_word(registry, accepted):
    later = find_moves(registry, accepted)
    worked(registry, 100)
    assert kept_moves(registry, accepted) == later


def test_the_authority_has_it_calculated_before_a_decision_and_a_change_of_the_tables_ends_it(
    registry, proposed, experts, authority, edition
):
    with pytest.raises(DeniedError, match="only the authority"):
        start_moves(registry, experts[0], proposed)
    with pytest.raises(UnknownError, match="it moves nothing"):
        start_moves(registry, authority, "1.4.0")
    start_moves(registry, authority, proposed)
    start_moves(registry, authority, proposed)  # once more while it waits
    assert worked(registry, 5, most=1) == 1
    revise_release(registry, experts[0], edition(MASS), proposed)
    assert worked(registry, 5) == 1
    assert state_of_moves(registry, proposed) == ""
    with pytest.raises(UnknownError, match="nobody has calculated yet"):
        kept_moves(registry, proposed)


def test_a_bundle_that_is_gone_is_told_and_the_others_are_calculated(registry, accepted):
    for path in registry.store.glob("*/*/*"):
        if b"lifetime" in path.read_bytes() and b'"lifetime": 1' in path.read_bytes():
            path.unlink()
    worked(registry, 5)
    found = kept_moves(registry, accepted)
    assert [one.id for one in found.declarations] == ["s0", "s2"]
    assert "no file of" in found.problems["s1"]
