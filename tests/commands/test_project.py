"""build, status and reset on a project that somebody edits."""

import json

from lca_models.commands.main import main

PACK, NICKEL = ("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate")


def said(capsys, *words):
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def edit(copy):
    exchange = copy.exchange(PACK, NICKEL)
    exchange["amount"] = 40.0
    exchange.save()


def test_reset_goes_back_and_names_where_the_edited_project_is_kept(toy_copy, toy_study, capsys):
    """24.6 with 30 more NiSO4 at 0.6, and 6.6 again"""
    name = toy_study.current.project
    edit(toy_copy)
    before = said(capsys, "footprint", "toy")
    reset = said(capsys, "reset")
    after = said(capsys, "footprint", "toy")

    assert "differs from its build in 1 row" in before
    assert "24.60" in before
    assert f"the edited project is kept as {name}" in reset
    assert "6.60" in after
    assert "differs" not in after
    status = json.loads(said(capsys, "status", "--json"))
    assert (status["edited_rows"], status["earlier"]) == (0, [{"project": name, "edited": True}])


def test_reset_of_a_project_as_built_does_nothing(toy_copy, toy_study, capsys):
    assert said(capsys, "reset").startswith(f"{toy_study.current.project}  is as it was built")


def test_a_forced_build_builds_although_the_tables_are_the_same(toy_copy, toy_study, capsys):
    """Edited or not; the edited one stays"""
    name = toy_study.current.project
    edit(toy_copy)
    built = said(capsys, "build", "--force")

    assert built.startswith(f"{name} (2)  built")
    assert f"the edited project is kept as {name}" in built
    again = said(capsys, "build", "--force")
    assert "built" in again
    assert "kept as" not in again
    assert "already up to date" in said(capsys, "build")


def test_status_lists_rows(toy_copy, capsys):
    edit(toy_copy)
    text = said(capsys, "status")

    assert "manufacturing/pack_toy <- raw_materials/nickel_sulfate, technosphere  [changed, " in text
    assert "  amount: 10 -> 40" in text
