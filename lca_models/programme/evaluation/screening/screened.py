"""What the screening looks at: the sheets of a programme, each with what came of it, and how it says what it saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from lca_models.inventory.activity.balances import cell_masses
from lca_models.inventory.activity.certificates import plain_name
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.programme.evaluation.screening.table import limits
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules.said import chemistry_of, values_of_pack


@dataclass(frozen=True)
class Screened:
    """A sheet of a programme that can be calculated."""

    name: str  # of the declaration
    case: Case

    @property
    def sheet(self) -> DataSheet:
        """As it was judged."""
        return self.case.sheet

    @property
    def maker(self) -> str:
        """Who makes it, however the sheet spells it; the declaration itself where the sheet does not say."""
        return plain_name(self.sheet.product.company or "") or self.name

    @property
    def chemistry(self) -> str:
        """Of its archetype."""
        return chemistry_of(self.case)

    @cached_property
    def masses(self) -> Mapping[str, float]:
        """Kg per kWh of good cells, by row of the bill of materials that the sheet gives; none that are 0."""
        found = cell_masses(self.sheet, self.chemistry, values_of_pack(self.case)).given
        return {key: mass for key, mass in found.items() if mass > 0}


Said = tuple[str, Seen]  # name of the declaration, what was seen
Screen = Callable[[Sequence[Screened]], Iterator[Said]]


def limit_of(rule: str, name: str) -> float:
    """A limit of a rule. Raises KeyError for one that the table lacks."""
    return limits()[rule, name]


def one_a_maker(values: Mapping[str, Sequence[float]], but: str) -> list[float]:
    """The median of each maker but one, so that a maker of many packs is no crowd of peers."""
    return [median(found) for maker, found in values.items() if maker != but and found]
