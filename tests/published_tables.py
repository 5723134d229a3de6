"""Tables of published models of packs, as tests write them."""

from typing import Any

from lca_models.inventory.tables.reading import Place, Row, Table


def table(kind: str, *rows: dict[str, Any]) -> Table:
    path = f"manufacturing/{kind}.csv"
    found = tuple(
        Row(Place(path, 2 + line), {name: str(value) for name, value in row.items()}) for line, row in enumerate(rows)
    )
    return Table(path, kind, tuple(rows[0]), found)


def material(name: str, mass: float, factor: float, codes: str, chemistry: str = "toy") -> dict[str, Any]:
    return {"chemistry": chemistry, "input": name, "kg_per_kwh": mass, "kg_co2e_per_kg": factor, "kit_inputs": codes}
