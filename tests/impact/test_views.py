"""What has to change for another view of electricity and of end of life; the toy has no choice of a route or an approach."""

from dataclasses import replace
from types import SimpleNamespace

from lca_models.impact.views import LOCATION_BASED, electricity_views, end_of_life_views

ROUTES = (SimpleNamespace(code="landfill", number=0), SimpleNamespace(code="smelting", number=1))
APPROACHES = (SimpleNamespace(code="no-credit", number=1), SimpleNamespace(code="cut-off", number=2))


def test_views_of_end_of_life_are_those_that_change_something(toy_system):
    system = replace(toy_system, choices={"recycling_routes": ROUTES, "end_of_life_approaches": APPROACHES})

    found = end_of_life_views(system, {"recycling_route": 1.0, "end_of_life_approach": 1.0})
    cut_off = end_of_life_views(system, {"recycling_route": 0.0, "end_of_life_approach": 2.0})

    assert found == {"landfill": {"recycling_route": 0.0}, "cut_off": {"end_of_life_approach": 2.0}}
    assert cut_off == {}


def test_a_project_without_these_choices_has_no_such_view(toy_system):
    assert end_of_life_views(toy_system, {}) == {}
    assert end_of_life_views(replace(toy_system, product=None), {}) == {}


def test_a_view_of_electricity_names_what_it_changes_alone(toy_system):
    """a contract that counts already, with certificates that do not"""
    values = {"contracts_count": 1.0, "certificates_count": 0.0}

    assert electricity_views(toy_system, values)["location_based"] == {"contracts_count": 0.0}
    assert set(LOCATION_BASED) >= {"contracts_count"}
