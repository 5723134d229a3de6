"""Blocks in any order on any number of workers give the numbers of a serial run; what is finished survives."""

import json
import os
import signal
import sys

import numpy as np
import pytest
from counts import LONG
from joblib import parallel_config
from known_functions import uniforms

from lca_models.impact.draws.blocks import MANIFEST, Block, Blocks, in_threads, kept_in, run_blocks
from lca_models.scope.scenario import ScenarioError

INPUTS = uniforms(4)
# Workers get a lambda whole, by value.
draw = lambda rows, seed: INPUTS.ppf(np.random.default_rng(seed).random((rows, len(INPUTS))).T).T.copy()  # noqa: E731
product = lambda x: np.column_stack([x.prod(axis=1), x.sum(axis=1)])  # noqa: E731


def sample(function, n=250, seed=3, size=40, folder=None, model="m", resume=False, **options):
    """Results (n, 2) of a function of drawn rows, block by block"""
    kept = kept_in(folder, {"function": model}, resume=resume)
    task = lambda block: (function(draw(block.rows, block.stream)),)  # noqa: E731
    return np.concatenate([results for (results,) in run_blocks(task, Blocks(n, seed, size), kept, **options)])


@pytest.fixture(scope="module")
def serial():
    return sample(product)


def test_a_block_draws_from_its_own_child_of_the_seed(serial):
    """250 = 6 * 40 + 10; block 6 is the seventh child"""
    child = np.random.SeedSequence(3).spawn(7)[6]

    assert serial.shape == (250, 2)
    assert (serial[240:] == product(draw(10, child))).all()


