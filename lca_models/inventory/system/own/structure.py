"""An own pack on the product system of its archetype: what is given cuts formulas before anything is solved or compiled.

The bill of materials is the product. A given value stands as a number in place of the formula of its parameter, or of an
exchange; what follows from it follows it. Solver, compiled system, draws and Brightway then see one system, and every number
of the maker cites the maker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from typing import Any

from lca_models.inventory.system.accounted.provenance import USER, provenance
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.own.spread import given_spread
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack, said_by
from lca_models.inventory.system.product_system import FormulaRow, ProductSystem
from lca_models.inventory.system.replaced.growth import Growth
from lca_models.inventory.system.rows import ExchangeRow, Key, Node, ParameterRow
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.tables.formulas import Alike, full_names, names_in
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import clauses, headed
from lca_models.scope.wording.messages import language_in_use, message

NAMED = ("name", "name_zh", "reference product", "product_zh", "buyer", "buyer_zh")  # may name the archetype
YIELDS = ("cell_acceptance_rate", "electrode_material_yield", "foil_yield", "separator_yield", "electrolyte_yield")
OWN = "own_"
OWN_DATABASE = "own"
LIMITLESS = [None, None]
Derived = tuple[str, str, Mapping[str, str]]  # name, formula, qualified names by the names in it
Own = tuple[Mapping[str, ParameterRow], tuple[Derived, ...], Mapping[str, float]]


def with_pack(system: ProductSystem, pack: Pack) -> ProductSystem:
    """The system of an archetype with what a maker gives in its place; rule sets and replacements come above it.

    `system`: of a shipped product, without a rule set. Raises ScenarioError with every name that the archetype does not
    have, and for formulas that go in a circle.
    """
    if problems := [*_unknown(system, pack)]:
        raise ScenarioError("\n".join(problems))
    parameters, derived, values = _own(system, pack)
    changed = replace(
        system,
        parameters=parameters,
        derived=derived,
        product=replace(system.shipped_product, id=pack.id, name=pack.name, name_zh=pack.name),
        processes=tuple(_renamed(node, system, pack) for node in system.processes),
        rows_hash=_hash(system.rows_hash, pack),
        pack=pack,
    )
    changed = _with_purchases(changed, pack.purchases)
    following = {name: replace(parameters[name], amount=values[name]) for name, _, _ in derived
                 if parameters[name].amount != values[name]}  # fmt: skip
    changed = replace(changed, parameters={**parameters, **following}, stored_amounts=changed.amounts(values))
    return replace(changed, exchanges=_cited(system, changed, pack))


def own_values(system: ProductSystem, pack: Pack) -> dict[str, float]:
    """Values of all parameters of a pack on its archetype, without the rest of its system.

    Raises as `with_pack` does, but for what the pack buys.
    """
    if problems := [*_unknown(system, replace(pack, purchases=()))]:
        raise ScenarioError("\n".join(problems))
    return dict(_own(system, pack)[2])


def _own(system: ProductSystem, pack: Pack) -> Own:
    alike = Alike((system, pack), system.parameters, system.derived, pack.parameters, pack.choices)
    return _kept_own(alike, language_in_use())


@lru_cache(maxsize=4)  # a pack is judged by its values, and then put on its archetype
def _kept_own(given: Alike[tuple[ProductSystem, Pack]], language: str) -> Own:
    """Parameters, formulas and values of a pack, whose sources are said in a language. Read them, never edit them."""
    system, pack = given.of
    found = replace(system, parameters=pack_parameters(system, pack), derived=_derived(system, pack.parameters))
    return found.parameters, found.derived, found.parameter_values()


def missing_inputs(system: ProductSystem, purchases: Iterable[GivenPurchase]) -> tuple[str, ...]:
    """What purchases buy or emit that the system does not reach, each once."""
    known = {
        name for key in (*system.products, *(node.key for node in system.flows)) for name in (key[1], "/".join(key))
    }
    return tuple(dict.fromkeys(one.input for one in purchases if one.input not in known and not is_own(one.input)))


def is_own(name: str) -> bool:
    """Whether a parameter or a process is of the maker, not of the archetype."""
    return name.startswith(OWN)


def _unknown(system: ProductSystem, pack: Pack) -> Iterable[str]:
    """Names that the archetype does not have."""
    names = {one.name for one in pack.parameters}
    own = {one.name for one in pack.parameters if is_own(one.name)}
    known = {*system.parameters, *own}
    for one in pack.parameters:
        if one.name not in known:
            yield _where(one.origin, message("there is no parameter '{name}'; {near}", name=one.name,
                                             near=suggestion(one.name, system.parameters)))  # fmt: skip
        for name in sorted(names_in(one.formula) - known) if one.formula else ():
            yield _where(one.origin, message("there is no parameter '{name}'; {near}", name=name,
                                             near=suggestion(name, known)))  # fmt: skip
    if len(names) < len(pack.parameters):
        seen: set[str] = set()
        for one in pack.parameters:
            if one.name in seen:
                yield _where(
                    one.origin, message("'{name}' is given twice; keep one", name=one.origin.label or one.name)
                )
            seen.add(one.name)
    buyers = {node.key[1] for node in system.processes}
    for purchase in pack.purchases:
        if purchase.buyer not in buyers:
            yield _where(purchase.origin, message("there is no buyer '{buyer}'; {near}", buyer=purchase.buyer,
                                                  near=suggestion(purchase.buyer, buyers)))  # fmt: skip
    for missing in missing_inputs(system, pack.purchases):
        codes = [key[1] for key in system.products]
        yield message("there is no process '{listed}'; {near}", listed=missing, near=suggestion(missing, codes))


def _where(origin: Origin, text: str) -> str:
    return headed(origin.place, text) if origin.place else text


def pack_parameters(system: ProductSystem, pack: Pack) -> dict[str, ParameterRow]:
    """Parameters of the archetype with those that are given, and the rest of a mix making room for what is.

    `system`: of the archetype, before rule sets. Raises ScenarioError for a choice or a mix that cannot be.
    """
    parameters = dict(system.parameters)
    numbers = resolve_settings({name: code for name, (code, _) in pack.choices.items()}, parameters, system.choices)
    for name, number in numbers.items():
        if name in pack.choices:
            was = choice_code(parameters[name], float(parameters[name].amount), system.choices)
            parameters[name] = _given_row(parameters[name], number, pack.choices[name][1], "number", chosen=was)
    shares = {one.name: one for one in pack.parameters if _is_share(parameters, one)}
    mixed = resolve_settings({name: one.value for name, one in shares.items()}, parameters, system.choices)
    for name, number in mixed.items():
        if name not in shares:  # of the same mix
            group = parameters[name].data.get("group")
            whose = next(one for one in shares.values() if parameters[one.name].data.get("group") == group)
            parameters[name] = _given_row(parameters[name], number, whose.origin, "share")
    for one in pack.parameters:
        before = parameters.get(one.name) or ParameterRow(one.name, "", one.value, "", _own_data(one))
        kind = "derived" if one.formula else "share" if one.name in shares else "number"
        parameters[one.name] = _given_row(replace(before, formula=one.formula), one.value, one.origin, kind)
    opened = {system.parameters[one.name].data.get("group") for one in pack.parameters
              if one.formula and one.name in system.parameters} - {None, ""}  # fmt: skip
    for name, row in parameters.items():
        if row.data.get("group") in opened:  # shares of which one follows a mass make no mix any more
            parameters[name] = replace(row, data={**row.data, "group": "", "kind": "number"})
    return parameters


def _is_share(parameters: Mapping[str, ParameterRow], one: GivenParameter) -> bool:
    row = parameters.get(one.name)
    return row is not None and row.data.get("kind") == "share" and not one.formula


def _own_data(one: GivenParameter) -> dict[str, Any]:
    """What is known of a parameter that the archetype does not have."""
    return {"kind": "number", "unit": one.unit, "label": one.origin.label or one.name,
            "label_zh": one.origin.label_zh or one.origin.label or one.name, "limits": LIMITLESS}  # fmt: skip


def _given_row(row: ParameterRow, value: float, origin: Origin, kind: str, *, chosen: str = "") -> ParameterRow:
    """A parameter with a value of the maker and its spread; its own source, limits and spread go.

    `chosen`: of a choice, the code that stood there.
    """
    was = (chosen or f"{row.amount:.6g}") if row.data.get("source") else message("none")
    source = str(row.data.get("source") or message("no source"))
    data = provenance(row.data, said_by(origin), was, source, yours=True)
    kept = {name: one for name, one in data.items()
            if name not in ("loc", "scale", "minimum", "maximum", "negative", "default_is", "comment")}  # fmt: skip
    if chosen:
        return replace(row, amount=value, data={**kept, "loc": value})
    group = {"group": ""} if kind == "derived" and kept.get("group") else {}
    spread = given_spread(value, str(row.data.get("unit") or ""), None if kind == "derived" else origin.spread)
    words = {"own_place": origin.place, "own_words": origin.words, "source_kind": origin.source_kind,
             "evidence_document": origin.evidence, "comment": origin.note}  # fmt: skip
    return replace(row, amount=value,
                   data={**kept, **group, "kind": kind, "distribution": "determined", "limits": LIMITLESS,
                         **spread.fields(), **{name: one for name, one in words.items() if one}})  # fmt: skip


def _derived(system: ProductSystem, given: Sequence[GivenParameter]) -> tuple[Derived, ...]:
    """Formulas of parameters in the order of evaluation, those that are given a value without theirs."""
    cut = {one.name for one in given}
    own = [(one.name, one.formula, {name: name for name in names_in(one.formula)}) for one in given if one.formula]
    formulas = {name: (name, text, names) for name, text, names in system.derived if name not in cut}
    if not own:
        return tuple(formulas.values())
    formulas.update({one[0]: one for one in own})
    needs = _needs(Alike(system.derived)) | {name: frozenset(names) for name, _, names in own}
    reads = {name: needs[name] for name in formulas}
    try:
        return tuple(formulas[name] for name in _ordered(tuple((name, reads[name]) for name in formulas)))
    except CycleError as error:
        raise ScenarioError(
            message("what is given goes in a circle: {names}", names=" -> ".join(error.args[1]))
        ) from None


@lru_cache(maxsize=16)
def _needs(formulas: Alike[tuple[Derived, ...]]) -> dict[str, frozenset[str]]:
    """Parameters that each formula reads, by name."""
    return {name: full_names(text, names) for name, text, names in formulas.of}


@lru_cache(maxsize=64)
def _ordered(reads: tuple[tuple[str, frozenset[str]], ...]) -> tuple[str, ...]:
    """Names in an order in which each stands after those it reads; packs that give the same values have one order.

    Raises CycleError for names that read each other.
    """
    known = {name for name, _ in reads}
    return tuple(TopologicalSorter({name: needs & known for name, needs in reads}).static_order())


def _renamed(node: Node, system: ProductSystem, pack: Pack) -> Node:
    """A process of the foreground by the name of the pack, not of the archetype."""
    product = system.shipped_product
    if not node.stage:
        return node
    data = dict(node.data)
    for field in NAMED:
        if text := data.get(field):
            for name in (product.name, product.name_zh):
                text = str(text).replace(name, pack.name)
            data[field] = text
    role = node.key[1].removesuffix(f"_{product.chemistry}")
    if role in ROLES:
        data["name"], data["name_zh"] = f"{pack.name}: {ROLES[role][0]}", f"{pack.name}：{ROLES[role][1]}"
    return replace(node, data=data) if data != node.data else node


ROLES = {  # processes that are of one pack, whose stored names hold the archetype's size
    "life_cycle": ("life cycle", "生命周期"), "pack": ("pack assembly", "电池包组装"),
    "distribution": ("distribution", "分销运输"), "recycling": ("end of life", "报废回收"),
}  # fmt: skip


def _with_purchases(system: ProductSystem, purchases: Sequence[GivenPurchase]) -> ProductSystem:
    """The system with amounts of exchanges that are given, and with further exchanges."""
    if not purchases:
        return system
    places = _bought(Alike(system.exchanges))
    exchanges, formulas = list(system.exchanges), {row.exchange: row for row in system.formulas}
    further: list[GivenPurchase] = []
    for one in purchases:
        found = () if one.adds else places.get((one.buyer, one.input), ())
        if not found:
            further.append(one)
        for number, place in enumerate(found):  # what stands twice is given once
            text = "0" if number else one.formula
            formulas[place] = FormulaRow(place, text, {name: name for name in names_in(text)})
            exchanges[place] = _given_exchange(exchanges[place], text, one.origin)
    system = replace(system, exchanges=tuple(exchanges),
                     formulas=tuple(formulas[place] for place in sorted(formulas)))  # fmt: skip
    return _grown(system, further) if further else system


@lru_cache(maxsize=16)
def _bought(exchanges: Alike[Sequence[ExchangeRow]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Where each buyer buys or emits something, by its code and by DATABASE/CODE; packs of one archetype share it."""
    places: dict[tuple[str, str], tuple[int, ...]] = {}
    for place, row in enumerate(exchanges.of):
        if not row.is_production and row.type != "substitution":
            for name in (row.input[1], "/".join(row.input)):
                key = (row.process[1], name)
                places[key] = (*places.get(key, ()), place)
    return places


