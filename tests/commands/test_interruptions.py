"""Commands that write, killed or refused by the disk at any step: the former state or the whole later one, and on without help.

A few steps of each in the usual run, drawn with a seed; every step in the long run, which prints how many it were.
"""

import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from counts import LONG

from lca_models.inventory.brightway.adoption import project_names
from lca_models.inventory.brightway.project import read_pointer
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.files.commit import finish_interrupted
from lca_models.inventory.files.manifest import problems_of
from lca_models.inventory.system.rows import read_project_rows
from lca_models.inventory.tables.reading import read_tables
from tests.conftest import TINY_INVENTORY
from tests.interruptions import DONE, FAIL, FULL, KILL, Interrupter, steps_to_try

MAIN = "lca_models.commands.main:main"
LOADED = (
    "lca_models.commands.main", "lca_models.reporting.report.folder", "lca_models.reporting.figures.stages",
    "lca_models.reporting.figures.uncertainty", "lca_models.inventory.formats.workbooks", "bw2io",
    "lca_models.interpretation.uncertainty.monte_carlo", "lca_models.inventory.brightway.build",
    "lca_models.inventory.checks.amounts", "lca_models.impact.compiled.execution:load_kernels",
)  # fmt: skip
USUAL = 1  # steps of each command and way

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts writes by the paths of open files")


