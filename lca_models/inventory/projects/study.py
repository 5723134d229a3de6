"""Any Brightway project as a study: its rows, its impact categories, and the product systems of its processes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lca_models.inventory.projects.addresses import find_key
from lca_models.inventory.projects.places import ProjectPlace, cache_folder
from lca_models.inventory.projects.stage_tables import read_stage_table, stage_map_of, stage_rules
from lca_models.inventory.system.accounted.given import PERSON, SCENARIO, Author, Level, merged
from lca_models.inventory.system.background.reading import read_rows
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.product_system import ProductSystem, StageMap, build_product_system
from lca_models.inventory.system.resolved_setup import BASELINE, ResolvedSetup
from lca_models.inventory.system.rows import Key, ProjectRows
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.tables.records import Choice
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import UNASSIGNED
from lca_models.scope.wording.messages import message

Found = TypeVar("Found")


@dataclass(frozen=True)
class ProjectStudy:
    """A Brightway project; nothing in it is ever changed."""

    place: ProjectPlace
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)  # lists of codes of this kit's parameters
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # what takes long

    @property
    def name(self) -> str:
        """The name of the project."""
        return self.place.name

    @property
    def base(self) -> Path:
        """Brightway's base folder."""
        return self.place.base

    @cached_property
    def rows(self) -> ProjectRows:
        """The rows of the project, read once.

        Raises ProjectError when the files of the project cannot be read.
        """
        return read_rows(self.place.folder, cache_folder())

    @property
    def methods(self) -> dict[tuple[str, ...], str]:
        """The impact categories of the project by Brightway's name, each with its unit.

        Raises ProjectError when the files of the project cannot be read.
        """
        return {method.name: str(method.metadata.get("unit", "")) for method in self.rows.methods}

    def system(
        self, key: Key | str, amount: float = 1.0, stages: str | Path | Mapping[str, str] | StageMap | None = None
    ) -> ProductSystem:
        """The product system of an amount of what a process makes; of a product, of what makes it.

        `key`: (database, code) as Brightway has it, or `DATABASE/CODE`. `stages`: a stage map as a table (FILE.csv), or as
        stages by pattern of `DATABASE/CODE` or by key; `unassigned` where it says nothing. Raises ScenarioError for an
        unknown process, InventoryError for a stage map that is none, ProjectError where the project cannot be calculated.
        """
        found = find_key(self.place, key) if isinstance(key, str) else (str(key[0]), str(key[1]))
        given = self._stage_map(stages)
        kept = (found, float(amount), frozenset(given.items()))
        return self._keep(kept, lambda: self._build(found, float(amount), given))

    def _build(self, key: Key, amount: float, stages: StageMap) -> ProductSystem:
        if isinstance(self.rows.exchanges, ExchangeTable):
            from lca_models.inventory.projects.large_systems import build_large_system  # with SciPy

            return replace(build_large_system(self.rows, key, amount, stages), choices=self.choices)
        return replace(
            build_product_system(self.rows, key, amount, stages, default_stage=UNASSIGNED), choices=self.choices
        )

    def _stage_map(self, stages: str | Path | Mapping[Any, str] | None) -> StageMap:
        if not stages:
            return {}
        if isinstance(stages, str | Path):
            return stage_map_of(read_stage_table(Path(stages)), self.rows)
        if all(isinstance(one, str) for one in stages):
            lines = [{"pattern": str(pattern), "stage": str(stage)} for pattern, stage in stages.items()]
            return stage_map_of(stage_rules(lines, message("the stage map")), self.rows)
        return stages

    def resolve(self, setup: CalculationSetup) -> ResolvedSetup:
        """A setup of a process of this project with everything that it names.

        Raises ScenarioError with every unknown name, and everything that belongs to the products of this kit alone.
        """
        level = Level(Author(PERSON, is_yours=True), setup.settings)
        return self.resolved(setup, setup, find_key(self.place, setup.product) if setup.product else None, (level,))

    def resolved(
        self,
        setup: CalculationSetup,
        asked: CalculationSetup,
        key: Key | None,
        levels: tuple[Level, ...],
        places: Mapping[str, str] = {},
    ) -> ResolvedSetup:
        """The same where the process is known, with what scenarios say; `asked`: the setup above them. Raises likewise.

        `levels`: who says what; `places`: for messages, the file and scenario of a setting.
        """
        problems = [*foreign_problems(asked), *asked.not_yet()]
        if key is None:
            problems.append(message("no product is named; name one as DATABASE/CODE"))
            raise ScenarioError("\n".join(problems))
        system = _try(problems, lambda: self.system(key, asked.amount or 1.0, asked.stages))
        numbers: Mapping[str, float] = {}
        if system is not None:
            numbers = (
                _try(problems, lambda: resolve_settings(merged(levels), system.parameters, self.choices, places)) or {}
            )
            problems += self.counting_problems(asked)
        if problems or system is None:
            raise ScenarioError("\n".join(dict.fromkeys(problems)))
        names = tuple(level.author.name for level in levels if level.author.kind == SCENARIO)
        return ResolvedSetup(setup, asked, names or BASELINE, system, numbers, levels)

    def counting_problems(self, setup: CalculationSetup) -> Sequence[str]:
        """What is wrong with how a setup is counted, where somebody later in the study knows."""
        return ()

    def _keep(self, key: Hashable, make: Callable[[], Found]) -> Found:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]


def foreign_problems(asked: CalculationSetup) -> list[str]:
    """What a setup of a process of a Brightway project cannot say, because it belongs to the products of this kit."""
    words = {
        "rules": message("rule sets (--rules)"),
        "province": message("provinces of the plant (--province)"),
        "declared_unit": message("declared units (--per)"),
        "fade_curve": message("fade curves (--fade-curve)"),
        "replacements": message("replacements"),
        "background": message("backgrounds (--background)"),
        "background_electricity": message("backgrounds (--background)"),
    }
    return [
        message("{what} are of the products of this kit; leave them out for '{product}'", what=words[one.name],
                product=asked.product)
        for one in fields(asked)
        if one.name in words and getattr(asked, one.name)
    ]  # fmt: skip


def _try(problems: list[str], find: Callable[[], Found]) -> Found | None:
    try:
        return find()
    except LcaModelsError as error:
        problems += str(error).splitlines()
        return None
