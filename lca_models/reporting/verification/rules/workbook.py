"""Whether the calculation workbook says what the bundle declares: formulas evaluated afresh, stored values, stages (ARI-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from lca_models.inventory.files.workbooks import open_sheets, rows_of_sheet, sound_workbook
from lca_models.reporting.declaration.bundle import WORKBOOK
from lca_models.reporting.declaration.calculation.book.evaluation import place_words
from lca_models.reporting.declaration.calculation.book.reading import MOST_TAGS, evaluate_workbook
from lca_models.reporting.declaration.calculation.results.outcome import PACK, STAGES
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.declared_figures import declared_stages, is_near
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

MOST = 20  # cells that are listed


def look_at_workbook(case: Case) -> Iterator[Seen]:
    """ARI-02: formulas evaluated afresh give the values stored beside them, and the declared stages."""
    if case.is_fast:
        raise NotApplicableError(Words(*bilingual("left out by --fast")))
    if WORKBOOK not in case.bundle.members:
        raise NotApplicableError(Words(*bilingual("the bundle holds no {member}", member=WORKBOOK)))
    content = case.bundle.members[WORKBOOK]
    numbers = evaluate_workbook(content)
    relative, floor = limit(case, "ARI-02", "relative"), limit(case, "ARI-01", "floor")
    for row, (stage, declared) in enumerate(declared_stages(case.bundle).items(), start=2):
        place = place_words((STAGES, row, PACK + 1))
        found = numbers.get(place)
        if found is None or not is_near(found, declared, relative, floor):
            effect = None if found is None else found - declared
            yield _seen(place, f"– ({stage})" if found is None else found, declared, effect)
    yield from islice(_stored(content, numbers, relative, floor), MOST)


def _stored(content: bytes, numbers: Mapping[str, float], relative: float, floor: float) -> Iterator[Seen]:
    """Values stored beside formulas that are not what the formulas give."""
    for sheet in open_sheets(sound_workbook(content, MOST_TAGS)):
        for row, cells in rows_of_sheet(sheet):
            for cell in cells:
                value, place = cell["value"], place_words((sheet.title, row, cell["column"]))
                is_number = isinstance(value, int | float) and not isinstance(value, bool)
                if is_number and place in numbers and not is_near(float(value), numbers[place], relative, floor):
                    yield _seen(place, float(value), numbers[place], None)


def _seen(place: str, a: float | str, b: float, effect_kg: float | None) -> Seen:
    sheet, _, cell = place.partition("!")
    values = {"sheet": sheet, "cell": cell, "a": a, "b": b}
    return Seen(f"{WORKBOOK}, {place}", values, effect_kg, member=WORKBOOK, pointer=place)


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {"ARI-02": look_at_workbook}
