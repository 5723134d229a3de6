"""From 10 to 13: up 5, down 2."""

from xml.etree import ElementTree

import pytest

from lca_models.panels.charts.waterfall import Step, waterfall_chart

STEPS = [Step("service life", 5.0), Step("a < b", -2.0)]


def bars():
    """Left edge and width of the bar of each row."""
    root = ElementTree.fromstring(
        waterfall_chart(("first", "second"), (10.0, 13.0), STEPS, "g CO2-eq per kWh delivered")
    )
    groups = [one for one in root.iter("g") if one.get("data-step")]
    return {
        group.get("data-step"): (float(bar.get("x")), float(bar.get("width")))
        for group in groups
        for bar in group.iter("rect")
    }


def test_each_step_starts_where_the_last_one_ended():
    found = bars()
    ends = {name: left + width for name, (left, width) in found.items()}

    assert list(found) == ["first", "service life", "a < b", "second"]
    assert found["service life"][0] == pytest.approx(ends["first"], abs=0.1)
    assert ends["a < b"] == pytest.approx(ends["service life"], abs=0.1)
    assert found["a < b"][0] == pytest.approx(ends["second"], abs=0.1)


def test_lengths_are_in_the_ratio_of_the_amounts():
    found = bars()

    assert found["first"][1] / found["second"][1] == pytest.approx(10 / 13, rel=1e-2)
    assert found["service life"][1] / found["a < b"][1] == pytest.approx(5 / 2, rel=1e-2)


def test_totals_are_plain_and_steps_have_their_sign():
    text = waterfall_chart(("first", "second"), (10.0, 13.0), STEPS, "g CO2-eq per kWh delivered")

    assert "+5.00" in text
    assert "\u22122.00" in text
    assert ">10.00<" in text
    assert ">13.00<" in text
    assert "CO₂" in text