@pytest.fixture(scope="module")
def interrupter(tmp_path_factory: pytest.TempPathFactory):
    made = Interrupter(*LOADED, scratch=tmp_path_factory.mktemp("scratch"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


class Place:
    """A folder with a copy of the toy's projects and tables, for commands that are interrupted."""

    def __init__(self, interrupter: Interrupter, home: Path, study) -> None:
        self.interrupter, self.home = interrupter, home
        self.base, self.tables, self.out = home / "base", home / "tables", home / "out"
        shutil.copytree(study.base, self.base)
        shutil.copytree(TINY_INVENTORY, self.tables)

    def run(self, *words: str, at: int = 0, how: str = KILL):
        """The outcome of a command whose writing below the folder is interrupted at a step."""
        environment = {"LCA_MODELS_DIR": str(self.base), "LCA_MODELS_INVENTORIES": str(self.tables)}
        return self.interrupter.call(MAIN, list(words), within=[self.home], at=at, how=how, environment=environment)

    def again(self, *words: str) -> None:
        """The command once more, as anybody would, and no leftovers after it."""
        outcome = self.run(*words)
        assert outcome.ended == DONE, outcome
        left = [path for path in self.home.rglob(".*") if path.name not in (".gitignore",)]
        assert left == [], left


MEMORY = Path("/dev/shm")  # SQLite syncs by itself, which a busy disk makes slow


@pytest.fixture
def tmp_path(tmp_path: Path):
    """A folder in memory, where the system has one."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def interruptions(interrupter, toy_study, tmp_path, record_property, capsys):
    """Yields a fresh place with each step to interrupt, prepared; tells at the end how many, and how they ended."""
    told: Counter[str] = Counter()

    def each(words, prepare=lambda place: None, usual=USUAL):
        first = Place(interrupter, tmp_path / "0", toy_study)
        prepare(first)
        whole = first.run(*words)
        assert whole.ended == DONE, whole
        assert whole.steps > 5
        refusal = (FAIL, FULL)[len(words[0]) % 2]  # one of the two a command in the usual run
        for how in (KILL, FAIL, FULL) if LONG else (KILL, refusal):
            for at in steps_to_try(whole.steps, usual if how == KILL else 1, seed=len(words)):
                place = Place(interrupter, tmp_path / f"{how}{at}", toy_study)
                prepare(place)
                outcome = place.run(*words, at=at, how=how)
                told[f"{how}: {outcome.ended}"] += 1
                assert "Traceback" not in outcome.said
                yield place, outcome
                shutil.rmtree(place.home)

    yield each
    record_property("interruptions", dict(told))
    with capsys.disabled():
        print(f" {sum(told.values())} interruptions {dict(sorted(told.items()))}", end="")  # noqa: T201


def visible(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file() and "/." not in path.as_posix()[len(str(folder)) :]]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "beside files of others"])
def test_a_report_is_the_former_or_the_later_one(interruptions, shared):
    words = ["footprint", "toy", "--set", "toy_cycle_life=900", "--out"]
    kept: dict[str, bytes] = {}

    def prepare(place):
        if not kept:
            assert place.run("footprint", "toy", "--out", str(place.out)).ended == DONE
            kept.update(visible(place.out))
        for name, content in (kept | ({"notes.txt": b"mine"} if shared else {})).items():
            (place.out / name).parent.mkdir(parents=True, exist_ok=True)
            (place.out / name).write_bytes(content)
        words[5:] = [str(place.out)]

    for place, outcome in interruptions(words, prepare):
        assert shared or problems_of(place.out) == []
        finish_interrupted(place.out)
        found = visible(place.out)
        assert found.pop("notes.txt", b"mine") == b"mine"
        assert shared == bool(problems_of(place.out))  # the notes are no file of the report
        later = "900" in (place.out / "run.json").read_text(encoding="utf-8")
        assert later or found == kept
        assert later or outcome.ended != DONE
        place.again(*words)


def test_a_first_report_is_whole_or_absent(interruptions):
    words = ["footprint", "toy", "--out"]

    def prepare(place):
        words[2:] = ["--out", str(place.out / "deep")]

    for place, outcome in interruptions(words, prepare):
        assert problems_of(place.out / "deep") == [] if (place.out / "deep").exists() else outcome.ended != DONE
        place.again(*words)


def test_an_export_is_the_former_or_the_later_one(interruptions):
    words = ["export"]

    def prepare(place):
        assert place.run("export", str(place.out)).ended == DONE
        words[1:] = [str(place.out)]

    for place, _ in interruptions(words, prepare):
        assert problems_of(place.out) == []
        assert len(list(place.out.glob("*.xlsx"))) == 4
        place.again(*words)


@pytest.fixture(scope="module")
def workbooks(interrupter, toy_study, tmp_path_factory) -> Path:
    place = Place(interrupter, tmp_path_factory.mktemp("exported") / "home", toy_study)
    assert place.run("export", str(place.out)).ended == DONE
    return place.out


def test_an_import_is_whole_or_its_name_is_free(interruptions, workbooks):
    words = ["import", *map(str, sorted(workbooks.glob("*.xlsx"))), "--project", "theirs"]
    hashes = set()
    for place, outcome in interruptions(words, usual=2):
        known = project_names(place.base)
        if "theirs" in known:
            [folder] = place.base.glob("theirs.*")
            hashes.add(read_project_rows(folder).rows_hash)
            place.again(*words[:-1], "others")
        else:
            assert outcome.ended != DONE
            place.again(*words)
        assert len(list(place.base.glob("theirs.*"))) == ("theirs" in project_names(place.base)) <= 1
    assert len(hashes) <= 1


def test_a_build_leaves_the_former_project_or_the_later_one_in_use(interruptions, toy_study):
    def prepare(place):
        path = place.tables / "manufacturing/exchanges.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("biosphere,co2_fossil,4,", "biosphere,co2_fossil,9,"), encoding="utf-8")

    former = toy_study.current
    for place, outcome in interruptions(["build"], prepare, usual=2):
        current = read_pointer(place.base).current
        assert current == former or current.content_hash != former.content_hash
        assert read_project_rows(place.base / current.folder).rows_hash == current.rows_hash
        assert current != former or outcome.ended != DONE
        place.again("build")
        later = read_pointer(place.base).current
        assert later != former
        assert {former.project, later.project} <= project_names(place.base)
        folders = [path.name for path in place.base.iterdir() if path.is_dir() and (path / "lci").exists()]
        assert len([name for name in folders if not name.startswith("default")]) == 2, folders


def test_kept_samples_go_on_where_they_were(interruptions):
    words = ["montecarlo", "toy", "-n", "9000", "--resume", "--json", "--keep"]
    answers = set()

    def prepare(place):
        words[7:] = [str(place.out)]

    for place, _ in interruptions(words, prepare):
        place.again(*words)
        assert sorted(path.name for path in place.out.iterdir()) == [
            "block-000000.npz", "block-000001.npz", "block-000002.npz", "ensemble.json"]  # fmt: skip
        answers.add(tuple((place.out / f"block-00000{number}.npz").read_bytes() for number in range(3)))
    assert len(answers) == 1


def test_rewritten_amounts_are_all_former_or_all_later(interruptions):
    """recovery 0.5 in place of 0.9: 10 x 0.5 avoided"""
    words = ["check", "--update-amounts"]

    def prepare(place):
        path = place.tables / "parameters/toy.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("number,0.9,,1,0,1", "number,0.5,,1,0,1"), encoding="utf-8")
        words[2:] = [str(place.tables)]

    for place, outcome in interruptions(words, prepare):
        rows = [
            row for table in read_tables(place.tables) for row in table.rows if table.path == "recycling/exchanges.csv"
        ]
        assert [row["amount"] for row in rows if row["formula"]] in (["9"], ["5"])[outcome.ended == DONE :]
        place.again(*words)
        load_inventories(place.tables)
