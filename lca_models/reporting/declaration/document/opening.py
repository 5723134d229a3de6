"""Cover, contents and the first chapters: summary, general information, goal."""

from __future__ import annotations

from lca_models.reporting.declaration.document import pictures
from lca_models.reporting.declaration.document.facts import Facts, Row
from lca_models.reporting.declaration.document.paper.numbers import PER_CAPACITY, PER_DELIVERED, PER_PACK, SHARE
from lca_models.reporting.declaration.document.paper.word_file import Part, WordFile
from lca_models.reporting.declaration.statement.declaration import (
    EXAMPLE_EN,
    EXAMPLE_ZH,
    data_hash,
    declaration_document,
    versions_document,
)
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED, PACK
from lca_models.scope.wording.catalogue import CHINESE

DIGITS = 16  # of a hash on paper
EDITION = "1"


def example_mark(facts: Facts) -> str:
    """What a made-up product is called on every page; empty for others."""
    if not facts.declared.is_example:
        return ""
    return EXAMPLE_ZH if facts.language == CHINESE else EXAMPLE_EN


def rules_line(facts: Facts) -> str:
    """Name, date and status of the rule set in one line."""
    status, language = facts.status, facts.language
    dated = f" ({status.date})" if status.date and language != CHINESE else f"（{status.date}）" if status.date else ""
    mark = "：" if language == CHINESE else ": "
    return f"{status.name(language)}{dated}{mark}{status.status(language)}"


def write_cover(paper: WordFile, facts: Facts) -> None:
    """The first page: what it is, of which product, by which rules, and what it rests on."""
    product, issued = facts.declared.sheet.product, facts.declared.issued
    paper.paragraph(facts.say("Product carbon footprint report"), style="Title")
    paper.paragraph(f"{product.name or facts.declared.pack.name}", style="Subtitle")
    if mark := example_mark(facts):
        paper.paragraph(mark, style="Statement")
    if facts.is_public:
        paper.paragraph(facts.say("public version"), style="Subtitle")
    status = facts.status
    rows: list[tuple[str, str | None]] = [
        ("Product", product.name or facts.declared.pack.name),
        ("Model", facts.model),
        ("Producer", product.company),
        ("Plant", ", ".join(filter(None, (product.plant, product.plant_address, facts.declared.result.province)))),
        ("Data period", period(facts)),
        ("Report number", facts.report_number),
        ("Edition", EDITION),
        ("Issued by", product.company),
        ("Date of issue", issued.date().isoformat()),
        ("Rule set", status.name(facts.language)),
        ("Date of the rule set", status.date),
        ("Status of the rule set", status.status(facts.language)),
        ("Data hash", f"{data_hash(facts.declared)[:DIGITS]}"),
    ]
    paper.table(
        (facts.say("Item"), facts.say("Content")),
        [(facts.say(name), value or facts.say("not given")) for name, value in rows],
        (3, 9),
    )
    paper.paragraph(
        facts.say(
            "The data hash is the beginning of a SHA-256 over the data sheet with its files, the setup and all tables of "
            "results. The hash of the manifest stands beside the manifest, "
            "as it cannot stand in a document that the manifest lists."
        ),
        style="Note",
    )
    paper.paragraph(
        facts.say(
            "This is a result of the open kit lca_models and no official result of a programme. Texts that were not read are "
            "listed in chapter 8."
        ),
        style="Note",
    )


def write_summary(paper: WordFile, facts: Facts) -> None:
    """Chapter 0: the result, what makes it, and what a reader may dispute."""
    paper.heading(f"0 {facts.say('Summary')}")
    places = {row["term"]: number for number, row in facts.rows("units") if row["kind"] == "result"}
    product = facts.declared.sheet.product
    facts.put(
        paper,
        facts.sentence(
            "S0.1",
            product__model=facts.model,
            plant__name=product.plant,
            total__delivered=facts.number("units", places[KWH_DELIVERED.code], "value", PER_DELIVERED),
            total__capacity=facts.number("units", places[KWH_CAPACITY.code], "value", PER_CAPACITY),
            total__pack=facts.number("units", places[PACK.code], "value", PER_PACK),
        ),
    )
    status = facts.status
    facts.put(
        paper,
        facts.sentence(
            "S0.2",
            rules__name=status.name(facts.language),
            rules__date=status.date or facts.say("no date known"),
            rules__status=status.status(facts.language),
        ),
    )
    facts.put(paper, facts.sentence("S0.3", **_largest(facts)))
    facts.put(paper, facts.sentence("S0.4", **_shares(facts)))
    facts.put_table(paper, "T0.1", _at_a_glance(facts), (5, 3, 3, 3, 2), totals=1)
    paper.figure(pictures.stages(facts), pictures.caption(facts, 1, "Results by stage"))
    points = [
        (
            _point(facts, row),
            facts.number("open_points", number, "effect_kg_co2e_per_pack", PER_PACK),
            str(row["where"]),
        )
        for number, row in facts.rows("open_points")
    ]
    facts.put_table(paper, "T0.2", points, (7, 3, 4))
    paper.paragraph(
        facts.say(
            "A verifier reads first: the cover, tables 0.1 and 0.2, 3.2 (the energy delivered), 4.7 (rows that differ), 4.4 "
            "(certificates), 3.5 (allocation keys), 3.4 (what is left out), then the calculation workbook."
        ),
        style="Note",
    )


