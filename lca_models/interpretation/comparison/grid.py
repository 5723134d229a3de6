"""Several calculations beside each other: all combinations of products, rule sets, scenarios, provinces and settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product as combinations
from typing import TYPE_CHECKING, Any

from lca_models.impact.documents import co2e_by_key
from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import Method, method_id
from lca_models.impact.setup_results import SetupResult
from lca_models.impact.study import Study
from lca_models.interpretation.contribution.backgrounds import background_document
from lca_models.interpretation.contribution.names import distinct
from lca_models.interpretation.uncertainty.names import parameter_words
from lca_models.scope.calculation_setup import CalculationSetup, thawed
from lca_models.scope.declared_unit import PACK, DeclaredUnit, find_declared_unit
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.quantity import unit_text
from lca_models.scope.scenario import parse_assignments
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

if TYPE_CHECKING:
    import pandas as pd

OPTIONS = ("product", "rules", "scenario", "province")


@dataclass(frozen=True)
class Comparison:
    """Results of several setups, in their order."""

    results: tuple[SetupResult, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One row a setup: options, settings, functional unit, stages, credits, electricity, totals, unit, notes."""
        return [
            {
                **_options(one),
                "settings": thawed(one.resolved.setup.settings),
                "inputs": one.accounts.document(),
                "method": one.method_id,
                **_background(one),
                **_functional_unit(one),
                "unit": one.unit,
                "stages": dict(one.stages),
                "credits": dict(one.credits),
                "electricity": dict(one.electricity),
                "warnings": list(one.warnings()),
                "notes": list(one.notes()),
                "total": co2e_by_key(one.totals()),
                "totals": _totals(one),
            }
            for one in self.results
        ]

    def table(self, per: str | DeclaredUnit = PACK) -> pd.DataFrame:
        """Tidy table, one row a setup and stage: product, rules, scenario, province, method, settings that differ, label,
        stage, amount, credit (the negative part of the amount), unit.

        `per`: what amounts are counted per. `label` says in what a setup differs from the others. Raises ScenarioError for
        an unknown declared unit.
        """
        import pandas as pd

        basis = find_declared_unit(per)
        rows = []
        for one, label, own in zip(self.results, self.labels(), self._differing_settings(), strict=True):
            factor = 1.0 if one.is_foreign else basis.factor(one.functional_unit)
            head = {**_options(one, own), "method": one.method_id, **own, "label": label}
            unit = {"unit": _demanded(one) if one.is_foreign else unit_text(one.unit, basis)}
            rows += [
                {
                    **head,
                    "stage": stage,
                    "amount": amount * factor,
                    "credit": one.credits.get(stage, 0.0) * factor,
                    **unit,
                }
                for stage, amount in one.stages.items()
            ]
        return pd.DataFrame(rows)

    def labels(self) -> tuple[str, ...]:
        """What tells each setup from the others."""
        heads = [_options(one, own) | own for one, own in zip(self.results, self._differing_settings(), strict=True)]
        varying = [name for name in (heads[0] if heads else ()) if len({str(head[name]) for head in heads}) > 1]
        return tuple(" · ".join(str(head[name]) for name in varying or ["product"]) for head in heads)

    def words(self, language: str = ENGLISH) -> tuple[str, ...]:
        """The same for people: names of products, provinces and rule sets in place of what a command line calls them.

        Raises ScenarioError for an unknown language.
        """
        return words_of(self.results, language)

    def _differing_settings(self) -> list[dict[str, Any]]:
        return _differing_settings(self.results)


def words_of(results: Sequence[SetupResult | Footprint], language: str = ENGLISH) -> tuple[str, ...]:
    """What tells each result from the others, for people.

    Raises ScenarioError for an unknown language.
    """
    heads = [_named(one, own, language) for one, own in zip(results, _differing_settings(results), strict=True)]
    varying = [name for name in (heads[0] if heads else ()) if len({str(head[name]) for head in heads}) > 1]
    return distinct([" · ".join(str(head[name]) for name in varying or ["product"]) for head in heads], (str,))


def _differing_settings(results: Sequence[SetupResult | Footprint]) -> list[dict[str, Any]]:
    """Settings that not all setups share, of each setup; empty text where a setup has none."""
    given = [one.resolved.setup.settings for one in results]
    names = [name for name in dict.fromkeys(name for one in given for name in one)
             if len({str(one.get(name, "")) for one in given}) > 1]  # fmt: skip
    return [{name: one.get(name, "") for name in names} for one in given]


def _options(one: SetupResult, beside: Collection[str] = ()) -> dict[str, str]:
    """What a setup is told by; `beside`: settings that have columns of their own."""
    found = one.resolved
    rules = "" if one.is_foreign else found.rule_set.id
    return dict(zip(OPTIONS, (found.asked.product, rules, found.title(without=beside), one.province), strict=True))


