"""Tables in memory, and those with some of their changes alone."""

from datetime import date

import pytest
from releases_of_tables import MASS, NICKEL

from lca_models.inventory.tables.changes import compare_tables
from lca_models.inventory.tables.reading import read_tables, tables_hash
from lca_models.programme.releases.moves.studies import has_others, mixed, study_of, units_of
from lca_models.programme.releases.rows import compared
from lca_models.scope.calculation_setup import CalculationSetup
from tests.conftest import TINY_INVENTORY

DAY = date(2026, 1, 1)
COBALT = (
    ("raw_materials/processes.csv", "electricity_cn_gd",
     "cobalt_sulfate,cobalt sulfate production,cobalt sulfate,kg,CN,,aggregated,none,\nelectricity_cn_gd"),
    ("raw_materials/exchanges.csv", "electricity_cn_gd,b",
     "cobalt_sulfate,biosphere,co2_fossil,5,kg,,,pedigree,,,,1-1-1-1-1,Example,worked example,literature,\n"
     "electricity_cn_gd,b"),
)  # fmt: skip


def score(folder):
    return study_of(folder, DAY).footprint(CalculationSetup("toy")).assessment.score


def test_tables_in_memory_are_the_project_built_of_them(toy_study):
    """Stages 6, 5, 0 and -4.4 kg: 6.6."""
    assert score(TINY_INVENTORY) == pytest.approx(6.6)
    assert score(TINY_INVENTORY) == toy_study.footprint(CalculationSetup("toy")).assessment.score


def test_one_change_alone_is_the_tables_with_it_alone(edition, tmp_path):
    both, one = edition(NICKEL, MASS), edition(MASS)
    found = compared(TINY_INVENTORY, both)
    (mass,) = [unit for unit in units_of(found) if unit[0].row.place.table == MASS[0]]
    folder = mixed(found, mass, b"", tmp_path / "mixed")
    assert compare_tables(read_tables(one), read_tables(folder)) == ()
    assert score(folder) == score(one) != score(both)


def test_what_changes_stand_on_is_in_the_tables_before_them(edition, tmp_path):
    found = compared(TINY_INVENTORY, edition(*COBALT, NICKEL))
    assert has_others(found)
    assert len(units_of(found)) == 1
    assert score(mixed(found, [], b"", tmp_path / "none")) == score(TINY_INVENTORY)


def test_each_content_of_tables_is_a_study_of_its_own(edition):
    one = study_of(edition(NICKEL), DAY)
    assert one.rows.rows_hash == tables_hash(one.root) != study_of(TINY_INVENTORY, DAY).rows.rows_hash
