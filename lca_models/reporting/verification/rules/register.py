"""Which function looks for which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules import integrity, of_folder, recalculation, versions, workbook
from lca_models.reporting.verification.rules.chain import plausible, rows, suppliers
from lca_models.reporting.verification.rules.documents import claims, reports
from lca_models.reporting.verification.rules.plant import allocation, balances, masses, months, slips, units, yields
from lca_models.reporting.verification.rules.product import certificates, electricity, service_life, transport
from lca_models.reporting.verification.rules.result import boundary, credits, identity, payloads, quality

Look = Callable[[Case], Iterator[Seen]]

# Modules with RULES: Mapping[str, Look]; their order is that of the work.
MODULES: tuple[Mapping[str, Look], ...] = (
    versions.RULES,
    recalculation.RULES,
    workbook.RULES,
    units.RULES,
    slips.RULES,
    months.RULES,
    electricity.RULES,
    certificates.RULES,
    masses.RULES,
    balances.RULES,
    allocation.RULES,
    yields.RULES,
    transport.RULES,
    service_life.RULES,
    boundary.RULES,
    credits.RULES,
    quality.RULES,
    identity.RULES,
    payloads.RULES,
    suppliers.RULES,
    rows.RULES,
    plausible.RULES,
    claims.RULES,
    reports.RULES,
)


@cache
def looks() -> Mapping[str, Look]:
    """The function of every rule that looks at one bundle, by the id of the rule.

    Raises ValueError where two modules look for one rule.
    """
    found: dict[str, Look] = {}
    for module in MODULES:
        if twice := sorted(found.keys() & module.keys()):
            raise ValueError(f"two modules look for {', '.join(twice)}")
        found |= module
    return MappingProxyType(found)


def implemented() -> frozenset[str]:
    """Ids of all rules that look at a bundle, its file or its folder; those on the verification itself are beside them."""
    return frozenset({*looks(), *integrity.INTEGRITY, integrity.STRUCTURE, *of_folder.BETWEEN_BUNDLES})
