"""Chapters 5 to 7: results by stage, gas, electricity and end of life; what makes them and how sure they are; data quality."""

from __future__ import annotations

from lca_models.reporting.declaration.document import pictures
from lca_models.reporting.declaration.document.facts import Facts, Row
from lca_models.reporting.declaration.document.paper.numbers import (
    COUNT,
    PER_CAPACITY,
    PER_DELIVERED,
    PER_PACK,
    SCORE,
    SHARE,
    Number,
)
from lca_models.reporting.declaration.document.paper.word_file import Part, WordFile
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.wording.catalogue import CHINESE

MOST_INPUTS = 12
STEP = 0.1
WHOSE = ("measured", "stated", "supplier", "archetype")


def write_results(paper: WordFile, facts: Facts) -> None:
    """Chapter 5."""
    paper.heading(f"5 {facts.say('Results')}")
    paper.heading(f"5.1 {facts.say('By stage')}", 2)
    facts.put(paper, facts.sentence("S5.1"))
    columns = (
        ("burden_kg_co2e_per_pack", PER_PACK),
        ("credit_kg_co2e_per_pack", PER_PACK),
        ("total_kg_co2e_per_pack", PER_PACK),
        ("total_kg_co2e_per_kwh_capacity", PER_CAPACITY),
        ("total_kg_co2e_per_kwh_delivered", PER_DELIVERED),
    )
    facts.put_table(
        paper,
        "T5.1",
        [
            (facts.stage(row["stage"]), *(facts.number("stages", number, column, form) for column, form in columns))
            for number, row in facts.rows("stages")
        ],
        (5, 3, 3, 3, 3, 3),
        totals=1,
    )
    paper.heading(f"5.2 {facts.say('By gas')}", 2)
    facts.put(paper, facts.sentence("S5.2", **_origins(facts)))
    gases = [one for one in facts.tables["gases"].columns if one != "origin"]
    facts.put_table(
        paper,
        "T5.2",
        [
            (facts.say(str(row["origin"])), *(facts.number("gases", number, column, PER_PACK) for column in gases))
            for number, row in facts.rows("gases")
        ],
        (3.4, *[2.2] * len(gases)),
        totals=1,
    )
    _views(paper, facts)
    _end_of_life(paper, facts)


def _origins(facts: Facts) -> dict[str, Part | None]:
    found: dict[str, Part | None] = dict.fromkeys(("gas__fossil", "gas__biogenic", "gas__luc"))
    names = {"fossil": "gas__fossil", "biogenic": "gas__biogenic", "land use change": "gas__luc"}
    for number, row in facts.rows("gases"):
        if row["origin"] in names:
            found[names[str(row["origin"])]] = facts.number("gases", number, "total_kg_co2e_per_pack", PER_PACK)
    note = facts.say(
        "A zero of biogenic or land-use origin means that the kit has no row of it, not that it was measured."
    )
    return {**found, "gas__note": note}


def _views(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"5.3 {facts.say('Views of electricity')}", 2)
    every = facts.rows("electricity")
    facts.put(paper, facts.sentence("S5.3", **_span(facts, "electricity", "el")))
    facts.put_table(
        paper,
        "T5.3",
        [
            (
                facts.say(str(row["view"]).replace("_", " ")),
                facts.say(str(row["rule"] or "")),
                facts.number("electricity", number, "total_kg_co2e_per_pack", PER_PACK),
                facts.number("electricity", number, "difference_kg_co2e_per_pack", PER_PACK),
            )
            for number, row in every
        ],
        (5, 5, 3, 3),
        note="\n".join(facts.say(str(row["note"])) for _, row in every if row["note"]),
    )


def _span(facts: Facts, table: str, prefix: str) -> dict[str, Part | None]:
    """The lowest and the highest total of a table."""
    totals = [
        (float(row["total_kg_co2e_per_pack"]), number)
        for number, row in facts.rows(table)
        if isinstance(row["total_kg_co2e_per_pack"], int | float)
    ]
    if not totals:
        return {f"{prefix}__low": None, f"{prefix}__high": None}
    return {
        f"{prefix}__low": facts.number(table, min(totals)[1], "total_kg_co2e_per_pack", PER_PACK),
        f"{prefix}__high": facts.number(table, max(totals)[1], "total_kg_co2e_per_pack", PER_PACK),
    }


