"""Which process makes which product, on systems small enough to see it."""

from dataclasses import dataclass

import numpy as np
import pytest

from lca_models.inventory.stored.producers import (
    makers_of,
    needed_processes,
    not_square,
    reached,
    reference_makers,
)


@dataclass(frozen=True)
class Row:
    """process <- input, `+` made, `-` taken in, `e` emitted."""

    process: tuple[str, str]
    input: tuple[str, str]
    sign: str
    amount: float = 1.0

    @property
    def is_production(self):
        return self.sign == "+"

    @property
    def is_emission(self):
        return self.sign == "e"


def key(code):
    return ("d", code)


def columns(text):
    """`a+a -b; b+b` -> rows by process: a makes a and takes in b, b makes b."""
    found = {}
    for part in text.split(";"):
        words = part.split()
        process = words[0].split("+")[0].split("-")[0]
        rows = [words[0][len(process) :], *words[1:]]
        found[key(process)] = [Row(key(process), key(row[1:]), row[0]) for row in rows]
    return found


def test_the_process_of_the_key_of_a_product_alone_makes_it():
    makers = reference_makers([(key("a"), key("a")), (key("a"), key("b")), (key("p"), key("b")), (key("p"), key("c"))])

    assert makers == {key("a"): (key("a"),), key("p"): (key("b"), key("c"))}


def test_processes_are_reached_nearest_first_and_what_nothing_makes_is_named():
    inputs = {key("a"): [key("b"), key("c")], key("b"): [key("c")], key("c"): [key("x")]}
    makers = {key(code): (key(code),) for code in "abc"}

    assert reached(key("a"), makers, inputs) == ({key(code): None for code in "abc"}, [(key("c"), key("x"))])
    assert reached(key("y"), makers, inputs) == ({}, [(key("y"), key("y"))])


@pytest.mark.parametrize(
    ("text", "processes"),
    [
        ("a+a -b; b+b; z+z -a", "ab"),
        ("a+a -b; b+b -a", "ab"),
        ("a+a +b; b+b", "ab"),  # a co-product that b makes too
        ("a+a -b; b+b; c+c +b", "ab"),  # c makes b as well, but nobody asks for c
        ("a+a +w; t-w", "at"),  # a treatment without a product of its own
        ("a+a -w; t-w -e; e+e", "ate"),
        ("a+a -e; e+e; t-w -e; p+p +w", "ae"),  # nobody reaches the treatment
    ],
)
def test_the_processes_that_a_product_needs(text, processes):
    found, lost = needed_processes(key("a"), columns(text))

    assert "".join(code for _, code in found) == processes
    assert lost == []


def pairing(text, processes):
    by_process = columns(text)
    order = [key(code) for code in processes]
    rows = [row for one in order for row in by_process[one]]
    products = sorted({row.input for row in rows if not row.is_emission})
    places = [0 if row.is_emission else products.index(row.input) for row in rows]
    found = makers_of(rows, np.array(places), np.array([order.index(row.process) for row in rows]), len(products))
    return None if found is None else {product[1]: order[at][1] for product, at in zip(products, found, strict=True)}


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("a+a -b; b+b", {"a": "a", "b": "b"}),
        ("a+p -q; b+q", {"p": "a", "q": "b"}),
        ("a+a +b; b+b", {"a": "a", "b": "b"}),
        ("a+p +q; b+q +p", None),
        ("a+a +w; t-w", {"a": "a", "w": "t"}),
        ("a+p +q; b+p", {"p": "b", "q": "a"}),  # b makes nothing else, so a stands for q
    ],
)
def test_every_product_has_a_process_of_its_own(text, makers):
    processes = [one.split("+")[0].split("-")[0].strip() for one in text.split(";")]
    found = pairing(text, processes)

    if makers is None:  # either pairing serves
        assert sorted(found.values()) == ["a", "b"]
    else:
        assert found == makers


def test_products_without_a_pairing_are_told():
    rows = [Row(key("a"), key("p"), "+"), Row(key("b"), key("p"), "+")]

    assert makers_of(rows, np.array([0, 0]), np.array([0, 1]), 2) is None


def test_a_system_that_is_not_square_names_who_makes_what():
    text = not_square(columns("a+p +q; b+p; c-p"), [key("a"), key("b"), key("c")], 2)

    assert text.startswith("3 processes make 2 products, so the system has no unique solution")
    assert "'d/a' makes 'd/p', 'd/q'" in text
    assert "'d/c' makes nothing" in text
    assert "'d/p' is made by 'd/a', 'd/b'" in text
