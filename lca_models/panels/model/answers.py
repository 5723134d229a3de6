"""What panels ask the library: the choices there are, and the result of a setup. No widgets, no arithmetic."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isclose
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from lca_models.impact.completeness import remarks
from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.impact.methods import DEFAULT_METHOD, category_words, method_ids
from lca_models.impact.study import Study, load_study
from lca_models.impact.views import gate_of
from lca_models.interpretation.comparison.break_even import BreakEven
from lca_models.interpretation.comparison.paired import PairedSamples
from lca_models.interpretation.comparison.rule_sets import RuleComparison, compare_setup_rules
from lca_models.interpretation.contribution.names_in_prose import names_by_id
from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult
from lca_models.inventory.system.admissibility import warnings_of
from lca_models.inventory.system.choices import choice_code, offered_choices
from lca_models.inventory.system.resolved_setup import setup_on
from lca_models.inventory.tables.reading import tables_hash
from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.choosing import Choosing
from lca_models.panels.model.compiled_pack import CompiledPack, compile_pack
from lca_models.panels.model.intervals import Spread, intervals_of
from lca_models.panels.model.offer import APPROACH, INSTRUMENTS, Offer, PackSize
from lca_models.panels.model.own.desk import Desk, OwnSheet
from lca_models.panels.model.own.in_both import pack_in_both
from lca_models.panels.model.own.standing import Standing, standing_of
from lca_models.panels.model.own_offer import OwnOffer, own_offer
from lca_models.panels.model.pairs import break_even_of, paired, uncertain_side
from lca_models.panels.model.parameter_fields import parameter_fields
from lca_models.panels.model.swings import ranges_of
from lca_models.reporting.report.tables import staged_amounts
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS, DeclaredUnit
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import Quantity, unit_text
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking

if TYPE_CHECKING:
    import pandas as pd

Kept = TypeVar("Kept")
SHEETS_VARIABLE = "LCA_MODELS_PAGE_SHEETS"  # data sheets that the page was started with
AT_LENGTH = 8  # characters of the hash of the tables
SIDES = 4  # of pairs that are kept ready
RESULTS = 8
OWN_PACKS = 4  # of data sheets that stay compiled


@dataclass(frozen=True)
class PackResult:
    """The footprint of a setup."""

    setup: CalculationSetup
    stages: Mapping[str, float]  # per pack
    credits: Mapping[str, float]  # the negative part of the stages
    functional_unit: FunctionalUnit
    score_unit: str
    marks: Mapping[str, str]  # of its category beside the unit, by language; empty texts for the default category

    @cached_property
    def table(self) -> pd.DataFrame:
        """Stage, kind (burden or credit), amount, unit, basis."""
        return staged_amounts(self.stages, self.credits, self.functional_unit, self.score_unit)

    def total(self, per: DeclaredUnit) -> Quantity:
        """The total per declared unit."""
        return Quantity(sum(self.stages.values()), self.score_unit).per(per, self.functional_unit)

    @property
    def cradle_to_gate(self) -> Quantity:
        """Raw materials and manufacturing, per kWh of capacity."""
        return gate_of(self.stages, self.score_unit, self.functional_unit)

    def unit(self, per: DeclaredUnit) -> str:
        """Unit of a total."""
        return unit_text(self.score_unit, per)


@dataclass(frozen=True)
class PanelModel:
    """A study behind panels; each product is compiled once for each rule set, and no slider builds anything."""

    study: Study
    sheets: tuple[str, ...] = ()  # paths of data sheets beside the shipped products
    _packs: dict[tuple[str, str, str], CompiledPack] = field(default_factory=dict, repr=False)
    _kept: dict[str, dict[Any, Any]] = field(default_factory=dict, repr=False)  # by kind, the last few of each
    _own: dict[str, OwnOffer] = field(default_factory=dict, repr=False)

    @cached_property
    def tables(self) -> str:
        """The first characters of the hash of the tables, as links name them."""
        return tables_hash(self.study.root)[:AT_LENGTH]

    @property
    def names_by_id(self) -> dict[str, tuple[str, str]]:
        """Names of all parameters and processes of the project by id, in English and Chinese."""
        rows = self.study.rows
        return self.kept("names", rows.rows_hash, lambda: names_by_id(rows.parameters, rows.nodes))

    @property
    def offer(self) -> Offer:
        """The choices of the inventories with limits and defaults, and the packs of sheets that were filled in on the page."""
        paths = self.desk.packs
        return self.kept("offer", paths, lambda: self._with_own(self.shipped_offer, paths))

    def _with_own(self, offer: Offer, paths: tuple[str, ...]) -> Offer:
        for path in paths:
            if path not in self._own:
                self._own[path] = own_offer(self.study, [path], offer.fields)
        own = [self._own[path] for path in paths]
        return replace(
            offer,
            products=(*offer.products, *(choice for one in own for choice in one.choices)),
            sizes={**offer.sizes, **{path: size for one in own for path, size in one.sizes.items()}},
            own_defaults={
                **offer.own_defaults,
                **{path: values for one in own for path, values in one.defaults.items()},
            },
        )

    @cached_property
    def shipped_offer(self) -> Offer:
        """The choices that the page opens with."""
        study = self.study
        rows = {row.qualified_name: row for row in study.rows.parameters}
        fields = parameter_fields(study.rows.parameters, study.choices)
        own = own_offer(study, self.sheets, fields)
        metadata = {one.name: one.metadata for one in study.rows.methods}
        names = [name for name in sorted({technology for _, technology in INSTRUMENTS.values()}) if name in rows]
        return Offer(
            products=(*(Choice(p.id, place, p.name, p.name_zh) for place, p in enumerate(study.products.values())),
                      *own.choices),
            sizes={**own.sizes} | {
                product.id: PackSize(product.rated_energy, rows[product.rated_energy].amount,
                                     *rows[product.rated_energy].data["limits"])
                for product in study.products.values()
            },
            rules=tuple(Choice(one.id, place, one.title, one.title_zh) for place, one in enumerate(study.rules.values())),
            methods=tuple(Choice(name, place, category_words(found, metadata), category_words(found, metadata, CHINESE))
                          for place, (name, found) in enumerate(method_ids(metadata).items())),
            technologies={name: offered_choices(rows[name], study.choices) for name in names},
            default_technologies={name: choice_code(rows[name], rows[name].amount, study.choices) for name in names},
            fields=fields,
            own_defaults=own.defaults,
        )  # fmt: skip

    def kept(self, kind: str, key: Hashable, make: Callable[[], Kept], last: int = 1) -> Kept:
        """What takes a moment, made once; the `last` of a kind stay at hand."""
        known = self._kept.setdefault(kind, {})
        if key not in known:
            known[key] = make()
            while len(known) > last:
                del known[next(iter(known))]
        found: Kept = known[key]
        return found

    def pack(self, product: str, rules: str, method: str = "") -> CompiledPack:
        """A product under a rule set in an impact category (default: that of the rules), compiled when first asked for.

        Raises ScenarioError for a category that is none, or that too little of the product has data for.
        """
        key = (product, rules, method)
        if product in self.desk.packs:  # of which every edit makes another one
            return self.kept("own pack", key, lambda: self._compiled(*key), last=OWN_PACKS)
        if key not in self._packs:
            self._packs[key] = self._compiled(*key)
        return self._packs[key]

    def _compiled(self, product: str, rules: str, method: str) -> CompiledPack:
        technologies = {name for pair in INSTRUMENTS.values() for name in pair}
        moved = {self.offer.sizes[product].parameter, *technologies, *(one.name for one in self.offer.fields)}
        # What is edited again before long is not recorded twice.
        quick = () if product in self.desk.packs else moved
        named = pack_in_both(self.study, product) if CalculationSetup(product).kind == DATA_SHEET else product
        return compile_pack(self.study.product_system(named, rules=rules), quick, method)

    def evaluate(self, setup: CalculationSetup) -> PackResult:
        """The footprint of a setup, as `lca-models footprint` gives it.

        The last few are kept: every part of the page asks for that of now, and for that of the baseline. Raises
        ScenarioError for impossible settings.
        """
        return self.kept("result", setup, lambda: self._evaluated(setup), last=RESULTS)

    def _evaluated(self, setup: CalculationSetup) -> PackResult:
        pack = self.pack(setup.product, setup.rules, setup.method)
        numbers = pack.numbers(setup.settings)
        stages, credits = pack.stages_and_credits(numbers)
        unit = pack.functional_unit(numbers)
        return PackResult(setup, stages, credits, unit, pack.compiled.units[0], pack.marks)

    def intervals(self, setup: CalculationSetup, units: Iterable[DeclaredUnit] = DECLARED_UNITS) -> dict[str, Spread]:
        """The interval of the total by code of the declared unit; empty where nothing is uncertain."""
        pack = self.pack(setup.product, setup.rules, setup.method)
        return intervals_of(pack, pack.numbers(setup.settings), units)

    def footprint(self, setup: CalculationSetup) -> Footprint:
        """The footprint of a setup with everything behind it; slower."""
        return footprint_of(setup_on(self.pack(setup.product, setup.rules, setup.method).system, setup))

    def remarks(self, setup: CalculationSetup, language: str = ENGLISH) -> tuple[str, ...]:
        """What a reader of the total should know; nothing is solved for the category of the kit, of which all is known."""
        pack = self.pack(setup.product, setup.rules, setup.method)
        if pack.compiled.categories[0] == DEFAULT_METHOD:
            sheet = pack.system.pack.told(language) if pack.system.pack else ()
            with speaking(language):
                return (*sheet, *warnings_of(pack.numbers(setup.settings), pack.system.parameters))
        return remarks(self.footprint(setup).assessment, language)  # what its choices do, the page shows itself

    def totals(self, setups: Sequence[CalculationSetup], per: DeclaredUnit) -> list[float]:
        """One total per declared unit for each setup of one product under one rule set, calculated together."""
        pack = self.pack(setups[0].product, setups[0].rules, setups[0].method)
        numbers = [pack.numbers(setup.settings) for setup in setups]
        factors = pack.factors(np.vstack([pack.values(one) for one in numbers]), per) if per.term else 1.0
        found: list[float] = (pack.scores(numbers) * factors).tolist()
        return found

    def places(self, setup: CalculationSetup, plant: str, per: DeclaredUnit) -> pd.DataFrame:
        """The total with one plant in each province: province, name, name_zh, row, column, amount, unit."""
        import pandas as pd

        offered = {choice.code for one in self.offer.fields if one.name == plant for choice in one.choices}
        places = [one for one in self.study.provinces if one.code in offered]
        moved = [setup.with_setting(plant, one.code) for one in places]
        table = pd.DataFrame([(p.code, p.name, p.name_zh, p.row, p.column) for p in places],
                             columns=pd.Index(["province", "name", "name_zh", "row", "column"]))  # fmt: skip
        unit = self.evaluate(setup).unit(per)
        return table.assign(amount=self.totals(moved, per), unit=unit)

    def compare_rules(self, setup: CalculationSetup, second: str) -> RuleComparison:
        """The rule set of a setup and a second one, and the steps between their footprints; the last few are kept."""
        return self.kept("rules", (setup, second), lambda: compare_setup_rules(self.study, setup, second), last=SIDES)

    def input_ranges(self, setup: CalculationSetup) -> dict[str, tuple[float, float]]:
        """The range of every uncertain input of a pack in the inventories, the middle 95 % of its distribution, by name."""
        return ranges_of(self.pack(setup.product, setup.rules, setup.method), {}, {})

    def paired(self, first: CalculationSetup, second: CalculationSetup, per: DeclaredUnit) -> PairedSamples:
        """Totals of two setups on the same draws, as `lca-models compare --paired` has them."""
        return paired(self._uncertain(first, per), self._uncertain(second, per))

    def break_even(self, first: CalculationSetup, second: CalculationSetup, per: DeclaredUnit) -> BreakEven:
        """Where two setups are equal along the share of green power, each through its own instrument."""
        one, other = (Choosing(self.offer, setup).share_parameter for setup in (first, second))
        return break_even_of(self._uncertain(first, per), self._uncertain(second, per), (one, other))

    def _uncertain(self, setup: CalculationSetup, per: DeclaredUnit) -> UncertainResult:
        """A setup with what is uncertain in it, kept while the other side of a pair is changed."""
        return self.kept(
            "side",
            (setup, per),
            lambda: uncertain_side(
                self.footprint(setup), per, self.pack(setup.product, setup.rules, setup.method).compiled
            ),
            last=SIDES,
        )

    def standing(self, own: OwnSheet | None, product: str, rules: str) -> Standing:
        """How a data sheet stands under a rule set; of none, the archetype of a shipped product alone."""
        key = (str(own.file) if own is not None else product, rules)
        return self.kept("standing", key, lambda: standing_of(self.study, own, product, rules), last=SIDES)

    @cached_property
    def desk(self) -> Desk:
        """The data sheets that were opened or filled in on the page."""
        return Desk(self.study)

    def approach_of(self, rules: str) -> str:
        """Code of the end-of-life approach that a rule set asks for."""
        default = next((str(one.default) for one in self.offer.fields if one.name == APPROACH), "")
        return self.study.rules[rules].value(APPROACH, default)


def open_model(study: Study | None = None, sheets: Sequence[str] = ()) -> PanelModel:
    """The model of a study (default: the shipped one).

    `sheets`: data sheets beside the shipped products; those that the page was started with come after them.
    """
    started = filter(None, os.environ.get(SHEETS_VARIABLE, "").split(os.pathsep))
    return PanelModel(study or load_study(), tuple(dict.fromkeys([*map(str, sheets), *started])))


@dataclass(frozen=True)
class Change:
    """A total against that of the baseline."""

    amount: float
    share: float | None  # of the baseline; None where that is not positive


def change(result: PackResult, baseline: PackResult, per: DeclaredUnit) -> Change:
    """The difference of two results per declared unit."""
    now, before = (one.total(per).amount for one in (result, baseline))
    # NumPy answers until the kernels are loaded, and rounds the last digit otherwise than they do.
    amount = 0.0 if isclose(now, before, rel_tol=1e-12) else now - before
    return Change(amount, amount / before if before > 0 else None)
