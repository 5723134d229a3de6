"""The build as a process of its own: progress line by line, then the project it wrote."""

import json

from lca_models.inventory.brightway.project import content_hash
from lca_models.inventory.files.processes import started
from lca_models.inventory.system.rows import read_project_rows
from tests.conftest import TINY_INVENTORY


def test_progress_and_the_project_are_printed_as_json_lines(tmp_path, toy_study):
    order = {"root": str(TINY_INVENTORY), "base": str(tmp_path), "content_hash": content_hash(TINY_INVENTORY),
             "project": "own"}  # fmt: skip
    with started("lca_models.inventory.brightway.build", json.dumps(order)) as process:
        *steps, built = map(json.loads, process.stdout)

    assert [step["done"] for step in steps] == sorted(step["done"] for step in steps)
    assert steps[-1]["done"] == steps[-1]["of"]
    assert built["project"] == "own"
    assert built["content_hash"] == order["content_hash"]
    assert read_project_rows(tmp_path / built["folder"]).rows_hash == built["rows_hash"] == toy_study.current.rows_hash
