"""Projects built once: the shipped one, and the toy with stages 6, 5, 0 and -4.4 kg CO2-eq, total 6.6, and its copies."""

import contextlib
import gc
import io
import json
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from counts import LONG
from hypothesis import Phase, settings

from lca_models.commands.main import main
from lca_models.impact.study import Study, load_study
from lca_models.inventory.brightway import project
from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.files.waiting import alone
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.rows import ProjectRows, read_project_rows
from tests.builders import Builders
from tests.chromium import launched
from tests.foreign_databases import Case, make_case, write_project
from tests.licensed_databases import build_licensed

INVENTORIES = Path(__file__).parents[1] / "inventories"
TINY_INVENTORY = Path(__file__).parent / "tiny_inventory"
FOREIGN_CASES = 300 if LONG else 30
LONGEST = 3600  # s, of a test in the long run; of the others pyproject.toml says it
TOY = ("recycling", "life_cycle_toy")

Command = Callable[..., tuple[int, str, str]]

# The same examples every time, so that a run means the same on every machine; the long run looks for new ones.
# What fails in a worker is run again by `make test`, alone, and made smaller there: that may take five minutes.
PHASES = [one for one in Phase if "PYTEST_XDIST_WORKER" not in os.environ or one not in (Phase.shrink, Phase.explain)]
settings.register_profile("repeatable", max_examples=50, derandomize=True, deadline=None, phases=PHASES)
settings.register_profile("searching", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile("searching" if LONG else "repeatable")


search_for_garbage = gc.collect  # before `_no_search_when_projects_change`

# jsonschema, which Jupyter brings, builds 38 grammars of addresses at its import when this is there: 2 s in each worker.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported and collected stays to the end, so that no search for garbage looks at it; the others are fewer."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000)  # objects, for 700
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[Any]:
    """What a file leaves stays too: late in a run a search through all of it took longer than most tests."""
    result = yield
    if nextitem is None or nextitem.path != item.path:
        search_for_garbage()
        gc.freeze()
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files that follow one another stay with a worker, which makes what they share once."""
    from tests.both_ends import FromBothEnds

    return FromBothEnds(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The two longest files at the ends, where workers begin; the others fill up what is left. Full counts wait."""
    for item in items:
        if LONG:
            item.add_marker(pytest.mark.timeout(LONGEST))
        elif item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="in the long run"))
    items.sort(key=lambda item: -1 if item.get_closest_marker("browser") else bool(item.get_closest_marker("notebook")))


@pytest.fixture(scope="session", autouse=True)
def _no_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures that outlive a test find no project either: neither the user's own, nor one that they build by accident."""
    place = tmp_path_factory.mktemp("nowhere") / "no_folder"
    place.write_text("take the fixture toy_study or shipped_study", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("LCA_MODELS_INVENTORIES", raising=False)
        patch.setenv("LCA_MODELS_DIR", str(place))
        patch.setenv("BRIGHTWAY2_DIR", str(place.parent))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_search_when_projects_change() -> Iterator[None]:
    """bw2data asks for a search for garbage at every change of project: 0.3 s late in a run; Python's own searches go on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "collect", lambda generation=2: 0)
        yield


@pytest.fixture(scope="session", autouse=True)
def _builders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds that tests call are forks of a server; those of processes that tests start are processes, as for users."""
    if LONG or not hasattr(os, "fork"):
        yield
        return
    builders = Builders(tmp_path_factory.mktemp("builders"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "started", builders.started)
        yield
    builders.close()


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes the user's own projects, nor keeps what importing Brightway sets."""
    monkeypatch.delenv("LCA_MODELS_INVENTORIES", raising=False)
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "brightway"))
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path))


@pytest.fixture(scope="session", autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Every view is made, and every system solved: what another test had kept would hide what this one works out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lca_models.inventory.system.background.kept_solutions.MOST", 0)
        patch.setattr("lca_models.panels.page.kept_view.MOST", 0)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium; close the pages that you open."""
    yield from launched()


@pytest.fixture(scope="session")
def toy_study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study of tiny_inventory; read it, never edit it."""
    return built_once(TINY_INVENTORY, tmp_path_factory)


@pytest.fixture(scope="session")
def shipped_study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study of the shipped inventories; read it, never edit it."""
    return built_once(INVENTORIES, tmp_path_factory)


def built_once(root: Path, factory: pytest.TempPathFactory) -> Study:
    """The study of some tables, whose project is built once in a run; parallel workers have a copy each."""
    own = factory.getbasetemp() / root.name
    with pytest.MonkeyPatch.context() as patch:
        if "PYTEST_XDIST_WORKER" in os.environ:
            shared = factory.getbasetemp().parent / root.name  # of all workers
            with alone(shared.parent / f"{root.name}.lock", "another worker builds", 3600):
                patch.setenv("LCA_MODELS_DIR", str(shared))
                load_study(root)
            shutil.copytree(shared, own)
        patch.setenv("LCA_MODELS_DIR", str(own))
        return load_study(root)


@pytest.fixture(scope="session")
def licensed_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base folder of Brightway with stand-ins for licensed databases; read it, never edit it."""
    base = tmp_path_factory.mktemp("licensed")
    build_licensed(base, INVENTORIES)
    return base


@pytest.fixture
def licensed(licensed_base: Path, shipped_study: Study, monkeypatch: pytest.MonkeyPatch) -> Study:
    """The study of the shipped inventories on a machine with these databases."""
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(licensed_base))
    return shipped_study


