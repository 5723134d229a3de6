"""A project takes its place whole, and leaves it whole; what was interrupted is ended."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lca_models.inventory.brightway import adoption
from lca_models.inventory.brightway.adoption import (
    PLACE,
    adopt,
    finish_interrupted_projects,
    project_names,
    project_workplace,
    remove_project,
)
from lca_models.inventory.system.rows import ProjectError

REPOSITORY = Path(__file__).parents[3]
TABLE = (
    "CREATE TABLE projectdataset (id INTEGER NOT NULL PRIMARY KEY, data BLOB NOT NULL, name TEXT NOT NULL, "
    "full_hash INTEGER NOT NULL DEFAULT 1)"
)


def make(base: Path, project: str) -> str:
    """A project of one file below a base folder; its folder."""
    with closing(sqlite3.connect(base / "projects.db")) as connection, connection:
        if "projectdataset" not in [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]:
            connection.execute(TABLE)
            connection.execute("CREATE UNIQUE INDEX by_name ON projectdataset (name)")
        connection.execute("INSERT INTO projectdataset (data, name, full_hash) VALUES (x'00', ?, 0)", (project,))
    (base / f"{project}.1").mkdir()
    (base / f"{project}.1" / "rows").write_text(project)
    return f"{project}.1"


def left(base: Path) -> list[str]:
    return sorted(path.name for path in base.iterdir())


def test_a_project_is_adopted_into_an_empty_base(tmp_path):
    with project_workplace(tmp_path / "base") as work:
        adopt(tmp_path / "base", work, "one", make(work, "one"))

    assert project_names(tmp_path / "base") == {"one"}
    assert (tmp_path / "base" / "one.1" / "rows").read_text() == "one"
    assert left(tmp_path / "base") == ["one.1", "projects.db"]


def test_a_project_joins_others_whose_list_has_other_columns(tmp_path):
    make(tmp_path, "first")
    with closing(sqlite3.connect(tmp_path / "projects.db")) as connection, connection:
        connection.execute("ALTER TABLE projectdataset ADD COLUMN revision INTEGER")
    with project_workplace(tmp_path) as work:
        adopt(tmp_path, work, "second", make(work, "second"))

    assert project_names(tmp_path) == {"first", "second"}


def test_a_project_that_was_not_complete_leaves_nothing(tmp_path):
    with project_workplace(tmp_path) as work:
        make(work, "one")

    assert left(tmp_path) == []


def test_a_folder_that_no_list_names_is_somebodys(tmp_path):
    (tmp_path / "one.1").mkdir()
    with pytest.raises(ProjectError, match="holds a project already"), project_workplace(tmp_path) as work:
        adopt(tmp_path, work, "one", make(work, "one"))

    assert left(tmp_path) == ["one.1"]


def test_a_list_that_another_program_holds_leaves_everything_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(adoption, "PATIENCE", 0.0)
    make(tmp_path, "first")
    with closing(sqlite3.connect(tmp_path / "projects.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProjectError, match="close other programs"), project_workplace(tmp_path) as work:
            adopt(tmp_path, work, "second", make(work, "second"))
        remove_project(tmp_path, "first", "first.1")
    assert left(tmp_path) == ["first.1", "projects.db"]
    assert project_names(tmp_path) == {"first"}


def test_a_project_is_removed_with_its_folder(tmp_path):
    make(tmp_path, "one")
    make(tmp_path, "two")
    remove_project(tmp_path, "one", "one.1")

    assert project_names(tmp_path) == {"two"}
    assert left(tmp_path) == ["projects.db", "two.1"]


KILLED = """
import os, sys
from pathlib import Path
from lca_models.inventory.brightway import adoption
from tests.inventory.brightway.test_adoption import make

base, step = Path(sys.argv[1]), sys.argv[2]
setattr(adoption, step, lambda *_: os._exit(9))
if step == "_strike":
    adoption.remove_project(base, "one", "one.1")
with adoption.project_workplace(base) as work:
    adoption.adopt(base, work, "one", make(work, "one"))
"""


def killed(base: Path, step: str) -> None:
    """An adoption, or a removal, killed at a step."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(base), step], cwd=REPOSITORY, check=False)
    assert done.returncode == 9


def test_a_kill_between_place_and_name_is_ended_by_the_next_run(tmp_path):
    killed(tmp_path, "_enter")
    assert (tmp_path / "one.1").is_dir()
    assert project_names(tmp_path) == frozenset()
    finish_interrupted_projects(tmp_path)

    assert project_names(tmp_path) == {"one"}
    assert left(tmp_path) == ["one.1", "projects.db"]


def test_a_kill_before_the_move_leaves_no_project(tmp_path):
    killed(tmp_path, "move_folder")
    assert left(tmp_path) == [PLACE]
    finish_interrupted_projects(tmp_path)

    assert left(tmp_path) == []


def test_a_kill_in_a_removal_is_ended_by_the_next_run(tmp_path):
    make(tmp_path, "one")
    killed(tmp_path, "_strike")
    assert project_names(tmp_path) == {"one"}
    finish_interrupted_projects(tmp_path)

    assert project_names(tmp_path) == frozenset()
    assert left(tmp_path) == ["projects.db"]


def test_nothing_of_the_living_is_ended(tmp_path):
    with project_workplace(tmp_path) as work:
        folder = make(work, "one")
        finish_interrupted_projects(tmp_path)
        assert (work / folder / "rows").is_file()


def test_a_list_that_is_no_database_is_named(tmp_path):
    (tmp_path / "projects.db").write_bytes(b"no database" * 100)

    with pytest.raises(ProjectError, match=r"projects\.db cannot be used"):
        project_names(tmp_path)
    shutil.rmtree(tmp_path / PLACE, ignore_errors=True)
    assert os.listdir(tmp_path) == ["projects.db"]
