"""Random small Brightway databases of the kinds that other people keep, written through Brightway's own calls.

One project holds many of them: each has a name, a demand, an impact category and parameters of its own, and a set of
features that were switched on at random. Beside them lie faults that no demand reaches.
"""

import pathlib
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np

FLOWS = tuple(f"flow {number}" for number in range(8))
CHARACTERIZED = FLOWS[:6]
METHODS = ("plain", "regional", "twice", "uncertain", "all together", "no factor at all")
KINDS = {
    2: lambda amount: {"loc": np.log(abs(amount)), "scale": 0.2, "negative": bool(amount < 0)},
    3: lambda amount: {"loc": amount, "scale": abs(amount) / 10},
    4: lambda amount: {"minimum": amount - 0.1 * abs(amount), "maximum": amount + 0.2 * abs(amount)},
    5: lambda amount: {"loc": amount, "minimum": amount - 0.1, "maximum": amount + 0.3},
    6: lambda amount: {"loc": 0.4},
    7: lambda amount: {"minimum": 1, "maximum": 4},
    8: lambda amount: {"loc": 0.0, "scale": 1.0, "shape": 1.5},
    9: lambda amount: {"loc": 0.1, "scale": 0.5, "shape": 2.0},
    10: lambda amount: {"loc": 2.0, "shape": 3.0},
    11: lambda amount: {"loc": amount, "scale": 0.1, "shape": 0.0},
    12: lambda amount: {"loc": amount, "scale": 0.1, "shape": 5.0},
}
FORMULAS = (
    "{x} * 2", "{x} + {y} / 3", "where({x} > 1, 2, 3) * {y}", "where({x} > {y}, {x}, {y} + 1)", "max({x}, {y})",
    "sqrt({x} * {y}) + 1", "{x} if {y} > 1 else 2 * {x}", "({x} > 0.5) * 1.5 + {y}", "{x} ** 2 % 3 + 0.1",
    "min({x}, {y}, 2)", "hypot({x}, {y})", "log10({x} + 2)", "round({x} * 10) / 10 + 1", "abs({x} - {y}) + 0.2",
    "exp(-{x}) + floor({y}) + ceil({x})", "1 + ({x} > 1 and {y} > 1)", "ln({x} + 1) + sin({y}) + 2 + pi / e",
    "maximum({x}, minimum({y}, 1.5))", "{x} // 1 + 1", "-(-{x}) + cos({y}) + 1.5", "log({x} + 2) + log2({y} + 2) + tan(0.1)",
)  # fmt: skip


class Colour(Enum):
    """A class that no reader of the rows has."""

    RED = 1


def opaque_values() -> dict[str, Any]:
    """What other packages leave with a row."""
    import pandas as pd

    return {
        "seen": datetime(2024, 5, 6, tzinfo=UTC), "path": pathlib.PurePosixPath("a/b"), "colour": Colour.RED,
        "table": pd.DataFrame({"a": [1.0, 2.0]}), "when": pd.Timestamp("2024-01-01"), "exact": Decimal("0.5"),
        "ratio": Fraction(1, 3), "number": np.float32(0.25), "row": np.arange(3), "id of it": uuid.UUID(int=5),
        "sets": {1, 2}, "objects": np.array([Colour.RED, "x"], dtype=object), "call": len, "bytes": bytearray(b"x"),
    }  # fmt: skip


