"""The door: the Brightway project of the inventories, built if absent, with its products."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from lca_models.inventory.brightway.project import CurrentProject, base_folder, build_project
from lca_models.inventory.system.choices import read_choices
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.rows import ProjectRows, read_project_rows
from lca_models.inventory.system.rule_tables import read_rules, read_rules_file
from lca_models.inventory.system.soundness import check_project
from lca_models.inventory.system.under_rules import under_rules
from lca_models.inventory.tables.reading import InventoryError, find_inventories, read_table
from lca_models.inventory.tables.records import Choice, Product, Province, Source, record_of
from lca_models.inventory.tables.scenarios import read_scenarios, read_scenarios_file
from lca_models.scope.rules import DEFAULT_RULES, RuleSet, find_rules
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.spelling import suggestion

Named = TypeVar("Named")


@dataclass(frozen=True)
class Study:
    """A Brightway project and what the tables say about its products."""

    root: Path  # of the inventories
    base: Path  # Brightway's base folder
    current: CurrentProject
    rule_files: tuple[Path, ...] = ()  # rule sets of the user's own, beside those of the inventories
    scenario_files: tuple[Path, ...] = ()  # the same of scenarios

    @cached_property
    def rows(self) -> ProjectRows:
        """The rows of the project, read once.

        Raises ProjectError when the files of the project cannot be read.
        """
        return read_project_rows(self.base / self.current.folder)

    @cached_property
    def checked_rows(self) -> ProjectRows:
        """The rows, after everything that fails silently has been looked for, once.

        Rows whose hash is that of the build are what the checked tables say; only an edited project is searched.
        Raises ProjectError when the project cannot be trusted.
        """
        if self.rows.rows_hash != self.current.rows_hash:
            check_project(self.rows)
        return self.rows

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
        """Scenarios by name: those of the inventories, and those of `scenario_files`.

        Raises InventoryError for a file that is no file of scenarios or repeats a name.
        """
        return _with_own(read_scenarios(self.root), self.scenario_files, read_scenarios_file, "scenario")

    @cached_property
    def rules(self) -> dict[str, RuleSet]:
        """Rule sets by id: those of the inventories, and those of `rule_files`.

        Raises InventoryError for a file that breaks the rules of its columns or repeats an id.
        """
        return _with_own(read_rules(self.root), self.rule_files, read_rules_file, "rule set")

    def product(self, name: str) -> Product:
        """A product by id.

        Raises ScenarioError for an unknown one.
        """
        if name not in self.products:
            raise ScenarioError(f"there is no product '{name}'; {suggestion(name, self.products)}")
        return self.products[name]

    def product_system(self, product: str, rules: str | RuleSet = DEFAULT_RULES) -> ProductSystem:
        """The product system of one pack over its life under a rule set, with its labels.

        Raises ScenarioError for an unknown product or rule set, ProjectError when the project cannot be trusted.
        """
        rule_set = rules if isinstance(rules, RuleSet) else find_rules(rules, self.rules)
        found = self.product(product)
        database = next((node.key[0] for node in self.rows.nodes if node.key[1] == found.process), "recycling")
        system = build_product_system(self.checked_rows, (database, found.process), checked=True)
        labelled = replace(
            system, product=found, provinces=self.provinces, choices=self.choices, known_rules=self.rules
        )
        return under_rules(labelled, rule_set)


def _with_own(
    found: dict[str, Named], files: tuple[Path, ...], read: Callable[[Path], Mapping[str, Named]], what: str
) -> dict[str, Named]:
    """What the inventories hold and what files of the user add, by name.

    Raises InventoryError for a name that is taken.
    """
    for path in files:
        own = read(path)
        for name in own:
            if name in found:
                raise InventoryError(f"{path.name}: there is a {what} '{name}' already; give yours another name")
        found = {**found, **own}
    return found


def load_study(root: Path | None = None, progress: Callable[[str, int, int], None] | None = None) -> Study:
    """The study of the inventories below `root` (default: those shipped), its Brightway project built if absent.

    Raises InventoryError when a table breaks a rule.
    """
    root = root or find_inventories()
    return Study(root, base_folder(), build_project(root, progress=progress).current)
