"""The status says what is in use and what was edited, and changes nothing."""

from lca_models.inventory.brightway.project import build_project
from lca_models.inventory.brightway.status import project_status

PACK, NICKEL = ("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate")


def test_before_the_first_build_there_is_no_project(tmp_path):
    found = project_status()

    assert (found.current, found.edits.count) == (None, 0)
    assert found.document()["project"] is None
    assert not (tmp_path / "brightway").exists()


def test_a_project_as_built_names_its_tables_and_time(copy_base, toy_study):
    found = project_status().document()

    assert (found["project"], found["follows_tables"], found["edited_rows"]) == (toy_study.current.project, True, 0)
    assert found["built"]["built_utc"].endswith("Z")
    assert found["folder"] == str(copy_base / toy_study.current.folder)


def test_edited_rows_and_earlier_projects_are_listed(toy_copy, toy_study):
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["amount"] = 40.0
    exchange.save()
    edited = project_status().document()
    kept = build_project(force=True).kept
    after = project_status().document()

    assert edited["edits"][0]["fields"] == [{"field": "amount", "was": 10.0, "is": 40.0}]
    assert kept == toy_study.current.project
    assert after["earlier"] == [{"project": kept, "edited": True}]
    assert after["edited_rows"] == 0
