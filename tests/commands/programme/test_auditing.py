import json
import sqlite3
from contextlib import closing

import pytest
from former_registry import unpacked

from lca_models.commands.main import main


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    """Says an action of a registry that came from the first schema."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", str(unpacked(tmp_path)))

    def said(*words, status=0):
        assert main(["programme", *words]) == status
        return capsys.readouterr()

    assert "programme migrate" in said("audit", status=1).err
    assert "pilot.db.schema-1.event-7" in said("migrate").out
    return said


def test_an_audit_says_what_it_looked_at(say):
    say("checkpoint", "--holder", "Verifier B", "--out", "b.json")
    out = say("audit", "--checkpoint", "b.json").out

    assert "8 events; 7 rows refolded, 1 of them submissions; 1 files hashed; checkpoints: 7" in out
    assert "everything is as it was written" in out


def test_a_checkpoint_goes_to_its_holder_as_a_file(say, tmp_path):
    told = json.loads(say("checkpoint", "--holder", "Verifier B", "--out", "b.json", "--json").out)

    assert told == json.loads((tmp_path / "b.json").read_bytes())
    assert told["n"] == 7


def test_what_was_altered_is_told_in_either_language_and_ends_with_1(say, tmp_path):
    with closing(sqlite3.connect(tmp_path / "pilot.db")) as connection, connection:
        connection.execute("UPDATE plants SET province = 'CN-GD'")

    out = say("audit", status=1).out
    assert "province is CN-GD, and by the events CN-FJ" in out
    assert "not as it was written: 1" in out
    assert "按事件应为CN-FJ" in say("audit", "--language", "zh", status=1).out
    [problem] = json.loads(say("audit", "--json", status=1).out)["problems"]
    assert problem["where"].startswith("plants ")


def test_a_file_that_is_no_checkpoint_is_refused(say, tmp_path):
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")

    assert "is no file of programme checkpoint" in say("audit", "--checkpoint", "b.json", status=1).err
    assert "none.json" in say("audit", "--checkpoint", "none.json", status=1).err
