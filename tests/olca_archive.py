"""A small archive of openLCA: a cell of copper, an aluminium foil and electricity, with a waste, in any state of disorder."""

import io
import json
import zipfile

UNITS = {
    "mass": ("kg", [("kg", 1.0), ("g", 0.001), ("t", 1000.0)]),
    "energy": ("MJ", [("MJ", 1.0), ("kWh", 3.6)]),
}
GROUP_OF = {name: group for group, (_, units) in UNITS.items() for name, _ in units}


def flow(id_, name, kind="PRODUCT_FLOW", group="mass", category=None, **more):
    factors = [{"flowProperty": {"@id": f"p-{group}"}, "conversionFactor": 1.0, "isRefFlowProperty": True}]
    return {"@type": "Flow", "@id": id_, "name": name, "flowType": kind, "category": category, "flowProperties": factors,
            **more}  # fmt: skip


def exchange(flow_id, amount, unit="kg", is_input=True, **more):
    return {"flow": {"@id": flow_id}, "amount": amount, "unit": {"@id": f"u-{unit}", "name": unit},
            "flowProperty": {"@id": f"p-{GROUP_OF.get(unit, 'mass')}"}, "isInput": is_input, **more}  # fmt: skip


def made(flow_id, amount=1.0, unit="kg", **more):
    return exchange(flow_id, amount, unit, **{"is_input": False, "isQuantitativeReference": True, **more})


def process(id_, name, *exchanges, **more):
    return {"@type": "Process", "@id": id_, "name": name, "processType": "UNIT_PROCESS", "exchanges": [*exchanges],
            "location": {"@id": "l-cn", "name": "China"}, **more}  # fmt: skip


def parameter(name, value=None, formula=None, **more):
    return {"@type": "Parameter", "@id": f"g-{name}", "name": name, "value": value, "formula": formula,
            "isInputParameter": formula is None, "parameterScope": "GLOBAL_SCOPE", **more}  # fmt: skip


def members(*entities, version=2):
    """Members of an archive by name: the units, a place, and some entities."""
    found = {
        "olca-schema.json": {"version": version},
        "locations/l-cn.json": {"@id": "l-cn", "name": "China", "code": "CN"},
    }
    for group, (reference, units) in UNITS.items():
        listed = [{"@id": f"u-{name}", "name": name, "conversionFactor": factor, "isRefUnit": name == reference}
                  for name, factor in units]  # fmt: skip
        found[f"unit_groups/g-{group}.json"] = {"@id": f"g-{group}", "name": group, "units": listed}
        found[f"flow_properties/p-{group}.json"] = {
            "@id": f"p-{group}",
            "name": group,
            "unitGroup": {"@id": f"g-{group}"},
        }
    folders = {"Flow": "flows", "Process": "processes", "Parameter": "parameters", "ImpactCategory": "lcia_categories"}
    return found | {f"{folders[one['@type']]}/{one['@id']}.json": one for one in entities}


def archive(path, found):
    """Write members, documents as JSON and bytes as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipped:
        for name, content in found.items():
            zipped.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    path.write_bytes(stream.getvalue())
    return path


CO2 = flow(
    "f-co2", "Carbon dioxide, fossil", "ELEMENTARY_FLOW", category="Elementary flows/Emission to air/unspecified"
)
ORE = flow("f-ore", "Copper ore", "ELEMENTARY_FLOW", category="Elementary flows/Resource/in ground")
COPPER, POWER = flow("f-cu", "copper"), flow("f-el", "electricity", group="energy")
CELL, SCRAP = flow("f-cell", "cell"), flow("f-scrap", "scrap", "WASTE_FLOW")
GRID = process("e", "grid", made("f-el", 1.0, "kWh"), exchange("f-co2", 500.0, "g", is_input=False))
MINE = process(
    "m", "copper, at mine", made("f-cu", 1.0, "t"), exchange("f-ore", 1.2, "t"), exchange("f-el", 7200.0, "MJ")
)
TREATS = process("w", "scrap treatment", made("f-scrap", 1.0, is_input=True), exchange("f-co2", 0.5, is_input=False))
MAKES = process(
    "c", "cell production", made("f-cell", 2.0),
    exchange("f-cu", 300.0, "g", amountFormula="mass_cu * 1000", internalId=4),
    exchange("f-el", 3.6, "MJ", amountFormula="if(Scrap_Share > 0; 3.6; 0)"),
    exchange("f-scrap", 0.1, is_input=False, defaultProvider={"@id": "w"}),
    exchange("f-cu", 0.2, isAvoidedProduct=True),
    parameters=[parameter("mass_cu", 0.3, "E * 3", parameterScope="PROCESS_SCOPE")],
)  # fmt: skip
GIVEN = parameter("E", 0.1, uncertainty={"distributionType": "LOG_NORMAL_DISTRIBUTION", "geomMean": 0.1, "geomSd": 1.2})
WHOLE = (CO2, ORE, COPPER, POWER, CELL, SCRAP, GRID, MINE, TREATS, MAKES, GIVEN, parameter("scrap_share", 0.05))
