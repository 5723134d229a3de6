"""JSON or text on stdout, files where --out says, everything else on stderr."""

import argparse
import json
import warnings

import pandas as pd
import pytest

from lca_models.commands.output import (
    BuildProgress,
    finish,
    print_result,
    rows_of,
    telling_warnings,
    text_of,
    told,
    warn,
)
from lca_models.reporting.papers.chart import Chart

TABLE = pd.DataFrame({"input": ["salt", "power"], "amount": [1234.5678, float("nan")]})


def options(**given):
    return argparse.Namespace(
        **{"json": False, "out": None, "command": "montecarlo", "language": "en", "figures": ""} | given
    )


def test_json_is_one_document_and_nothing_else_is_worked_out(capsys):
    print_result(
        options(json=True), lambda: {"name": "磷酸铁锂"}, lambda: pytest.fail("text was asked for"), ["remark"]
    )

    assert capsys.readouterr().out == json.dumps({"name": "磷酸铁锂"}, ensure_ascii=False, indent=1) + "\n"


def test_text_has_its_remarks_below(capsys):
    print_result(options(), lambda: pytest.fail("JSON was asked for"), lambda: "6.6 kg", ["dust lies", "dust lies"])

    assert capsys.readouterr().out == "6.6 kg\nnote: dust lies\n"


def test_what_is_no_number_is_no_json():
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_result(options(json=True), lambda: {"amount": float("nan")}, str)


def test_empty_cells_are_null_in_json():
    assert rows_of(TABLE) == [{"input": "salt", "amount": 1234.5678}, {"input": "power", "amount": None}]


def test_a_table_for_a_terminal_has_its_first_rows_in_four_digits():
    assert text_of(TABLE, 1).split() == ["input", "amount", "salt", "1,235"]


def test_warnings_go_to_stderr_once(capsys):
    warn("a distance no car drives", "a distance no car drives", "a fade outside the standard")

    assert capsys.readouterr() == ("", "warning: a distance no car drives\nwarning: a fade outside the standard\n")


def test_tables_and_charts_are_written_where_out_says(capsys, tmp_path):
    folder = tmp_path / "results"
    chart = Chart("tornado", (), lambda language: TABLE, lambda table, ax, **way: ax.subplots(), name="page")
    status = finish(options(out=folder), {}, "shown", {"rows": TABLE}, lambda: [chart])
    printed = capsys.readouterr()

    assert status == 0
    assert printed.out == "shown\n"
    assert printed.err == f"written to {folder}/: page.png, page.svg, rows.csv\n"
    assert (folder / "page.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert pd.read_csv(folder / "rows.csv").equals(TABLE)


def test_nothing_is_drawn_where_nothing_is_written(capsys):
    finish(options(), {}, "shown", {}, lambda: pytest.fail("a chart was drawn"))

    assert capsys.readouterr() == ("shown\n", "")


def test_what_was_written_is_told_on_stderr(capsys, tmp_path):
    told(tmp_path, ["a.csv", "b.png"])

    assert capsys.readouterr() == ("", f"written to {tmp_path}/: a.csv, b.png\n")


def test_a_progress_bar_appears_with_the_first_step_and_ends_with_the_last(capsys, monkeypatch):
    monkeypatch.setattr("lca_models.impact.draws.progress.is_terminal", lambda stream: True)
    progress = BuildProgress()
    assert capsys.readouterr().err == ""
    progress("writing", 1, 2)
    progress("writing", 2, 2)
    printed = capsys.readouterr()

    assert printed.out == ""
    assert "writing" in printed.err
    assert "2/2" in printed.err


def test_a_warning_is_a_line_without_its_place_in_the_code(capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with telling_warnings():
            warnings.warn("own.json has no checksum", UserWarning, stacklevel=1)

    assert capsys.readouterr().err == "warning: own.json has no checksum\n"


def test_a_short_build_leaves_nothing_in_a_log(capsys):
    progress = BuildProgress()
    progress("writing", 1, 2)
    progress("writing", 2, 2)

    assert capsys.readouterr() == ("", "")