def _given_exchange(row: ExchangeRow, formula: str, origin: Origin) -> ExchangeRow:
    source = str(row.data.get("source") or message("no source"))
    was = f"{float(row.amount):.6g}" if row.data.get("source") else message("none")
    data = provenance(row.data, said_by(origin), was, source, yours=True)
    return replace(row, formula=formula, data={**data, "formula": formula, "comment": origin.note})


def _grown(system: ProductSystem, purchases: Sequence[GivenPurchase]) -> ProductSystem:
    """The system with exchanges that the archetype does not have."""
    growth = Growth(system)
    buyers = {node.key[1]: node for node in system.processes}
    makers: dict[str, tuple[Key, Node]] = {}
    for row, key in enumerate(system.products):
        for name in (key[1], "/".join(key)):
            makers[name] = (key, system.processes[int(system.makers[row])])
    flows = {name: node for node in system.flows for name in (node.key[1], "/".join(node.key))}
    for one in purchases:
        buyer = buyers[one.buyer]
        if is_own(one.input) and one.input not in makers:
            makers[one.input] = _own_process(growth, one)
        if one.input in makers:
            key, maker = makers[one.input]
            kind, unit = "technosphere", str(maker.data.get("unit") or "")
            stage = "" if maker.stage else one.stage or buyer.stage
        else:
            key, kind = flows[one.input].key, "biosphere"
            unit, stage = str(flows[one.input].data.get("unit") or ""), one.stage or buyer.stage
        data = {"type": kind, "input": key, "output": buyer.key, "unit": unit, "stage": stage, "formula": one.formula,
                "source": said_by(one.origin), "locator": "", "evidence": "user", "comment": one.origin.note,
                "uncertainty type": 0, "table": one.origin.place, "distribution": "determined"}  # fmt: skip
        names = {name: name for name in names_in(one.formula)}
        growth.add_exchange(ExchangeRow(growth.number(), buyer.key, key, kind, 0.0, one.formula, data), 0.0,
                            one.formula, names, stage)  # fmt: skip
    grown = growth.system()
    return replace(grown, pack=system.pack)


