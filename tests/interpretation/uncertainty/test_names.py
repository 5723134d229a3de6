"""Drivers are called by the labels of the tables; a mixture is one of them."""

import pandas as pd
import pytest

from lca_models.interpretation.uncertainty.drivers import REST
from lca_models.interpretation.uncertainty.names import (
    driver_words,
    in_words,
    mixture_of,
    mixture_words,
    mixtures_once,
    parameter_words,
)
from lca_models.inventory.system.rows import ParameterRow
from lca_models.scope.wording.catalogue import CHINESE, LANGUAGES, catalogue
from tests.shipped_tables import shipped_system

PRODUCTS = ("lfp-60kwh", "nmc811-80kwh", "nmc111-60kwh", "naion-45kwh", "lmfp-60kwh", "nca-80kwh")


def share(name, group):
    return ParameterRow(name, "", 0.5, "", {"kind": "share", "group": group, "label": name.title(), "label_zh": ""})


ROWS = {name: share(name, group) for name, group in (("coal", "own_fuel"), ("gas", "own_fuel"), ("alone", ""))}


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_parameters_of_a_product_share_a_label_and_none_is_an_id(product, language):
    rows = shipped_system(product).parameters
    words = [parameter_words(name, rows, language) for name in rows]

    assert len(words) == len(set(words))
    assert [one for one in words if "_" in one] == []


def test_every_mixture_of_the_shipped_tables_has_a_word():
    groups = {mixture_of(row) for product in PRODUCTS for row in shipped_system(product).parameters.values()} - {""}

    assert len(groups) >= 10
    assert [one for one in groups if f"mixture.{one}" not in catalogue()] == []
    assert driver_words("anode_graphite_route (mix)", {}, CHINESE) == "负极：天然与人造石墨构成"


def test_a_mixture_of_others_is_called_by_its_shares():
    assert mixture_words("own_fuel", ROWS) == "Coal / Gas"


def test_what_no_driver_explains_is_said_in_both_languages():
    assert driver_words(REST, {}) == REST
    assert driver_words(REST, {}, CHINESE) == "单一因素无法解释"


def test_a_mixture_is_one_row_the_first_and_largest():
    table = pd.DataFrame({"parameter": ["gas", "alone", "coal"], "elasticity": [3.0, 2.0, 1.0]})

    assert mixtures_once(table, ROWS)["parameter"].tolist() == ["gas", "alone"]
    assert in_words(table, ROWS)["parameter"].tolist() == ["Gas", "Alone", "Coal"]


def test_rows_whose_drivers_stand_elsewhere_are_chosen_by_their_names():
    table = pd.DataFrame({"amount": [1, 2, 3]})

    assert mixtures_once(table, ROWS, ["gas", "coal", "alone"])["amount"].tolist() == [1, 3]
