"""Rows of a Brightway project, read from its files in double precision, without Brightway."""

import pickle
import sqlite3

import pytest

from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.inventory.system.soundness import check_project


def refused(project, match):
    with pytest.raises(ProjectError, match=match) as raised:
        project.system()
    return str(raised.value)


def test_a_backend_other_than_sqlite_is_refused(toy_copy):
    toy_copy.brightway.databases["raw_materials"]["backend"] = "functional_sqlite"
    toy_copy.brightway.databases.flush(signal=False)

    refused(toy_copy, "'raw_materials' has the backend 'functional_sqlite'.*duplicate it into an sqlite database")


def test_a_pickle_that_could_run_code_is_not_opened(toy_copy):
    class Malicious:
        def __reduce__(self):
            return (print, ("executed",))

    path = toy_copy.folder / "lci" / "databases.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE activitydataset SET data = ? WHERE code = 'pack_toy'", (pickle.dumps(Malicious()),))
    connection.close()

    with pytest.raises(
        ProjectError,
        match=r"manufacturing/pack_toy cannot be read safely: it holds <builtins\.print> in place of its fields",
    ):
        toy_copy.rows()


@pytest.mark.parametrize("file", ["lci/databases.db", "parameters.db", "databases.json"])
def test_a_damaged_file_is_named_with_a_remedy(toy_study, copy_base, file):
    folder = copy_base / toy_study.current.folder
    (folder / file).write_bytes(b"not what it was" * 100)

    with pytest.raises(ProjectError, match="lca-models build --force"):
        read_project_rows(folder)


def test_checks_read_but_never_write(toy_copy):
    before = {path: path.read_bytes() for path in toy_copy.folder.rglob("*") if path.is_file()}
    check_project(toy_copy.rows())
    build_product_system(toy_copy.rows(), ("recycling", "life_cycle_toy"))

    assert {path: path.read_bytes() for path in toy_copy.folder.rglob("*") if path.is_file()} == before


def amounts(rows):
    return {(row.process, row.input, row.type): row.amount for row in rows.exchanges}


def test_rows_are_read_in_double_precision(toy_study):
    """0.6 becomes 0.6000000238 in Brightway's processed arrays"""
    rows = read_project_rows(toy_study.base / toy_study.current.folder)

    assert amounts(rows)[("raw_materials", "nickel_sulfate"), ("elementary_flows", "ghg_co2e_ar6"), "biosphere"] == 0.6


def test_the_location_whose_factors_count_is_that_of_the_preferences(toy_copy):
    """As in bw2calc: with another global location, factors of GLO are those of one location."""
    toy_copy.brightway.preferences["global_location"] = "RoW"
    toy_copy.brightway.geomapping.add({"RoW"})
    name = ("climate change", "GWP100", "IPCC AR6")
    method = toy_copy.brightway.Method(name)
    (flow, _), (other, _), *_ = method.load()
    method.write([(flow, 1.5, "RoW"), (flow, 9.0, "GLO"), (other, 4.0)])
    found = next(one for one in toy_copy.rows().methods if one.name == name)

    assert [factor for _, factor in found.factors] == [1.5, 4.0]
    assert len(found.regional) == 1
