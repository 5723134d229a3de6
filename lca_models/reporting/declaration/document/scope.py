"""Chapter 3: product, functional unit, boundary, what is left out, allocation."""

from __future__ import annotations

from lca_models.reporting.declaration.document import pictures
from lca_models.reporting.declaration.document.facts import Facts, Row
from lca_models.reporting.declaration.document.paper.numbers import AMOUNT, COUNT, PER_PACK, SHARE, Number
from lca_models.reporting.declaration.document.paper.word_file import Part, WordFile
from lca_models.scope.wording.catalogue import CHINESE

_SHOWN_INSIDE, _LISTED_INSIDE = 7, 12  # names of inputs of a stage in the figure of the boundary, and in its table
# Key of the sheet, name in words.
_PROPERTIES = (
    ("rated_energy", "rated energy"),
    ("usable_energy", "usable energy"),
    ("pack_mass", "mass of the pack"),
    ("cells_mass", "mass of its cells"),
    ("cells_per_pack", "cells in the pack"),
    ("warranty_years", "warranty"),
    ("warranty_km", "warranty distance"),
)


def write_scope(paper: WordFile, facts: Facts) -> None:
    """What is counted, per what, and what is not."""
    paper.heading(f"3 {facts.say('Scope')}")
    paper.heading(f"3.1 {facts.say('Product')}", 2)
    facts.put_table(paper, "T3.1", _product(facts), (4, 4, 2, 4))
    _functional_unit(paper, facts)
    _boundary(paper, facts)
    _left_out(paper, facts)
    _allocation(paper, facts)


def _product(facts: Facts) -> list[tuple[object, ...]]:
    sheet = facts.declared.sheet.product
    rows: list[tuple[object, ...]] = [
        (facts.say(name), facts.say(str(value)), "", "")
        for name, value in (
            ("name", sheet.name),
            ("model", facts.model),
            ("chemistry", facts.choice("chemistries", sheet.chemistry)),
            ("cell format", facts.choice("cell_formats", sheet.cell_format)),
            ("plant", sheet.plant),
            ("province of the plant", facts.choice("provinces", facts.declared.result.province)),
            ("archetype", facts.declared.pack.archetype),
            ("vehicle category", sheet.vehicle_category),
        )
        if value
    ]
    for key, name in _PROPERTIES:
        value = getattr(sheet, key)
        if value is not None:
            rows.append((facts.say(name), facts.given(value, f"/product/{key}"), value.unit, value.evidence_id or ""))
    return rows


def _functional_unit(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"3.2 {facts.say('Functional unit')}", 2)
    terms = {str(row["term"]): (number, row) for number, row in facts.rows("units") if row["kind"] == "term"}
    number, total = terms["total_energy"]
    facts.put(
        paper,
        facts.sentence(
            "S3.1",
            energy__total=facts.number("units", number, "value", AMOUNT),
            energy__formula=facts.say_parts(str(total["formula"]).partition(" = ")[0]),
        ),
    )
    if "cycles_declared" in terms:
        facts.put(paper, facts.sentence("S3.2", **_cycles(facts, terms)))
    picture = pictures.fade(facts)
    if picture is not None:
        paper.figure(picture, pictures.caption(facts, 2, "Capacity retained, tested and extrapolated apart"), 13.5)
    rows = [
        (
            facts.say(str(row["term"]).replace("_", " ")),
            _value(facts, number, row),
            facts.say(str(row["unit"])),
            facts.say(str(row["rule"])),
            str(row["evidence"] or ""),
            facts.say(str(row["class"] or "")),
        )
        for number, row in sorted(terms.values(), key=lambda one: (one[1]["counts"] != "yes", one[0]))
    ]
    facts.put_table(
        paper,
        "T3.2",
        rows,
        (4, 3, 2, 3, 4, 3),
        note=facts.say("Rows on top make the energy delivered; the others are printed for other rule sets."),
    )
    others = [
        (facts.say(str(row["name"])), facts.number("sensitivity", number, "low", "f2*1000"))
        for number, row in facts.rows("sensitivity")
        if row["kind"] == "denominator"
    ]
    if others:
        paper.paragraph(facts.say("By other ways to count the energy delivered, in g CO2e per kWh:"), style="Lead")
        paper.table((facts.say("way to count"), "g CO2e/kWh"), others, (9, 3))


