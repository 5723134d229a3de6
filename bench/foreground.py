"""A parametrised foreground as rich as a real one, told to both sides from the same formulas.

31 provinces, 8 chemistries and 4 recycling routes as switches, a green-power share and 60 numbers: 104 parameters; some
150 activities and 1,100 formulas over products of a background. Formulas are plain arithmetic that Brightway, this kit
and SymPy read alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

DATABASE = "bench"
METHOD = ("climate change", "GWP100", "IPCC AR6")
PROVINCES, CHEMISTRIES, ROUTES, NUMBERS, PRODUCTS = 31, 8, 4, 60, 200


def foreground(seed: int = 0) -> dict[str, Any]:
    """Parameters (default, lowest, highest), background scores by product, and activities with their purchases."""
    generator = np.random.default_rng(seed)
    parameters = {f"in_province_{k}": (float(k == 0), 0.0, 1.0) for k in range(PROVINCES)}
    parameters |= {f"is_chemistry_{k}": (float(k == 0), 0.0, 1.0) for k in range(CHEMISTRIES)}
    parameters |= {f"by_route_{k}": (float(k == 0), 0.0, 1.0) for k in range(ROUTES)}
    parameters["green_power_share"] = (0.2, 0.0, 1.0)
    parameters |= {f"number_{k:02d}": (1.0, 0.8, 1.25) for k in range(NUMBERS)}

    def number() -> str:
        return f"number_{generator.integers(NUMBERS):02d}"

    def factor() -> str:
        return f"{generator.uniform(0.05, 0.5):.6g}"

    def purchases(count: int) -> list[tuple[str, str, str]]:
        forms = (
            lambda: f"{factor()} * {number()}",
            lambda: f"{factor()} * {number()} / {number()}",
            lambda: f"{factor()} * (1 + 0.1 * {number()}) * {number()}",
            lambda: f"{factor()} + {factor()} * {number()} * {number()}",
        )
        return [
            ("technosphere", f"product_{generator.integers(PRODUCTS)}", forms[generator.integers(len(forms))]())
            for _ in range(count)
        ]

    power = [("technosphere", f"product_{k}", f"in_province_{k} * (1 - green_power_share) * {factor()}")
             for k in range(PROVINCES)]  # fmt: skip
    activities: dict[str, list[tuple[str, str, str]]] = {
        "power": [*power, ("technosphere", "product_40", f"green_power_share * {factor()}")]
    }
    pack = [("technosphere", "power", f"{factor()} * {number()}")]
    for chemistry in range(CHEMISTRIES):
        cell = [*purchases(1), ("technosphere", "power", f"{factor()} * {number()}")]
        for part in range(13):
            code = f"part_{chemistry}_{part}"
            activities[code] = [*purchases(6), ("technosphere", "power", f"{factor()} * {number()} / {number()}")]
            cell.append(("technosphere", code, f"{factor()} * {number()}"))
        activities[f"cell_{chemistry}"] = cell
        pack.append(("technosphere", f"cell_{chemistry}", f"is_chemistry_{chemistry} * 10 / {number()}"))
    life = [("technosphere", "pack", "1.0 * number_00")]
    for route in range(ROUTES):
        steps = []
        for step in range(6):
            code = f"step_{route}_{step}"
            activities[code] = [*purchases(6), ("technosphere", "power", f"{factor()} * {number()}")]
            steps.append(("technosphere", code, f"{factor()} * {number()}"))
        credit = ("substitution", f"product_{route}", f"{factor()} * {number()}")
        activities[f"route_{route}"] = [*steps, credit]
        life.append(("technosphere", f"route_{route}", f"by_route_{route} * {number()}"))
    activities |= {"pack": [*pack, *purchases(6)], "life": life}
    background = {f"product_{k}": float(np.exp(generator.normal())) for k in range(PRODUCTS)}
    return {"parameters": parameters, "background": background, "activities": activities, "demand": "life"}


def product_system(model: dict[str, Any]) -> Any:
    """The product system of a foreground, from rows as Brightway would hold them."""
    from lca_models.inventory.system.product_system import build_product_system
    from lca_models.inventory.system.rows import ExchangeRow, Group, MethodRow, Node, ParameterRow, ProjectRows
    from lca_models.inventory.tables.formulas import evaluate

    defaults = {name: given[0] for name, given in model["parameters"].items()}
    flow = (DATABASE, "co2")
    nodes = [Node(1, flow, "emission", {"name": "co2"})]
    exchanges: list[ExchangeRow] = []

    def add(code: str, stage: str, rows: list[tuple[str, str, str | float]]) -> None:
        key = (DATABASE, code)
        nodes.append(Node(len(nodes) + 1, key, "processwithreferenceproduct", {"name": code, "stage": stage}))
        for kind, other, amount in [("production", code, 1.0), *rows]:
            formula = amount if isinstance(amount, str) else ""
            number = evaluate(formula, defaults) if formula else amount
            bought = (DATABASE, other)
            exchanges.append(ExchangeRow(len(exchanges) + 1, key, bought, kind, number, formula, {}))

    for code, score in model["background"].items():
        add(code, "", [("biosphere", "co2", score)])
    for code, rows in model["activities"].items():
        add(code, "recycling" if code.startswith(("route", "step", "life")) else "manufacturing", rows)
    with_formula = [one for one in exchanges if one.formula]
    rows = ProjectRows(
        folder=Path(),
        nodes=tuple(nodes),
        exchanges=tuple(exchanges),
        parameters=tuple(
            ParameterRow(name, "", given[0], "", {"kind": "number", "limits": list(given[1:])})
            for name, given in model["parameters"].items()
        ),
        parameterized={one.id: ("/".join(one.process), one.formula) for one in with_formula},
        groups={
            "/".join(key): Group("/".join(key), True, (), frozenset({key})) for key in {one.process for one in with_formula}
        },
        methods=(MethodRow(METHOD, {"unit": "kg CO2-eq"}, ((flow, 1.0),)),),
        databases={DATABASE: {"backend": "sqlite", "processed": "in memory"}},
        rows_hash="",
    )  # fmt: skip
    return build_product_system(rows, (DATABASE, model["demand"]), checked=True)


def parameter_values(model: dict[str, Any], n: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Random settings (n,) by parameter: one switch of each kind on, shares and numbers anywhere in their range."""
    generator = np.random.default_rng(seed)
    values = {}
    for prefix, count in (("in_province", PROVINCES), ("is_chemistry", CHEMISTRIES), ("by_route", ROUTES)):
        chosen = generator.integers(0, count, n)
        values |= {f"{prefix}_{k}": (chosen == k).astype(float) for k in range(count)}
    for name, (_, low, high) in model["parameters"].items():
        if name not in values:
            values[name] = generator.uniform(low, high, n)
    return values
