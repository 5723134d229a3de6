"""A hash tells an edited project from one as it was built, whatever version took it and in whatever order the rows stand."""

from dataclasses import replace

import pytest

from lca_models.inventory.stored.row_hash import CURRENT, hash_of, is_as_hashed


@pytest.fixture
def rows(toy_study):
    return toy_study.rows


def test_the_order_of_rows_does_not_matter(rows):
    turned = replace(
        rows,
        nodes=rows.nodes[::-1],
        exchanges=rows.exchanges[::-1],
        parameters=rows.parameters[::-1],
        methods=rows.methods[::-1],
    )

    assert hash_of(turned) == hash_of(rows) == rows.rows_hash
    assert hash_of(turned, "1") != hash_of(rows, "1")


def with_field(one, **fields):
    return replace(one, data={**one.data, **fields})


def test_the_line_of_a_row_does_not_matter(rows):
    first, *others = rows.parameters

    assert {"table", "row"} <= set(first.data)
    assert hash_of(replace(rows, parameters=(with_field(first, row=99, table="other.csv"), *others))) == rows.rows_hash


def test_the_thirteenth_digit_of_a_sum_does_not_matter(rows):
    first, *others = rows.exchanges
    near, far = (replace(first, amount=first.amount * (1 + change)) for change in (1e-14, 1e-9))

    assert hash_of(replace(rows, exchanges=(near, *others))) == rows.rows_hash
    assert hash_of(replace(rows, exchanges=(far, *others))) != rows.rows_hash


def test_every_number_is_shortened_by_itself(rows):
    """a zero of either sign, no number, and one that was shortened before"""
    first, *others = rows.exchanges
    amounts = (0.0, -0.0, float("nan"), float("inf"), 1 / 3, 0.333333333333, 1, True)
    hashes = [hash_of(replace(rows, exchanges=(replace(first, amount=one), *others))) for one in amounts]
    pairs = [
        hash_of(replace(rows, exchanges=(replace(first, data=dict(first.data) | {"a": a, "b": b}), *others)))
        for a, b in ((1 / 3, 0.333333333333), (0.333333333333, 1 / 3), (0.0, -0.0), (-0.0, 0.0))
    ]

    assert hashes[4] == hashes[5]
    assert hashes[6] == hashes[7]  # Brightway's truth is one
    assert len(set(hashes)) == len(amounts) - 2
    assert pairs[0] == pairs[1]
    assert len(set(pairs)) == 3


def test_what_a_row_says_matters(rows):
    node, exchange, parameter = rows.nodes[0], rows.exchanges[0], rows.parameters[0]
    changed = (
        replace(rows, nodes=(with_field(node, name="another"), *rows.nodes[1:])),
        replace(rows, exchanges=(replace(exchange, formula="2*2"), *rows.exchanges[1:])),
        replace(rows, exchanges=rows.exchanges[1:]),
        replace(rows, parameters=(replace(parameter, amount=7.5), *rows.parameters[1:])),
        replace(rows, methods=()),
    )

    assert len({hash_of(one) for one in (rows, *changed)}) == len(changed) + 1


def test_a_row_of_others_may_have_a_field_of_the_name_of_a_place(rows):
    first, *others = rows.nodes
    data = {name: value for name, value in first.data.items() if name != "table"}

    assert len({hash_of(replace(rows, nodes=(replace(first, data=data | {"row": k}), *others))) for k in (1, 2)}) == 2


def test_a_hash_of_a_former_version_is_compared_by_its_rule(rows):
    assert hash_of(rows, "1").startswith("1:")
    assert is_as_hashed(rows, hash_of(rows, "1"))
    assert is_as_hashed(rows, rows.rows_hash)
    assert not is_as_hashed(replace(rows, methods=()), hash_of(rows, "1"))


def test_a_version_that_is_none_is_unknown(rows):
    assert hash_of(rows, "0") == ""
    assert is_as_hashed(rows, "0:ab", when_unknown=True)
    assert not is_as_hashed(rows, "0:ab")
    assert CURRENT == "2"
