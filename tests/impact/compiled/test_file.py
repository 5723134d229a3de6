"""A compiled system goes to one file and back, without Brightway."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lca_models.impact.compiled.model import compile_system, load_compiled
from lca_models.scope.scenario import ScenarioError

FORMER = Path(__file__).parents[2] / "former"


def test_a_file_of_a_former_edition_gives_what_it_gave():
    """6, 5, 0, -4.4 kg CO2-eq per pack; recovery 0.5 instead of 0.9 avoids 5 instead of 9 kg at 0.6"""
    model = load_compiled(FORMER / "toy.npz")

    assert model().ravel() == pytest.approx([6, 5, 0, -4.4])
    assert model({"recovery_rate_nickel": 0.5}).ravel() == pytest.approx([6, 5, 0, -4.4 + 4 * 0.6])
    assert model.gradient().shape[-1] == len(model.parameters)


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
    with pytest.raises(ScenarioError, match="compiled before the project was edited"):
        load_compiled(tmp_path / "toy.npz", rows_hash="another")


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
