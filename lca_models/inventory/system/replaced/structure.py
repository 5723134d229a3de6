"""A product system with replacements: structure, so that whatever is solved, compiled or written sees one system.

What a purchase buys is made by a new process, whose figure is a parameter (drawn, traced and set as any other) and whose
emissions are flows with factor 1 in the categories that the figure serves. What recycling avoids keeps the purchases of the
project: processes that both the demand and a credit stand on are there twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.growth import Growth
from lca_models.inventory.system.replaced.purchases import Network, find_purchases
from lca_models.inventory.system.replaced.whole_stage import check_stages, replace_stage, stage_node
from lca_models.inventory.system.rows import COPY_OF, IN_PLACE_OF, ExchangeRow, Key, Node, ParameterRow
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.inventory.tables.reading import find_inventories, read_table
from lca_models.inventory.tables.uncertainty import lognormal, pedigree_sigma
from lca_models.scope.labels import word_label
from lca_models.scope.replacement import RECYCLED, SERVED, STAGE, Replacement, read_replacements
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import message

DATABASE = "replacements"  # of the processes and flows that stand for them
UNKNOWN = "5-5-5-5-5"  # data-quality indicators of a figure that states none
BASIC = "technosphere"  # class of basic uncertainty
AVOIDED = "as_avoided"
INSIDE = RECYCLED[0]
# What of recycled content comes with its own burden: as recycled_nickel_counted of the inventories has it.
RECYCLED_COUNTED = ("approach_without_credit", "approach_cut_off", "approach_half / 2",
                    "approach_circular * allocation_factor_metals")  # fmt: skip
RECYCLED_SHARE_NAMES = frozenset(name for term in RECYCLED_COUNTED for name in names_in(term))
PedigreeFactors = Mapping[tuple[str, str, str], float]


def with_replacements(
    system: ProductSystem,
    entries: Iterable[Mapping[str, Any] | Replacement],
    pedigree_factors: PedigreeFactors | None = None,
) -> ProductSystem:
    """The system with footprints of known provenance in place of what purchases buy.

    `entries`: replacements, or what a scenario says of them. `pedigree_factors`: by set, indicator and score (default: those
    shipped). Every other buyer and every credit stays as it is; what is said here of a purchase stands above what was said
    of it before. Raises ScenarioError with every fault: words that are none,
    a purchase that does not exist, another unit, and a project that has no category for a figure.
    """
    said = read_replacements(entries)
    now = {(one.buyer, one.input) for one in said}
    replacements = (*(one for one in system.replacements if (one.buyer, one.input) not in now), *said)
    if not replacements:
        return system
    factors = pedigree_factors or read_pedigree_factors()
    start = system.before_replacements or system
    ruled = system.before_rules
    if ruled is None:
        return _replaced(start, replacements, factors)
    base = ruled.before_replacements or ruled
    before = _replaced(base, replacements, factors)
    is_alike = start.stages is base.stages and start.parameters.keys() == base.parameters.keys()
    if not is_alike or any(one.recycled_gain for one in replacements):
        return replace(_replaced(start, replacements, factors), before_rules=before)
    # The rule set changes numbers of parameters alone, on which nothing that is replaced rests.
    figures = {name: before.parameters[name] for name in parameter_names(replacements)}
    return replace(before, parameters={**start.parameters, **figures}, rules=start.rules, before_rules=before,
                   before_replacements=start)  # fmt: skip


def read_pedigree_factors(root: Path | None = None) -> dict[tuple[str, str, str], float]:
    """The factors of data-quality indicators of the inventories below `root` (default: those shipped).

    Raises InventoryError when the table is missing or cannot be read.
    """
    return {
        (row["set"], row["indicator"], row["score"]): float(row["factor"])
        for row in read_table(root or find_inventories(), "pedigree_factors.csv").rows
    }


def parameter_names(replacements: Sequence[Replacement]) -> tuple[str, ...]:
    """The parameter of each figure: `supplied_graphite`, with its buyer where several replace the same input.

    Codes of several databases that are the same are numbered.
    """
    codes = [one.input.rpartition("/")[2].replace(" ", "_") for one in replacements]
    count = Counter(codes)
    names = [
        f"supplied_{code}" if count[code] == 1 else f"supplied_{code}_of_{one.buyer.rpartition('/')[2]}"
        for code, one in zip(codes, replacements, strict=True)
    ]
    earlier = [names[:place].count(name) for place, name in enumerate(names)]
    return tuple(f"{name}_{times + 1}" if times else name for name, times in zip(names, earlier, strict=True))


def _replaced(system: ProductSystem, replacements: Sequence[Replacement], factors: PedigreeFactors) -> ProductSystem:
    network = Network(system)
    of_stages = [one for one in replacements if one.buyer == STAGE]
    places = dict(zip((one for one in replacements if one.buyer != STAGE),
                      find_purchases(network, [one for one in replacements if one.buyer != STAGE]), strict=True))  # fmt: skip
    check_stages(system, of_stages, {one: [system.stages[place] for place in found] for one, found in places.items()})
    growth = Growth(system)
    _keep_credits(growth, network, [place for found in places.values() for place in found])
    parameters = dict(system.parameters)
    whole: list[tuple[Replacement, Key]] = []
    for name, one in zip(parameter_names(replacements), replacements, strict=True):
        if name in parameters:
            raise ScenarioError(
                message("replacement of {buyer} > {input}: there is a parameter '{name}' already; rename it",
                        buyer=one.buyer, input=one.input, name=name)
            )  # fmt: skip
        bought = stage_node(one) if one.buyer == STAGE else system.processes[int(network.makers[places[one][0]])]
        parameters[name] = _parameter(name, one, bought, factors)
        made = _supplier(growth, name, one, bought)
        if one.buyer == STAGE:
            whole.append((one, made))
        for place in places.get(one, ()):
            _buy(growth, place, made, bought, one)
    for one, made in whole:
        replace_stage(growth, one, made)
    grown = growth.system()
    return replace(
        grown,
        parameters=parameters,
        rows_hash=_hash(system.rows_hash, replacements),
        replacements=tuple(replacements),
        before_replacements=system,
    )


def _hash(rows_hash: str, replacements: Sequence[Replacement]) -> str:
    """The hash of the rows with what stands in their place, in the form of those of a project."""
    version, _, digits = rows_hash.partition(":")
    words = json.dumps([one.entry() for one in replacements], sort_keys=True)
    return f"{version}:{sha256(f'{digits}{words}'.encode()).hexdigest()}"


def _parameter(name: str, one: Replacement, bought: Node, factors: PedigreeFactors) -> ParameterRow:
    """The figure of a replacement with its spread."""
    spread = lognormal(one.value, pedigree_sigma(one.pedigree or UNKNOWN, BASIC, factors))
    data = {
        "kind": "number",
        "unit": f"kg CO2-eq/{one.per}",
        "label": f"{bought.product_words()}, {one.supplier}",
        "source": one.source,
        "locator": one.locator,
        "evidence": "user",
        "pedigree_scores": one.pedigree,
        "limits": [None, None],
        **spread.fields(),
    }
    return ParameterRow(name, "", one.value, "", data)


def _supplier(growth: Growth, name: str, one: Replacement, bought: Node) -> Key:
    """The process of a supplier, which emits its figure."""
    key = (DATABASE, name)
    cited = {"source": one.source, "locator": one.locator, "evidence": "user", "pedigree_scores": one.pedigree,
             "table": DATABASE}  # fmt: skip
    words = {field: f"{bought.data[field]} ({one.supplier})" for field in ("reference product", "product_zh", "name_zh")
             if bought.data.get(field)}  # fmt: skip
    growth.add_process(
        Node(growth.number(), key, "processwithreferenceproduct",
             {"name": f"{bought.name} ({one.supplier})", **words, "unit": bought.data.get("unit", ""),
              "location": bought.data.get("location", ""), "kind": "aggregated", "comment": one.boundary, **cited})
    )  # fmt: skip
    growth.add_exchange(ExchangeRow(growth.number(), key, key, "production", 1.0, "", {"table": DATABASE}), 1.0)
    for group, share in one.parts:
        flow = (DATABASE, "_".join([name, *(group or "co2e").split()]))
        methods = _methods_of(growth.base, SERVED[one.gwp][group])
        if not methods:
            raise ScenarioError(
                message("replacement of {buyer} > {input}: the project has no impact category for {gwp}",
                        buyer=one.buyer, input=one.input, gwp=one.gwp)
            )  # fmt: skip
        growth.add_flow(Node(growth.number(), flow, "emission", {
            "name": f"{bought.product_words()} ({one.supplier}), {group or 'CO2e'}", "unit": "kilogram",
            "name_zh": f"{bought.product_words(CHINESE)}（{one.supplier}），{word_label(group, CHINESE) if group else 'CO2e'}",
            "categories": ("air",), "comment": one.gwp}), methods)  # fmt: skip
        counted = figure_formula(name, one, growth.base.parameters)
        formula = counted if share == 1 else f"{_bracketed(counted)} * {share!r}"
        amount = _at_defaults(growth.base, one, counted, name) * share
        row = ExchangeRow(growth.number(), key, flow, "biosphere", amount, formula,
                          {**cited, "unit": "kilogram", "formula": formula})  # fmt: skip
        growth.add_exchange(row, amount, formula, {used: used for used in names_in(formula)})
    return key


def figure_formula(name: str, one: Replacement, parameters: Collection[str]) -> str:
    """The figure of a supplier under the approach to end of life in force.

    The kit counts its own recycled content so: all of its burden without credit and by cut-off, half of it by 50/50, A of it by
    the Circular Footprint Formula, and otherwise what virgin material would cost. `recycled_gain` lies between the two.
    """
    if not one.recycled_gain or RECYCLED_SHARE_NAMES - set(parameters):
        return name
    share = " + ".join(RECYCLED_COUNTED)
    if one.recycled_content == INSIDE:
        return f"{name} + {one.recycled_gain!r} * (1 - ({share}))"
    return f"{name} - {one.recycled_gain!r} * ({share})"


def _bracketed(formula: str) -> str:
    return formula if formula.isidentifier() else f"({formula})"


def _at_defaults(system: ProductSystem, one: Replacement, formula: str, name: str) -> float:
    """A figure at the values that the parameters of a system have."""
    if formula == name:
        return one.value
    values = system.parameter_values()
    return evaluate(formula, {name: one.value, **{used: values[used] for used in names_in(formula) if used != name}})


def _methods_of(system: ProductSystem, ids: Iterable[str]) -> list[tuple[str, ...]]:
    known = {str(data.get("lca_models_id") or ""): name for name, data in system.method_metadata.items()}
    return [known[one] for one in ids if one in known]


def _buy(growth: Growth, place: int, made: Key, bought: Node, one: Replacement) -> None:
    """Relink a purchase to what is made; split by stage where the figure is, in the stage of the purchase otherwise."""
    row = growth.base.exchanges[place]
    buyer = growth.base.processes[int(growth.base.matrix_columns[place])]
    stage = growth.base.stages[place] or (bought.stage if buyer.stage else "")
    shares = dict(one.stages) if buyer.stage else {}
    if one.stages and not buyer.stage:
        raise ScenarioError(
            message("replacement of {buyer} > {input}: '{process}' carries no stage, so what it buys counts in the "
                    "stages of those who buy from it; leave stages out",
                    buyer=one.buyer, input=one.input, process="/".join(row.process))
        )  # fmt: skip
    data = {**row.data, IN_PLACE_OF: row.input[1], "input": made}
    parts = list((shares or {stage: 1.0}).items())
    growth.relink(place, made, parts[0], data)
    for part in parts[1:]:
        growth.split(place, made, part, data)


def _keep_credits(growth: Growth, network: Network, places: Sequence[int]) -> None:
    """What recycling avoids buys what the project says: its processes that stand above a replaced purchase are doubled."""
    system = network.system
    above = network.above({int(system.matrix_columns[place]) for place in places})
    credits = [place for place in network.credits.tolist() if int(network.makers[place]) in above]
    doubled = network.reached({int(network.makers[place]) for place in credits}, within=above)
    if not doubled:
        return
    twins: dict[Key, Key] = {}
    for column in sorted(doubled):
        node = system.processes[column]
        twin = (DATABASE, f"{node.key[1]}_{AVOIDED}")
        twins[node.key] = twin
        growth.add_process(replace(node, id=growth.number(), key=twin, data={**node.data, COPY_OF: "/".join(node.key)}))
    products = {system.products[row]: twins[system.processes[int(column)].key]
                for row, column in enumerate(system.makers.tolist()) if column in doubled}  # fmt: skip
    formulas = {row.exchange: row for row in system.formulas}
    for place, row in enumerate(system.exchanges):
        column = int(system.matrix_columns[place])
        if column not in doubled:
            continue
        bought = row.input if system.is_biosphere[place] else products.get(row.input, row.input)
        copied = replace(row, id=growth.number(), process=twins[row.process], input=bought,
                         data={**row.data, "input": bought, "output": twins[row.process]})  # fmt: skip
        formula = formulas.get(place)
        growth.add_exchange(copied, float(system.stored_amounts[place]), formula.text if formula else "",
                            formula.names if formula else {}, system.stages[place])  # fmt: skip
    for place in credits:
        growth.aim(place, products[system.exchanges[place].input])
