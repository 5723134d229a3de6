"""What `lca-models verify` does with bundles: one from itself alone, or all of a folder."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import number_of, open_study, path_of
from lca_models.commands.output import print_result, tell, told
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.reporting.declaration.bundle import Bundle
    from lca_models.reporting.verification.one_bundle import BundleVerification, Wanted

ENDING = ".zip"
_HEX = re.compile(r"([0-9a-fA-F]{2})+")
_HASH = re.compile(r"[0-9a-fA-F]{64}")


def is_bundle(text: str) -> bool:
    """Whether a product of the command line is a bundle, or a folder of bundles."""
    path = Path(text)
    return text.lower().endswith(ENDING) or (path.is_dir() and any(path.glob(f"*{ENDING}")))


def add_bundle_options(command: argparse.ArgumentParser) -> None:
    """What a verification of bundles asks for beside their paths."""
    group = command.add_argument_group(message("of a bundle (BUNDLE.zip, or a folder of them)"))
    group.add_argument("--findings", type=path_of, metavar="FILE",
                       help=message("the findings file beside the bundle: its answers and states count"))  # fmt: skip
    add_engagement_options(group)
    group.add_argument("--hash", dest="named_hash", metavar="SHA",
                       help=message("the hash of the manifest as its maker named it elsewhere"))  # fmt: skip
    group.add_argument("--fast", action="store_true",
                       help=message("without bw2calc, the workbook, samples and documents"))  # fmt: skip
    group.add_argument("--out", type=path_of, metavar="FOLDER",
                       help=message("write the verification report (DOCX, PDF) and its JSON into a folder; with --findings the "
                                    "report and the matrix of the bundle too, with the findings in them"))  # fmt: skip
    group.add_argument("--verbose", action="store_true", help=message("with every rule that did not run, and why"))


def add_engagement_options(group: Any) -> None:
    """What verifier and maker agree before the work."""
    group.add_argument("--threshold", type=number_of, metavar="PERCENT",
                       help=message("what is material, in percent of the total (default 5)"))  # fmt: skip
    group.add_argument("--assurance", choices=("limited", "reasonable"),
                       help=message("the level of assurance (default limited)"))  # fmt: skip
    group.add_argument(
        "--nonce", metavar="HEX", help=message("random digits of the verifier that the sample is drawn with")
    )


def verify_bundles(options: argparse.Namespace) -> int:
    """One bundle, or every bundle of a folder. Exit status 1 where a finding is open that is critical or major."""
    if len(options.products) != 1:
        raise ScenarioError(
            message("give one bundle, or one folder of bundles: {listed}", listed=enumerated(options.products))
        )
    path = Path(options.products[0])
    if path.is_dir():
        return _folder(path, options)
    if not path.is_file():
        raise ScenarioError(message("there is no file {file}; give its path from the folder you are in", file=path))
    from lca_models.reporting.verification.received import workplace
    from lca_models.reporting.verification.telling.programs import verification_document
    from lca_models.reporting.verification.telling.terminal import verification_text

    wanted, study = wanted_of(options), open_study()
    with workplace(study.base) as work:
        found = verify_file(path, study, work, wanted)
        print_result(
            options, lambda: verification_document(found), lambda: verification_text(found, verbose=options.verbose)
        )
        if options.out:
            _write(options.out, found)
    return 1 if found.fails else 0


def verify_file(path: Path, study: Study, work: Path, wanted: Wanted) -> BundleVerification:
    """A bundle of a file verified. Raises ScenarioError for a file that is larger than any bundle."""
    from lca_models.reporting.declaration.archive import ArchiveError, read_archive_file
    from lca_models.reporting.verification.one_bundle import verify_bundle

    try:
        content = read_archive_file(path)
    except ArchiveError as error:
        raise ScenarioError(f"{path}: {error}") from None
    return verify_bundle(content, path.name, study, work, wanted)


def wanted_of(options: argparse.Namespace) -> Wanted:
    """How the command line asks to verify. Raises ScenarioError with every word that is none."""
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.case import Engagement
    from lca_models.reporting.verification.one_bundle import Wanted

    problems, nonce, named = [], options.nonce or "", getattr(options, "named_hash", None) or ""
    if nonce and not _HEX.fullmatch(nonce):
        problems.append(message("--nonce is '{text}'; give hexadecimal digits, two for each byte", text=nonce))
    if named and not _HASH.fullmatch(named):
        problems.append(message("--hash is '{text}'; give the 64 hexadecimal digits of manifest.sha256", text=named))
    if options.threshold is not None and not 0 < options.threshold < 100:
        problems.append(
            message("--threshold is {percent}; give percent above 0 and below 100", percent=options.threshold)
        )
    if problems:
        raise ScenarioError("\n".join(problems))
    given = getattr(options, "findings", None)
    file = read_findings(given) if given is not None else None
    agreed = file.engagement if file else Engagement()
    share = agreed.threshold_share if options.threshold is None else options.threshold / 100
    level = options.assurance or agreed.assurance
    return Wanted(Engagement(share, level), named, nonce, file, getattr(options, "fast", False))


def _write(folder: Path, found: BundleVerification) -> None:
    from lca_models.inventory.files.commit import write_files
    from lca_models.reporting.verification.telling.paper import report_files

    files, problems = report_files(found)
    if found.wanted.file is not None:
        from lca_models.reporting.verification.telling.merged import merged_files

        merged, more = merged_files(found)
        files, problems = {**files, **merged}, list(dict.fromkeys([*problems, *more]))
    write_files(folder, files)
    for problem in problems:
        tell(problem)
    told(folder, files)


def _folder(path: Path, options: argparse.Namespace) -> int:
    from lca_models.reporting.verification.folder import verify_folder
    from lca_models.reporting.verification.telling.of_folder import folder_document, folder_text

    if options.findings is not None or options.named_hash:
        raise ScenarioError(message("--findings and --hash are of one bundle; leave them out for a folder"))
    found = verify_folder(path, open_study(), wanted_of(options))
    print_result(options, lambda: folder_document(found), lambda: folder_text(found))
    if options.out:
        from lca_models.commands.output import document_text
        from lca_models.inventory.files.commit import write_files

        files = {"verification.json": document_text(folder_document(found)).encode()}
        write_files(options.out, files)
        told(options.out, files)
    return 1 if found.fails else 0


def changes_of_bundles(options: argparse.Namespace) -> int:
    """What changed from one bundle of a product to another, and what each change did to the result."""
    from lca_models.reporting.verification.editions.again import recalculation
    from lca_models.reporting.verification.editions.difference import difference_of
    from lca_models.reporting.verification.editions.words import difference_text
    from lca_models.reporting.verification.received import workplace

    old, new = (_bundle_of(path) for path in (options.old, options.new))
    study = open_study()
    with workplace(study.base) as work:
        found = difference_of(old, new, recalculation(old, new, study, work))
    print_result(options, found.document, lambda: difference_text(found))
    return 0


def _bundle_of(path: Path) -> Bundle:
    """A bundle that others are compared with. Raises ScenarioError for what is none."""
    from lca_models.reporting.declaration.archive import ArchiveError
    from lca_models.reporting.verification.received import receive

    if path.suffix.lower() != ENDING or not path.is_file():
        raise ScenarioError(
            message("{path} is no bundle (.zip); give two bundles, or two folders of inventories", path=path)
        )
    try:
        return receive(path).bundle
    except ArchiveError as error:
        raise ScenarioError(f"{path}: {error}") from None
