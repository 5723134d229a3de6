"""Projects that a former edition built from tables of former names: read as they are, and moved on from without loss."""

import zipfile
from pathlib import Path

import pytest

from lca_models.commands.main import main
from lca_models.impact.assessment import assess
from lca_models.impact.study import load_study
from lca_models.inventory.brightway.pointer import read_pointer
from lca_models.inventory.brightway.project import build_project, is_edited
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import read_project_rows
from lca_models.reporting.verification.contributions import verify
from tests.conftest import TINY_INVENTORY, TOY, open_project

pytestmark = pytest.mark.filterwarnings("ignore:.*has no checksum")
FORMER = Path(__file__).parents[2] / "former"
STAGES = [6, 5, 0, -4.4]  # kg CO2-eq per pack
PACK, NICKEL = ("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate")


@pytest.fixture
def base(tmp_path, monkeypatch):
    """The base folder of the former edition, in use with the tables of today."""
    folder = tmp_path / "brightway"
    with zipfile.ZipFile(FORMER / "tiny_project.zip") as archive:
        archive.extractall(folder)
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(TINY_INVENTORY))
    return folder


@pytest.fixture
def former(base):
    with pytest.warns(UserWarning, match=r"current\.json has no checksum"):
        return read_pointer(base).current


def edit(base, former):
    """Through bw2data: 40 NiSO4 at 0.6 instead of 10, 18 kg more."""
    for copy in open_project(base, former):
        exchange = copy.exchange(PACK, NICKEL)
        exchange["amount"] = 40.0
        exchange.save()


def stages(base, project):
    return list(assess(build_product_system(read_project_rows(base / project.folder), TOY)).stages().values())


def test_the_fixtures_are_small():
    assert sum(path.stat().st_size for path in FORMER.iterdir()) < 200_000


def test_a_former_project_is_read_and_calculates_to_what_it_was(base, former):
    assert not is_edited(base, former)
    assert stages(base, former) == pytest.approx(STAGES)


def test_bw2calc_opens_a_former_project(base, former):
    system = build_product_system(read_project_rows(base / former.folder), TOY)

    assert verify(assess(system), base, former.project).bw2calc.other == pytest.approx(sum(STAGES), rel=1e-6)


def test_an_unedited_former_project_gives_way_and_stays_on_disk(base, former):
    built = build_project(TINY_INVENTORY)
    projects = read_pointer(base)

    assert built.built
    assert projects.current == built.current != former
    assert former in projects.earlier
    assert stages(base, former) == stages(base, built.current) == pytest.approx(STAGES)


def test_an_edited_former_project_gives_way_only_when_forced_and_stays_as_it_was(base, former, capsys):
    edit(base, former)

    assert main(["build"]) == 1
    assert "was edited since its build" in capsys.readouterr().err
    assert read_pointer(base).current == former

    assert main(["build", "--force"]) == 0
    assert load_study().current != former
    assert is_edited(base, former)
    assert stages(base, former) == pytest.approx([6 + 30 * 0.6, 5, 0, -4.4])
