"""The one loop over blocks of samples: one machine or a cluster, interrupted or not, the same numbers.

Samples come in blocks, and a block draws from streams that follow from the seed and its place alone, so that no number depends
on how many workers there are, which of them is killed, or in which order they finish. Blocks are tasks of joblib: serial by
default, in threads inside `in_threads()`, and inside `joblib.parallel_config(backend="threading" | "loky" | "dask",
n_jobs=...)` on threads, processes, or the cluster a dask.distributed client is connected to. Kept in a folder, what is
finished survives.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.impact.draws.distributions import check_draws
from lca_models.impact.draws.progress import Progress
from lca_models.inventory.files.archives import read_archive, read_array, write_archive
from lca_models.inventory.files.commit import finish_interrupted, write_files
from lca_models.inventory.files.processes import safe_workers
from lca_models.inventory.files.sealed import (
    SealError,
    check_archive,
    open_document,
    refusing,
    seal_archive,
    seal_document,
    tell_former,
)
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

BLOCK_SIZE = 4096  # samples
MANIFEST = "ensemble.json"
FORMAT = "lca_models samples 2"  # 1 had no checksums and did not say so
FIRST = ".npy"  # the blocks of the first edition, an array each
LIKENESS = 1e-9  # relative difference of samples that are the same
MAX_SHOWN = 8
NOT_LOADED = ""  # in place of the name of a backend of joblib


@dataclass(frozen=True)
class Block:
    """Samples `start` to `start + rows - 1` of a seed."""

    number: int
    start: int
    rows: int
    seed: int

    @property
    def stream(self) -> np.random.SeedSequence:
        """The stream of a block: what `SeedSequence(seed).spawn(count)[number]` is, without spawning the others."""
        return np.random.SeedSequence(self.seed, spawn_key=(self.number,))


@dataclass(frozen=True)
class Blocks:
    """n samples of a seed in blocks of a size."""

    n: int
    seed: int
    size: int = BLOCK_SIZE

    def __post_init__(self) -> None:
        check_draws(self.n, self.seed)
        check_draws(self.size, self.seed, message("the block size"))

    def __len__(self) -> int:
        return -(-self.n // self.size)

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Block:
        start = number * self.size
        return Block(number, start, min(self.size, self.n - start), self.seed)  # the last one may be shorter


Results = tuple[np.ndarray, ...]  # the first has a row per sample
Task = Callable[[Block], Results]


@dataclass(frozen=True)
class Kept:
    """A folder of finished blocks, and in ensemble.json what they are samples of.

    `model` names everything that fixes their numbers beside n, seed and size: what differs there is told by its name.
    """

    folder: Path
    model: Mapping[str, Any]
    resume: bool = False

    def finished(self, blocks: Blocks, task: Task) -> dict[int, Results]:
        """Blocks that are whole already, the manifest written.

        The first edition kept a hash of the model that nobody can take apart, and no checksums: its first block is done again
        by the task and compared. Raises ScenarioError for a folder that holds other samples, or these when they are not to be
        resumed.
        """
        finish_interrupted(self.folder)
        manifest = self.folder / MANIFEST
        wanted = {"n": blocks.n, "seed": blocks.seed, "size": blocks.size, "model": dict(self.model)}
        text = seal_document({"format": FORMAT, **wanted})
        is_sealed, is_named = True, True
        if manifest.exists():
            is_sealed, is_named = self._check(manifest, open_document(text)[0])
        else:
            if any(self.folder.glob("block-*")):
                raise ScenarioError(
                    message(
                        "{folder} holds blocks without {MANIFEST}; choose an empty folder",
                        folder=self.folder,
                        MANIFEST=MANIFEST,
                    )
                )
            write_files(self.folder, {MANIFEST: text})
        done: dict[int, Results] = {}
        for block in blocks:
            if (results := self._load(block, is_sealed)) is None:
                continue
            if not is_named and not done:
                self._compare(block, results, task)
            elif not is_named and not _resembles(results, next(iter(done.values()))):
                _tell_damaged(self._path(block, is_sealed), message("does not hold the samples of its place"))
                continue
            done[block.number] = results
        return done

    def _compare(self, block: Block, kept: Results, task: Task) -> None:
        """Raises ScenarioError where a block of the first edition is not what the task makes of it."""
        drawn = task(block)
        same = len(drawn) == len(kept) and all(
            one.shape == other.shape
            and np.allclose(one, other, rtol=LIKENESS, atol=LIKENESS * np.abs(one).max(initial=0))
            for one, other in zip(drawn, kept, strict=True)
        )
        if not same:
            raise ScenarioError(
                message(
                    "{folder} holds samples of an earlier version, of other tables or settings: block {number} drawn again "
                    "differs; choose another folder",
                    folder=self.folder,
                    number=block.number,
                )
            )

    def _check(self, manifest: Path, wanted: dict[str, Any]) -> tuple[bool, bool]:
        """Whether the manifest is sealed, and so are its blocks; whether it names the model, or gives but a hash of it.

        Raises ScenarioError where it is not the one wanted.
        """
        with refusing(lambda words: _no_manifest(manifest, words)):
            found, is_sealed = open_document(manifest.read_bytes())
            if set(found) != (set(wanted) if is_sealed else set(wanted) - {"format"}):
                raise SealError(message("lacks an entry, or holds one too many"))
            known = {key: found.get(key, wanted[key]) for key in wanted}
            is_named = is_sealed or not isinstance(known["model"], str)
            known["model"] = dict(known["model"] if is_named else wanted["model"])
        if differences := list(_differences(known, wanted)):
            more = (
                [message("and {count} more", count=len(differences) - MAX_SHOWN)]
                if len(differences) > MAX_SHOWN
                else []
            )
            listed = "; ".join([*differences[:MAX_SHOWN], *more])
            raise ScenarioError(
                message(
                    "{folder} holds another ensemble ({listed}); choose another folder",
                    folder=self.folder,
                    listed=listed,
                )
            )
        if not self.resume:
            raise ScenarioError(
                message(
                    "{folder} holds this ensemble already; resume it, or choose an empty folder", folder=self.folder
                )
            )
        if not is_sealed:
            tell_former(manifest)
        return is_sealed, is_named

    def save(self, block: Block, results: Results) -> None:
        """Write a block whole."""
        content = write_archive({f"arr_{at}": one for at, one in enumerate(results)}, compressed=False)
        write_files(self.folder, {self._name(block.number): seal_archive(content, self._about(block))})

    def _name(self, number: int) -> str:
        return f"block-{number:06d}.npz"

    def _path(self, block: Block, is_sealed: bool) -> Path:
        """Where a block lies, of whatever edition."""
        path = self.folder / self._name(block.number)
        return path if is_sealed or path.is_file() else path.with_suffix(FIRST)

    def _about(self, block: Block) -> str:
        """What the seal of a block is about: its place in this ensemble, so that none stands for another."""
        return json.dumps([block.seed, block.start, block.rows, dict(self.model)], sort_keys=True)

    def _load(self, block: Block, is_sealed: bool) -> Results | None:
        """The results of a block; None where it is missing or damaged, so that it is done again."""
        path = self._path(block, is_sealed)
        if not path.is_file():
            return None
        try:
            with refusing(ScenarioError):
                content = path.read_bytes()
                if path.suffix == FIRST:
                    results: Results = (read_array(content),)
                else:
                    if not check_archive(content, self._about(block)) and is_sealed:
                        raise SealError(message("has lost its checksum"))
                    arrays = read_archive(content)
                    results = tuple(arrays[f"arr_{at}"] for at in range(len(arrays)))
                are_numbers = is_sealed or all(np.isfinite(one).all() for one in results)
                if not results or len(results[0]) != block.rows or not are_numbers:
                    raise SealError(message("does not hold the samples of its place"))
        except ScenarioError as error:
            _tell_damaged(path, str(error))
            return None
        return results


def _tell_damaged(path: Path, words: str) -> None:
    """Warn that a block is not taken."""
    warnings.warn(
        message("{path} is damaged ({error}); its samples are drawn again", path=path, error=words),
        UserWarning,
        stacklevel=3,
    )


def _resembles(results: Results, known: Results) -> bool:
    """Whether samples lie about where others of the same function do; to draw again what does not costs little."""
    for one, other in zip(results, known, strict=True):
        low, high = other.min(axis=0), other.max(axis=0)
        room = (high - low) + LIKENESS * np.abs(other).max(axis=0)
        if one.shape[1:] != other.shape[1:] or not ((one >= low - room) & (one <= high + room)).all():
            return False
    return True


def _no_manifest(manifest: Path, words: str) -> ScenarioError:
    return ScenarioError(
        message(
            "{manifest} is no manifest of an ensemble ({error}); choose an empty folder", manifest=manifest, error=words
        )
    )


def _differences(there: Mapping[str, Any], here: Mapping[str, Any], where: str = "") -> Iterator[str]:
    for key in dict.fromkeys([*here, *there]):
        old, new = there.get(key), here.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _differences(old, new, "" if key == "model" else f"{key} ")
        elif old != new:
            yield message("{where}{key} {old} there, {new} here", where=where, key=key, old=old, new=new)


def kept_in(folder: Path | None, model: Mapping[str, Any], *, resume: bool) -> Kept | None:
    """What keeps blocks; None without a folder.

    Raises ScenarioError for resuming without one.
    """
    if folder is None:
        if resume:
            raise ScenarioError(message("there is nothing to resume without a folder; give the folder of the ensemble"))
        return None
    return Kept(Path(folder), model, resume)


def run_blocks(task: Task, blocks: Blocks, kept: Kept | None = None, *, progress: bool = False) -> list[Results]:
    """What a task answers for every block, in their order.

    `kept`: each block is written as it finishes, so that ctrl-C or a crash loses what is under way only, and what is there
    already is not done again. `progress`: the remaining time on stderr. Raises ScenarioError for a folder that
    holds other samples.
    """
    done = {} if kept is None else kept.finished(blocks, task)
    wanted = [block for block in blocks if block.number not in done]
    left = sum(block.rows for block in wanted)

    def answers() -> Generator[tuple[int, Results], None, None]:
        # One block for a thread of this process is answered at once: joblib would look for it every hundredth of a second.
        if len(wanted) == 1 and _active_backend() in ("ThreadingBackend", NOT_LOADED):
            return (_numbered(task, block) for block in wanted)
        from joblib import Parallel, delayed

        jobs = (delayed(_numbered)(task, block) for block in wanted)
        return Parallel(return_as="generator_unordered")(jobs)  # type: ignore[no-any-return]

    with (
        Progress(blocks.n, done=blocks.n - left, shown=progress) as told,
        safe_workers(),
        _closing_quietly(answers()) as finished,
    ):
        for number, results in finished:
            if kept is not None:
                kept.save(blocks[number], results)
            done[number] = results
            told.advance(blocks[number].rows)
    return [done[number] for number in range(len(blocks))]


def _numbered(task: Task, block: Block) -> tuple[int, Results]:
    return block.number, task(block)


@contextmanager
def _closing_quietly(finished: Generator[Any, None, None]) -> Iterator[Generator[Any, None, None]]:
    """Closes tasks of joblib without its advice on those under way, which whoever stops an ensemble wants dropped."""
    try:
        yield finished
    finally:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*have been cancelled", category=UserWarning)
            finished.close()


def _active_backend() -> str:
    """What joblib runs tasks on; nobody has chosen anything where it is not loaded, which takes longer than a block."""
    if "joblib" not in sys.modules:
        return NOT_LOADED
    from joblib.parallel import get_active_backend

    return type(get_active_backend()[0]).__name__


@contextmanager
def in_threads(samples: int | None = None) -> Iterator[None]:
    """All processors in threads, where nobody has chosen otherwise, each with one thread of linear algebra.

    Two layers of threads wait for each other: a sum of products of a block takes ten times as long on a busy machine.
    `samples`: how many there will be; those of one block need no other thread.
    """
    from threadpoolctl import threadpool_limits

    is_one = isinstance(samples, int) and samples <= BLOCK_SIZE
    threads = nullcontext() if is_one and _active_backend() == NOT_LOADED else _threads_of_joblib()
    with threads, threadpool_limits(1, user_api="blas"):
        yield


def _threads_of_joblib() -> AbstractContextManager[Any]:
    from joblib import cpu_count, parallel_config
    from joblib.parallel import get_active_backend

    backend, jobs = get_active_backend()
    chosen = jobs not in (None, 1) or type(backend).__name__ not in ("LokyBackend", "SequentialBackend")
    return nullcontext() if chosen else parallel_config(backend="threading", n_jobs=cpu_count())
