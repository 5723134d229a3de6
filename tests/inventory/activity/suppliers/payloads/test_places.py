"""Codes of places."""

import pytest

from lca_models.inventory.activity.suppliers.payloads.places import (
    COUNTRIES,
    PARENTS,
    REGIONS,
    is_country,
    is_subdivision,
    region_fits,
)


@pytest.mark.parametrize(
    ("code", "known"), [("CN-SC", True), ("CN-ZZ", False), ("DE-BY", True), ("XX-1", False), ("CN", False)]
)
def test_parts_of_china_are_known_one_by_one(code, known):
    assert is_subdivision(code) == known


def test_countries_have_regions_that_are_known():
    assert is_country("CN")
    assert not is_country("cn")
    assert set(REGIONS) <= COUNTRIES
    assert set(REGIONS.values()) <= {one for several in PARENTS.values() for one in several}
    assert len(COUNTRIES) == 249


def test_a_country_lies_in_its_region_and_in_what_holds_it():
    assert all(region_fits(one, "CN") for one in ("Eastern Asia", "Asia", "Global", "Several"))
    assert not region_fits("Europe", "CN")
    assert region_fits("Africa", "ZA")
