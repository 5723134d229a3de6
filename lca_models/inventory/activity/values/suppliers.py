"""Sheet `suppliers`: footprints in place of what the pack buys."""

from __future__ import annotations

from datetime import date

from lca_models.inventory.activity.suppliers.comparing import Terms
from lca_models.inventory.activity.suppliers.lines import match_suppliers
from lca_models.inventory.activity.surroundings import Surroundings
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.scope.replacement import Replacement


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
        share, supplier = one.footprint.primary_share or 0.0, one.replacement.supplier
        into.supplier_shares[supplier] = min(share, into.supplier_shares.get(supplier, share))
    return tuple(one.replacement for one in matches)


def _terms(into: Collected, today: date) -> Terms:
    """The period of the sheet, which is twelve months from the first."""
    start = into.sheet.product.period_start
    if not start:
        return Terms(today)
    year, month = (int(part) for part in start.split("-"))
    last = date(year + 1, month, 1).toordinal() - 1
    return Terms(today, date(year, month, 1), date.fromordinal(last))
