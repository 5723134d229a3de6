"""A kit and the sheets of a few companies, drawn once."""

import pytest

from lca_models.impact.study import Study
from lca_models.programme.pilot.companies import draw_companies
from lca_models.programme.pilot.generating import BALANCED
from lca_models.programme.pilot.planting.supply import ISSUED
from lca_models.programme.pilot.running import PilotRun, run_pilot
from lca_models.programme.pilot.sheets.document import CleanSheet, clean_sheets
from lca_models.programme.pilot.sheets.kit import Archetype, archetype_of


@pytest.fixture(scope="session")
def pilot_study(shipped_study: Study) -> Study:
    """The shipped study on the day of the declarations."""
    return shipped_study.on(ISSUED)


@pytest.fixture(scope="session")
def kits(pilot_study: Study) -> dict[str, Archetype]:
    """Archetypes by chemistry."""
    return {name: archetype_of(pilot_study, name) for name in ("lfp", "nmc811", "nmc622", "lmfp")}


@pytest.fixture(scope="session")
def together(kits: dict[str, Archetype]) -> tuple[CleanSheet, ...]:
    """Sheets of eight companies with a plant each."""
    return tuple(sheet for one in draw_companies(1, 8, alone=False) for sheet in clean_sheets(one, kits[one.chemistry]))


@pytest.fixture(scope="session")
def apart(kits: dict[str, Archetype]) -> tuple[CleanSheet, ...]:
    """Sheets of eight companies with a plant for each pack."""
    return tuple(sheet for one in draw_companies(1, 8, alone=True) for sheet in clean_sheets(one, kits[one.chemistry]))


@pytest.fixture(scope="session")
def tiny_run(shipped_study: Study, tmp_path_factory: pytest.TempPathFactory) -> PilotRun:
    """A balanced pilot of one company, judged and scored; read it, never edit it."""
    return run_pilot(shipped_study, 0, tmp_path_factory.mktemp("pilot"), BALANCED, companies=1)
