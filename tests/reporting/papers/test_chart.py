"""A figure that can be drawn for a screen and for a paper."""

import pandas as pd

from lca_models.reporting.figures.look import new_figure
from lca_models.reporting.figures.stages import plot_stages
from lca_models.reporting.papers.chart import Chart


def table(language: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"stage": ["manufacturing"], "amount": [1.0 if language == "en" else 2.0], "unit": "kg per pack"}
    )


def test_a_chart_is_drawn_from_its_table_in_the_language():
    chart = Chart("stages", (), table, plot_stages)

    assert [bar.get_width() for bar in chart.drawn(new_figure()).patches] == [1.0]
    assert [bar.get_width() for bar in chart.drawn(new_figure(), language="zh").patches] == [2.0]
    assert chart.file_name == "stages"


def test_a_chart_may_have_another_table_in_a_paper():
    chart = Chart("stages", (), table, plot_stages, name="other", printed=lambda language: table("zh"))

    assert chart.for_paper("en")["amount"].tolist() == [2.0]
    assert chart.file_name == "other"