def _approach(facts: Facts, name: str) -> str:
    """An approach to end of life in words; the rules for what is left out have the name of one of them."""
    return facts.say("cut-off approach" if name == "cut-off" else name)


def _end_of_life(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"5.4 {facts.say('End of life')}", 2)
    every = {str(row["approach"]): (number, row) for number, row in facts.rows("end_of_life")}
    stated = next((name for name, (_, row) in every.items() if row["declared"] == "yes"), "")

    def total(approach: str) -> Number | None:
        return (
            facts.number("end_of_life", every[approach][0], "total_kg_co2e_per_pack", PER_PACK)
            if approach in every
            else None
        )

    facts.put(
        paper,
        facts.sentence(
            "S5.4", credit__stated=_approach(facts, stated), eol__cutoff=total("cut-off"), eol__cff=total("cff")
        ),
    )
    columns = [
        f"{one}_kg_co2e_per_pack"
        for one in ("raw_material_acquisition", "manufacturing", "recycling", "credit", "total")
    ]
    facts.put_table(
        paper,
        "T5.4",
        [
            (_approach(facts, name), *(facts.number("end_of_life", number, column, PER_PACK) for column in columns))
            for name, (number, _) in every.items()
        ],
        (4, 3, 3, 3, 3, 3),
    )


def write_interpretation(paper: WordFile, facts: Facts) -> None:
    """Chapter 6."""
    paper.heading(f"6 {facts.say('Interpretation')}")
    paper.heading(f"6.1 {facts.say('Largest contributions')}", 2)
    largest = sorted(facts.rows("contributions"), key=lambda one: (-abs(_amount(one[1], "kg_co2e_per_pack")), one[0]))
    facts.put_table(
        paper,
        "T6.1",
        [
            (
                facts.line(row["line"]),
                facts.stage(row["stage"]),
                facts.number("contributions", number, "kg_co2e_per_pack", PER_PACK),
                facts.number("contributions", number, "share", SHARE),
                facts.whose(str(row["whose"])),
                facts.say(str(row["factor_of"])),
            )
            for number, row in largest[:MOST_INPUTS]
        ],
        (6, 4.2, 2.2, 1.5, 2.2, 2.4),
    )
    paper.figure(pictures.contributions(facts), pictures.caption(facts, 5, "Largest contributions"), 15.5)
    _sensitivity(paper, facts, largest[0])
    _interval(paper, facts)
    paper.heading(f"6.4 {facts.say('Completeness and consistency')}", 2)
    facts.put_table(
        paper,
        "T6.4",
        [
            (
                facts.say_parts(str(row["check"])),
                facts.say(str(row["result"])),
                facts.say_parts(str(row["gap"] or "")),
                facts.number("completeness", number, "share", SHARE),
                facts.say(str(row["treatment"] or "")),
            )
            for number, row in facts.rows("completeness")
            if not str(row["check"]).endswith((", per kWh of capacity", ", per kWh delivered", ", per kg of battery"))
        ],
        (5, 1.8, 6, 1.4, 3),
        small=True,
    )


def _sensitivity(paper: WordFile, facts: Facts, largest: tuple[int, Row]) -> None:
    paper.heading(f"6.2 {facts.say('Sensitivity')}", 2)
    number, row = largest
    share = facts.number("contributions", number, "share", SHARE)
    effect = Number(STEP * _amount(row, "share"), SHARE, f"0.1*{share.source}")
    facts.put(paper, facts.sentence("S6.1", driver=facts.line(row["line"]), driver__effect=effect))
    delivered = f"kg CO2e per {KWH_DELIVERED.words('en')}"
    rows = []
    for place, one in facts.rows("sensitivity"):
        is_delivered = one["unit"] == delivered
        form = PER_DELIVERED if is_delivered else PER_PACK
        name = facts.line(one["name"]) if one["kind"] == "input" else facts.say(str(one["name"]))
        rows.append(
            (
                name,
                facts.say_parts(str(one["range"])),
                facts.number("sensitivity", place, "low", form),
                facts.number("sensitivity", place, "high", form),
                "g CO2e/kWh" if is_delivered else facts.say("kg CO2e per pack"),
            )
        )
    facts.put_table(paper, "T6.2", rows, (6, 6, 1.8, 1.8, 3.1), small=True)
    paper.figure(
        pictures.tornado(facts), pictures.caption(facts, 6, "Result at 90 % and 110 % of the largest inputs"), 15
    )


