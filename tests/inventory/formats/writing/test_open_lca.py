"""An archive for openLCA, as olca-schema reads it."""

import json
import zipfile

import olca_schema
import pytest
from olca_schema import zipio

from lca_models.inventory.formats.reading.open_lca import read
from lca_models.inventory.formats.writing.open_lca import identity, write


@pytest.fixture
def toy_archive(toy_contents, tmp_path):
    path = tmp_path / "toy.zip"
    path.write_bytes(write(toy_contents)[0])
    return path


def test_olca_schema_reads_processes_with_providers_units_and_parameters(toy_archive, toy_contents):
    with zipio.ZipReader(toy_archive) as reader:
        processes = [*reader.read_each(olca_schema.Process)]
        flows = {one.id: one for one in reader.read_each(olca_schema.Flow)}
        units = {unit.id for group in reader.read_each(olca_schema.UnitGroup) for unit in group.units}
        kinds = {one.id for one in reader.read_each(olca_schema.FlowProperty)}
        parameters = [*reader.read_each(olca_schema.Parameter)]
        categories = [*reader.read_each(olca_schema.ImpactCategory)]
    ids = {one.id for one in processes}
    rows = [row for one in processes for row in one.exchanges]
    assert len(processes) == 7
    assert all(sum(bool(row.is_quantitative_reference) for row in one.exchanges) == 1 for one in processes)
    assert all(row.flow.id in flows and row.unit.id in units and row.flow_property.id in kinds for row in rows)
    assert all(row.default_provider.id in ids for row in rows if row.default_provider)
    assert sum(bool(row.amount_formula) for row in rows) == len(toy_contents.system.formulas)
    assert len(parameters) == 3
    assert [len(one.impact_factors) > 0 for one in categories] == [True, True]


def test_units_are_those_of_openlcas_reference_data(toy_archive):
    """kWh are counted in openLCA's own group of energy, of which a kilowatt hour is 3.6 MJ"""
    with zipfile.ZipFile(toy_archive) as archive:
        groups = [json.loads(archive.read(name)) for name in archive.namelist() if name.startswith("unit_groups/")]
    found = {unit["name"]: unit["conversionFactor"] for group in groups for unit in group["units"]}
    assert found["kWh"] == 3.6
    names = {group["name"] for group in groups}
    assert {"Units of energy", "Units of mass"} <= names


def test_wastes_and_avoided_products_go_out_and_come_in_again(small_contents, tmp_path):
    path = tmp_path / "small.zip"
    path.write_bytes(write(small_contents())[0])
    (file,) = read(path)
    found = {
        one["name"]: {(row["type"], row["name"]): row["amount"] for row in one["exchanges"]} for one in file.datasets
    }
    assert found["made"] == {("production", "made"): 1.0, ("biosphere", "co2"): 2.0, ("substitution", "other"): 1.0,
                             ("technosphere", "waste"): -4.0}  # fmt: skip
    assert found["waste"][("production", "waste")] == -1.0


def test_ids_follow_from_what_they_name():
    assert identity("flow", "co2") == identity("flow", "co2") != identity("flow", "co", "2")
