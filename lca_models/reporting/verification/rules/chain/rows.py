"""The inventory behind a result: edited rows, rows without a source, footprints without provenance, spreads, potentials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.reporting.declaration.bundle import DATABASES, PROVENANCE, Bundle
from lca_models.reporting.declaration.listing.differs import EDITED
from lca_models.reporting.declaration.table import read_csv
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import CRITICAL, NotApplicableError, Seen, Words
from lca_models.reporting.verification.package.reading import read_package
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

ROWS, DIFFERS, PARAMETERS = "inventory/rows.csv", "inventory/differs.csv", "inventory/parameters.csv"
OWN_KINDS = ("production", "substitution")  # of a row that needs no source: what a process makes, or stands in place of
OWN_EVIDENCE = ("user", "calculated")
NO_SPREAD = ("", "determined", "chosen")


def edited_rows(case: Case) -> Iterator[Seen]:
    """ROW-01: a row that somebody edited differs from the release; what the maker gives in the sheet is no edit."""
    for row in _table(case.bundle, DIFFERS):
        if row["whose"] != EDITED:
            continue
        kg = float(row["kg_co2e_per_pack"] or 0.0)
        values = {"table": row["table"], "row": row["row"], "a": row["here"], "b": row["release"], "kg": kg}
        place = f"{row['table']}:{row['row']}"
        # Right is the row of the release, so the effect is the other way round.
        yield Seen(place, values, -kg, CRITICAL if abs(kg) > case.threshold_kg else "", DIFFERS, place)


def without_source(case: Case) -> Iterator[Seen]:
    """ROW-02: every row names its source; amounts of the maker name the sheet."""
    for row in _table(case.bundle, ROWS):
        is_own = row["type"] in OWN_KINDS or row["evidence"] in OWN_EVIDENCE or not row["evidence"]
        if not is_own and not row["source"]:
            kg = float(row["kg_co2e_per_pack"] or 0.0)
            name = f"{row['process']} > {row['input']}"
            yield Seen(name, {"row": name}, kg or None, "", ROWS, name)


def provenance(case: Case) -> Iterator[Seen]:
    """ROW-03: what stands in place of a purchase, or of a stage, says old and new figure, source and the file it is from."""
    replaced = case.again.result.system.replacements
    if not replaced and not case.again.received:
        raise NotApplicableError(Words(*bilingual("nothing is replaced in the result")))
    try:
        listed = {(one["buyer"], one["input"]): one for one in case.bundle.json(PROVENANCE)["replacements"]}
    except (KeyError, ValueError, TypeError, RecursionError):
        listed = {}
    for one in replaced:
        said = listed.get((one.buyer, one.input), {})
        if not (said.get("old") and said.get("new") and one.source):
            name = f"{one.buyer} > {one.input}"
            yield Seen(name, {"stage": name}, None, "", PROVENANCE, name)


def order_of_spread(case: Case) -> Iterator[Seen]:
    """ROW-04: smallest, central and largest value are in this order, and a scale is above 0."""
    for member, name in ((ROWS, "input"), (PARAMETERS, "name")):
        for row in _table(case.bundle, member):
            if row["distribution"] in NO_SPREAD:
                continue
            low, high, scale = (float(row[one]) if row[one] else None for one in ("minimum", "maximum", "scale"))
            if (low is not None and high is not None and low > high) or (scale is not None and scale < 0):
                place = f"{row.get('process', '')} > {row[name]}" if member == ROWS else row[name]
                values = {
                    "row": place,
                    "a": row["minimum"],
                    "b": row.get("amount") or row.get("value"),
                    "c": row["maximum"],
                }
                yield Seen(place, values, None, "", member, place)


def factors(case: Case) -> Iterator[Seen]:
    """GWP-01: the factors of the package are those of the category that it names."""
    try:
        package = read_package(case.bundle.members[DATABASES])
    except KeyError:
        raise NotApplicableError(Words(*bilingual("the bundle holds no database"))) from None
    system, assessment = case.again.result.system, case.again.result.assessment
    known = {
        node.key[1]: float(factor) for node, factor in zip(system.flows, system.factors[assessment.method], strict=True)
    }
    emitted = {node.key[1]: float(amount) for node, amount in zip(system.flows, assessment.flow_scores, strict=True)}
    name = case.again.result.method_id
    for key, stated in package.categories[package.category].factors.items():
        right = known.get(key[1])
        if right is not None and not abs(stated - right) <= limit(case, "GWP-01", "relative") * abs(right):
            kg = emitted.get(key[1], 0.0)
            effect = kg * (1 - stated / right) if right else None
            yield Seen(key[1], {"gas": key[1], "a": stated, "set": name, "b": right}, effect, "", DATABASES, key[1])


def _table(bundle: Bundle, member: str) -> tuple[dict[str, str], ...]:
    """A table of the inventory. Raises NotApplicableError where the bundle holds none, which another rule says."""
    try:
        return read_csv(bundle.members[member])
    except (KeyError, ValueError):
        raise NotApplicableError(Words(*bilingual("the bundle holds no {member}", member=member))) from None


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "ROW-01": edited_rows,
    "ROW-02": without_source,
    "ROW-03": provenance,
    "ROW-04": order_of_spread,
    "GWP-01": factors,
}
