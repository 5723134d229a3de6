import json

import pytest
from submitted_bundles import bundle_bytes, check_all

from lca_models.commands.main import main
from lca_models.programme.registry.opening import open_registry


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", "pilot.db")
    monkeypatch.setattr("lca_models.programme.registry.members.SCRYPT", {"n": 2, "r": 8, "p": 1})

    def said(*words, status=0):
        assert main(["programme", *words]) == status
        return capsys.readouterr()

    said("init", "--synthetic")
    for kind, role in (("maker", "maker"), ("verifier", "verifier"), ("authority", "authority")):
        said("organisation", "--kind", kind, "--name", kind.title(), "--code", kind)
        said("client", "--org", kind, "--role", role)
    said("plant", "--org", "maker", "--name", "P1", "--province", "CN-SC")
    said("model", "--org", "maker", "--code", "A60", "--chemistry", "LFP", "--kwh", "60.5")
    return said


@pytest.fixture
def checked(say, tmp_path):
    (tmp_path / "a.zip").write_bytes(bundle_bytes())
    own = json.loads(say("submit", "a.zip", "--as", "Maker", "--json").out)["id"]
    registry = open_registry("pilot.db")
    check_all(registry)
    registry.close()
    return own


def test_a_declaration_goes_its_way_at_the_shell(say, checked):
    assert "checked" in say("list", "--as", "Maker").out
    say("assign", checked, "--as", "Authority", "--verifier", "Verifier", "--lead", "Li", "--reviewer", "Wang")
    assert say("findings", checked, "--as", "Verifier").out == "no findings\n"
    opinion = (
        "opinion",
        checked,
        "--as",
        "Verifier",
        "--kind",
        "unmodified",
        "--signed-by",
        "Li",
        "--reviewer",
        "Wang",
    )
    assert say(*opinion).out == "verified\n"
    assert "published" in say("publish", checked, "--as", "Authority").out
    shown = json.loads(say("list", "--as", "Authority", "--json").out)["submissions"]
    assert [(one["state"], one["is_published"]) for one in shown] == [("verified", True)]


def test_a_list_speaks_chinese(say, checked):
    assert "已检查" in say("list", "--as", "Maker", "--language", "zh").out


def test_a_maker_takes_back_what_is_not_verified(say, checked):
    assert say("withdraw", checked, "--as", "Maker").out == "withdrawn\n"


def test_nobody_hands_in_as_another(say, tmp_path):
    (tmp_path / "a.zip").write_bytes(bundle_bytes())
    assert "Verifier" in say("submit", "a.zip", "--as", "Verifier", status=1).err


def test_what_waits_is_checked_and_nothing_where_nothing_waits(say):
    assert say("verify").out == "0 submissions checked\n"
