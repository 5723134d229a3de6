"""A product as JSON-LD for openLCA 2 (.zip), written by olca-schema: the same bytes every time.

Processes, flows, units, parameters and impact categories have ids that follow from what they are, so that a second import
replaces the first one and nothing else. Units and flow properties have the ids of openLCA's own reference data.
"""

from __future__ import annotations

import io
import json
import math
import uuid
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.inventory.formats.imported import JOINT
from lca_models.inventory.formats.reading.olca_entities import HELD, SCHEMA, VERSION, openlca_schema
from lca_models.inventory.formats.writing.contents import Contents, Parameter, Row
from lca_models.inventory.formats.writing.olca_formulas import as_openlca
from lca_models.inventory.system.rows import POSITIVE_TYPES, Node
from lca_models.inventory.tables.formulas import FormulaError
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM
from lca_models.scope.wording.messages import message

OWN = uuid.UUID("6f0e3c1c-5d2f-5a57-9a0b-6f8f3a0f4c11")  # the namespace of the ids of this kit
# What openLCA calls a unit of Brightway; the unit of reference of its group, and how many of those one is.
UNITS = {
    "kilogram": ("kg", "kg", 1.0), "megajoule": ("MJ", "MJ", 1.0), "kilowatt hour": ("kWh", "MJ", 3.6),
    "cubic meter": ("m3", "m3", 1.0), "ton kilometer": ("t*km", "t*km", 1.0), "unit": ("Item(s)", "Item(s)", 1.0),
    "kilometer": ("km", "m", 1000.0), "meter": ("m", "m", 1.0), "square meter": ("m2", "m2", 1.0),
}  # fmt: skip
COMPARTMENTS = {"air": "Emission to air", "water": "Emission to water", "soil": "Emission to soil",
                "natural resource": "Resource"}  # fmt: skip
DAY = (1980, 1, 1, 0, 0, 0)


def write(contents: Contents) -> tuple[bytes, tuple[str, ...]]:
    """A product as an archive of openLCA, and what the format cannot hold.

    Raises ProjectError where olca-schema is not installed.
    """
    writing = _Writing(contents, openlca_schema())
    writing.everything()
    notes = tuple(f"{words} ({count})" for words, count in writing.notes.items())
    return writing.archive(), (
        message("parameters are global ones of the database in openLCA: import into one that has none of the same names"),
        message("sources, evidence and stages stand as text with each exchange"), *notes,
    )  # fmt: skip


def identity(*parts: str) -> str:
    """The id of what some texts name: the same in every export."""
    return str(uuid.uuid5(OWN, "\x1f".join(parts)))


