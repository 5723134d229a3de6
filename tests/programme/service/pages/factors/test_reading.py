"""Rows of a page: numbered through the release, narrowed to a table, with what those that move together move."""

from lca_models.programme.releases.listing import ReviewedRow
from lca_models.programme.releases.moves.calculating import Moved, Moves
from lca_models.programme.releases.moves.kept import find_moves
from lca_models.programme.releases.moves.tables import tables_of
from lca_models.programme.releases.rows import ReleaseRow
from lca_models.programme.service.pages.factors import reading
from lca_models.programme.service.pages.factors.reading import groups_of, told_of


def row(table, key, **after):
    return ReviewedRow(ReleaseRow(table, key, {"amount": "1"}, {"amount": "2", **after}), 0, 0, ())


ROWS = [row("a.csv", f"k{n}", comment="read again", source="Example") for n in range(3)] + [row("b.csv", "k")]


def test_pages_follow_one_another_and_end(monkeypatch):
    monkeypatch.setattr(reading, "ROWS", 2)
    pages, start = [], 0
    while True:
        groups, following = groups_of(ROWS, None, "", start)
        pages.append([(group.table, group.count, [one.number for one in group.rows]) for group in groups])
        if not following:
            break
        start = following
    assert pages == [[("a.csv", 3, [1, 2])], [("a.csv", 3, [3]), ("b.csv", 1, [4])]]
    (only,), following = groups_of(ROWS, None, "b.csv", 0)
    assert (only.table, only.rows[0].number, following) == ("b.csv", 4, 0)
    assert groups_of(ROWS, None, "c.csv", 0) == ((), 0)


def test_why_a_row_changes_is_what_it_says_itself():
    (first, second), _ = groups_of(ROWS, None, "", 0)
    assert first.rows[0].why == (("comment", "read again"), ("source", "Example"))
    assert second.rows[0].why == ()


def test_what_rows_move_together_stands_at_each_of_them():
    """two declarations, -3 and 5 kg: Σ|δ| is 8"""
    units = ((("a.csv", "k0"), ("b.csv", "k")), (("a.csv", "k1"),))
    ones = tuple(
        Moved(own, "c", "lfp", "CN-SC", 60.0, {"m": 100.0}, {"m": 100.0 + kg}, {"t": kg}, (kg, None))
        for own, kg in (("p", -3.0), ("q", 5.0))
    )
    moves = Moves("1.5.0", "1.4.0", 7, True, units, ones, {})
    records = tables_of(moves)["rows"].to_dict("records")
    assert reading._by_row(moves, records) == {("a.csv", "k0"): 8, ("b.csv", "k"): 8, ("a.csv", "k1"): 0}


def test_what_nobody_has_calculated_is_not_there_and_few_companies_see_no_sums(parties, proposed):
    assert told_of(parties.registry, parties.authority, proposed) is None
    find_moves(parties.registry, proposed)
    assert told_of(parties.registry, parties.authority, proposed).summary["declarations"] == 0
    assert told_of(parties.registry, parties.expert, proposed).summary == {}
