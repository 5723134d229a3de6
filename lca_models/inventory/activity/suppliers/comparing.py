"""How a supplier's footprint was made, against how ours is: validity, period, potentials, place, cut-off, allocation.

Nothing here changes a figure. What makes it unusable is an error; what a reader of the result should know is a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.suppliers.footprint import AR6, GATE, GRAVE, SupplierFootprint
from lca_models.scope.grammar.days import years_later
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

# Product Environmental Footprint, 2021/2279: up to 3.0 % cumulatively, by flows and by impact.
CUT_OFF_SHARE = 0.03
MONTHS_NEEDED = 9  # of the twelve of a sheet that the data of a supplier cover
DAYS_A_MONTH = 365.25 / 12
AGED_YEARS = 3  # after the end of the data, where nobody says until when a footprint is valid
_KEYS = {
    "economic": re.compile(r"econom|price|market value|revenue|经济|价格|产值", re.IGNORECASE),
    "mass": re.compile(r"\bmass\b|\bweight\b|质量|重量", re.IGNORECASE),
    "energy": re.compile(r"\benergy\b|\bkwh\b|能量|容量", re.IGNORECASE),
}
_NO_ECONOMIC = re.compile(r"\b(no|not|without)\b[^.;]{0,20}(econom|price)|未?不?采用经济", re.IGNORECASE)


@dataclass(frozen=True)
class Terms:
    """How a maker's result is made, and the day on which it is asked for."""

    today: date
    period_start: date | None = None  # of the sheet
    period_end: date | None = None  # the last day
    gwp: str = AR6
    cut_off_share: float = CUT_OFF_SHARE
    allocation_factor: float | None = None  # A of metals in the Circular Footprint Formula
    allocation: tuple[str, ...] = ("mass", "energy")  # keys that are used here: economic, mass, energy


def compare_terms(footprint: SupplierFootprint, terms: Terms, place: str, findings: Findings) -> bool:
    """Whether a footprint may be used; every doubt about it is found. `place`: sheet and cell that name it."""
    usable = _in_time(footprint, terms, place, findings)
    usable = _at_gate(footprint, place, findings) and usable
    name = footprint.supplier
    if not footprint.gwp:
        findings.note(place, message("{supplier} does not say whose warming potentials it used; taken as {gwp}",
                                     supplier=name, gwp=terms.gwp))  # fmt: skip
    elif footprint.gwp != (terms.gwp,):
        findings.warn(place, message("{supplier} counts with the warming potentials of {theirs}, this result with {ours}; "
                                     "ask for a figure with {ours}",
                                     supplier=name, theirs=enumerated(footprint.gwp), ours=terms.gwp))  # fmt: skip
    share = footprint.exempted_share
    if share is None:
        findings.note(place, message("{supplier} does not say what share it left out", supplier=name))
    elif share > terms.cut_off_share:
        findings.warn(place, message("{supplier} left out {theirs:.1%} of its emissions; {ours:.1%} is the most of these rules",
                                     supplier=name, theirs=share, ours=terms.cut_off_share))  # fmt: skip
    _allocation(footprint, terms, place, findings)
    if footprint.verification is None:
        findings.note(place, message("the footprint of {supplier} was verified by nobody", supplier=name))
    elif footprint.verification.on and footprint.verification.on > terms.today:
        findings.warn(place, message("the footprint of {supplier} was verified on {day}, which is not yet",
                                     supplier=name, day=footprint.verification.on))  # fmt: skip
    return usable


def valid_until(footprint: SupplierFootprint) -> date | None:
    """The last day on which it may be used: as stated, or three years after its data."""
    if footprint.valid_until or not footprint.period_end:
        return footprint.valid_until
    return years_later(footprint.period_end, AGED_YEARS)


def months_in_common(footprint: SupplierFootprint, terms: Terms) -> float | None:
    """Months of the sheet's period that the data of the supplier cover; None where either says nothing."""
    edges = (footprint.period_start, footprint.period_end, terms.period_start, terms.period_end)
    if None in edges:
        return None
    first, last = max(edges[0], edges[2]), min(edges[1], edges[3])  # type: ignore[type-var]
    return max(0, (last - first).days + 1) / DAYS_A_MONTH  # type: ignore[operator]


def _in_time(footprint: SupplierFootprint, terms: Terms, place: str, findings: Findings) -> bool:
    until = valid_until(footprint)
    words = message("Footprint of {supplier} covers {a}, valid to {b}; your period is {c}.", supplier=footprint.supplier,
                    a=_period(footprint.period_start, footprint.period_end), b=until or message("not stated"),
                    c=_period(terms.period_start, terms.period_end))  # fmt: skip
    if until is not None and until < terms.today:
        findings.error(place, words, "V38")
        return False
    if footprint.valid_from is not None and footprint.valid_from > terms.today:
        text = message("It is valid from {day} on.", day=footprint.valid_from)
        findings.error(place, f"{words} {text}", "V38")
        return False
    shared = months_in_common(footprint, terms)
    if shared is None:
        missing = footprint.period_start is None or footprint.period_end is None
        if missing:
            findings.note(
                place, message("{supplier} does not say which period its data are of", supplier=footprint.supplier)
            )
    elif shared < MONTHS_NEEDED - 0.1:  # months have unlike days
        findings.warn(place, words, "V38")
    return True


def _period(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return message("not stated")
    return f"{start.isoformat()}/{end.isoformat()}"


def _at_gate(footprint: SupplierFootprint, place: str, findings: Findings) -> bool:
    if footprint.boundary == GRAVE and not footprint.stages:
        findings.error(
            place, message("the footprint of {supplier} is cradle to grave and not split by stage, and what is bought ends at "
                           "the supplier's gate; ask for cradle to gate, or for its stages", supplier=footprint.supplier)
        )  # fmt: skip
        return False
    if footprint.boundary not in (GATE, GRAVE):
        findings.warn(place, message("{supplier} does not say where its footprint ends; taken as cradle to gate",
                                     supplier=footprint.supplier))  # fmt: skip
    return True


def _allocation(footprint: SupplierFootprint, terms: Terms, place: str, findings: Findings) -> None:
    words = footprint.allocation
    found = {key for key, pattern in _KEYS.items() if pattern.search(words)}
    if _NO_ECONOMIC.search(words):
        found.discard("economic")
    if other := sorted(found - set(terms.allocation)):
        named = {"economic": message("price"), "mass": message("mass"), "energy": message("energy")}
        findings.warn(place, message("{supplier} shares by {theirs}, this sheet by {ours}", supplier=footprint.supplier,
                                     theirs=enumerated(named[one] for one in other),
                                     ours=enumerated(named[one] for one in terms.allocation if one in named)))  # fmt: skip
