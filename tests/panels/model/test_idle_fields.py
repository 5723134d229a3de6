"""A field that changes nothing says why."""

from dataclasses import replace

from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.model.idle_fields import idle_fields


def test_the_path_of_the_grid_waits_for_a_year_after_2024(model):
    start = start_setup(model.offer)
    later = Choosing(model.offer, start).with_value("grid_year", "2035")

    chosen = Choosing(model.offer, start).with_value("grid_pathway", "CARBON-NEUTRAL")  # and nothing else

    assert (
        idle_fields(model, start)["grid_pathway"]
        == idle_fields(model, chosen)["grid_pathway"]
        == {"key": "reason.pathway"}
    )
    assert "grid_pathway" not in idle_fields(model, later)


def test_a_battery_without_a_precursor_has_no_plant_for_one(model):
    start = start_setup(model.offer)
    nickel = Choosing(model.offer, start).with_value("product", "nmc811-80kwh")

    assert "precursor_province" in idle_fields(model, start)
    assert "precursor_province" not in idle_fields(model, nickel)


def test_what_an_approach_without_credits_lets_in_is_a_burden_that_is_not_counted(model):
    """a cut-off leaves recycling to whoever uses the recyclate; credits have nothing to do with it"""
    off = idle_fields(model, replace(start_setup(model.offer), rules="iso-14067-cut-off"))

    assert off["recycling_province"] == {"key": "reason.no_burden"}


def test_certificates_alone_do_not_count_and_the_field_says_so(model):
    start = start_setup(model.offer)
    alone = Choosing(model.offer, start).with_value("instrument", "certificates")
    traded = Choosing(model.offer, start).with_value("instrument", "trade")

    assert idle_fields(model, alone)["green_percent"] == {"key": "reason.certificates"}
    assert "green_percent" not in idle_fields(model, traded)
