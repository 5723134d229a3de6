"""JSON-LD of openLCA (.zip): its unit processes as a database, with formulas, parameters and spreads.

What openLCA counts in any unit of any flow property is counted here in the unit of the process that makes it, else in the
unit of the exchange, where Brightway has a name for it. Global parameters become parameters of the database.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lca_models.inventory.formats.imported import FACTORS, Imported
from lca_models.inventory.formats.reading import olca_entities
from lca_models.inventory.formats.reading.dialects import OPENLCA, as_brightway, plain_name
from lca_models.inventory.formats.reading.marked_json import is_number
from lca_models.inventory.formats.reading.olca_entities import HELD, OlcaEntities, preferred, read_entities
from lca_models.inventory.formats.reading.olca_spread import categories_of, is_turned, spread_of
from lca_models.inventory.formats.reading.units import brightway_unit, scaled
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.formulas import FormulaError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import MOST_PROBLEMS
from lca_models.scope.wording.messages import message

ENDING = ".zip"
ELEMENTARY, WASTE = "ELEMENTARY_FLOW", "WASTE_FLOW"
look_at = olca_entities.look_at


def read(path: Path) -> tuple[Imported, ...]:
    """The unit processes of an archive as one database of the name of the file.

    Raises ProjectError for a file that is none, with every fault of its processes at once.
    """
    return (_Reading(path, read_entities(path)).database(),)


@dataclass
class _Reading:
    """One archive on its way to a database: what was found wrong, and what was left out and how often."""

    path: Path
    found: OlcaEntities
    problems: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    made: dict[str, tuple[str, Any]] = field(
        default_factory=dict
    )  # by flow: the process that makes it, and its exchange

    def database(self) -> Imported:
        """The database. Raises ProjectError with every fault."""
        names: dict[str, str] = {}
        shared = [one for one in self.found.parameters.values() if _value(one.parameter_scope) != "IMPACT_SCOPE"]
        parameters = self._parameters(shared, names, message("global parameters"))
        self._references()
        datasets = [self._process(id_, one, names) for id_, one in self.found.processes.items()]
        datasets += [self._held(id_, flow) for id_, flow in self.found.flows.items() if HELD in (flow.tags or ())]
        if self.problems:
            more = len(self.problems) - MOST_PROBLEMS
            shown = self.problems[:MOST_PROBLEMS] + ([message("and {count} more", count=more)] if more > 0 else [])
            raise ProjectError("\n".join(shown))
        left = [message("{folder}: {count} files are left out", folder=folder, count=count)
                for folder, count in sorted(self.found.left_out.items())]  # fmt: skip
        if self.found.categories:
            left.append(message("{count} impact categories are left out: flows count by those of the project",
                                count=len(self.found.categories)))  # fmt: skip
        notes = (*(f"{words} ({count})" for words, count in self.notes.items()), *left)
        return Imported(self.path, self.path.stem, {"format": "openLCA JSON-LD"}, datasets, [], parameters, notes)

    def _held(self, id_: str, flow: Any) -> dict[str, Any]:
        """An elementary flow that only the file has, with its factors in the categories of the file."""
        factors = {str(one.name): float(row.value) for one in self.found.categories.values()
                   for row in one.impact_factors or () if row.flow and row.flow.id == id_ and is_number(row.value)}  # fmt: skip
        unit = next((one.unit.name for process in self.found.processes.values() for one in process.exchanges or ()
                     if one.flow and one.flow.id == id_ and one.unit), "")  # fmt: skip
        return {"code": id_, "database": self.path.stem, "name": str(flow.name or ""), "type": "emission",
                "unit": brightway_unit(str(unit or ""))[0], "categories": categories_of(flow.category, is_input=False),
                FACTORS: json.dumps(factors, ensure_ascii=False), "exchanges": [], "parameters": []}  # fmt: skip

    def _fault(self, process: Any, place: str, words: object) -> None:
        name = excerpt(str(getattr(process, "name", None) or getattr(process, "id", process)))
        self.problems.append(f"{self.path.name}: '{name}'{f', {place}' if place else ''}: {words}")

    def _references(self) -> None:
        """Which process makes each flow; of several none does without being named."""
        makers: dict[str, list[tuple[str, Any]]] = {}
        for id_, process in self.found.processes.items():
            for one in process.exchanges or ():
                if one.is_quantitative_reference and one.flow:
                    makers.setdefault(str(one.flow.id), []).append((id_, one))
        self.made = {flow: listed[0] for flow, listed in makers.items() if len(listed) == 1}

    def _process(self, id_: str, process: Any, shared: Mapping[str, str]) -> dict[str, Any]:
        names = dict(shared)
        parameters = self._parameters(process.parameters or (), names, message("parameters"), process)
        listed = process.exchanges or ()
        references = [one for one in listed if one.is_quantitative_reference]
        if len(references) != 1:
            self._fault(
                process, "", message("it has {count} quantitative references; give it one", count=len(references))
            )
        rows, product = [], dict[str, Any]()
        for number, one in enumerate(listed, 1):
            place = message("exchange {number}", number=one.internal_id or number)
            try:
                row = self._exchange(process, one, names)
            except (ValueError, FormulaError) as error:
                self._fault(process, place, error)
                continue
            if one.is_quantitative_reference:
                product = {"reference product": row["name"], "unit": row["unit"]}
                row |= {"input": (self.path.stem, id_), "name": str(process.name or "")}
            rows.append(row)
        text = {"comment": process.description} if process.description else {}
        return {"code": id_, "database": self.path.stem, "name": str(process.name or ""), "type": "process",
                "location": self._place(process.location) or "GLO", **product, **text, "exchanges": rows,
                "parameters": parameters}  # fmt: skip

    def _place(self, given: Any) -> str:
        return self.found.places.get(str(given.id), "") or str(given.name or "") if given else ""

    def _exchange(self, process: Any, one: Any, names: Mapping[str, str]) -> dict[str, Any]:
        """An exchange as Brightway has it. Raises ValueError or FormulaError with what is wrong, the field first."""
        flow = self.found.flows.get(str(one.flow.id)) if one.flow else None
        if flow is None:
            raise ValueError(message("flow: the file does not hold it; export the flows with the processes"))
        if not is_number(one.amount):
            raise ValueError(message("amount: it is no finite number; give one"))
        row: dict[str, Any] = {"amount": float(one.amount), "name": str(flow.name or "")}
        if one.description:
            row["comment"] = str(one.description)
        formula = one.amount_formula if isinstance(one.amount_formula, str) and one.amount_formula.strip() else ""
        if formula:
            try:
                row["formula"] = as_brightway(formula, names, OPENLCA)
            except FormulaError as error:
                raise FormulaError(message("amountFormula: {error}", error=error)) from None
        row |= self._spread(one, row["amount"], bool(formula))
        kind = _value(flow.flow_type)
        unit, factor = self._unit(one, flow, is_elementary=kind == ELEMENTARY)
        row["unit"] = unit
        if kind == ELEMENTARY:
            row |= {"type": "biosphere", "categories": categories_of(flow.category, bool(one.is_input))}
            return scaled(row, -factor if is_turned(row["categories"], bool(one.is_input)) else factor)
        return self._of_product(process, one, scaled(row, factor), is_waste=kind == WASTE)

    def _of_product(self, process: Any, one: Any, row: dict[str, Any], *, is_waste: bool) -> dict[str, Any]:
        is_input = bool(one.is_input)
        if one.is_quantitative_reference:
            return scaled({**row, "type": "production"}, -1.0 if is_input else 1.0)
        if one.is_avoided_product:
            row["type"] = "substitution"
        elif is_input == is_waste:
            raise ValueError(message("it is a product beside the reference; split the process, or mark it as avoided"))
        else:
            row = scaled({**row, "type": "technosphere"}, -1.0 if is_waste else 1.0)
        provider = one.default_provider
        if provider and str(provider.id) in self.found.processes:
            row["input"] = (self.path.stem, str(provider.id))
        elif not provider and str(one.flow.id) in self.made:
            row["input"] = (self.path.stem, self.made[str(one.flow.id)][0])
        else:
            place = self._place(one.location) or str(provider.location or "" if provider else "")
            named = {"name": str(provider.name)} if provider and provider.name else {}
            row |= {"reference product": row["name"], **named, **({"location": place} if place else {})}
        return row

    def _unit(self, one: Any, flow: Any, *, is_elementary: bool) -> tuple[str, float]:
        """What an exchange is counted in, and how many of those one of its own units is. Raises ValueError."""
        unit = self.found.unit_of(one)
        made = None if is_elementary else self._maker(one, flow)
        if made is not None:
            wanted = self.found.unit_of(made)
            factor = self.found.in_reference(one, flow) / self.found.in_reference(made, flow)
        else:
            others = [other for other in self.found.units.values() if other.group == unit.group and other.factor == 1]
            wanted = unit if preferred(unit) or not others else others[0]  # the unit of reference of its group
            factor = unit.factor / wanted.factor
        name, more = brightway_unit(wanted.name)
        return name, factor * more

    def _maker(self, one: Any, flow: Any) -> Any:
        """The exchange by which a process of the file makes what another buys; None where nobody does."""
        if one.is_quantitative_reference:
            return one
        provider = self.found.processes.get(str(one.default_provider.id)) if one.default_provider else None
        for made in (provider.exchanges or ()) if provider else ():
            if made.is_quantitative_reference and made.flow and made.flow.id == flow.id:
                return made
        return self.made[str(flow.id)][1] if str(flow.id) in self.made else None

    def _spread(self, one: Any, amount: float, has_formula: bool) -> dict[str, Any]:
        """The spread of an exchange or a parameter; what Brightway cannot store is counted in a note."""
        found, words = spread_of(one.uncertainty, amount)
        if found and has_formula:
            found, words = {}, message("the spread of an amount with a formula is left out: its parameters have theirs")
        if words:
            self.notes[words] += 1
        return found or {"uncertainty type": 0}

    def _parameters(self, listed: Any, names: dict[str, str], where: str, process: Any = None) -> list[dict[str, Any]]:
        """Parameters of the file or of a process; `names` gets theirs, by name in small letters."""
        own: dict[str, str] = {}
        for one in listed:
            said = str(one.name or "")
            if said.lower() in own:
                self._fault(process or where, said, message("there are two of this name; keep one"))
                continue
            own[said.lower()] = plain_name(said, own)
            if own[said.lower()] != said:
                self.notes[message("parameters have other names, which Brightway's formulas can read")] += 1
        names |= own
        found = []
        for one in listed:
            try:
                found.append(self._parameter(one, names))
            except (ValueError, FormulaError) as error:
                self._fault(process or where, message("parameter '{name}'", name=excerpt(str(one.name))), error)
        return found

    def _parameter(self, one: Any, names: Mapping[str, str]) -> dict[str, Any]:
        formula = (
            one.formula if isinstance(one.formula, str) and one.formula.strip() and not one.is_input_parameter else ""
        )
        if not is_number(one.value) and not formula:
            raise ValueError(message("value: it is no finite number; give one"))
        row: dict[str, Any] = {"name": names[str(one.name or "").lower()], "original_name": str(one.name or ""),
                               "amount": float(one.value) if is_number(one.value) else 0.0}  # fmt: skip
        if formula:
            row["formula"] = as_brightway(formula, names, OPENLCA)
        if one.description:
            row["comment"] = str(one.description)
        found = self._spread(one, row["amount"], bool(formula))
        return {**row, **({"loc": row["amount"]} if found == {"uncertainty type": 0} else {}), **found}


def _value(given: Any) -> str:
    """The word of an enumeration of olca-schema, whichever it is."""
    return str(getattr(given, "value", given) or "")
