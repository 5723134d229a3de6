"""A BW2Package is read with its parameters and categories, whatever wrote it, and nothing of it runs."""

import pytest

from lca_models.inventory.formats.reading import bw2package
from lca_models.inventory.formats.reading.bw2package import PARAMETERS, PROJECT_PARAMETERS, read
from lca_models.inventory.formats.writing.bw2package import package_bytes, package_object
from lca_models.inventory.system.rows import ProjectError

CO2, CELL = ("d", "co2"), ("d", "cell")
EMITS = {"input": CO2, "output": CELL, "type": "biosphere", "amount": 2, "loc": float("nan"), "scale": 0.1}
BUYS = {"input": ("ecoinvent", "x1"), "type": "technosphere", "amount": 1.5, "formula": "2 * mass_kg"}


def database(data=None, **metadata):
    cell = {"name": "cell", "exchanges": (EMITS, BUYS), "id": 7, "parameters": {"own_share": {"amount": 0.5}}}
    flow = {"name": "co2", "type": "emission", "categories": ["air"], "exchanges": []}
    return package_object("Database", "d", metadata, {CO2: flow, CELL: cell} if data is None else data)


def method(rows, name=("c", "gwp")):
    return package_object(
        "Method", name, {"unit": "kg", "abbreviation": "c.1", "num_cfs": 1, "lca_models_id": "gwp"}, rows
    )


def written(tmp_path, *objects):
    """As bw2io writes it: numbers that are none stand there as NaN."""
    import bz2
    import json

    from lca_models.inventory.formats.writing.bw2package import marked

    path = tmp_path / "some.bw2package"
    path.write_bytes(bz2.compress(json.dumps([marked(one) for one in objects]).encode()))
    return path


def test_processes_parameters_and_categories_are_read(tmp_path):
    shared = {PARAMETERS: [{"name": "mass_kg", "amount": 3.0}], PROJECT_PARAMETERS: [{"name": "all_x", "amount": 1.0}]}
    rows = [(CO2, 1.0), (CO2, {"amount": 2.0, "scale": 0.1}, "CN")]
    (file,) = read(written(tmp_path, database(unit=5, read_only=True, processed="x", **shared), method(rows)))
    assert (file.database, file.metadata, file.notes) == ("d", {"unit": 5}, ())
    assert (file.database_parameters, file.project_parameters) == tuple(shared.values())
    cell, flow = file.datasets
    assert (flow["code"], flow["categories"], flow["type"]) == ("co2", ("air",), "emission")
    assert cell["parameters"] == [{"name": "own_share", "amount": 0.5}]
    emits, buys = cell["exchanges"]
    assert emits == {"input": CO2, "type": "biosphere", "amount": 2, "scale": 0.1}
    assert (buys["name"], buys["database"], buys["input"]) == ("x1", "ecoinvent", ("ecoinvent", "x1"))
    (found,) = file.methods
    assert (found.name, found.metadata, found.factors) == (("c", "gwp"), {"unit": "kg"}, tuple(rows))


@pytest.mark.parametrize(
    ("module", "name"),
    [("bw2data.backends.base", "SQLiteBackend"), ("bw2data.backends.single_file.database", "SingleFileDatabase"),
     ("bw_functional.database", "FunctionalSQLiteDatabase"), ("bw2data.backends.peewee.database", "SQLiteBackend")],
)  # fmt: skip
def test_databases_of_every_backend_are_databases(tmp_path, module, name):
    (file,) = read(written(tmp_path, {**database(), "class": {"module": module, "name": name}}))
    assert len(file.datasets) == 2


@pytest.mark.parametrize(
    ("module", "name"),
    [("bw2data.utils", "download_file"), ("bw2data.backends.base", "importlib"), ("os", "system"), ("bw2io", "BW2Package")],
)  # fmt: skip
def test_a_class_that_is_no_store_is_refused_and_not_imported(tmp_path, module, name, monkeypatch):
    monkeypatch.setattr("importlib.import_module", lambda *_: pytest.fail("imported"))
    with pytest.raises(ProjectError, match=rf"some\.bw2package: object 1 .* asks for {module}\.{name}"):
        read(written(tmp_path, {**database(), "class": {"module": module, "name": name}}))


def test_weights_are_left_out_with_a_note_and_several_databases_are_several(tmp_path):
    weights = {**package_object("Method", ("w",), {}, [1.0]), "class": {"module": "bw2data", "name": "Weighting"}}
    other = package_object("Database", "e", {}, {("e", "p"): {"name": "p", "exchanges": []}})
    first, second = read(written(tmp_path, database(), other, weights))
    assert (first.database, second.database) == ("d", "e")
    assert first.notes == ("1 sets of weights or normalizations are left out",)


def test_every_fault_is_named_with_its_process_and_exchange(tmp_path):
    rows = [
        {},
        5,
        {"input": CO2},
        {"input": CO2, "type": "biosphere"},
        {**EMITS, "scale": "much"},
        {**EMITS, "amount": True},
    ]
    data = {CELL: {"name": "cell", "exchanges": rows}, ("e", "x"): {}, ("d", "y"): 5, ("d", "z"): {"exchanges": 5},
            ("d", "m"): {"type": "multifunctional", "parameters": 5}}  # fmt: skip
    with pytest.raises(ProjectError) as error:
        read(written(tmp_path, database(data), method([(CO2, "x")])))
    lines = str(error.value).splitlines()
    assert all(line.startswith("some.bw2package: ") for line in lines)
    expected = (
        "process 'cell', exchange 1: input", "exchange 2: it is no exchange", "exchange 3: type", "exchange 4: amount",
        "exchange 5: scale", "exchange 6: amount", "is no key of the database", "'y' is no process", "'z' holds no list",
        "'multifunctional', which no plain", "its parameters are no list", "'c|gwp' has a factor",
    )  # fmt: skip
    for said in expected:
        assert any(said in line for line in lines), said


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"BZh9", package_bytes([method([(CO2, 1.0)])])])
def test_what_holds_no_database_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "some.bw2package"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=r"^some\.bw2package"):
        read(path)


def test_a_file_beyond_any_database_is_not_opened(tmp_path, monkeypatch):
    path = written(tmp_path, database())
    monkeypatch.setattr(bw2package, "ALLOWED", bw2package.Allowed(10, 10, {}))
    with pytest.raises(ProjectError, match="larger than 10 bytes"):
        bw2package.look_at(path)
