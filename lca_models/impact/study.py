"""The door: the Brightway project of the inventories, built if absent, and the results of setups."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.impact.assessment import refuse_incomplete_methods, score
from lca_models.impact.draws.sharing import at_home, is_shared, shared
from lca_models.impact.footprint import Footprint, footprint_of, method_of
from lca_models.impact.methods import MethodName, default_method, find_method
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.brightway.project import base_folder, build_project
from lca_models.inventory.projects.places import ProjectPlace, find_project
from lca_models.inventory.projects.study import ProjectStudy
from lca_models.inventory.study import InventoryStudy
from lca_models.inventory.system.choices import read_choices
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.reading import find_inventories
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.rules import DEFAULT_RULES, RuleSet, find_rules
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:  # a footprint compiles nothing
    from lca_models.impact.compiled.model import CompiledSystem
    from lca_models.impact.packs.of_folder import FolderResults
    from lca_models.impact.packs.together import Packs
    from lca_models.impact.setup_results import SetupResult
    from lca_models.inventory.activity.suppliers.lines import KitFigure
    from lca_models.inventory.activity.surroundings import Surroundings
    from lca_models.inventory.system.pack import Pack


class Calculations(ABC):
    """The results of setups, for every study that finds what a setup names."""

    @abstractmethod
    def resolve(self, setup: CalculationSetup) -> ResolvedSetup:
        """A setup with everything that it names.

        Raises ScenarioError with every unknown name and impossible value at once.
        """

    @abstractmethod
    def _keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What takes long, made once."""

    def footprint(self, setup: CalculationSetup) -> Footprint:
        """The footprint that a setup asks for.

        Raises ScenarioError with every unknown name and impossible value at once, ProjectError where a formula has no value.
        """
        return footprint_of(self.resolve(setup))

    def kept_footprint(self, setup: CalculationSetup) -> Footprint:
        """`footprint` of a setup that many results are held against, made once. Raises ScenarioError and ProjectError as it."""
        found: Footprint = self._keep(("footprint", setup), lambda: self.footprint(setup))
        return found

    def results(self, setups: Iterable[CalculationSetup]) -> tuple[SetupResult, ...]:
        """What setups come to, in their order, calculated together: much quicker than one footprint after the other.

        Inside `on_cluster` its workers share them. Raises ScenarioError with every fault of all of them, ProjectError where a
        formula has no value.
        """
        from lca_models.impact.setup_results import result_with, results_of

        found, problems = [], []
        asked = tuple(setups)
        for setup in asked:
            try:
                found.append(self.resolve(setup))
            except ScenarioError as error:
                problems += str(error).splitlines()
        if problems:
            raise ScenarioError("\n".join(dict.fromkeys(problems)))
        if not is_shared():
            return results_of(found, self.compiled)
        figures = shared(partial(_figures, self), [at_home(setup) for setup in asked])
        return tuple(result_with(one, said, self.compiled) for one, said in zip(found, figures, strict=True))

    def model(self, setup: CalculationSetup) -> CompiledSystem:
        """The compiled system that a setup asks for: every plain parameter varies, and stands at its value in the setup.

        Raises as `footprint` does.
        """
        found = self.resolve(setup)
        method = method_of(found)
        if not found.asked.allow_incomplete:
            refuse_incomplete_methods(found.system, [method])
        general = self.compiled(found.system, (method,))
        return replace(general, settings={**general.settings, **found.numbers})

    def compiled(self, system: ProductSystem, methods: Sequence[MethodName]) -> CompiledSystem:
        """The compiled form of a system of this study, made once; whoever asks judges whether its categories are complete.

        Raises ScenarioError for an unknown method, ProjectError for a system without a unique solution.
        """
        from lca_models.impact.compiled.model import compile_system

        key = (system.identity, system.rules, tuple(methods))
        found: CompiledSystem = self._keep(key, lambda: compile_system(system, methods, allow_incomplete=True))
        return found


