"""Whether a pack looks like one of its chemistry: footprint and mass per kWh, specific energy, recovery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.reporting.declaration.bundle import DECLARATION, result_member
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import CRITICAL, MAJOR, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.wording.messages import bilingual

RECOVERED = "recycled_output_"
COLLECTED = "collection_rate"


def beside_archetype(case: Case) -> Iterator[Seen]:
    """PLA-01: kg CO2e and kg of mass per kWh of capacity within half and twice of the archetype's; grave beyond four times."""
    result, study = case.again.result, case.again.study
    other = study.kept_footprint(
        CalculationSetup(case.again.pack.archetype, rules=result.setup.rules, method=result.method_id)
    )
    unit, usual = result.functional_unit, other.functional_unit
    here, there = (one.total(KWH_CAPACITY).amount for one in (result, other))
    pairs = (
        (Words(*bilingual("footprint per kWh of capacity")), here, there, result_member("units"), unit.rated_energy_kwh),
        (Words(*bilingual("mass per kWh of capacity")), unit.mass_kg / unit.rated_energy_kwh,
         usual.mass_kg / usual.rated_energy_kwh, "sheet/sheet.json", 0.0),
    )  # fmt: skip
    for words, value, reference, member, to_kg in pairs:
        low, high = (limit(case, "PLA-01", side) * reference for side in ("low", "high"))
        if low <= value <= high:
            continue
        grave = not limit(case, "PLA-01", "grave low") <= value / reference <= limit(case, "PLA-01", "grave high")
        effect = (min(max(value, low), high) - value) * to_kg if to_kg else None
        yield Seen(words.english, {"quantity": words, "a": value, "b": reference}, effect, MAJOR if grave else "", member,
                   words.english)  # fmt: skip


def specific_energy(case: Case) -> Iterator[Seen]:
    """PLA-02: Wh per kg of the pack, and of its cells, as packs and cells on the market have."""
    unit, product = case.again.result.functional_unit, case.sheet.product
    chemistry = case.again.result.system.shipped_product.chemistry
    energy_wh = unit.rated_energy_kwh * 1000
    masses = [("pack", unit.mass_kg, product.where("pack_mass"))]
    if product.cells_mass is not None and product.cells_mass.number > 0:
        masses.append(("cell", product.cells_mass.number, product.cells_mass.place))
    for name, mass, place in masses:
        found = energy_wh / mass
        if not limit(case, "PLA-02", f"{name} low") <= found <= limit(case, "PLA-02", f"{name} high"):
            yield Seen(place, {"a": found, "chemistry": chemistry}, None, pointer=f"/product/{name}")


def which_variant(case: Case) -> Iterator[Seen]:
    """PLA-03: figures that fit a sister bundle better than this one; of one plant and chemistry, by mass and energy."""
    mine = _identity(case.bundle.json(DECLARATION) if DECLARATION in case.bundle.members else {})
    if not case.folder or mine is None:
        raise NotApplicableError(Words(*bilingual("no other bundle stands beside it")))
    near = limit(case, "PLA-03", "relative")
    for name, bundle in sorted(case.folder.items()):
        try:
            other = _identity(bundle.json(DECLARATION))
        except (KeyError, ValueError, RecursionError):
            continue
        if other is None or other[0] == mine[0]:
            continue
        fits_other = abs(mine[2] / other[2] - 1) <= near and abs(mine[1] / other[1] - 1) > near
        if fits_other:
            values = {"other": other[0], "this": mine[0]}
            yield Seen(name, values, None, CRITICAL, "declaration.json", other[0])


def recovered(case: Case) -> Iterator[Seen]:
    """REC-04: no more of a metal is recovered than is collected; without a credit nobody gains by it."""
    values = case.again.result.assessment.parameters
    if not any(case.again.result.assessment.credits().values()):
        raise NotApplicableError(Words(*bilingual("nothing is credited")))
    collected = values.get(COLLECTED, 1.0)
    for name, share in sorted(values.items()):
        if name.startswith(RECOVERED) and share > collected:
            metal = name.removeprefix(RECOVERED)
            yield Seen(name, {"metal": metal, "a": share, "b": collected}, None, pointer=f"/end_of_life/{name}")


def _identity(declaration: object) -> tuple[str, float, float] | None:
    """Model, rated energy in kWh, mass in kg of what is declared; None where it does not say them."""
    product = declaration.get("product") if isinstance(declaration, Mapping) else None
    try:
        return str(product["model"]), float(product["rated_energy_kwh"]), float(product["mass_kg"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "PLA-01": beside_archetype,
    "PLA-02": specific_energy,
    "PLA-03": which_variant,
    "REC-04": recovered,
}
