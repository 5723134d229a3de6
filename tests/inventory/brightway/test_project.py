"""Builds: what is in use, what an edit means, what a kill leaves behind."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from counts import LONG

from lca_models.commands.main import main
from lca_models.impact.assessment import assess
from lca_models.impact.footprint import footprint
from lca_models.impact.study import load_study
from lca_models.inventory.brightway import project
from lca_models.inventory.brightway.database import import_brightway
from lca_models.inventory.brightway.pointer import POINTER, CurrentProject, read_pointer
from lca_models.inventory.brightway.project import build_project, is_edited
from lca_models.inventory.files.waiting import alone
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.reporting.verification.contributions import verify

TESTS = Path(__file__).parents[2]
PACK, NICKEL = ("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate")
CO2 = ("elementary_flows", "co2_fossil")
SWITCH = "switching the pointer"
STOPPING_BUILD = f"""
import sys
from lca_models.inventory.brightway import project

def stop_at(moment):
    if moment == sys.argv[1]:
        print("stopped", flush=True)
        sys.stdin.read()

def switch(*arguments, _switch=project.write_pointer):
    stop_at("{SWITCH}")
    _switch(*arguments)

project.write_pointer = switch
project.build_project(progress=lambda what, done, of: stop_at(what))
"""


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """tiny_inventory in a folder that the test may edit."""
    root = tmp_path / "tables"
    shutil.copytree(TESTS / "tiny_inventory", root)
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(root))
    return root


def test_tables_are_hashed_by_the_former_rule_only_where_todays_does_not_fit(tmp_path, tables, monkeypatch):
    asked = []
    monkeypatch.setattr(project, "former_tables_hash", lambda root: asked.append(root) or "0" * 64)
    standing = CurrentProject("a", ".", "today", "")

    assert project._holds(tmp_path, standing, tables, "today")
    assert not asked
    assert not project._holds(tmp_path, standing, tables, "tomorrow")
    assert asked == [tables]


def change_tables(root, emission="4"):
    """Direct emission of the pack, 4 kg as shipped."""
    path = root / "manufacturing/exchanges.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("biosphere,co2_fossil,4,", f"biosphere,co2_fossil,{emission},"), encoding="utf-8")


def restore_tables(root):
    shutil.copy(TESTS / "tiny_inventory/manufacturing/exchanges.csv", root / "manufacturing/exchanges.csv")


def edit(copy, amount=40.0):
    """Through bw2data, as a researcher would: 40 NiSO4 at 0.6 instead of 10."""
    exchange = copy.exchange(PACK, NICKEL)
    exchange["amount"] = amount
    exchange.save()


def current_score(root):
    return footprint(load_study(root).product_system("toy")).assessment.score


def test_an_edit_in_brightway_changes_the_next_footprint_and_its_hash(toy_copy, toy_study):
    """30 more NiSO4 at 0.6 = 18"""
    before = footprint(toy_study.product_system("toy")).document()
    edit(toy_copy)
    after = footprint(load_study(toy_study.root).product_system("toy")).document()

    assert after["total"]["kg_co2e_per_pack"] == pytest.approx(before["total"]["kg_co2e_per_pack"] + 18)
    assert after["inventory_hash"] != before["inventory_hash"]


@pytest.mark.parametrize("field", ["scale", "comment", "pedigree_scores"])
def test_an_edit_of_a_spread_or_a_text_is_an_edit(toy_copy, toy_study, field):
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange[field] = 0.5 if field == "scale" else "changed"
    exchange.save()

    assert is_edited(toy_copy.base, toy_study.current)


def test_a_recalculation_by_brightway_is_no_edit(toy_copy, toy_study):
    toy_copy.brightway.parameters.recalculate()

    assert not is_edited(toy_copy.base, toy_study.current)


def test_an_edited_project_is_used_as_it_is_while_the_tables_stay(toy_copy, toy_study):
    edit(toy_copy)

    assert not build_project(toy_study.root).built
    assert current_score(toy_study.root) == pytest.approx(6.6 + 18)


def test_a_build_refuses_to_move_on_from_an_edited_project(toy_copy, tables, toy_study, capsys):
    edit(toy_copy)
    change_tables(tables, "7")
    pointer = (toy_copy.base / POINTER).read_bytes()

    assert main(["build"]) == 1

    printed = capsys.readouterr()
    assert "was edited since its build" in printed.err
    assert "--force" in printed.err
    assert (toy_copy.base / POINTER).read_bytes() == pointer


def test_no_build_ever_loses_an_edited_project(toy_copy, tables, toy_study):
    """Edited, then new tables by force, then the first tables again: three projects, the edited one as it was."""
    edit(toy_copy)
    change_tables(tables, "7")
    second = build_project(tables, force=True).current
    score_of_second = current_score(tables)
    restore_tables(tables)
    third = build_project(tables).current

    assert score_of_second == pytest.approx(6.6 + 3)
    assert current_score(tables) == pytest.approx(6.6)
    assert third.project == f"{toy_study.current.project} (2)"
    assert len({toy_study.current.folder, second.folder, third.folder}) == 3
    edited = read_project_rows(toy_copy.base / toy_study.current.folder)
    assert [row.amount for row in edited.exchanges if (row.process, row.input) == (PACK, NICKEL)] == [40.0]


def test_an_edited_project_survives_the_loss_of_the_pointer_file(toy_copy, tables, toy_study):
    edit(toy_copy)
    (toy_copy.base / POINTER).unlink()
    done = build_project(tables)

    assert done.built
    assert done.current.folder != toy_study.current.folder
    assert is_edited(toy_copy.base, toy_study.current)


def test_a_project_built_before_is_used_again(copy_base, tables, toy_study):
    change_tables(tables, "7")
    assert build_project(tables).built
    restore_tables(tables)
    again = build_project(tables)

    assert not again.built
    assert again.current.folder == toy_study.current.folder


def test_a_project_that_cannot_be_read_is_left_alone(copy_base, tables, toy_study):
    change_tables(tables, "7")
    damaged = copy_base / toy_study.current.folder / "lci" / "databases.db"
    damaged.write_bytes(b"no database" * 100)

    with pytest.raises(ProjectError, match="--force"):
        build_project(tables)
    assert build_project(tables, force=True).built
    assert damaged.is_file()


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"current": null, "earlier": []}', '{"current": {"a": 1}}'])
def test_a_damaged_pointer_is_named(copy_base, tables, text, capsys):
    (copy_base / POINTER).write_text(text, encoding="utf-8")

    assert main(["build"]) == 1
    assert f"{POINTER} is damaged" in capsys.readouterr().err


def test_a_second_build_waits_its_turn(copy_base, tables, monkeypatch):
    change_tables(tables, "7")
    monkeypatch.setattr(project, "PATIENCE", 0.0)
    with (
        alone(copy_base / project.LOCK, "", 0.0),
        pytest.raises(ProjectError, match="another build is writing"),
    ):
        build_project(tables)


def test_a_typing_error_creates_no_project(toy_copy):
    """Brightway's set_current would create it; the verification looks first."""
    before = {project.name for project in toy_copy.brightway.projects}
    with pytest.raises(ValueError, match="there is no project 'lca-modles'"):
        verify(assess(toy_copy.system()), toy_copy.base, "lca-modles")

    assert {project.name for project in import_brightway(toy_copy.base).projects} == before


