"""What an imported project holds, and what nobody could calculate in it, by name."""

from pathlib import Path, PurePosixPath

from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.formats.new_project import _write_methods, made_of_nothing
from lca_models.inventory.system.rows import ExchangeRow, Node, ProjectRows, read_project_rows

CELL, PACK, ORPHAN, OLD = ("mine", "cell"), ("mine", "pack"), ("mine", "orphan"), ("kit", "old")


def rows(*exchanges):
    kinds = {CELL: "process", PACK: "process", ORPHAN: "product", OLD: "process"}
    nodes = tuple(Node(n, key, kind, {"unit": "kilogram"}) for n, (key, kind) in enumerate(kinds.items(), start=1))
    listed = tuple(ExchangeRow(n, *one, "", {}) for n, one in enumerate(exchanges, start=1))
    return ProjectRows(Path(), nodes, listed, (), {}, {}, (), {}, "")


def test_a_process_that_makes_nothing_and_a_product_that_nothing_makes_are_named():
    found = [*made_of_nothing(rows((CELL, CELL, "production", 0.0), (PACK, PACK, "production", 1.0),
                                   (PACK, ORPHAN, "technosphere", 1.0)), {"mine"})]  # fmt: skip
    assert found == [
        "'mine/cell' makes 0 kilogram, so nothing can be calculated of it; give its production an amount",
        "nothing makes the product 'mine/orphan', and 'mine/pack' buys it; give it a process",
    ]


def test_a_product_that_another_process_makes_and_faults_of_other_databases_are_none():
    found = rows((CELL, CELL, "production", 1.0), (PACK, ORPHAN, "production", 2.0), (OLD, OLD, "production", 0.0))
    assert [*made_of_nothing(found, {"mine"})] == []


def test_factors_come_along_as_they_are(tmp_path):
    """Distributions, locations, doubles and the location that counts; not what other packages keep with a factor."""
    gas, oil = ("flows", "gas"), ("flows", "oil")
    drawn = {"amount": 2.0, "uncertainty type": 3, "loc": 2.0, "scale": 0.5}
    bw2data = import_brightway(tmp_path)
    bw2data.projects.set_current("theirs", update=False)
    _write_flows(bw2data, "gas", "oil")
    bw2data.preferences["global_location"] = "RoW"
    bw2data.geomapping.add({"RoW", "CN"})
    method = bw2data.Method(("toy", "gwp"))
    method.register(unit="kg")
    method.write(
        [(gas, 1.5), (gas, drawn | {"seen": PurePosixPath("/x")}), (gas, 9.0, "CN"), (gas, 5.0, "GLO"), (oil, 4.0)]
    )
    theirs = read_project_rows(Path(bw2data.projects.dir))
    bw2data.projects.set_current("mine", update=False)
    _write_flows(bw2data, "gas")
    _write_methods(bw2data, theirs)
    mine = read_project_rows(Path(bw2data.projects.dir))
    close_databases(bw2data)

    (method,) = mine.methods
    assert [factor for _, factor in method.factors] == [1.5, 2.0]
    assert method.uncertain == {1: drawn}
    assert len(method.regional) == 2


def _write_flows(bw2data, *codes):
    database = bw2data.Database("flows")
    database.register()
    database.write({("flows", code): {"name": code, "unit": "kilogram", "type": "emission"} for code in codes})
