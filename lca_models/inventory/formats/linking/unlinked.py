"""Inputs of files: those that nothing stands for yet, and those that this kit has something near for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unlinked:
    """An input that could not be linked, and how many exchanges of a database name it."""

    database: str
    type: str
    name: str
    unit: str
    location: str  # of a process; the categories of a flow
    reference_product: str
    process: str  # the first that names it
    reason: str
    suggestion: str  # DATABASE/CODE of what comes near, with its name, unit and place; empty where nothing does
    uses: int
    place: str = ""  # file, sheet and row of the first
    mass_share: float = 0.0  # largest share (0-1) of the kilograms that a process buys
    energy_share: float = 0.0  # largest share (0-1) of the kilowatt hours and megajoules that a process buys

    def __str__(self) -> str:
        what = ", ".join(text for text in (self.name, self.unit, self.location, self.reference_product) if text)
        times = f" ({self.uses} times)" if self.uses > 1 else ""
        where = f"{self.place}  " if self.place else f"{self.database}: "
        return f"{where}'{self.process}' <- '{what}' [{self.type}]{times}: {self.reason}"


@dataclass(frozen=True)
class Suggested:
    """An input that the table of this kit links, as a row that a person may change."""

    input: tuple[str, str, str, str, str, str]  # database, type, name, unit, place, product
    process: str  # the first that names it
    uses: int
    reason: str
    grade: str
    target_database: str
    target_code: str
    factor: float
