"""A pilot from its seed to its score: generated, calculated, judged, compared with what was planted."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lca_models.impact.study import Study
from lca_models.programme.pilot.calculating import Came, came_of, judged, results_of
from lca_models.programme.pilot.declared import declared_beside
from lca_models.programme.pilot.generating import COMPANIES, REALISTIC, Declaration, Pilot, generate_pilot
from lca_models.programme.pilot.judging import Handed, look_at, result_of
from lca_models.programme.pilot.planting.supply import ISSUED
from lca_models.programme.pilot.scoring import Score, score
from lca_models.programme.pilot.sheets.document import Document
from lca_models.reporting.declaration.bundle import Bundle

Kilograms = dict[tuple[str, str], tuple[float, float]]


@dataclass(frozen=True)
class PilotRun:
    """A pilot with all that came of it."""

    pilot: Pilot
    handed: tuple[Handed, ...]
    score: Score


def run_pilot(study: Study, seed: int, work: Path, design: str = REALISTIC, *, companies: int = COMPANIES) -> PilotRun:
    """A pilot of a seed, judged and scored. `work`: a folder that its sheets are written into, and that stays.

    Raises PilotError for what is no pilot, OSError where the folder cannot be written.
    """
    with _without_searches():
        return _run(study.on(ISSUED), seed, work, design, companies)


@contextmanager
def _without_searches() -> Iterator[None]:
    """What a pilot makes stays to its end: searches for garbage would look at all of it, again and again, and find none."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _run(dated: Study, seed: int, work: Path, design: str, companies: int) -> PilotRun:
    pilot = generate_pilot(dated, seed, design, companies=companies)
    handed, moved = [], {}
    for one in pilot.declarations:
        sheet = judged(dated, one.id, one.document, work)
        result = result_of(dated, sheet)
        beside = declared_beside(one.id, result, one.edits) if result is not None else None
        handed.append(Handed(one.id, sheet, result, beside.bundle if beside else Bundle({}, one.id)))
        if beside is not None:
            moved[one.id] = beside.moved_kg
    findings = look_at(dated, handed)
    came = {one.name: found for one in handed if one.result is not None and (found := came_of(one.result)) is not None}
    kg = _kilograms(dated, pilot, came, moved, work)
    return PilotRun(pilot, tuple(handed), score(pilot, findings, kg))


def _kilograms(study: Study, pilot: Pilot, came: dict[str, Came], moved: dict[str, float], work: Path) -> Kilograms:
    """What each error moves alone: right less declared, and the right result, kg CO2e per pack."""
    wanted: dict[str, Document] = {}
    for one in pilot.declarations:
        if one.errors:
            wanted[f"{one.id}.clean"] = one.clean.document
        for error in one.errors:
            if error.change.right is not None:
                wanted[f"{one.id}.{error.kind}.right"] = error.change.right
            if len(one.errors) > 1:
                wanted[f"{one.id}.{error.kind}"] = error.change.document
    alone = results_of(study, wanted, work / "beside")
    return {
        (error.kind, one.id): found
        for one in pilot.declarations
        for error in one.errors
        if (found := _one(one, error.kind, came, moved, alone)) is not None
    }


def _one(
    one: Declaration, kind: str, came: dict[str, Came], moved: dict[str, float], alone: Mapping[str, Came]
) -> tuple[float, float] | None:
    error = next(error for error in one.errors if error.kind == kind)
    right = alone.get(f"{one.id}.{kind}.right") or alone.get(f"{one.id}.clean")
    wrong = came.get(one.id) if len(one.errors) == 1 else alone.get(f"{one.id}.{kind}")
    if right is None or wrong is None:
        return None
    if error.change.edits:
        return -moved.get(one.id, 0.0), right.kg
    return wrong.kg_beside(right, error.change.share), right.kg