def _own_process(growth: Growth, one: GivenPurchase) -> tuple[Key, Node]:
    """A process without inputs, which a supplier's footprint takes the place of."""
    key = (OWN_DATABASE, one.input)
    label = one.origin.label or one.input
    data = {"name": label, "name_zh": one.origin.label_zh or label, "reference product": label,
            "unit": "kilogram", "location": "CN", "kind": "unit process", "comment": "", "source": said_by(one.origin),
            "evidence": USER}  # fmt: skip
    node = Node(growth.number(), key, "processwithreferenceproduct", data)
    growth.add_process(node)
    growth.add_exchange(ExchangeRow(growth.number(), key, key, "production", 1.0, "", {"unit": "kilogram"}), 1.0)
    return key, node


def _cited(before: ProductSystem, system: ProductSystem, pack: Pack) -> tuple[ExchangeRow, ...]:
    """Exchanges that hold a value of the maker cite it; those that only grow with one keep their source and say so.

    A choice brings other rows into use and leaves each with its own source.
    """
    roots: dict[str, dict[GivenParameter, None]] = {one.name: {one: None} for one in pack.parameters}
    theirs = set(roots)
    for name, text, names in system.derived:
        inside = {names[plain] for plain in names_in(text)}
        if behind := {one: None for other in sorted(inside) for one in roots.get(other, ())}:
            roots[name] = {**roots.get(name, {}), **behind}
        if inside and inside <= theirs:
            theirs.add(name)
    scales = {*scale_parameters(system)}
    exchanges = list(system.exchanges)
    for row in system.formulas:
        was = float(before.stored_amounts[row.exchange]) if row.exchange < len(before.exchanges) else 0.0
        amount, read, exchange = float(system.stored_amounts[row.exchange]), row.reads, exchanges[row.exchange]
        if amount == was or read.isdisjoint(roots) or exchange.data.get("evidence") == USER:
            continue
        given = {one: None for name in sorted(read) for one in roots.get(name, ())}
        words = message("your input, {place}", place=_places(given))
        source = str(exchange.data.get("source") or message("no source"))
        if read <= theirs or read & theirs - scales:
            data = provenance(exchange.data, words, f"{was:.6g}", source, yours=True)
        else:
            comment = str(exchange.data.get("comment") or "")
            follows = message("its amount follows {words} (was {was})", words=words, was=f"{was:.6g}")
            data = {**exchange.data, "comment": f"{comment} {follows}".strip()}
        exchanges[row.exchange] = replace(exchange, amount=amount, data=data)
    return tuple(exchanges)


