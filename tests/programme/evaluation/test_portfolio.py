"""The table whose cells all aggregates keep to."""

from dataclasses import replace

import pytest
from evaluated_pilots import COUNTS, declaration, pilot_of_counts

from lca_models.programme.evaluation.disclosure.cells import COMPLEMENTARY, DOMINATED, FEW, REISSUED
from lca_models.programme.evaluation.disclosure.suppression import TOTAL
from lca_models.programme.evaluation.portfolio import company_means, portfolio_of


def test_the_note_s_table_hides_two_cells_and_two_beside_them():
    found = portfolio_of(pilot_of_counts(COUNTS))
    assert found.hidden == {
        ("lmfp", "CN-GD"): FEW,
        ("nmc", "CN-SC"): FEW,
        ("lmfp", "CN-SC"): COMPLEMENTARY,
        ("nmc", "CN-GD"): COMPLEMENTARY,
    }
    assert len(found.cells[TOTAL, TOTAL]) == 57
    assert found.rows_of(0) == (("lfp", TOTAL), ("lmfp", TOTAL), ("nmc", TOTAL), (TOTAL, TOTAL))
    assert ("lfp", "CN-FJ") in found.shown


def test_a_company_with_most_declarations_of_a_cell_hides_it():
    many = [declaration(f"x{number}", "c000") for number in range(9)]
    found = portfolio_of(pilot_of_counts({("lfp", "CN-SC"): 8}, extra=many))
    assert found.hidden["lfp", "CN-SC"] == DOMINATED
    assert not found.is_shown


def test_companies_of_one_group_hide_a_cell_that_they_seem_to_fill():
    groups = {f"c{number:03}": "g" for number in range(3)}
    assert portfolio_of(pilot_of_counts({("lfp", "CN-SC"): 6}, groups=groups)).hidden["lfp", "CN-SC"] == FEW


def test_without_declarations_nothing_is_shown_and_nothing_hidden():
    found = portfolio_of(pilot_of_counts({}))
    assert (found.shown, found.hidden, found.is_shown) == ((), {}, False)


def test_one_company_more_hides_the_cells_that_it_came_to_until_five_have_changed():
    first = portfolio_of(pilot_of_counts(COUNTS))
    one_more = portfolio_of(pilot_of_counts(COUNTS, extra=[declaration("x", "new", province="CN-FJ")]), before=first)
    for cell in (("lfp", "CN-FJ"), ("lfp", TOTAL), (TOTAL, "CN-FJ"), (TOTAL, TOTAL)):
        assert one_more.hidden[cell] == REISSUED
    assert one_more.issued["lfp", "CN-FJ"] == first.members["lfp", "CN-FJ"]
    five = [declaration(f"x{number}", f"new{number}", province="CN-FJ") for number in range(5)]
    later = portfolio_of(pilot_of_counts(COUNTS, extra=five), before=one_more)
    assert ("lfp", "CN-FJ") in later.shown


def test_nobody_learns_of_a_newcomer_by_the_difference_of_two_issues():
    """The attacker subtracts the sums of the first issue from those of the second."""
    first = portfolio_of(pilot_of_counts(COUNTS))
    again = portfolio_of(pilot_of_counts(COUNTS, extra=[declaration("x", "new", kg=9999.0)]), before=first)
    for cell in set(first.shown) & set(again.shown):
        assert first.members[cell] == again.members[cell]


def test_a_mean_of_a_company_is_of_its_declarations():
    pilot = pilot_of_counts({("lfp", "CN-SC"): 2}, extra=[declaration("x", "c000")])
    ones = [replace(one) for one in pilot.verified]
    assert company_means(pilot, ones, [1.0, 5.0, 2.0]) == pytest.approx({"c000": 1.5, "c001": 5})
