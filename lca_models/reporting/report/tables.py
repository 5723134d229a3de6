"""The tables of a report, each as a tidy table with its unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lca_models.impact.footprint import Footprint
from lca_models.impact.service_life import service_life_parameters
from lca_models.inventory.system.settings import province_code
from lca_models.inventory.tables.formulas import names_in
from lca_models.inventory.tables.records import VERIFICATION, Source
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import readable_text, unit_text

if TYPE_CHECKING:
    import pandas as pd

FADE_CURVE_TABLE = "fade_curve"


def stages_table(result: Footprint) -> pd.DataFrame:
    """Tidy table: stage, kind (burden or credit), amount, unit, basis; the rows of a basis sum to its total."""
    return staged_amounts(result.stages, result.assessment.credits(), result.functional_unit, result.assessment.unit)


def staged_amounts(
    stages: Mapping[str, float], credits: Mapping[str, float], unit: FunctionalUnit, score_unit: str
) -> pd.DataFrame:
    """The same of scores per pack by stage, and of the credits inside them."""
    import pandas as pd

    rows = []
    for one in DECLARED_UNITS:
        size, text, basis = one.factor(unit), unit_text(score_unit, one), one.words()
        for stage, amount in stages.items():
            credit = credits.get(stage, 0.0)
            rows.append((stage, "burden", (amount - credit) * size, text, basis))
            if credit:
                rows.append((stage, "credit", credit * size, text, basis))
    return pd.DataFrame(rows, columns=pd.Index(["stage", "kind", "amount", "unit", "basis"]))


def in_readable_unit(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, of results in one unit, in the unit that is read best: a mass per kWh delivered in grams."""
    scale, unit = readable_text(str(table["unit"].iloc[0]))
    return table.assign(amount=table["amount"] * scale, unit=unit)


def per_kwh_capacity(table: pd.DataFrame, result: Footprint) -> pd.DataFrame:
    """The same table with its amounts per kWh of capacity in place of per pack."""
    factor = KWH_CAPACITY.factor(result.functional_unit)
    return table.assign(amount=table["amount"] * factor, unit=unit_text(result.assessment.unit, KWH_CAPACITY))


def parameters_table(result: Footprint) -> pd.DataFrame:
    """Every parameter: its value here, the default, whether this result uses it, and where the value comes from."""
    import pandas as pd

    defaults, used = result.system.parameter_values(), used_parameters(result)
    fields = ("unit", "kind", "distribution", "label", "source", "locator", "evidence", *VERIFICATION, "comment")
    rows = []
    for name, value in sorted(result.assessment.parameters.items()):
        parameter = result.system.parameters[name]
        described = {field: parameter.data.get(field, "") for field in fields} | _of_rules(result, name)
        own = {"parameter": name, "value": value, "default": defaults[name], "used": name in used}
        rows.append({**own, "formula": parameter.formula, **described})
    columns = ("parameter", "value", "default", "unit", "used", "kind", "formula", *fields[2:])
    return pd.DataFrame(rows, columns=pd.Index(columns))


def _of_rules(result: Footprint, name: str) -> dict[str, str]:
    """Source and place of a default that the rule set puts in place of that of the tables."""
    system, term = result.system, result.rule_set.term(name)
    before = system.before_rules
    if term is None or before is None or result.assessment.parameters[name] != system.parameters[name].amount:
        return {}
    if before.parameters[name].amount == system.parameters[name].amount:
        return {}
    return {"source": term.source, "locator": f"{result.rules}: {term.locator}"} | dict.fromkeys(VERIFICATION, "")


def used_parameters(result: Footprint) -> frozenset[str]:
    """Parameters behind the formulas of what this product buys, and behind its service life."""
    system = result.system
    supplied = result.assessment.supply[system.matrix_columns] != 0
    live = [row for row in system.formulas if supplied[row.exchange]]
    found = {row.names[plain] for row in live for plain in names_in(row.text)}
    if system.product is not None:
        found |= service_life_parameters(system)
    for name, text, names in reversed(system.derived):
        if name in found:
            found |= {names[plain] for plain in names_in(text)}
    return frozenset(found)


def sources_table(result: Footprint, sources: Mapping[str, Source]) -> pd.DataFrame:
    """The sources of the rows and parameters this result uses, with licence and number of rows; most cited first."""
    import pandas as pd

    system = result.system
    used = result.assessment.quantities != 0
    cited = Counter(
        exchange.data.get("source", "") for exchange, hit in zip(system.exchanges, used, strict=True) if hit
    )
    cited.update(system.parameters[name].data.get("source", "") for name in used_parameters(result))
    rows = [
        (key, source.title, source.publisher, source.year, source.address, source.licence, source.redistribution, count)
        for key, count in sorted(cited.items(), key=lambda item: (-item[1], item[0]))
        if (source := sources.get(key))
    ]
    columns = ("key", "title", "publisher", "year", "address", "licence", "redistribution", "rows")
    return pd.DataFrame(rows, columns=pd.Index(columns))


def changed_settings(result: Footprint) -> dict[str, str]:
    """Parameters that differ from their defaults, as people write them: numbers in full precision, provinces by code."""
    system = result.system
    defaults = system.parameter_values()
    found = {}
    for name, value in sorted(result.assessment.parameters.items()):
        parameter = system.parameters[name]
        if value == defaults[name] or parameter.formula:
            continue
        place = parameter.data.get("choices") == "provinces"
        found[name] = province_code(value, system.provinces) if place else repr(float(value))
    return found
