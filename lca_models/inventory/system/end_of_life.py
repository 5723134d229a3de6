"""End of life: what its parameters may be.

The approaches (no credit, cut-off, avoided burden, 50/50, circular footprint formula) are formulas of parameters in
`parameters/end_of_life.csv`; `tests/reference/end_of_life.py` has the same arithmetic as functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from lca_models.scope.wording.messages import message

AVOIDED_BURDEN = "avoided-burden"  # code of end_of_life_approaches.csv
TOLERANCE = 1e-9
PLASTICS_OUTPUTS = ("recovery_rate_plastics", "energy_recovery_share")


def end_of_life_problems(values: Mapping[str, float]) -> Iterator[str]:
    """What is impossible in the parameters of end of life, one line each; none where a project has no such parameters."""
    shares, qualities = _judged(tuple(values))
    for name in shares:
        yield from _share_problem(name, values[name])
    for name in qualities:
        yield from _quality_problem(name, values[name])
    for recycled, energy in outputs_of_end_of_life(values):
        yield from _output_problem(f"plastics ({recycled}, {energy})", values[recycled], values[energy])


@lru_cache(maxsize=16)  # the same names are looked through for every value that a person tries
def _judged(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Shares of a burden, and qualities of what is recovered."""
    shares = (name for name in names if name.startswith("allocation_factor_") or name == "recycling_burden_sharing")
    return tuple(shares), tuple(name for name in names if name.startswith("quality_ratio_"))


def parts_of_one(names: Collection[str]) -> tuple[str, ...]:
    """Parameters of end of life that lie between 0 and 1, of those that there are."""
    shares, qualities = _judged(tuple(names))
    return (*shares, *qualities)


def outputs_of_end_of_life(names: Collection[str]) -> list[tuple[str, str]]:
    """Shares that leave one material, recycled (R2) and burned for energy (R3), of those that there are."""
    return [PLASTICS_OUTPUTS] if set(PLASTICS_OUTPUTS) <= set(names) else []


def _share_problem(name: str, value: float) -> Iterator[str]:
    if not 0 <= value <= 1:
        yield message("{name} is {value:g}, outside 0-1; give a share", name=name, value=value)


def _quality_problem(name: str, value: float) -> Iterator[str]:
    if not 0 <= value <= 1:
        yield message(
            "{name} is {value:g}; a recovered material is at best worth the primary one, give 0 to 1",
            name=name,
            value=value,
        )


def _output_problem(name: str, recycled: float, energy: float) -> Iterator[str]:
    if not recycled + energy <= 1 + TOLERANCE:
        yield message(
            "{name}: R2 + R3 is {recycled:g} + {energy:g} = {value:g}; more than 1 cannot leave, lower one",
            name=name,
            recycled=recycled,
            energy=energy,
            value=recycled + energy,
        )
