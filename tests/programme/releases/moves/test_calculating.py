"""What a release moves: three declarations under the shipped tables and under the same with two rows changed."""

from datetime import date
from pathlib import Path

import pytest
from evaluated_pilots import declaration
from releases_of_tables import HEAT, TEXT, files_of, replaced
from submitted_bundles import bundle_of_sheet

from lca_models.inventory.tables.changes import RowChange
from lca_models.inventory.tables.reading import Place, Row
from lca_models.programme.releases.moves.calculating import Versions, joined, moved
from lca_models.reporting.declaration.archive import archive_bytes
from tests.conftest import INVENTORIES

SHEET = Path(__file__).parents[4] / "notebooks/data_sheets/lfp_sichuan.yaml"
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def bundles():
    text = SHEET.read_text(encoding="utf-8")
    return {
        "a": bundle_of_sheet(text),
        "b": bundle_of_sheet(text, rules="eu-cfb-ev"),
        "c": archive_bytes({"declaration.json": b"{}"}),
    }


@pytest.fixture(scope="module")
def ones(bundles):
    return [declaration(own, f"c{own}", bundle=own * 64) for own in bundles]


@pytest.fixture(scope="module")
def found(bundles, ones, tmp_path_factory):
    files = files_of(INVENTORIES)
    versions = Versions(files, replaced(files, *HEAT))
    return moved(ones, lambda one: bundles[one.id], versions, tmp_path_factory.mktemp("work"), DAY)


def test_the_difference_is_split_over_tables_by_the_mean_over_both_orders(found):
    """Two tables: what they make only together is halved."""
    _, ones, _ = found
    for one in ones:
        gas, heat = one.by_rows
        together = one.difference - gas - heat
        assert gas > 0 < heat
        assert together > 0.01 * one.difference
        assert one.by_table == pytest.approx(
            {"energy/exchanges.csv": gas + together / 2, "raw_materials/graphite.csv": heat + together / 2}, rel=1e-9
        )


def test_declarations_are_calculated_under_their_own_rules_and_no_other_number_moves(found):
    units, ones, problems = found
    assert [[table for table, _ in unit] for unit in units] == [
        ["energy/exchanges.csv"],
        ["raw_materials/graphite.csv"],
    ]
    assert {one.id for one in ones} == {"a", "b"}
    assert ones[0].before["recycling"] > 0 > ones[1].before["recycling"]  # a credit by one of the rule sets
    assert ones[0].before["distribution"] == ones[0].after["distribution"]
    assert {own: said.splitlines()[0] for own, said in problems.items()} == {
        "c": "setup/setup.json is missing in the bundle, or is no JSON object"
    }


def test_a_patch_moves_nothing(bundles, ones, tmp_path):
    files = files_of(INVENTORIES)
    units, moved_ones, _ = moved(
        ones[:1], lambda one: bundles[one.id], Versions(files, replaced(files, *TEXT)), tmp_path, DAY
    )
    assert units == ()
    assert [one.difference for one in moved_ones] == [0]
    assert sum(moved_ones[0].by_table.values()) == 0


class Known:
    """Results that nobody calculates: a total for each unit, added up."""

    def __init__(self, *effects):
        self.effects = effects

    def results(self, parts):
        return {"x": {"manufacturing": 100.0 + sum(self.effects[part] for part in parts)}}


def unit(*tables):
    return tuple(RowChange("exchanges", (table,), None, Row(Place(table, 2), {}), ()) for table in tables)


def test_tables_that_share_a_unit_are_one_and_the_least_beyond_four_are_taken_together():
    units = [unit("a"), unit("b", "c"), unit("c"), unit("d"), unit("e"), unit("f")]
    known = Known(1.0, 8.0, 0.0, -5.0, 0.5, 3.0)
    assert joined(units, ["x"], known) == [
        ("a + e", frozenset({0, 4})), ("b + c", frozenset({1, 2})), ("d", frozenset({3})), ("f", frozenset({5})),
    ]  # fmt: skip
    assert joined(units[:3], ["x"], known) == [("a", frozenset({0})), ("b + c", frozenset({1, 2}))]
    assert joined([], ["x"], known) == []
