"""The electricity mixes held against the official factors of the nation and the provinces.

The official direct factors of provinces hold what they take from others, but no grid losses: weighted by consumption
they average 0.524 kg per kWh, just below the 0.5306 of national generation; with losses they would stand 4.7 % above
it. They do not say whether a kWh is gross or net of own use (thermal exporters: kit 2 % above per net kWh, 3 % below
per gross one), so the kit compares per net kWh before losses, its own basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.inventory.electricity.statistics import Trade
from lca_models.inventory.tables.records import Exchange


@dataclass(frozen=True)
class ProvinceCheck:
    """One province: kit and official direct CO2 in kg per kWh before grid losses."""

    province: str
    kit: float
    official: float
    own_share: float  # of its demand that the province generates itself

    @property
    def deviation(self) -> float:
        """Kit less official, as a share of the official factor."""
        return self.kit / self.official - 1


@dataclass(frozen=True)
class GridCheck:
    """All provinces with an official factor."""

    provinces: tuple[ProvinceCheck, ...]

    @property
    def median_deviation(self) -> float:
        """Median of the absolute deviations."""
        return float(np.median([abs(item.deviation) for item in self.provinces]))

    @property
    def rank_correlation(self) -> float:
        """Spearman's rank correlation of kit and official factors."""
        kit = _ranks(np.array([item.kit for item in self.provinces]))
        official = _ranks(np.array([item.official for item in self.provinces]))
        return float(np.corrcoef(kit, official)[0, 1])

    def beyond(self, share: float) -> tuple[ProvinceCheck, ...]:
        """Provinces whose deviation is larger than `share`, largest first."""
        far = [item for item in self.provinces if abs(item.deviation) > share]
        return tuple(sorted(far, key=lambda item: -abs(item.deviation)))


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks with ties at their mean."""
    ordered = np.sort(values)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2


def direct_co2(
    exchanges: Iterable[Exchange], technologies: Sequence[str], flow: str = "co2_fossil"
) -> dict[str, float]:
    """Fossil CO2 that the plants of each technology release themselves, in kg per net kWh."""
    found = dict.fromkeys(technologies, 0.0)
    for exchange in exchanges:
        if exchange.process in found and exchange.input == flow:
            found[exchange.process] += exchange.amount
    return found


def _by_technology(trade: Trade, factors: Mapping[str, float]) -> np.ndarray:
    return np.array([factors[technology] for technology in trade.technologies])


def national_average(trade: Trade, factors: Mapping[str, float]) -> float:
    """Mean of a factor per kWh (by technology, net at the plant) over the net generation of the nation."""
    supply = trade.net_supply_twh.sum(axis=0)
    return float(supply @ _by_technology(trade, factors) / supply.sum())


def average_at_user(trade: Trade, factors: Mapping[str, float], loss_rate: float, service: float) -> float:
    """National mean per kWh at the user: losses and the grid's own emission (kg CO2e per kWh delivered) included."""
    return national_average(trade, factors) / (1 - loss_rate) + service


def compare_provinces(trade: Trade, factors: Mapping[str, float], official: Mapping[str, float]) -> GridCheck:
    """Direct CO2 of each province's supply before losses against the official factor, where there is one.

    `factors`: kg CO2 per net kWh by technology; `official`: kg CO2 per kWh by province.
    """
    kit = trade.consumption_mix() @ _by_technology(trade, factors)
    return GridCheck(
        tuple(
            ProvinceCheck(province.code, float(value), official[province.code], float(own))
            for province, value, own in zip(trade.provinces, kit, trade.own_share, strict=True)
            if province.code in official
        )
    )
