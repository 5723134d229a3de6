"""An option holds one value, and none is silently ignored."""

import pytest


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("contribution", "toy", "--cutoff", "0.1"), "--cutoff would change nothing: they are of --by tree"),
        (
            ("contribution", "toy", "--depth", "2", "--by", "stage"),
            "--depth would change nothing: they are of --by tree",
        ),
        (("contribution", "toy", "--by", "tree", "--top", "3"), "--top would change nothing: the tree takes --cutoff"),
        (("contribution", "toy", "--review", "--by", "stage"), "--by would change nothing: --review lists every check"),
        (("compare", "toy", "--per", "kg", "-n", "10"), "--per and -n would change nothing: the grid shows every"),
        (("compare", "toy", "--seed", "3"), "--seed would change nothing: the grid shows every"),
        (
            ("compare", "toy", "toy@CN-SC", "--pareto", "a", "b", "-n", "9"),
            "-n would change nothing: only --paired draws",
        ),
        (
            ("compare", "toy@CN-SC", "--province", "CN-GD"),
            "--province would change nothing: every product names its own",
        ),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_an_option_that_would_change_nothing_is_refused(run, words, reason):
    status, out, err = run(*words)

    assert (status, out) == (1, "")
    assert reason in err


@pytest.mark.parametrize(
    "words",
    [
        ("--rules", "cn-551", "--rules", "eu-cfb-ev"),
        ("--province", "CN-SC", "--province=CN-GD"),
        ("--method", "a", "--method", "b"),
    ],
    ids=" ".join,
)
def test_an_option_of_one_value_is_given_once(run, words, capsys):
    with pytest.raises(SystemExit) as refused:
        run("footprint", "toy", *words)

    assert refused.value.code == 2
    assert "is given twice, as " in capsys.readouterr().err


def test_the_same_value_again_is_no_contradiction(run):
    assert run("footprint", "toy", "--province", "CN-SC", "--province", "CN-SC")[0] == 0


def test_counting_per_a_unit_that_no_figure_shows_is_said(run):
    status, out, err = run("footprint", "toy", "--per", "kg")

    assert (status, "per kg of battery" in out) == (0, True)
    assert "--per changes nothing here" in err


def test_a_trace_is_written_where_out_says(run, tmp_path):
    assert run("trace", "toy", "--out", str(tmp_path))[0] == 0
    assert (tmp_path / "trace.csv").read_text(encoding="utf-8").startswith("level,table,row,process,input")
