"""Projects of several folders of Brightway, whatever their names hold; a name in two folders is refused with both."""

import pytest

from lca_models.inventory.projects.places import brightway_folders, find_project, find_projects
from lca_models.inventory.system.rows import ProjectError
from tests.foreign_projects import CELLS, PLAIN, build_projects


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    build_projects(folder)
    return folder


def test_every_project_of_a_folder_is_found_with_its_own_folder(base):
    found = {place.name: place for place in find_projects((base,))}

    assert {CELLS, PLAIN} <= set(found)
    assert found[CELLS].folder.name.startswith("my-cells2024.")
    assert (found[CELLS].folder / "lci" / "databases.db").is_file()
    assert find_project(CELLS, (base,)) == found[CELLS]


def test_the_folder_of_this_kit_comes_before_that_of_brightway(monkeypatch, tmp_path):
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "kit"))
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path / "own"))
    assert brightway_folders() == (tmp_path / "kit", tmp_path / "own")
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path / "kit"))
    assert brightway_folders() == (tmp_path / "kit",)


def test_an_unknown_project_has_the_nearest_named(base):
    with pytest.raises(ProjectError, match="no Brightway project 'plane'; did you mean 'plain'"):
        find_project("plane", (base,))
    with pytest.raises(ProjectError, match="none is known"):
        find_project(PLAIN, (base / "nowhere",))


def test_a_project_of_two_folders_is_refused_with_both(base, tmp_path):
    build_projects(tmp_path / "own")
    with pytest.raises(ProjectError) as refused:
        find_project(PLAIN, (base, tmp_path / "own"))
    assert str(base) in str(refused.value)
    assert str(tmp_path / "own") in str(refused.value)


def test_a_damaged_list_of_projects_is_one_line(tmp_path):
    (tmp_path / "projects.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(ProjectError, match=r"projects\.db cannot be read"):
        find_projects((tmp_path,))