def _named(one: SetupResult | Footprint, own: Mapping[str, Any], language: str) -> dict[str, str]:
    """The same in words; a setting by the label of its parameter."""
    found, system = one.resolved, one.resolved.system
    if one.is_foreign:
        product, rules = system.demanded.product_words(language), ""
    else:
        shipped = system.shipped_product
        product, rules = _said(language, shipped.name, shipped.name_zh), found.rule_set.words(language)
    place = next((_said(language, p.name, p.name_zh) for p in system.provinces if p.code == one.province), one.province)
    said = (product, rules, found.title(language, without=own), place)
    settings = {name: f"{parameter_words(name, system.parameters, language)} {value}" for name, value in own.items()}
    return dict(zip(OPTIONS, said, strict=True)) | settings


def _said(language: str, english: str, chinese: str) -> str:
    """Words of a table in a language: its Chinese column where it has one."""
    return (chinese if language == CHINESE else "") or english


def _background(one: SetupResult) -> dict[str, Any]:
    """The database in place of this kit's background, with its model, pathway and year; nothing where it is this kit's."""
    background = one.resolved.system.background
    return {} if background is None else {"background": background_document(background)}


def _functional_unit(one: SetupResult) -> dict[str, Any]:
    """What a result does: the energy of a pack, or the demand of a Brightway project."""
    if one.is_foreign:
        return {"functional_unit": one.resolved.system.demand_unit, "energy_delivered_kwh": None}
    unit = one.functional_unit
    return {"functional_unit": unit.formula(), "energy_delivered_kwh": unit.energy_delivered_kwh}


def _totals(one: SetupResult) -> list[dict[str, Any]]:
    """Totals for programs."""
    own = {"per": one.resolved.system.demand_unit} if one.is_foreign else {}
    return [{**total.document(), **own} for total in one.totals()]


def _demanded(one: SetupResult) -> str:
    return f"{one.unit} per {one.resolved.system.demand_unit}"


def compare_setups(study: Study, setups: Iterable[CalculationSetup]) -> Comparison:
    """Results of setups beside each other, calculated together.

    Raises ScenarioError with every unknown name and impossible value of all of them.
    """
    return Comparison(study.results(setups))


def setup_grid(
    products: Sequence[str],
    *,
    rules: Sequence[str] = (),
    scenarios: Sequence[str] = (),
    provinces: Sequence[str] = (),
    vary: Mapping[str, Sequence[str | float]] | None = None,
    common: CalculationSetup | None = None,
) -> tuple[CalculationSetup, ...]:
    """A setup for every combination, the last axis varies fastest.

    >>> [setup.province for setup in setup_grid(["lfp-60kwh"], provinces=["CN-FJ", "CN-SC"])]
    ['CN-FJ', 'CN-SC']

    `vary`: values by parameter; `common`: what all say. Raises ScenarioError for a text that is none and a value that
    is no setting.
    """
    base = common or CalculationSetup()
    varied = [dict(zip(vary or (), values, strict=True)) for values in combinations(*(vary or {}).values())]
    return tuple(
        replace(
            base,
            product=product,
            rules=rule_set,
            scenarios=(scenario,) if scenario else (),
            province=place,
            settings={**base.settings, **own},
        )
        for product, rule_set, scenario, place, own in combinations(
            products, rules or [""], scenarios or [""], provinces or [""], varied
        )
    )


def compare(
    study: Study,
    products: Sequence[str],
    *,
    rules: Sequence[str],
    scenarios: Sequence[str] = (),
    provinces: Sequence[str] = (),
    settings: Sequence[str] = (),
    vary: Mapping[str, Sequence[str | float]] | None = None,
    method: Method | None = None,
    fade_curve: FadeCurve | None = None,
    allow_incomplete: bool = False,
) -> list[dict[str, Any]]:
    """One row per combination, as `Comparison.rows` gives it.

    `settings` (`NAME=VALUE`) hold in every row, of `vary` (values by parameter) each combination is a row; both stand above
    scenarios. `method`: as `find_method` takes it; default that of each rule set. Raises ScenarioError for unknown names,
    impossible values, and, unless `allow_incomplete`, a category whose data stand behind less than half of the climate score.
    """
    chosen = method_id(study.rows, method) if method else ""
    common = CalculationSetup(
        settings=parse_assignments(settings), method=chosen, fade_curve=fade_curve, allow_incomplete=allow_incomplete
    )
    grid = setup_grid(products, rules=rules, scenarios=scenarios, provinces=provinces, vary=vary, common=common)
    return compare_setups(study, grid).rows()
