"""What the inventories and their Brightway project hold, and how the names of a setup are found in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from lca_models.inventory.products import ProductStudy
from lca_models.inventory.projects.addresses import find_process, is_address
from lca_models.inventory.projects.places import ProjectPlace, find_projects
from lca_models.inventory.projects.study import ProjectStudy, foreign_problems
from lca_models.inventory.stored.background import OWN, Background
from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.stored.scopes import parameter_table
from lca_models.inventory.system.accounted.given import Level, merged, without_restated_place
from lca_models.inventory.system.accounted.levels import places_of, said_levels, with_one_place
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.background import with_background
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.inventory.system.resolved_setup import BASELINE, ResolvedSetup
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.rule_tables import read_rules_file
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.system.under_rules import ruled_parameters
from lca_models.inventory.tables.named_entries import named_entries
from lca_models.inventory.tables.reading import read_table
from lca_models.inventory.tables.records import Product, Source, record_of
from lca_models.inventory.tables.scenarios import read_scenarios, read_scenarios_file
from lca_models.scope.calculation_setup import (
    DATA_SHEET,
    DECLARATION,
    FOREIGN,
    RULE_FILES,
    SCENARIO_FILES,
    CalculationSetup,
    file_and_name,
    setup_of_scenario,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.replacement import read_replacements
from lca_models.scope.rules import DEFAULT_RULES, RuleSet
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:  # nothing of an own product in a project is loaded until one is named
    from lca_models.inventory.projects.own_products import OwnProduct

Named = TypeVar("Named")
Found = TypeVar("Found")


@dataclass(frozen=True)
class InventoryStudy(ProductStudy):
    """A Brightway project and what the tables say about its products."""

    own: OwnProduct | None = field(default=None, compare=False)  # of the project, in place of the shipped products

    @cached_property
    def products(self) -> dict[str, Product]:
        """Shipped products by id; the own product of a project of its own, by its address too.

        Raises InventoryError when the table is missing or cannot be read.
        """
        if self.own is not None:
            return dict.fromkeys((self.own.address, self.own.product.id), self.own.product)
        return {row["id"]: record_of(Product, row) for row in read_table(self.root, "products.csv").rows}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by key.

        Raises InventoryError when the table is missing or cannot be read.
        """
        return {row["key"]: record_of(Source, row) for row in read_table(self.root, "sources.csv").rows}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Scenarios of the inventories by name.

        Raises InventoryError when the table or a file cannot be read.
        """
        return read_scenarios(self.root)

    def scenarios_of(self, text: str) -> tuple[Scenario, ...]:
        """The scenarios of `NAME`, `FILE.yaml` or `FILE.yaml#NAME`.

        Raises ScenarioError for an unknown name, InventoryError for a file that is none or repeats a name of the inventories.
        """
        file, name = file_and_name(text, SCENARIO_FILES)
        return named_entries(
            file, name, self._read_once(file, read_scenarios_file), self.scenarios, message("scenario")
        )

    def rule_sets_of(self, text: str) -> tuple[RuleSet, ...]:
        """The rule sets of `ID`, `FILE.csv` or `FILE.csv#ID`, in the columns of rules.csv.

        Raises ScenarioError for an unknown id, InventoryError for a file that breaks the rules of its columns or repeats an
        id of the inventories.
        """
        file, name = file_and_name(text, RULE_FILES)
        return named_entries(file, name, self._read_once(file, read_rules_file), self.rules, message("rule set"))

    def _read_once(self, file: str, read: Callable[[Path], Mapping[str, Named]]) -> Mapping[str, Named]:
        """What a file of the user holds; nothing where none is named."""
        return self._read_file(file, read) if file else {}

    def _before_rules(self, product: Product, further: tuple[str, ...] = ()) -> ProductSystem:
        if self.own is None:
            return super()._before_rules(product, further)
        system = self.own.system(self.rows, self.edits, checked=is_as_hashed(self.rows, self.current.rows_hash))
        return replace(system, provinces=self.provinces, choices=self.choices, known_rules=self.rules)

    @property
    def _parameters(self) -> Mapping[str, ParameterRow]:
        """Parameters that a setting may name, whatever its product."""
        if self.own is not None:
            return self.product_system(self.own.address).parameters
        return parameter_table(self.rows)

    def own_study(self, product: str) -> Self | None:
        """The study of the own product at an address, in the Brightway project that it stands in; None for anything else.

        Raises ScenarioError for a database that does not say what product it is, ProjectError for a project that cannot be
        read.
        """
        if self.own is not None or product in self.products:
            return None
        from lca_models.inventory.projects.own_products import find_own_product, is_own_address

        if not is_own_address(product):
            return None
        found = find_own_product(product, self.place, find_projects)
        if found is None:
            return None
        base, project = found.place.base, found.project
        study: Self = self._keep((base, found.address), lambda: replace(self, base=base, current=project, own=found))
        return study

    def resolve(self, setup: CalculationSetup) -> ResolvedSetup:
        """A setup with everything that it names.

        Raises ScenarioError with every unknown name and impossible value at once.
        """
        problems: list[str] = []
        if self.own is not None:
            setup = replace(setup, settings=self.own.plain_settings(setup.settings))
        asked, stacked = self._with_scenarios(setup, problems)
        if asked.kind == DECLARATION:
            raise ScenarioError(
                message("{product} is a bundle, which this takes for no product; footprint, trace, declare and the commands of "
                        "one result do, and the data sheet inside it is a product everywhere", product=asked.product)
            )  # fmt: skip
        if asked.kind == FOREIGN and (own := _try(problems, self.own_study, asked.product)):
            return own.resolve(setup)
        if asked.product not in self.products and is_address(asked.product) and asked.kind != DATA_SHEET:
            return self._resolve_foreign(setup, asked, stacked, problems)
        if asked.amount or asked.stages:
            problems.append(message("--amount and --stages are for processes of a Brightway project; leave them out"))
        # A scenario that cannot be read may name the product.
        is_named = asked.product or not problems
        rule_set = _try(problems, self._rule_set, asked.rules or DEFAULT_RULES)
        problems += asked.not_yet()
        product = _try(problems, self._asked, asked) if is_named else None
        levels = self._levels(setup, stacked, product, problems)
        system = self._system(product, rule_set, asked, problems)
        numbers = _try(problems, self._numbers, merged(levels), system, rule_set, places_of(stacked, setup)) or {}
        problems += self.counting_problems(asked)
        if product is None or system is None or problems:
            raise ScenarioError("\n".join(dict.fromkeys(problems)))
        plant = product.plant_province
        asked = with_one_place(asked, merged(levels), plant)
        if setup.province and plant not in setup.settings:
            levels = without_restated_place(levels, system, plant)
        names = tuple(one.name for text in setup.scenarios for one in self.scenarios_of(text))
        return ResolvedSetup(setup, asked, names or BASELINE, system, numbers, levels)

    def _asked(self, asked: CalculationSetup) -> Product:
        """The product of a setup: shipped, or of a data sheet."""
        if asked.kind == DATA_SHEET:
            return self.product_system(asked.product).shipped_product
        return self.product(asked.product)

    def _system(
        self, product: Product | None, rule_set: RuleSet | None, asked: CalculationSetup, problems: list[str]
    ) -> ProductSystem | None:
        """The product system of a setup with its replacements, on its background; what is wrong is added to the problems."""
        said = _try(problems, read_replacements, asked.replacements)
        if asked.background_electricity and not asked.background:
            problems.append(message("--background-electricity is of another background; name it with --background"))
        background = _try(problems, self.background, asked) if asked.background else None
        if product is None or rule_set is None:
            return None
        system = self.product_system(asked.product, rule_set)
        key = (system.identity, rule_set, said)
        if said:
            found = _try(problems, self._keep, key, lambda: with_replacements(system, said, self.pedigree_factors))
            system = found or system
        if background is None:
            return system
        replaced = system
        return self._keep((key, background.digest), lambda: with_background(replaced, background))

    def background(self, asked: CalculationSetup) -> Background:
        """The database that a setup names in place of this kit's background, with the scores of what is bought there.

        Raises ScenarioError for one that does not exist or does not fit, ProjectError where it cannot be read or calculated.
        """
        from lca_models.inventory.projects.backgrounds import find_background, open_background, read_background_tables

        electricity = asked.background_electricity or OWN
        database = find_background(asked.background, (self.place, *find_projects()))
        return self._keep(
            ("background", database.place, database.name, electricity),
            lambda: open_background(database, read_background_tables(self.root), electricity, self.base),
        )

    def project_study(self, place: ProjectPlace) -> ProjectStudy:
        """The study of a Brightway project on this machine, read once."""
        return self._keep(place, lambda: ProjectStudy(place, self.choices))

    def place_of(self, product: str) -> ProjectPlace:
        """The Brightway project that a product stands in: that of the inventories, or another of this machine.

        Raises ScenarioError for an address that fits nothing, and for one that fits several processes.
        """
        if self.own is not None or product in self.products or CalculationSetup(product).kind == DATA_SHEET:
            return self.place
        if own := self.own_study(product):
            return own.place
        if not is_address(product):
            return self.place
        return find_process(product, self.place, find_projects).place

    @property
    def place(self) -> ProjectPlace:
        """The Brightway project of the inventories."""
        return ProjectPlace(self.current.project, self.base, self.base / self.current.folder)

    def _resolve_foreign(
        self,
        setup: CalculationSetup,
        asked: CalculationSetup,
        stacked: Sequence[tuple[Scenario, CalculationSetup]],
        problems: list[str],
    ) -> ResolvedSetup:
        """A setup of a process of any Brightway project."""
        problems += [
            message("scenario '{name}' is of the products of this kit; leave it out for '{product}'", name=name,
                    product=asked.product)
            for name in setup.scenarios if name in self.scenarios
        ]  # fmt: skip
        address = _try(problems, find_process, asked.product, self.place, find_projects)
        if address is None:
            raise ScenarioError("\n".join(dict.fromkeys([*problems, *foreign_problems(asked)])))
        study = self.project_study(address.place)
        levels = self._levels(setup, stacked, None, problems)
        found = _try(problems, study.resolved, setup, asked, address.key, levels, places_of(stacked, setup))
        if found is None or problems:
            raise ScenarioError("\n".join(dict.fromkeys(problems)))
        return found

    def counting_problems(self, setup: CalculationSetup) -> Sequence[str]:
        """What is wrong with how a setup is counted, where somebody later in the study knows."""
        return ()

    def _with_scenarios(
        self, setup: CalculationSetup, problems: list[str]
    ) -> tuple[CalculationSetup, list[tuple[Scenario, CalculationSetup]]]:
        """The setup above its scenarios, and these with what they ask for, the lowest first."""
        stacked: list[tuple[Scenario, CalculationSetup]] = []
        for text in setup.scenarios:
            for scenario in _try(problems, self._stacked, (text,)) or ():
                stacked.append((scenario, _try(problems, setup_of_scenario, scenario) or CalculationSetup()))
        asked = setup
        for _, one in reversed(stacked):
            asked = asked.above(one)
        return asked, stacked

    def _levels(
        self,
        setup: CalculationSetup,
        stacked: Sequence[tuple[Scenario, CalculationSetup]],
        product: Product | None,
        problems: list[str],
    ) -> tuple[Level, ...]:
        """Who says what: scenarios in their order, then the person."""
        plant = (product or next(iter(self.products.values()))).plant_province
        theirs = {one.name for one, _ in stacked if self.scenarios.get(one.name) is not one}
        return said_levels(setup, stacked, theirs, plant, self._parameters, self.choices, problems)

    def _stacked(self, texts: Sequence[str], inside: tuple[str, ...] = ()) -> list[Scenario]:
        """Scenarios and those that they stand above themselves, the lowest first."""
        found: list[Scenario] = []
        for text in texts:
            if text in inside:
                raise ScenarioError(
                    message(
                        "scenario '{words}' stands above itself; take it out of its own list of scenarios", words=text
                    )
                )
            for scenario in self.scenarios_of(text):
                found += [*self._stacked(scenario.asks.get("scenarios", ()), (*inside, text)), scenario]
        return found

    def _rule_set(self, text: str) -> RuleSet:
        found = self.rule_sets_of(text)
        if len(found) > 1:
            raise ScenarioError(
                message(
                    "{words} holds {listed}; name one as {words}#{id}, or use compare",
                    words=text,
                    listed=enumerated(one.id for one in found),
                    id=found[0].id,
                )
            )
        return found[0]

    def _numbers(
        self,
        given: Mapping[str, str | float],
        system: ProductSystem | None,
        rule_set: RuleSet | None,
        places: Mapping[str, str],
    ) -> dict[str, float]:
        """Numbers of all settings; those of an unknown product or rule set are judged as well as can be."""
        if system is not None:
            parameters: Mapping[str, ParameterRow] = system.parameters
        else:
            rows = self._parameters
            parameters = ruled_parameters(rows, self.choices, rule_set) if rule_set else rows
        return resolve_settings(given, parameters, self.choices, places)


def _try(problems: list[str], find: Callable[..., Found], *given: Any) -> Found | None:
    """What a search finds; what it refuses is added to the problems."""
    try:
        return find(*given)
    except LcaModelsError as error:
        problems += str(error).splitlines()
        return None