def _value(facts: Facts, number: int, row: Row) -> Part:
    return (
        facts.number("units", number, "value", AMOUNT) if isinstance(row["value"], int | float) else str(row["value"])
    )


def _cycles(facts: Facts, terms: dict[str, tuple[int, Row]]) -> dict[str, Part | None]:
    test = facts.declared.sheet.cycle_test
    declared = facts.number("units", terms["cycles_declared"][0], "value", COUNT)
    measured = (
        facts.number("units", terms["cycles_measured"][0], "value", COUNT) if "cycles_measured" in terms else None
    )
    beyond = (
        measured is not None
        and isinstance(measured.value, int | float)
        and isinstance(declared.value, int | float)
        and declared.value > measured.value
    )
    listed = [test.standard, facts.choice("tested_objects", test.tested_object) if test.tested_object else None]
    listed.append(test.cycles_measured.evidence_id if test.cycles_measured else None)
    comma = "，" if facts.language == CHINESE else ", "
    return {
        "cycles__evidence": comma.join(filter(None, listed)),
        "cycles__measured": measured,
        "cycles__declared": declared,
        "cycles__extrapolated_note": facts.say(", an extrapolation beyond the test") if beyond else "",
    }


def _boundary(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"3.3 {facts.say('System boundary')}", 2)
    inside: dict[str, list[str]] = {str(row["stage"]): [] for _, row in facts.rows("stages") if row["stage"] != "total"}
    for _, row in sorted(facts.rows("contributions"), key=lambda one: -abs(_number(one[1]["kg_co2e_per_pack"]))):
        name = facts.words_of_codes.get(str(row["line"]).partition(" > ")[2].partition(" #")[0], str(row["input"]))
        names = inside.setdefault(str(row["stage"]), [])
        if name not in names:
            names.append(name)
    outside = [(str(row["input"]), row) for _, row in facts.rows("cutoff") if row["kind"] == "boundary"]
    comma = "、" if facts.language == CHINESE else ", "
    facts.put(
        paper,
        facts.sentence(
            "S3.3",
            boundary__stages=comma.join(map(facts.stage, inside)),
            boundary__excluded=("；" if facts.language == CHINESE else "; ").join(
                facts.left_out(name) for name, _ in outside
            ),
        ),
    )
    shown = {stage: names[:_SHOWN_INSIDE] for stage, names in inside.items()}
    paper.figure(
        pictures.boundary(facts, shown, [facts.left_out(name) for name, _ in outside]),
        pictures.caption(facts, 3, "System boundary; largest inputs of each stage, below what is left out"),
    )
    rows: list[tuple[object, ...]] = []
    for stage, names in inside.items():
        here = [(name, row) for name, row in outside if row["stage"] == stage]
        rows.append(
            (
                facts.stage(stage),
                comma.join(names[:_LISTED_INSIDE]) + (" …" if len(names) > _LISTED_INSIDE else ""),
                "\n".join(facts.left_out(name) for name, _ in here),
                "\n".join(facts.told(str(row["proof"])) for _, row in here),
            )
        )
    facts.put_table(
        paper, "T3.3", rows, (2.8, 6.4, 3.4, 4), note=facts.say("All inputs stand in results/contributions.csv.")
    )


