"""The score of one unit of every process, beside the accepted and the published."""

import pytest

from lca_models.interpretation.comparison.intensities import (
    FILE,
    check_intensities,
    check_published_factors,
    intensities_text,
    moved,
    process_intensities,
    read_intensities,
)
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.checks.snapshot import FOLDER
from lca_models.inventory.tables.reading import InventoryError, Place, Row, Table
from tests.conftest import TINY_INVENTORY

SCORES = {"electricity_cn_gd": 0.5, "electricity_cn_sc": 0.1, "electricity_cell_plant": 0.5, "nickel_sulfate": 0.6,
          "pack_toy": 4 + 10 * 0.6 + 2 * 0.5}  # fmt: skip


@pytest.fixture(scope="module")
def inventories():
    return load_inventories(TINY_INVENTORY).inventories


def test_every_process_has_its_score_also_those_that_no_product_buys(inventories):
    found = process_intensities(inventories)

    assert {*found} == {process.code for process in inventories.processes}
    assert {code: found[code] for code in SCORES} == pytest.approx(SCORES)


def test_what_was_accepted_is_read_again_and_what_moved_is_told(inventories, tmp_path):
    found = process_intensities(inventories)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_text(intensities_text(inventories, found), encoding="utf-8")

    assert list(check_intensities(tmp_path, inventories, found)) == []
    assert read_intensities(tmp_path / "nowhere") is None
    (problem,) = check_intensities(tmp_path, inventories, {**found, "nickel_sulfate": 6.0})
    assert str(problem).startswith("raw_materials/processes.csv:")
    assert "one unit of 'nickel_sulfate' scores 6, accepted is 0.6 kg CO2-eq" in str(problem)


def test_the_largest_move_comes_first_and_rounding_is_none():
    assert moved({"a": 1.0, "b": 2.0, "c": 0.0}, {"a": 1 + 1e-9, "b": 2.2, "c": 1e-15, "d": 1.0}) == [
        ("d", None, 1.0), ("b", 2.0, 2.2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "database\tprocess\n", "database\tprocess\tunit\tkg CO2-eq per unit\na\tb\tkg\tmany\n"]
)
def test_a_file_without_intensities_is_refused(tmp_path, text):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(InventoryError, match="holds no intensities"):
        read_intensities(tmp_path)


@pytest.mark.parametrize(("score", "count"), [(10.0, 0), (27.0, 0), (31.0, 1), (3.2, 1), (0.0, 1)])
def test_a_factor_of_three_from_a_published_one_is_told(score, count):
    row = Row(
        Place("published_materials.csv", 2),
        {"input": "graphite", "kg_co2e_per_kg": "10", "kit_inputs": "anode missing"},
    )
    table = Table("published_materials.csv", "published_materials", tuple(row.cells), (row,))

    assert len(list(check_published_factors((table,), {"anode": score}))) == count


def test_a_line_that_says_why_it_lies_apart_is_not_told():
    row = Row(
        Place("published_materials.csv", 2),
        {"input": "graphite", "kg_co2e_per_kg": "10", "kit_inputs": "anode", "apart": "Other furnaces"},
    )
    table = Table("published_materials.csv", "published_materials", tuple(row.cells), (row,))

    assert list(check_published_factors((table,), {"anode": 100.0})) == []
