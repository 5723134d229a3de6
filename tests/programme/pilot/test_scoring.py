"""How much of what was planted is found."""

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.pilot.generating import PlantedError
from lca_models.programme.pilot.judging import Found
from lca_models.programme.pilot.planting.change import Change
from lca_models.programme.pilot.scoring import Score, Scored, events_of, half_found, precisions, recalls, shows, sought


def found(pointer, sign=0, rule="MON-01", severity="minor", pack="A"):
    return Found(pack, rule, severity, pointer, sign, None, "", "")


def scored(kind, event, by=(), kg=10.0, share=0.01, pointer="/meters/0", pack="A"):
    return Scored(PlantedError(kind, event, pack, Change({}, (pointer,), 1.0)), kg, share, by, False)


@pytest.mark.parametrize(("pointer", "sign", "is_shown"), [
    ("/meters/0", 0, True), ("/meters", 1, True), ("/meters/0/months/2025-03", 1, True),
    ("/meters/0", -1, False), ("/meters/1", 1, False), ("/output/0", 1, False), ("", 1, False),
])  # fmt: skip
def test_a_finding_shows_an_error_on_its_row_that_points_the_right_way(pointer, sign, is_shown):
    assert shows(found(pointer, sign), ("/meters/0",), 5.0) == is_shown


def test_a_balance_shows_errors_of_all_that_enters_it():
    cells = found("/product/cells_mass/yours", 1, "V10")

    assert shows(cells, ("/cell_materials/3",), 5.0)
    assert shows(found("/meters", 0, "BAL-02"), ("/output/0/good",), 5.0)
    assert not shows(found("/meters", 0, "BAL-02"), ("/meters/0",), 5.0)


def test_without_a_result_any_way_will_do():
    assert shows(found("/meters/0", -1), ("/meters/0",), nan)


def test_an_event_of_a_plant_is_found_where_one_of_its_sheets_shows_it():
    score = Score((scored("H6", "H6 P1", ("MON-01",)), scored("H6", "H6 P1", pack="B"), scored("H6", "H6 P2", ("V19",)),
                   scored("N1", "N1 P1", kg=nan, share=nan)), (), frozenset())  # fmt: skip
    events = events_of(score)
    by_kind = {one.kind: one for one in recalls(events)}

    assert (by_kind["H6"].planted, by_kind["H6"].found, by_kind["H6"].by_seekers) == (2, 2, 1)
    assert (by_kind["H6"].planted_kg, by_kind["H6"].share) == (30.0, 1.0)
    assert (by_kind["N1"].planted, by_kind["N1"].found, by_kind["N1"].planted_kg) == (1, 0, 0.0)
    assert isnan(by_kind["H1"].share)
    assert {one.kind for one in sought(events)} == {"H6"}


def test_half_of_the_errors_are_found_from_the_size_at_which_the_rising_share_passes_a_half():
    assert half_found([(0.01, False), (0.02, False), (0.03, True), (0.04, True)]) == 0.03
    assert half_found([(0.01, True), (0.02, False), (0.03, True)]) == 0.0  # half of the two smallest
    assert isnan(half_found([(0.01, False)]))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_a_size_that_is_half_found_is_nothing_or_that_of_an_error(sizes):
    half = half_found(sizes)

    assert isnan(half) or half == 0 or half in {size for size, _ in sizes}
    assert isnan(half) or any(found for _, found in sizes)


def test_a_rule_is_right_where_it_shows_an_error_and_clean_sheets_are_flagged_by_major_findings():
    findings = (
        found("/meters/0", 1),
        found("/meters/0", 1, pack="C", severity="major"),
        found("/output", 1),
        found("/x", severity="info"),
    )
    score = Score((scored("H6", "H6 P1", ("MON-01",)),), findings, frozenset({"C"}))
    (row,) = precisions([score])

    assert (row.rule, row.findings, row.right, row.on_clean) == ("MON-01", 3, 1, 1)
    assert row.share == pytest.approx(1 / 3)
    assert score.flagged() == {"C"}
