"""Elements of the cathode: what its formula says against what its supplier says (V16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.fields import columns_of
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import DataSheet, MetalLine

WARNED = 0.03  # of the mass of an element
LONGEST = 80  # signs of a formula
SYMBOLS = {"lithium": "Li", "nickel": "Ni", "cobalt": "Co", "manganese": "Mn", "iron": "Fe", "phosphorus": "P"}
# What the names of chemistries say, where a sheet gives no formula.
FORMULAS = {
    "lfp": "LiFePO4",
    "nmc111": "Li(Ni1Co1Mn1)0.33333333O2",
    "nmc532": "LiNi0.5Mn0.3Co0.2O2",
    "nmc622": "LiNi0.6Mn0.2Co0.2O2",
    "nmc811": "LiNi0.8Mn0.1Co0.1O2",
}
_TOKEN = re.compile(r"([A-Z][a-z]?)|([(\[])|([)\]])|([0-9]+\.?[0-9]*|\.[0-9]+)")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def atoms_of(formula: str) -> dict[str, float] | None:
    """Atoms by element in a formula such as LiNi0.8Co0.1Mn0.1O2; None where it is none."""
    text = formula.translate(_SUBSCRIPTS).replace(" ", "").replace("·", "")
    stack: list[dict[str, float]] = [{}]
    last: dict[str, float] = {}
    at = 0
    if not text or len(text) > LONGEST:
        return None
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        at = token.end()
        element, opens, closes, number = token.groups()
        if number:
            if not last:
                return None
            for name, count in last.items():
                stack[-1][name] += count * (float(number) - 1)
            last = {}
        elif opens:
            stack.append({})
            last = {}
        else:
            if closes and len(stack) == 1:
                return None
            last = stack.pop() if closes else {str(element): 1.0}
            for name, count in last.items():
                stack[-1][name] = stack[-1].get(name, 0.0) + count
    return stack[0] if len(stack) == 1 and stack[0] else None


def mass_fractions(formula: str, values: Mapping[str, float]) -> dict[str, float] | None:
    """Mass fractions by symbol; `values` holds molar masses as parameters. None for what is no formula of known elements."""
    atoms = atoms_of(formula)
    if atoms is None or any(f"molar_mass_{name.lower()}" not in values for name in atoms):
        return None
    masses = {name: count * values[f"molar_mass_{name.lower()}"] for name, count in atoms.items()}
    total = sum(masses.values())
    return {name: mass / total for name, mass in masses.items()} if total > 0 else None


def check_elements(sheet: DataSheet, chemistry: str, values: Mapping[str, float], findings: Findings) -> None:
    """Adds elements of the cathode whose supplier says another content than its formula; kg per pack.

    `values`: parameters of the pack on the archetype of a chemistry.
    """
    line = sheet.material("cathode")
    if line is None:
        return
    if line.formula and mass_fractions(line.formula, values) is None:
        words = message("'{x}' is no formula of elements that the kit knows; write it as LiNi0.8Co0.1Mn0.1O2",
                        x=excerpt(line.formula))  # fmt: skip
        findings.warn(line.where("formula"), words)
    for one in element_masses(sheet, chemistry, values):
        if abs(one.by_supplier - one.by_formula) <= WARNED * max(one.by_supplier, one.by_formula):
            continue
        words = message("{element}: {a:.2f} kg by formula, {b:.2f} kg by the supplier.", element=_label(one.metal),
                        a=one.by_formula, b=one.by_supplier)  # fmt: skip
        findings.warn(one.place, words, "V16")


@dataclass(frozen=True)
class ElementMass:
    """An element of the cathode, in kg per pack."""

    metal: str  # such as nickel
    by_formula: float
    by_supplier: float
    place: str


def element_masses(sheet: DataSheet, chemistry: str, values: Mapping[str, float]) -> Iterator[ElementMass]:
    """Elements of the cathode that its supplier states, beside what its formula says.

    `values`: parameters of the pack on the archetype of a chemistry.
    """
    line = sheet.material("cathode")
    if line is None:
        return
    fractions = mass_fractions(line.formula or FORMULAS.get(chemistry, ""), values)
    supplier = next((one for one in sheet.suppliers if line.supplier_id and one.supplier_id == line.supplier_id), None)
    if fractions is None or supplier is None:
        return
    rated = sheet.product.rated_energy.number if sheet.product.rated_energy else values[f"{chemistry}_pack_energy"]
    mass = rated * values[f"{chemistry}_cathode_mass"]
    for metal, symbol in SYMBOLS.items():
        content = _content(supplier.metals.get(metal))
        if content is not None:
            place = supplier.where(f"{metal}_content")
            yield ElementMass(metal, mass * fractions.get(symbol, 0.0), mass * content, place)


def _content(metal: MetalLine | None) -> float | None:
    return metal.content.number if metal is not None and metal.content is not None else None


def _label(metal: str) -> str:
    """The name of an element in the language in use, as the column of its content has it."""
    column = columns_of("suppliers").get(f"{metal}_content")
    return re.split(r",|含量", column.label)[0] if column is not None else metal
