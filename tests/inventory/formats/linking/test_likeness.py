"""What an input says of itself beside what a process says."""

from lca_models.inventory.formats.linking.likeness import Candidates, Target, agree, difference, names_itself, plain

HEAT = Target(("kit", "heat"), {"name": "heat, natural gas", "unit": "megajoule", "location": "CN"})
GAS = Target(("kit", "gas"), {"name": "gas supply, natural", "unit": "kilogram", "location": "CN"})
STEAM = Target(("kit", "steam"), {"name": "heat from steam, natural", "unit": "megajoule", "location": "DE"})


def test_neither_case_nor_blanks_tell_two_names_apart():
    assert plain(" Sheet  Rolling\u00a0") == plain("sheet rolling")


def test_a_field_that_is_not_given_agrees_with_all():
    assert agree("", "CN")
    assert agree(None, "CN")
    assert not agree("DE", "CN")


def test_a_difference_names_each_field_with_both_values():
    said = difference({"name": "heat, natural gas", "unit": "kilogram"}, [HEAT], ("name", "unit"))
    assert said == "the unit is 'megajoule', given 'kilogram'"


def test_suggestions_come_with_their_reasons_the_likest_first():
    """three words and the unit, then two words and the unit; two words without it fall behind"""
    exchange = {"name": "heat production, natural gas", "unit": "megajoule", "type": "technosphere"}
    first, *more = Candidates((HEAT, GAS, STEAM)).nearest(exchange).split(" | ")
    assert first == "kit/heat: heat, natural gas, megajoule, CN [words alike: gas, heat, natural; same unit]"
    assert more[0].startswith("kit/steam: ")


def test_a_production_row_that_says_less_than_its_process_names_it():
    process = {"name": "cell", "reference product": "battery cell", "location": "CN"}
    assert names_itself({"name": "battery cell"}, process)
    assert not names_itself({"name": "cell", "location": "DE"}, process)


def test_what_has_the_same_name_is_suggested_first():
    exchange = {"name": "Heat, natural gas", "unit": "kilogram", "type": "technosphere", "reference product": "steam"}
    assert Candidates((STEAM, GAS, HEAT)).nearest(exchange) == "kit/heat: heat, natural gas, megajoule, CN [same name]"
