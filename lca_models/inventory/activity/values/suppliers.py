"""Sheet `suppliers`: footprints in place of what the pack buys."""

from __future__ import annotations

from datetime import date

from lca_models.inventory.activity.sheet.fields import materials
from lca_models.inventory.activity.suppliers.comparing import Terms
from lca_models.inventory.activity.suppliers.lines import match_suppliers
from lca_models.inventory.activity.suppliers.matching import SUPPLIER, Match
from lca_models.inventory.activity.surroundings import Surroundings
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.system.pack import Origin
from lca_models.scope.replacement import Replacement
from lca_models.scope.wording.messages import message

INBOUND = "inbound_transport"  # what carries everything that a process buys


def give_suppliers(into: Collected, around: Surroundings) -> tuple[Replacement, ...]:
    """What stands in place of purchases, with every fault of every row among the findings."""
    if not into.sheet.suppliers and not any(
        one.supplier_id for one in (*into.sheet.cell_materials, *into.sheet.pack_parts)
    ):
        return ()
    figures = around.figures(into.system) if around.figures is not None else None
    matches = match_suppliers(into.sheet, into.system, _terms(into, around.today), into.findings,
                              own_process=own_name, kit=figures)  # fmt: skip
    for one in matches:
        if one.transport == SUPPLIER:
            _leave_transport(into, one)
        share, supplier = one.footprint.primary_share or 0.0, one.replacement.supplier
        into.supplier_shares[supplier] = min(share, into.supplier_shares.get(supplier, share))
    return tuple(one.replacement for one in matches)


def _leave_transport(into: Collected, match: Match) -> None:
    """The way of what is bought is inside the supplier's figure: its legs go, or its part of the way of everything."""
    buyer, code, c = match.purchase.buyer, match.purchase.input, into.chemistry
    rows = materials("cell_materials" if buyer == f"cell_{c}" else "pack_parts")
    key = next((one.key for one in rows if code in one.processes_of(c)), match.purchase.label)
    legs = [one for one in into.purchases if f"{own_name(key, 'km')}_" in one.formula]
    if legs:
        into.purchases[:] = [one for one in into.purchases if one not in legs]
        return
    whole, bought = _formula(into, buyer, INBOUND), _formula(into, buyer, code)
    if whole and bought and match.purchase.unit == "kg":
        into.purchases[:] = [one for one in into.purchases if (one.buyer, one.input) != (buyer, INBOUND)]
        origin = Origin(
            match.purchase.place, match.words, source_kind="supplier", label=message("transport to the plant")
        )
        into.buy(buyer, INBOUND, f"{whole} - ({bought})", origin)


def _formula(into: Collected, buyer: str, code: str) -> str:
    """How much a process buys of something: as given, else as the archetype has it; empty where it buys none."""
    given = [one.formula for one in into.purchases if (one.buyer, one.input) == (buyer, code)]
    if given:
        return " + ".join(f"({one})" for one in given)
    formulas = {row.exchange: row.text for row in into.system.formulas}
    for place, exchange in enumerate(into.system.exchanges):
        if (exchange.process[1], exchange.input[1]) == (buyer, code):
            return formulas.get(place) or repr(exchange.amount)
    return ""


def _terms(into: Collected, today: date) -> Terms:
    """The period of the sheet, which is twelve months from the first."""
    start = into.sheet.product.period_start
    factor = into.archetype.get("allocation_factor_metals")
    if not start:
        return Terms(today, allocation_factor=factor)
    year, month = (int(part) for part in start.split("-"))
    last = date(year + 1, month, 1).toordinal() - 1
    return Terms(today, date(year, month, 1), date.fromordinal(last), allocation_factor=factor)
