"""Charts of a report are the same files wherever they are drawn."""

import subprocess
import sys

import pandas as pd
import pytest

from lca_models.reporting.figures.canvas import figure_files
from lca_models.reporting.figures.look import FigureError, new_figure
from lca_models.reporting.figures.stages import plot_stages
from lca_models.reporting.report import drawings
from lca_models.reporting.report.drawings import Drawing, drawing, pictures, svg_element

UNIT = "kg CO2-eq per kWh of capacity"
STAGES = pd.DataFrame(
    {"stage": ["manufacturing", "recycling"], "amount": [0.1 + 0.2, -1 / 3], "unit": UNIT}, index=[4, 2]
)
CHARTS = {"stages": Drawing(STAGES, "en")}


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "processors", lambda: 2)


def ends_with(status: int) -> subprocess.Popen[bytes]:
    """A process that draws nothing."""
    words = [sys.executable, "-c", f"import sys; sys.stdin.read(); sys.exit({status})"]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.usefixtures("two_processors")
def test_what_is_drawn_beside_is_what_is_drawn_here_to_the_byte(monkeypatch):
    here = pictures(CHARTS)
    monkeypatch.setattr(drawings, "pictures", lambda charts: pytest.fail("drawn here"))
    with drawing(beside=True) as drawer:
        drawer.begin(CHARTS)
        assert drawer.files() == here


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("started", [lambda: ends_with(1), lambda: None], ids=["failed", "refused"])
def test_what_no_process_has_drawn_is_drawn_here(monkeypatch, started):
    monkeypatch.setattr(drawings, "_started", started)
    monkeypatch.setattr(drawings, "pictures", lambda charts: dict.fromkeys(charts, b"here"))
    with drawing(beside=True) as drawer:
        drawer.begin(CHARTS)
        assert drawer.files() == {"stages": b"here"}


@pytest.mark.parametrize(("beside", "count"), [(True, 1), (False, 2)])
def test_one_processor_and_who_does_not_ask_start_no_process(monkeypatch, beside, count):
    monkeypatch.setattr(drawings, "processors", lambda: count)
    monkeypatch.setattr(drawings, "_started", lambda: pytest.fail("a process was started"))
    with drawing(beside=beside) as drawer:
        drawer.begin({})
        assert drawer.files() == {}


@pytest.mark.usefixtures("two_processors")
def test_a_process_ends_with_the_report_it_draws_for(monkeypatch):
    process = ends_with(0)
    monkeypatch.setattr(drawings, "_started", lambda: process)
    with pytest.raises(ValueError, match="no numbers"), drawing(beside=True):
        raise ValueError("no numbers")

    assert process.returncode is not None


def test_a_table_that_cannot_be_drawn_is_refused():
    with pytest.raises(FigureError, match="no rows"):
        pictures({"stages": Drawing(STAGES[:0], "en")})


def test_a_chart_for_a_page_is_one_svg_element():
    text = svg_element(figure_files(plot_stages(STAGES, new_figure()), "stages")["stages.svg"])

    assert text.startswith("<svg")
    assert text.rstrip().endswith("</svg>")


@pytest.mark.parametrize("name", ["stages", "contributions", "grid_check"])
def test_columns_by_name_are_drawn_as_their_table(name):
    numbers = {"amount": [5.0, -2.0], "kit": [0.5, 0.9], "official": [0.6, 0.6], "deviation": [-1 / 6, 0.5]}
    words = {"stage": ["manufacturing", "recycling"], "input": ["cells", "lead"], "province": ["CN-FJ", "CN-SC"]}
    table = {**numbers, **words, "kind": ["burden", "credit"], "unit": [UNIT] * 2}

    assert pictures({name: Drawing(table, "en")}) == pictures({name: Drawing(pd.DataFrame(table), "en")})


def test_what_draws_beside_does_without_pandas():
    words = "import sys; from lca_models.reporting.report import drawings; drawings._plots(); print('pandas' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert said.stdout == "False\n"
