"""What the demo holds of a result: rows that sum, provenance of every purchase, words of every input."""

import pytest

from lca_models.panels.demo.tracing import inputs_document, tree_document
from lca_models.panels.views.tracing.where import ORDERS


def test_the_rows_of_every_order_sum_to_the_total(model):
    found = tree_document(model, "lfp-60kwh")

    assert set(found["orders"]) == set(ORDERS)
    for rows in found["orders"].values():
        assert sum(row["amount"] for row in rows if row["level"] == 0) == pytest.approx(found["total"])
    opened = {row["path"] for row in found["orders"]["purchase"] if row["opens"]}
    assert set(found["start"]) <= opened
    assert opened <= {row["path"].rpartition("|")[0] for row in found["orders"]["purchase"] if row["level"]}


def test_every_purchase_has_its_provenance_and_every_source_stands_once(model):
    found = tree_document(model, "lfp-60kwh")

    for row in found["orders"]["purchase"]:
        if row["row"]:
            behind = found["provenance"][row["path"]]
            assert behind["adds"]["amount"] == pytest.approx(row["amount"])
            assert behind["source"] is None or behind["source"] in found["sources"]


def test_two_products_have_rows_of_their_own(model):
    """keys of rows are kept by product"""
    both = [tree_document(model, product)["orders"]["purchase"] for product in ("lfp-60kwh", "nmc811-80kwh")]

    assert "lfp" in both[0][1]["row"]
    assert "lfp" not in both[1][1]["row"]


def test_inputs_have_words_in_both_languages(model):
    (found,) = inputs_document(model, ["cell_acceptance_rate"]).values()

    assert found["words"][0] != found["words"][1]
    assert found["unit"] == ""
    assert found["source"]
