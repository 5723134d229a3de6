"""What rules read of a sheet: its plant in twelve months, what its archetype has, where a cell stands, what documents say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from lca_models.inventory.activity.certificates import plain_name
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.from_sheet import own_product, plant_of
from lca_models.inventory.activity.plant.items import ELECTRICITY, GAS, HEAT, items
from lca_models.inventory.activity.plant.splitting import PlantSplit, split_plant
from lca_models.inventory.activity.sheet.models import DataSheet, EvidenceLine, MeterLine
from lca_models.reporting.declaration.bundle import SHEET, Bundle
from lca_models.reporting.verification.case import Case

_BETWEEN = re.compile(r"[\s,;，；、]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-/.年]?(1[0-2]|0?[1-9])(?!\d))?")


def split_of(case: Case) -> PlantSplit | None:
    """The meters of the plant shared among its products, worked out once; None for a sheet without meters."""
    return case.again.keep("plant shared out", lambda: _split(case.sheet))


def _split(sheet: DataSheet) -> PlantSplit | None:
    plant = plant_of(sheet, Findings())
    return None if plant is None else split_plant(plant, Findings())


def own_id(case: Case) -> str | None:
    """The id of the product among those of its plant."""
    return own_product(case.sheet, Findings())


def chemistry_of(case: Case) -> str:
    """Key of the chemistry of the archetype."""
    return case.again.result.system.shipped_product.chemistry


def values_of_pack(case: Case) -> Mapping[str, float]:
    """Parameters of the result by name."""
    return case.again.result.assessment.parameters


def archetype_of(case: Case) -> Mapping[str, float]:
    """Parameters of the archetype by name."""
    return case.again.study.archetype_of(case.again.pack).stored_values


def pointer(*parts: object) -> str:
    """The JSON pointer of a cell in `sheet.json`: /meters/0/months/2025-03."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def documents_of(case: Case, ids: str | None) -> tuple[EvidenceLine, ...]:
    """Documents of the register by the ids that a cell names."""
    wanted = {*filter(None, _BETWEEN.split(ids or ""))}
    return tuple(line for line in case.sheet.evidence if line.evidence_id in wanted)


def months_named(text: str | None) -> tuple[str, str] | None:
    """The first and the last month that a text about a period names: 2025 is 2025-01 to 2025-12; None where it names none."""
    found = [(one[1], (one[2] or "").zfill(2) if one[2] else "") for one in _YEAR.finditer(text or "")]
    if not found:
        return None
    first, last = min(found), max(found, key=lambda one: (one[0], one[1] or "12"))
    return f"{first[0]}-{first[1] or '01'}", f"{last[0]}-{last[1] or '12'}"


def says(text: str | None, words: Iterable[str]) -> bool:
    """Whether a note holds one of some words, whatever their case."""
    plain = (text or "").casefold()
    return any(word.casefold() in plain for word in words)


def months_of(line: MeterLine) -> dict[str, float]:
    """Amounts of a meter by month, as they were read."""
    return {month: value.number for month, value in sorted(line.months.items())}


def expected(amounts: Mapping[str, float], output: Mapping[str, float] | None) -> dict[str, float]:
    """What each month should be by the others: a base load and a part that goes with output, both by medians of pairs.

    Without output by month, the median of all. A month far from the others moves neither.
    """
    middle = median(amounts.values())
    known = {month: output[month] for month in amounts if month in output} if output else {}
    if len(known) < len(amounts) or len({*known.values()}) < 2:
        return dict.fromkeys(amounts, middle)
    months = [*amounts]
    slopes = [
        (amounts[b] - amounts[a]) / (known[b] - known[a])
        for place, a in enumerate(months)
        for b in months[place + 1 :]
        if known[a] != known[b]
    ]
    slope = max(0.0, median(slopes))
    base = median(amounts[month] - slope * known[month] for month in months)
    return {month: base + slope * known[month] for month in months}


def robust_distances(amounts: Mapping[str, float], usual: Mapping[str, float]) -> dict[str, float]:
    """How many robust standard deviations each month is from what is usual: over 1.4826 times the median distance."""
    apart = {month: amounts[month] - usual[month] for month in amounts}
    middle = median(apart.values())
    spread = 1.4826 * median(abs(one - middle) for one in apart.values())
    return {
        month: abs(one - middle) / spread if spread > 0 else (0.0 if one == middle else float("inf"))
        for month, one in apart.items()
    }


def energy_meters(case: Case) -> Iterator[tuple[int, MeterLine]]:
    """Rows of meters that count electricity or heat of the plant, with their places in the table."""
    for place, line in enumerate(case.sheet.meters):
        if line.item in items() and items()[line.item].role in (ELECTRICITY, GAS, HEAT):
            yield place, line


def sheet_of(bundle: Bundle) -> DataSheet | None:
    """The data sheet of another bundle as it was judged; None where it holds none that can be read."""
    try:
        document = bundle.json(SHEET)
        found = {name: one for name, one in document.items() if name in DataSheet.model_fields}
        return DataSheet.model_validate({**found, "file": bundle.name or "sheet", "findings": ()})
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def sheets_beside(case: Case) -> dict[str, DataSheet]:
    """Data sheets of the other bundles of the folder, by the name of the bundle."""
    found = {name: sheet_of(bundle) for name, bundle in case.folder.items()}
    return {name: sheet for name, sheet in found.items() if sheet is not None}


def of_same_plant(sheet: DataSheet, other: DataSheet) -> bool:
    """Whether two sheets are of one plant and one year."""
    plant = plain_name(sheet.product.plant or "")
    return bool(plant) and (plant, sheet.product.period_start) == (
        plain_name(other.product.plant or ""),
        other.product.period_start,
    )
