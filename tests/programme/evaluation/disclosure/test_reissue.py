"""What may be shown again after companies came or went."""

import pytest

from lca_models.programme.evaluation.disclosure.reissue import why_not_again

SIX = [*"abcdef"]


def test_a_cell_whose_companies_stay_is_shown_again():
    assert why_not_again({("lfp",): SIX}, {("lfp",): [*"fedcba"]}) == {}


@pytest.mark.parametrize("now", [[*SIX, "g"], SIX[:-1], [*SIX[:-1], "g"], [*SIX, *"ghij"]])
def test_one_company_more_or_less_or_another_in_its_place_is_not(now):
    assert why_not_again({("lfp",): SIX}, {("lfp",): now}) == {("lfp",): "reissued"}


def test_five_changes_hide_each_other():
    assert why_not_again({("lfp",): SIX}, {("lfp",): [*SIX, *"ghijk"]}) == {}
    assert why_not_again({("lfp",): SIX}, {}) == {}


def test_a_cell_that_was_never_shown_may_be():
    assert why_not_again({}, {("lfp",): SIX}) == {}
