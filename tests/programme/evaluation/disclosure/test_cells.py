"""When a cell of several companies may be shown."""

import math

import pytest

from lca_models.programme.evaluation.disclosure.cells import (
    DOMINATED,
    FEW,
    GUESSED,
    Given,
    givers_of,
    mean_of_companies,
    quartiles,
    why_hidden,
)


def cell(*amounts):
    return [Given(str(number), amount) for number, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        ((), ""),
        ((1, 1, 1, 1), FEW),
        ((1, 1, 1, 1, 1), ""),
        ((4, 1, 1, 1, 1), ""),  # exactly half
        ((4.1, 1, 1, 1, 1), DOMINATED),
        ((10, 9.2, 0.3, 0.3, 0.3), GUESSED),  # the second knows the first within 0.9 of 10
        ((10, 9.2, 0.4, 0.3, 0.3), ""),
    ],
)
def test_a_cell_is_shown_when_enough_give_and_none_stands_out(amounts, why):
    assert why_hidden(cell(*amounts)) == why


def test_the_order_of_companies_and_the_sign_of_what_they_give_do_not_matter():
    assert why_hidden(cell(1, 1, 1, 1, -4.1)) == DOMINATED


def test_companies_of_one_group_count_once():
    given = [*cell(1, 1, 1), Given("a", 1, "group"), Given("b", 1, "group")]
    assert givers_of(given) == {"group": 2, "0": 1, "1": 1, "2": 1}
    assert why_hidden(given) == FEW


def test_a_mean_is_of_company_means():
    # One company of nine packs at 100, one of one pack at 200: 150, not 110.
    assert mean_of_companies([Given("a", 900), Given("b", 200)], {"a": 9}) == 150
    assert math.isnan(mean_of_companies([]))


def test_quartiles_need_twice_as_many_and_extremes_are_never_told():
    assert quartiles(range(9)) is None
    assert quartiles(range(11)) == (2.5, 5, 7.5)
