import json

import pytest

from lca_models.commands.main import main
from lca_models.programme.registry.members import add_model, add_organisation, add_plant
from lca_models.programme.registry.opening import open_registry


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    """A registry in which six makers have a verified declaration each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", "pilot.db")

    def said(*words, status=0):
        assert main(["programme", *words]) == status
        return capsys.readouterr()

    said("init", "--synthetic")
    registry = open_registry("pilot.db")
    for number in range(6):
        org = add_organisation(
            registry, kind="maker", name_en=f"M{number}", name_zh=f"合成{number}", credit_code=f"SYN-{number}"
        )
        received = {
            "org": org, "model": add_model(registry, org, code="A", chemistry="lfp", rated_kwh="60"),
            "plant": add_plant(registry, org, name="P", province="CN-SC"), "period_start": "2025-01-01",
            "period_end": "2025-12-31", "bundle": f"{number:064}", "manifest": f"{number:064}", "bytes": 1, "release": "r",
            "rules": "cn-551",
        }  # fmt: skip
        row = {"stage": "manufacturing", "amount_kg": str(6000 + number), "primary_share": "0.5", "rating": "2"}
        with registry.writing("worker") as write:
            subject = f"submission:s{number}"
            write.event("submission.received", subject, received)
            write.event("submission.checked", subject, {"results": [row]})
            write.event("submission.under_verification", subject, {})
            write.event("submission.verified", subject, {"valid_until": "2028-12-31"})
    registry.close()
    return said


def test_tables_are_shown_in_both_languages(say):
    shown = say("evaluate").out
    assert "SYNTHETIC: nothing here is of a real company" in shown
    assert all(f"E{number} " in shown for number in (1, 2, 3, 4, 6))
    chinese = say("evaluate", "--language", "zh").out
    assert "合成数据" in chinese
    assert "已核查企业占比" in chinese
    assert "至核查通过的中位天数" in chinese


def test_all_tables_go_into_a_folder_and_one_json_document(say, tmp_path):
    found = json.loads(say("evaluate", "--json", "--out", "tables").out)
    assert found["synthetic"] is True
    assert {path.name for path in (tmp_path / "tables").glob("*.csv")} == {f"{name}.csv" for name in found["tables"]}


def test_a_party_sees_what_its_role_may(say):
    say("organisation", "--kind", "public", "--name", "Reader", "--code", "reader")
    say("client", "--org", "reader", "--role", "reader")
    assert "companies" not in json.loads(say("evaluate", "--as", "reader", "--json").out)["tables"]


def test_what_was_issued_keeps_a_newcomer_back(say):
    say("evaluate", "--issue")
    assert json.loads(say("evaluate", "--json").out)["tables"]["coverage"]


def test_a_change_that_cannot_be_calculated_is_told_and_an_unknown_one_named(say, toy_study, monkeypatch):
    monkeypatch.setattr("lca_models.commands.programme.evaluating.open_study", lambda: toy_study)
    assert "the change is of too few companies to be told" in say("evaluate", "--rules", "cn-551").out
    assert "there is no parameter 'no_such'" in say("evaluate", "--change", "no_such=1", status=1).err
