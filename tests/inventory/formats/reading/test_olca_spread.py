"""Spreads and compartments of openLCA, as Brightway stores them."""

import math
from types import SimpleNamespace

import pytest

from lca_models.inventory.formats.reading.olca_spread import categories_of, is_turned, spread_of


@pytest.mark.parametrize(
    ("category", "is_input", "expected"),
    [
        ("Elementary flows/Emission to air/unspecified", False, ("air",)),
        ("Elementary flows/Emission to air/low population density", False, ("air", "low population density")),
        ("Emission to water", False, ("water",)), ("Elementary flows/Emission to soil/forestry", False, ("soil", "forestry")),
        ("Elementary flows/Resource/in ground", True, ("natural resource", "in ground")),
        ("Something/else", False, ("Something", "else")), (None, True, ("natural resource",)), ("", False, ("air",)),
    ],
)  # fmt: skip
def test_a_compartment_is_read_from_the_category(category, is_input, expected):
    assert categories_of(category, is_input) == expected


@pytest.mark.parametrize(
    ("compartment", "as_output", "as_input"),
    [("air", False, True), ("water", False, True), ("natural resource", True, False), ("Land use", False, False)],
)
def test_a_flow_against_its_compartment_changes_its_sign(compartment, as_output, as_input):
    assert (is_turned((compartment,), False), is_turned((compartment,), True)) == (as_output, as_input)


def spread(kind, **given):
    fields = dict.fromkeys(("geom_mean", "geom_sd", "mean", "sd", "minimum", "maximum", "mode"))
    one = SimpleNamespace(distribution_type=SimpleNamespace(value=kind), **{**fields, **given})
    return spread_of(one, 2.0)


def test_spreads_are_those_of_brightway():
    assert spread("LOG_NORMAL_DISTRIBUTION", geom_mean=2.0, geom_sd=1.5)[0] == {
        "uncertainty type": 2, "loc": math.log(2), "scale": math.log(1.5), "negative": False}  # fmt: skip
    assert spread("NORMAL_DISTRIBUTION", mean=2.0, sd=1.0)[0] == {"uncertainty type": 3, "loc": 2.0, "scale": 1.0}
    assert spread("TRIANGLE_DISTRIBUTION", minimum=1, mode=2, maximum=4)[0]["uncertainty type"] == 5
    assert spread("UNIFORM_DISTRIBUTION", minimum=1, maximum=4)[0]["uncertainty type"] == 4


@pytest.mark.parametrize(
    ("kind", "given"),
    [("LOG_NORMAL_DISTRIBUTION", {"geom_mean": 2.0, "geom_sd": 1.0}),
     ("LOG_NORMAL_DISTRIBUTION", {"geom_mean": 0, "geom_sd": 2}),
     ("NORMAL_DISTRIBUTION", {"mean": 1.0, "sd": 0.0}), ("TRIANGLE_DISTRIBUTION", {"minimum": 3, "mode": 2, "maximum": 4}),
     ("UNIFORM_DISTRIBUTION", {"minimum": 1, "maximum": 1}), ("NORMAL_DISTRIBUTION", {"mean": "x", "sd": 1.0})],
)  # fmt: skip
def test_a_spread_that_is_none_is_left_out_and_said(kind, given):
    assert spread(kind, **given) == ({}, "spreads that are none are left out")


def test_an_amount_without_a_spread_has_none():
    assert spread_of(None, 1.0) == ({}, "")
