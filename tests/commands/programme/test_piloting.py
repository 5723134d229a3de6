"""A pilot at the shell."""

import json

from lca_models.commands.main import main


def test_a_pilot_says_what_it_found_and_writes_it_marked_as_synthetic(shipped_study, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    words = [
        "programme",
        "pilot",
        "--seed",
        "0",
        "--design",
        "balanced",
        "--companies",
        "1",
        "--out",
        str(tmp_path / "out"),
    ]

    assert main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["synthetic"], said["packs"]) == (True, 7)
    assert said["summary"][0]["of"] >= said["summary"][0]["count"] > 0
    assert json.loads((tmp_path / "out" / "pilot.json").read_text("utf-8"))["seed"] == 0


def test_an_unknown_design_is_refused_with_the_nearest(shipped_study, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))

    assert main(["programme", "pilot", "--design", "balancd", "--out", str(tmp_path)]) == 1
    assert "balanced" in capsys.readouterr().err
