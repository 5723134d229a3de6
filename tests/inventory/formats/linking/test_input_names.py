"""Names of public inventories have what this kit has in their place, or the reason why there is nothing."""

from collections import Counter

import pytest

from lca_models.inventory.formats.linking.input_names import (
    InputName,
    ShippedLinks,
    read_input_names,
)
from lca_models.inventory.formats.linking.likeness import Target
from lca_models.inventory.formats.linking.table import Row
from lca_models.inventory.tables.reading import find_inventories

KIT = Target(("kit", "power"), {"name": "grid", "unit": "kilowatt hour", "location": "CN"})
WORLD = Target(("kit", "world"), {"name": "world grid", "unit": "kilowatt hour", "location": "GLO"})
HEAP = Target(("kit", "heap"), {"name": "heap", "unit": "kilogram", "location": "CN"})
CARBON = Target(("kit", "co2"), {"name": "CO2", "unit": "kilogram", "categories": ("air",), "type": "emission"})


def name(kind, text, unit, place, target, grade, factor=1.0, reason="why"):
    return InputName(kind, text, unit, place, target, factor, grade, reason, "")


NAMES = (
    name("technosphere", "market for power", "kilowatt hour", "CN", "power", "same product"),
    name("technosphere", "market for power", "kilowatt hour", "", "world", "same product"),
    name("technosphere", "market for slag", "kilogram", "", "heap", "proxy", -1.0),
    name("technosphere", "market for factory", "", "", "", "none"),
    name("biosphere", "Carbon dioxide", "kilogram", "air", "co2", "same product"),
)
SHIPPED = ShippedLinks(NAMES, (KIT, WORLD, HEAP, CARBON))


def exchange(name="market for power", unit="kilowatt hour", kind="technosphere", amount=1.0, **more):
    return {"name": name, "unit": unit, "type": kind, "amount": amount, **more}


@pytest.mark.parametrize(
    ("location", "code", "grade"),
    [
        ("CN", "power", "same product"),
        ("GLO", "world", "same product"),
        ("RoW", "world", "same product"),
        ("DE", "world", "same product, other region"),
        (None, "world", "same product"),
    ],
)
def test_the_row_of_the_place_goes_before_that_of_anywhere(location, code, grade):
    link = SHIPPED.link(exchange(location=location))
    assert (link.key[1], link.grade) == (code, grade)


def test_a_waste_is_bought_as_its_treatment_where_its_amount_is_negative():
    assert SHIPPED.link(exchange("Market for  SLAG", "kilogram", amount=-2.0)).factor == -1.0
    assert SHIPPED.link(exchange("market for slag", "kilogram")) is None
    assert SHIPPED.why_not(exchange("market for slag", "kilogram")) == (
        "this kit knows it as waste, with a negative amount"
    )


def test_a_name_without_a_counterpart_has_its_reason():
    assert SHIPPED.link(exchange("market for factory", "unit")) is None
    assert SHIPPED.why_not(exchange("market for factory", "unit")) == "nothing of this kit stands for it: why"
    assert SHIPPED.why_not(exchange("market for else")) == ""


def test_another_unit_links_nothing_and_is_named():
    assert SHIPPED.link(exchange(unit="megajoule")) is None
    assert SHIPPED.why_not(exchange(unit="megajoule")) == "this kit knows it in kilowatt hour, given megajoule"


def test_a_flow_is_one_of_its_category():
    flow = exchange("Carbon dioxide", "kilogram", "biosphere")
    assert SHIPPED.link({**flow, "categories": ("air", "urban")}).key == ("kit", "co2")
    assert SHIPPED.link({**flow, "categories": ("water",)}) is None


def test_what_the_project_does_not_have_links_nothing():
    assert ShippedLinks(NAMES, ()).link(exchange(location="CN")) is None


def test_a_row_that_says_the_same_is_known():
    row = Row(2, ("mine", "technosphere", "market for power", "kilowatt hour", "CN", ""), "kit", "power", "1.0")
    assert SHIPPED.says(row)
    assert not SHIPPED.says(Row(2, row.input, "kit", "world", "1.0"))


def test_no_table_links_nothing(tmp_path):
    assert read_input_names(tmp_path) == read_input_names(None) == ()


def test_every_shipped_row_links_an_input_of_its_name_or_says_why_not(shipped_study):
    """in units of the target: the factor is 1 unless the units differ, or the reason tells a factor"""
    names = read_input_names(find_inventories())
    present = [Target(node.key, {**node.data, "type": node.type}) for node in shipped_study.rows.nodes]
    shipped = ShippedLinks(names, present)
    units = {target.key: target.data["unit"] for target in present}
    assert len({(one.kind, one.name) for one in names}) == len(Counter((one.kind, one.name) for one in names)) >= 394
    for one in names:
        place = {"categories": (one.place,)} if one.kind == "biosphere" else {"location": one.place}
        given = exchange(one.name, one.unit, one.kind, -1.0 if one.factor < 0 else 1.0, **place)
        link = shipped.link(given)
        if not one.target:
            assert link is None
            assert one.reason in shipped.why_not(given)
            continue
        assert link.key[1] == one.target
        assert link.grade.startswith(one.grade)
        if one.unit == units[link.key]:
            assert abs(link.factor) == 1.0 or any(letter.isdigit() for letter in one.reason)
        else:
            assert link.factor != 1.0
