"""Two Brightway projects of somebody else, built through bw2data, and what bw2calc says of their processes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.reporting.verification.witnesses import calculated_lca

CELLS, PLAIN = "my: cells/2024", "plain"  # names of projects hold : and /
FOREGROUND, GRID, FLOWS = "LFP/NMC: line", "grid", "flows"
CELL, PACK, POWER, COAL = (FOREGROUND, "cell/1"), (FOREGROUND, "pack"), (GRID, "power"), (GRID, "coal")
GWP, ACID = ("IPCC 2021", "climate change", "GWP100"), ("EF v3.1", "acidification")


def build_projects(base: Path) -> None:
    """Both projects below a base folder of Brightway."""
    base.mkdir(parents=True, exist_ok=True)
    _build(import_brightway(base), CELLS, _cells)
    _build(import_brightway(base), PLAIN, _plain)


def _build(bd: Any, name: str, fill: Any) -> None:
    bd.projects.set_current(name, update=False)
    fill(bd)
    for database in bd.databases:
        bd.Database(database).process()
    close_databases(bd)


def _cells(bd: Any) -> None:
    """Cells buy packs of the same line back (a loop), power with a loss, and avoid coal; production is 2 kg a run."""
    _flows(bd, "co2", "so2")
    _write(bd, GRID, {
        "coal": _process(COAL, _emits("co2", 0.4, **_normal(0.4, 0.05)), location="CN"),
        "power": _process(POWER, _buys(COAL, 0.5), _buys(POWER, 0.06), _emits("so2", 0.002), unit="kilowatt hour"),
    })  # fmt: skip
    _write(bd, FOREGROUND, {
        "cell/1": _process(CELL, _buys(POWER, 6.0, formula="need * run"), _buys(PACK, 0.01), _emits("co2", 1.0, formula="leak"),
                           {"input": COAL, "type": "substitution", "amount": 0.2}, makes=2.0),
        "pack": _process(PACK, _buys(CELL, 3.0), _buys(POWER, 1.5, **_normal(1.5, 0.2))),
    })  # fmt: skip
    _method(bd, GWP, {"co2": 1.0, "so2": 0.0})
    _method(bd, ACID, {"so2": 1.31}, unit="mol H+-eq")
    parameters = bd.parameters
    parameters.new_project_parameters([{"name": "run", "amount": 2.0, **_normal(2.0, 0.1)}])
    parameters.new_database_parameters([{"name": "need", "amount": 3.0, **_normal(3.0, 0.3)}], FOREGROUND)
    cell = bd.get_activity(CELL)
    parameters.new_activity_parameters(
        [{"name": "leak", "amount": 1.0, "database": CELL[0], "code": CELL[1], **_normal(1.0, 0.2)}], "cell group"
    )
    parameters.add_exchanges_to_group("cell group", cell)
    parameters.recalculate()


def _plain(bd: Any) -> None:
    """One process, one impact category, a product that is a node of its own, and no parameter."""
    _flows(bd, "gas")
    _write(bd, "db", {
        "product": {"name": "a product", "unit": "unit", "type": "product"},
        "maker": {"name": "maker", "unit": "unit", "type": "process",
                  "exchanges": [{"input": ("db", "product"), "type": "production", "amount": 4.0}, _emits("gas", 1.0)]},
    })  # fmt: skip
    _method(bd, ("toy", "gwp"), {"gas": 1.0})


def _flows(bd: Any, *codes: str) -> None:
    _write(
        bd,
        FLOWS,
        {code: {"name": code, "unit": "kilogram", "type": "emission", "categories": ("air",)} for code in codes},
    )


def _write(bd: Any, name: str, data: Mapping[str, Any]) -> None:
    database = bd.Database(name)
    database.register()
    database.write({(name, code): one for code, one in data.items()}, process=False, check_typos=False)


def _method(bd: Any, name: tuple[str, ...], factors: Mapping[str, float], unit: str = "kg CO2-eq") -> None:
    method = bd.Method(name)
    method.register(unit=unit)
    method.write([((FLOWS, code), factor) for code, factor in factors.items()])


def _process(key: tuple[str, str], *inputs: dict[str, Any], makes: float = 1.0, unit: str = "kilogram",
             location: str = "CN") -> dict[str, Any]:  # fmt: skip
    made = {"input": key, "type": "production", "amount": makes}
    return {"name": f"making {key[1]}", "reference product": key[1], "unit": unit, "location": location,
            "exchanges": [made, *inputs]}  # fmt: skip


def _buys(key: tuple[str, str], amount: float, **more: Any) -> dict[str, Any]:
    return {"input": key, "type": "technosphere", "amount": amount, **more}


def _emits(code: str, amount: float, **more: Any) -> dict[str, Any]:
    return {"input": (FLOWS, code), "type": "biosphere", "amount": amount, **more}


def _normal(loc: float, scale: float) -> dict[str, Any]:
    return {"uncertainty type": 3, "loc": loc, "scale": scale}


def score_in_brightway(
    base: Path, project: str, key: tuple[str, str], method: tuple[str, ...], amount: float = 1.0
) -> float:
    """What bw2calc says of a process as the project stands."""
    bd = import_brightway(base)
    bd.projects.set_current(project, update=False)
    score = float(calculated_lca(bd, key, amount, method).score)
    close_databases(bd)
    return score
