"""Published results beside ours: every value inside the range stated beside it, or listed as a miss with its reason."""

import csv
import re
from pathlib import Path

import pytest

from lca_models.interpretation.evidence.published import accepted_range, compare_with_published, read_published
from lca_models.inventory.tables.reading import find_inventories, read_table

TABLE = Path(__file__).parents[2] / "published" / "published_values.csv"
COLUMNS = [
    "id", "subject", "measure", "value", "low", "high", "unit", "boundary", "tolerance", "source", "locator", "independent",
    "note", "miss_explained",
]  # fmt: skip
MATERIALS = {
    "aluminium": ["aluminium_primary"],
    "lithium carbonate": ["lithium_carbonate"],
    "nickel sulfate": ["nickel_sulfate_class1"],
    "graphite": ["graphite_natural", "graphite_synthetic"],
    "LFP cathode": ["cathode_lfp"],
    "NMC cathode": ["cathode_nmc111", "cathode_nmc811"],
}


@pytest.fixture(scope="module")
def rows():
    return read_published(TABLE)


@pytest.fixture(scope="module")
def compared(shipped_study, rows):
    return compare_with_published(shipped_study, rows)


def test_the_table_has_its_columns_and_at_least_24_rows(rows):
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS
    assert len(rows) >= 24
    assert len({row["id"] for row in rows}) == len(rows)


def test_every_row_has_a_range_a_boundary_and_a_source(rows):
    known = {row["key"] for row in read_table(find_inventories(), "sources.csv").rows}
    for row in rows:
        low, high = accepted_range(row)
        assert 0 < low < high, row["id"]
        assert row["boundary"], row["id"]
        assert row["locator"], row["id"]
        assert row["independent"] in ("yes", "no"), row["id"]
        assert set(row["source"].split()) <= known, row["id"]


def test_point_values_and_ranges_are_not_mixed(rows):
    """A range of the source needs no tolerance of ours."""
    for row in rows:
        assert bool(row["low"]) == bool(row["high"]), row["id"]
        assert bool(row["low"]) != bool(row["tolerance"]), row["id"]


def test_every_value_is_inside_or_its_miss_is_explained(compared):
    unexplained = compared[~compared["inside"] & (compared["miss_explained"] == "")]
    assert unexplained.empty, "\n" + unexplained[["id", "low", "kit", "high"]].to_string()


def test_what_a_value_is_made_of_is_calculated_beside_it(compared):
    """the largest parts stand first, and none is larger than the value but for credits"""
    for row in compared.itertuples():
        parts = [float(part.rpartition(" ")[2]) for part in row.largest.split(", ")]
        assert 1 <= len(parts) <= 3, row.id
        assert parts == sorted(parts, key=abs, reverse=True), row.id
        assert parts[0] <= row.kit * 1.001, row.id


def test_reasons_of_misses_hold_no_amounts_of_the_kit(rows):
    """they would be true of one edition only; what the kit's value is made of is calculated"""
    assert [row["id"] for row in rows if re.search(r"kit has|per kWh", row["miss_explained"])] == []


def test_no_explained_miss_is_in_truth_inside(compared):
    stale = compared[compared["inside"] & (compared["miss_explained"] != "")]
    assert stale.empty, "\n" + stale[["id", "low", "kit", "high"]].to_string()


def test_every_shipped_chemistry_has_a_published_range_for_its_pack(shipped_study, compared):
    chemistries = {product.chemistry for product in shipped_study.products.values()}
    assert set(compared[compared["measure"] == "pack"]["subject"]) == chemistries


def test_every_lithium_chemistry_lies_inside_a_published_range_of_packs(compared):
    """Sodium-ion does not; its row says why."""
    packs = compared[compared["measure"] == "pack"]
    inside = packs.groupby("subject")["inside"].any()
    assert set(inside[~inside].index) <= {"naion"}


@pytest.mark.parametrize("material", MATERIALS)
def test_each_material_agrees_with_a_published_value(compared, material):
    found = compared[(compared["measure"] == "process") & compared["subject"].isin(MATERIALS[material])]
    assert found["inside"].any(), found[["id", "low", "kit", "high"]].to_string()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_row_is_called_by_its_subject_and_its_source_without_an_id(shipped_study, rows, language):
    """no code of a process or a chemistry, and no key of a source, stands on a figure"""
    names = compare_with_published(shipped_study, rows, language)["name"]
    ids = {row[column] for row in rows for column in ("id", "source")}
    ids |= {row["subject"] for row in rows if row["measure"] != "process"}  # chemistries; "steel" is a word as well

    assert [name for name in names if "_" in name or ids & set(re.split(r"[ ,，()]+", name))] == []
    assert all(re.search("[一-鿿]", name) for name in names) == (language == "zh")
