"""Footprints of suppliers: valid on the day, in the unit that is bought, whole, verified, near what others state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import log10

from lca_models.impact.replaced import Replaced, replaced_of
from lca_models.inventory.system.replaced.structure import parameter_names
from lca_models.reporting.declaration.bundle import SHEET, SHEET_FOLDER
from lca_models.reporting.declaration.results.lines import amounts_bought
from lca_models.reporting.payloads.rules.checking import check_payload, documents_in, form_of
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.replacement import SERVED
from lca_models.scope.wording.messages import bilingual

MEMBER = "provenance.json"
JSON = ".json"
# Checks of a payload: what its own figures contradict.
SUMS, PART, UPTAKE, CARBON = ("sum of parts", "stages"), "part above whole", "uptake", "carbon content"


@dataclass(frozen=True)
class Supplied:
    """A footprint of a supplier in the result."""

    replaced: Replaced
    amount: float  # of one pack, in its unit
    place: int  # among the replacements

    @property
    def name(self) -> str:
        """The supplier."""
        return self.replaced.replacement.supplier

    @property
    def kg(self) -> float:
        """Kg CO2e per pack."""
        return self.amount * self.replaced.value

    @property
    def pointer(self) -> str:
        """Where it stands in `provenance.json`."""
        return f"/replacements/{self.place}"


def supplied(case: Case) -> tuple[Supplied, ...]:
    """The footprints of suppliers in the result, worked out once. Raises NotApplicableError where there is none."""
    found = case.again.keep("suppliers", lambda: _supplied(case))
    if not found:
        raise NotApplicableError(Words(*bilingual("no footprint of a supplier stands in the result")))
    return found


def _supplied(case: Case) -> tuple[Supplied, ...]:
    result = case.again.result
    found = replaced_of(result.system, result.assessment.parameters, result.assessment.method)
    names = parameter_names([one.replacement for one in found])
    amounts = amounts_bought(result.assessment, names)
    return tuple(
        Supplied(one, amounts[name], place) for place, (one, name) in enumerate(zip(found, names, strict=True))
    )


def validity(case: Case) -> Iterator[Seen]:
    """SUP-01: the day of issue lies in the time for which the footprint is valid."""
    issued = case.again.issued.date()
    for one in supplied(case):
        said = one.replaced.replacement
        first = date.fromisoformat(said.valid_from) if said.valid_from else date.min
        last = date.fromisoformat(said.valid_until) if said.valid_until else date.max
        if not first <= issued <= last:
            values = {"supplier": one.name, "a": said.valid_from or "–", "b": said.valid_until or "–"}
            yield Seen(one.name, values, None, "", MEMBER, one.pointer)


def unit_of_figure(case: Case) -> Iterator[Seen]:
    """SUP-02: a figure that is a power of ten away from that of the tables is of another unit."""
    for one in supplied(case):
        was, value = one.replaced.was, one.replaced.value
        if not was or was <= 0 or value <= 0:
            continue
        power = round(log10(value / was))
        if abs(power) in (3, 6) and abs(log10(value / was) - power) < limit(case, "SUP-02", "decades"):
            right = value / 10**power
            unit = one.replaced.unit
            values = {"supplier": one.name, "pcf": value, "amount": 1, "unit": unit, "f": right}
            yield Seen(one.name, values, (right - value) * one.amount, "", MEMBER, one.pointer)


def boundary(case: Case) -> Iterator[Seen]:
    """SUP-03: it says where it ends; what both sides count is told, with the side that is kept, when the sheet is read."""
    for one in supplied(case):
        if not one.replaced.replacement.boundary.strip():
            values = {"supplier": one.name, "problem": Words(*bilingual("a boundary that nobody states"))}
            yield Seen(one.name, values, None, "", MEMBER, f"{one.pointer}/entry/boundary")


def potentials(case: Case) -> Iterator[Seen]:
    """SUP-04: its warming potentials are those of the study."""
    category = case.again.result.method_id
    for one in supplied(case):
        gwp = one.replaced.replacement.gwp
        served = {method for methods in SERVED[gwp].values() for method in methods}
        if category not in served:
            yield Seen(
                one.name, {"supplier": one.name, "a": gwp, "b": category}, None, "", MEMBER, f"{one.pointer}/entry/gwp"
            )


def whole_payload(case: Case) -> Iterator[Seen]:
    """SUP-06: the figures of its file do not contradict each other."""
    yield from _flaws(case, SUMS)


def biogenic_sum(case: Case) -> Iterator[Seen]:
    """BIO-01: the figure with uptake is that without it and the uptake."""
    yield from _flaws(case, (UPTAKE,))


def parts_and_total(case: Case) -> Iterator[Seen]:
    """BIO-02: no part of the received figure is above the whole of it."""
    yield from _flaws(case, (PART,))


def carbon_in_mass(case: Case) -> Iterator[Seen]:
    """BIO-03: a product holds at most its mass of carbon."""
    yield from _flaws(case, (CARBON,))


def unverified(case: Case) -> Iterator[Seen]:
    """SUP-08: who stands for more than three quarters of the threshold is verified."""
    least = limit(case, "MAT-01", "performance_share") * case.threshold_kg
    for one in supplied(case):
        if abs(one.kg) > least and not one.replaced.replacement.locator:
            yield Seen(one.name, {"supplier": one.name, "kg": one.kg}, None, "", MEMBER, f"{one.pointer}/entry/locator")


def plausible(case: Case) -> Iterator[Seen]:
    """SUP-09: between half and twice the figure of the tables; grave where it moves the result and nobody verified it."""
    for one in supplied(case):
        was, value = one.replaced.was, one.replaced.value
        if not was or was <= 0:
            continue
        low, high = (limit(case, "SUP-09", side) * was for side in ("low", "high"))
        if low <= value <= high:
            continue
        effect = (min(max(value, low), high) - value) * one.amount
        is_grave = abs(effect) > case.threshold_kg and not one.replaced.replacement.locator
        values = {"supplier": one.name, "f": value, "low": low, "high": high}
        yield Seen(one.name, values, effect, MAJOR if is_grave else "", MEMBER, f"{one.pointer}/new/value")


def _flaws(case: Case, checks: tuple[str, ...]) -> Iterator[Seen]:
    """Problems of some kinds in the footprints that came with the sheet. Raises NotApplicableError where none came."""
    found = False
    for name, content in sorted(case.bundle.members.items()):
        if not name.startswith(SHEET_FOLDER) or name == SHEET or not name.lower().endswith(JSON):
            continue
        try:
            documents = documents_in(json.loads(content.decode("utf-8-sig")))
        except (ValueError, RecursionError):
            continue  # the sheet is refused for it
        for place, document in enumerate(documents):
            form = form_of(document)
            found = found or bool(form)
            for one in check_payload(form, document, is_attested=True, is_draft=True) if form else ():
                if one.check in checks:
                    values = {"path": one.path, "problem": Words(one.english, one.chinese)}
                    yield Seen(f"{name}: {one.path}", values, None, "", name, f"{place}/{one.path}")
    if not found:
        raise NotApplicableError(Words(*bilingual("no file of a supplier came with the sheet")))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "SUP-01": validity,
    "SUP-02": unit_of_figure,
    "SUP-03": boundary,
    "SUP-04": potentials,
    "SUP-06": whole_payload,
    "SUP-08": unverified,
    "SUP-09": plausible,
    "BIO-01": biogenic_sum,
    "BIO-02": parts_and_total,
    "BIO-03": carbon_in_mass,
}
