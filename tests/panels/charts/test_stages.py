"""The chart of the page: what it draws is what the table says."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.panels.charts.stages import axis_ends, stage_bars, stage_chart
from lca_models.reporting.figures.look import new_axes
from lca_models.reporting.figures.stages import plot_stages
from lca_models.scope.stages import STAGES

UNIT = "kg CO2-eq per kWh of capacity"


def table(recycling_credit: float = -5.4) -> pd.DataFrame:
    """burdens 60, 5, 0 and 1, and a credit in recycling"""
    rows = [*zip(STAGES, [60.0, 5.0, 0.0, 1.0], ["burden"] * 4, strict=True), ("recycling", recycling_credit, "credit")]
    return pd.DataFrame(rows, columns=["stage", "amount", "kind"]).assign(unit=UNIT)


def rectangles(svg: str, stage: str) -> list[ElementTree.Element]:
    group = next(one for one in ElementTree.fromstring(svg).iter("g") if one.get("data-stage") == stage)
    return list(group.iter("rect"))


def test_lengths_are_in_the_ratio_of_the_amounts():
    svg = stage_chart(stage_bars(table()), UNIT)
    widths = [float(rectangles(svg, stage)[0].get("width")) for stage in STAGES[:2]]

    assert widths[0] / widths[1] == pytest.approx(60 / 5, rel=1e-3)


def test_a_credit_ends_where_the_burden_begins():
    """left of zero: the hatched bar ends at zero, the solid one starts there"""
    burden, credit = rectangles(stage_chart(stage_bars(table()), UNIT), "recycling")

    assert float(credit.get("x")) + float(credit.get("width")) == pytest.approx(float(burden.get("x")), abs=0.02)
    assert float(credit.get("width")) / float(burden.get("width")) == pytest.approx(5.4, rel=1e-2)


def test_the_net_stands_beside_the_bar_with_a_true_minus():
    text = stage_chart(stage_bars(table()), UNIT)

    assert "\u22124.400" in text  # 1 - 5.4
    assert "-4.4" not in text


def test_the_baseline_is_an_outline_of_its_own_length():
    """recycling had no credit before: one outline, from zero to 1; now a credit of 5.4 as well"""
    before = table().query("kind == 'burden'")
    drawn = rectangles(stage_chart(stage_bars(table(), before), UNIT), "recycling")
    outlines = [one for one in drawn if one.get("class") == "lca-baseline"]

    assert len(outlines) == 1
    assert outlines[0].get("stroke-dasharray")
    assert outlines[0].get("width") == drawn[0].get("width")


def test_both_charts_show_the_numbers_of_one_table():
    """the chart of the page and the figure taken away agree on the net of every stage, to the digits shown"""
    drawn = {re.sub("[\u2212,]", "-", text.get_text()) for text in plot_stages(table(), new_axes(7, 3)).texts}
    nets = {f"{bar.net:.1f}" for bar in stage_bars(table()) if abs(bar.net) >= 10}

    assert nets <= drawn
    assert [bar.net for bar in stage_bars(table())] == pytest.approx([60, 5, 0, -4.4])


def test_names_are_those_of_the_language():
    assert "材料获取" in stage_chart(stage_bars(table()), UNIT, "zh")
    assert "Raw material acquisition" in stage_chart(stage_bars(table()), UNIT, "en", narrow=True)


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=4, max_size=4))
def test_nothing_leaves_the_frame_whatever_the_amounts(amounts):
    rows = pd.DataFrame(
        {"stage": STAGES, "amount": amounts, "kind": ["burden" if a >= 0 else "credit" for a in amounts]}
    )
    svg = ElementTree.fromstring(stage_chart(stage_bars(rows), UNIT))
    width = float(svg.get("viewBox").split()[2])

    for stage in svg.iter("g"):
        for one in stage.iter("rect"):
            assert float(one.get("x")) >= -1
            assert float(one.get("x")) + float(one.get("width")) <= width + 1


@given(st.just(0.0) | st.floats(1e-9, 1e6), st.just(0.0) | st.floats(1e-9, 1e6))
def test_the_ends_of_the_axis_hold_both_amounts_and_zero(up, down):
    lowest, highest = axis_ends(-down, up)

    assert lowest <= -down * 0.999999
    assert highest >= up * 0.999999
    assert lowest <= 0 <= highest
    assert highest > lowest
