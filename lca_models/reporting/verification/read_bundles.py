"""The bundles of a folder read: hashed, and their data sheets judged; in several processes where they are many.

Of a bundle only what is compared later is kept: a thousand of them are gigabytes, and their figures are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from lca_models.impact.study import Study
from lca_models.inventory.activity.own_pack import judged_pack
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.inventory.files.processes import safe_workers
from lca_models.inventory.system.pack import Pack
from lca_models.reporting.declaration.archive import ArchiveError, read_archive_file
from lca_models.reporting.declaration.bundle import DECLARATION, VERSIONS, Bundle, result_member
from lca_models.reporting.verification.finding import CRITICAL, MAJOR, SEVERITIES, Finding
from lca_models.reporting.verification.one_bundle import Wanted, arrived, declared_kg
from lca_models.reporting.verification.received import Inside, received, unpack
from lca_models.reporting.verification.rules.findings import could_not_run, finding_of
from lca_models.reporting.verification.rules.integrity import STRUCTURE, refusal
from lca_models.reporting.verification.rules.of_folder import Member
from lca_models.reporting.verification.rules.table import rules
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

A_PROCESS = 50  # bundles, from which another process is worth the seconds that it takes to begin
TOGETHER = 10  # bundles that a process is given at a time
RESULTS = result_member("").removesuffix(".csv")


@dataclass(frozen=True)
class BundleRow:
    """What a folder knows of one of its bundles."""

    file: str
    hash: str
    model: str = ""
    plant: str = ""
    period: str = ""
    issued: str = ""
    rules: str = ""
    declared_kg: float | None = None  # per pack
    total_kg: float | None = None  # worked out again
    is_example: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def worst(self) -> str:
        """The gravest severity of its findings; empty where it has none."""
        return min((one.severity for one in self.findings), key=SEVERITIES.index, default="")

    @property
    def fails(self) -> bool:
        """Whether a finding is critical or major."""
        return self.worst in (CRITICAL, MAJOR)


@dataclass
class ReadBundle:
    """One bundle of a folder on its way through."""

    file: Path
    row: BundleRow
    figures: Bundle | None = None  # what of it is compared; None where the archive was refused
    inside: Inside | None = None
    member: Member | None = None
    pack: Pack | None = None
    found: list[Finding] = field(default_factory=list)


def read_bundles(files: Sequence[Path], place: Path, study: Study, wanted: Wanted) -> list[ReadBundle]:
    """The bundles of files in their order, each unpacked into a folder of its own below `place`.

    The same whatever the number of processes. Raises OSError where one cannot be read.
    """
    from joblib import Parallel, cpu_count, delayed

    each = [(file, place / str(number)) for number, file in enumerate(files)]
    workers = min(cpu_count(), len(files) // A_PROCESS)
    if workers < 2:
        return _read_some(each, study, wanted)
    plain = replace(study)  # without what it has read, which each process reads once for itself
    parts = [each[start : start + TOGETHER] for start in range(0, len(each), TOGETHER)]
    with safe_workers():
        read = Parallel(n_jobs=workers, backend="loky")(delayed(_read_part)(part, plain, wanted) for part in parts)
    return [one for part in read for one in part]


def _read_part(each: Sequence[tuple[Path, Path]], study: Study, wanted: Wanted) -> list[ReadBundle]:
    """What a process of its own does."""
    return _read_some(each, _opened(study), wanted)


@lru_cache(maxsize=1)
def _opened(study: Study) -> Study:
    """The study that stands for its equals in this process, with what it has read."""
    return study


def _read_some(each: Sequence[tuple[Path, Path]], study: Study, wanted: Wanted) -> list[ReadBundle]:
    with speaking(ENGLISH):
        return [read_bundle(file, place, study, wanted) for file, place in each]


def read_bundle(file: Path, place: Path, study: Study, wanted: Wanted) -> ReadBundle:
    """One bundle with its hashes and its data sheet judged, unpacked into `place`. Raises OSError where it cannot be read."""
    try:
        content = read_archive_file(file)
    except ArchiveError:
        content = b""
    if (refused := refusal(content, file.name)) is not None:
        return ReadBundle(file, BundleRow(file.name, ""), found=[finding_of(rules()[STRUCTURE], refused, 0.0)])
    got = received(content, file.name)
    row = BundleRow(file.name, got.hash, declared_kg=declared_kg(got.bundle))
    work = ReadBundle(file, row, _figures(got.bundle))
    work.found += [one for outcome in arrived(got, replace(wanted, is_fast=True)).values() for one in outcome.findings]
    try:
        inside = unpack(got.bundle, place)
        sheet = read_data_sheet(Path(inside.setup.product))
        around = replace(study.surroundings(), today=inside.issued.date(), score=None)
        pack, findings = judged_pack(sheet, around)
        if pack is None:
            findings.refuse(sheet.file.name)
    except MemoryError:
        raise
    except Exception as error:  # what a hostile data sheet makes of the kit is nobody's traceback
        work.found.append(could_not_run(rules()["ARI-01"], error))
        return work
    product = sheet.product
    work.row = replace(
        work.row, model=product.model or product.name or "", plant=product.plant or "", period=product.period_start or "",
        issued=inside.issued.date().isoformat(), rules=inside.setup.rules, is_example=inside.is_example,
    )  # fmt: skip
    work.inside, work.pack, work.member = inside, pack, Member(file.name, sheet, inside.issued.isoformat())
    return work


def _figures(bundle: Bundle) -> Bundle:
    """The members that are compared with what comes out."""
    kept = {name: content for name, content in bundle.members.items()
            if name in (DECLARATION, VERSIONS) or name.startswith(RESULTS)}  # fmt: skip
    return Bundle(kept, bundle.name)