@pytest.fixture(scope="session")
def toy_system(toy_study: Study) -> ProductSystem:
    return toy_study.product_system("toy")


@pytest.fixture
def run(toy_study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on the toy: (status, stdout, stderr)."""
    monkeypatch.setenv("LCA_MODELS_DIR", str(toy_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(toy_study.root))

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(list(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures of reports are empty: drawing them takes longer than everything else of a report."""
    if not LONG:
        monkeypatch.setattr("lca_models.reporting.figures.canvas.encode", lambda figure, kind, **way: b"<svg/>")
        monkeypatch.setattr("lca_models.reporting.report.drawings.processors", lambda: 1)  # no process that draws them


@pytest.fixture
def document(run: Command) -> Callable[..., Any]:
    """The JSON of a command that succeeds and warns of nothing."""

    def parse(*arguments: str) -> Any:
        status, out, err = run(*arguments, "--json")
        assert status == 0
        assert err == ""
        return json.loads(out)

    return parse


@dataclass(frozen=True)
class ProjectCopy:
    """A Brightway project of its own, open in this process through bw2data."""

    base: Path
    project: str
    brightway: Any

    @property
    def folder(self) -> Path:
        return Path(self.brightway.projects.dir)

    def rows(self) -> ProjectRows:
        return read_project_rows(self.folder)

    def system(self, demand: tuple[str, str] = TOY) -> ProductSystem:
        return build_product_system(self.rows(), demand)

    def exchange(self, process: tuple[str, str], bought: tuple[str, str]) -> Any:
        """The exchange of `process` with `bought`, as bw2data gives it."""
        return next(one for one in self.brightway.get_activity(process).exchanges() if one["input"] == bought)


def freeze_heap() -> None:
    """bw2data collects garbage at every change of project, a second late in a run; what is loaded by now is none."""
    gc.freeze()


@pytest.fixture
def copy_base(toy_study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the base folder of the toy, in use with its tables."""
    base = tmp_path / "brightway"
    shutil.copytree(toy_study.base, base)
    freeze_heap()
    monkeypatch.setenv("LCA_MODELS_DIR", str(base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(TINY_INVENTORY))
    return base


@pytest.fixture(scope="session")
def foreign_rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Case]]:
    """The folder of a project of random databases of other people, and what is asked of each; to be read only."""
    base = tmp_path_factory.mktemp("others") / "base"
    base.mkdir()
    brightway = import_brightway(base)
    freeze_heap()
    brightway.projects.set_current("others", update=False)
    cases = [make_case(number, 15) for number in range(FOREIGN_CASES)]
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        write_project(brightway, cases)
    folder = Path(brightway.projects.dir)
    close_databases(brightway)
    return folder, cases


@pytest.fixture
def toy_copy(toy_study: Study, copy_base: Path) -> Iterator[ProjectCopy]:
    """The toy project in a base folder of its own, to be edited."""
    yield from open_project(copy_base, toy_study.current)


def open_project(base: Path, current: CurrentProject) -> Iterator[ProjectCopy]:
    brightway = import_brightway(base)
    freeze_heap()
    assert current.project in brightway.projects
    brightway.projects.set_current(current.project, update=False)
    yield ProjectCopy(base, current.project, brightway)
    close_databases(brightway)


@pytest.fixture
def small_project(tmp_path: Path) -> Iterator[Callable[..., ProjectCopy]]:
    """Makes a Brightway project of a few processes: `small_project(process=[(type, input, amount), …], …)`.

    Flow `co2` has factor 1 in the default method. A process is given as its rows, or as (stage, rows); where no row is a
    production, one of 1 is written.
    """
    base = tmp_path / "small"
    base.mkdir()
    brightway = import_brightway(base)
    freeze_heap()

    def make(**processes: Any) -> ProjectCopy:
        brightway.projects.set_current("small", update=False)
        data: dict[tuple[str, str], dict[str, Any]] = {
            ("small", "co2"): {"name": "co2", "unit": "kilogram", "type": "emission", "exchanges": []}
        }
        for code, given in processes.items():
            stage, rows = given if isinstance(given, tuple) else ("", given)
            if not any(row[0] == "production" for row in rows):
                rows = [("production", code, 1.0), *rows]
            exchanges = [{"type": kind, "input": ("small", other), "amount": amount} for kind, other, amount in rows]
            data["small", code] = {"name": code, "unit": "unit", "type": "processwithreferenceproduct", "stage": stage,
                                   "exchanges": exchanges}  # fmt: skip
        database = brightway.Database("small")
        database.register()
        database.write(data, searchable=False, check_typos=False)
        method = brightway.Method(("climate change", "GWP100", "IPCC AR6"))
        method.register(unit="kg CO2-eq")
        method.write([(("small", "co2"), 1.0)])
        return ProjectCopy(base, "small", brightway)

    yield make
    close_databases(brightway)
