"""Grids of setups and folders of sheets on a dask cluster have the numbers of one machine."""

import contextlib
import os
import pickle
import signal
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from counts import LONG

from lca_models.commands.main import main
from lca_models.impact.draws.sharing import at_home, is_shared, on_cluster, shared
from lca_models.impact.packs.of_folder import results_of_folder
from lca_models.impact.packs.together import Packs
from lca_models.impact.study import _opened_once
from lca_models.interpretation.comparison.grid import compare_setups, setup_grid
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, speaking

SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"
GRID = setup_grid(["toy"], rules=["eu-cfb-ev", "cn-551"], provinces=["CN-GD", "CN-SC"],
                  vary={"recovery_rate_nickel": [0.5, 0.7]})  # fmt: skip


@pytest.fixture(scope="module")
def threads():
    """The address of a scheduler with two workers, threads of this process that listen to this machine alone."""
    import dask
    from dask.distributed import LocalCluster

    quiet = {"distributed.admin.log-format": "%(message)s", "distributed.comm.timeouts.connect": "600s"}
    with (
        dask.config.set(quiet),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
                     dashboard_address="127.0.0.1:0", silence_logs=50) as cluster,
    ):  # fmt: skip
        yield cluster.scheduler_address


@contextlib.contextmanager
def dask_port_taken():
    """The port where dask would like to listen, held by us or by somebody else."""
    with socket.socket() as taken:
        with contextlib.suppress(OSError):
            taken.bind(("127.0.0.1", 8787))
        yield


def nearly(one, other):
    """The largest relative difference of two documents, which differ in numbers alone."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        return max((nearly(one[name], other[name]) for name in one), default=0.0)
    if isinstance(one, list | tuple):
        assert len(one) == len(other)
        return max(map(nearly, one, other), default=0.0)
    if isinstance(one, float):
        return abs(one - other) / max(abs(one), abs(other), 1e-300)
    assert one == other
    return 0.0


def test_a_grid_on_a_cluster_has_the_numbers_of_one_machine(toy_study, threads):
    here = compare_setups(toy_study, GRID)
    with on_cluster(threads):
        assert is_shared()
        there = compare_setups(toy_study, GRID)
    assert not is_shared()
    assert nearly(here.rows(), there.rows()) < 1e-12
    assert [one.resolved for one in there.results] == [one.resolved for one in here.results]
    other = {**here.results[0].parameters, "recovery_rate_nickel": 0.6}
    assert there.results[0].scores(other) == pytest.approx(here.results[0].scores(other), rel=1e-12)


def test_a_folder_of_sheets_on_a_cluster_has_the_numbers_of_one_machine(shipped_study, threads):
    folder = shipped_study.sheet_folder(str(SHEETS))
    study = Packs(
        shipped_study.archetype_of, shipped_study.own_system,
        lambda product: shipped_study.resolve(CalculationSetup(product)),
    )  # fmt: skip
    here = results_of_folder(folder, study)
    with on_cluster(threads):
        there = results_of_folder(folder, study)
    assert nearly(here.rows(), there.rows()) < 1e-12
    assert here.problems() == there.problems()


def test_faults_and_words_are_those_of_whoever_asks(toy_study, threads):
    with on_cluster(threads), pytest.raises(ScenarioError, match="did you mean 'toy'"):
        toy_study.results([replace(GRID[0], product="tyo"), GRID[1]])
    with on_cluster(threads), speaking("zh"):
        assert shared(lambda part: [language_in_use() for _ in part], [1, 2, 3]) == ["zh"] * 3


def test_items_keep_their_order_whatever_the_parts(threads):
    items = list(range(29))
    assert shared(lambda part: [one * one for one in part], items) == [one * one for one in items]
    with on_cluster(threads):
        assert shared(lambda part: [one * one for one in part], items) == [one * one for one in items]


@pytest.mark.parametrize(
    ("where", "words"),
    [("local:0", "local:1 to local:256"), ("local:two", "no number of workers"), ("cluster", "is no cluster"),
     ("tcp://127.0.0.1:1", "no cluster answers")],
)  # fmt: skip
def test_what_is_no_cluster_is_refused(where, words, monkeypatch):
    monkeypatch.setattr("lca_models.impact.draws.sharing.WAIT", "1s")
    with pytest.raises(ScenarioError, match=words), on_cluster(where):
        pass


def test_a_study_is_sent_as_the_place_where_it_stands(toy_study):
    sent = pickle.dumps(toy_study)
    assert len(sent) < 2000
    assert pickle.loads(sent) == toy_study
    assert pickle.loads(sent) is pickle.loads(sent)


def test_a_machine_with_other_tables_is_refused(toy_study, tmp_path, run):
    elsewhere = CurrentProject("p", "folder", toy_study.current.content_hash, "2:" + 64 * "0")
    with pytest.raises(ProjectError, match="another edition"):
        _opened_once(type(toy_study), toy_study.root, tmp_path, elsewhere, None)
    same = replace(elsewhere, rows_hash=toy_study.current.rows_hash)
    assert _opened_once(type(toy_study), toy_study.root, tmp_path, same, None).current == toy_study.current


def test_paths_are_whole_for_whoever_works_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = at_home(CalculationSetup("my.xlsx", rules="r.csv#a", scenarios=["s.yaml#b", "baseline"], stages="t.csv"))
    assert (found.product, found.rules) == (str(tmp_path / "my.xlsx"), f"{tmp_path}/r.csv#a")
    assert (found.scenarios, found.stages) == ((f"{tmp_path}/s.yaml#b", "baseline"), f"{tmp_path}/t.csv")
    assert at_home(GRID[0]) == GRID[0]


def test_compare_takes_a_cluster(run, threads):
    words = ("compare", "toy", "--province", "CN-GD", "--province", "CN-SC")
    assert run(*words, "--cluster", threads)[:2] == run(*words)[:2]
    status, _, said = run(*words, "--cluster", "nowhere")
    assert (status, "is no cluster" in said) == (1, True)


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="starts processes and kills one, in the long run only")
def test_a_worker_killed_on_the_way_changes_no_number(shipped_study, tmp_path, monkeypatch, capsys):
    flag = tmp_path / "killed"
    grid = setup_grid(["lfp-60kwh", "nmc811-80kwh"], rules=["eu-cfb-ev", "cn-551"], provinces=["CN-SC", "CN-GD"])
    here = compare_setups(shipped_study, grid).rows()

    def deadly(part):
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return compare_setups(shipped_study, part).rows()

    with dask_port_taken(), on_cluster("local:2"):
        there = shared(deadly, grid)
        again = compare_setups(shipped_study, grid).rows()
    assert flag.exists()
    assert nearly(here, there) < 1e-12
    assert nearly(here, again) < 1e-12
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    words = ["range", str(SHEETS), "--json"]
    assert main(words) == main([*words, "--cluster", "local:2"]) == 0
    first, second = capsys.readouterr().out.split("}\n{")
    assert first.removeprefix("{").strip() == second.removesuffix("}\n").strip()
