import json

import pytest

from lca_models.commands.main import main

BEGIN = ("batch", "begin", "--as", "maker", "--begins", "2025-03-01", "--pack-mass", "441", "--content", "copper=49")


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", "pilot.db")
    monkeypatch.setattr("lca_models.programme.registry.members.SCRYPT", {"n": 2, "r": 8, "p": 1})

    def said(*words, status=0):
        assert main(["programme", *words]) == status
        return capsys.readouterr()

    said("init", "--synthetic")
    for kind, role in (("maker", "maker"), ("recycler", "supplier")):
        said("organisation", "--kind", kind, "--name", kind.title(), "--code", kind)
        said("client", "--org", kind, "--role", role)
    said("plant", "--org", "maker", "--name", "P1", "--province", "CN-SC")
    said("model", "--org", "maker", "--code", "A60", "--chemistry", "LFP", "--kwh", "60.5")
    return said


@pytest.fixture
def batch(say):
    own = json.loads(say(*BEGIN, "--json").out)["id"]
    of = ("batch", "report", own)
    say(*of, "made", "100", "--as", "maker", "--at", "2025-03-01", "--reference", "W-1")
    say(*of, "delivered", "60", "--as", "maker", "--at", "2025-04-01", "--reference", "W-2", "--leg", "truck=800",
        "--leg", "rail=1500")  # fmt: skip
    say(*of, "collected", "13", "--as", "recycler", "--at", "2025-09-01", "--reference", "R-1")
    return own


def test_what_is_reported_answers_where_the_packs_are(say, batch):
    shown = say("batch", "report", batch, "recycled", "6", "--as", "recycler", "--at", "2025-10-01", "--reference", "R-2",
                "--route", "direct", "--metal", "copper=264.6")  # fmt: skip
    assert shown.out == "packs: not delivered 40, in use 47, held 7, treated 6\n"


def test_what_cannot_be_is_refused_by_name_in_the_language_asked_for(say, batch, capsys):
    recycled = (
        "batch",
        "report",
        batch,
        "recycled",
        "71",
        "--as",
        "recycler",
        "--at",
        "2025-10-01",
        "--reference",
        "R-2",
    )
    assert "recycled 71 packs, 13 held" in say(*recycled, status=1).err
    assert "再生利用71个电池包，但待处理仅13个" in say(*recycled, "--language", "zh", status=1).err
    early = ("batch", "report", batch, "made", "1", "--as", "maker", "--at", "2025-02-10", "--reference", "W-3")
    assert "event of 2025-02-10 before batch 2025-03-01" in say(*early, status=1).err
    again = ("batch", "report", batch, "made", "1", "--as", "maker", "--at", "2025-03-10", "--reference", "W-1")
    assert "reference W-1 already reported" in say(*again, status=1).err


def test_a_batch_shows_its_stages_with_the_kit_s_factors(say, batch, shipped_study, monkeypatch):
    monkeypatch.setattr("lca_models.commands.programme.batches.open_study", lambda: shipped_study)
    found = json.loads(say("batch", "show", batch, "--json").out)
    assert found["factors_of"] == "lfp-60kwh"
    assert found["actual_share_of_packs"] == {"distribution": "0.6", "recycling": "0"}
    assert float(found["actual_kg_per_pack"]["recycling"]) == float(found["declared_kg_per_pack"]["recycling"])
    lines = say("batch", "show", batch, "--at", "2025-03-15").out.splitlines()
    assert lines[0] == "packs: not delivered 100"
    assert lines[1].startswith("distribution: 44.6 -> 44.6 kg CO2-eq per pack; actual for 0% of packs")


def test_words_that_cannot_be_read_are_refused(say):
    err = say("batch", "begin", "--as", "maker", "--begins", "March", "--pack-mass", "much", status=1).err
    assert "begins: 'March' cannot be read" in err
    assert "pack_mass_kg: 'much' cannot be read" in err
