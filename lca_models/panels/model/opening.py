"""Where a form opens for a calculation that a person asks for, such as that of a link to the page."""

from __future__ import annotations

from dataclasses import replace

from lca_models.impact.footprint import method_of
from lca_models.impact.study import Study
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.panels.model.scenario_form import INSTRUMENTS, Offer
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

Field = tuple[str, str | float]  # name and value


def opening(study: Study, offer: Offer, setup: CalculationSetup) -> dict[str, str | float]:
    """The fields of a form that opens at a setup; where it names no product, that of the first.

    Raises ScenarioError with everything that does not exist, and everything that the page has no field for.
    """
    named = setup if setup.product else replace(setup, product=offer.products[0].code)
    found = study.resolve(named)
    fields: list[Field] = [("product", _product(found)), ("rules", found.rule_set.id)]
    problems = _without_field(found)
    if _product(found) not in offer.sizes:
        problems.append(message("the page was not opened with {product}; open it with this data sheet",
                                product=_product(found)))  # fmt: skip
        raise ScenarioError("\n".join(problems))
    for name, value in _values(study, found).items():
        own = _fields_of(offer, found, name, value)
        fields += own
        if not own:
            problems.append(
                message("the page has no field for '{name}'; leave it out, or use lca-models footprint", name=name)
            )
    if sum(name == "instrument" for name, _ in fields) > 1:
        problems.append(
            message("the page has green power of one instrument; keep one share, or use lca-models footprint")
        )
    if problems:
        raise ScenarioError("\n".join(problems))
    return dict(sorted(fields, key=lambda one: one[0] == "technology"))  # the instrument decides what it may be


def _product(found: ResolvedSetup) -> str:
    """What the form calls a product: the id of a shipped one, the path of a data sheet."""
    return found.asked.product if found.system.pack else found.system.shipped_product.id


def _values(study: Study, found: ResolvedSetup) -> dict[str, str | float]:
    """What a setup sets, by parameter: codes of choices, and numbers."""
    plant = [found.system.shipped_product.plant_province] if found.asked.province else []
    rows = {name: found.system.parameters[name] for name in (*found.asked.settings, *plant)}
    return {
        name: choice_code(row, found.numbers[name], study.choices)
        if row.data.get("kind") == "choice"
        else found.numbers[name]
        for name, row in rows.items()
    }


def _fields_of(offer: Offer, found: ResolvedSetup, name: str, value: str | float) -> list[Field]:
    """The fields that stand for a parameter; none where the page does not move it."""
    if name == offer.sizes[_product(found)].parameter:
        return [("pack_energy", value)]
    for instrument, (share, _) in INSTRUMENTS.items():
        if name == share:
            return [("instrument", instrument), ("green_percent", round(100 * float(value), 9))]
    if name in {technology for _, technology in INSTRUMENTS.values()}:
        return [("technology", value)]
    return [(name, value)] if any(one.name == name for one in offer.fields) else []


def _without_field(found: ResolvedSetup) -> list[str]:
    """What a setup says beside its settings that the page does not show."""
    asked = found.asked
    usual = replace(found, asked=replace(asked, method=""))
    said = {
        "an impact category": method_of(found) != method_of(usual),
        "a fade curve": asked.fade_curve is not None and found.system.pack is None,
    }
    return [
        message("the page has no field for {what}; use lca-models footprint", what=what)
        for what, is_said in said.items()
        if is_said
    ]
