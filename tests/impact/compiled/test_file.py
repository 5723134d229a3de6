"""A compiled system goes to one file and back, without Brightway."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lca_models.impact.compiled.model import compile_system, load_compiled
from lca_models.inventory.files.archives import read_archive, write_archive
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.scope.scenario import ScenarioError

FORMER = Path(__file__).parents[2] / "former"


def test_a_file_of_a_former_edition_gives_what_it_gave():
    """6, 5, 0, -4.4 kg CO2-eq per pack; recovery 0.5 instead of 0.9 avoids 5 instead of 9 kg at 0.6"""
    with pytest.warns(UserWarning, match=r"toy\.npz has no checksum"):
        model = load_compiled(FORMER / "toy.npz")

    assert model().ravel() == pytest.approx([6, 5, 0, -4.4])
    assert model({"recovery_rate_nickel": 0.5}).ravel() == pytest.approx([6, 5, 0, -4.4 + 4 * 0.6])
    assert model.gradient().shape[-1] == len(model.parameters)


@pytest.mark.filterwarnings("ignore:.*has no checksum")
def test_a_file_of_a_former_edition_refuses_what_cannot_be_supplied():
    """It was compiled without the least of all outputs: 2 kWh of electricity, and -2"""
    model = load_compiled(FORMER / "toy.npz")

    assert model.blueprint.is_own
    with pytest.raises((ScenarioError, ProjectError), match="toy_plant_electricity"):
        model({"toy_plant_electricity": -2.0})


@pytest.mark.filterwarnings("ignore:.*has no checksum")
def test_the_hash_of_a_former_edition_is_taken_again_by_its_rule(tmp_path):
    with zipfile.ZipFile(FORMER / "tiny_project.zip") as archive:
        archive.extractall(tmp_path)
    rows = read_project_rows(next(tmp_path.glob("*/lci")).parent)
    edited = replace(rows, exchanges=rows.exchanges[1:])

    assert load_compiled(FORMER / "toy.npz", rows=rows)().sum() == pytest.approx(6.6)
    with pytest.raises(ScenarioError, match="compiled before the project was edited"):
        load_compiled(FORMER / "toy.npz", rows=edited)
    with pytest.warns(UserWarning, match=r"hashed by another rule: .* rows=study\.rows"):
        load_compiled(FORMER / "toy.npz", rows_hash=rows.rows_hash)


def test_a_file_gives_the_same_results(toy_system, tmp_path):
    model = compile_system(toy_system)
    model.save(tmp_path / "toy.npz")
    loaded = load_compiled(tmp_path / "toy.npz")

    settings = {"recovery_rate_nickel": np.linspace(0, 1, 7), "cell_plant_province": 51.0}
    assert np.array_equal(loaded(settings), model(settings))
    assert loaded.parameters == model.parameters
    assert loaded.blueprint.rows_hash == toy_system.rows_hash
    assert np.array_equal(loaded.gradient(), model.gradient())
    assert loaded.specialised(["recovery_rate_nickel"])().sum() == pytest.approx(6.6)


def test_a_file_is_read_without_brightway(toy_system, tmp_path):
    compile_system(toy_system).save(tmp_path / "toy.npz")
    program = (
        "import sys; from pathlib import Path; from lca_models import load_compiled\n"
        f"print(load_compiled(Path({str(tmp_path / 'toy.npz')!r}))().sum())\n"
        "print([name for name in sys.modules if name.startswith(('bw2', 'bw_', 'scipy', 'pandas'))])"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )

    assert float(printed[0]) == pytest.approx(6.6)
    assert printed[1] == "[]"


def test_a_file_of_another_state_of_the_project_is_refused(toy_system, tmp_path):
    compile_system(toy_system).save(tmp_path / "toy.npz")

    assert load_compiled(tmp_path / "toy.npz", rows_hash=toy_system.rows_hash)().sum() == pytest.approx(6.6)
    for another in ("another", toy_system.rows_hash[:-1]):
        with pytest.raises(ScenarioError, match="compiled before the project was edited"):
            load_compiled(tmp_path / "toy.npz", rows_hash=another)


def test_a_changed_file_is_refused(toy_system, tmp_path):
    """Every 37th byte in turn"""
    path = tmp_path / "toy.npz"
    compile_system(toy_system).save(path)
    content = path.read_bytes()
    for place in range(0, len(content), 37):
        path.write_bytes(content[:place] + bytes([content[place] ^ 16]) + content[place + 1 :])
        with pytest.raises(ScenarioError, match="is no compiled system"):
            load_compiled(path)


def test_a_file_that_lost_its_checksum_is_refused(toy_system, tmp_path):
    compile_system(toy_system).save(tmp_path / "toy.npz")
    arrays = read_archive((tmp_path / "toy.npz").read_bytes())
    (tmp_path / "bare.npz").write_bytes(write_archive(arrays))

    with pytest.raises(ScenarioError, match=r"bare\.npz is no compiled system \(its checksum is damaged"):
        load_compiled(tmp_path / "bare.npz")


@pytest.mark.parametrize(
    ("name", "value"), [("tape_targets", 10**6), ("tape_operations", 999), ("blueprint_columns", 10**6)]
)
def test_a_former_file_that_points_outside_is_refused(tmp_path, name, value):
    """It has no checksum, but is looked at in the same way before anything runs"""
    arrays = read_archive((FORMER / "toy.npz").read_bytes())
    arrays[name].flat[0] = value
    (tmp_path / "bad.npz").write_bytes(write_archive(arrays))

    with pytest.raises(ScenarioError, match=r"bad\.npz is no compiled system"):
        load_compiled(tmp_path / "bad.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 half an archive"])
def test_a_file_that_is_no_compiled_system_is_refused(tmp_path, content):
    (tmp_path / "bad.npz").write_bytes(content)
    with pytest.raises(ScenarioError, match=r"bad.npz is no compiled system"):
        load_compiled(tmp_path / "bad.npz")


def test_a_missing_file_and_one_of_another_edition_are_refused(tmp_path):
    with pytest.raises(ScenarioError, match="there is no file"):
        load_compiled(tmp_path / "none.npz")
    np.savez(
        tmp_path / "old.npz", document=np.frombuffer(b'{"format": "lca_models compiled system 0"}', dtype=np.uint8)
    )
    with pytest.raises(ScenarioError, match=r"of the format 'lca_models compiled system 0'.*compile it anew"):
        load_compiled(tmp_path / "old.npz")


def test_a_former_file_that_contradicts_itself_is_refused(tmp_path):
    """A constant of its tape is another than its exchanges give"""
    arrays = read_archive((FORMER / "toy.npz").read_bytes())
    arrays["tape_constants"] = arrays["tape_constants"] * 2
    (tmp_path / "bad.npz").write_bytes(write_archive(arrays))

    refused = pytest.raises(ScenarioError, match="its results contradict its exchanges")
    with refused, pytest.warns(UserWarning, match="no checksum"):
        load_compiled(tmp_path / "bad.npz")
