"""What results are counted per: the one table of declared units, which every command, table, figure and page goes through.

A row names a term of the functional unit that says how much of the declared unit one pack is; its words stand in the
catalogue under `basis.CODE` (after a unit) and `per.CODE` (as a heading). Nothing else knows a declared unit by name.
"""

from __future__ import annotations

from dataclasses import dataclass

from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.labels import label
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class DeclaredUnit:
    """What a result is counted per, by the code that `--per` and JSON know it by."""

    code: str
    term: str = ""  # of the functional unit: how much of it one pack is; empty: it is the pack itself
    is_small: bool = False  # kilograms per it would be all zeros, so a mass is read in grams

    def words(self, language: str = ENGLISH) -> str:
        """What stands after `per`, such as `kWh of capacity`.

        Raises ScenarioError for an unknown language.
        """
        return label(f"basis.{self.code}", language)

    def heading(self, language: str = ENGLISH) -> str:
        """The head of a column or a choice, such as `per kWh of capacity`.

        Raises ScenarioError for an unknown language.
        """
        return label(f"per.{self.code}", language)

    def of_pack(self, unit: FunctionalUnit) -> float:
        """How much of the declared unit one pack is, over its service life."""
        return float(getattr(unit, self.term)) if self.term else 1.0

    def factor(self, unit: FunctionalUnit) -> float:
        """What turns an amount per pack into one per declared unit."""
        return 1 / self.of_pack(unit)


PACK = DeclaredUnit("pack")
KWH_CAPACITY = DeclaredUnit("kwh-capacity", "rated_energy_kwh")
KWH_DELIVERED = DeclaredUnit("kwh-delivered", "energy_delivered_kwh", is_small=True)
KG = DeclaredUnit("kg", "mass_kg")
DECLARED_UNITS = (PACK, KWH_CAPACITY, KWH_DELIVERED, KG)
CODES = tuple(one.code for one in DECLARED_UNITS)


def find_declared_unit(per: str | DeclaredUnit) -> DeclaredUnit:
    """A declared unit by its code.

    Raises ScenarioError for an unknown one.
    """
    if isinstance(per, DeclaredUnit):
        return per
    if per not in CODES:
        raise ScenarioError(
            message("results cannot be counted per '{per}'; {near}", per=per, near=suggestion(per, CODES))
        )
    return DECLARED_UNITS[CODES.index(per)]
