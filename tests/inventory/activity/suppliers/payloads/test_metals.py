"""Metals in free text: read where they are clear, named where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.suppliers.footprint import Metal
from lca_models.inventory.activity.suppliers.payloads.metals import read_metals, symbol_of

NICKEL = "Material: Nickel, Specific Content: 48 %, EV_Mat: 12 kg CO₂e/kg ,Erecycled_Mat: 3 kg CO2e/kg"


def test_several_metals_stand_in_one_entry_or_in_several():
    cobalt = "Material: Cobalt, Specific Content: 6.0%, EV_Mat: 30, Erecycled_Mat: 4 kg CO2-eq/kg"
    found = (Metal("Ni", 0.48, 12, 3), Metal("Co", 0.06, 30, 4))

    assert read_metals([f"{NICKEL}; {cobalt}"]) == (found, ())
    assert read_metals([NICKEL, cobalt]) == (found, ())


@pytest.mark.parametrize(
    "entry",
    [
        "metal=Ni;mass_kg=0.24;Ev=12;Erecycled=3",
        "metal=ni; content=48%; Ev=12 kg CO2e/kg; Erecycled=3kgCO2eq/kg",
        "Metal: 镍, Content: 0.48, Ev: 12, Erecycled: 3",
    ],
)
def test_a_metal_is_written_in_several_ways(entry):
    """0.24 kg of a piece of 0.5 kg is 48 %"""
    assert read_metals([entry], mass_kg=0.5) == ((Metal("Ni", 0.48, 12, 3),), ())


@pytest.mark.parametrize(
    ("entry", "said", "left"),
    [
        (
            NICKEL.replace("3 kg CO2e/kg", "3 kg CO2eCOkg"),
            "Ni, Erecycled: '3 kg CO2eCOkg' cannot be read",
            Metal("Ni", 0.48, 12),
        ),
        (NICKEL.replace("12", "-12"), "Ni, Ev: '-12 kg CO2e/kg' cannot be read", Metal("Ni", 0.48, None, 3)),
        (NICKEL.replace("48 %", "480 %"), "Ni, content: '480 %'", Metal("Ni", None, 12, 3)),
        (NICKEL.replace("Nickel", "Unobtainium"), "'Unobtainium' is no metal", None),
        ("contains nickel", "names no metal", None),
    ],
)
def test_what_is_not_clear_is_named_and_not_used(entry, said, left):
    metals, problems = read_metals([entry])

    assert metals == ((left,) if left else ())
    assert len(problems) == 1
    assert said in problems[0]


def test_metals_above_the_mass_are_not_used():
    metals, problems = read_metals([NICKEL.replace("48", "60"), NICKEL.replace("48", "60").replace("Nickel", "Cobalt")])

    assert metals == ()
    assert "120.0% of the mass" in problems[0]


def test_a_metal_twice_with_other_figures_is_named():
    metals, problems = read_metals([NICKEL, NICKEL.replace("12", "13")])

    assert metals == (Metal("Ni", 0.48, 12, 3),)
    assert "Ni stands there twice" in problems[0]


def test_symbols_are_found_by_names():
    assert [symbol_of(name) for name in ("lithium", "Aluminum", "LI", "钴", "gold")] == ["Li", "Al", "Li", "Co", ""]


@given(st.text(max_size=200))
def test_any_text_is_read_or_named(text):
    metals, problems = read_metals([text])

    assert metals or problems or not text.strip()