@dataclass
class Case:
    """One database (with a second one where it has links) and what is asked of it."""

    number: int
    name: str
    rng: np.random.Generator
    features: set[str] = field(default_factory=set)
    data: dict[str, dict[tuple[str, str], dict[str, Any]]] = field(default_factory=dict)  # by database
    method: tuple[str, str] = ("toy", "plain")
    demand: tuple[str, str] = ("", "")
    asked: tuple[str, str] = ("", "")  # the key the kit is given
    project: list[dict[str, Any]] = field(default_factory=list)
    databases: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # parameters by database
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)  # parameters, processes and order by group
    settings: dict[str, float] = field(default_factory=dict)
    copied: str = ""

    def on(self, feature: str, chance: float = 0.2) -> bool:
        """Whether a feature is switched on, which is then counted."""
        if self.rng.random() < chance:
            self.features.add(feature)
            return True
        return False

    def number_between(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def exchange(self, process: str, key: Any, kind: str, amount: float, **more: Any) -> dict[str, Any]:
        row = {"input": key, "type": kind, "amount": amount, **more}
        self.process(process)["exchanges"].append(row)
        return row

    def process(self, code: str) -> dict[str, Any]:
        return self.data[self.name][self.name, code]


def make_case(number: int, seed: int) -> Case:
    """The case of a number; the same for the same seed."""
    rng = np.random.default_rng([seed, number])
    case = Case(number, f"d{number}", rng)
    if case.on("odd database name"):
        case.name = str(
            rng.choice([f"d{number}/NMC", f"d{number}: Ni–Co", f"项目 d{number}", f"d{number}/a/b", f"d{number}::x"])
        )
    case.method = ("toy", str(rng.choice(METHODS[:5])))
    for name in METHODS[1:5]:
        if case.method[1] in (name, "all together"):
            case.features.add(f"factors: {name}")
    _processes(case)
    _shapes(case)
    if case.on("parameters", 0.33):
        _parameters(case)
    _rows(case)
    return case


def _processes(case: Case) -> None:
    """Some processes in a row, each buying from later ones and emitting."""
    rng, size = case.rng, int(case.rng.integers(2, 6))
    case.data[case.name] = {}
    integers = case.on("codes that are numbers", 0.12)
    codes = [str(100 + at) if integers else f"p{at}" for at in range(size)]
    loop = case.on("loop", 0.25)
    for at, code in enumerate(codes):
        node: dict[str, Any] = {"name": f"process {at} 工艺", "unit": "kilogram", "location": "GLO", "exchanges": []}
        if case.on("no unit", 0.08):
            del node["unit"]
        if case.on("no location", 0.1):
            node["location"] = None
        case.data[case.name][case.name, code] = node
        if at == 0 or not case.on("implicit production", 0.15):  # the first may avoid another, and then has none
            amount = 1.0
            if case.on("production other than 1", 0.2):
                amount = float(rng.choice([2.0, 0.5, 4.0, 1000.0]))
            case.exchange(
                code,
                (case.name, code),
                "generic production" if case.on("generic types", 0.08) else "production",
                amount,
            )
        for later in range(at + 1, size):
            if rng.random() < 0.7 or later == at + 1:
                kind = "generic consumption" if case.on("generic types", 0.08) else "technosphere"
                case.exchange(code, (case.name, codes[later]), kind, case.number_between(0.1, 1.5))
                if case.on("the same input twice", 0.08):
                    case.exchange(code, (case.name, codes[later]), "technosphere", case.number_between(0.1, 1.0))
        if case.on("self-loop", 0.1) and len(case.process(code)["exchanges"]) and code != codes[0]:
            made = [row["amount"] for row in case.process(code)["exchanges"] if "production" in row["type"]]
            case.exchange(code, (case.name, code), "technosphere", 0.1 * (made[0] if made else 1.0))
        for flow in rng.choice(FLOWS, int(rng.integers(1, 4)), replace=False):
            case.exchange(code, ("flows", str(flow)), "biosphere", case.number_between(-0.2, 2.0))
    if loop:
        case.exchange(codes[-1], (case.name, codes[0]), "technosphere", 0.02)
    case.demand = case.asked = (case.name, codes[0])


def _codes(case: Case) -> list[str]:
    return [code for _, code in case.data[case.name]]


def _shapes(case: Case) -> None:
    """Further processes and products around the first ones."""
    first = _codes(case)[0]
    node = {"name": "more", "unit": "kilogram", "location": "GLO"}
    mine = case.data[case.name]
    if case.on("product node", 0.25):
        mine[case.name, "goods"] = {**node, "type": "product", "exchanges": []}
        mine[case.name, "maker"] = {**node, "type": "process", "exchanges": []}
        case.exchange("maker", (case.name, "goods"), "production", case.number_between(0.5, 4.0))
        case.exchange("maker", (case.name, first), "technosphere", case.number_between(0.1, 1.0))
        case.exchange("maker", ("flows", FLOWS[0]), "biosphere", 1.0)
        case.demand = case.asked = (case.name, "goods")
        if case.on("product asked for by its process", 0.5):
            case.asked = (case.name, "maker")
    if case.on("co-product that another process makes", 0.12):
        mine[case.name, "other"] = {**node, "type": "process", "exchanges": []}
        case.exchange("other", (case.name, "other"), "production", 1.0)
        case.exchange("other", ("flows", FLOWS[1]), "biosphere", 2.5)
        case.exchange(first, (case.name, "other"), "production", case.number_between(0.1, 0.5))
    if case.on("treatment with a negative production", 0.12):
        mine[case.name, "treatment"] = {**node, "exchanges": []}
        case.exchange("treatment", (case.name, "treatment"), "production", -1.0)
        case.exchange("treatment", ("flows", FLOWS[2]), "biosphere", 0.7)
        case.exchange(first, (case.name, "treatment"), "technosphere", -case.number_between(0.1, 0.5))
    if case.on("treatment without production", 0.12):
        mine[case.name, "waste"] = {**node, "type": "product", "exchanges": []}
        mine[case.name, "burner"] = {**node, "type": "process", "exchanges": []}
        case.exchange("burner", (case.name, "waste"), "technosphere", 1.0, functional=True)
        case.exchange("burner", ("flows", FLOWS[3]), "biosphere", 3.0)
        case.exchange(first, (case.name, "waste"), "production", case.number_between(0.1, 0.5))
    if case.on("substitution", 0.15):
        mine[case.name, "avoided"] = {**node, "exchanges": []}
        case.exchange("avoided", (case.name, "avoided"), "production", 1.0)
        case.exchange("avoided", ("flows", FLOWS[4]), "biosphere", 1.3)
        case.exchange(first, (case.name, "avoided"), "substitution", case.number_between(0.1, 0.4))
    if case.on("second database", 0.15):
        other = f"{case.name} bg"
        case.data[other] = {
            (other, "b"): {**node, "exchanges": [
                {"input": (other, "b"), "type": "production", "amount": 1.0},
                {"input": ("flows", FLOWS[5]), "type": "biosphere", "amount": case.number_between(0.1, 2.0)}]},
        }  # fmt: skip
        case.exchange(first, (other, "b"), "technosphere", case.number_between(0.1, 1.0))
    if case.on("empty process", 0.12):
        mine[case.name, "empty"] = {**node, "exchanges": []}
        case.exchange("empty", (case.name, "empty"), "production", 1.0)
        case.exchange(first, (case.name, "empty"), "technosphere", 0.3)


def _parameters(case: Case) -> None:
    """Parameters on up to three levels that share a name, and exchanges whose formulas use them."""
    rng = case.rng
    x, y = ("product", "index") if case.on("parameters called product and index", 0.35) else ("my_x", "my_y")
    shared = f"x_{case.number}"  # of the project, so that no other case has it
    levels = {"project": True, "database": rng.random() < 0.7, "activity": rng.random() < 0.6}
    case.project = [{"name": shared, "amount": case.number_between(0.5, 3.0)}]
    mine = [{"name": x, "amount": case.number_between(0.5, 3.0)}, {"name": y, "formula": f"{x} / 2 + {shared}"}]
    if levels["database"]:
        mine.append({"name": shared, "amount": case.number_between(0.5, 3.0)})
    case.databases[case.name] = mine
    codes = [code for code in _codes(case) if code not in ("goods", "waste")][:3]
    odd = case.on("group of any name", 0.6)
    groups = [f"g {int(rng.integers(2**60)):x}/{at}" if odd else f"{case.name}/{code}"
              for at, code in enumerate(codes)]  # fmt: skip
    if case.on("several processes in one group", 0.35):
        groups = [groups[0]] * len(codes)
    for code, group in zip(codes, groups, strict=True):
        one = case.groups.setdefault(group, {"parameters": [], "codes": [], "order": []})
        one["codes"].append(code)
        one["parameters"].append({"name": f"own_{code}", "amount": case.number_between(0.5, 2.0), "code": code})
        if levels["activity"] and len(one["codes"]) == 1:
            one["parameters"].append({"name": shared, "amount": case.number_between(0.5, 3.0), "code": code})
            one["parameters"].append({"name": "follows", "formula": f"{shared} + {x}", "code": code})
    if len(case.groups) > 1 and case.on("group that reads another", 0.6):
        before, after = list(case.groups)[:2]
        case.groups[after]["order"] = [before]
        case.groups[before]["parameters"].append({"name": f"lent_{case.number}", "amount": 1.25, "code": codes[0]})
    if all(levels.values()):
        case.features.add("three levels of one name")
    _formulas(case, x, y, shared)
    _settings(case, x, shared, levels)


def _formulas(case: Case, x: str, y: str, shared: str) -> None:
    for group, one in case.groups.items():
        names = [x, y, shared, *(row["name"] for row in one["parameters"])]
        if one["order"]:
            names.append(f"lent_{case.number}")
        for code in one["codes"]:
            rows = [
                row
                for row in case.process(code)["exchanges"]
                if row["type"] in ("technosphere", "biosphere") and row["input"] != (case.name, code)
            ]  # of its own product it might take all
            for row in rows[: int(case.rng.integers(1, 3))]:
                text = str(case.rng.choice(FORMULAS))
                if case.on("a comparison alone", 0.06) and row["type"] == "biosphere":
                    text = "{x} > 0.25"
                if "where(" in text:
                    case.features.add("where()")
                    if case.rng.random() < 0.5:
                        text = "where({x} > 1, 2, 3)"
                chosen = case.rng.choice(names, 2)
                row["formula"] = text.format(x=chosen[0], y=chosen[1])
                if row["type"] == "technosphere":
                    row["formula"] = f"0.2 * ({row['formula']})"
        assert group


def _settings(case: Case, x: str, shared: str, levels: dict[str, bool]) -> None:
    """One or two parameters that are set, by their qualified names."""
    choices = [shared, f"{case.name}::{x}"]
    if levels["database"]:
        choices.append(f"{case.name}::{shared}")
    for group, one in case.groups.items():
        choices += [f"{group}::{row['name']}" for row in one["parameters"] if "formula" not in row]
    for name in case.rng.choice(choices, min(2, len(choices)), replace=False):
        case.settings[str(name)] = case.number_between(0.5, 3.0)
    if case.on("database copied", 0.35):
        case.copied = f"{case.name} copy"


def _rows(case: Case) -> None:
    """What other people's rows hold beside their amounts."""
    rows = [row for node in case.data[case.name].values() for row in node["exchanges"]]
    plain = [row for row in rows if "formula" not in row and "production" not in row["type"]]
    grouped = {(case.name, code) for one in case.groups.values() for code in one["codes"]}
    computed = [row for key, node in case.data[case.name].items() if key in grouped for row in node["exchanges"]]
    for row in plain:
        if not any(row is one for one in computed) and case.on("formula that is text", 0.05):
            row["formula"] = str(case.rng.choice(["CO2", "Ni(OH)2 · H2O", "see p. 12", "fuel * factor", "2^", "氢"]))
        if case.on("distribution", 0.2):
            kind = int(case.rng.choice(list(KINDS)))
            row |= {"uncertainty type": kind, **KINDS[kind](row["amount"])}
            if case.on("distribution away from its amount", 0.1) and kind == 3:
                row["loc"] = row["amount"] * 2
        if case.on("numbers of NumPy", 0.08):
            row["amount"] = case.rng.choice([np.float64, np.float32])(row["amount"])
    if case.on("objects of other packages", 0.15):
        for holder in (*list(case.data[case.name].values())[:2], *rows[:2]):
            holder |= opaque_values()
    if case.on("type without a place", 0.12):
        first = _codes(case)[0]
        case.exchange(first, ("flows", FLOWS[0]), "temporal", 5.0)
    emitted = {row["input"][1] for row in rows if row["type"] == "biosphere"}
    if emitted - set(CHARACTERIZED):
        case.features.add("flow without a factor")


def write_project(brightway: Any, cases: list[Case]) -> None:
    """All cases, their methods, and faults that none of them reaches."""
    for one in (import_module("bw2data.backends").sqlite3_lci_db, import_module("bw2data.parameters").parameters.db):
        one.db.execute_sql("PRAGMA synchronous = OFF")  # nobody needs these files after a crash
    flows = brightway.Database("flows")
    flows.register()
    flows.write({("flows", name): {"name": name, "unit": "kilogram", "type": "emission", "categories": ("air",)}
                 for name in FLOWS}, process=False, searchable=False)  # fmt: skip
    brightway.geomapping.add({"GLO", "CN", "DE"})
    for case in cases:
        for name, data in case.data.items():
            database = brightway.Database(name)
            database.register()
            database.write(data, process=False, searchable=False, check_typos=False)
    _write_methods(brightway)
    with import_module("bw2data.parameters").parameters.db.atomic():
        _write_parameters(brightway, cases)
    for case in cases:
        if case.copied:
            brightway.Database(case.name).copy(case.copied)
            _ask_the_copy(case)
    with import_module("bw2data.parameters").parameters.db.atomic():
        _recalculate(import_module("bw2data.parameters"))
    for name in ("flows", *_databases(cases)):
        brightway.Database(name).process()
        brightway.databases[name].pop("dirty", None)
    _write_faults(brightway)


def _recalculate(module: Any) -> None:
    """Until Brightway has nothing left to do: one pass leaves groups behind that read others."""
    while True:
        module.parameters.recalculate()
        if not module.Group.select().where(module.Group.fresh == False, module.Group.name != "project").count():  # noqa: E712
            return


def _databases(cases: list[Case]) -> list[str]:
    return list(dict.fromkeys(name for case in cases for name in (*case.data, *([case.copied] if case.copied else []))))


def _ask_the_copy(case: Case) -> None:
    """The copy is asked for, and the settings of its database and groups are its own."""
    case.demand, case.asked = ((case.copied, key[1]) for key in (case.demand, case.asked))
    renamed = {}
    for name, value in case.settings.items():
        scope, _, plain = name.rpartition("::")
        if scope:
            scope = case.copied if scope == case.name else f"{scope}__{case.copied}"
        renamed[f"{scope}::{plain}" if scope else plain] = value
    case.settings = renamed


def _write_methods(brightway: Any) -> None:
    numbers = np.random.default_rng(7).uniform(0.2, 3.0, len(FLOWS))
    plain = [(("flows", name), float(number)) for name, number in zip(CHARACTERIZED, numbers, strict=False)]
    regional = [(key, factor * 3, "CN") for key, factor in plain] + [
        (key, factor * 5, "DE") for key, factor in plain[:3]
    ]
    named = [(key, factor / 7, "GLO") for key, factor in plain[:2]]
    spread = {"uncertainty type": 2, "loc": 0.1, "scale": 0.3}
    uncertain = [(key, {"amount": factor, **spread}) for key, factor in plain]
    rows = {
        "plain": plain,
        "regional": [*plain, *regional, *named, (("flows", FLOWS[6]), 9.0, "CN")],
        "twice": [*plain, *plain[:3]],
        "uncertain": uncertain,
        "all together": [*plain[:2], *uncertain, *regional, *named],
        "no factor at all": [(("flows", FLOWS[6]), 9.0, "CN")],
    }
    for name, factors in rows.items():
        method = brightway.Method(("toy", name))
        method.register(unit="kg CO2-eq")
        method.write(factors)


def _write_parameters(brightway: Any, cases: list[Case]) -> None:
    manager, groups = brightway.parameters, import_module("bw2data.parameters").Group
    manager.new_project_parameters([dict(one) for case in cases for one in case.project])
    for case in cases:
        for database, rows in case.databases.items():
            manager.new_database_parameters([dict(one) for one in rows], database)
        for name, one in case.groups.items():
            for row in one["parameters"]:
                row |= {"database": case.name}
            if one["order"]:
                groups.get_or_create(name=name)
                group = groups.get(name=name)
                group.order = one["order"]
                group.save()
            table = import_module("bw2data.parameters").ActivityParameter
            for row in one["parameters"]:
                table.create(group=name, database=case.name, code=row["code"], name=row["name"],
                             formula=row.get("formula"), amount=row.get("amount", 0.0), data={})  # fmt: skip
            groups.get(name=name).expire()
            for code in one["codes"]:
                manager.add_exchanges_to_group(name, brightway.get_activity((case.name, code)))


def _write_faults(brightway: Any) -> None:
    """Links to nothing, a database that lies elsewhere, a lost flow, circles, and amounts that are none."""

    def row(key: Any, kind: str, amount: Any, **more: Any) -> dict[str, Any]:
        return {"input": key, "type": kind, "amount": amount, **more}

    for name, rows in {
        "gone": [row(("gone", "g"), "production", 1.0)],
        "third": [row(("third", "g"), "production", 1.0), row(("gone", "g"), "technosphere", 1.0)],
        "odd": [row(("odd", "g"), "production", 1.0), row(("flows", FLOWS[0]), "biosphere", 1.0, formula="1 +* x")],
    }.items():
        database = brightway.Database(name)
        database.register()
        database.write(
            {(name, "g"): {"name": "g", **opaque_values(), "exchanges": rows}}, process=False, searchable=False
        )
    del brightway.databases["gone"]
    exchanges = import_module("bw2data.backends").ExchangeDataset
    held = exchanges.get(exchanges.output_database == "odd", exchanges.type == "biosphere")
    held.data = {**held.data, "amount": "n. a."}
    held.save(signal=False)
    brightway.databases["elsewhere"] = {"backend": "iotable", "depends": []}
    brightway.databases.flush(signal=False)
    lost = brightway.Method(("toy", "lost"))
    lost.register(unit="kg CO2-eq")
    lost.write([(("flows", FLOWS[0]), 1.0), (123456789, 2.0)], process=False)
    table = import_module("bw2data.parameters").ProjectParameter
    for at, (name, formula) in enumerate(
        {"ring_a": "2 * ring_b", "ring_b": "ring_a / 2", "broken": "open('x')"}.items()
    ):
        table.insert(id=at + 1, name=name, formula=formula, amount=1.0, data={}).execute()


def set_in_brightway(cases: list[Case]) -> None:
    """The settings of all cases, as somebody makes them in Brightway, and Brightway's own recalculation."""
    module = import_module("bw2data.parameters")
    table = module.ProjectParameter
    table.delete().where(
        table.name << ["ring_a", "ring_b", "broken"]
    ).execute()  # Brightway could not recalculate either
    with module.parameters.db.atomic():
        for case in cases:
            for name, value in case.settings.items():
                scope, _, plain = name.rpartition("::")
                one = _parameter(module, scope, plain)
                one.amount = value
                one.save()
        _recalculate(module)


def _parameter(module: Any, scope: str, name: str) -> Any:
    if not scope:
        return module.ProjectParameter.get(module.ProjectParameter.name == name)
    database, activity = module.DatabaseParameter, module.ActivityParameter
    found = database.get_or_none(database.database == scope, database.name == name)
    return found or activity.get(activity.group == scope, activity.name == name)


def bw2calc_scores(brightway: Any, cases: list[Case]) -> list[float]:
    """The score of each case by bw2calc, on Brightway's processed arrays of all of them together."""
    from bw2calc import LCA

    brightway.databases.clean()
    packages = [brightway.Database(name).datapackage() for name in ("flows", *_databases(cases))]
    lca = LCA({brightway.get_id(cases[0].demand): 1.0},
              data_objs=[*packages, brightway.Method(cases[0].method).datapackage()])  # fmt: skip
    lca.lci(factorize=True)
    lca.lcia()
    found = {}
    for method in dict.fromkeys(case.method for case in cases):
        lca.switch_method(method)
        for case in cases:
            if case.method == method:
                lca.lci(demand={brightway.get_id(case.demand): 1.0})
                lca.lcia_calculation()
                found[case.number] = float(lca.score)
    return [found[case.number] for case in cases]
