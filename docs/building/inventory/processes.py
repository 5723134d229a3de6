"""A page for every process: what it makes and covers, its rows with amount, formula, source and kind, and who buys it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from docs.building.inventory.cells import (
    both,
    evidence,
    formula,
    link,
    number,
    of_stage,
    raw,
    row,
    sentence,
    source,
    table,
    words,
)
from docs.building.inventory.places import Tables
from lca_models.inventory.tables.reading import Row

HEAD = ("input 输入", "amount, formula 数量、公式", "source, kind 来源、类别", "note 说明")
TYPES = {
    "technosphere": "buys 购入",
    "biosphere": "emits 排放",
    "substitution": "avoids 替代",
    "production": "makes 产出",
}


def process_pages(tables: Tables) -> Iterator[tuple[str, str]]:
    """Place below `inventories/` and text of the page of every process."""
    for code in tables.processes:
        yield f"processes/{code}.md", process_page(code, tables)


def process_page(code: str, tables: Tables) -> str:
    """The page of one process."""
    one = tables.processes[code]
    folder = one.place.table.partition("/")[0]
    facts = [
        ("makes 产出", f"1 {one['unit']} {both((one['reference_product'], one['product_zh']))}"),
        ("where 地点", one["location"]),
        ("stage 阶段", of_stage(one["stage"])),
        ("kind 类型", one["kind"]),
        ("co-products 共生产品", one["allocation"]),
        ("table 数据表", f"<code>inventories/{one.place.table}</code>"),
    ]
    if code in tables.intensities:
        amount, unit = tables.intensities[code]
        facts.insert(
            1, ("climate 气候影响", f"{number(amount)} kg CO2-eq per {unit}, upstream included, at the defaults")
        )
    parts = [
        f"---\norphan: true\n---\n\n# {one['name']}\n",
        raw(
            f'<p><a class="reference internal" href="../{folder}.html">← {folder}</a> · <code>{code}</code> · '
            f'<span lang="zh-Hans">{one["name_zh"]}</span></p>'
            + table(("", ""), (row(pair) for pair in facts), "what it is")
        ),
        f"{plain(one['comment'])}\n" if one["comment"] else "",
        "## What goes in and out · 输入与输出\n",
        rows_table(tables.exchanges.get(code, []), tables, one["stage"]),
        "## Who buys it · 谁购买\n",
        buyers_table(code, tables),
    ]
    return "\n".join(part for part in parts if part)


def plain(text: str) -> str:
    """Text of a table as a paragraph in which nothing is markup."""
    return raw(f"<p>{sentence(text)}</p>")


def rows_table(rows: list[tuple[str, Row]], tables: Tables, stage: str) -> str:
    """The rows of a process, with an anchor each."""
    if not rows:
        return "Nothing: it has no rows of its own.\n"
    return raw(table(HEAD, (exchange_row(anchor, one, tables, stage) for anchor, one in rows), "inputs and outputs"))


def exchange_row(anchor: str, one: Row, tables: Tables, stage: str) -> str:
    """One input, emission or credit."""
    name = link(tables.place(one["input"]), both(tables.name(one["input"])))
    kind = f"<small>{TYPES.get(one['type'], one['type'])} · <code>{one['input']}</code></small>"
    if one["stage"] and one["stage"] != stage:
        kind += f"<br><small>stage 阶段: {of_stage(one['stage'])}</small>"
    return row(
        (
            f"{name}<br>{kind}",
            number(one["amount"], one["unit"]) + formula(one["formula"], tables) + spread(one),
            source(one["source"], one["locator"]) + judged(one),
            note(one),
        ),
        anchor,
    )


def judged(one: Row) -> str:
    """The class of evidence of a row and its pedigree scores."""
    scores = f" <small>pedigree 谱系 {one['pedigree']}</small>" if one["pedigree"] else ""
    return f"<br>{evidence(one['evidence'])}{scores}"


def spread(one: Row) -> str:
    """How an amount is drawn, as its cells say."""
    bounds = [f"{name} {one[name]}" for name in ("scale", "minimum", "maximum") if one[name]]
    if one["distribution"] in ("", "determined"):
        return ""
    return f"<br><small>{escape(', '.join([one['distribution'], *bounds]))}</small>"


def note(one: Row) -> str:
    """Comment, figure as printed, and how it was checked."""
    parts = [sentence(one["comment"])] if one["comment"] else []
    if one["figure_as_printed"]:
        parts.append(f"as printed 原文数值: {escape(one['figure_as_printed'])}")
    if one["verified"]:
        parts.append(words(f"report.verified_{one['verified']}"))
    return f"<small>{'<br>'.join(parts)}</small>" if parts else ""


def buyers_table(code: str, tables: Tables) -> str:
    """The rows of others that buy or avoid it, each a link to that row."""
    found = tables.buyers.get(code, [])
    if not found:
        return "No row of the tables; products, markets of electricity and plants are joined by the kit.\n"
    lines = (
        row(
            (
                link(f"processes/{one['process']}.html#{anchor}", both(tables.name(one["process"]))),
                TYPES.get(one["type"], one["type"]),
                number(one["amount"], one["unit"]),
            )
        )
        for anchor, one in found
    )
    return raw(table(("process 过程", "", "amount per unit of it 数量"), lines, "who buys it"))
