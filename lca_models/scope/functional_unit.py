"""Service life -> energy delivered (kWh) -> reference flow (packs per kWh), under the terms of a rule set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.wording.marks import clauses, enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import numpy as np

TESTED_CYCLES = "tested cycles"
WARRANTY_YEARS = "warranty years"
SERVICE_LIVES = (TESTED_CYCLES, WARRANTY_YEARS)
NO_FADE, LINEAR_FADE, MEASURED_FADE = "no-fade", "linear", "measured"
FADES = (NO_FADE, LINEAR_FADE, MEASURED_FADE)

# GB/T 31484-2015: one of the two limits must hold (full cycles, least retention).
GBT_31484_LIMITS = ((500.0, 0.9), (1000.0, 0.8))
DOUBTFUL_DISTANCE_KM = 500_000  # beyond what a car is driven


class ServiceLifeError(LcaModelsError, ValueError):
    """A service life must have positive energy and cycles, and a retention between 0 and 1."""


@dataclass(frozen=True)
class FadeCurve:
    """Measured capacity retention (0-1) at numbers of full cycles: from (0, 1) on, cycles rise and retention never does."""

    cycles: tuple[float, ...]
    retention: tuple[float, ...]
    file: str = field(default="", compare=False)  # where the user keeps it, as given

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """(cycles, retention) of each point."""
        return tuple(zip(self.cycles, self.retention, strict=True))

    @property
    def text(self) -> str:
        """The curve in one word, `cycles:retention,…`, from which `fade_curve_of` makes it again."""
        return ",".join(f"{_short(cycles)}:{_short(retention)}" for cycles, retention in self.points)

    def _segments(self) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        return pairwise(self.points)

    def retention_at(self, cycles: float) -> float:
        """Retention after a number of cycles, linear between the points, the last one beyond them."""
        for (start, high), (end, low) in self._segments():
            if cycles <= end:
                return high + (low - high) * (cycles - start) / (end - start)
        return self.retention[-1]

    def mean_retention(self, until_cycles: float) -> float:
        """Retention averaged over the cycles from 0 to `until_cycles`, linear between the measured points.

        Raises ServiceLifeError when the curve ends before.
        """
        if until_cycles > self.cycles[-1]:
            raise ServiceLifeError(
                message(
                    "the fade curve ends at {value:g} cycles, before the {until_cycles:g} of the service "
                    "life; measure further, or set fewer cycles",
                    value=self.cycles[-1],
                    until_cycles=until_cycles,
                )
            )
        area = 0.0
        for (start, high), (end, _) in self._segments():
            stop = min(end, until_cycles)
            if stop <= start:
                break
            area += (stop - start) * (high + self.retention_at(stop)) / 2
        return area / until_cycles


def _short(number: float) -> str:
    """A number with the fewest digits that give it again."""
    return f"{number:g}" if float(f"{number:g}") == number else repr(number)


def fade_curve_of(given: str | Sequence[Sequence[float]]) -> FadeCurve:
    """A fade curve from its text `cycles:retention,…`, or from its points.

    Raises ServiceLifeError for what is no fade curve.
    """
    found: Any = [point.split(":") for point in given.split(",")] if isinstance(given, str) else given
    if not isinstance(found, Sequence) or any(not isinstance(pair, Sequence) or len(pair) != 2 for pair in found):
        raise ServiceLifeError(
            message(
                "'{value}' is no fade curve; write cycles:retention,… as in 0:1,500:0.9,2000:0.84",
                value=str(given)[:60],
            )
        )
    points = [
        (at, str(cycles).strip(), str(retention).strip()) for at, (cycles, retention) in enumerate(found, start=1)
    ]
    return fade_curve(points, message("point"))


def fade_curve(points: Sequence[tuple[int, str, str]], place: str = "") -> FadeCurve:
    """A fade curve from text cells (line, cycles, retention); `place`: what the first of them
    counts, for messages (lines by default).

    Raises ServiceLifeError when a cell is no number, the curve does not start at 0 cycles, rises, or leaves 0-1.
    """
    place = place or message("line")
    numbers: list[tuple[float, float]] = []
    for line, cycles, retention in points:
        try:
            pair = (read_number(cycles), read_number(retention))
        except NumberError as error:
            raise ServiceLifeError(
                message(
                    "{place} {line}: '{cycles},{retention}' is no pair of numbers: {error}",
                    place=place,
                    line=line,
                    cycles=excerpt(cycles),
                    retention=excerpt(retention),
                    error=error,
                )
            ) from None
        if not 0 < pair[1] <= 1:
            raise ServiceLifeError(
                message(
                    "{place} {line}: retention {retention} is no share; give one above 0, at most 1",
                    place=place,
                    line=line,
                    retention=retention,
                )
            )
        if numbers and pair[0] <= numbers[-1][0]:
            raise ServiceLifeError(
                message(
                    "{place} {line}: {value:g} cycles follow {value_2:g}; sort the curve by cycles",
                    place=place,
                    line=line,
                    value=pair[0],
                    value_2=numbers[-1][0],
                )
            )
        if numbers and pair[1] > numbers[-1][1]:
            raise ServiceLifeError(
                message(
                    "{place} {line}: retention rises from {value:g} to {value_2:g}; smooth the measurement",
                    place=place,
                    line=line,
                    value=numbers[-1][1],
                    value_2=pair[1],
                )
            )
        numbers.append(pair)
    if len(numbers) < 2 or numbers[0][0] != 0 or numbers[0][1] != 1:
        raise ServiceLifeError(message("a fade curve has at least two points and starts with 0 cycles and retention 1"))
    return FadeCurve(tuple(cycles for cycles, _ in numbers), tuple(retention for _, retention in numbers))


Number = TypeVar("Number", float, "np.ndarray")  # one service life, or one for each of n samples


def _fade_words(fade: str) -> str:
    """A fade in the language in use."""
    words = {NO_FADE: message("no-fade"), LINEAR_FADE: message("linear"), MEASURED_FADE: message("measured")}
    return words.get(fade, fade)


def linear_mean_retention(end_of_life_retention: Number) -> Number:
    """Capacity left, averaged over the cycles, when it falls in a straight line from 1."""
    return (1 + end_of_life_retention) / 2


def energy_of_cycles(energy_kwh: Number, full_cycles: Number, mean_retention: Number | float = 1.0) -> Number:
    """Energy delivered (kWh): that of one cycle of the new pack, times the cycles, times the capacity left on average."""
    return energy_kwh * full_cycles * mean_retention  # type: ignore[no-any-return]


def years_of_warranty(years: Number, distance_km: Number, distance_per_year_km: Number) -> np.ndarray:
    """Years that count: the shorter of the warranty in years and that by distance, where there is one (0: none)."""
    import numpy as np

    return np.where(np.asarray(distance_km) > 0, np.minimum(years, distance_km / distance_per_year_km), years)


@dataclass(frozen=True)
class FunctionalUnit:
    """One kWh delivered by the pack over its service life.

    `tested cycles` (default of this kit for notice 551, whose formula is not public): rated energy x depth of discharge
    x cycles x mean retention, the cycles tested after GB/T 31484. `warranty years` (draft delegated act of 2024 under
    Regulation (EU) 2023/1542): usable energy x full cycles per year of the vehicle category x years of warranty.

    Raises ServiceLifeError for terms that cannot be, all of them in one message.
    """

    rated_energy_kwh: float
    usable_energy_kwh: float  # at beginning of life
    mass_kg: float
    cycles: float  # full cycles until the end-of-life retention is reached
    end_of_life_retention: float  # capacity left at end of life (0-1)
    warranty_years: float
    service_life: str = TESTED_CYCLES
    fade: str = LINEAR_FADE
    depth_of_discharge: float = 1.0
    curve: FadeCurve | None = None
    warranty_km: float = 0.0  # 0: no warranty by distance
    distance_per_year_km: float = 15000.0  # turns a warranty by distance into years
    vehicle_category: str = "M1"
    full_cycles_per_year: float = 60.0  # full equivalent cycles of the vehicle category
    vehicle_kwh_per_km: float = 0.0  # for the plausibility of the distance only; 0: not stated

    def __post_init__(self) -> None:
        if problems := list(self._problems()):
            raise ServiceLifeError(clauses(problems))

    def _problems(self) -> Iterator[str]:
        if not self.rated_energy_kwh > 0:
            yield message(
                "rated energy is {rated_energy_kwh:g} kWh; give a number above 0",
                rated_energy_kwh=self.rated_energy_kwh,
            )
        if not 0 < self.usable_energy_kwh <= self.rated_energy_kwh:
            yield message(
                "usable energy is {usable_energy_kwh:g} kWh; give a number above 0, at most the rated energy",
                usable_energy_kwh=self.usable_energy_kwh,
            )
        if self.service_life not in SERVICE_LIVES:
            yield message(
                "service life '{service_life}' is unknown; give {listed}",
                service_life=self.service_life,
                listed=message(" or ").join(SERVICE_LIVES),
            )
        elif self.service_life == TESTED_CYCLES:
            yield from self._problems_of_cycles()
        else:
            yield from self._problems_of_warranty()

    def _problems_of_cycles(self) -> Iterator[str]:
        if not self.cycles > 0:
            yield message("cycles are {cycles:g}; give a number above 0", cycles=self.cycles)
        if not 0 < self.end_of_life_retention <= 1:
            yield message(
                "retention at end of life is {end_of_life_retention:g}; give a share above 0, at most 1",
                end_of_life_retention=self.end_of_life_retention,
            )
        if not 0 < self.depth_of_discharge <= 1:
            yield message(
                "depth of discharge is {depth_of_discharge:g}; give a share above 0, at most 1",
                depth_of_discharge=self.depth_of_discharge,
            )
        if self.fade not in FADES:
            yield message("fade '{fade}' is unknown; give {listed}", fade=self.fade, listed=enumerated(FADES))
        if self.fade == MEASURED_FADE and self.curve is None:
            yield message(
                "a measured fade needs its curve; give a table of cycles and retention (--fade-curve FILE.csv)"
            )

    def _problems_of_warranty(self) -> Iterator[str]:
        if not self.warranty_years > 0:
            yield message("the warranty in years is missing; the EU draft counts the years of commercial warranty")
        if not self.full_cycles_per_year > 0:
            yield message(
                "full cycles per year are {full_cycles_per_year:g}; give a number above 0",
                full_cycles_per_year=self.full_cycles_per_year,
            )
        if not self.warranty_km >= 0:
            yield message(
                "warranty by distance is {warranty_km:g} km; give 0 where there is none", warranty_km=self.warranty_km
            )
        if not self.distance_per_year_km > 0:
            yield message(
                "distance per year is {distance_per_year_km:g} km; give a number above 0",
                distance_per_year_km=self.distance_per_year_km,
            )

    @property
    def mean_retention(self) -> float:
        """Capacity left, averaged over the cycles: 1 without fade, (1 + end-of-life retention) / 2 with a linear one."""
        if self.service_life == WARRANTY_YEARS or self.fade == NO_FADE:
            return 1.0
        if self.fade == MEASURED_FADE and self.curve is not None:
            return self.curve.mean_retention(self.cycles)
        return linear_mean_retention(self.end_of_life_retention)

    @property
    def years(self) -> float:
        """Years of warranty that count: the shorter of the years and the distance."""
        return float(years_of_warranty(self.warranty_years, self.warranty_km, self.distance_per_year_km))

    @property
    def full_cycles(self) -> float:
        """Full equivalent cycles over the service life."""
        if self.service_life == WARRANTY_YEARS:
            return self.full_cycles_per_year * self.years
        return self.cycles

    @property
    def energy_delivered_kwh(self) -> float:
        """Energy the pack delivers over its service life."""
        if self.service_life == WARRANTY_YEARS:
            return energy_of_cycles(self.usable_energy_kwh, self.full_cycles)
        return energy_of_cycles(self.rated_energy_kwh * self.depth_of_discharge, self.cycles, self.mean_retention)

    @property
    def packs_per_kwh(self) -> float:
        """Reference flow: packs needed to deliver one kWh."""
        return 1 / self.energy_delivered_kwh

    def formula(self) -> str:
        """How the energy delivered is counted, with every term."""
        if self.service_life == WARRANTY_YEARS:
            return message(
                "{usable_energy_kwh:g} kWh usable x {full_cycles_per_year:g} cycles per year "
                "({vehicle_category}) x {years:g} years = {energy_delivered_kwh:,.0f} kWh",
                usable_energy_kwh=self.usable_energy_kwh,
                full_cycles_per_year=self.full_cycles_per_year,
                vehicle_category=self.vehicle_category,
                years=self.years,
                energy_delivered_kwh=self.energy_delivered_kwh,
            )
        discharge = (
            message(" x {depth:g} depth of discharge", depth=self.depth_of_discharge)
            if self.depth_of_discharge != 1
            else ""
        )
        return message(
            "{rated_energy_kwh:g} kWh rated{discharge} x {cycles:,.0f} cycles x {mean_retention:.4g} "
            "mean retention ({fade}) = {energy_delivered_kwh:,.0f} kWh",
            rated_energy_kwh=self.rated_energy_kwh,
            discharge=discharge,
            cycles=self.cycles,
            mean_retention=self.mean_retention,
            fade=_fade_words(self.fade),
            energy_delivered_kwh=self.energy_delivered_kwh,
        )

    def terms(self) -> dict[str, object]:
        """The terms of the energy delivered, by name."""
        common: dict[str, object] = {"service_life": self.service_life, "full_cycles": self.full_cycles}
        if self.service_life == WARRANTY_YEARS:
            return common | {
                "years": self.years,
                "warranty_km": self.warranty_km,
                "distance_per_year_km": self.distance_per_year_km,
                "vehicle_category": self.vehicle_category,
                "full_cycles_per_year": self.full_cycles_per_year,
            }
        found = common | {"fade": self.fade, "depth_of_discharge": self.depth_of_discharge}
        if self.fade == MEASURED_FADE and self.curve is not None:
            found["fade_curve"] = [list(point) for point in self.curve.points]
        return found

    def warnings(self) -> tuple[str, ...]:
        """What a reader should doubt: a distance no car drives, a fade outside GB/T 31484."""
        found = []
        distance = self.energy_delivered_kwh / self.vehicle_kwh_per_km if self.vehicle_kwh_per_km > 0 else 0.0
        if distance > DOUBTFUL_DISTANCE_KM:
            found.append(
                message(
                    "{energy_delivered_kwh:,.0f} kWh delivered would move a car of {vehicle_kwh_per_km:g} "
                    "kWh/km over {distance:,.0f} km, more than {DOUBTFUL_DISTANCE_KM:,} km",
                    energy_delivered_kwh=self.energy_delivered_kwh,
                    vehicle_kwh_per_km=self.vehicle_kwh_per_km,
                    distance=distance,
                    DOUBTFUL_DISTANCE_KM=DOUBTFUL_DISTANCE_KM,
                )
            )
        if self.service_life == TESTED_CYCLES and not any(
            self.cycles >= cycles and self.retention_at(cycles) >= least for cycles, least in GBT_31484_LIMITS
        ):
            limits = message(" or ").join(
                message("{least:.0%} after {cycles:g} cycles", least=least, cycles=cycles)
                for cycles, least in GBT_31484_LIMITS
            )
            found.append(
                message(
                    "{cycles:,.0f} cycles to {retention_at:.0%} of the capacity do not reach what GB/T "
                    "31484-2015 asks for: {limits}",
                    cycles=self.cycles,
                    retention_at=self.retention_at(self.cycles),
                    limits=limits,
                )
            )
        return tuple(found)

    def retention_at(self, cycles: float) -> float:
        """Capacity left after a number of cycles (0-1)."""
        if self.fade == NO_FADE:
            return 1.0
        if self.fade == MEASURED_FADE and self.curve is not None:
            return self.curve.retention_at(cycles)
        return 1 - (1 - self.end_of_life_retention) * cycles / self.cycles