@dataclass(frozen=True)
class Study(InventoryStudy, Calculations):
    """The inventories with their Brightway project, and the results of setups."""

    def __reduce__(self) -> Any:
        """Other processes are sent where it stands, and read it once for themselves."""
        if self.own is not None:  # an own product is found by its address, in the study that it stands beside
            return super().__reduce__()
        return _opened_once, (type(self), self.root, self.base, self.current, self.today)

    def folder_results(self, folder: str, asked: CalculationSetup | None = None) -> FolderResults:
        """What the packs of a folder of data sheets come to, calculated together; sheets that are refused stand beside them.

        `asked`: rule set, scenarios, settings and category for all of them. Raises ScenarioError for a folder without
        sheets, and with every unknown name and impossible value of what is asked for.
        """
        from lca_models.impact.packs.of_folder import results_of_folder

        return results_of_folder(self.sheet_folder(folder), self.packs(asked or CalculationSetup()))

    def packs(self, asked: CalculationSetup) -> Packs:
        """Where packs get their systems from that are calculated together, with the figures that `asked` replaces.

        Raises, where a system is asked of it, ScenarioError with every unknown name, impossible value and figure that nothing
        buys, InventoryError for a pack that cannot be, FormulaError where a given value has no place in a formula.
        """
        from lca_models.impact.packs.together import Packs
        from lca_models.inventory.system.replaced.structure import with_replacements

        def resolved(product: str) -> ResolvedSetup:
            return self.resolve(replace(asked, product=product))

        def system(pack: Pack, rule_set: RuleSet) -> ProductSystem:
            said = resolved(pack.archetype).asked.replacements
            return with_replacements(self.own_system(pack, rule_set), said, self.pedigree_factors)

        return Packs(self.archetype_of, system, resolved)

    def counting_problems(self, setup: CalculationSetup) -> Sequence[str]:
        """An impact category that does not exist."""
        try:
            if setup.method:
                find_method(self.rows, setup.method)
        except (ScenarioError, ProjectError) as error:
            return str(error).splitlines()
        return ()

    def surroundings(self) -> Surroundings:
        """What data sheets are judged by, with what can be calculated of it.

        Raises ProjectError when the files of the project cannot be read; so do its functions, where a system has no result.
        """
        from lca_models.impact.replaced import kit_figures

        def figures(system: ProductSystem) -> Mapping[tuple[str, str], KitFigure]:
            found: Mapping[tuple[str, str], KitFigure] = self._keep(
                ("figures", system.identity), lambda: kit_figures(system)
            )
            return found

        def score_of(pack: Pack) -> float:
            """Of a pack while its sheet is judged: it has no warnings yet, and variants of it are asked for once."""
            return score(self.own_system(pack, find_rules(DEFAULT_RULES, self.rules)))

        return replace(super().surroundings(), score=score_of, figures=figures)

    def project_study(self, place: ProjectPlace) -> OpenedProject:
        """The study of a Brightway project on this machine, read once."""
        found: OpenedProject = self._keep(place, lambda: OpenedProject(place, self.choices))
        return found


@dataclass(frozen=True)
class OpenedProject(ProjectStudy, Calculations):
    """A Brightway project of anybody, and the results of setups of its processes.

    A setup names its product as DATABASE/CODE, and its impact category as Brightway does. What belongs to the products of
    this kit (rule sets, provinces, service life) it cannot say.
    """

    def counting_problems(self, setup: CalculationSetup) -> Sequence[str]:
        """An impact category that the project does not have, and none where it has several."""
        try:
            find_method(self.rows, setup.method or default_method(self.rows))
        except (ScenarioError, ProjectError) as error:
            return str(error).splitlines()
        return ()


@lru_cache(maxsize=4)
def _opened_once(kind: type[Study], root: Path, base: Path, current: CurrentProject, today: date | None) -> Study:
    """The study that stands for its equals in this process.

    Where the files of its project are not, as on another machine, the study that is built there. Raises ProjectError where
    that has other rows.
    """
    if (base / current.folder).is_dir():
        return replace(kind(root, base, current), today=today)
    here = load_study()
    if here.current.rows_hash != current.rows_hash:
        raise ProjectError(
            message("this machine has no project {folder}, and the tables here are of another edition; install the same "
                    "version, or share the folder", folder=base / current.folder)
        )  # fmt: skip
    return replace(here, today=today)


def _figures(study: Calculations, setups: Sequence[CalculationSetup]) -> list[dict[str, Any]]:
    """What a worker works out of setups."""
    from lca_models.impact.setup_results import figures_of

    return figures_of([study.resolve(setup) for setup in setups], study.compiled)


def open_project(name: str, base: Path | None = None) -> OpenedProject:
    """The study of a Brightway project by its name, read from its files and never changed.

    `base`: Brightway's base folder (default: that of this kit, then Brightway's own). Raises ProjectError for an unknown
    project, with the nearest, and for one that stands in two folders.
    """
    place = find_project(name, None if base is None else (Path(base),))
    return OpenedProject(place, read_choices(find_inventories()))


def load_study(root: Path | None = None, progress: Callable[[str, int, int], None] | None = None) -> Study:
    """The study of the inventories below `root` (default: those shipped), its Brightway project built if absent.

    Raises InventoryError when a table breaks a rule.
    """
    root = root or find_inventories()
    return Study(root, base_folder(), build_project(root, progress=progress).current)
