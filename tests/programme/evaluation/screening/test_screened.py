"""What the screening looks at."""

import pytest

from lca_models.programme.evaluation.screening.screened import Screened, limit_of, one_a_maker


def test_a_maker_is_one_however_it_is_spelt_and_rows_of_nothing_are_none(cases):
    plain, other = (Screened("x", cases.of(edits)) for edits in ({}, {"product.company": "EXAMPLE battery  Co Ltd"}))

    assert plain.maker == other.maker
    assert plain.chemistry == "lfp"
    assert plain.masses["cathode"] == pytest.approx(128.67 / 64)
    assert "lifsi" not in plain.masses


def test_every_maker_but_one_counts_once():
    assert one_a_maker({"a": [1.0, 2.0, 9.0], "b": [4.0], "c": [7.0], "d": []}, "c") == [2.0, 4.0]


def test_a_limit_is_that_of_the_table():
    assert limit_of("SCR-10", "sisters") == 3
    with pytest.raises(KeyError):
        limit_of("SCR-10", "brothers")
