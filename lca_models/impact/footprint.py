"""One footprint: stages, credits, gases and its totals per declared unit, with everything needed to repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lca_models.impact.accounts import Accounts
from lca_models.impact.assessment import Assessment, solve
from lca_models.impact.completeness import refuse_incomplete, refuse_unserved, remarks, unconverted_share, warnings
from lca_models.impact.documents import co2e_by_key, foreign_document, lives_document, service_life_document, versions
from lca_models.impact.methods import (
    DEFAULT_METHOD_ID,
    GAS_METHODS,
    Method,
    MethodName,
    category_name,
    default_method,
    find_method,
    method_id,
    method_ids,
)
from lca_models.impact.service_life import OtherLife, ageing_check, functional_unit_of, lives_beside
from lca_models.impact.views import MAY_BE_MISSING, electricity_views, end_of_life_views, gate_of
from lca_models.inventory.system.accounted.provenance import cited
from lca_models.inventory.system.own.inputs import pack_document, plant_of_file
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.resolved_setup import BASELINE, ResolvedSetup, setup_on
from lca_models.inventory.system.settings import province_code
from lca_models.inventory.system.sound_supply import naming
from lca_models.inventory.system.under_rules import facts_of, under_rules
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED, PACK, DeclaredUnit
from lca_models.scope.functional_unit import FadeCurve, FunctionalUnit
from lca_models.scope.quantity import Quantity, totals_per_unit
from lca_models.scope.rules import METHOD, RuleSet, Term


@dataclass(frozen=True)
class Footprint:
    """The footprint of one pack under a rule set, a scenario and an impact category."""

    assessment: Assessment
    resolved: ResolvedSetup

    @property
    def setup(self) -> CalculationSetup:
        """What was asked for."""
        return self.resolved.setup

    @property
    def product(self) -> str:
        """What the setup calls its product: a shipped id, or PROJECT:DATABASE/CODE."""
        return self.resolved.asked.product or "/".join(self.system.demand)

    @property
    def per(self) -> str:
        """What its scores are counted per, for programs."""
        return self.system.demand_unit if self.is_foreign else PACK.code

    @property
    def is_foreign(self) -> bool:
        """Whether it is of a process of a Brightway project, which has no plant, no rule set and no service life."""
        return self.system.product is None

    @property
    def complete_setup(self) -> CalculationSetup:
        """The setup that still gives this result where defaults of scenarios and rules are others."""
        found, in_file = self.resolved, plant_of_file(self.system)
        return replace(
            found.setup,
            product=found.asked.product,
            rules="" if self.is_foreign else found.setup.rules or self.rule_set.reference,
            province="" if in_file and all(one.name != in_file for one in found.given) else self.province,
            method=self.method_id,
        )

    @property
    def rule_set(self) -> RuleSet:
        """The rule set in force."""
        return self.resolved.rule_set

    @property
    def scenario(self) -> tuple[str, ...]:
        """Names of the scenarios; the baseline where there are none."""
        return self.resolved.scenario

    @property
    def fade_curve(self) -> FadeCurve | None:
        """The measured fade in place of that of the settings."""
        return self.resolved.fade_curve

    @property
    def declared_unit(self) -> DeclaredUnit | None:
        """What was asked to count results per."""
        return self.resolved.asked.declared_unit

    @property
    def rules(self) -> str:
        """Id of the rule set; empty for a process of a Brightway project."""
        return "" if self.is_foreign else self.rule_set.id

    @property
    def system(self) -> ProductSystem:
        """The product system that was calculated."""
        return self.assessment.system

    @property
    def kit_defaults_in_use(self) -> tuple[Term, ...]:
        """Terms that this kit chose because the rule is not public, without those that the settings replace."""
        values, parameters = self.assessment.parameters, self.system.parameters
        return tuple(
            term
            for term in self.rule_set.kit_defaults
            if term.key not in parameters
            or (values[term.key] == parameters[term.key].amount and term.key not in facts_of(self.system))
        )

    @property
    def method_id(self) -> str:
        """The impact category as people name it on the command line."""
        return method_id(self.system, self.assessment.method)

    @property
    def province(self) -> str:
        """Province of the cell and pack plant; empty for a process of a Brightway project."""
        return "" if self.is_foreign else plant_province(self.system, self.assessment.parameters)

    @cached_property
    def functional_unit(self) -> FunctionalUnit:
        """The service life that the result per kWh delivered rests on.

        Raises ServiceLifeError for terms that cannot be.
        """
        return functional_unit_of(self.system, self.assessment.parameters, self.rule_set, self.fade_curve)

    @property
    def ageing_check(self) -> dict[str, float] | None:
        """What a cited ageing curve leaves of the capacity at the end of the service life; None without a curve.

        A cross-check that no result depends on: years are those of warranty, or full cycles over full cycles per year.
        Raises ServiceLifeError when a fade curve ends before the service life.
        """
        return ageing_check(self.system, self.assessment.parameters, self.functional_unit)

    @property
    def lives_beside(self) -> tuple[tuple[OtherLife, Quantity], ...]:
        """Service lives at the legal floor, by a cited ageing curve and at a value set, each with the result per kWh delivered.

        Raises ServiceLifeError for terms that cannot be.
        """
        whole, unit = sum(self.stages.values()), self.assessment.unit
        return tuple(
            (life, Quantity(whole * life.factor(), unit, KWH_DELIVERED))
            for life in lives_beside(self.system, self.assessment.parameters, self.functional_unit)
        )

    @cached_property
    def stages(self) -> dict[str, float]:
        """Score by stage in the unit of the category, per pack."""
        return self.assessment.stages()

    @cached_property
    def gases(self) -> dict[str, float]:
        """Climate change of fossil, biogenic and land-use origin, kg CO2-eq (GWP100, AR6) per pack, where the project has it.

        Raises ProjectError for a system without a unique solution.
        """
        known = method_ids(self.system.method_metadata)
        return {
            group: solve(self.system, self.assessment.parameters, self.assessment.amounts, known[method]).score
            for group, method in GAS_METHODS.items()
            if method in known
        }

    @cached_property
    def electricity(self) -> dict[str, float]:
        """The score per pack with the electricity of every plant by location, and by market (contracts, certificates).

        `official_factor`: by location with the official footprint factor of the nation, in the years that have one.
        Raises ProjectError for a system without a unique solution, other than for want of an official factor.
        """
        found = {}
        for view, changes in electricity_views(self.system, self.assessment.parameters).items():
            with suppress(*MAY_BE_MISSING.get(view, ())):
                found[view] = self.changed(changes).score
        return found

    @cached_property
    def end_of_life(self) -> dict[str, float]:
        """The score per pack with the pack on a landfill where this result has no credits, and with recycling cut off.

        Only those that are not this result already and that the project has. Raises ProjectError for a system without a
        unique solution.
        """
        views = end_of_life_views(self.system, self.assessment.parameters)
        credited = any(self.assessment.credits().values())
        return {
            view: self.changed(changes).score
            for view, changes in views.items()
            if not (credited and view == "landfill")
        }

    def changed(self, changes: Mapping[str, float]) -> Assessment:
        """The same but for some parameters, by name. Raises ProjectError for a system without a unique solution."""
        system, values = self.system, self.assessment.parameters
        if not changes:
            return self.assessment
        derived = {name for name, _, _ in system.derived}
        given = {name: value for name, value in values.items() if name not in derived}
        found = system.parameter_values({**given, **changes})
        return solve(system, found, system.amounts(found), self.assessment.method)

    @cached_property
    def accounts(self) -> Accounts:
        """What becomes of every setting: whether it moves this result, and if not, why.

        Raises ScenarioError or ProjectError where the system cannot be calculated without one of them.
        """
        return Accounts(self.resolved, self.assessment.parameters, self._lines, self.assessment.method)

    def _lines(self, values: Mapping[str, float]) -> np.ndarray:
        """Stages, then credits by stage, at other values of the parameters."""
        system = self.system
        found = solve(system, values, system.amounts(values), self.assessment.method)
        return np.array([*found.stages().values(), *(found.credits().get(stage, 0.0) for stage in found.stages())])

    @cached_property
    def unconverted_share(self) -> float:
        """Share of the score whose source gave only AR6 GWP100 CO2e, which this category could not re-characterise."""
        return unconverted_share(self.assessment)

    def remarks(self, language: str = "") -> tuple[str, ...]:
        """What a reader of the total should know: its warnings; of its category what could not be converted and what has no
        data; of its inputs which are yours, change nothing here or stand above others.

        `language`: that in use where none is named. Raises ScenarioError for an unknown one.
        """
        return (*remarks(self.assessment, language), *self.accounts.notes(language))

    def life_warnings(self) -> tuple[str, ...]:
        """Doubts about the service life. Raises ServiceLifeError for terms that cannot be."""
        return () if self.is_foreign else self.functional_unit.warnings()

    def warnings(self, language: str = "") -> tuple[str, ...]:
        """Values of parameters that are possible but outside their limits, by name.

        `language`: that in use where none is named. Raises ScenarioError for an unknown one.
        """
        return warnings(self.assessment, language)

    def notes(self, language: str = "") -> tuple[str, ...]:
        """Every doubt about this result: those about its service life, then the remarks.

        Raises ScenarioError for an unknown language, ServiceLifeError for terms that cannot be.
        """
        return (*self.life_warnings(), *self.remarks(language))

    @property
    def declared(self) -> Quantity:
        """What the rule sets declare: every stage, per kWh delivered.

        Raises ServiceLifeError when a fade curve ends before the service life.
        """
        return self.total(KWH_DELIVERED)

    @property
    def cradle_to_gate(self) -> Quantity:
        """What the literature states: raw materials and manufacturing, as counted here, per kWh of capacity.

        Raises ServiceLifeError for terms that cannot be.
        """
        return gate_of(self.stages, self.assessment.unit, self.functional_unit)

    def total(self, per: str | DeclaredUnit = PACK) -> Quantity:
        """The score per declared unit; of a process of a Brightway project per its demand.

        Raises ScenarioError for an unknown one.
        """
        if self.is_foreign and per == PACK:
            return self.totals()[0]
        return Quantity(sum(self.stages.values()), self.assessment.unit).per(per, self.functional_unit)

    def totals(self) -> tuple[Quantity, ...]:
        """The score per every declared unit, in the order of their table; of a process of a Brightway project per its demand.

        Raises ServiceLifeError when a fade curve ends before the service life.
        """
        if self.is_foreign:
            return (Quantity(sum(self.stages.values()), self.assessment.unit, None),)
        return totals_per_unit(sum(self.stages.values()), self.assessment.unit, self.functional_unit)

    def document(self) -> dict[str, Any]:
        """The result as one JSON document. Raises what `functional_unit`, `gases` and `electricity` raise."""
        if self.is_foreign:
            return foreign_document(self)
        unit, totals = self.functional_unit, self.totals()
        return {
            "product": self.system.shipped_product.id,
            "rules": self.rules,
            "rule_terms": self.rule_set.document(),
            "scenario": list(self.resolved.named_scenarios),
            "inputs": self.accounts.document(),
            "province": self.province,
            "category": category_name(self.assessment.method),
            "unit": self.assessment.unit,
            "functional_unit": {**service_life_document(unit), "ageing_check": self.ageing_check},
            "lives_beside": lives_document(self.lives_beside),
            "declared": self.declared.document(),
            "cradle_to_gate": self.cradle_to_gate.document(),
            "stages": self.stages,
            "credits": {"recycling": 0.0} | self.assessment.credits(),
            "gases": self.gases,
            "electricity": self.electricity,
            "end_of_life": self.end_of_life,
            "total": co2e_by_key(totals),
            "totals": [one.document() for one in totals],
            "unconverted_share": self.unconverted_share,
            "warnings": list(self.warnings()),
            "notes": list(self.notes()),
            "parameters": dict(sorted(self.assessment.parameters.items())),
            "inventory_hash": self.system.rows_hash,
            "versions": versions(),
            **({"own": pack_document(self.system.pack)} if self.system.pack else {}),
        }


def footprint(
    system: ProductSystem,
    settings: Mapping[str, str | float] | None = None,
    *,
    province: str | None = None,
    method: Method | None = None,
    rules: str | RuleSet | None = None,
    scenario: tuple[str, ...] = ("baseline",),
    fade_curve: FadeCurve | None = None,
    allow_incomplete: bool = False,
) -> Footprint:
    """The footprint of a shipped product; settings stand above those of the rule set.

    `rules`: default that of the system. `method`: as `find_method` takes it; default that of the rule set. `fade_curve`: a
    measured fade in place of the fade of the settings. Raises ScenarioError for unknown names, impossible values, a system
    that is no shipped product, and, unless `allow_incomplete`, a category whose data stand behind less than half of the
    climate score.
    """
    product = system.shipped_product  # refused first where there is none
    if rules is not None:
        system = under_rules(system, rules)
    setup = CalculationSetup(
        product.id,
        system.rule_set.reference,
        tuple(name for name in scenario if name not in BASELINE),
        settings or {},
        province or "",
        method_id(system, method) if method else "",
        fade_curve=fade_curve,
        allow_incomplete=allow_incomplete,
        replacements=tuple(one.entry() for one in system.replacements),
    )
    return footprint_of(setup_on(system, setup, tuple(scenario)))


def footprint_of(found: ResolvedSetup, *, is_cited: bool = True) -> Footprint:
    """The footprint of a setup whose names have been found.

    One that is not cited has the same numbers, and does not say which of its rows the setup has moved. Raises ScenarioError
    for an unknown impact category and, unless it is allowed, for one whose data stand behind less than half of the climate
    score; ProjectError where a formula has no value.
    """
    with naming(found.numbers, found.system.parameters):
        values = found.values()
        amounts = found.system.amounts(values)
    system = cited(found.system, found.all_given, values) if is_cited else found.system
    assessment = solve(system, values, amounts, method_of(found))
    if not found.asked.allow_incomplete:
        refuse_incomplete(assessment)
    return Footprint(assessment, found)


def method_of(found: ResolvedSetup) -> MethodName:
    """The impact category of a setup: its own, else that of the rule set.

    Raises ScenarioError for an unknown one and, unless it is allowed, for one that a replacement has no figure for.
    """
    own = found.asked.method or found.rule_set.value(METHOD, DEFAULT_METHOD_ID if found.system.product else "")
    method = find_method(found.system, own or default_method(found.system))
    if not found.asked.allow_incomplete:
        refuse_unserved(found.system, method)
    return method


def plant_province(system: ProductSystem, values: Mapping[str, float]) -> str:
    """Province of the cell and pack plant of a shipped product, at given values of its parameters."""
    return province_code(values[system.shipped_product.plant_province], system.provinces)
