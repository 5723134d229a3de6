"""Every file of a project, changed at random: it gives what it gave, or is refused in one line, or is announced as edited."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from damaged_files import counted, opened
from mutations import mutated_bytes, mutated_json, mutated_pickle

PAGE = 4096  # bytes of a database
TABLES = (
    ("lci/databases.db", "activitydataset"),
    ("lci/databases.db", "exchangedataset"),
    ("parameters.db", "projectparameter"),
)


@pytest.mark.parametrize("base", ["project", "former_project"])
def test_a_project_gives_what_it_gave_or_somebody_is_told(base, child, bases, tmp_path, record_property):
    trap = tmp_path / "trap"
    found = opened(child, bases, "project", base, lambda chance, folder: change_project(chance, folder, trap), tmp_path)

    assert counted(found, f"{base}s", record_property).get("other", 0) == 0
    assert not trap.exists()


def change_project(chance: random.Random, base: Path, trap: Path) -> None:
    """A file of a project damaged, or a pickled row of it changed"""
    folder = next(base.glob("*/lci")).parent
    files = ["lci/databases.db", "parameters.db", "methods.json", "databases.json", "pickle", "row", "row"]
    match chance.choice(files):
        case "row":
            change_row(chance, folder, trap)
        case "pickle":
            path = chance.choice(sorted((folder / "intermediate").glob("*.pickle")))
            path.write_bytes(mutated_pickle(chance, path.read_bytes(), str(trap)))
        case name if name.endswith(".json"):
            (folder / name).write_bytes(mutated_json(chance, (folder / name).read_text(encoding="utf-8")))
        case name:
            content = (folder / name).read_bytes()
            start, end = 0, len(content)
            if chance.random() < 0.5:  # one page, so that the file stays a database
                start = chance.randrange(len(content) // PAGE) * PAGE
                end = start + PAGE
            inside = mutated_bytes(chance, content[start:end])
            inside = inside if end == len(content) else inside[:PAGE].ljust(PAGE, b"\0")
            (folder / name).write_bytes(content[:start] + inside + content[end:])


def change_row(chance: random.Random, folder: Path, trap: Path) -> None:
    tables = (
        ("lci/databases.db", "activitydataset"),
        ("lci/databases.db", "exchangedataset"),
        ("parameters.db", "projectparameter"),
    )
    name, table = chance.choice(tables)
    with closing(sqlite3.connect(folder / name)) as connection:
        rows = connection.execute(f"SELECT id, data FROM {table} ORDER BY id").fetchall()
        number, blob = chance.choice(rows)
        column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"])
        value = chance.choice([None, 5, -1.5, "x", b"\xff", float("inf"), 2**62])
        if column == "data" or chance.random() < 0.7:
            column, value = "data", mutated_pickle(chance, blob, str(trap))
        try:
            connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', (value, number))
        except sqlite3.IntegrityError:
            return
        connection.commit()
