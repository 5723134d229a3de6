"""The findings of a verification on the command line, from their opening to the opinion."""

import json

import pytest


@pytest.fixture
def begun(run, tmp_path):
    """A findings file of an archive that was refused."""
    bundle, file = tmp_path / "b.zip", tmp_path / "findings.json"
    bundle.write_bytes(b"x")
    status, _, err = run("findings", "open", str(file), str(bundle), "--verifier", "V", "--scope", "all")
    assert (status, err) == (0, "")
    return str(file)


def test_a_finding_is_opened_answered_closed_and_reopened(run, begun, tmp_path):
    (tmp_path / "log.txt").write_text("log", encoding="utf-8")
    steps = [
        ("answer", "--text", "see the log", "--person", "M", "--document", str(tmp_path / "log.txt")),
        ("close", "--as", "explained", "--text", "seen", "--person", "A"),
        ("reopen", "--text", "of another meter"),
        ("withdraw", "--text", "a mistake"),
    ]
    states = []
    for action, *words in steps:
        status, out, err = run("findings", action, begun, "F-001", *words, "--json")
        assert (status, err) == (0, "")
        states += [one["state"] for one in json.loads(out)["findings"]]

    assert states == ["answered", "closed-explained", "open", "withdrawn"]
    assert "withdrawn" in run("findings", "show", begun)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("answer", "F-001", "--text", "x"), "a document with its hash"),
        (("close", "F-009", "--as", "explained", "--text", "x"), "did you mean 'F-001'"),
        (("close", "F-001", "--as", "corrected"), "the new bundle"),
        (("reopen", "F-001", "--text", "x"), "does not follow"),
        (("look", "power", "--result", "x"), "no line 'power'"),
        (("fact", "--text", "x"), "after the opinion"),
    ],
)
def test_what_may_not_follow_says_what_may(run, begun, words, said):
    status, _, err = run("findings", words[0], begun, *words[1:])

    assert status == 1
    assert said in err


def test_a_correction_in_which_the_rule_finds_the_same_is_none(run, begun, tmp_path):
    words = ("--as", "corrected", "--bundle", str(tmp_path / "b.zip"))

    assert "finds the same" in run("findings", "close", begun, "F-001", *words)[2]


def test_without_a_bundle_there_is_no_file_to_begin(run, tmp_path):
    assert "begin it with a bundle" in run("findings", "open", str(tmp_path / "f.json"), "--text", "x")[2]


def test_an_opinion_names_what_keeps_it_from_being_issued(run, begun, tmp_path):
    words = (str(tmp_path / "b.zip"), "--kind", "unmodified", "--signed-by", "V")
    status, _, err = run("findings", "opinion", begun, *words)

    assert status == 1
    assert "findings are open" in err
    assert run("findings", "opinion", begun, words[0], "--kind", "disclaimed", "--signed-by", "V", "--reviewer", "R",
               "--missing", "a bundle")[0] == 0  # fmt: skip


def test_a_requirement_that_a_finding_touches_is_one_of_the_matrix(run, begun):
    words = ("open", begun, "--text", "no calibration", "--requirement")

    assert "did you mean" in run("findings", *words, "gb-7")[2]
    assert json.loads(run("findings", *words, "gb-07", "--json")[1])["findings"][-1]["requirements"] == ["GB-07"]


def test_the_report_of_what_cannot_be_calculated_is_not_written(run, begun, tmp_path):
    status, _, err = run("findings", "report", begun, str(tmp_path / "b.zip"), "--out", str(tmp_path / "out"))

    assert (status, (tmp_path / "out").exists()) == (1, False)
    assert "is not written" in err
