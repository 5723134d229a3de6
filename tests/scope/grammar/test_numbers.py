"""One way to write a number; what other programs read as well is refused with the way to write it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.grammar.numbers import (
    NumberError,
    is_number,
    number_problem,
    read_number,
    read_whole,
    typed_number,
)
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking
from tests.typed_numbers import SAME, typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-0.5", -0.5),
        ("+12", 12),
        (".5", 0.5),
        ("5.", 5),
        ("1e-6", 1e-6),
        ("2.5E+3", 2500),
        (" 7\t", 7),
        ("0.10", 0.1),
    ],
)
def test_digits_with_a_point_are_a_number(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1_000", "write it as 1000"),
        ("0_1", "write it as 1234.5"),
        ("１２", "write it as 12"),
        ("١٢٫٥", "write it as 12.5"),
        ("\u00a012", "write it as 12"),
        ("12\u2009", "write it as 12"),
        ("1 000", "write it as 1000"),
        ("1'000", "write it as 1000"),
        ("1,5", "write it as 1.5"),
        ("1,000", "can be two numbers; write 1000 or 1.000"),
        ("1,234,567.5", "write it as 1234567.5"),
        ("1,234,567", "write it as 1234567"),
        ("1.234.567", "write it as 1234567"),
        ("1.234,5", "write it as 1234.5"),
        ("0,500", "write it as 0.500"),
        ("\u22125", "write it as -5"),
        ("010", "write it as 10"),
        ("12%", "write 0.12 for a share"),
        ("1:30", "write it as 1234.5"),
        ("0x1F", "write it as 1234.5"),
        ("0o17", "write it as 1234.5"),
        ("0b1", "write it as 1234.5"),
        ("yes", "write it as 1234.5"),
        ("true", "write it as 1234.5"),
        ("", "write it as 1234.5"),
        ("1e", "write it as 1234.5"),
        ("1.2.3", "write it as 1234.5"),
        ("5\x00", "is not a number"),
        ("inf", "is not a finite number"),
        ("-Infinity", "is not a finite number"),
        ("NaN", "is not a finite number"),
        (".nan", "is not a finite number"),
        ("1e999", "is not a finite number"),
        ("1e-999", "too small for a computer to tell from 0; write 0"),
    ],
)
def test_other_ways_are_refused_with_the_way_to_write_it(text, answer):
    with pytest.raises(NumberError) as raised:
        read_number(text)

    assert answer in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize("given", [True, False, np.bool_(True), None, [1], {}, object(), 1j])
def test_what_is_no_number_of_python_is_none(given):
    with pytest.raises(NumberError):
        read_number(given)


@pytest.mark.parametrize("given", [math.inf, math.nan, np.float64("nan"), 10**400])
def test_what_is_not_finite_is_refused(given):
    with pytest.raises(NumberError, match="is not a finite number"):
        read_number(given)


def test_a_text_without_end_is_refused_in_a_short_message():
    assert len(number_problem("9" * 1_000_000)) < 300
    assert not is_number("9" * 1_000_000)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_exactly(number):
    assert read_number(repr(number)) == number


@given(st.text(max_size=12))
def test_what_is_read_is_what_python_reads(text):
    """The grammar is a part of Python's: it reads nothing of its own"""
    try:
        number = read_number(text)
    except NumberError:
        return
    assert text.isascii()
    assert number == float(text)


@pytest.mark.parametrize(
    ("given", "number"),
    [("12", 12), ("1e4", 10_000), (7, 7), (np.int64(7), 7), ("12345678901234567891", 12345678901234567891)],
)
def test_whole_numbers_are_read_exactly(given, number):
    assert read_whole(given) == number


@pytest.mark.parametrize("given", ["1.5", "1_0", "１", "1e-3", "1e300", True, "", "x", "-"])
def test_what_is_no_whole_number_is_refused(given):
    with pytest.raises(NumberError):
        read_whole(given)


def test_answers_are_in_the_language_in_use():
    with speaking(CHINESE):
        assert "请写成1.5" in number_problem("1,5")


@given(typed("kWh"))
def test_what_is_typed_is_the_number_that_was_meant_or_refused_with_the_way_to_write_it(given_text):
    """never another number: 1,000 is no 1, and 60 MWh is no 60 kWh"""
    how, text, meant = given_text
    found, refused = None, ""
    try:
        found = typed_number(text, "kWh")
    except NumberError as error:
        refused = str(error)

    assert found == pytest.approx(meant, rel=1e-3) if not refused else how not in SAME
    assert not refused or "write" in refused or "give one" in refused
    assert not refused or text.strip()[:10] in refused or not text.isprintable()
