"""Companies, plants and packs of a pilot, as they are drawn before anybody fills a sheet."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from lca_models.programme.pilot.draws import Draws
from lca_models.reporting.verification.rules.product.places import Place, great_circle_km, places

PROVINCES = Path(__file__).parent / "provinces.csv"
CHEMISTRIES = ("chemistry_lfp", "chemistry_nmc811", "chemistry_nmc622", "chemistry_lmfp")
LEAST_PACKS = 5  # of a company: what the trial asks for
FURTHER = 100 / 300  # packs beyond five, beside those five of all companies
IRON = ("lfp", "lmfp")
DETOUR = 1.25  # of a road beside the great circle: own, inside the limits of the rule on distances


@dataclass(frozen=True)
class PackDraw:
    """A pack that a company makes."""

    id: str  # SYN-007-02
    energy_kwh: float
    mass_kg: float
    pieces: int  # started in a year
    field: str  # that its draws are kept by


@dataclass(frozen=True)
class Plant:
    """A plant with what it makes: packs that are declared, and others."""

    id: str  # SYN-P007-1
    packs: tuple[PackDraw, ...]
    others: tuple[PackDraw, ...]  # whose output stands in its sheets, and that nobody declares


@dataclass(frozen=True)
class Company:
    """A company: its chemistry, place and skill, and its plants."""

    number: int
    draws: Draws
    chemistry: str
    province: str
    skill: float  # 0 to 1
    plants: tuple[Plant, ...]

    @property
    def id(self) -> str:
        """SYN-007."""
        return f"SYN-{self.number:03d}"

    @property
    def english(self) -> str:
        """Its name."""
        return f"Synthetic company {self.number:02d}"

    @property
    def chinese(self) -> str:
        """Its name in Chinese."""
        return f"合成企业{self.number:02d}"

    @cached_property
    def green_share(self) -> float:
        """Of the electricity that it buys, with certificates."""
        kind = self.draws.one_of(("green_none", "green_part", "green_all"), "green")
        return {"green_none": 0.0, "green_all": 1.0}.get(kind, self.draws.of("green_share"))

    @property
    def kind(self) -> str:
        """What quantities of its packs are called by: lfp, ternary."""
        return kind_of(self.chemistry)


def kind_of(chemistry: str) -> str:
    """What quantities of a chemistry are called by: lfp for phosphates, ternary."""
    return "lfp" if chemistry in IRON else "ternary"


def draw_companies(seed: int, count: int, *, alone: bool) -> tuple[Company, ...]:
    """Companies with five packs each and a third of that more by size. `alone`: each pack in a plant of its own."""
    sizes = [Draws(seed, f"{number:03d}").of("company_size") for number in range(1, count + 1)]
    further = _shared(sizes, round(LEAST_PACKS * count * FURTHER))
    return tuple(_company(seed, at + 1, LEAST_PACKS + more, alone) for at, more in enumerate(further))


def _shared(sizes: Sequence[float], total: int) -> list[int]:
    """Packs shared out by size, the largest rests first."""
    exact = np.array(sizes) / sum(sizes) * total
    found = np.floor(exact).astype(int)
    for at in np.argsort(found - exact, kind="stable")[: total - found.sum()]:
        found[at] += 1
    return [int(one) for one in found]


def _company(seed: int, number: int, packs: int, alone: bool) -> Company:
    draws = Draws(seed, f"{number:03d}")
    chemistry = draws.one_of(CHEMISTRIES, "chemistry").removeprefix("chemistry_")
    weights = _weights()
    province = str(draws.stream("province").choice([*weights], p=np.array([*weights.values()]) / sum(weights.values())))
    made = [_pack(draws, chemistry, f"SYN-{number:03d}-{at:02d}", f"pack {at}") for at in range(1, packs + 1)]
    plant = f"SYN-P{number:03d}"
    plants = (
        tuple(
            Plant(f"{plant}-{at}", (one,), tuple(_other(draws, chemistry, one, f"{at}{sign}") for sign in "ab"))
            for at, one in enumerate(made, start=1)
        )
        if alone
        else (Plant(plant, tuple(made), ()),)
    )
    return Company(number, draws, chemistry, province, draws.of("skill"), plants)


def _pack(draws: Draws, chemistry: str, id: str, field: str) -> PackDraw:
    kind = kind_of(chemistry)
    energy = round(draws.of(f"energy_{kind}", field), 1)
    mass = round(energy * 1000 / draws.of(f"wh_per_kg_{kind}", field), 1)
    return PackDraw(id, energy, mass, round(draws.of("pieces", field)), field)


def _other(draws: Draws, chemistry: str, beside: PackDraw, sign: str) -> PackDraw:
    return _pack(draws, chemistry, f"{beside.id}-OTHER-{sign[-1].upper()}", f"other {sign}")


def _weights() -> Mapping[str, float]:
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        return {row["province"]: float(row["weight"]) for row in csv.DictReader(file)}


def province_of(code: str) -> Place:
    """A province of China by its code."""
    return next(one for one in places() if one.code == code)


def place_at(code: str, km: float) -> Place:
    """The province whose road from another is nearest to a distance."""
    here = province_of(code)
    known = [one for one in places() if one.code.startswith("CN-")]
    return min(known, key=lambda one: abs(DETOUR * great_circle_km(here, one) - km))
