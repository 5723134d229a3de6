"""One look for all charts: files, fonts, numbers; what cannot be drawn is refused."""

from pathlib import Path

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib import rcParams

from lca_models.reporting.figures.canvas import (
    amount_text,
    fonts_in,
    save_figure,
    save_for_paper,
)
from lca_models.reporting.figures.look import new_axes, new_figure, shown_axes
from lca_models.reporting.figures.stages import plot_stages
from lca_models.scope.stages import STAGES

UNIT = "kg CO2-eq per kWh of capacity"


def stages() -> pd.DataFrame:
    """burdens 6, 5, 0 and 1, credit -5.4 in recycling: net -4.4 there"""
    rows = [*zip(STAGES, [6.0, 5.0, 0.0, 1.0], ["burden"] * 4, strict=True), ("recycling", -5.4, "credit")]
    return pd.DataFrame(rows, columns=["stage", "amount", "kind"]).assign(unit=UNIT)


def test_axes_taken_off_their_figure_cannot_be_saved(tmp_path):
    ax = plot_stages(stages(), new_axes(6, 3))
    ax.remove()

    with pytest.raises(ValueError, match="these axes belong to no figure any more"):
        save_figure(ax, tmp_path / "stages")


def test_drawing_changes_no_global_setting(tmp_path: Path):
    before = dict(rcParams)
    save_figure(plot_stages(stages(), new_axes(6, 3)), tmp_path / "stages")

    assert dict(rcParams) == before


def test_the_same_chart_gives_the_same_files(tmp_path: Path):
    first = [path.read_bytes() for path in save_figure(plot_stages(stages(), new_axes(6, 3)), tmp_path / "a")]
    second = [path.read_bytes() for path in save_figure(plot_stages(stages(), new_axes(6, 3)), tmp_path / "b")]

    assert first == second
    assert first[0].startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg", "b.png", "b.svg"]


def test_without_the_font_labels_stay_english_and_a_sentence_names_the_package(monkeypatch):
    monkeypatch.setattr("lca_models.reporting.figures.look._has_chinese_font", lambda: False)

    with pytest.warns(UserWarning, match="python -m pip install pylopdf-fonts-zh-cn"):
        drawn = plot_stages(stages(), new_axes(7, 3), language="zh")

    assert drawn.get_yticklabels()[0].get_text() == "raw material acquisition"


def test_small_amounts_keep_three_digits_of_the_largest():
    """0.000464 kg beside nothing, and what is only rounding shows as nothing"""
    assert [amount_text(one, [0.000464, -1e-12]) for one in (0.000464, -1e-12)] == ["0.000464", "0.000000"]
    assert [amount_text(one, [97.4, 1.01]) for one in (97.4, 1.01, -0.001)] == ["97.4", "1.01", "0.00"]
    assert amount_text(-2.5) == "\u22122.50"


def test_a_chart_of_a_notebook_is_not_drawn_before_it_is_shown(monkeypatch):
    """the backend of notebooks draws what it shows; what pyplot asks for before goes to no window"""
    monkeypatch.setattr(plt, "get_backend", lambda: "module://matplotlib_inline.backend_inline")
    figure = shown_axes(2, 2).figure
    drawn = []
    monkeypatch.setattr(figure.canvas, "draw", lambda: drawn.append(1))
    figure.canvas.draw_idle()
    plt.close(figure)

    assert drawn == []


def test_the_fonts_of_a_figure_are_those_that_its_letters_come_from():
    pytest.importorskip("pylopdf_fonts_zh_cn")
    english, chinese = (plot_stages(stages(), new_axes(6, 3), language=one) for one in ("en", "zh"))

    assert fonts_in(english) == ("DejaVu Sans",)
    assert fonts_in(chinese) == ("DejaVu Sans", "Noto Sans SC")


def test_a_figure_for_a_paper_is_written_in_three_forms(tmp_path):
    paths = save_for_paper(plot_stages(stages(), new_figure(), width=82), tmp_path / "a")

    assert [path.name for path in paths] == ["a.pdf", "a.svg", "a.png"]
    assert [path.read_bytes()[:4] for path in paths] == [b"%PDF", b"<?xm", b"\x89PNG"]
    assert b"/Type3" not in paths[0].read_bytes()
