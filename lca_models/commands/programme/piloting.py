"""A synthetic pilot: made from a seed, judged, and compared with what was planted in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import path_of, whole_of, words
from lca_models.commands.output import print_result, tell
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.programme.pilot.running import PilotRun

PLACE = ".lca-models-pilot"  # of work folders, below the base folder of Brightway
SHOWN = 10  # errors that nothing found, in the text


def add_pilot_actions(actions: Any) -> None:
    """Add the action that needs no registry: a pilot of made-up sheets."""
    one = actions.add_parser(
        "pilot", help=message("make a synthetic pilot with planted errors, judge it, and say what was found")
    )
    one.add_argument("--seed", type=whole_of, default=0, metavar="N", help=message("the seed (default 0)"))
    one.add_argument("--design", type=words, default="realistic",
                     help=message("realistic (errors by their rates) or balanced (as many of each kind)"))  # fmt: skip
    one.add_argument("--companies", type=whole_of, default=60, metavar="N",
                     help=message("companies, of six or seven packs each (default 60)"))  # fmt: skip
    one.add_argument("--out", type=path_of, required=True, metavar="FOLDER",
                     help=message("the folder of sheets, of what was planted and of what was found"))  # fmt: skip
    one.add_argument("--json", action="store_true", help=message("print one JSON document"))
    one.set_defaults(run=_pilot)


def _pilot(options: argparse.Namespace) -> int:
    from lca_models.impact.study import load_study
    from lca_models.inventory.files.leftovers import work_folder
    from lca_models.programme.pilot.folder import write_pilot
    from lca_models.programme.pilot.running import run_pilot
    from lca_models.programme.pilot.tables import missed_table, summary_table

    study = load_study()
    with work_folder(study.base / PLACE) as work:
        run = run_pilot(study, options.seed, work, options.design, companies=options.companies)
        write_pilot(run, options.out)
    summary, missed = summary_table([run.score]), missed_table([run.score])
    document = {
        "synthetic": True, "seed": options.seed, "design": options.design, "packs": len(run.pilot.declarations),
        "summary": summary.astype(object).where(summary.notna(), None).to_dict("records"),
        "missed": missed.astype(object).where(missed.notna(), None).to_dict("records"),
    }  # fmt: skip
    print_result(options, lambda: document, lambda: "\n".join(_lines(run, summary, missed)))
    tell(message("written to {folder}/", folder=options.out))
    return 0


def _lines(run: PilotRun, summary: pd.DataFrame, missed: pd.DataFrame) -> Iterator[str]:
    """What was found and what was not, for people."""
    pilot = run.pilot
    yield message("SYNTHETIC pilot, seed {seed}, {design}: {packs} sheets, {errors} errors", seed=pilot.seed,
                  design=pilot.design, packs=len(pilot.declarations), errors=len(pilot.errors))  # fmt: skip
    for row in summary[summary["of"] > 0].rename(columns={"count": "count_"}).itertuples():
        yield message("{what}: {count} of {of}, {share:.0%} ({low:.0%} to {high:.0%})", what=row.what, count=row.count_,
                      of=row.of, share=row.share, low=row.low, high=row.high)  # fmt: skip
    for row in missed.head(SHOWN).itertuples():
        yield message("missed: {kind} {name}, {event}, {kg:,.1f} kg CO2e per pack", kind=row.kind, name=row.name,
                      event=row.event, kg=row.kg)  # fmt: skip
