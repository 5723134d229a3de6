"""One database of all that a result needs, with its numbers, so that it needs no parameter to be calculated again."""

import math

import pytest

from lca_models.reporting.declaration.listing.databases import Databases


@pytest.fixture(scope="module")
def found(nmc_result):
    return Databases(nmc_result)


def test_amounts_are_those_of_the_result_and_formulas_are_texts(found):
    rows = [one for data in found.datasets.values() for one in data["exchanges"]]
    amounts = found.result.assessment.amounts
    assert [one["amount"] for one in rows] == [amounts[place] for place in found.chain.places]
    assert not any("formula" in one for one in rows)
    assert sum("formula_text" in one for one in rows) > 100


def test_every_input_and_every_factor_is_of_the_same_database(found):
    rows = [one for data in found.datasets.values() for one in data["exchanges"]]
    assert {one["input"] for one in rows} <= set(found.datasets)
    factors = [key for method in found.methods.values() for key, _ in found.factors(method)]
    assert factors
    assert set(factors) <= set(found.datasets)


def test_categories_carry_the_name_of_the_database_behind_their_own(found):
    """so that reading the package replaces no category of anybody"""
    names = set(found.result.system.method_metadata)
    assert all(found.method_name(one)[-1] == "ex-nmc-82" for one in found.methods.values())
    assert not names & {found.method_name(one) for one in found.methods.values()}


def test_a_supplier_stands_as_a_process_with_its_source(found):
    (supplier,) = [
        one for one in found.datasets.values() if one["origin"].startswith("replacements/") and one["exchanges"]
    ]
    assert "Example Cathode Co." in supplier["name"]
    assert "nmc811_cathode_supplier.json" in supplier["source"]


def test_lognormal_spreads_stand_about_the_amounts_of_the_result(found):
    spread = [one for data in found.datasets.values() for one in data["exchanges"] if one["uncertainty type"] == 2]
    assert spread
    assert all(one["loc"] == math.log(abs(one["amount"])) for one in spread)


def test_no_two_processes_have_one_name_product_unit_and_place(found):
    """by which Brightway links workbooks"""
    names = [tuple(str(one.get(name)).lower() for name in ("name", "reference product", "unit", "location"))
             for one in found.datasets.values() if one["exchanges"]]  # fmt: skip
    assert len(set(names)) == len(names)
