"""Pages of what bounds a result: the rule sets term by term, and what the inventories leave out."""

from __future__ import annotations

from html import escape
from itertools import groupby

from docs.building.inventory.cells import both, evidence, number, of_stage, raw, row, sentence, source, table
from docs.building.inventory.places import Tables
from lca_models.inventory.tables.reading import Row

TERMS = ("aspect, key", "value 取值", "what it says 说明", "source 来源", "how sure, whose choice 可信程度、由谁选定")
LEFT_OUT = ("what 内容", "stage 阶段", "share it may have 可能占比", "source, kind 来源、类别", "note 说明")


def rule_sets_page(tables: Tables) -> str:
    """Every term of every rule set."""
    parts = [
        "# Rule sets · 核算规则\n",
        "The terms of `inventories/rules.csv`. *This kit's* are those where the rule is not public or leaves the choice open; "
        "every result prints them. What they mean: [notice 551](../method/rules_551.md), "
        "[the European draft](../method/rules_eu.md).\n",
    ]
    for name, terms in groupby(tables.rows("rules"), key=lambda one: one["rules"]):
        parts += [f"## {name}\n", raw(table(TERMS, map(term, terms), name))]
    return "\n".join(parts)


def term(one: Row) -> str:
    """A term in the list of its rule set."""
    limits = " to ".join(part for part in (one["minimum"], one["maximum"]) if part)
    chosen = "this kit's 本工具选定" if one["kit_default"] == "yes" else ""
    return row(
        (
            f"{escape(one['aspect'])}<br><code>{escape(one['key'])}</code>",
            escape(one["value"]).replace(";", ";<wbr>") + (f"<br><small>{limits}</small>" if limits else ""),
            both((one["description"], one["text_zh"])),
            source(one["source"], one["locator"], up=""),
            f"{escape(one['confidence'])}<br>{chosen}",
        )
    )


def exclusions_page(tables: Tables) -> str:
    """What is left out, and where data do not match, with the share that each may have."""
    parts = ["# What is left out · 排除项\n", "From `inventories/exclusions.csv`; an empty share was not estimated.\n"]
    names = {"exclusion": "Left out · 排除", "mismatch": "Where data do not match · 数据不一致"}
    for kind, rows in groupby(tables.rows("exclusions"), key=lambda one: one["kind"]):
        parts += [f"## {names.get(kind, kind)}\n", raw(table(LEFT_OUT, map(left_out, rows), kind))]
    return "\n".join(parts)


def left_out(one: Row) -> str:
    """An item that is left out."""
    shares = " to ".join(number(part) for part in (one["share_low"], one["share_high"]) if part)
    return row(
        (
            both((one["item"], one["name_zh"])),
            of_stage(one["stage"]) if one["stage"] else "",
            f"{shares}<br><small>{sentence(one['share_of'])}</small>" if shares else "",
            source(one["source"], one["locator"], up="") + f"<br>{evidence(one['evidence'])}",
            f"<small>{both((one['comment'], one['text_zh']))}</small>",
        )
    )
