"""What nobody could calculate in an imported project, by name."""

from pathlib import Path

from lca_models.inventory.formats.new_project import made_of_nothing
from lca_models.inventory.system.rows import ExchangeRow, Node, ProjectRows

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
