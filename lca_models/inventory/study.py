"""What the inventories and their Brightway project hold, and how the names of a setup are found in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lca_models.inventory.brightway.edits import Edits, edits_of, with_provenance
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.brightway.project import is_edited
from lca_models.inventory.projects.addresses import find_process, is_address
from lca_models.inventory.projects.places import ProjectPlace, find_projects
from lca_models.inventory.projects.study import ProjectStudy, foreign_problems
from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.stored.scopes import parameter_table
from lca_models.inventory.system.accounted.given import Level, merged, without_restated_place
from lca_models.inventory.system.accounted.levels import places_of, said_levels, with_one_place
from lca_models.inventory.system.choices import read_choices
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.replaced.structure import read_pedigree_factors, with_replacements
from lca_models.inventory.system.resolved_setup import BASELINE, ResolvedSetup
from lca_models.inventory.system.rows import ParameterRow, ProjectRows, read_project_rows
from lca_models.inventory.system.rule_tables import read_rules, read_rules_file
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.system.under_rules import ruled_parameters, under_rules
from lca_models.inventory.tables.reading import InventoryError, read_table
from lca_models.inventory.tables.records import Choice, Product, Province, Source, record_of
from lca_models.inventory.tables.scenarios import read_scenarios, read_scenarios_file
from lca_models.scope.calculation_setup import (
    DATA_SHEET,
    RULE_FILES,
    SCENARIO_FILES,
    SHIPPED,
    CalculationSetup,
    file_and_name,
    setup_of_scenario,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import read_replacements
from lca_models.scope.rules import DEFAULT_RULES, RuleSet, find_rules
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.wording.messages import message

Named = TypeVar("Named")
Found = TypeVar("Found")


@dataclass(frozen=True)
class InventoryStudy:
    """A Brightway project and what the tables say about its products."""

    root: Path  # of the inventories
    base: Path  # Brightway's base folder
    current: CurrentProject
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # what takes long

    @cached_property
    def rows(self) -> ProjectRows:
        """The rows of the project, read once.

        Raises ProjectError when the files of the project cannot be read.
        """
        return read_project_rows(self.base / self.current.folder)

    @cached_property
    def edits(self) -> Edits:
        """Rows of the project that somebody edited since its build.

        Raises ProjectError when the files of the project cannot be read.
        """
        if self.rows.rows_hash == self.current.rows_hash or not is_edited(self.base, self.current, when_unknown=False):
            return Edits()
        return edits_of(self.base / self.current.folder, self.rows, self.current.rows_hash)

    @cached_property
    def products(self) -> dict[str, Product]:
        """Shipped products by id.

        Raises InventoryError when the table is missing or cannot be read.
        """
        return {row["id"]: record_of(Product, row) for row in read_table(self.root, "products.csv").rows}

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """The 31 provinces.

        Raises InventoryError when the table is missing or cannot be read.
        """
        return tuple(record_of(Province, row) for row in read_table(self.root, "provinces.csv").rows)

    @cached_property
    def choices(self) -> dict[str, tuple[Choice, ...]]:
        """Lists that choice parameters take their codes from, by name.

        Raises InventoryError when the table is missing or cannot be read.
        """
        return read_choices(self.root)

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

    @cached_property
    def rules(self) -> dict[str, RuleSet]:
        """Rule sets of the inventories by id.

        Raises InventoryError when the table or a file cannot be read.
        """
        return read_rules(self.root)

    def product(self, name: str) -> Product:
        """A product by id.

        Raises ScenarioError for an unknown one.
        """
        if not name:
            raise ScenarioError(message("no product is named; name one (lca-models list products)"))
        if name not in self.products:
            raise ScenarioError(
                message("there is no product '{name}'; {near}", name=name, near=suggestion(name, self.products))
            )
        return self.products[name]

    def scenarios_of(self, text: str) -> tuple[Scenario, ...]:
        """The scenarios of `NAME`, `FILE.yaml` or `FILE.yaml#NAME`.

        Raises ScenarioError for an unknown name, InventoryError for a file that is none or repeats a name of the inventories.
        """
        file, name = file_and_name(text, SCENARIO_FILES)
        return _named(file, name, self._read_once(file, read_scenarios_file), self.scenarios, message("scenario"))

    def rule_sets_of(self, text: str) -> tuple[RuleSet, ...]:
        """The rule sets of `ID`, `FILE.csv` or `FILE.csv#ID`, in the columns of rules.csv.

        Raises ScenarioError for an unknown id, InventoryError for a file that breaks the rules of its columns or repeats an
        id of the inventories.
        """
        file, name = file_and_name(text, RULE_FILES)
        return _named(file, name, self._read_once(file, read_rules_file), self.rules, message("rule set"))

    def _read_once(self, file: str, read: Callable[[Path], Mapping[str, Named]]) -> Mapping[str, Named]:
        """What a file of the user holds, read anew when it has changed; nothing where none is named."""
        path = Path(file)
        if not file:
            return {}
        if not os.path.isfile(path):  # pathlib fails where the name is too long for one
            raise ScenarioError(message("there is no file {file}; give its path from the folder you are in", file=file))
        return self._keep((file, path.stat().st_mtime_ns), lambda: read(path))

    def _keep(self, key: Hashable, make: Callable[[], Found]) -> Found:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    def product_system(self, product: str, rules: str | RuleSet = DEFAULT_RULES) -> ProductSystem:
        """The product system of one pack over its life under a rule set, with its labels.

        Raises ScenarioError for an unknown product or rule set, ProjectError when the project cannot be trusted.
        """
        rule_set = rules if isinstance(rules, RuleSet) else find_rules(rules, self.rules)
        before = self._keep(self.product(product).id, lambda: self._before_rules(self.product(product)))
        return self._keep((product, rule_set), lambda: under_rules(before, rule_set))

    def _before_rules(self, product: Product) -> ProductSystem:
        database = next((node.key[0] for node in self.rows.nodes if node.key[1] == product.process), "recycling")
        rows = with_provenance(self.rows, self.edits)
        # Rows whose hash is that of the build are what the checked tables say; only an edited project is searched.
        as_built = is_as_hashed(self.rows, self.current.rows_hash)
        system = build_product_system(rows, (database, product.process), checked=as_built)
        return replace(system, product=product, provinces=self.provinces, choices=self.choices, known_rules=self.rules,
                       edited_rows=self.edits.count)  # fmt: skip

    def resolve(self, setup: CalculationSetup) -> ResolvedSetup:
        """A setup with everything that it names.

        Raises ScenarioError with every unknown name and impossible value at once.
        """
        problems: list[str] = []
        asked, stacked = self._with_scenarios(setup, problems)
        if asked.product not in self.products and is_address(asked.product) and asked.kind != DATA_SHEET:
            return self._resolve_foreign(setup, asked, stacked, problems)
        if asked.amount or asked.stages:
            problems.append(message("--amount and --stages are for processes of a Brightway project; leave them out"))
        # A scenario that cannot be read may name the product.
        is_named = asked.product or not problems
        rule_set = _try(problems, self._rule_set, asked.rules or DEFAULT_RULES)
        problems += asked.not_yet()
        product = _try(problems, self.product, asked.product) if asked.kind == SHIPPED and is_named else None
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

    def _system(
        self, product: Product | None, rule_set: RuleSet | None, asked: CalculationSetup, problems: list[str]
    ) -> ProductSystem | None:
        """The product system of a setup with its replacements; what is wrong with these is added to the problems."""
        said = _try(problems, read_replacements, asked.replacements)
        if product is None or rule_set is None:
            return None
        system = self.product_system(product.id, rule_set)
        if not said:
            return system
        key = (product.id, rule_set, said)
        found = _try(problems, self._keep, key, lambda: with_replacements(system, said, self.pedigree_factors))
        return found or system

    @cached_property
    def pedigree_factors(self) -> dict[tuple[str, str, str], float]:
        """Factors of data-quality indicators, by set, indicator and score.

        Raises InventoryError when the table is missing or cannot be read.
        """
        return read_pedigree_factors(self.root)

    def project_study(self, place: ProjectPlace) -> ProjectStudy:
        """The study of a Brightway project on this machine, read once."""
        return self._keep(place, lambda: ProjectStudy(place, self.choices))

    def place_of(self, product: str) -> ProjectPlace:
        """The Brightway project that a product stands in: that of the inventories, or another of this machine.

        Raises ScenarioError for an address that fits nothing, and for one that fits several processes.
        """
        if product in self.products or not is_address(product):
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
        return said_levels(setup, stacked, theirs, plant, parameter_table(self.rows), self.choices, problems)

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
                    listed=", ".join(one.id for one in found),
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
            rows = parameter_table(self.rows)
            parameters = ruled_parameters(rows, self.choices, rule_set) if rule_set else rows
        return resolve_settings(given, parameters, self.choices, places)


def _named(
    file: str, name: str, own: Mapping[str, Named], shipped: Mapping[str, Named], what: str
) -> tuple[Named, ...]:
    """An entry of the inventories, or of a file of the user: all of its entries where none is named."""
    if taken := [one for one in own if one in shipped]:
        raise InventoryError(
            message(
                "{name}: there is a {what} '{value}' already; give yours another name",
                name=Path(file).name,
                what=what,
                value=taken[0],
            )
        )
    known = own if file else shipped
    if file and not name:
        return tuple(known.values())
    if name not in known:
        where = message(" in {file}", file=Path(file).name) if file else ""
        raise ScenarioError(
            message(
                "there is no {what} '{name}'{where}; {near}",
                what=what,
                name=name,
                where=where,
                near=suggestion(name, known),
            )
        )
    return (known[name],)


def _try(problems: list[str], find: Callable[..., Found], *given: Any) -> Found | None:
    """What a search finds; what it refuses is added to the problems."""
    try:
        return find(*given)
    except LcaModelsError as error:
        problems += str(error).splitlines()
        return None
