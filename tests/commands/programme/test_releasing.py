"""A version of the toy's tables at the shell, from its proposal to its day."""

import json

import pytest
from releases_of_tables import MASS, NICKEL, edited

from lca_models.commands.main import main
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", "pilot.db")
    monkeypatch.setattr("lca_models.programme.registry.members.SCRYPT", {"n": 2, "r": 8, "p": 1})
    edited(TINY_INVENTORY, tmp_path / "new", (NICKEL,))

    def said(*words, status=0):
        assert main(["programme", *words]) == status
        return capsys.readouterr()

    said("init", "--synthetic")
    parties = [("authority", "A", "authority"), *[("university", name, "expert") for name in ("U", "V", "W")]]
    for kind, name, role in parties:
        said("organisation", "--kind", kind, "--name", name, "--code", name)
        said("client", "--org", name, "--role", role)
    said("release", "begin", str(TINY_INVENTORY), "--version", "1.4.0", "--effective", "2026-01-01")
    return said


def test_a_release_from_its_proposal_to_what_it_moves(say):
    assert say("release", "propose", "new", "--as", "U").out == "1.5.0 is proposed after 1.4.0: minor, 1 rows\n"
    for name in ("V", "W"):
        said = say("release", "comment", "1.5.0", NICKEL[0], "--verdict", "accept", "--text", "seen", "--as", name)
        assert said.out == "said of 1 rows\n"
    shown = say("release", "show", "1.5.0").out.splitlines()
    assert shown[0].startswith("1.5.0  under review  1 rows")
    assert shown[1] == (
        "raw_materials/exchanges.csv / nickel_sulfate | ghg_co2e_ar6  amount 0.6 → 0.7  [accepted 2 of 2, returned 0]"
    )
    assert shown[2:] == ["    V: accept seen", "    W: accept seen"]
    assert say("release", "decide", "1.5.0", "accepted", "--as", "A").out == "accepted\n"
    say("release", "publish", "1.5.0", "--effective", "2027-01-01", "--as", "A")
    assert [one.split()[:3] for one in say("release", "show").out.splitlines()] == [
        ["1.4.0", "released", "2026-01-01"], ["1.5.0", "released", "2027-01-01"],
    ]  # fmt: skip
    assert say("release", "moves", "1.5.0").out.startswith("0 declarations, 0 not calculated")
    kept = json.loads(say("release", "moves", "1.5.0", "--kept", "--json").out)
    assert (kept["version"], kept["not_calculated"]) == ("1.5.0", {})


def test_what_is_refused_is_said_row_by_row(say, tmp_path):
    edited(TINY_INVENTORY, tmp_path / "newer", (NICKEL, MASS))
    say("release", "propose", "new", "--as", "U")
    say("release", "propose", "newer", "--version", "1.5.0", "--as", "U")
    say("release", "comment", "1.5.0", NICKEL[0], "--verdict", "return", "--text", "?", "--as", "V")
    said = say("release", "decide", "1.5.0", "accepted", "--as", "A", status=1).err
    assert "has 0 of the 2 organisations" in said
    assert "was returned by 1 organisations" in said


def test_releases_are_shown_in_chinese(say):
    assert "已发布" in say("release", "show", "--language", "zh").out
