"""All bundles of a folder verified together: each by its hashes and its result worked out again, then what shows between them.

The sheets are calculated together on the kit's own system, which takes a fraction of a second each; bw2calc, workbooks, samples
and documents are left to the verification of one bundle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lca_models.impact.packs.together import PackFault, PackResult, results_of_packs
from lca_models.impact.study import Study
from lca_models.inventory.tables.reading import tables_hash
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.case import Case, Engagement
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import CRITICAL, INFO, MAJOR, SEVERITIES, Finding, Seen, Words
from lca_models.reporting.verification.one_bundle import Wanted, served
from lca_models.reporting.verification.read_bundles import BundleRow, ReadBundle, read_bundles
from lca_models.reporting.verification.received import Inside, again, receive, workplace
from lca_models.reporting.verification.rules.declared_figures import declared_total, is_near
from lca_models.reporting.verification.rules.findings import could_not_run, finding_of
from lca_models.reporting.verification.rules.of_folder import look_at_folder, plants_of
from lca_models.reporting.verification.rules.recalculation import (
    differing_stages,
    look_at_lines,
    look_at_sum,
    look_at_units,
)
from lca_models.reporting.verification.rules.register import looks
from lca_models.reporting.verification.rules.table import rules
from lca_models.reporting.verification.rules.versions import kit_of, says_tables
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import bilingual, message, speaking

ENDING = "*.zip"
PLANT_TOTAL = "ALL-03"
MOST_WEIGHED = 10  # pairs of bundles whose effect on each other is calculated
OF_FIGURES = {"ARI-03": look_at_units, "ARI-04": look_at_lines, "SUM-01": look_at_sum}


@dataclass(frozen=True)
class FolderVerification:
    """The bundles of a folder, and what is of the folder itself."""

    folder: Path
    rows: tuple[BundleRow, ...]
    findings: tuple[Finding, ...]

    @property
    def fails(self) -> bool:
        """Whether any finding is critical or major."""
        return any(one.fails for one in self.rows) or any(one.severity in (CRITICAL, MAJOR) for one in self.findings)


@dataclass(frozen=True)
class _Figures:
    bundle: Bundle
    engagement: Engagement


def verify_folder(folder: Path, study: Study, wanted: Wanted) -> FolderVerification:
    """Every bundle of a folder, in the order of names. Whatever is wrong with one is a finding of it.

    Raises ScenarioError for a folder without bundles, OSError where one cannot be read.
    """
    files = sorted(folder.glob(ENDING))
    if not files:
        raise ScenarioError(message("{folder} holds no bundle (.zip); name a folder with bundles", folder=folder))
    with speaking(ENGLISH), workplace(study.base) as place:
        work = read_bundles(files, place, study, wanted)
        _recalculate([one for one in work if one.pack is not None], study, wanted.engagement)
        of_folder = list(_between(work, study, wanted))
    rows = (replace(one.row, findings=tuple(_sorted(one.found))) for one in work)
    return FolderVerification(folder, tuple(rows), tuple(of_folder))


def _recalculate(work: Sequence[ReadBundle], study: Study, engagement: Engagement) -> None:
    """The results of all data sheets, those of one setup together, beside those that are declared."""
    groups: dict[str, list[ReadBundle]] = {}
    for one in work:
        if one.inside is not None:
            groups.setdefault(repr(sorted(_setup(one.inside).document().items())), []).append(one)
    tables = tables_hash(study.root)
    for alike in groups.values():
        asked = _setup(alike[0].inside) if alike[0].inside else CalculationSetup()
        systems = study.packs(asked)
        try:
            results = results_of_packs([one.pack for one in alike if one.pack is not None], systems)
        except LcaModelsError as error:
            for one in alike:
                one.found.append(could_not_run(rules()["ARI-01"], error))
            continue
        for one, result in zip(alike, results, strict=True):
            _compare(one, result, tables, engagement)


def _compare(work: ReadBundle, result: PackResult | PackFault, tables: str, engagement: Engagement) -> None:
    """What is declared beside what comes out."""
    if isinstance(result, PackFault) or work.figures is None:
        problems = " ".join(result.problems) if isinstance(result, PackFault) else ""
        work.found.append(could_not_run(rules()["ARI-01"], LcaModelsError(problems)))
        return
    total = sum(result.stages.values())
    work.row = replace(work.row, total_kg=total)
    threshold, case = engagement.threshold_share * abs(total), _Figures(work.figures, engagement)
    looked = {"ARI-01": partial(differing_stages, case, result.stages),
              **{rule: partial(look, case) for rule, look in OF_FIGURES.items()}}  # fmt: skip
    if not says_tables(work.figures, tables):
        looked["VER-03"] = partial(_other_kit, work.figures, total, tables)
        del looked["ARI-01"]
    for rule, look in looked.items():
        work.found += outcome_of(rules()[rule], look, threshold, served()[rule]).findings


def _other_kit(bundle: Bundle, total: float, tables: str) -> Iterator[Seen]:
    declared = declared_total(bundle)
    values = {
        "a": kit_of(bundle),
        "b": Words(*bilingual("this version ({tables})", tables=tables[:12])),
        "kg": total - declared,
    }
    severity = INFO if is_near(declared, total, 1e-9, 1e-9) else ""
    yield Seen("versions.json", values, total - declared, severity, "versions.json")


def _between(work: Sequence[ReadBundle], study: Study, wanted: Wanted) -> Iterator[Finding]:
    """Findings between bundles go to them; those of the folder are yielded."""
    by_name = {one.row.file: one for one in work}
    members = [one.member for one in work if one.member is not None]
    effects: dict[tuple[str, str, str], dict[str, float | None]] = {}
    for name, rule, seen, other in look_at_folder(members):
        one = by_name.get(name)
        if one is None:
            yield finding_of(rules()[rule], seen, 0.0, served()[rule])
            continue
        threshold = wanted.engagement.threshold_share * abs(one.row.total_kg or 0.0)
        key = (name, rule, other)
        if rule in looks() and (key in effects or len(effects) < MOST_WEIGHED):
            if key not in effects:
                effects[key] = _effects(one, by_name.get(other), rule, study, wanted)
            seen = replace(seen, effect_kg=effects[key].get(seen.place))
        one.found.append(finding_of(rules()[rule], seen, threshold, served()[rule]))
    for plant in plants_of(members):
        _plant_total(by_name[plant[0].name], [by_name[one.name] for one in plant[1:MOST_WEIGHED]], study, wanted)


def _plant_total(one: ReadBundle, others: Sequence[ReadBundle], study: Study, wanted: Wanted) -> None:
    """ALL-03 at the first bundle of a plant, beside its others."""
    if one.inside is None:
        return
    try:
        folder = {other.row.file: receive(other.file).bundle for other in others if other.figures is not None}
        case = Case(receive(one.file).bundle, again(one.inside, study), wanted.engagement, folder, is_fast=True)
        threshold = case.threshold_kg
    except (LcaModelsError, OSError, ValueError, KeyError):
        return
    one.found += outcome_of(rules()[PLANT_TOTAL], partial(looks()[PLANT_TOTAL], case), threshold).findings


def _effects(
    one: ReadBundle, other: ReadBundle | None, rule: str, study: Study, wanted: Wanted
) -> dict[str, float | None]:
    """What findings between two bundles move, by their places, by the rule that looks at one beside the other."""
    if one.inside is None or other is None or other.figures is None:
        return {}
    try:
        beside = {other.row.file: receive(other.file).bundle}
        case = Case(receive(one.file).bundle, again(one.inside, study), wanted.engagement, beside, is_fast=True)
        return {seen.place: seen.effect_kg for seen in looks()[rule](case)}
    except (LcaModelsError, OSError, ValueError, KeyError):
        return {}


def _setup(inside: Inside) -> CalculationSetup:
    return replace(inside.setup, product="")


def _sorted(findings: Sequence[Finding]) -> Sequence[Finding]:
    return sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), -abs(one.effect_kg or 0.0)))
