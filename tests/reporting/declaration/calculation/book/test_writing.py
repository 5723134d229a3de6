"""The file of a workbook: the same bytes each time, and what `formulas`, a program of others, reads in it."""

import warnings

import pytest

from lca_models.reporting.declaration.calculation.book.reading import evaluate_workbook
from lca_models.reporting.declaration.calculation.book.writing import valued, workbook_bytes
from tests.mini_workbook import EXPECTED, mini_workbook


@pytest.fixture(scope="module")
def content():
    return workbook_bytes(valued(mini_workbook()[0]), "small")


def test_a_second_run_writes_the_same_bytes(content):
    assert workbook_bytes(valued(mini_workbook()[0]), "small") == content


def test_formulas_of_others_and_our_own_give_the_small_workbook(content, tmp_path):
    """Both to the last digit, from the file; the values stored in it count for nothing."""
    (tmp_path / "small.xlsx").write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import formulas

        solved = formulas.ExcelModel().loads(str(tmp_path / "small.xlsx")).finish().calculate()
    own, places = evaluate_workbook(content), mini_workbook()[1]
    theirs = {name: solved["'[small.xlsx]{}'!{}".format(*_upper(place))].value[0, 0] for name, place in places.items()
              if name in EXPECTED}  # fmt: skip

    assert theirs == EXPECTED
    assert {name: own[place] for name, place in places.items() if name in EXPECTED} == EXPECTED


def _upper(place):
    page, _, cell = place.partition("!")
    return page.upper(), cell
