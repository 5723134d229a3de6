"""Blocks in any order on any number of workers give the numbers of a serial run; what is finished survives."""

import json
import os
import signal

import numpy as np
import pytest
from joblib import parallel_config
from known_functions import uniforms

from lca_models.impact.draws.distributions import draw_independent
from lca_models.interpretation.uncertainty.ensembles import MANIFEST, Blocks, run_ensemble
from lca_models.scope.scenario import ScenarioError

INPUTS = uniforms(4)
draw = lambda rows, seed: draw_independent(INPUTS, rows, seed)  # noqa: E731 - workers get a lambda whole, by value
product = lambda x: np.column_stack([x.prod(axis=1), x.sum(axis=1)])  # noqa: E731


@pytest.fixture(scope="module")
def serial():
    return run_ensemble(product, draw, 250, seed=3, block_size=40)


def test_a_block_draws_from_its_own_child_of_the_seed(serial):
    """250 = 6 * 40 + 10; block 6 is the seventh child"""
    child = np.random.SeedSequence(3).spawn(7)[6]

    assert serial.shape == (250, 2)
    assert (serial[240:] == product(draw(10, child))).all()


def test_blocks_share_out_the_rows():
    blocks = Blocks(n=250, seed=0, size=40)

    assert [blocks.rows(block) for block in range(blocks.count)] == [40] * 6 + [10]


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_threads_and_processes_give_the_serial_numbers(serial, backend):
    with parallel_config(backend=backend, n_jobs=2):
        found = run_ensemble(product, draw, 250, seed=3, block_size=40)

    assert (found == serial).all()


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes on this machine."""
    import dask
    from dask.distributed import Client, LocalCluster

    settings = {"distributed.comm.timeouts.connect": "60s", "distributed.admin.log-format": "%(message)s"}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as found,
        Client(found) as client,
    ):
        client.wait_for_workers(2)
        yield client


def test_a_cluster_of_two_worker_processes_gives_the_serial_numbers(serial, cluster):
    where = lambda x: np.column_stack([product(x), np.full(len(x), os.getpid())])  # noqa: E731
    with parallel_config(backend="dask"):
        found = run_ensemble(where, draw, 250, seed=3, block_size=40)

    assert (found[:, :2] == serial).all()
    assert os.getpid() not in found[:, 2]


@pytest.mark.long
@pytest.mark.skipif(os.environ.get("LCA_MODELS_LONG") != "1", reason="kills a worker, in the long run only")
def test_a_worker_killed_on_the_way_changes_no_number(cluster, tmp_path):
    flag = tmp_path / "killed"

    def deadly(x):
        if x[0, 0] > 0.5 and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return product(x)

    with parallel_config(backend="dask"):
        found = run_ensemble(deadly, draw, 4000, seed=3, block_size=40, folder=tmp_path / "ensemble", model="m")

    assert flag.exists()
    assert (found == run_ensemble(product, draw, 4000, seed=3, block_size=40)).all()


def interrupted(after):
    """The function, until it has been called `after` times."""
    calls = []

    def function(x):
        calls.append(1)
        if len(calls) > after:
            raise KeyboardInterrupt
        return product(x)

    return function


def test_ctrl_c_keeps_finished_blocks_and_resuming_does_the_others_only(serial, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run_ensemble(interrupted(3), draw, 250, seed=3, block_size=40, folder=tmp_path, model="m")
    kept = sorted(path.name for path in tmp_path.glob("*.npy"))
    calls = []
    found = run_ensemble(lambda x: calls.append(1) or product(x), draw, 250, seed=3, block_size=40, folder=tmp_path,
                         model="m", resume=True)  # fmt: skip

    assert kept == ["block-000000.npy", "block-000001.npy", "block-000002.npy"]
    assert len(calls) == 7 - 3
    assert (found == serial).all()


def test_a_block_cut_short_on_disk_is_done_again(serial, tmp_path):
    options = {"seed": 3, "block_size": 40, "folder": tmp_path, "model": "m"}
    run_ensemble(product, draw, 250, **options)
    damaged = tmp_path / "block-000002.npy"
    damaged.write_bytes(damaged.read_bytes()[:200])

    assert (run_ensemble(product, draw, 250, **options, resume=True) == serial).all()


def test_the_manifest_says_what_the_blocks_belong_to(tmp_path):
    run_ensemble(product, draw, 50, seed=3, block_size=40, folder=tmp_path, model="abc")

    assert json.loads((tmp_path / MANIFEST).read_text()) == {"n": 50, "seed": 3, "size": 40, "model": "abc"}
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": 4}, "seed 3 there, 4 here"),
        ({"model": "other"}, "model m there, other here"),
        ({"block_size": 20}, "size 40 there, 20 here"),
        ({"resume": False}, "holds this ensemble already; resume it"),
    ],
)
def test_another_ensemble_is_never_continued(tmp_path, change, message):
    options = {"seed": 3, "block_size": 40, "folder": tmp_path, "model": "m", "resume": True}
    run_ensemble(product, draw, 50, **{**options, "resume": False})

    with pytest.raises(ScenarioError, match=message):
        run_ensemble(product, draw, 50, **{**options, **change})


def test_a_folder_with_a_broken_manifest_is_refused(tmp_path):
    (tmp_path / MANIFEST).write_text("{")

    with pytest.raises(ScenarioError, match="is no manifest of an ensemble"):
        run_ensemble(product, draw, 50, folder=tmp_path, resume=True)


def test_resuming_needs_a_folder():
    with pytest.raises(ScenarioError, match="nothing to resume without a folder"):
        run_ensemble(product, draw, 50, resume=True)


@pytest.mark.parametrize(
    ("n", "seed", "size", "message"), [(0, 0, 1, "n is 0"), (1, "x", 1, "seed is 'x'"), (1, 0, 0, "block size is 0")]
)
def test_numbers_that_make_no_ensemble_are_refused(n, seed, size, message):
    with pytest.raises(ScenarioError, match=message):
        run_ensemble(product, draw, n, seed, block_size=size)


def test_work_of_a_moment_shows_no_progress_bar(capsys):
    run_ensemble(product, draw, 250, block_size=40, progress=True)

    assert capsys.readouterr().err == ""


def test_the_progress_bar_shows_samples_and_the_time_left(capsys, monkeypatch):
    monkeypatch.setattr("lca_models.interpretation.uncertainty.ensembles.BAR_DELAY", 0)
    run_ensemble(product, draw, 250, block_size=40, progress=True)

    shown = capsys.readouterr()
    assert "250/250" in shown.err
    assert not shown.out
