"""What the demo offers is what the page offers, with numbers behind the codes."""

import json

import numpy as np

from lca_models.impact.draws.blocks import Blocks
from lca_models.panels.demo.offer import offer_document
from lca_models.panels.model.choosing import Choosing, start_setup


def test_products_rules_and_fields_are_those_of_the_page(model):
    found = offer_document(model)
    choosing = Choosing(model.offer, start_setup(model.offer))

    assert json.loads(json.dumps(found)) == found
    assert found["products"] == [one.code for one in model.offer.products]
    assert sorted(found["rules"]) == sorted(one.code for one in model.offer.rules)
    assert found["rules"][0] == start_setup(model.offer).rules
    assert set(found["fields"]) == set(choosing.fields)
    for name, one in found["fields"].items():
        assert one["default"] == choosing.default(name)
        if "numbers" in one:
            assert list(one["numbers"]) == [choice.code for choice in choosing.offered(name)]


def test_the_number_of_a_code_is_the_one_that_a_setting_has(model):
    """a province, and a technology of a list that is shown in part"""
    found = offer_document(model)
    pack = model.pack("lfp-60kwh", "cn-551")

    for name, numbers in [(name, one["numbers"]) for name, one in found["fields"].items() if "numbers" in one]:
        for code, number in numbers.items():
            assert pack.numbers({name: code}) == {name: number}


def test_the_stream_begins_where_a_monte_carlo_does(model):
    start = offer_document(model)["stream"]
    generator = np.random.PCG64(Blocks(1000, 0)[0].stream)

    assert start == {"state": str(generator.state["state"]["state"]), "increment": str(generator.state["state"]["inc"])}
