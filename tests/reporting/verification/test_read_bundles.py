"""Bundles of a folder are read alike by one process and by several, and only what is compared of them is kept."""

import pickle

import pytest
from counts import LONG

from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.bundle import DECLARATION, VERSIONS
from lca_models.reporting.verification import read_bundles as reading
from lca_models.reporting.verification.finding import Finding
from lca_models.reporting.verification.one_bundle import Wanted
from lca_models.reporting.verification.read_bundles import BundleRow, read_bundles


def test_a_row_is_as_bad_as_its_gravest_finding():
    findings = tuple(Finding("x", "CER-02", severity, "", "", "") for severity in ("info", "major", "minor"))

    assert (BundleRow("a", "", findings=findings).worst, BundleRow("a", "", findings=findings).fails) == ("major", True)
    assert (BundleRow("a", "").worst, BundleRow("a", "").fails) == ("", False)


@pytest.fixture
def files(nmc_bundle, tmp_path):
    """Two bundles and a file that is none."""
    content = archive_bytes(nmc_bundle)
    for name, held in (("a.zip", content), ("b.zip", b"stranger"), ("c.zip", content)):
        (tmp_path / name).write_bytes(held)
    return sorted(tmp_path.glob("*.zip"))


def told(read):
    return [(one.file, one.row, one.pack, one.member, one.figures, one.found) for one in read]


class OtherProcesses:
    """In place of those of joblib: what goes to a process and comes from it is pickled, and the process is this one."""

    def __init__(self, **_):
        pass

    def __call__(self, jobs):
        return [copied(function(*copied(given))) for function, given, _ in jobs]


def copied(value):
    return pickle.loads(pickle.dumps(value))


def test_processes_read_what_one_process_reads(files, shipped_study, tmp_path, monkeypatch):
    alone = read_bundles(files, tmp_path / "work", shipped_study, Wanted())
    if not LONG:
        monkeypatch.setattr("joblib.Parallel", OtherProcesses)
    monkeypatch.setattr(reading, "A_PROCESS", 1)
    monkeypatch.setattr(reading, "TOGETHER", 1)
    monkeypatch.setattr("joblib.cpu_count", lambda: 2)

    assert told(read_bundles(files, tmp_path / "work", shipped_study, Wanted())) == told(alone)


def test_of_a_bundle_stay_its_results_and_who_made_it(files, shipped_study, tmp_path):
    first, stranger, _ = read_bundles(files, tmp_path / "work", shipped_study, Wanted())

    assert stranger.figures is None
    assert {DECLARATION, VERSIONS, "results/stages.csv"} <= set(first.figures.members)
    assert all(name.startswith("results/") for name in {*first.figures.members} - {DECLARATION, VERSIONS})