def write_general(paper: WordFile, facts: Facts) -> None:
    """Chapters 1 and 2: parties, documents and versions, and what the study is for."""
    declared = facts.declared
    document = declaration_document(declared)
    paper.heading(f"1 {facts.say('General information')}")
    start, _, end = period(facts).partition(" – ")
    facts.put(
        paper,
        facts.sentence(
            "S1.1",
            report__number=facts.report_number,
            report__edition=EDITION,
            report__date=declared.issued.date().isoformat(),
            period__start=start,
            period__end=end,
        ),
    )
    parties = [
        (facts.say(one["role"]), one["name"], one["address"], one["contact"], one["identifier"])
        for one in document["parties"]
    ]
    facts.put_table(paper, "T1.1", parties, (3, 4, 4, 2, 4))
    facts.put_table(paper, "T1.2", _documents(facts), (2.4, 5, 2.4, 2.4, 5.6))
    paper.heading(f"2 {facts.say('Goal')}")
    facts.put(
        paper,
        facts.sentence(
            "S2.1",
            goal__use=facts.say(document["goal"]["reason"]),
            goal__audience=facts.say(document["goal"]["audience"]),
        ),
    )
    goal = [(facts.say(name.replace("_", " ")), facts.say(value)) for name, value in document["goal"].items()]
    facts.put_table(paper, "T2.1", goal, (3, 9))


def period(facts: Facts) -> str:
    """The months of the data, first – last; empty where the sheet names none."""
    start = facts.declared.sheet.product.period_start or ""
    year, _, month = start.partition("-")
    if not (year.isdecimal() and month.isdecimal()):
        return start
    last = int(year) * 12 + int(month) - 1 + 11
    return f"{start} – {last // 12:04d}-{last % 12 + 1:02d}"


def _largest(facts: Facts) -> dict[str, Part | None]:
    """The largest stage and the largest single input, with their shares."""
    stages = [(number, row) for number, row in facts.rows("stages") if row["stage"] != "total"]
    number, stage = max(stages, key=lambda one: _size(one[1], "share"))
    line, found = max(facts.rows("contributions"), key=lambda one: _size(one[1], "kg_co2e_per_pack"))
    return {
        "largest__stage": facts.stage(stage["stage"]),
        "largest__share": facts.number("stages", number, "share", SHARE),
        "largest__input": facts.line(found["line"]),
        "largest__input_share": facts.number("contributions", line, "share", SHARE),
    }


def _shares(facts: Facts) -> dict[str, Part | None]:
    """Whose data the result rests on."""
    names = {
        "measured_share": "measured__share",
        "stated_share": "stated__share",
        "supplier_share": "supplier__share",
        "archetype_share": "archetype__share",
        "background_factor_share": "background__share",
    }
    found: dict[str, Part | None] = dict.fromkeys(names.values())
    for number, row in facts.rows("own_data"):
        if row["kind"] == "figure" and row["whose"] in names:
            found[names[str(row["whose"])]] = facts.number("own_data", number, "share", SHARE)
    return found


def _at_a_glance(facts: Facts) -> list[tuple[object, ...]]:
    return [
        (
            facts.stage(row["stage"]),
            facts.number("stages", number, "total_kg_co2e_per_pack", PER_PACK),
            facts.number("stages", number, "total_kg_co2e_per_kwh_capacity", PER_CAPACITY),
            facts.number("stages", number, "total_kg_co2e_per_kwh_delivered", PER_DELIVERED),
            facts.number("stages", number, "share", SHARE),
        )
        for number, row in facts.rows("stages")
    ]


def _point(facts: Facts, row: Row) -> str:
    mark = "：" if facts.language == CHINESE else ": "
    return f"{facts.say(str(row['point']))}{mark}{facts.say(str(row['what']).replace('_', ' '))}"


def _documents(facts: Facts) -> list[tuple[object, ...]]:
    """The rule set with its status, and the program; other texts stand in annex C."""
    language, rules = facts.language, facts.status
    rows: list[tuple[object, ...]] = [
        (facts.say("rule set"), rules.name(language), rules.id, rules.date, rules.status(language))
    ]
    versions = versions_document(facts.declared)
    program = versions["programs"].get("lca_models", "")
    rows.append((facts.say("program"), "lca_models", program, "", facts.say("open source")))
    rows.append((facts.say("impact category"), versions["impact_category"], "", "", ""))
    return rows


def _size(row: Row, column: str) -> float:
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0
