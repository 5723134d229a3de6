"""What a change of a rule would move over all declarations: each calculated again from its data sheet, before and after.

Declarations whose sheets give the same values are one compiled system (`impact.packs`). They are taken in chunks, each kept as
a file by what it was calculated from, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.impact.packs.together import Asked, PackFault, results_of
from lca_models.inventory.activity.reading import read_pack
from lca_models.inventory.files.commit import write_files
from lca_models.programme.registry.blobs import open_blob
from lca_models.reporting.verification.received import received, unpack, workplace
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.inventory.system.pack import Pack
    from lca_models.programme.evaluation.declarations import Declaration
    from lca_models.programme.registry.opening import Registry

CHUNK = 100  # declarations
KIND = ".json"


@dataclass(frozen=True)
class Change:
    """What is changed for all declarations, above what each has set itself."""

    settings: Mapping[str, str | float] = field(
        default_factory=dict
    )  # credits, certificates, electricity: any parameter
    rules: str = ""  # another rule set, by id

    def on(self, setup: CalculationSetup) -> CalculationSetup:
        """A declaration's setup with the change."""
        return replace(setup, settings={**setup.settings, **self.settings}, rules=self.rules or setup.rules)


@dataclass(frozen=True)
class Sheet:
    """A declaration as it is calculated again."""

    pack: Pack
    setup: CalculationSetup  # of the declaration, without its product


@dataclass(frozen=True)
class Moved:
    """Totals of declarations in kg CO2e per pack before and after a change, and why some have none."""

    before: Mapping[str, float]
    after: Mapping[str, float]
    problems: Mapping[str, str]


Open = Callable[["Declaration"], bytes]  # the bundle of a declaration


def rule_change(
    declarations: Sequence[Declaration], bundle_of: Open, study: Study, change: Change, kept: Path | None = None,
    chunk: int = CHUNK,
) -> Moved:  # fmt: skip
    """What a change moves. `bundle_of`: the bytes of a declaration's bundle; `kept`: a folder for chunks that are done.

    Declarations that cannot be calculated, before or after, are among the problems. Raises ScenarioError for a setting or rule
    set that there is none of.
    """
    study.resolve(change.on(CalculationSetup(next(iter(study.products)))))  # names are wrong for all or for none
    found: dict[str, Any] = {}
    ordered = sorted(declarations, key=lambda one: one.id)
    for ones in (ordered[place : place + chunk] for place in range(0, len(ordered), chunk)):
        file = f"{_name(ones, study, change)}{KIND}"
        if kept is not None and (kept / file).is_file():
            found |= json.loads((kept / file).read_text(encoding="utf-8"))
            continue
        done = calculated(ones, bundle_of, study, change)
        if kept is not None:
            write_files(kept, {file: json.dumps(done, sort_keys=True).encode()})
        found |= done
    numbers = {own: both for own, both in found.items() if not isinstance(both, str)}
    return Moved(
        {own: both[0] for own, both in numbers.items()},
        {own: both[1] for own, both in numbers.items()},
        {own: said for own, said in found.items() if isinstance(said, str)},
    )


def calculated(
    declarations: Sequence[Declaration], bundle_of: Open, study: Study, change: Change
) -> dict[str, list[float] | str]:
    """By declaration its totals before and after, kg CO2e per pack, or why it has none."""
    found: dict[str, list[float] | str] = {}
    sheets: dict[str, Sheet] = {}
    with workplace(study.base) as work:
        for one in declarations:
            try:
                sheets[one.id] = read_sheet(bundle_of(one), study, work / one.id)
            except (LcaModelsError, OSError) as error:
                found[one.id] = str(error)
        before, after = totals_under(sheets, study, (Change(), change))
    for own, first in before.items():
        last = after[own]
        failed = next((one for one in (first, last) if isinstance(one, str)), None)
        found[own] = failed if failed is not None else [float(first), float(last)]
    return found


def read_sheet(bundle: bytes, study: Study, folder: Path) -> Sheet:
    """What of a bundle is calculated again, its files below a folder.

    Raises LcaModelsError with what is wrong with the bundle, its setup or its sheet; OSError where it cannot be written.
    """
    return sheet_of(unpack(received(bundle).bundle, folder).setup, study)


def sheet_of(setup: CalculationSetup, study: Study) -> Sheet:
    """What an unpacked bundle's setup calculates, in a study. Raises LcaModelsError with what is wrong with its sheet."""
    # What is odd about a sheet was found when it was verified; to look for it costs more than all results.
    around = replace(study.surroundings(), score=None)
    return Sheet(read_pack(Path(setup.product), around), replace(setup, product=""))


def bundles_of(registry: Registry) -> Open:
    """How the bundles of a registry's declarations are read."""

    def read(one: Declaration) -> bytes:
        with open_blob(registry, one.org, one.bundle) as stream:
            return stream.read()

    return read


def totals(sheets: Mapping[str, Sheet], study: Study, change: Change) -> dict[str, float | str]:
    """What declarations come to under a change, kg CO2e per pack, or why one has no result."""
    return totals_under(sheets, study, [change])[0]


def totals_under(
    sheets: Mapping[str, Sheet], study: Study, changes: Sequence[Change]
) -> tuple[dict[str, float | str], ...]:
    """The same under each of several changes, which are calculated together: much quicker than one after the other."""
    return tuple(
        {own: one if isinstance(one, str) else float(sum(one.values())) for own, one in found.items()}
        for found in _stages(sheets, study, changes)
    )


def stages(sheets: Mapping[str, Sheet], study: Study, change: Change) -> dict[str, Mapping[str, float] | str]:
    """What declarations come to under a change by stage, kg CO2e per pack, or why one has no result."""
    return _stages(sheets, study, [change])[0]


def _stages(
    sheets: Mapping[str, Sheet], study: Study, changes: Sequence[Change]
) -> list[dict[str, Mapping[str, float] | str]]:
    """By change and declaration; whatever their setups, packs of one structure are one system."""
    groups: dict[CalculationSetup, list[str]] = {}
    for own, sheet in sheets.items():
        groups.setdefault(sheet.setup, []).append(own)
    found: list[dict[str, Mapping[str, float] | str]] = [{} for _ in changes]
    places: list[tuple[int, str]] = []
    asked: list[Asked] = []
    for at, change in enumerate(changes):
        for setup, owns in groups.items():
            try:
                packs = study.packs(change.on(setup))
                setups = {one: packs.setup(one) for one in {sheets[own].pack.archetype: own for own in owns}}
            except LcaModelsError as error:
                found[at] |= dict.fromkeys(owns, str(error))
                continue
            asked += [Asked(sheets[own].pack, setups[sheets[own].pack.archetype], packs) for own in owns]
            places += [(at, own) for own in owns]
    for (at, own), result in zip(places, results_of(asked), strict=True):
        found[at][own] = "\n".join(result.problems) if isinstance(result, PackFault) else result.stages
    return found


def _name(declarations: Sequence[Declaration], study: Study, change: Change) -> str:
    """What a chunk was calculated from, as one hash."""
    told = {
        "bundles": [[one.id, one.bundle] for one in declarations],
        "settings": {name: str(value) for name, value in sorted(change.settings.items())},
        "rules": change.rules,
        "tables": study.current.content_hash,
        "rows": study.current.rows_hash,
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