def _interval(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"6.3 {facts.say('Interval')}", 2)
    every = facts.rows("intervals")
    pack = next(((number, row) for number, row in every if row["result"] == "total" and row["per"] == "pack"), None)
    drivers = [(number, row) for number, row in facts.rows("drivers") if row["per"] == "pack"]
    if pack is not None and pack[1]["p5"] is not None:
        shown = drivers[:3]
        share = sum(_amount(row, "share_of_variance") for _, row in shown)
        comma = "、" if facts.language == CHINESE else ", "
        facts.put(
            paper,
            facts.sentence(
                "S6.2",
                p5=facts.number("intervals", pack[0], "p5", PER_PACK),
                p95=facts.number("intervals", pack[0], "p95", PER_PACK),
                n=facts.number("intervals", pack[0], "n", COUNT),
                seed=facts.number("intervals", pack[0], "seed", COUNT),
                drivers=comma.join(facts.parameter(str(row["driver"])) for _, row in shown),
                drivers__share=Number(
                    share, SHARE, "+".join(f"drivers/{number}/share_of_variance" for number, _ in shown)
                ),
            ),
        )
    rows = []
    for number, row in every:
        form = {"pack": PER_PACK, "kwh-capacity": PER_CAPACITY, "kwh-delivered": PER_DELIVERED}.get(
            str(row["per"]), PER_CAPACITY
        )
        if row["result"] != "total" and row["per"] != "pack":
            continue
        unit = "g CO2e/kWh" if form == PER_DELIVERED else facts.say(str(row["unit"]))
        rows.append(
            (
                facts.stage(row["result"]),
                *(facts.number("intervals", number, one, form) for one in ("p5", "p50", "p95", "central")),
                unit,
            )
        )
    notes = dict.fromkeys(facts.say(str(row["note"])) for _, row in every if row["note"])
    facts.put_table(paper, "T6.3", rows, (4, 2.4, 2.4, 2.4, 2.4, 3.4), note="\n".join(notes))
    if drivers:
        paper.table(
            (facts.say("driver"), facts.say("share of the variance") + "\n%"),
            [
                (facts.parameter(str(row["driver"])), facts.number("drivers", number, "share_of_variance", SHARE))
                for number, row in drivers[:8]
            ],
            (9, 3),
        )
    picture = pictures.interval(facts)
    if picture is not None:
        paper.figure(picture, pictures.caption(facts, 7, "Draws of the result"), 13)


def write_quality(paper: WordFile, facts: Facts) -> None:
    """Chapter 7."""
    paper.heading(f"7 {facts.say('Data quality')}")
    grades = {str(row["name"]): number for number, row in facts.rows("quality") if row["kind"] == "stage"}
    threshold = facts.say("none that is public for this rule set")
    if "total" in grades:
        facts.put(
            paper,
            facts.sentence(
                "S7.1",
                dqr=facts.number("quality", grades["total"], "factor_rating", SCORE),
                dqr__formula=facts.say("mean rating of the factors, weighted by their kg"),
                dqr__threshold=threshold,
            ),
        )
    shares: dict[str, dict[str, tuple[float, list[int]]]] = {}
    for number, row in facts.rows("own_data"):
        if row["kind"] == "part":
            of_stage = shares.setdefault(str(row["stage"]), {})
            before, numbers = of_stage.get(str(row["whose"]), (0.0, []))
            of_stage[str(row["whose"])] = (before + _amount(row, "share"), [*numbers, number])
    facts.put_table(
        paper,
        "T7.1",
        [
            (
                facts.stage(stage),
                *(
                    Number(found[one][0], SHARE, "+".join(f"own_data/{n}/share" for n in found[one][1]))
                    if one in found
                    else Number(0.0, SHARE, "0")
                    for one in WHOSE
                ),
                facts.number("quality", grades[stage], "grade", SCORE) if stage in grades else "",
                facts.number("quality", grades[stage], "factor_rating", SCORE) if stage in grades else "",
            )
            for stage, found in shares.items()
        ],
        (4.6, 2, 2, 2, 2, 3, 3),
    )
    paper.figure(
        pictures.whose_data(facts, shares), pictures.caption(facts, 8, "Whose data the amounts of each stage are"), 14
    )
    paper.paragraph(
        facts.say(
            "Scores run from 1 (best) to 5; a score that nobody gave is left out of the mean and is not counted as good."
        ),
        style="Note",
    )


def _amount(row: Row, column: str) -> float:
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0
