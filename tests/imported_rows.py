"""Files as the rows of a project that would hold them beside those of another: an import without Brightway, in a second."""

from dataclasses import replace

from lca_models.inventory.formats.categories import factors_told
from lca_models.inventory.formats.imported import check_files
from lca_models.inventory.formats.linking.exact import link_exchanges
from lca_models.inventory.formats.linking.likeness import Target
from lca_models.inventory.formats.reading import by_ending
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ExchangeRow, Group, MethodRow, Node, ParameterRow

FAR = 10**9  # ids of what files bring


def rows_with(path, rows):
    """The rows of a project with the databases of a file, every exchange linked, and its impact categories."""
    files = by_ending.read(path)
    check_files(files)
    datasets = {file.database: file.datasets for file in files}
    assert not link_exchanges(datasets, [Target(node.key, {**node.data, "type": node.type}) for node in rows.nodes])
    nodes, exchanges, groups, parameterized = [], [], {}, {}
    parameters = [ParameterRow(one["name"], file.database, one["amount"], one.get("formula", ""), one)
                  for file in files for one in file.database_parameters]  # fmt: skip
    for file in files:
        for one in file.datasets:
            key = (file.database, one["code"])
            kept = {
                name: value
                for name, value in one.items()
                if name not in ("exchanges", "parameters", "code", "database")
            }
            nodes.append(Node(FAR + len(nodes), key, one.get("type") or "process", kept))
            group = "/".join(key)
            groups[group] = Group(group, True, (), frozenset({key}))
            parameters += [ParameterRow(own["name"], group, own["amount"], own.get("formula", ""), own)
                           for own in one["parameters"]]  # fmt: skip
            for row in one["exchanges"]:
                formula = row.get("formula", "")
                exchanges.append(ExchangeRow(FAR + len(exchanges), key, tuple(row["input"]), row["type"], row["amount"],
                                             formula, row))  # fmt: skip
                if formula:
                    parameterized[exchanges[-1].id] = (group, formula)
    methods = tuple(MethodRow(one.name, dict(one.metadata), tuple(row[:2] for row in one.factors))
                    for file in files for one in file.methods)  # fmt: skip
    told = [((file.database, one["code"]), factors_told(one)) for file in files for one in file.datasets]
    known = tuple(replace(one, factors=(*one.factors, *((key, said[one.name]) for key, said in told if one.name in said)))
                  for one in rows.methods)  # fmt: skip
    return replace(
        rows, nodes=(*rows.nodes, *nodes), exchanges=(*rows.exchanges, *exchanges),
        parameters=(*rows.parameters, *parameters), parameterized={**rows.parameterized, **parameterized},
        groups={**rows.groups, **groups}, methods=(*known, *methods),
        databases={**rows.databases, **{file.database: {"backend": "sqlite"} for file in files}},
    )  # fmt: skip


def system_of(path, rows, title):
    """The product system of the process of a name in a file."""
    found = rows_with(path, rows)
    keys = [node.key for node in found.nodes[len(rows.nodes) :] if node.data.get("name") == title]
    assert len(keys) == 1
    return build_product_system(found, keys[0])
