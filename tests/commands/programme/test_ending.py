import json

import pytest

from lca_models.commands.main import main
from lca_models.programme.registry.members import add_client, add_organisation, add_person, authenticated
from lca_models.programme.registry.opening import create_registry, open_registry


@pytest.fixture
def ids(tmp_path, monkeypatch):
    """Ids of a client with its secret, and of a person; the registry holds a withdrawn and an open submission."""
    monkeypatch.setenv("LCA_MODELS_PROGRAMME", str(tmp_path / "pilot.db"))
    registry = create_registry(tmp_path / "pilot.db", programme="pilot", synthetic=True)
    org = add_organisation(registry, kind="maker", name_en="Maker 07", name_zh="合成企业 07", credit_code="SYN-07")
    client, secret = add_client(registry, org, "maker")
    person = add_person(registry, org, name="Wang", email="w@example.org")
    with registry.writing("host") as write:
        write.event("plant.added", "plant:p", {"org": org, "name": "P", "province": "CN-FJ"})
        write.event("model.added", "model:m", {"org": org, "code": "A60", "chemistry": "LFP", "rated_kwh": "60"})
        for own, year in (("s1", 2020), ("s2", 2021)):
            write.event("submission.received", f"submission:{own}", {
                "org": org, "model": "m", "plant": "p", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
                "bundle": f"{year}" * 16, "manifest": "0" * 64, "bytes": 1, "release": "1", "rules": "1",
            })  # fmt: skip
        write.event("submission.verified", "submission:s1", {"valid_until": "2001-01-01"})
    registry.close()
    return client, secret, person


def said(capsys, *words, status=0):
    assert main(["programme", *words]) == status
    return capsys.readouterr()


def test_a_disabled_client_is_let_in_no_more(ids, tmp_path, capsys):
    client, secret, _ = ids
    said(capsys, "disable", client)
    registry = open_registry(tmp_path / "pilot.db")

    assert authenticated(registry, client, secret) is None
    registry.close()
    assert "is not in this registry" in said(capsys, "disable", "nobody", status=1).err


def test_what_is_due_is_deleted_with_a_reason_and_nothing_that_is_open(ids, capsys):
    assert said(capsys, "due").out == "s1\n"
    assert "'s2' is received" in said(capsys, "delete", "s2", "--reason", "x", status=1).err
    told = json.loads(said(capsys, "delete", "s1", "--reason", "ten years have passed", "--json").out)

    assert (told["submission"], told["event"]) == ("s1", 9)
    assert said(capsys, "due").out == "none\n"
    assert said(capsys, "due", "--json").out == "[]\n"


def test_a_person_is_erased_once_found(ids, capsys):
    _, _, person = ids

    assert "is erased (event 9)" in said(capsys, "erase", person).out
    assert "there is no 'nobody'" in said(capsys, "erase", "nobody", status=1).err