@dataclass
class _Writing:
    contents: Contents
    schema: Any
    members: dict[str, bytes] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    groups: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # by reference unit: unit group, flow property, units

    def everything(self) -> None:
        """Fill the members."""
        contents = self.contents
        self.members[SCHEMA] = json.dumps({"version": VERSION}).encode()
        for flow in contents.system.flows:
            self._flow(flow, is_elementary=True)
        for node in contents.system.processes:
            self._flow(node, is_elementary=False)
            self._process(node)
        for one in contents.parameters:
            self._parameter(one)
        for method in sorted(contents.system.factors):
            self._category(method)
        for group in self.groups.values():
            self._put("unit_groups", self.schema.UnitGroup(id=group["group"].id, name=group["group"].name,
                      units=[*group["units"].values()], default_flow_property=group["property"]))  # fmt: skip
            self._put("flow_properties", self.schema.FlowProperty(
                id=group["property"].id, name=group["property"].name, unit_group=group["group"],
                flow_property_type=self.schema.FlowPropertyType.PHYSICAL_QUANTITY))  # fmt: skip

    def archive(self) -> bytes:
        """The bytes of the archive."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(self.members):
                info = zipfile.ZipInfo(name, DAY)
                info.create_system, info.external_attr = 3, 0o644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, self.members[name])
        return stream.getvalue()

    def _put(self, folder: str, entity: Any) -> None:
        said = {"@type": type(entity).__name__, **entity.to_dict()}
        said.pop("lastChange", None)  # the time of day, which olca-schema sets
        self.members[f"{folder}/{entity.id}.json"] = json.dumps(said, ensure_ascii=False, allow_nan=False).encode()

    def _unit(self, name: str) -> tuple[Any, Any]:
        """The references of a unit and its flow property, whose group is written at the end."""
        schema, (own, reference, factor) = self.schema, UNITS.get(name, (name or "unit", name or "unit", 1.0))
        from olca_schema import units

        if reference not in self.groups:
            group = units.group_ref(reference) or schema.Ref(
                id=identity("group", reference), name=f"Units of {reference}", ref_type=schema.RefType.UnitGroup
            )
            kind = units.property_ref(reference) or schema.Ref(
                id=identity("property", reference), name=reference, ref_type=schema.RefType.FlowProperty
            )
            self.groups[reference] = {"group": group, "property": kind, "units": {}}
        found = self.groups[reference]
        for one, many in ((reference, 1.0), (own, factor)):
            if one not in found["units"]:
                ref = units.unit_ref(one)
                found["units"][one] = schema.Unit(id=ref.id if ref else identity("unit", one), name=one,
                                                  conversion_factor=many, is_ref_unit=one == reference)  # fmt: skip
        unit = found["units"][own]
        return schema.Ref(id=unit.id, name=own, ref_type=schema.RefType.Unit), found["property"]

    def _flow_id(self, node: Node, *, is_elementary: bool) -> str:
        if is_elementary:
            return identity("flow", node.name, *map(str, node.data.get("categories") or ()), str(node.data.get("unit")))
        return identity("product", *self.contents.key(node.key))

    def _is_waste(self, node: Node) -> bool:
        """Whether a process takes in what it stands for: its production is negative."""
        return next((row.amount < 0 for row in self.contents.rows[node.key][:1]), False)

    def _flow(self, node: Node, *, is_elementary: bool) -> None:
        schema = self.schema
        _, kind = self._unit(str(node.data.get("unit") or ""))
        words = node.name if is_elementary else str(node.data.get("reference product") or node.name)
        of = (schema.FlowType.ELEMENTARY_FLOW if is_elementary else
              schema.FlowType.WASTE_FLOW if self._is_waste(node) else schema.FlowType.PRODUCT_FLOW)  # fmt: skip
        category = _category_path(node) if is_elementary else self.contents.name
        is_held = is_elementary and bool(self.contents.factors_of(node))
        self._put("flows", schema.Flow(
            id=self._flow_id(node, is_elementary=is_elementary), name=words, flow_type=of, category=category,
            tags=[HELD] if is_held else None,
            flow_properties=[schema.FlowPropertyFactor(conversion_factor=1.0, flow_property=kind,
                                                       is_ref_flow_property=True)]))  # fmt: skip

    def _location(self, node: Node) -> Any:
        code = str(node.data.get("location") or "")
        if not code:
            return None
        schema = self.schema
        self._put("locations", schema.Location(id=identity("location", code), name=code, code=code))
        return schema.Ref(id=identity("location", code), name=code, ref_type=schema.RefType.Location)

    def _process(self, node: Node) -> None:
        schema, data = self.schema, self.contents.node_data(node)
        rows = self.contents.rows[node.key]
        is_waste = self._is_waste(node)
        self._put("processes", schema.Process(
            id=self._process_id(node), name=data["name"], category=node.stage or node.key[0],
            process_type=schema.ProcessType.UNIT_PROCESS, location=self._location(node),
            description=_text(data, "comment", "source", "locator", "evidence"), parameters=[],
            exchanges=[self._exchange(number, row, is_reference=number == 1, is_waste=is_waste)
                       for number, row in enumerate(rows, 1)], last_internal_id=len(rows)))  # fmt: skip

    def _process_id(self, node: Node) -> str:
        return identity("process", *self.contents.key(node.key))

    def _exchange(self, number: int, row: Row, *, is_reference: bool, is_waste: bool) -> Any:
        schema, contents = self.schema, self.contents
        node = contents.input_of(row.exchange)
        is_elementary = row.exchange.is_emission
        unit, kind = self._unit(str(node.data.get("unit") or ""))
        turned = is_waste if is_reference else not is_elementary and self._is_waste(node)
        is_avoided = (
            not is_reference and row.exchange.type in POSITIVE_TYPES
        )  # a co-product adds as an avoided one does
        is_resource = is_elementary and (node.data.get("categories") or ("",))[0] == "natural resource"
        is_input = (is_waste if is_reference else is_resource if is_elementary
                    else True if is_avoided else not turned)  # fmt: skip
        sign = -1.0 if turned and not is_avoided else 1.0
        said = schema.Exchange(
            internal_id=number, amount=sign * row.amount, is_input=is_input, unit=unit, flow_property=kind,
            flow=schema.Ref(id=self._flow_id(node, is_elementary=is_elementary), name=node.name,
                            ref_type=schema.RefType.Flow),
            is_quantitative_reference=is_reference, is_avoided_product=is_avoided or None,
            description=_text({**row.data, "stage": row.stage}, "stage", "comment", "source", "locator", "evidence",
                              "pedigree_scores", "plant_country"))  # fmt: skip
        if not is_elementary and not is_reference:
            said.default_provider = schema.Ref(id=self._process_id(node), name=contents.titles[node.key],
                                               ref_type=schema.RefType.Process)  # fmt: skip
        if row.formula:
            said.amount_formula = self._formula(f"-({row.formula})" if sign < 0 else row.formula)
        said.uncertainty = self._uncertainty(row.spread, sign)
        return said

    def _formula(self, text: str) -> str | None:
        try:
            return as_openlca(text)
        except FormulaError:
            self.notes[
                message("formulas with an operation that openLCA has not, or rounds otherwise, are left out")
            ] += 1
            return None

    def _uncertainty(self, spread: Mapping[str, Any], sign: float = 1.0) -> Any:
        schema, kind = self.schema, spread.get("uncertainty type") or CERTAIN
        of, get = schema.UncertaintyType, spread.get
        if kind == LOGNORMAL and not get("negative") and sign > 0:
            return schema.Uncertainty(of.LOG_NORMAL_DISTRIBUTION, geom_mean=math.exp(spread["loc"]),
                                      geom_sd=math.exp(spread["scale"]))  # fmt: skip
        if kind == NORMAL:
            return schema.Uncertainty(of.NORMAL_DISTRIBUTION, mean=sign * spread["loc"], sd=spread["scale"])
        if kind in (TRIANGULAR, UNIFORM):
            low, high = sorted((sign * spread["minimum"], sign * spread["maximum"]))
            if kind == UNIFORM:
                return schema.Uncertainty(of.UNIFORM_DISTRIBUTION, minimum=low, maximum=high)
            return schema.Uncertainty(of.TRIANGLE_DISTRIBUTION, minimum=low, mode=sign * spread["loc"], maximum=high)
        if kind not in (CERTAIN, 1):
            self.notes[
                message("spreads of a kind that openLCA has not, or of negative lognormal amounts, are left out")
            ] += 1
        return None

    def _parameter(self, one: Parameter) -> None:
        schema = self.schema
        formula = self._formula(one.formula) if one.formula else None
        self._put("parameters", schema.Parameter(
            id=identity("parameter", self.contents.name, one.name), name=one.name, value=one.amount, formula=formula,
            parameter_scope=schema.ParameterScope.GLOBAL_SCOPE, is_input_parameter=formula is None,
            description=_text(one.data, "comment", "unit", "source", "locator", "evidence"),
            uncertainty=None if formula else self._uncertainty(one.spread)))  # fmt: skip

    def _category(self, method: tuple[str, ...]) -> None:
        schema, contents = self.schema, self.contents
        words, unit = JOINT.join(method), str(contents.system.method_metadata.get(method, {}).get("unit", ""))
        factors = []
        for flow, factor in contents.factors(method):
            flow_unit, kind = self._unit(str(flow.data.get("unit") or ""))
            factors.append(schema.ImpactFactor(
                flow=schema.Ref(id=self._flow_id(flow, is_elementary=True), name=flow.name,
                                ref_type=schema.RefType.Flow),
                flow_property=kind, unit=flow_unit, value=factor))  # fmt: skip
        id_ = identity("category", contents.name, *method)
        self._put("lcia_categories", schema.ImpactCategory(id=id_, name=words, ref_unit=unit, impact_factors=factors))
        ref = schema.Ref(id=id_, name=words, ref_type=schema.RefType.ImpactCategory, ref_unit=unit)
        self._put("lcia_methods", schema.ImpactMethod(id=identity("method", contents.name, *method), name=words,
                                                      impact_categories=[ref]))  # fmt: skip


def _category_path(node: Node) -> str:
    first, *rest = [*map(str, node.data.get("categories") or ("air",))]
    return "/".join(["Elementary flows", COMPARTMENTS.get(first, first), *(rest or ["unspecified"])])


def _text(data: Mapping[str, Any], *fields: str) -> str | None:
    """Some fields of a row as lines of text."""
    return "\n".join(f"{name}: {data[name]}" for name in fields if data.get(name) not in (None, "")) or None
