"""The command of `lca-models` that recalculates results with other programs: verify."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lca_models.commands.declaring.bundles import add_bundle_options, is_bundle, verify_bundles
from lca_models.commands.options import add_allow_incomplete, open_study, warn_of_strangers, whole_of
from lca_models.commands.output import print_result
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import headed
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.projects.places import ProjectPlace


def add_verification_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    verify = commands.add_parser(
        "verify",
        help=message("a bundle from itself alone; or totals and contributions beside bw2calc, NumPy and bw2analyzer"),
    )
    verify.add_argument(
        "products",
        nargs="*",
        metavar="PRODUCT",
        help=message(
            "BUNDLE.zip or a folder of bundles; or product ids, data sheets, PROJECT:DATABASE/CODE (default: all products)"
        ),
    )
    verify.add_argument("--method", metavar="M", help=message("impact category"))
    verify.add_argument(
        "--top", type=whole_of, default=5, metavar="N", help=message("processes and flows to show (default 5 of each)")
    )
    add_allow_incomplete(verify)
    verify.add_argument("--json", action="store_true", help=message("print one JSON document"))
    add_bundle_options(verify)
    verify.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    if any(map(is_bundle, options.products)):
        return verify_bundles(options)
    from lca_models.impact.assessment import assess
    from lca_models.impact.completeness import remarks
    from lca_models.impact.methods import default_method
    from lca_models.reporting.verification.contributions import verify
    from lca_models.reporting.verification.data_sheets import verify_data_sheet

    if options.top < 1:
        raise ScenarioError(message("--top is {top}; give a number of rows of at least 1", top=options.top))
    study = open_study()
    found, notes = {}, []
    opened: list[ProjectPlace] = []
    for product in options.products or study.products:
        setup = CalculationSetup(product, method=options.method, allow_incomplete=options.allow_incomplete)
        system = study.resolve(setup).system
        system = system.before_rules or system  # Brightway knows the values of the project, not those of a rule set
        method = options.method or default_method(system)
        assessment = assess(system, method=method, allow_incomplete=options.allow_incomplete)
        place = study.place_of(product)
        if place not in opened:
            warn_of_strangers(place)
            opened.append(place)
        if setup.kind == DATA_SHEET:
            found[product] = verify_data_sheet(system, place, method, allow_incomplete=options.allow_incomplete)
        else:
            found[product] = verify(assessment, place.base, place.name)
        notes += [headed(product, remark) for remark in remarks(assessment)]
    document = {"products": {name: one.document() for name, one in found.items()}, "notes": notes}
    text = "\n\n".join(f"{name}\n{one.text(options.top)}" for name, one in found.items())
    print_result(options, lambda: document, lambda: text, notes)
    return 0 if all(one.holds for one in found.values()) else 1
