"""A small bundle: sheet, setup, stages and the first page of a declaration, which is what a product needs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lca_models.commands.main import build_parser
from lca_models.impact.study import Study
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.listing.sheet import named_files, sheet_member
from lca_models.reporting.declaration.manifest import json_bytes, with_manifest
from lca_models.reporting.declaration.results.totals import stages_table
from lca_models.reporting.declaration.statement.setup import setup_document
from lca_models.scope.calculation_setup import CalculationSetup
from tests.reporting.declaration.conftest import SHEETS


@pytest.fixture(scope="session")
def received(shipped_study: Study, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Declared]:
    """The file of a bundle of the NMC811 sheet, and the declaration that it is of."""
    result = shipped_study.footprint(CalculationSetup(str(SHEETS / "nmc811_guangdong.yaml")))
    declared = Declared(shipped_study, result, datetime(2026, 1, 2, tzinfo=UTC), is_example=True)
    page = {"issued": "2026-01-02T00:00:00+00:00", "example": True, "received": [{"manifest_sha256": "first"}],
            "product": {"name": "Example NMC811 pack", "model": "EX", "rated_energy_kwh": 82.0, "mass_kg": 483.0}}  # fmt: skip
    members = {"declaration.json": json_bytes(page), "setup/setup.json": json_bytes(setup_document(declared)),
               "results/stages.csv": stages_table(declared).csv(), sheet_member(declared.sheet): declared.file.read_bytes(),
               **{one.member: one.content for one in named_files(declared.sheet)}}  # fmt: skip
    file = tmp_path_factory.mktemp("received") / "nmc.zip"
    file.write_bytes(archive_bytes(with_manifest(members)))
    return file, declared


@pytest.fixture
def parse():
    """Options of a command line."""
    return lambda *words: build_parser().parse_args([*map(str, words)])
