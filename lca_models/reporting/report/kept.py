"""Reports kept between sessions: what was calculated, drawn and written before is not calculated, drawn and written again.

A sealed archive in the cache folder of a base folder holds the files of a report under everything that they follow from: the
code and the libraries, the tables, the files of the Brightway project, the setup, and every amount and parameter of the
result. Whatever is damaged or of another state counts as not kept. Reports that rest on files of a person (data sheets,
scenarios, rules, curves, supplier data, projects of others) are always made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.files.archives import read_archive, write_archive
from lca_models.inventory.files.code_state import code_state
from lca_models.inventory.files.commit import write_files, write_set
from lca_models.inventory.files.sealed import SealError, check_archive, seal_archive
from lca_models.inventory.projects.places import CACHE
from lca_models.inventory.system.background.kept_rows import state_of
from lca_models.inventory.tables.reading import tables_hash, text_hash
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE
from lca_models.reporting.figures.chinese_font import chinese_font_path
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import language_in_use

FORMAT = "lca_models report 1"  # raise the number when archives would be read otherwise
REPORT = "report"  # what a manifest says wrote its files
FOLDER = "reports"
MOST = 12  # reports kept; the one that was used least lately goes first
SAID = "said"  # the array with the names of the files and the date that they are of
DATED = "%Y-%m-%dT%H:%M:%SZ"
# How the date of a report stands in its files, once in each.
_DATES = {"report.html": "<dd>{date}</dd>", "run.json": '"date_utc": "{date}"'}


def write_kept_report(study: Study, result: Footprint, folder: Path, language: str = ENGLISH) -> None:
    """Write a report as `write_report` does, with today's date; one that was made before is taken as it is kept.

    Raises OSError that names the file or folder in the way.
    """
    date, about = datetime.now(UTC), state_of_report(study, result, language)
    place = study.base / CACHE / FOLDER / f"{hashlib.sha256(about.encode()).hexdigest()[:32]}.npz"
    contents = _found(place, about, date) if about else None
    if contents is None:
        from lca_models.reporting.report.folder import report_files

        contents = report_files(study, result, folder, date, language)
        if about and state_of_report(study, result, language) == about:
            _keep(place, about, contents, date)
    write_set(folder, REPORT, contents)


def state_of_report(study: Study, result: Footprint, language: str) -> str:
    """Everything that the files of a report follow from but its date; empty where they may follow from more than is known."""
    setup, system, rows = result.complete_setup, result.system, state_of(study.place.folder)
    is_plain = system.pack is None and system.background is None and result.fade_curve is None and study.own is None
    if not MOST or not rows or result.is_foreign or not is_plain or setup.files() or setup.replacements:
        return ""
    if language == CHINESE and chinese_font_path() is None:  # which is said each time
        return ""
    assessment = result.assessment
    numbers = hashlib.sha256(repr(sorted(assessment.parameters.items())).encode())
    numbers.update(np.ascontiguousarray(assessment.amounts, dtype=float).tobytes())
    return "\n".join([
        FORMAT, code_state(), *_style(), rows, study.rows.rows_hash, study.current.project, tables_hash(study.root),
        text_hash(study.root / SCENARIOS_FILE), language, language_in_use(), repr(setup), repr(result.resolved.asked),
        repr(result.resolved.levels), repr(assessment.method), numbers.hexdigest(),
    ])  # fmt: skip


def _style() -> Iterator[str]:
    """The files in which a person may say how Matplotlib draws, with sizes and times of change."""
    for look in _looks():
        with suppress(OSError):
            yield f"{look} {look.stat().st_size} {look.stat().st_mtime_ns}"


def _looks() -> tuple[Path, ...]:
    own = os.environ.get("MPLCONFIGDIR") or Path(
        os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "matplotlib"
    )
    return tuple(Path(one, "matplotlibrc") for one in (os.environ.get("MATPLOTLIBRC", ""), "", own))


def _found(place: Path, about: str, date: datetime) -> dict[str, bytes] | None:
    """The files kept at a place, of a date; None where there are none, or others, or damaged ones."""
    try:
        content = place.read_bytes()
        if not check_archive(content, about):
            return None
        arrays = read_archive(content)
        said = json.loads(arrays.pop(SAID).tobytes())
        contents = {name: arrays[number].tobytes() for number, name in said["names"].items()}
        os.utime(place)
    except (OSError, SealError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return _dated(contents, said["date"], date.strftime(DATED))


def _dated(contents: Mapping[str, bytes], former: str, date: str) -> dict[str, bytes] | None:
    """The files with another date; None where the former one does not stand once where it belongs."""
    found = dict(contents)
    for name, words in _DATES.items():
        old, new = (words.format(date=one).encode() for one in (former, date))
        if name not in found or found[name].count(old) != 1:
            return None
        found[name] = found[name].replace(old, new)
    return found


def _keep(place: Path, about: str, contents: Mapping[str, bytes], date: datetime) -> None:
    with suppress(OSError, ValueError):  # a folder that is full or closed costs time only
        names = {str(number): name for number, name in enumerate(contents)}
        said = json.dumps({"names": names, "date": date.strftime(DATED)}).encode()
        arrays = {number: np.frombuffer(contents[name], dtype=np.uint8) for number, name in names.items()}
        arrays[SAID] = np.frombuffer(said, dtype=np.uint8)
        write_files(place.parent, {place.name: seal_archive(write_archive(arrays, compressed=False), about)})
        kept = sorted(place.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime)
        for former in kept[:-MOST]:
            former.unlink(missing_ok=True)
