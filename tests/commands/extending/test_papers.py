"""Figures for a paper beside what a command writes."""

import pytest

COMMANDS = {
    "footprint": (("footprint", "toy"), {"stages", "contributions"}),
    "tree": (("contribution", "toy", "--by", "tree"), {"sankey"}),
    "sensitivity": (("sensitivity", "toy"), {"tornado"}),
    "montecarlo": (("montecarlo", "toy", "-n", "64"), {"distribution", "convergence"}),
    "morris": (("morris", "toy", "-n", "4"), {"morris"}),
    "sobol": (("sobol", "toy", "-n", "64"), {"sobol", "indices"}),
    "compare": (("compare", "toy", "--province", "CN-GD", "--province", "CN-SC"), {"comparison"}),
    "paired": (("compare", "toy@CN-GD", "toy@CN-SC", "--paired", "-n", "64"), {"difference"}),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_draws_writes_figures_for_a_paper(run, undrawn, tmp_path, name):
    words, kinds = COMMANDS[name]
    status, _, err = run(*words, "--out", str(tmp_path), "--figures", "journal")
    written = [path.name for path in (tmp_path / "figures").glob("*.pdf")]

    assert status == 0, err
    assert {file.split("_")[3] for file in written} == kinds
    assert f"written to {tmp_path / 'figures'}/: " in err
    for file in written:
        for ending in (".bib", ".caption.en.md", ".caption.zh.md", ".csv", ".run.json", ".svg", ".png"):
            assert (tmp_path / "figures" / file.replace(".pdf", ending)).is_file()


def test_the_run_file_keeps_the_command_as_it_was_given(run, undrawn, tmp_path):
    run("morris", "toy", "-n", "4", "--out", str(tmp_path), "--figures", "journal", "--width", "89")
    (file,) = (tmp_path / "figures").glob("*.run.json")
    text = file.read_text(encoding="utf-8")

    assert f"lca-models morris toy -n 4 --out {tmp_path} --figures journal --width 89" in text
    assert '"width_mm": 89.0' in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--figures", "journal"), "--figures needs a folder; add --out DIR"),
        (("--out", "x", "--width", "82"), "--width would change nothing: they are of the figures for a paper"),
        (("--out", "x", "--text", "8"), "--text would change nothing"),
        (("--out", "x", "--figures", "journal", "--width", "1000"), "figures are 40 to 400 mm wide"),
        (("--out", "x", "--figures", "journal", "--text", "5"), "journals print none below 6 pt"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_calculated(run, monkeypatch, tmp_path, words, said):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("lca_models.commands.options.open_study", lambda: pytest.fail("calculated"))
    status, _, err = run("footprint", "toy", *words)

    assert status == 1
    assert said in err
    assert not (tmp_path / "x").exists()


def test_a_view_without_a_figure_says_so(run, tmp_path):
    status, _, err = run("contribution", "toy", "--by", "stage", "--out", str(tmp_path), "--figures", "journal")

    assert status == 0
    assert "warning: this result has no figure, so none is written for a paper" in err
    assert not (tmp_path / "figures").exists()
