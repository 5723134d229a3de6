"""Exchanges of foreign files find what they buy, or say what came near."""

import pytest

from lca_models.inventory.formats.linking.exact import Known, link_exchanges
from lca_models.inventory.formats.linking.likeness import Target

POWER = Target(("kit", "power"), {"name": "power", "unit": "kilowatt hour", "location": "CN"})
CARBON = Target(("kit", "co2"), {"name": "CO2", "unit": "kilogram", "categories": ("air",), "type": "emission"})


def linked(exchange, *targets):
    """Input of an exchange, or the reason why it has none."""
    unlinked = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}, targets)
    return unlinked[0].reason if unlinked else exchange["input"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"name": "Power", "type": "technosphere"}, ("kit", "power")),
        ({"name": "power", "type": "technosphere", "location": "cn"}, ("kit", "power")),
        ({"name": "power", "type": "technosphere", "location": "DE"}, "the location is 'CN', given 'DE'"),
        ({"name": "power", "type": "technosphere", "unit": "MJ"}, "the unit is 'kilowatt hour', given 'MJ'"),
        ({"name": "power", "type": "technosphere", "unit": "MJ", "location": "DE"},
         "the unit is 'kilowatt hour', given 'MJ', and the location is 'CN', given 'DE'"),
        ({"name": "power", "type": "technosphere", "reference product": "electricity"},
         "the reference product is not stated there, given 'electricity'"),
        ({"name": "  POWER ", "type": "technosphere", "unit": "Kilowatt  hour"}, ("kit", "power")),
        ({"name": "power", "type": "technosphere", "database": "other"}, ("kit", "power")),
        ({"name": "power", "type": "technosphere", "database": "mine"}, "it names the database 'mine'; found in kit"),
        ({"name": "powre", "type": "technosphere"}, "no process has this name; did you mean 'power'?"),
        ({"name": "power", "type": "biosphere"}, "no flow has this name; known: CO2"),
        ({"name": "co2", "type": "biosphere", "categories": ("air",)}, ("kit", "co2")),
        ({"name": "co2", "type": "biosphere", "categories": ("water",)}, "the category is 'air', given 'water'"),
        ({"name": "cell", "type": "production"}, ("mine", "cell")),
        ({"name": "gone", "type": "technosphere", "input": ("kit", "gone")}, "no process has this name; known: cell, power"),
        ({"name": "gone", "type": "technosphere", "input": ("kit", "power")}, ("kit", "power")),
    ],
)  # fmt: skip
def test_every_field_that_is_given_must_agree(given, found):
    assert linked(given, POWER, CARBON) == found


def test_an_input_that_several_exchanges_name_is_one_with_its_uses():
    exchange = {"name": "steam", "unit": "kilogram", "type": "technosphere", "location": "CN"}
    datasets = [{"name": name, "code": name, "exchanges": [dict(exchange)]} for name in ("cell", "pack")]
    (unlinked,) = link_exchanges({"mine": datasets})

    assert (unlinked.process, unlinked.uses) == ("cell", 2)
    assert str(unlinked).startswith("mine: 'cell' <- 'steam, kilogram, CN' [technosphere] (2 times): no process")


def test_two_candidates_are_never_chosen_between():
    targets = [
        Target((database, "power"), {"name": "Power", "unit": "kilowatt hour", "location": "CN"}) for database in "ab"
    ]
    exchange = {"name": "power", "unit": "kilowatt hour", "type": "technosphere"}
    unlinked = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}, targets)

    assert unlinked[0].reason == "2 candidates: a/power, b/power"
    assert "input" not in exchange


def test_the_own_database_goes_before_others():
    own = {"name": "power", "code": "mine", "unit": "kilowatt hour", "location": "CN", "exchanges": []}
    exchange = {"name": "power", "unit": "kilowatt hour", "type": "technosphere"}
    other = Target(("kit", "power"), {"name": "power", "unit": "kilowatt hour", "location": "CN"})

    assert link_exchanges({"mine": [own, {"name": "cell", "code": "cell", "exchanges": [exchange]}]}, [other]) == ()
    assert exchange["input"] == ("mine", "mine")


def test_the_reason_names_what_differs_from_the_nearest_of_a_name():
    """the second agrees but for its place, the first differs in unit and place"""
    first = Target(("kit", "a"), {"name": "steel", "unit": "ton", "location": "US"})
    second = Target(("kit", "b"), {"name": "steel", "unit": "kilogram", "location": "DE"})
    exchange = {"name": "steel", "unit": "kilogram", "location": "CN", "type": "technosphere"}

    assert linked(exchange, first, second) == "the location is 'DE', given 'CN'"


def test_inputs_of_one_name_and_two_products_are_two():
    exchanges = [{"name": "market", "type": "technosphere", "reference product": one} for one in ("heat", "steam")]
    found = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": exchanges}]})
    assert [one.reference_product for one in found] == ["heat", "steam"]


def test_a_suggestion_shares_rare_words_then_unit_and_place():
    known = [Target(("kit", code), {"name": name, "unit": unit, "location": "CN"}) for code, name, unit in (
        ("heat", "heat from natural gas, boiler", "megajoule"), ("gas", "natural gas", "kilogram"), ("power", "power", "kWh"),
    )]  # fmt: skip
    exchange = {"name": "heat production, natural gas", "unit": "megajoule", "location": "RoW", "type": "technosphere"}
    (found,) = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}, known)
    assert found.suggestion == (
        "kit/heat: heat from natural gas, boiler, megajoule, CN [words alike: gas, heat, natural; same unit]"
    )


def known(exchange, *targets):
    return Known({"mine": [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}, targets)


@pytest.mark.parametrize(
    ("categories", "found"),
    [
        (("air", "urban"), ("kit", "co2")),
        (("air", "urban", "low"), ("kit", "co2")),
        (("water", "river"), None),
        (("air",), None),
    ],
)
def test_a_flow_without_its_sub_category_is_the_one_of_its_category(categories, found):
    """the category itself is no wider one"""
    exchange = {"name": "co2", "unit": "kilogram", "type": "biosphere", "categories": categories}
    target = known(exchange, CARBON).wider(exchange)
    assert (target and target.key) == found


def test_two_flows_of_a_wider_category_are_not_chosen_between():
    exchange = {"name": "co2", "type": "biosphere", "categories": ("air", "urban")}
    twin = Target(("other", "co2"), CARBON.data)
    assert known(exchange, CARBON, twin).wider(exchange) is None


def test_shares_are_those_of_the_mass_and_the_energy_that_a_process_buys():
    """1 of 4 kg; 3.6 of 36 MJ; emissions and production count for nothing"""
    steel, power = ({"name": name, "unit": unit, "amount": 1.0, "type": "technosphere"}
                    for name, unit in (("steel", "kilogram"), ("power", "kilowatt hour")))  # fmt: skip
    others = [
        {"name": "tin", "unit": "ton", "amount": -0.003, "type": "technosphere"},
        {"name": "heat", "unit": "megajoule", "amount": 32.4, "type": "technosphere"},
        {"name": "co2", "unit": "kilogram", "amount": 9.0, "type": "biosphere"},
        {"name": "cell", "unit": "kilogram", "amount": 1.0, "type": "production"},
    ]
    found = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": [steel, power, *others]}]})
    shares = {one.name: (one.mass_share, one.energy_share) for one in found}
    assert shares["steel"] == (0.25, 0.0)
    assert shares["power"] == pytest.approx((0.0, 0.1))
    assert shares["co2"] == (0.0, 0.0)
