"""`PROJECT:DATABASE/CODE` against what exists: names hold `:` and `/`, two readings are refused with both."""

import sqlite3
from contextlib import closing

import pytest

from lca_models.inventory.projects.addresses import find_key, find_process, is_address
from lca_models.inventory.projects.places import ProjectPlace
from lca_models.scope.scenario import ScenarioError


def place(base, name, *keys):
    """The part of a project that addresses are matched against."""
    folder = base / name.replace("/", "_").replace(":", "_")
    (folder / "lci").mkdir(parents=True)
    with closing(sqlite3.connect(folder / "lci" / "databases.db")) as connection:
        connection.execute("CREATE TABLE activitydataset (database TEXT, code TEXT)")
        connection.executemany("INSERT INTO activitydataset VALUES (?, ?)", keys)
        connection.commit()
    return ProjectPlace(name, base, folder)


def test_names_hold_colons_and_slashes(tmp_path):
    odd = place(tmp_path, "a:b/c", ("d:e/f", "g/h:i"), ("plain", "x"))
    other = place(tmp_path, "a", ("q", "x"))
    known = [odd, other]

    assert find_process("a:b/c:d:e/f/g/h:i", None, lambda: known).key == ("d:e/f", "g/h:i")
    assert find_process("a:b/c:plain/x", None, lambda: known).place == odd
    assert find_process("a:q/x", None, lambda: known).place == other
    assert find_key(odd, "d:e/f/g/h:i") == ("d:e/f", "g/h:i")


def test_an_address_without_a_project_is_of_the_one_in_use(tmp_path):
    here = place(tmp_path, "here", ("db", "x"))
    assert find_process("db/x", here, lambda: ()).place == here


@pytest.mark.parametrize(
    ("address", "keys", "others"),
    [
        ("p:a/b/c", [("a", "b/c"), ("a/b", "c")], []),
        ("p:q:a/b", [("q:a", "b")], [("p:q", ("a", "b"))]),
    ],
)
def test_two_readings_are_refused_with_both(tmp_path, address, keys, others):
    known = [place(tmp_path, "p", *keys), *(place(tmp_path, name, key) for name, key in others)]
    with pytest.raises(ScenarioError) as refused:
        find_process(address, None, lambda: known)
    assert "can be read as" in str(refused.value)
    for key in (*keys, *(key for _, key in others)):
        assert f"database '{key[0]}', code '{key[1]}'" in str(refused.value)


def test_the_project_in_use_and_another_are_two_readings(tmp_path):
    here, other = place(tmp_path, "here", ("p:a", "b")), place(tmp_path, "p", ("a", "b"))
    with pytest.raises(ScenarioError, match=r"project 'here'.* and as project 'p'"):
        find_process("p:a/b", here, lambda: [other])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("prj:db/x", "no Brightway project 'prj'; did you mean 'proj'"),
        ("proj:bd/x", "the project 'proj' has no database that 'bd/x' begins with; did you mean 'db'"),
        ("proj:db/y1", "the database 'db' of the project 'proj' has no code 'y1'; did you mean 'y12'"),
        ("proj:db", "has no database that 'db' begins with"),
    ],
)
def test_what_does_not_exist_has_the_nearest_named(tmp_path, address, said):
    known = [place(tmp_path, "proj", ("db", "x"), ("db", "y12"))]
    with pytest.raises(ScenarioError, match=said):
        find_process(address, None, lambda: known)


def test_a_plain_name_is_no_address():
    assert not is_address("lfp-60kwh")
    assert is_address("db/code")
