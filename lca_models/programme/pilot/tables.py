"""The score of pilots as tidy tables in words of either language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lca_models.programme.pilot.kinds import HONEST, UNSOUGHT, kinds
from lca_models.programme.pilot.scoring import Event, Recall, Score, events_of, precisions, recall_of, recalls, sought
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    import pandas as pd

UNIT = "1"
WEIGHT = "kg CO2e/pack"


def recall_table(events: Sequence[Event]) -> pd.DataFrame:
    """What was found, one row a kind: name, group, sought, planted, found, by_seekers, share, low, high, half, unit (of the
    shares) and planted_kg, found_kg (kg CO2e per pack, summed over sheets).

    `half`: the share of a result from which half of the errors are found; empty where that cannot be told.
    """
    import pandas as pd

    return pd.DataFrame([_row(one) for one in recalls(events)])


def _row(one: Recall) -> dict[str, object]:
    kind = kinds()[one.kind]
    return {
        "kind": kind.id,
        "name": f"{kind.id} {in_language(kind.english, kind.chinese)}",
        "group": kind.group,
        "sought": bool(kind.sought_by),
        "planted": one.planted,
        "found": one.found,
        "by_seekers": one.by_seekers,
        "share": one.share,
        "low": one.interval.low,
        "high": one.interval.high,
        "elsewhere": one.elsewhere,
        "half": one.half,
        "unit": UNIT,
        "planted_kg": one.planted_kg,
        "found_kg": one.found_kg,
    }


def summary_table(scores: Sequence[Score]) -> pd.DataFrame:
    """The whole in a few rows: what, count, of, share, low, high (0 to 1), unit.

    Errors that a rule seeks, and of these honest ones and frauds; those that none seeks; all; clean sheets with a finding
    that is major or worse, and minor or worse.
    """
    import pandas as pd

    from lca_models.programme.evaluation.indicators.proportions import share_of

    events = [event for one in scores for event in events_of(one)]
    wanted = sought(events)
    parts = (
        (message("errors that a rule seeks, found"), wanted),
        (message("of these honest ones"), [one for one in wanted if kinds()[one.kind].group == HONEST]),
        (message("of these frauds"), [one for one in wanted if kinds()[one.kind].group not in (HONEST, UNSOUGHT)]),
        (message("errors that no rule seeks, found"), [one for one in events if not kinds()[one.kind].sought_by]),
        (message("all errors, found"), events),
    )
    rows = [
        (name, found.found, found.planted, found.interval) for name, part in parts for found in [recall_of(name, part)]
    ]
    clean = sum(len(one.clean) for one in scores)
    major = sum(len(one.flagged()) for one in scores)
    any_ = sum(len(one.flagged(("critical", "major", "minor"))) for one in scores)
    rows += [
        (message("clean sheets with a major finding"), major, clean, share_of(major, clean)),
        (message("clean sheets with any finding"), any_, clean, share_of(any_, clean)),
    ]
    return pd.DataFrame(
        [{"what": name, "count": count, "of": of, "share": one.value, "low": one.low, "high": one.high, "unit": UNIT}
         for name, count, of, one in rows]
    )  # fmt: skip


def missed_table(scores: Sequence[Score]) -> pd.DataFrame:
    """Errors that a rule seeks and nothing found, the heaviest first: kind, name, event, kg, share, elsewhere, unit (of kg)."""
    import pandas as pd

    missed = [one for score in scores for one in sought(events_of(score)) if not one.found]
    return pd.DataFrame(
        [
            {"kind": one.kind, "name": in_language(kinds()[one.kind].english, kinds()[one.kind].chinese), "event": one.event,
             "kg": one.kg, "share": one.share, "elsewhere": one.elsewhere, "unit": WEIGHT}
            for one in sorted(missed, key=lambda one: -one.kg)
        ],
        columns=["kind", "name", "event", "kg", "share", "elsewhere", "unit"],
    )  # fmt: skip


def precision_table(scores: Sequence[Score]) -> pd.DataFrame:
    """Rules by how often they are right, the busiest first: rule, findings, right, on_clean, share, unit."""
    import pandas as pd

    return pd.DataFrame(
        [{"rule": one.rule, "findings": one.findings, "right": one.right, "on_clean": one.on_clean, "share": one.share,
          "unit": UNIT} for one in precisions(scores)],
        columns=["rule", "findings", "right", "on_clean", "share", "unit"],
    )  # fmt: skip
