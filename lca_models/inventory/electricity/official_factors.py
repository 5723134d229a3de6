"""The electricity mixes held against the official factors of the nation and the provinces.

The official direct factors count a kWh at the generator (docs/decisions/official_factors_are_per_gross_kwh.md), so the
kit is held against them per gross kWh: a balance without own use, and emissions over gross output. Those of provinces
hold what they take from others, but no grid losses: weighted by consumption they average 0.524 kg per kWh, just below
the 0.5306 of national generation; with losses they would stand 4.7 % above it. The national factors of the kit and of
the ministry differ, so each province also stands relative to its nation. The official footprint factors are at the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.inventory.electricity.statistics import OwnUse, Trade


@dataclass(frozen=True)
class ProvinceCheck:
    """One province: kit and official direct CO2 in kg per gross kWh before grid losses."""

    province: str
    kit: float
    official: float
    own_share: float  # of its demand that the province generates itself
    nation: float = 1.0  # kit over official, of all these provinces weighted by their demand

    @property
    def deviation(self) -> float:
        """Kit less official, as a share of the official factor."""
        return self.kit / self.official - 1

    @property
    def relative(self) -> float:
        """The same with each of the two factors over that of its nation: what is the province's own."""
        return self.kit / self.official / self.nation - 1


@dataclass(frozen=True)
class GridCheck:
    """All provinces with an official factor."""

    provinces: tuple[ProvinceCheck, ...]

    @property
    def median_deviation(self) -> float:
        """Median of the absolute deviations relative to the nation."""
        return float(np.median([abs(item.relative) for item in self.provinces]))

    @property
    def rank_correlation(self) -> float:
        """Spearman's rank correlation of kit and official factors."""
        kit = _ranks(np.array([item.kit for item in self.provinces]))
        official = _ranks(np.array([item.official for item in self.provinces]))
        return float(np.corrcoef(kit, official)[0, 1])

    def beyond(self, share: float) -> tuple[ProvinceCheck, ...]:
        """Provinces whose deviation relative to the nation is larger than `share`, largest first."""
        far = [item for item in self.provinces if abs(item.relative) > share]
        return tuple(sorted(far, key=lambda item: -abs(item.relative)))


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks with ties at their mean."""
    ordered = np.sort(values)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2


def direct_co2(
    exchanges: Iterable[tuple[str, str, float]], technologies: Sequence[str], flow: str = "co2_fossil"
) -> dict[str, float]:
    """Fossil CO2 that the plants of each technology release themselves, in kg per net kWh.

    `exchanges`: of processes with what they buy or emit, by their codes, and how much.
    """
    found = dict.fromkeys(technologies, 0.0)
    for process, emitted, amount in exchanges:
        if process in found and emitted == flow:
            found[process] += amount
    return found


def per_gross_kwh(factors: Mapping[str, float], own_use: Iterable[OwnUse]) -> dict[str, float]:
    """Factors per net kWh of each technology turned to gross ones: less by what the plants use themselves."""
    shares = {item.technology: item.share for item in own_use}
    return {technology: amount * (1 - shares.get(technology, 0.0)) for technology, amount in factors.items()}


def _by_technology(trade: Trade, factors: Mapping[str, float]) -> np.ndarray:
    return np.array([factors[technology] for technology in trade.technologies])


def national_average(trade: Trade, factors: Mapping[str, float]) -> float:
    """Mean of a factor per kWh (by technology, net or gross as the balance is) over the generation of the nation."""
    supply = trade.net_supply_twh.sum(axis=0)
    return float(supply @ _by_technology(trade, factors) / supply.sum())


def average_at_user(trade: Trade, factors: Mapping[str, float], loss_rate: float, service: float) -> float:
    """National mean per kWh at the user: losses and the grid's own emission (kg CO2e per kWh delivered) included."""
    return national_average(trade, factors) / (1 - loss_rate) + service


def compare_provinces(trade: Trade, factors: Mapping[str, float], official: Mapping[str, float]) -> GridCheck:
    """Direct CO2 of each province's supply before losses against the official factor, where there is one.

    `trade`: a balance per gross kWh; `factors`: kg CO2 per gross kWh by technology; `official`: by province.
    """
    kit = trade.consumption_mix() @ _by_technology(trade, factors)
    known = np.array([province.code in official for province in trade.provinces])
    theirs = np.array([official.get(province.code, 0.0) for province in trade.provinces])
    demand = trade.demand_twh * known
    nation = float(demand @ kit / (demand @ theirs)) if demand @ theirs else 1.0
    return GridCheck(
        tuple(
            ProvinceCheck(province.code, float(value), official[province.code], float(own), nation)
            for province, value, own in zip(trade.provinces, kit, trade.own_share, strict=True)
            if province.code in official
        )
    )
