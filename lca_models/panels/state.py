"""What the page is in: the calculation asked for, what it is compared with, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lca_models.scope.calculation_setup import CalculationSetup, Said
from lca_models.scope.declared_unit import KWH_CAPACITY, DeclaredUnit
from lca_models.scope.wording.catalogue import ENGLISH

TABS = ("mine", "explore", "where", "matters", "compare", "rules")


@dataclass(frozen=True)
class PageState:
    """One state of the page; every number that it shows follows from it."""

    setup: CalculationSetup
    baseline: CalculationSetup
    second: CalculationSetup | None = None  # of Compare
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=Said)  # of inputs, where a person gave other ends
    own: Mapping[str, Any] = field(default_factory=Said)  # what was entered in My battery, as JSON knows it
    per: DeclaredUnit = KWH_CAPACITY
    second_rules: str = ""  # the rule set that Rules compares with; empty: the first other one
    tab: str = "explore"
    open_row: str = ""  # key of the row whose source is shown
    shown: Mapping[str, Any] = field(default_factory=Said)  # what is unfolded in tabs, by names of their own
    language: str = ENGLISH
    rev: int = 0  # rises with every choice that moves a number

    @property
    def asked(self) -> tuple[Any, ...]:
        """What decides the numbers: two states that agree in it have the same revision."""
        return (self.setup, self.baseline, self.second, self.ranges, self.own, self.per, self.second_rules)

    def in_one_category(self) -> PageState:
        """This state with everything that is compared in the impact category of its setup."""
        method = self.setup.method
        second = None if self.second is None else replace(self.second, method=method)
        return replace(self, baseline=replace(self.baseline, method=method), second=second)

    @property
    def undoable(self) -> tuple[Any, ...]:
        """What undo takes back: all that is asked for but the unit of the totals."""
        return (self.setup, self.baseline, self.second, self.ranges, self.own, self.second_rules)

    def with_undoable(self, other: PageState) -> PageState:
        """This view of what another state asks for."""
        return replace(self, setup=other.setup, baseline=other.baseline, second=other.second, ranges=other.ranges,
                       own=other.own, second_rules=other.second_rules)  # fmt: skip
