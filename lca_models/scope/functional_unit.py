"""Service life -> energy delivered (kWh) -> reference flow (packs per kWh)."""

from __future__ import annotations

from dataclasses import dataclass


class ServiceLifeError(ValueError):
    """A service life must have positive energy and cycles, and a retention between 0 and 1."""


@dataclass(frozen=True)
class FunctionalUnit:
    """One kWh delivered by the pack over its service life.

    Energy delivered = rated energy x cycles x mean retention: the number of cycles is tested after GB/T 31484, and the
    capacity fades linearly from 1 to the retention at end of life. The exact formula of notice 551 is not public; this
    one is a default of this kit.
    """

    rated_energy_kwh: float
    usable_energy_kwh: float  # at beginning of life
    mass_kg: float
    cycles: float  # full cycles until the end-of-life retention is reached
    end_of_life_retention: float  # capacity left at end of life (0-1)
    warranty_years: float

    def __post_init__(self) -> None:
        problems = []
        if not self.rated_energy_kwh > 0:
            problems.append(f"rated energy is {self.rated_energy_kwh:g} kWh; give a number above 0")
        if not self.cycles > 0:
            problems.append(f"cycles are {self.cycles:g}; give a number above 0")
        if not 0 < self.end_of_life_retention <= 1:
            problems.append(
                f"retention at end of life is {self.end_of_life_retention:g}; give a share above 0, at most 1"
            )
        if not 0 < self.usable_energy_kwh <= self.rated_energy_kwh:
            problems.append(f"usable energy is {self.usable_energy_kwh:g} kWh; give at most the rated energy")
        if problems:
            raise ServiceLifeError("; ".join(problems))

    @property
    def mean_retention(self) -> float:
        """Capacity left, averaged over the cycles of a linear fade: (1 + end-of-life retention) / 2."""
        return (1 + self.end_of_life_retention) / 2

    @property
    def energy_delivered_kwh(self) -> float:
        """Energy the pack delivers over its service life."""
        return self.rated_energy_kwh * self.cycles * self.mean_retention

    @property
    def packs_per_kwh(self) -> float:
        """Reference flow: packs needed to deliver one kWh."""
        return 1 / self.energy_delivered_kwh