@contextmanager
def build_stopped_at(moment):
    """A build in a process group of its own that has come to a moment, and stays there until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING_BUILD, moment],
        cwd=TESTS.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout.readline() == b"stopped\n"
            yield process
        finally:
            process.kill()


def moments_of_a_build(tables, usual):
    """What a build reports, and the switch of the pointer file: the usual one, all of them in the long run."""
    if not LONG:
        return [usual]
    reported = []
    change_tables(tables, "8")
    build_project(tables, progress=lambda what, done, of: reported.append(what))
    restore_tables(tables)
    build_project(tables)
    return [*dict.fromkeys(reported), SWITCH]


@pytest.mark.skipif(os.name != "posix", reason="kills a process group")
@pytest.mark.parametrize("orphan", [False, True], ids=["whole build", "parent only"])
def test_a_killed_build_leaves_the_old_project_in_use(copy_base, tables, orphan):
    """At moments all over a build; the next build finishes. An orphaned writer dies or finishes what nobody points to."""
    moments = moments_of_a_build(tables, SWITCH if orphan else "writing manufacturing")
    before = read_pointer(copy_base).current
    score = reading(copy_base, before)
    for number, moment in enumerate(moments):
        restore_tables(tables)
        change_tables(tables, str(10 + number))
        with build_stopped_at(moment) as process:
            if orphan:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)

        assert read_pointer(copy_base).current == before
        assert reading(copy_base, before) == score
    assert build_project(tables).current != before
    assert current_score(tables) == pytest.approx(6.6 - 4 + 10 + len(moments) - 1)


def reading(base, current):
    rows = read_project_rows(base / current.folder)
    return rows.rows_hash, sum(row.amount for row in rows.exchanges)


def test_a_project_hashed_by_an_older_kit_does_not_block_a_build_but_is_kept(toy_copy, toy_study):
    """Its rows cannot be compared: the hash on record begins with another version."""
    older = replace(toy_study.current, rows_hash="0:" + toy_study.current.rows_hash.partition(":")[2])

    assert not is_edited(toy_copy.base, older, when_unknown=False)
    assert is_edited(toy_copy.base, older)


def test_a_person_without_home_is_told(monkeypatch):
    monkeypatch.delenv("LCA_MODELS_DIR")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: "~/.local/share/lca_models")

    with pytest.raises(ProjectError, match="set HOME"):
        project.base_folder()


FIRST = """
import sys
from lca_models.commands.main import main
sys.exit(main(["footprint", "toy"]))
"""


@pytest.mark.parametrize("count", [2, 4, 6] if LONG else [3])
def test_first_calls_at_once_all_succeed(tmp_path, tables, count):
    """one builds, the others say that they wait and use what it built"""
    calls = [
        subprocess.Popen([sys.executable, "-c", FIRST], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    ends = [(*call.communicate(), call.returncode) for call in calls]

    assert [status for _, _, status in ends] == [0] * count, ends
    assert len({out for out, _, _ in ends}) == 1
    assert len(list((tmp_path / "brightway").glob("*/lci"))) == 1
    assert sum("waiting for it" in said for _, said, _ in ends) <= count - 1


@pytest.mark.skipif(os.name != "posix", reason="kills a process group")
def test_who_waits_for_a_build_that_is_killed_builds(copy_base, tables):
    change_tables(tables, "9")
    with build_stopped_at("writing manufacturing") as process:
        waiting = subprocess.Popen(
            [sys.executable, "-c", FIRST], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            while "waiting for it" not in waiting.stderr.readline():
                assert waiting.poll() is None
        finally:
            os.killpg(process.pid, signal.SIGKILL)
        out, said = waiting.communicate()

    assert waiting.returncode == 0, said
    assert "worked example" in out
    assert current_score(tables) == pytest.approx(6.6 - 4 + 9)
