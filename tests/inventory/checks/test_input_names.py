"""What stands for a background name exists, in the unit that its factor makes, or has a reason."""

from dataclasses import replace

import pytest

from lca_models.inventory.checks.input_names import KIND, check_input_names
from tests.shipped_tables import shipped_inventories, shipped_tables


def problems(**change):
    """Of the shipped table with its first row that has a target changed."""

    def changed(table):
        at = next(place for place, row in enumerate(table.rows) if row["target"] and row["kind"] == "technosphere")
        row = replace(table.rows[at], cells={**table.rows[at].cells, **change})
        return replace(table, rows=(*table.rows[:at], row, *table.rows[at + 1 :]))

    edited = tuple(changed(table) if table.kind == KIND else table for table in shipped_tables())
    return [str(one) for one in check_input_names(shipped_inventories(), edited)]


def test_the_shipped_table_keeps_the_rules():
    assert problems() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": "no_such_process"}, "'no_such_process' is not a known process"),
        ({"target": "co2_fossil"}, "'co2_fossil' is not a known process"),
        ({"target": ""}, "give a target, or the grade none"),
        ({"grade": "none"}, "give a target, or the grade none"),
        ({"grade": "proxy", "reason": ""}, "has no reason; say it"),
        ({"unit": "hour", "factor": ""}, "give the factor"),
    ],
)
def test_a_breach_is_named(change, said):
    (found,) = problems(**change)
    assert said in found
