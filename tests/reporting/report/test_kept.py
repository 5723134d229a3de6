"""A report that was made before is written again as it is kept, with today's date; whatever differs is made anew."""

import os
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest

from lca_models.reporting.report import folder as making
from lca_models.reporting.report import kept
from lca_models.reporting.report.kept import state_of_report, write_kept_report
from lca_models.scope.calculation_setup import CalculationSetup

LONG_AGO = 1_000_000_000
DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def study(toy_study, tmp_path, monkeypatch):
    """The toy in a base folder of its own that nobody has touched for long, with two reports kept."""
    base = tmp_path / "base"
    shutil.copytree(toy_study.base / toy_study.current.folder, base / toy_study.current.folder)
    for path in base.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr(kept, "MOST", 2)
    return replace(toy_study, base=base)


@pytest.fixture
def made(monkeypatch):
    """The reports that were made."""
    found = []

    def report_files(study, result, *further):
        found.append(result)
        page = f"<dd>{further[1]:%Y-%m-%dT%H:%M:%SZ}</dd> {result.assessment.score} {further[2]}"
        return {
            "report.html": page.encode(),
            "run.json": b'"date_utc": "%s"' % f"{further[1]:%Y-%m-%dT%H:%M:%SZ}".encode(),
        }

    monkeypatch.setattr(making, "report_files", report_files)
    return found


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def archives(study):
    return sorted((study.base / "cache" / "reports").glob("*.npz"))


@pytest.mark.usefixtures("undrawn")
def test_a_report_found_again_is_the_one_that_was_made_but_for_its_date(study, tmp_path, monkeypatch):
    result = study.footprint(CalculationSetup(product="toy"))
    write_kept_report(study, result, tmp_path / "first")
    monkeypatch.setattr(making, "report_files", None)  # nothing is made again
    write_kept_report(study, result, tmp_path / "second")

    first, second = files_of(tmp_path / "first"), files_of(tmp_path / "second")
    first.pop("lca_models_manifest.json"), second.pop("lca_models_manifest.json")
    assert len(first) > 10
    assert {name: DATE.sub(b"", one) for name, one in first.items()} == {
        name: DATE.sub(b"", one) for name, one in second.items()
    }


def test_a_report_says_the_day_it_is_written_on(study, made, tmp_path, monkeypatch):
    result = study.footprint(CalculationSetup(product="toy"))
    write_kept_report(study, result, tmp_path / "first")
    monkeypatch.setattr(kept, "DATED", "2031-01-02T03:04:05Z")
    write_kept_report(study, result, tmp_path / "second")

    assert len(made) == 1
    assert b"<dd>2031-01-02T03:04:05Z</dd>" in (tmp_path / "second" / "report.html").read_bytes()


@pytest.mark.parametrize(("province", "language"), [("CN-SC", "en"), ("CN-GD", "zh")])
def test_another_setup_or_language_is_another_report(study, made, province, language, tmp_path):
    write_kept_report(study, study.footprint(CalculationSetup(product="toy", province="CN-GD")), tmp_path)
    write_kept_report(study, study.footprint(CalculationSetup(product="toy", province=province)), tmp_path, language)

    assert len(made) == 2


def test_code_that_changed_makes_another_report(study, monkeypatch):
    result = study.footprint(CalculationSetup(product="toy"))
    before = state_of_report(study, result, "en")
    monkeypatch.setattr(kept, "code_state", lambda: "a line changed")

    assert state_of_report(study, result, "en") != before


def test_a_report_that_rests_on_files_of_a_person_is_not_kept(study):
    result = study.footprint(CalculationSetup(product="toy"))
    resolved = replace(result.resolved, setup=replace(result.resolved.setup, scenarios=("mine.yaml",)))

    assert state_of_report(study, replace(result, resolved=resolved), "en") == ""


def test_an_amount_that_differs_in_its_last_digit_is_another_report(study):
    result = study.footprint(CalculationSetup(product="toy"))
    amounts = result.assessment.amounts.copy()
    amounts[0] = np.nextafter(amounts[0], np.inf)
    other = replace(result, assessment=replace(result.assessment, amounts=amounts))

    assert state_of_report(study, result, "en") != state_of_report(study, other, "en")


def test_a_project_edited_since_is_another_state_and_one_edited_now_is_none(study):
    result = study.footprint(CalculationSetup(product="toy"))
    before = state_of_report(study, result, "en")
    edited = study.place.folder / "parameters.db"
    os.utime(edited, (LONG_AGO, LONG_AGO + 1))
    later = state_of_report(study, result, "en")
    os.utime(edited)

    assert before
    assert later not in {"", before}
    assert state_of_report(study, result, "en") == ""


@pytest.mark.parametrize("damage", [lambda one: one[:-9], lambda one: one[:200] + b"x" + one[201:], lambda one: b""])
def test_a_damaged_archive_is_as_none(study, made, tmp_path, damage):
    result = study.footprint(CalculationSetup(product="toy"))
    write_kept_report(study, result, tmp_path)
    (path,) = archives(study)
    path.write_bytes(damage(path.read_bytes()))
    write_kept_report(study, result, tmp_path)

    assert len(made) == 2


def test_the_reports_used_least_lately_go_first(study, made, tmp_path):
    """Two are kept: of three the first goes"""
    results = [study.footprint(CalculationSetup(product="toy", province=one)) for one in ("CN-GD", "CN-SC")]
    write_kept_report(study, results[0], tmp_path)
    (first,) = archives(study)
    os.utime(first, (LONG_AGO, LONG_AGO))
    write_kept_report(study, results[1], tmp_path)
    write_kept_report(study, results[1], tmp_path, "zh")

    assert len(made) == 3
    assert len(archives(study)) == 2
    assert first not in archives(study)


def test_a_closed_cache_costs_time_only(study, made, tmp_path):
    (study.base / "cache").write_text("a file in the way", encoding="utf-8")
    result = study.footprint(CalculationSetup(product="toy"))
    for _ in range(2):
        write_kept_report(study, result, tmp_path)

    assert len(made) == 2
    assert (tmp_path / "report.html").is_file()
