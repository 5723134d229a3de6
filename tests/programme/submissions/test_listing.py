from contextlib import contextmanager

import pytest
from sqlalchemy import event
from submitted_bundles import STAGES, broken_archive, one_major_finding

from lca_models.programme.registry.errors import InvalidError, UnknownError
from lca_models.programme.submissions.listing import (
    Filters,
    failed_jobs,
    list_submissions,
    member_of,
    members_of,
    results_of,
    since,
    steps_of,
)
from lca_models.programme.submissions.publishing import publish, withdraw

HASH = "ef" * 32


@pytest.mark.parametrize(
    ("who", "readable"),
    [
        ("maker", 7),
        ("other", 0),
        ("supplier", 0),
        ("verifier", 7),
        ("stranger", 0),
        ("expert", 0),
        ("authority", 4),
        ("reader", 0),
    ],
)
def test_members_are_read_by_their_class_and_by_what_one_is_to_the_submission(parties, who, readable):
    own, actor = parties.assigned(), parties.everyone[who]
    try:
        found = members_of(parties.registry, actor, own)
    except UnknownError:
        found = ()
    assert len(found) == readable
    for path in members_of(parties.registry, parties.maker, own):
        if path in found:
            assert member_of(parties.registry, actor, own, path)
        else:
            with pytest.raises(UnknownError):
                member_of(parties.registry, actor, own, path)


def test_a_list_goes_on_where_its_page_ended(parties):
    for year in range(2015, 2020):
        parties.submit(month=f"{year}-01", mark=str(year))
    registry, seen, cursor = parties.registry, [], ""
    while True:
        page = list_submissions(registry, parties.maker, Filters(state="received"), cursor=cursor, limit=2)
        seen += [one.period_end for one in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert seen == [f"{year}-12-31" for year in range(2019, 2014, -1)]
    first = list_submissions(registry, parties.maker, limit=1)
    with pytest.raises(InvalidError, match="none of this list"):
        list_submissions(registry, parties.authority, cursor=first.next, limit=1)


@contextmanager
def asked(registry):
    """The queries that a block asks: text and values."""
    found = []

    def note(connection, cursor, statement, values, context, many):
        if statement.startswith("SELECT"):
            found.append((statement, values))

    event.listen(registry.engine, "before_cursor_execute", note)
    yield found
    event.remove(registry.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("who", ["maker", "verifier", "authority", "reader"])
@pytest.mark.parametrize(
    "named", [{}, {"state": "verified"}, {"chemistry": "LFP"}, {"province": "CN-FJ"}, {"org": "own"}]
)
def test_a_page_is_read_from_an_index_in_its_order(parties, who, named):
    registry = parties.registry
    if registry.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL scans tables that are this small")
    with asked(registry) as queries:
        list_submissions(registry, parties.everyone[who], Filters(**named))
    assert queries
    for statement, values in queries:
        with registry.reading() as connection:
            steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
        by_assignment = "LIST SUBQUERY 2" in steps and not any("ix_submissions" in one for one in steps)
        assert by_assignment or any("submissions USING INDEX ix_submissions" in one for one in steps), steps
        assert by_assignment or not any("TEMP B-TREE" in one for one in steps), steps


@pytest.mark.parametrize("who", ["maker", "authority"])
def test_a_page_of_many_asks_no_more_than_a_page_of_one(parties, who):
    for year in range(2015, 2020):
        parties.submit(month=f"{year}-01", mark=str(year))
    counts = set()
    for limit in (1, 5):
        with asked(parties.registry) as queries:
            page = list_submissions(parties.registry, parties.everyone[who], limit=limit)
        assert len(page.rows) == limit
        counts.add(len(queries))
    assert len(counts) == 1


def test_a_list_holds_what_is_own_and_what_is_public_in_one_order(parties):
    shown = parties.verified(month="2015-01")
    publish(parties.registry, parties.authority, shown)
    own = parties.submit(month="2016-01", mark="own")
    for actor, expected in ((parties.maker, [own, shown]), (parties.other, [shown]), (parties.verifier, [shown])):
        found, cursor = [], None
        while cursor != "":
            page = list_submissions(parties.registry, actor, cursor=cursor or "", limit=1)
            found, cursor = found + [one.id for one in page.rows], page.next
        assert found == expected


def test_states_follow_one_another_with_their_times(parties):
    own = parties.assigned()
    steps = steps_of(parties.registry, parties.maker, own)
    assert [one.state for one in steps] == ["received", "checked", "under_verification"]
    assert [one.at for one in steps] == sorted({one.at for one in steps})
    assert since(parties.registry, [own, "none"]) == {own: steps[-1].at}


def test_a_reason_is_for_whoever_reads_findings(parties):
    own = parties.verified()
    publish(parties.registry, parties.authority, own)
    withdraw(parties.registry, parties.maker, own, "a fact")
    before = {name: steps_of(parties.registry, getattr(parties, name), own) for name in ("maker", "reader")}
    assert {name: steps[-1].state for name, steps in before.items()} == {"maker": "verified", "reader": "verified"}
    returned = parties.checked(broken_archive, month="2020-01")
    assert steps_of(parties.registry, parties.maker, returned)[-1].reason == "INT-02 results/stages.csv"


def test_a_reader_is_told_amounts_alone_and_only_of_what_is_published(parties):
    own = parties.verified()
    with pytest.raises(UnknownError):
        results_of(parties.registry, parties.reader, own)
    publish(parties.registry, parties.authority, own)
    told = results_of(parties.registry, parties.reader, own)
    assert {one.stage: one.kg for one in told} == {stage: float(kg) for stage, kg in STAGES.items()}
    assert {(one.low, one.primary_share, one.rating) for one in told} == {(None, None, None)}
    assert {(one.primary_share, one.rating) for one in results_of(parties.registry, parties.maker, own)} == {(0.5, 2.0)}


def test_no_job_has_failed_while_all_are_done(parties):
    parties.checked(one_major_finding)
    assert failed_jobs(parties.registry, parties.authority) == ()
