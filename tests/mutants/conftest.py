"""Files as the kit writes them, and the child that opens what becomes of them."""

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from damaged_files import Child

from lca_models.impact.compiled.model import compile_system
from lca_models.impact.draws.blocks import Blocks, kept_in, run_blocks
from lca_models.inventory.files.manifest import MANIFEST, hash_of, manifest_content

FORMER = Path(__file__).parents[1] / "former"


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    found = Child(tmp_path_factory.getbasetemp())
    yield found
    found.end()


@pytest.fixture(scope="module")
def bases(toy_study, toy_system, tmp_path_factory):
    """A folder of each format as the kit writes it"""
    root = tmp_path_factory.mktemp("whole")
    folders = {name: root / name for name in ("compiled", "former", "samples", "project", "manifest")}
    for name in ("compiled", "former", "samples", "manifest"):
        folders[name].mkdir()
    compile_system(toy_system).save(folders["compiled"] / "toy.npz")
    shutil.copy(FORMER / "toy.npz", folders["former"])
    run_blocks(draw, Blocks(50, 7, 20), kept_in(folders["samples"], {"function": "draw"}, resume=False))
    shutil.copytree(toy_study.base, folders["project"], ignore=shutil.ignore_patterns("*.lock", "default*"))
    (folders["manifest"] / "run.json").write_bytes(b"{}")
    (folders["manifest"] / MANIFEST).write_bytes(manifest_content({"report": {"run.json": hash_of(b"{}")}}))
    with zipfile.ZipFile(FORMER / "tiny_project.zip") as archive:
        archive.extractall(root / "former_project")
    return folders | {"former_project": root / "former_project"}


def draw(block):
    return (np.random.default_rng(block.stream).random((block.rows, 2)), np.array(block.rows))
