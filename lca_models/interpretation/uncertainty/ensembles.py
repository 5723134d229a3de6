"""Large ensembles in blocks: one machine or a cluster, interrupted or not, the same numbers.

Sample rows come in blocks, and block i draws from its own stream, child i of the seed (numpy.random.SeedSequence), so that
no number depends on how many workers there are, which of them is killed, or in which order they finish. Blocks are tasks of
joblib: serial by default, and inside `joblib.parallel_config(backend="threading" | "loky" | "dask", n_jobs=...)` on
threads, processes, or the cluster a dask.distributed client is connected to.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.impact.draws.distributions import check_draws
from lca_models.interpretation.uncertainty.plain_function import Draw, Function, results_of
from lca_models.inventory.tables.atomic_files import write_files
from lca_models.scope.scenario import ScenarioError

BLOCK_SIZE = 4096  # rows
BAR_DELAY = 2.0  # seconds: what is done sooner shows no bar
MANIFEST = "ensemble.json"

Task = Callable[[int, int, np.random.SeedSequence], Any]  # block, rows, seed -> its result


@dataclass(frozen=True)
class Blocks:
    """n sample rows in blocks, and the stream of each."""

    n: int
    seed: int
    size: int = BLOCK_SIZE

    def __post_init__(self) -> None:
        check_draws(self.n, self.seed)
        check_draws(self.size, self.seed, "the block size")

    @property
    def count(self) -> int:
        """Number of blocks."""
        return -(-self.n // self.size)

    def rows(self, block: int) -> int:
        """Rows of a block; the last one may be shorter."""
        return min(self.size, self.n - block * self.size)

    def seed_of(self, block: int) -> np.random.SeedSequence:
        """The stream of a block: what `SeedSequence(seed).spawn(count)[block]` is, without spawning the others."""
        return np.random.SeedSequence(self.seed, spawn_key=(block,))


def run_blocks(
    task: Task, blocks: Blocks, wanted: list[int] | None = None, *, progress: bool = False
) -> Generator[tuple[int, Any], None, None]:
    """(block, result) of every block, or of those wanted, as they finish.

    `progress`: a bar with the remaining time on stderr. Closing the iterator drops what is under way.
    """
    from joblib import Parallel, delayed
    from tqdm import tqdm

    wanted = list(range(blocks.count)) if wanted is None else wanted
    call = delayed(_numbered)
    jobs = (call(task, block, blocks.rows(block), blocks.seed_of(block)) for block in wanted)
    with (
        tqdm(
            total=blocks.n,
            initial=blocks.n - sum(map(blocks.rows, wanted)),
            unit="sample",
            delay=BAR_DELAY,
            disable=not progress,
        ) as bar,
        _closing_quietly(Parallel(return_as="generator_unordered")(jobs)) as finished,
    ):
        for block, result in finished:
            bar.update(blocks.rows(block))
            yield block, result


@contextmanager
def _closing_quietly(finished: Generator[Any, None, None]) -> Iterator[Generator[Any, None, None]]:
    """Closes tasks of joblib without its advice on those under way, which whoever stops an ensemble wants dropped."""
    try:
        yield finished
    finally:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*have been cancelled", category=UserWarning)
            finished.close()


def _numbered(task: Task, block: int, rows: int, seed: np.random.SeedSequence) -> tuple[int, Any]:
    return block, task(block, rows, seed)


@dataclass(frozen=True)
class FunctionTask:
    """Draw the rows of a block and evaluate them."""

    function: Function
    draw: Draw

    def __call__(self, block: int, rows: int, seed: np.random.SeedSequence) -> np.ndarray:
        """Results (rows, m)."""
        return results_of(self.function, self.draw(rows, seed))


@dataclass(frozen=True)
class Ensemble:
    """An ensemble on disk: finished blocks as .npy files, and what they belong to in ensemble.json."""

    folder: Path
    blocks: Blocks
    model: str  # hash of the model and the choices that fix its function

    def prepare(self, *, resume: bool) -> list[int]:
        """Blocks still to do, the manifest written.

        Raises ScenarioError for a folder that holds another ensemble, or this one when it is not to be resumed.
        """
        manifest = self.folder / MANIFEST
        wanted = {**asdict(self.blocks), "model": self.model}
        if manifest.exists():
            self._check_manifest(manifest, wanted, resume=resume)
        else:
            if any(self.folder.glob("block-*.npy")):
                raise ScenarioError(f"{self.folder} holds blocks without {MANIFEST}; choose an empty folder")
            write_files(self.folder, {MANIFEST: (json.dumps(wanted, indent=1) + "\n").encode()})
        return [block for block in range(self.blocks.count) if not self._is_whole(block)]

    def _check_manifest(self, manifest: Path, wanted: dict[str, Any], *, resume: bool) -> None:
        try:
            found = json.loads(manifest.read_text(encoding="utf-8"))
            known = {key: found[key] for key in wanted}
        except (ValueError, KeyError, TypeError):
            raise ScenarioError(f"{manifest} is no manifest of an ensemble; choose an empty folder") from None
        if differences := [
            f"{key} {known[key]} there, {wanted[key]} here" for key in wanted if known[key] != wanted[key]
        ]:
            raise ScenarioError(
                f"{self.folder} holds another ensemble ({'; '.join(differences)}); choose another folder"
            )
        if not resume:
            raise ScenarioError(f"{self.folder} holds this ensemble already; resume it, or choose an empty folder")

    def save(self, block: int, results: np.ndarray) -> None:
        """Write a block whole."""
        stream = io.BytesIO()
        np.save(stream, results, allow_pickle=False)
        write_files(self.folder, {self._name(block): stream.getvalue()})

    def results(self) -> np.ndarray:
        """Results (n, m) of all blocks in order.

        Raises ScenarioError while blocks are missing.
        """
        if missing := [block for block in range(self.blocks.count) if not self._is_whole(block)]:
            raise ScenarioError(
                f"{self.folder} lacks {len(missing)} of {self.blocks.count} blocks; resume the ensemble"
            )
        return _joined(self._load(block) for block in range(self.blocks.count))

    def _name(self, block: int) -> str:
        return f"block-{block:06d}.npy"

    def _load(self, block: int) -> np.ndarray:
        return np.asarray(np.load(self.folder / self._name(block), allow_pickle=False))

    def _is_whole(self, block: int) -> bool:
        try:
            return len(self._load(block)) == self.blocks.rows(block)
        except (OSError, ValueError, EOFError, TypeError):
            return False


def run_ensemble(
    function: Function,
    draw: Draw,
    n: int,
    seed: int = 0,
    *,
    block_size: int = BLOCK_SIZE,
    folder: Path | None = None,
    model: str = "",
    resume: bool = False,
    progress: bool = False,
) -> np.ndarray:
    """Results (n, m) of a function on n drawn rows, in the order of the blocks.

    With a `folder`, each finished block is kept there as it comes, so that ctrl-C or a crash loses what is under way only;
    `resume` goes on. `model`: a hash of everything that fixes the function; an ensemble of another model, seed, n or block
    size is never continued. Raises ScenarioError for that, for bad n and seed, and for results that are not finite.
    """
    blocks = Blocks(n, seed, block_size)
    task = FunctionTask(function, draw)
    if folder is None:
        if resume:
            raise ScenarioError("there is nothing to resume without a folder; give the folder of the ensemble")
        done = dict(run_blocks(task, blocks, progress=progress))
        return _joined(done[block] for block in range(blocks.count))
    ensemble = Ensemble(Path(folder), blocks, model)
    wanted = ensemble.prepare(resume=resume)
    with closing(run_blocks(task, blocks, wanted, progress=progress)) as finished:
        for block, results in finished:
            ensemble.save(block, results)
    return ensemble.results()


def _joined(parts: Iterable[np.ndarray]) -> np.ndarray:
    """Rows after rows in memory, so that a mean over them rounds the same however they came."""
    return np.ascontiguousarray(np.concatenate(list(parts)))