def scale_parameters(system: ProductSystem) -> Iterable[str]:
    """Parameters that amounts of many inputs grow with: the size of the pack and what is lost on the way."""
    product = system.shipped_product
    yield from (product.rated_energy, product.pack_mass)
    yield from (f"{product.chemistry}_{name}" for name in
                ("cell_mass", "cell_specific_energy", "reference_specific_energy", "cell_pack_share"))  # fmt: skip
    yield from YIELDS


def _places(given: Iterable[GivenParameter]) -> str:
    found = [one.origin.place or one.name for one in given]
    return clauses([*found[:3], *(["…"] if len(found) > 3 else [])])


def _hash(rows_hash: str, pack: Pack) -> str:
    """The hash of the rows with the values in their place, in the form of those of a project."""
    version, _, digits = rows_hash.partition(":")
    return f"{version}:{sha256(f'{digits}{pack_hash(pack)}'.encode()).hexdigest()}"


def pack_hash(pack: Pack) -> str:
    """What two packs are the same by: everything that a result, or a report of it, depends on."""
    said = {
        "identity": [pack.id, pack.name, pack.archetype, sorted(pack.identity.items()), pack.sha256],
        "parameters": [asdict(one) for one in pack.parameters],
        "purchases": [asdict(one) for one in pack.purchases],
        "choices": {name: [code, asdict(origin)] for name, (code, origin) in pack.choices.items()},
        "replacements": [one.entry() for one in pack.replacements],
        "fade": pack.fade_curve.text if pack.fade_curve is not None else "",
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
