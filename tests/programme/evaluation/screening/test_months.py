"""Months of meters that no log has."""

import pytest

from lca_models.programme.evaluation.screening.months import SCREENS
from lca_models.programme.evaluation.screening.screened import Screened

GOOD = [6840, 5700, 7980, 7885, 7885, 8075, 8265, 8265, 8170, 8075, 8740, 9120]
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def power(amounts):
    return {f"meters.0.months.{month}": str(amount) for month, amount in zip(MONTHS, amounts, strict=True)}


@pytest.mark.parametrize(("rule", "amounts", "count"), [
    ("SCR-02", [9_300_000 + 1000 * (at % 3) for at in range(12)], 1),
    ("SCR-02", [4_000_000 + 700 * one for one in GOOD], 0),
    ("SCR-03", [4_000_000 + 700 * one for one in GOOD], 0),
    ("SCR-03", [4_000_000 + 700 * one for one in (GOOD[-1], *GOOD[:-1])], 1),
    ("SCR-03", [9_300_000] * 12, 0),  # follows nothing at all
])  # fmt: skip
def test_a_meter_is_asked_about_that_follows_no_output_or_that_of_the_month_before(cases, rule, amounts, count):
    edits = {
        "meters.1": {"id": "M2", "item": "nitrogen", "unit": "kg", "year_total": "1000"},
        "certificates": [],
        **power(amounts),
    }
    found = [one for _, one in SCREENS[rule]([Screened("x", cases.of(edits))]) if one.pointer == "/meters/0"]

    assert len(found) == count