def test_blocks_share_out_the_rows():
    blocks = list(Blocks(n=250, seed=5, size=40))

    assert [block.rows for block in blocks] == [40] * 6 + [10]
    assert blocks[2] == Block(number=2, start=80, rows=40, seed=5)


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_threads_and_processes_give_the_serial_numbers(serial, backend):
    with parallel_config(backend=backend, n_jobs=2):
        found = sample(product)

    assert (found == serial).all()


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes on this machine."""
    import dask
    from dask.distributed import Client, LocalCluster

    settings = {"distributed.comm.timeouts.connect": "600s", "distributed.admin.log-format": "%(message)s"}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as found,
        Client(found) as client,
    ):
        client.wait_for_workers(2)
        yield client


def test_a_cluster_of_two_worker_processes_gives_the_serial_numbers(serial, cluster):
    where = lambda x: np.column_stack([product(x), np.full(len(x), os.getpid())])  # noqa: E731
    with parallel_config(backend="dask"):
        found = sample(where)

    assert (found[:, :2] == serial).all()
    assert os.getpid() not in found[:, 2]


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="kills a worker, in the long run only")
def test_a_worker_killed_on_the_way_changes_no_number(cluster, tmp_path):
    flag = tmp_path / "killed"

    def deadly(x):
        if x[0, 0] > 0.5 and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return product(x)

    with parallel_config(backend="dask"):
        found = sample(deadly, 4000, folder=tmp_path / "ensemble")

    assert flag.exists()
    assert (found == sample(product, 4000)).all()


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
        sample(interrupted(3), folder=tmp_path)
    kept = sorted(path.name for path in tmp_path.glob("block-*"))
    calls = []
    found = sample(lambda x: calls.append(1) or product(x), folder=tmp_path, resume=True)

    assert kept == ["block-000000.npz", "block-000001.npz", "block-000002.npz"]
    assert len(calls) == 7 - 3
    assert (found == serial).all()


def test_a_block_cut_short_on_disk_is_done_again(serial, tmp_path):
    sample(product, folder=tmp_path)
    damaged = tmp_path / "block-000002.npz"
    damaged.write_bytes(damaged.read_bytes()[:200])

    with pytest.warns(UserWarning, match=r"block-000002\.npz is damaged .*; its samples are drawn again"):
        assert (sample(product, folder=tmp_path, resume=True) == serial).all()


def test_a_block_with_a_flipped_bit_is_done_again(serial, tmp_path):
    sample(product, folder=tmp_path)
    damaged = tmp_path / "block-000003.npz"
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)

    with pytest.warns(UserWarning, match=r"block-000003\.npz is damaged"):
        assert (sample(product, folder=tmp_path, resume=True) == serial).all()


def test_a_block_in_the_place_of_another_is_done_again(serial, tmp_path):
    """Each is whole, but its samples would be counted twice"""
    sample(product, folder=tmp_path)
    (tmp_path / "block-000003.npz").write_bytes((tmp_path / "block-000002.npz").read_bytes())

    with pytest.warns(UserWarning, match="checksum does not fit"):
        assert (sample(product, folder=tmp_path, resume=True) == serial).all()


def test_samples_kept_by_a_former_edition_are_taken_and_it_is_said(serial, tmp_path):
    """A block without a checksum, of samples that are 7 each; the others are drawn"""
    (tmp_path / MANIFEST).write_text(json.dumps({"n": 250, "seed": 3, "size": 40, "model": {"function": "m"}}))
    np.savez(tmp_path / "block-000001.npz", np.full_like(serial[40:80], 7.0))
    with pytest.warns(UserWarning, match=r"ensemble\.json has no checksum"):
        found = sample(product, folder=tmp_path, resume=True)

    assert (found[40:80] == 7).all()
    assert (found[:40] == serial[:40]).all()
    assert (found[80:] == serial[80:]).all()


def of_the_first_edition(folder, samples):
    """As commit 553f4d4 kept them: a hash of the model, an array a block"""
    hashed = {"n": 250, "seed": 3, "size": 40, "model": "fe519acc824d"}
    (folder / MANIFEST).write_text(json.dumps(hashed, indent=1) + "\n")
    for number in range(6):
        np.save(folder / f"block-{number:06d}.npy", samples[40 * number :][:40])


def test_blocks_of_the_first_edition_are_taken_when_one_of_them_comes_out_as_it_is(serial, tmp_path):
    """the last was not done; the second differs in its last digits, which shows that it was taken and not drawn"""
    marked = serial.copy()
    marked[40:80] *= 1 + 1e-12
    of_the_first_edition(tmp_path, marked)
    with pytest.warns(UserWarning, match=r"ensemble\.json has no checksum"):
        found = sample(product, folder=tmp_path, resume=True)

    assert (found == marked).all()


def test_blocks_of_the_first_edition_of_another_function_are_refused(serial, tmp_path):
    of_the_first_edition(tmp_path, serial * 1.0001)
    with (
        pytest.warns(UserWarning, match="has no checksum"),
        pytest.raises(ScenarioError, match="of other tables or settings: block 0 drawn again differs"),
    ):
        sample(product, folder=tmp_path, resume=True)


@pytest.mark.filterwarnings("ignore:.*has no checksum")
@pytest.mark.parametrize("value", [4.6e73, np.nan, -1.0])
def test_a_block_of_the_first_edition_that_is_far_from_the_others_is_done_again(serial, tmp_path, value):
    changed = serial.copy()
    changed[100, 0] = value
    of_the_first_edition(tmp_path, changed)
    with pytest.warns(UserWarning, match=r"block-000002\.npy is damaged"):
        assert (sample(product, folder=tmp_path, resume=True) == serial).all()


def test_a_block_that_lost_its_checksum_is_done_again(serial, tmp_path):
    sample(product, folder=tmp_path)
    np.savez(tmp_path / "block-000001.npz", np.full_like(serial[40:80], 7.0))

    with pytest.warns(UserWarning, match="has lost its checksum"):
        assert (sample(product, folder=tmp_path, resume=True) == serial).all()


def test_all_that_a_task_answers_is_kept(tmp_path):
    """rows, and a sum that is one number a block"""
    task = lambda block: (np.full((block.rows, 1), float(block.number)), np.array(block.rows))  # noqa: E731
    for resume in (False, True):
        kept = kept_in(tmp_path, {}, resume=resume)
        found = run_blocks(task, Blocks(50, 0, 40), kept)

        assert [(rows.shape, int(count)) for rows, count in found] == [((40, 1), 40), ((10, 1), 10)]


def test_the_manifest_says_what_the_blocks_belong_to(tmp_path):
    sample(product, 50, folder=tmp_path, model="abc")

    found = json.loads((tmp_path / MANIFEST).read_text())
    assert len(found.pop("sha256")) == 64
    assert found == {
        "format": "lca_models samples 2",
        "n": 50,
        "seed": 3,
        "size": 40,
        "model": {"function": "abc"},
    }
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": 4}, "seed 3 there, 4 here"),
        ({"n": 60}, "n 50 there, 60 here"),
        ({"model": "other"}, "function m there, other here"),
        ({"size": 20, "seed": 4}, "seed 3 there, 4 here; size 40 there, 20 here"),
        ({"resume": False}, "holds this ensemble already; resume it"),
    ],
)
def test_another_ensemble_is_never_continued(tmp_path, change, message):
    sample(product, 50, folder=tmp_path)

    with pytest.raises(ScenarioError, match=message):
        sample(product, **{"n": 50, "folder": tmp_path, "resume": True, **change})


def test_what_differs_in_the_model_is_named_and_the_rest_counted(tmp_path):
    there = {"rules": None, "settings": {f"share_{k}": 0.5 for k in range(20)}}
    here = {"rules": "cn-551", "settings": {f"share_{k}": 0.25 for k in range(20)}}
    kept_in(tmp_path, there, resume=False).finished(Blocks(10, 0), product)

    with pytest.raises(ScenarioError) as caught:
        kept_in(tmp_path, here, resume=True).finished(Blocks(10, 0), product)
    assert "(rules None there, cn-551 here; settings share_0 0.5 there, 0.25 here; " in str(caught.value)
    assert "; and 13 more)" in str(caught.value)


@pytest.mark.parametrize("text", ["{", '{"n": 50, "seed": 3, "size": 40, "model": 5}'])
def test_a_folder_with_a_manifest_that_is_none_is_refused(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text)

    with pytest.raises(ScenarioError, match="is no manifest of an ensemble"):
        sample(product, 50, folder=tmp_path, resume=True)


def test_blocks_without_a_manifest_are_refused(tmp_path):
    (tmp_path / "block-000000.npz").touch()

    with pytest.raises(ScenarioError, match="holds blocks without"):
        sample(product, 50, folder=tmp_path, resume=True)


def test_resuming_needs_a_folder():
    with pytest.raises(ScenarioError, match="nothing to resume without a folder"):
        sample(product, 50, resume=True)


@pytest.mark.parametrize(
    ("n", "seed", "size", "message"), [(0, 0, 1, "n is 0"), (1, "x", 1, "seed is 'x'"), (1, 0, 0, "block size is 0")]
)
def test_numbers_that_make_no_ensemble_are_refused(n, seed, size, message):
    with pytest.raises(ScenarioError, match=message):
        sample(product, n, seed, size)


def test_work_of_a_moment_shows_no_progress_bar(capsys, monkeypatch):
    """a busy machine must not make it longer than a moment"""
    monkeypatch.setattr("lca_models.impact.draws.progress.BAR_DELAY", 3600)
    monkeypatch.setattr("lca_models.impact.draws.progress.is_terminal", lambda stream: True)
    sample(product, progress=True)

    assert capsys.readouterr().err == ""


def test_the_progress_bar_shows_samples_and_the_time_left(capsys, monkeypatch):
    monkeypatch.setattr("lca_models.impact.draws.progress.BAR_DELAY", 0)
    monkeypatch.setattr("lca_models.impact.draws.progress.is_terminal", lambda stream: True)
    sample(product, progress=True)

    shown = capsys.readouterr()
    assert "250/250" in shown.err
    assert not shown.out


def test_threads_are_taken_where_nobody_has_chosen():
    from joblib.parallel import get_active_backend

    with in_threads():
        assert type(get_active_backend()[0]).__name__ == "ThreadingBackend"
    with parallel_config(backend="loky", n_jobs=2), in_threads():
        assert type(get_active_backend()[0]).__name__ == "LokyBackend"


def test_samples_of_one_block_need_no_joblib(monkeypatch):
    monkeypatch.delitem(sys.modules, "joblib")
    with in_threads(250):
        found = sample(product, size=250)

    assert "joblib" not in sys.modules
    assert np.array_equal(found, product(draw(250, Blocks(250, 3, 250)[0].stream)))