def _left_out(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"3.4 {facts.say('Cut-off')}", 2)
    every = facts.rows("cutoff")
    number, whole = next((number, row) for number, row in every if row["kind"] == "all")
    facts.put(
        paper,
        facts.sentence(
            "S3.4",
            cutoff__mass=facts.number("cutoff", number, "share_of_mass", SHARE),
            cutoff__kg=facts.number("cutoff", number, "upper_kg_co2e_per_pack", PER_PACK),
            cutoff__share=facts.number("cutoff", number, "upper_share_of_emissions", SHARE),
            cutoff__cn=facts.say(str(whole["rule_1_01_5"])),
            cutoff__cfb=facts.say(str(whole["rule_1"])),
            cutoff__pef=facts.say(str(whole["rule_3"])),
        ),
    )
    rows = [_cut(facts, number, row) for number, row in every if row["kind"] == "cut-off"]
    facts.put_table(
        paper,
        "T3.4",
        [*rows, _cut(facts, number, whole)],
        (4.6, 1.4, 1.4, 1.9, 1.6, 1.4, 1.4, 4.6),
        totals=1,
        small=True,
        note=facts.say(
            "Of an input without a bound nobody knows the emissions, so that the rule of 3 % of emissions stays open; no "
            "input counts as nothing."
        ),
    )


def _cut(facts: Facts, number: int, row: Row) -> tuple[object, ...]:
    proof = (
        facts.say_parts(str(row["proof"] or ""))
        if row["kind"] == "all"
        else facts.why_left_out(str(row["input"]), str(row["proof"] or ""))
    )
    return (
        facts.say("all that is left out") if row["kind"] == "all" else facts.left_out(str(row["input"])),
        facts.number("cutoff", number, "mass_kg_per_pack", "f2"),
        facts.number("cutoff", number, "share_of_mass", SHARE),
        facts.number("cutoff", number, "upper_kg_co2e_per_pack", PER_PACK),
        *(
            facts.say("n/a" if row[rule] == "not applicable" else str(row[rule]))
            for rule in ("rule_1_01_5", "rule_1", "rule_3")
        ),
        proof,
    )


def _allocation(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"3.5 {facts.say('Allocation')}", 2)
    every = facts.rows("allocation")
    used = [(number, row) for number, row in every if row["used"] == "yes"]
    if not every:
        paper.paragraph(
            facts.say("The sheet names no meter that several products share; nothing is allocated at the plant.")
        )
        return
    seen = set()
    for _, row in used:
        effects = [(at, _number(one["effect_kg_co2e_per_pack"])) for at, one in every if one["meter"] == row["meter"]]
        if len(effects) < 2 or row["meter"] in seen:
            continue
        seen.add(row["meter"])
        low, high = min(effects, key=lambda one: one[1])[0], max(effects, key=lambda one: one[1])[0]
        facts.put(
            paper,
            facts.sentence(
                "S3.5",
                meter__name=f"{row['meter']}",
                meter__key=facts.choice("allocation_keys", str(row["key"])),
                meter__reason=facts.say(str(row["reason"] or "")),
                alloc__low=_total_with(facts, low),
                alloc__high=_total_with(facts, high),
            ),
        )
    rows = [
        (
            f"{row['meter']} {facts.choice('meter_items', str(row['item']))}",
            facts.choice("allocation_keys", str(row["key"])),
            facts.say(str(row["used"])),
            facts.number("allocation", number, "share", SHARE),
            facts.number("allocation", number, "effect_kg_co2e_per_pack", PER_PACK),
            facts.say(str(row["reason"] or "")),
        )
        for number, row in every
    ]
    facts.put_table(paper, "T3.5", rows, (4, 3, 1.6, 1.8, 2.6, 4))


def _total_with(facts: Facts, number: int) -> Number:
    """The result with another key: its field names the effect, which is added to the total."""
    effect = facts.number("allocation", number, "effect_kg_co2e_per_pack", PER_PACK)
    total = sum(facts.declared.result.stages.values())
    return Number(total + _number(effect.value), PER_PACK, f"total+{effect.source}")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
