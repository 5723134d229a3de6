"""The command of `lca-models` that passes a product on: export; and the check of a payload, from whomever it is."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from lca_models.commands.extending.backgrounds import refuse_background
from lca_models.commands.extending.opened import OPENED, OpenedBundle
from lca_models.commands.options import calculate, calculation_options, open_study, path_of, warn_of_strangers
from lca_models.commands.output import document_text, print_result, tell
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.footprint import Footprint
    from lca_models.impact.study import Study
    from lca_models.reporting.payloads.attestation import Attestation

ALIKE = 1e-9  # relative, of what a bundle declares and of what it comes to here
FORMS = ("pact", "idta", "catenax-supplier", "catenax", "eu-article-7")
TOOL_FORMS = ("bw2package", "workbook", "openlca", "csv")  # the whole inventory of a product, for other tools
OF_BUYERS = {"ids": "--id", "placeholder_ids": "--placeholder-ids", "attestation": "--attestation"}
# Options by the name of their value. Workbooks of a project are written without a calculation.
OF_A_CALCULATION = {
    "rules": "--rules", "scenario": "--scenario", "province": "--province", "settings": "--set", "method": "--method",
    "amount": "--amount", "stages": "--stages", "allow_incomplete": "--allow-incomplete", "fade_curve": "--fade-curve",
    "replaced": "--replace", "replaced_stages": "--replace-stage",
}  # fmt: skip
WITH_FORM = OF_A_CALCULATION | {
    "json": "--json", "out": "--out", "ids": "--id", "placeholder_ids": "--placeholder-ids", "attestation": "--attestation",
}  # fmt: skip


def add_export_command(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    export = commands.add_parser(
        "export",
        help=message(
            "one product for its buyer (PACT, Catena-X, battery passport, EU) or for another tool (Brightway, Activity "
            "Browser, openLCA), or every database as a Brightway workbook"
        ),
        parents=[calculation_options(replaces=True)],
        conflict_handler="resolve",
    )
    export.add_argument("product", nargs="?", metavar="PRODUCT",
                        help=message("with --as: a product; without it the folder of the workbooks"))  # fmt: skip
    form = export.add_argument(
        "--as",
        dest="form",
        metavar="FORM",
        help=message(
            "the form that a buyer takes, one of {forms}: value, stages and metals, no recipe; or the whole inventory of the "
            "product for another tool: {tools}",
            forms=enumerated(FORMS), tools=enumerated(TOOL_FORMS),
        ),
    )  # fmt: skip
    form.completer = lambda **_given: (*FORMS, *TOOL_FORMS)
    export.add_argument(
        "--id",
        dest="ids",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=message(
            "company, company-id, product-id, bpnl, bpns, part, customer-part, plant, plant-address, eu-doc-id, study-url or "
            "period (2025-01); repeatable"
        ),
    )
    export.add_argument(
        "--placeholder-ids",
        action="store_true",
        help=message("placeholders for what is not known; the file is named a draft (FILE.draft.json)"),
    )
    export.add_argument(
        "--out", type=path_of, metavar="FILE",
        help=message("with --as: the file to write (default for a buyer: print it)"),
    )  # fmt: skip
    export.add_argument(
        "--attestation", type=path_of, metavar="FINDINGS.json",
        help=message("of a bundle: the findings file whose closed opinion the payload tells (pact, catenax)"),
    )  # fmt: skip
    export.add_argument(
        "--project", metavar="NAME", help=message("a Brightway project of this machine (default: the one in use)")
    )
    export.set_defaults(run=_export, usage=export.error, out_is_file=True)


def _export(options: argparse.Namespace) -> int:
    if options.form:
        return _export_product(options)
    from lca_models.inventory.formats.workbooks import export_databases

    if not options.product:
        options.usage(message("the following arguments are required: PRODUCT"))
    if idle := [written for name, written in WITH_FORM.items() if getattr(options, name)]:
        raise ScenarioError(
            message("{listed} would change nothing: {reason}", listed=message(" and ").join(idle),
                    reason=message("workbooks hold the whole project; give --as for one product"))
        )  # fmt: skip
    if options.project:
        from lca_models.inventory.projects.places import find_project

        place = find_project(options.project)
        warn_of_strangers(place)
    else:
        place = open_study().place
    for path in export_databases(place.base, place.name, path_of(options.product)):
        print(path)
    return 0


def _export_product(options: argparse.Namespace) -> int:
    """One product in the form of a buyer, into a file or onto stdout; or for another tool."""
    from datetime import UTC, datetime

    from lca_models.reporting.declaration.status import rule_set_status, status_words
    from lca_models.reporting.payloads.attestation import BLOCKS
    from lca_models.reporting.payloads.writing import export_document, form_named, write_export

    if options.project:
        reason = message("a product of a project is named as PROJECT:DATABASE/CODE")
        raise ScenarioError(message("{listed} would change nothing: {reason}", listed="--project", reason=reason))
    if options.form in TOOL_FORMS:
        return _export_for_tools(options)
    form = form_named(options.form, TOOL_FORMS)
    if options.out and options.out.suffix != ".json":
        raise ScenarioError(message("--out is '{file}'; give a file that ends with .json", file=options.out))
    if options.attestation is not None and form not in BLOCKS:
        reason = message("the form has no place for a verification; it is of: {forms}", forms=enumerated(BLOCKS))
        raise ScenarioError(message("{listed} would change nothing: {reason}", listed="--attestation", reason=reason))
    study, result = calculate(options)
    refuse_background(result)
    status, is_draft = status_words(rule_set_status(result.rule_set)), options.placeholder_ids
    attestation = None if options.attestation is None else _attestation(options, study, result)
    document = export_document(
        result, form, datetime.now(UTC), ids=options.ids, placeholders=is_draft, status=status, attestation=attestation
    )
    if options.out:
        pack = result.system.pack
        print(write_export(document, options.out, is_draft, pack is not None and pack.is_example))
    if options.json or not options.out:
        print(document_text(document))
    return 0


def _export_for_tools(options: argparse.Namespace) -> int:
    """The whole inventory of one product in the form of another tool, into a file."""
    from lca_models.inventory.formats.writing.by_form import contents_of, export_product

    if idle := [written for name, written in OF_BUYERS.items() if getattr(options, name)]:
        reason = message("they are of the forms that buyers take: {forms}", forms=enumerated(FORMS))
        raise ScenarioError(
            message("{listed} would change nothing: {reason}", listed=message(" and ").join(idle), reason=reason)
        )
    if options.out is None:
        raise ScenarioError(message("the form '{form}' is a file; name it with --out FILE", form=options.form))
    _, result = calculate(options)
    refuse_background(result)
    found = contents_of(result.system, result.assessment.parameters, result.assessment.amounts)
    report = export_product(found, options.form, options.out)
    print_result(options, report.document, report.text)
    return 0


def _attestation(options: argparse.Namespace, study: Study, result: Footprint) -> Attestation:
    """The closed opinion on the bundle that is exported.

    Raises ScenarioError where the result is not what the bundle declares, FindingsFileError with all that keeps the opinion
    from being told.
    """
    from lca_models.reporting.verification.assurance.attesting import attestation_of
    from lca_models.reporting.verification.assurance.findings_file import read_findings

    opened: OpenedBundle | None = getattr(options, OPENED, None)
    if opened is None:
        raise ScenarioError(
            message("--attestation is of an opinion on a bundle; name the bundle (.zip) as the product")
        )
    if result.resolved.asked != study.resolve(opened.inside.setup).asked or not math.isclose(
        sum(result.stages.values()), opened.total_kg(), rel_tol=ALIKE
    ):
        raise ScenarioError(
            message("the opinion is on what {file} declares, and other settings give another result; leave them out",
                    file=opened.file)
        )  # fmt: skip
    return attestation_of(read_findings(options.attestation), opened.hash)


def check_payload_file(options: argparse.Namespace) -> int:
    """Every problem of each payload in a file; 1 where there is one."""
    from lca_models.reporting.payloads.rules.files import check_lines

    attestation = None
    if options.attestation is not None:
        from lca_models.reporting.verification.assurance.attesting import attestation_of
        from lca_models.reporting.verification.assurance.findings_file import read_findings

        attestation = attestation_of(read_findings(options.attestation))
    lines, count = check_lines(options.path, options.form or "", attestation)
    print("\n".join(lines))
    if count:
        tell(message("{name}: problems: {count}", name=options.path.name, count=count))
    return int(bool(count))
