"""Calendar and cycle ageing after a cited model: a doubt about a service life, never the service life itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import exp

ZERO_CELSIUS_K = 273.15
DAYS_PER_YEAR = 365
HALVINGS = 60  # of an interval of cycles: to the last digit of a double


@dataclass(frozen=True)
class AgeingCurve:
    """Capacity that a cell keeps: 1 less a power of the days less a power of the full cycles.

    Form and parameters of the LFP model of BLAST-Lite (National Renewable Energy Laboratory), as the tables hold them.
    """

    calendar_factor: float
    calendar_kelvin: float
    potential_kelvin: float  # K/V
    calendar_exponent: float
    cycle_offset: float
    cycle_depth: float
    cycle_rate: float
    cycle_kelvin: float
    cycle_exponent: float
    anode_volt: float  # potential of the anode at the mean state of charge
    celsius: float  # mean temperature of the cells
    c_rate: float  # mean of charge and discharge, 1/h

    def retention(self, years: float, full_cycles: float, depth_of_discharge: float) -> float:
        """Capacity left (0-1) after years and full cycles at the temperature and rate of the curve."""
        kelvin = self.celsius + ZERO_CELSIUS_K
        calendar = self.calendar_factor * exp((self.calendar_kelvin + self.potential_kelvin * self.anode_volt) / kelvin)
        stress = self.cycle_offset + self.cycle_depth * depth_of_discharge + self.cycle_rate * self.c_rate
        cycling = stress * exp(self.cycle_kelvin / kelvin)
        lost = calendar * (years * DAYS_PER_YEAR) ** self.calendar_exponent + cycling * full_cycles**self.cycle_exponent
        return float(max(0.0, 1 - lost))

    def cycles_to(self, retention: float, cycles_per_year: float, depth_of_discharge: float) -> float:
        """Full cycles after which so much of the capacity is left (0-1), at so many full cycles a year; 0 for all of it.

        Raises ValueError for a retention outside 0 to 1 and for cycles per year that are not above 0.
        """
        if not 0 < retention <= 1 or not cycles_per_year > 0:
            raise ValueError(f"{retention:g} of the capacity, {cycles_per_year:g} cycles a year")

        def left(cycles: float) -> float:
            return self.retention(cycles / cycles_per_year, cycles, depth_of_discharge)

        high = cycles_per_year
        while left(high) > retention:
            high *= 2
        low = 0.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if left(middle) > retention else (low, middle)
        return low


def ageing_curve(parameters: Mapping[str, float], chemistry: str) -> AgeingCurve | None:
    """The curve of a chemistry from parameters such as `lfp_ageing_celsius`; None where no source gives one."""
    names = {field.name: f"{chemistry}_ageing_{field.name}" for field in fields(AgeingCurve)}
    if not set(names.values()) <= parameters.keys():
        return None
    return AgeingCurve(**{field: parameters[name] for field, name in names.items()})
