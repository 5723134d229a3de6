"""The products of a study: those of the inventories, and those of data sheets on their archetypes."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from lca_models.inventory.activity.findings import Finding
from lca_models.inventory.brightway.edits import Edits, edits_of, with_provenance
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.brightway.project import is_edited
from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.system.background.kept_rows import read_kept_rows
from lca_models.inventory.system.choices import read_choices
from lca_models.inventory.system.own.reach import reaching
from lca_models.inventory.system.own.structure import missing_inputs, pack_hash, with_pack
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.replaced.structure import read_pedigree_factors, with_replacements
from lca_models.inventory.system.rows import ProjectRows
from lca_models.inventory.system.rule_tables import read_rules
from lca_models.inventory.system.under_rules import under_rules
from lca_models.inventory.tables.reading import read_table
from lca_models.inventory.tables.records import Choice, Product, Province, record_of
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.rules import DEFAULT_RULES, RuleSet, find_rules
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message, told_in

if TYPE_CHECKING:  # nothing of a sheet is loaded until one is named
    from lca_models.inventory.activity.folder import SheetFolder
    from lca_models.inventory.activity.surroundings import Surroundings

Found = TypeVar("Found")
SHEET_SYSTEMS = 12  # of data sheets at hand: two for each sheet, rule set and language


@dataclass(frozen=True)
class ProductStudy:
    """A Brightway project with the products that stand in it, or on it."""

    root: Path  # of the inventories
    base: Path  # Brightway's base folder
    current: CurrentProject
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # what takes long
    today: date | None = field(default=None, compare=False)  # what data sheets are judged by; None: the day itself

    def on(self, day: date) -> Self:
        """The same study on another day, with everything that it has read and kept.

        Raises ProjectError when the files of the project cannot be read.
        """
        if self.today == day:
            return self
        _ = self.rows  # read once, not once a day
        other, own = replace(self, today=day), {one.name for one in fields(self)} - {"_kept"}
        vars(other).update({name: value for name, value in vars(self).items() if name not in own})
        return other

    @cached_property
    def rows(self) -> ProjectRows:
        """The rows of the project, read once.

        Raises ProjectError when the files of the project cannot be read.
        """
        return read_kept_rows(self.base / self.current.folder)

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
    def rules(self) -> dict[str, RuleSet]:
        """Rule sets of the inventories by id.

        Raises InventoryError when the table or a file cannot be read.
        """
        return read_rules(self.root)

    @cached_property
    def pedigree_factors(self) -> dict[tuple[str, str, str], float]:
        """Factors of data-quality indicators, by set, indicator and score.

        Raises InventoryError when the table is missing or cannot be read.
        """
        return read_pedigree_factors(self.root)

    def pack(self, file: str) -> Pack:
        """The pack of a data sheet, read anew when the file has changed.

        Raises SheetError with every fault of the sheet, ScenarioError where there is no file.
        """
        return self._read_file(file, self._read_pack)

    def _read_pack(self, file: Path) -> Pack:
        from lca_models.inventory.activity.reading import read_pack

        return read_pack(file, self.surroundings())

    def check_sheet(self, file: str) -> tuple[Pack | None, tuple[Finding, ...]]:
        """The pack of a data sheet and all that is wrong with it, or worth knowing; no pack where something refuses it.

        Raises SheetError for a file that is no sheet at all, ScenarioError where there is no file.
        """
        from lca_models.inventory.activity.reading import check_sheet

        return check_sheet(self._file(file), self.surroundings())

    def surroundings(self) -> Surroundings:
        """What data sheets are judged by."""
        from lca_models.inventory.activity.surroundings import Surroundings

        nodes = self.rows.keep("units", lambda: {name: str(node.data.get("unit") or "") for node in self.rows.nodes
                                                 for name in (node.key[1], "/".join(node.key))})  # fmt: skip
        return Surroundings(self.products, self._archetype_named, self.today or date.today(), nodes)

    def _archetype_named(self, product: str) -> ProductSystem:
        return self._shipped(self.product(product))

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

    def _file(self, file: str) -> Path:
        """A file of the user.

        Raises ScenarioError where there is none.
        """
        if not os.path.isfile(file):  # pathlib fails where the name is too long for one
            raise ScenarioError(message("there is no file {file}; give its path from the folder you are in", file=file))
        return Path(file)

    def _read_file(self, file: str, read: Callable[[Path], Found]) -> Found:
        """A file of the user, read anew when it has changed."""
        path = self._file(file)
        return self._keep(self._file_key(file, read), lambda: read(path))

    def _file_key(self, file: str, read: Callable[[Path], Any]) -> Hashable:
        return (getattr(read, "__name__", ""), file, Path(file).stat().st_mtime_ns, told_in(), self.today)

    def _keep_last(self, key: Hashable, make: Callable[[], ProductSystem]) -> ProductSystem:
        """A system of a data sheet; the last few are kept, since every edit of a sheet makes another one."""
        systems: dict[Hashable, ProductSystem] = self._keep("systems of data sheets", dict)
        if key not in systems:
            systems[key] = make()
            while len(systems) > SHEET_SYSTEMS:
                del systems[next(iter(systems))]
        return systems[key]

    def _keep(self, key: Hashable, make: Callable[[], Found]) -> Found:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    def product_system(self, product: str | Pack, rules: str | RuleSet = DEFAULT_RULES) -> ProductSystem:
        """The product system of one pack over its life under a rule set, with its labels.

        `product`: a shipped id, the path of a data sheet, or a pack. Raises ScenarioError for an unknown product or rule set,
        SheetError for a sheet that cannot be calculated, ProjectError when the project cannot be trusted.
        """
        rule_set = rules if isinstance(rules, RuleSet) else find_rules(rules, self.rules)
        if isinstance(product, str) and CalculationSetup(product).kind != DATA_SHEET:
            shipped = self.product(product)
            return self._keep((product, rule_set), lambda: under_rules(self._shipped(shipped), rule_set))
        pack = product if isinstance(product, Pack) else self.pack(product)
        key = (pack_hash(pack), str(pack.file), language_in_use())
        before = self._keep_last(key, lambda: with_pack(self.archetype_of(pack), pack))
        own = self._keep_last((*key, rule_set), lambda: under_rules(before, rule_set))
        return with_replacements(own, pack.replacements, self.pedigree_factors) if pack.replacements else own

    def own_system(self, pack: Pack, rules: RuleSet) -> ProductSystem:
        """The product system of a pack under a rule set, made anew and not kept: for many packs, one after the other.

        Raises ScenarioError for names that its archetype does not have, ProjectError when the project cannot be trusted.
        """
        own = under_rules(with_pack(self.archetype_of(pack), pack), rules)
        return with_replacements(own, pack.replacements, self.pedigree_factors) if pack.replacements else own

    def sheet_folder(self, folder: str) -> SheetFolder:
        """The data sheets of a folder, which share their plants; what refuses a sheet stands with it.

        Footprints of its files are of the packs as the folder makes them, in this study. Raises ScenarioError for a folder
        without sheets.
        """
        from lca_models.inventory.activity.folder import packs_of_folder, read_folder, sheet_files

        files = sheet_files(Path(folder)) if os.path.isdir(folder) else ()
        if not files:
            raise ScenarioError(
                message("{folder} is no folder with data sheets (.xlsx, .yaml, .yml); name one", folder=folder)
            )
        found = packs_of_folder(Path(folder), read_folder(files), self.surroundings())
        for one in found.sheets:
            if one.pack is not None:
                self._kept[self._file_key(str(one.file), self._read_pack)] = one.pack
        return found

    def _shipped(self, product: Product) -> ProductSystem:
        return self._keep(product.id, lambda: self._before_rules(product))

    def archetype_of(self, pack: Pack) -> ProductSystem:
        """The system of a pack's archetype before rule sets, with processes of the project that only the pack buys of.

        Raises ScenarioError for an unknown archetype, ProjectError when the project cannot be trusted.
        """
        product = self.product(pack.archetype)
        found = self._shipped(product)
        missing = missing_inputs(found, pack.purchases)
        if not missing:
            return found
        return self._keep((product.id, missing), lambda: self._before_rules(product, missing))

    def _before_rules(self, product: Product, further: tuple[str, ...] = ()) -> ProductSystem:
        database = next((node.key[0] for node in self.rows.nodes if node.key[1] == product.process), "recycling")
        rows = with_provenance(self.rows, self.edits)
        # Rows whose hash is that of the build are what the checked tables say; only an edited project is searched.
        as_built = is_as_hashed(self.rows, self.current.rows_hash)
        rows = reaching(rows, (database, product.process), further)
        system = build_product_system(rows, (database, product.process), checked=as_built)
        return replace(system, product=product, provinces=self.provinces, choices=self.choices, known_rules=self.rules,
                       edited_rows=self.edits.count)  # fmt: skip
