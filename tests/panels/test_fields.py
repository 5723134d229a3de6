"""Fields of a panel: widgets with the words, limits and options of a form."""

import pytest

from lca_models.inventory.tables.records import Choice
from lca_models.panels.fields import (
    choice_words,
    field_label,
    field_options,
    fill_field,
    full_words,
    link_fields,
    make_field,
)
from lca_models.panels.model.scenario_form import APPROACH


@pytest.fixture
def form(model):
    return model.form(product="lfp-60kwh")


def test_a_number_is_a_slider_within_its_limits_and_a_choice_a_list(form):
    energy, product = (make_field(name, form) for name in ("pack_energy", "product"))
    lowest, highest, _ = form.limits("pack_energy")

    assert (energy.min, energy.max, energy.value) == (lowest, highest, 60)
    assert {"lca-field", "f-product"} <= set(product._dom_classes)


def test_a_field_is_filled_with_what_its_form_holds(form):
    field = make_field("cathode_province", form)
    form.set_fields({"cathode_province": "CN-SC"})
    fill_field(field, "cathode_province", form, "no-credit")

    assert field.value == "CN-SC"
    assert field.tooltip == "Sichuan"
    assert {code for _, code in field.options} >= {"CN-SC", "CN-NM"}


def test_every_field_has_words_in_both_languages_and_numbers_their_unit(form):
    for language in ("en", "zh"):
        form.language = language
        assert all(field_label(name, form) for name in form.names)
    form.language = "en"
    assert field_label("pack_energy", form).endswith(", kWh")


def test_the_approach_of_the_rules_stands_first_and_is_named(form):
    (words, code), *others = field_options(APPROACH, form, "cff")

    assert code == ""
    assert next(name for name, known in others if known == "cff") in words


def test_a_number_has_no_whole_name(form):
    assert full_words("pack_energy", form) == ""
    assert full_words("cell_plant_province", form) == "Fujian"


def test_an_entry_without_words_of_its_own_shows_its_code():
    assert choice_words("list", Choice("x1", 1, "", ""), "zh") == "x1"
    assert choice_words("list", Choice("x1", 1, "first", "第一"), "zh") == "第一"
    assert choice_words("list", Choice("x1", 1, "first", ""), "zh") == "first"


def test_what_a_person_changes_is_told_with_the_name_of_the_field(form):
    fields, told = {"product": make_field("product", form)}, []
    fill_field(fields["product"], "product", form, "no-credit")
    link_fields(fields, lambda name, value: told.append((name, value)))
    fields["product"].value = "nmc811-80kwh"

    assert told == [("product", "nmc811-80kwh")]
