"""What the rules of a verification look at: the bundle as it came, and the same worked out again from its data sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.declared import Declared

LIMITED, REASONABLE = "limited", "reasonable"  # levels of assurance


@dataclass(frozen=True)
class Engagement:
    """What verifier and maker agree before the work."""

    threshold_share: float = 0.05  # of the absolute total: what is material
    assurance: str = LIMITED
    today: date = field(default_factory=date.today)  # what validity is judged by
    limits: Mapping[str, float] = field(default_factory=dict)  # RULE/NAME -> in place of the limit that is shipped


class Figures(Protocol):
    """What rules look at that judge the figures of a bundle by themselves."""

    @property
    def bundle(self) -> Bundle:
        """The bundle."""
        ...

    @property
    def engagement(self) -> Engagement:
        """What was agreed."""
        ...


@dataclass(frozen=True)
class Case:
    """One bundle under verification. Rules read it and change nothing."""

    bundle: Bundle
    again: Declared  # from the sheet and the setup of the bundle, by this kit and its tables
    engagement: Engagement = field(default_factory=Engagement)
    folder: Mapping[str, Bundle] = field(default_factory=dict)  # other bundles of the same folder, by file
    earlier: Bundle | None = None  # an earlier edition of the same declaration
    is_fast: bool = False  # without what takes seconds: bw2calc, formulas of workbooks, samples, documents

    @property
    def sheet(self) -> DataSheet:
        """The data sheet of the bundle as it was judged."""
        return self.again.sheet

    @property
    def total_kg(self) -> float:
        """The result worked out again, kg CO2e per pack."""
        return sum(self.again.result.stages.values())

    @property
    def threshold_kg(self) -> float:
        """What is material, kg CO2e per pack."""
        return self.engagement.threshold_share * abs(self.total_kg)
