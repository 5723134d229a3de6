"""What clean sheets are drawn around: masses, yields and figures of the archetypes of this kit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca_models.impact.study import Study
from lca_models.inventory.activity.elements import FORMULAS, SYMBOLS, mass_fractions
from lca_models.inventory.activity.sheet.fields import materials
from lca_models.inventory.tables.formulas import evaluate, names_in

CELLS, PARTS, BOUGHT = "cell_materials", "pack_parts", "bought"
SOLVENT = "nmp_lost"
ASSEMBLY = "pack_assembly_electricity"


@dataclass(frozen=True)
class Archetype:
    """What a shipped product of a chemistry holds."""

    chemistry: str
    cells: Mapping[str, float]  # kg per kWh of good cells, by row; what stays in them
    parts: Mapping[str, float]  # kg per pack, by row
    yields: Mapping[str, float]  # of a row of the cells, 0 to 1
    solvent: float  # kg of NMP lost per kWh of good cells
    assembly: float  # kWh of electricity per kg of pack
    figures: Mapping[str, float]  # kg CO2e per kg of what a row of the cells buys, where it buys one thing
    elements: Mapping[str, float]  # share of the mass of the cathode, by metal


def archetype_of(study: Study, chemistry: str) -> Archetype:
    """The archetype of a chemistry. Raises StopIteration for one that no product has."""
    around = study.surroundings()
    product = next(one for one in around.products.values() if one.chemistry == chemistry)
    system = around.archetype(product.id)
    values = system.stored_values
    figures = around.figures(system) if around.figures is not None else {}

    def valued(formula: str) -> float:
        return evaluate(formula, {name: values[name] for name in names_in(formula)})

    rows = [one for one in materials(CELLS) if one.mass_of(chemistry)]
    single = {one.key: one.processes_of(chemistry)[0] for one in rows if len(one.processes_of(chemistry)) == 1}
    fractions = mass_fractions(FORMULAS.get(chemistry, ""), values) or {}
    return Archetype(
        chemistry,
        {one.key: valued(one.mass_of(chemistry)) for one in rows if one.state != BOUGHT},
        {one.key: valued(one.mass_of(chemistry)) for one in materials(PARTS) if one.mass_of(chemistry)},
        {one.key: values[one.yield_parameter] if one.yield_parameter else 1.0 for one in rows},
        next(valued(one.mass_of(chemistry)) for one in rows if one.key == SOLVENT),
        values[ASSEMBLY],
        {
            key: figures[f"cell_{chemistry}", code].value
            for key, code in single.items()
            if (f"cell_{chemistry}", code) in figures
        },
        {metal: fractions[symbol] for metal, symbol in SYMBOLS.items() if symbol in fractions},
    )
