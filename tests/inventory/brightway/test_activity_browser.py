"""Activity Browser itself, in an environment of its own: what it makes of a project of this kit, and of a BW2Package."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lca_models.inventory.formats.writing.by_form import contents_of, export_product
from lca_models.scope.calculation_setup import CalculationSetup

PACKAGE = "activity-browser==3.0.0b202610120209"  # the first beta that takes bw2data 4.8
WORKER = Path(__file__).with_name("activity_browser_worker.py")
PRODUCT = "lfp-60kwh"

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory):
    """Python with Activity Browser: a minute, and 1.3 GB; skipped where pip cannot get it."""
    folder = tmp_path_factory.mktemp("activity_browser") / "environment"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", PACKAGE], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"pip cannot install {PACKAGE}: {done.stderr.strip().splitlines()[-1]}")
    yield python
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def result(shipped_study):
    return shipped_study.footprint(CalculationSetup(PRODUCT))


@pytest.fixture(scope="module")
def seen(interpreter, shipped_study, result, tmp_path_factory):
    """What Activity Browser says of a copy of the shipped project, and of the package of a product."""
    folder = tmp_path_factory.mktemp("seen")
    base = folder / "brightway"
    shutil.copytree(shipped_study.base, base)
    contents = contents_of(result.system, result.assessment.parameters, result.assessment.amounts)
    written = export_product(contents, "bw2package", folder / "pack.bw2package")
    environment = {**os.environ, "BRIGHTWAY2_DIR": str(base), "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen",
                   "AB_SKIP_SETTINGS_ON_STARTUP": "1"}  # fmt: skip
    asked = [interpreter, WORKER, shipped_study.current.project, written.files[0], result.system.demanded.key[1]]
    done = subprocess.run(asked, capture_output=True, text=True, env=environment, check=False, timeout=600)
    assert not done.returncode, done.stderr
    return {**json.loads(done.stdout.strip().splitlines()[-1]), "written": written}


def test_its_databases_open_for_editing_in_its_window(seen, shipped_study):
    assert seen["project"]["locked"] == []
    assert seen["project"]["databases"] == sorted(shipped_study.rows.databases)
    assert seen["window"]["title"] == "Activity Browser"


def test_its_index_lists_every_formula_with_its_amount(seen, shipped_study):
    rows = [one for one in shipped_study.rows.exchanges if one.formula]

    assert len(seen["project"]["flows"]) == len(rows)
    assert seen["project"]["flows"] == sorted([*one.process, *one.input, one.formula, one.amount] for one in rows)


def test_its_parameter_tab_lists_every_parameter_of_a_process_with_its_value(seen, shipped_study):
    """those of the project, and the one of its group"""
    project = {one.name: one.amount for one in shipped_study.rows.parameters if not one.scope}

    assert len(seen["project"]["scopes"]) >= 5
    for scope in seen["project"]["scopes"].values():
        assert len(scope) == len(project) + 1
        assert {name: value for name, value in scope.items() if name in project} == pytest.approx(project, rel=1e-12)
    assert seen["project"]["activity parameters"] == sum(bool(one.scope) for one in shipped_study.rows.parameters)


def test_its_recalculation_gives_the_amounts_that_are_stored(seen):
    assert seen["project"]["recalculated"] <= 1e-9
    assert seen["project"]["again"] == 0


def test_its_dialogues_read_every_spread(seen, shipped_study):
    spreads = {one.name: one.data for one in shipped_study.rows.parameters if not one.scope}
    varying = sorted(name for name, data in spreads.items() if data.get("uncertainty type", 0) > 1)

    assert {name: number for name, (number, _) in seen["project"]["spreads"].items()} == {
        name: data.get("uncertainty type", 0) for name, data in spreads.items()
    }
    for name in varying:
        _, fields = seen["project"]["spreads"][name]
        assert fields == {key: spreads[name][key] for key in fields}
    assert seen["project"]["sampleable"] == varying


def test_its_importer_reads_the_package_of_a_product_whole(seen, result):
    """The database; it stops at impact categories, whatever package holds them, and what it read of them gives the score."""
    package = seen["package"]

    assert "signal" in package["stopped"]
    assert package["processes"] == len(result.system.processes) + len(result.system.flows)
    assert package["exchanges"] == seen["written"].exchanges
    assert not package["locked"]
    assert package["score"] == pytest.approx(result.assessment.score, rel=1e-6)
