"""The grammar of an address: whatever stands there, it is split into pairs or refused, and nothing else happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.panels.page.address import (
    LONGEST,
    MOST_PAIRS,
    number_read,
    number_written,
    read_address,
    write_address,
)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e99, max_value=1e99))
def test_a_number_reads_back_to_the_same_double(value):
    if value and abs(value) < 1e-99:
        return
    assert number_read(number_written(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (60.0, "60"), (1e-5, "1e-5"), (-2.25, "-2.25"), (0.1 + 0.2, "3.0000000000000004e-1")],
)
def test_a_number_is_written_as_short_as_it_can_be(value, text):
    assert len(number_written(value)) <= len(text)
    assert float(number_written(value)) == value


@pytest.mark.parametrize(
    "text", ["nan", "inf", "0x10", "１２", "1e999", "1,5", "--1", "", " 1", "1_0", "1e", ".5", "1" * 13]
)
def test_what_is_no_number_is_none(text):
    assert number_read(text) is None


def test_the_plain_page_is_version_one_alone():
    assert write_address([]) == "?v=1"
    assert read_address("?v=1").pairs == read_address("").pairs == ()


def test_pairs_are_written_in_one_order():
    pairs = [
        ("second.product", "b"),
        ("set.b", "1"),
        ("per", "pack"),
        ("range.a", "1~2"),
        ("base.set.c", "2"),
        ("set.a", "1"),
        ("row", "t:p:i"),
    ]

    assert write_address(pairs) == "?v=1&per=pack&set.b=1&set.a=1&range.a=1~2&base.set.c=2&second.product=b&row=t:p:i"


@given(st.text(max_size=300))
def test_any_text_is_pairs_or_refused(text):
    """whatever a stranger sends, each part of it ends as a pair, as refused, or the whole as unusable"""
    found = read_address(text)

    assert found.unusable or len(found.pairs) + len(found.refused) <= len([one for one in text.split("&") if one])
    for key, value in found.pairs:
        assert (key + value).isprintable()


@pytest.mark.parametrize(("part", "words"), [
    ("colour=red", "there is no such setting"), ("sett.x=1", "set"), ("set.UPPER=1", "no such setting"),
    ("set.=1", "no such setting"),
    ("per=%zz", "not written as"), ("per=%ff", "not written as"), ("per=", "no value"), ("per", "no value"),
    ("per=" + "x" * 121, "more than 120"), ("per=a%00b", "cannot be printed"), ("per=a%0Ab", "cannot be printed"),
])  # fmt: skip
def test_a_broken_part_is_refused_alone(part, words):
    found = read_address(f"?v=1&lang=en&{part}&tab=rules")

    assert found.pairs == (("lang", "en"), ("tab", "rules"))
    assert words in found.refused[0].text[0]
    assert found.refused[0].text[1] != found.refused[0].text[0]


def test_a_single_key_that_stands_twice_counts_once():
    found = read_address("?v=1&per=pack&per=kg&scenario=a&scenario=b")

    assert found.pairs == (("per", "pack"), ("scenario", "a"), ("scenario", "b"))
    assert [one.key for one in found.refused] == ["per"]


@pytest.mark.parametrize(
    "search",
    ["?v=2&per=pack", "?v=x&per=pack", "?v=１&per=pack", "?v=1&" + "a" * LONGEST, "?v=1" + "&per=pack" * MOST_PAIRS],
)
def test_an_address_that_is_too_long_or_too_new_gives_nothing(search):
    found = read_address(search)

    assert found.unusable
    assert found.pairs == ()


@pytest.mark.parametrize(("old", "pairs"), [
    ("?product=lfp-60kwh", [("product", "lfp-60kwh")]),
    ("?product=nmc811-80kwh&province=CN-SC", [("product", "nmc811-80kwh"), ("set.cell_plant_province", "CN-SC")]),
    ("?green_power_share=0.5", [("set.green_power_share", "0.5")]),
    ("?grid_year=2035&grid_pathway=CARBON-NEUTRAL", [("set.grid_year", "2035"), ("set.grid_pathway", "CARBON-NEUTRAL")]),
    ("?per=kwh-delivered", [("per", "kwh-delivered")]),
    ("?rules=eu-cfb-ev&cathode_province=CN-YN", [("rules", "eu-cfb-ev"), ("set.cathode_province", "CN-YN")]),
    ("?scenario=a&scenario=b", [("scenario", "a"), ("scenario", "b")]),
    ("?set.plain=1", [("set.plain", "1")]),
    ("?method=EF%20v3.1", [("method", "EF v3.1")]),
    ("?cell_plant_certificate_share=0", [("set.cell_plant_certificate_share", "0")]),
])  # fmt: skip
def test_links_from_before_versions_still_open(old, pairs):
    assert list(read_address(old).pairs) == pairs
    assert read_address(old).refused == ()


@given(
    st.lists(
        st.tuples(st.from_regex(r"set\.[a-z][a-z0-9_]{0,20}", fullmatch=True), st.text(min_size=1, max_size=20)),
        max_size=20,
        unique_by=lambda one: one[0],
    )
)
def test_what_is_written_is_read(pairs):
    printable = [(key, value) for key, value in pairs if value.isprintable()]

    assert list(read_address(write_address(printable)).pairs) == printable
    assert all(ord(letter) < 128 for letter in write_address(printable))
