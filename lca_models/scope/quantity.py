"""A number with its unit and what it is counted per, which travel together to every door."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lca_models.scope.declared_unit import DECLARED_UNITS, PACK, DeclaredUnit, find_declared_unit
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES, catalogue

MASS = "kg"
_CO2E = re.compile(r"kg co2(-| )?e(q\.?)?")


@dataclass(frozen=True)
class Quantity:
    """An amount in the unit of an impact category, per declared unit (None: per functional demand of the system).

    >>> f"{Quantity(7459.6, 'kg CO2-eq'):,.1f}"
    '7,459.6 kg CO2-eq per pack'
    """

    amount: float
    unit: str  # such as `kg CO2-eq`; what it is counted per is no part of it
    basis: DeclaredUnit | None = PACK

    @property
    def unit_text(self) -> str:
        """Unit and basis, as tables write them: `kg CO2-eq per kWh of capacity`."""
        return unit_text(self.unit, self.basis)

    def __str__(self) -> str:
        """All three in English, to the last digit; `read_quantity` takes it back."""
        return f"{self.amount!r} {self.unit_text}"

    def __format__(self, spec: str) -> str:
        """The same with the number in a format of Python's: `f"{total:,.1f}"` is `7,459.6 kg CO2-eq per pack`."""
        return f"{self.amount:{spec}} {self.unit_text}" if spec else str(self)

    def readable(self) -> Quantity:
        """The same in the unit it is read best in: a mass per kWh delivered in grams."""
        scale, unit = readable(self.unit, self.basis)
        return Quantity(self.amount * scale, unit, self.basis)

    def per(self, basis: str | DeclaredUnit, unit: FunctionalUnit) -> Quantity:
        """The same counted per another declared unit, for a pack with that functional unit.

        Raises ScenarioError for an unknown declared unit, ValueError for a result that is counted per none.
        """
        wanted = find_declared_unit(basis)
        if self.basis is None:
            raise ValueError(f"{self} is counted per no declared unit, so it cannot be counted {wanted.heading()}")
        return Quantity(self.amount * self.basis.of_pack(unit) * wanted.factor(unit), self.unit, wanted)

    def document(self) -> dict[str, str | float]:
        """As JSON has it in `totals`: per, amount, unit."""
        return {"per": self.basis.code if self.basis else "", "amount": self.amount, "unit": self.unit}


def read_quantity(text: str) -> Quantity:
    """The quantity that a text states, as `str` of one writes it.

    Raises ValueError for a text that does not begin with a number.
    """
    amount, _, unit = text.partition(" ")
    return Quantity(float(amount), *read_unit(unit))


def totals_per_unit(amount: float, unit: str, functional_unit: FunctionalUnit) -> tuple[Quantity, ...]:
    """An amount per pack, counted per every declared unit, in the order of their table."""
    whole = Quantity(amount, unit)
    return tuple(whole.per(one, functional_unit) for one in DECLARED_UNITS)


def unit_text(unit: str, basis: DeclaredUnit | None, language: str = ENGLISH) -> str:
    """A unit with what it is counted per: `kg CO2-eq per kWh of capacity`."""
    return f"{unit}{label('unit.per', language)}{basis.words(language)}" if basis else unit


def read_unit(text: str) -> tuple[str, DeclaredUnit | None]:
    """Unit and declared unit of what `unit_text` wrote in any language; None where it is counted per no declared unit."""
    for language in LANGUAGES:
        for basis in DECLARED_UNITS:
            ending = unit_text("", basis, language)
            if text.endswith(ending):
                return text.removesuffix(ending), basis
    return text, None


def unit_label(text: str, language: str = ENGLISH) -> str:
    """The unit of a table, such as `kg CO2-eq per kWh delivered` or `share of variance`, in a language."""
    if (whole := f"unit.{text.replace(' ', '_')}") in catalogue():
        return label(whole, language)
    unit, basis = read_unit(text)
    if basis is None and f"basis.{(other := text.rpartition(' per ')[2])}" in catalogue():
        return f"{text.removesuffix(f' per {other}')}{label('unit.per', language)}{label(f'basis.{other}', language)}"
    return unit_text(unit, basis, language)


def readable(unit: str, basis: DeclaredUnit | None) -> tuple[float, str]:
    """What to multiply an amount by, and its unit then: of a mass per kWh delivered in grams, else as it is."""
    if basis is not None and basis.is_small and unit.split(" ")[0] == MASS:
        return 1000.0, unit.removeprefix("k")
    return 1.0, unit


def readable_text(text: str) -> tuple[float, str]:
    """The same of a unit as tables write it, with what it is counted per."""
    unit, basis = read_unit(text)
    scale, shown = readable(unit, basis)
    return scale, unit_text(shown, basis)


def is_co2e(unit: str) -> bool:
    """Whether a category counts in kg CO2 equivalents, however its unit is written (`kg CO2-eq`, `kg CO2e`, …)."""
    return _CO2E.fullmatch(unit.lower()) is not None
