"""Parameters with whose word each value is."""

from lca_models.reporting.declaration.bundle import PARAMETERS, SOURCES
from lca_models.reporting.declaration.table import read_csv


def test_what_the_maker_gives_stands_with_its_cell_and_the_value_of_the_release(nmc_listed, nmc_declared):
    rows = {row["name"]: row for row in read_csv(nmc_listed[PARAMETERS])}
    given = {name for name, row in rows.items() if row["whose"] == "given"}
    assert nmc_declared.pack.given_names <= given
    energy = rows[nmc_declared.result.system.shipped_product.rated_energy]
    assert (float(energy["value"]), energy["written"], energy["document"][:2]) == (82.0, "82 kWh", "E1")
    assert float(energy["release"]) == 80.0


def test_a_released_value_is_that_of_the_release(nmc_listed):
    rows = [row for row in read_csv(nmc_listed[PARAMETERS]) if row["whose"] == "release"]
    assert len(rows) > 50
    assert all(float(row["value"]) == float(row["release"]) and row["source"] for row in rows)


def test_sources_stand_with_their_licences(nmc_listed):
    rows = read_csv(nmc_listed[SOURCES])
    assert rows
    assert all(row["licence"] and int(row["rows"]) for row in rows)
