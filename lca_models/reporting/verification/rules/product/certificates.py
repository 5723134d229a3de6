"""Green certificates: once, no more than was bought, of the period, of their face value, with a path, retired (CER-01 to 06).

What is wrong inside one ledger refuses its sheet; what these rules see beyond it stands in other bundles, or passes with a
warning and does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from lca_models.inventory.activity.certificates import (
    GREEN_TRADE,
    KWH,
    ROUNDING,
    WITHOUT_CERTIFICATES,
    Batch,
    batches_of,
    plain_name,
    repeated_pairs,
)
from lca_models.inventory.activity.plant.months import twelve_months
from lca_models.inventory.activity.sheet.models import CertificateLine, DataSheet
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import QUESTION, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, with_number
from lca_models.reporting.verification.rules.said import (
    documents_of,
    of_same_plant,
    pointer,
    sheet_of,
    sheets_beside,
    split_of,
)
from lca_models.scope.wording.messages import bilingual

GRID = "electricity_grid"
PATHS = ("contract", "supplier_statement")  # kinds of documents that say how power came


def _rows(sheet: DataSheet) -> tuple[tuple[int, CertificateLine, Batch], ...]:
    """Rows of a ledger that count certificates: place in the table, line, batch."""
    found = {batch.place: batch for batch in batches_of(sheet)}
    return tuple(
        (at, line, found[place])
        for at, line in enumerate(sheet.certificates)
        if (place := line.where("number_first")) in found
    )


def _without(case: Case, rows: Sequence[int]) -> float | None:
    """What certificates move: the result without them, less the result."""
    kept = tuple(line for at, line in enumerate(case.sheet.certificates) if at not in rows)
    return effect_of(case, case.sheet.model_copy(update={"certificates": kept}))


def _beside(case: Case) -> dict[str, DataSheet]:
    """Sheets of other bundles, an earlier edition of another year among them."""
    found = sheets_beside(case)
    if case.earlier is not None and (earlier := sheet_of(case.earlier)) is not None:
        product, before = case.sheet.product, earlier.product
        if (product.model, product.period_start) != (before.model, before.period_start):
            found[case.earlier.name or "earlier"] = earlier
    return found


def _once(case: Case) -> Iterator[Seen]:
    """Serials that another bundle holds as well; a row of a plant in the sheets of all its products is one row (CER-01)."""
    own = {f"{one.place}": (at, one) for at, _, one in _rows(case.sheet)}
    mine = [replace(one, file="") for _, one in own.values()]
    others = [
        replace(one, file=name, place=f"{name} {one.place}")
        for name, sheet in _beside(case).items() for _, _, one in _rows(sheet)
    ]  # fmt: skip
    seen: set[str] = set()
    for before, again in repeated_pairs([*mine, *others]):
        here, there = (before, again) if before.file == "" else (again, before)
        if here.file != "" or here.place in seen:
            continue
        seen.add(here.place)
        at, _ = own[here.place]
        said = {"serial": here.words, "a": here.place, "b": there.place}
        yield Seen(here.place, said, _without(case, [at]), pointer=pointer("certificates", at))


def _quantity(case: Case) -> Iterator[Seen]:
    """More certificates over all sheets of a plant than it bought from the grid (CER-02); in one sheet this refuses it."""
    split = split_of(case)
    own = [one for _, _, one in _rows(case.sheet) if not one.is_sold and one.retired_on is not None]
    if split is None or not own:
        return
    bought = sum(float(one.year.total) for one in split.of_item(GRID) if one.meter.id not in split.parents)
    every = {one.counted_as(): one for one in own if one.month in split.period}
    for sheet in sheets_beside(case).values():
        if of_same_plant(case.sheet, sheet):
            every |= {
                one.counted_as(): one for _, _, one in _rows(sheet)
                if one.month in split.period and not one.is_sold and one.retired_on is not None
            }  # fmt: skip
    retired, here = sum(one.kwh for one in every.values()), sum(one.kwh for one in own if one.month in split.period)
    if retired <= bought * (1 + ROUNDING) or not here:
        return
    moved = _without(case, range(len(case.sheet.certificates)))
    effect = None if moved is None else moved * min(1.0, (retired - bought) / here)
    place = case.sheet.certificates[0].place
    yield Seen(place, {"a": retired, "b": bought}, effect, pointer=pointer("certificates"))


def _vintage(case: Case) -> Iterator[Seen]:
    """Certificates of months outside the period: they are listed, and do not count (CER-03)."""
    if not case.sheet.product.period_start:
        return
    period = twelve_months(case.sheet.product.period_start)
    for at, _, one in _rows(case.sheet):
        if one.month not in period and not one.is_sold:
            said = {"serial": one.words, "a": one.month, "b": f"{period[0]}/{period[-1]}"}
            yield Seen(one.place, said, _without(case, [at]), pointer=pointer("certificates", at))


def _face_value(case: Case) -> Iterator[Seen]:
    """Certificates whose kWh are not 1,000 for each, or of a technology that has none (CER-04); both refuse a sheet."""
    for at, line, one in _rows(case.sheet):
        if one.numbers is None or line.kwh is None:
            continue
        count = one.numbers[2] - one.numbers[1] + 1
        if one.technology in WITHOUT_CERTIFICATES:
            said = {"serial": one.words, "a": count, "b": 0.0, "c": one.kwh}
            yield Seen(one.place, said, _without(case, [at]), pointer=pointer("certificates", at))
        elif abs(one.kwh - KWH * count) > ROUNDING * KWH:
            row = line.model_copy(update={"kwh": with_number(line.kwh, float(KWH * count))})
            rows = (*case.sheet.certificates[:at], row, *case.sheet.certificates[at + 1 :])
            said = {"serial": one.words, "a": count, "b": float(KWH * count), "c": one.kwh}
            effect = effect_of(case, case.sheet.model_copy(update={"certificates": rows}))
            yield Seen(one.place, said, effect, pointer=pointer("certificates", at))


def _path(case: Case) -> Iterator[Seen]:
    """Power traded with its certificates from another grid, with no contract behind it that says the path (CER-05).

    Certificates alone are flagged as such by their kind, and need no path.
    """
    grids = {one.code: one.grid for one in case.again.study.provinces}
    here = case.sheet.product.plant_province or ""
    for at, line, one in _rows(case.sheet):
        if one.kind != GREEN_TRADE or one.is_sold or not here:
            continue
        said = {"serial": one.words, "a": one.province or "?", "b": here}
        if not one.province:
            yield Seen(one.place, said, None, QUESTION, pointer=pointer("certificates", at))
            continue
        if grids.get(one.province) == grids.get(here) or any(
            document.kind in PATHS for document in documents_of(case, line.evidence_id)
        ):
            continue
        yield Seen(line.where("generation_province"), said, _without(case, [at]), pointer=pointer("certificates", at))


def _retired(case: Case) -> Iterator[Seen]:
    """Certificates that are not retired, or for another plant (CER-06): they are listed, and do not count."""
    plant = plain_name(case.sheet.product.plant or "")
    for at, line, one in _rows(case.sheet):
        is_other = bool(one.plant) and plain_name(one.plant) != plant
        if one.is_sold or (one.retired_on is not None and not is_other):
            continue
        status = Words(*bilingual("retired")) if one.retired_on is not None else Words(*bilingual("not retired"))
        said = {"serial": one.words, "status": status, "name": line.retired_for or "?"}
        yield Seen(one.place, said, _without(case, [at]), pointer=pointer("certificates", at))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "CER-01": _once,
    "CER-02": _quantity,
    "CER-03": _vintage,
    "CER-04": _face_value,
    "CER-05": _path,
    "CER-06": _retired,
}
