"""Which function looks for which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules import recalculation, versions

Look = Callable[[Case], Iterator[Seen]]

# Modules with RULES: Mapping[str, Look]; their order is that of the work.
MODULES: tuple[Mapping[str, Look], ...] = (
    versions.RULES,
    recalculation.RULES,
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
