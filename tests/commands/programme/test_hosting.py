import json

import pytest

from lca_models.commands.main import main
from lca_models.programme.registry.opening import open_registry


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", str(tmp_path / "pilot.db"))

    def said(*words, status=0):
        assert main(["programme", *words]) == status
        return capsys.readouterr()

    return said


def test_a_host_makes_a_registry_and_says_who_takes_part(say, tmp_path):
    assert say("init", "--synthetic").out.startswith(f"registry {tmp_path / 'pilot.db'}, event 0 ")
    say("organisation", "--kind", "maker", "--name", "Maker 07", "--name-zh", "合成企业 07", "--code", "SYN-07")
    client = json.loads(say("client", "--org", "合成企业 07", "--role", "maker", "--json").out)
    say("plant", "--org", "SYN-07", "--name", "P1", "--province", "CN-SC")
    say("model", "--org", "Maker 07", "--code", "A60", "--chemistry", "lfp", "--kwh", "60.5")

    assert client["secret"].startswith("lcasec_")
    registry = open_registry(tmp_path / "pilot.db")
    assert registry.is_synthetic
    registry.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--as", "x"), "no file|make a registry"),
        (("organisation", "--kind", "makr", "--name", "a", "--code", "1"), "maker"),
        (("client", "--org", "nobody", "--role", "maker"), "nobody"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(say, words, said):
    import re

    if words[0] != "list":
        say("init")
    assert re.search(said, say(*words, status=1).err)


def test_a_registry_is_made_once(say):
    say("init")
    assert "already" in say("init", status=1).err
