"""Pages of what processes refer to: parameters, sources, flows with their factors, plants; and the lists of processes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from docs.building.inventory.cells import NAME, both, formula, link, number, of_stage, raw, row, sentence, source, table
from docs.building.inventory.folders import FOLDERS
from docs.building.inventory.places import Tables, by_folder, dashed
from docs.building.inventory.processes import judged, note, spread
from lca_models.inventory.tables.reading import Row
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.prose import told

REDISTRIBUTION = {
    "yes": "yes",
    "with notice": "with notice",
    "facts only": "single facts are cited",
    "own work": "own work",
}


def index_page(tables: Tables) -> str:
    """The door to everything that the tables hold."""
    groups = by_folder([*tables.processes.values()])
    counts = ", ".join(
        f"{len(rows):,} {name}"
        for name, rows in (
            ("processes", tables.processes),
            ("rows of processes", tables.rows("exchanges")),
            ("parameters", tables.parameters),
            ("sources", tables.sources),
        )
    )
    lines = (
        row((link(f"{folder}.html", f"{FOLDERS[folder][0]} {FOLDERS[folder][1]}", up=""), str(len(groups[folder]))))
        for folder in FOLDERS
        if folder in groups
    )
    others = (
        ("parameters/index.md", "Parameters · 参数", "what formulas calculate with, each with unit, range and source"),
        ("sources.md", "Sources · 来源", "every document a number was read in, with its licence"),
        (
            "provinces/index.md",
            "Provinces · 省份",
            "the electricity of 31 provinces: generation, factors, official factors",
        ),
        ("plants.md", "Plants · 工厂用电", "plants whose electricity can be moved"),
        ("rule_sets.md", "Rule sets · 核算规则", "every term with its source, and whether this kit chose it"),
        ("exclusions.md", "What is left out · 排除项", "with the share that each may have"),
        (
            "flows.md",
            "Flows and factors · 基本流与特征化因子",
            "what crosses the boundary to nature, and what it weighs",
        ),
    )
    places = [f"{folder}.md" for folder in FOLDERS if folder in groups]
    return "\n".join(
        [
            "# Inventories · 清单\n",
            f"Every number that the kit calculates with: {counts}. The pages are written from the tables of "
            "`inventories/` when the site is built, number by number as they stand there; "
            "[the rules of the tables](rules.md) say what each row must have. Each row has an address "
            "of its own (the mark ¶).\n",
            "## Processes by folder · 过程\n",
            raw(table(("folder 文件夹", "processes 过程数"), lines, "folders of processes")),
            *(f"* [{words}]({place}): {what}" for place, words, what in others),
            "",
            "```{toctree}\n:hidden:\n\n"
            + "\n".join(one.removesuffix(".md") for one in [*places, *(o[0] for o in others)]),
            "```\n",
        ]
    )


def folder_pages(tables: Tables) -> Iterator[tuple[str, str]]:
    """A list of the processes of every folder, with what one unit of each weighs."""
    for folder, rows in by_folder([*tables.processes.values()]).items():
        english, chinese = FOLDERS.get(folder, (folder, ""))
        lines = (process_line(one, tables) for one in sorted(rows, key=lambda one: one["name"].lower()))
        head = ("process 过程", "makes 产出", "unit", "kg CO2-eq per unit", "stage 阶段", "kind 类型")
        yield (
            f"{folder}.md",
            f"# {english} · {chinese}\n\n{len(rows)} processes of `inventories/{folder}/`.\n\n"
            + raw(table(head, lines, f"processes of {folder}")),
        )


def process_line(one: Row, tables: Tables) -> str:
    """A process in a list."""
    amount, _ = tables.intensities.get(one["code"], ("", ""))
    return row(
        (
            link(f"processes/{one['code']}.html", both((one["name"], one["name_zh"])), up="")
            + f"<br><code>{one['code']}</code>",
            both((one["reference_product"], one["product_zh"])),
            one["unit"],
            number(amount),
            of_stage(one["stage"]),
            one["kind"],
        )
    )


def parameter_pages(tables: Tables) -> Iterator[tuple[str, str]]:
    """A page for every file of parameters, and their index."""
    files: dict[str, list[Row]] = {}
    for one in tables.parameters.values():
        files.setdefault(PurePosixPath(one.place.table).stem, []).append(one)
    head = (
        "parameter 参数",
        "amount, formula 数值、公式",
        "source, kind 来源、类别",
        "rows that use it 用于",
        "note 说明",
    )
    uses = used_by(tables)
    for stem, rows in sorted(files.items()):
        lines = (parameter_line(one, tables, uses.get(one["name"], [])) for one in rows)
        title = stem.replace("_", " ").capitalize()
        yield (
            f"parameters/{stem}.md",
            f"---\norphan: true\n---\n\n# {title}\n\n{len(rows)} parameters of `inventories/parameters/{stem}.csv`.\n\n"
            + raw(table(head, lines, f"parameters of {stem}")),
        )
    listed = "\n".join(f"* [{stem}]({stem}.md): {len(rows)}" for stem, rows in sorted(files.items()))
    yield "parameters/index.md", f"# Parameters · 参数\n\n{len(tables.parameters):,} parameters, by file.\n\n{listed}\n"


def used_by(tables: Tables) -> dict[str, list[tuple[str, Row]]]:
    """Rows of processes whose formulas name a parameter, with their anchors."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for rows in tables.exchanges.values():
        for anchor, one in rows:
            for name in dict.fromkeys(NAME.findall(one["formula"])):
                if name in tables.parameters:
                    found.setdefault(name, []).append((anchor, one))
    return found


def parameter_line(one: Row, tables: Tables, used: list[tuple[str, Row]]) -> str:
    """A parameter in the list of its file."""
    spreads = spread(one) if one["distribution"] not in ("determined", "chosen") else ""
    kind = " · ".join(part for part in (one["kind"], one["choices"], one["group"]) if part)
    links = [link(f"processes/{row_['process']}.html#{anchor}", escape(row_["process"])) for anchor, row_ in used[:6]]
    more = [f"and {len(used) - 6} more"] if len(used) > 6 else []
    made = f"<br><small>made from {escape(one['made_from'])}</small>" if one["made_from"] else ""
    return row(
        (
            f"{both((one['label'], one['label_zh']))}<br><code>{one['name']}</code>",
            number(one["amount"], one["unit"]) + formula(one["formula"], tables) + made + spreads,
            source(one["source"], one["locator"]) + judged(one) + f"<br><small>{escape(kind)}</small>",
            "<br>".join([*links, *more]),
            note(one),
        ),
        dashed(one["name"]),
    )


def sources_page(tables: Tables) -> str:
    """Every source by publisher, with its licence and what it allows."""
    cited: dict[str, int] = {}
    for one in tables.all:
        for line in one.rows if one.kind != "sources" else ():
            if line["source"]:
                cited[line["source"]] = cited.get(line["source"], 0) + 1
    publishers: dict[str, list[Row]] = {}
    for one in tables.sources.values():
        publishers.setdefault(one["publisher"], []).append(one)
    parts = [
        "# Sources · 来源\n",
        f"{len(tables.sources)} documents that the tables cite, by publisher. Their titles stay as they are printed.\n",
    ]
    lines = []
    for publisher, rows in sorted(publishers.items(), key=lambda pair: pair[0].lower()):
        for one in sorted(rows, key=lambda one: (one["year"], one["key"])):
            lines.append(
                row(
                    (
                        f"<code>{escape(one['key'])}</code>",
                        f'<span class="long">{escape(one["title"])}</span><br>'
                        f"<small>{escape(publisher)}, {escape(one['year'])}</small>",
                        address(one["address"]),
                        f"<small>{sentence(one['licence'])}<br>{redistribution(one['redistribution'])}</small>",
                        number(str(cited.get(one["key"], 0)), "rows 行"),
                        f"<small>{sentence(one['comment'])}</small>",
                    ),
                    dashed(one["key"]),
                )
            )
    head = ("key", "title, publisher, year", "address", "licence 许可", "cited by 引用", "how it was read")
    return "\n".join([*parts, raw(table(head, lines, "sources"))])


def redistribution(allowed: str) -> str:
    """What a licence allows, in both languages."""
    english, chinese = REDISTRIBUTION.get(allowed, ""), told(allowed, CHINESE)
    return both((english, chinese if chinese != allowed else "")) if english else ""


def address(text: str) -> str:
    """A web address or a DOI as a link to follow; anything else as it stands."""
    target = (
        text
        if text.startswith(("https://", "http://"))
        else f"https://doi.org/{text}"
        if text.startswith("10.")
        else ""
    )
    plain = f'<span class="long">{escape(text)}</span>'
    return f'<a class="reference external" href="{escape(target)}">{escape(text)}</a>' if target else plain


def flows_page(tables: Tables) -> str:
    """Elementary flows with their factor in every impact category."""
    methods = tables.rows("methods")
    factors = {(one["method"], one["flow"]): one for one in tables.rows("characterization_factors")}
    lines = []
    for code, flow in tables.flows.items():
        found = [factors.get((method["id"], code)) for method in methods]
        cells = [number(one["amount"]) if one else "" for one in found]
        lines.append(
            row(
                (
                    f"{both((flow['name'], flow['name_zh']))}<br><code>{code}</code>",
                    flow["unit"],
                    escape(flow["compartment"]),
                    *cells,
                ),
                dashed(code),
            )
        )
    said = "\n".join(
        f"* `{one['id']}`: {one['description']} ({one['unit']}, [{one['source']}](sources.md))\n  {one['text_zh']}"
        for one in methods
    )
    head = ("flow 基本流", "unit", "compartment", *(f"<code>{one['id']}</code>" for one in methods))
    return (
        "# Flows and factors · 基本流与特征化因子\n\nWhat crosses the boundary between nature and the product system, and what "
        f"one unit weighs in each impact category; an empty cell is a factor of 0.\n\n{said}\n\n"
        + raw(table(head, lines, "elementary flows and factors"))
    )


def plants_page(tables: Tables) -> str:
    """Plants whose electricity is chosen by province."""
    lines = []
    for code, one in tables.plants.items():
        used = tables.buyers.get(code, [])
        links = [
            link(f"processes/{line['process']}.html#{anchor}", escape(line["process"]), up="") for anchor, line in used
        ]
        parameter = link(tables.parameter_place(one["parameter"]), f"<code>{one['parameter']}</code>", up="")
        lines.append(
            row(
                (
                    f"{both((one['name'], one['name_zh']))}<br><code>{code}</code>",
                    parameter,
                    f"<small>{sentence(one['comment'])}</small>",
                    f"<details><summary>{len(used)}</summary>{'<br>'.join(links)}</details>" if used else "0",
                ),
                dashed(code),
            )
        )
    head = ("electricity of 用电方", "its province 所在省份", "what it is", "rows that buy it 购买行")
    return (
        "# Plants · 工厂用电\n\nEach buys the mix of the province that its parameter names, after what it generates, "
        "contracts and covers by certificates ([the rules](rules.md#electricity-by-year-pathway-and-mix-of-ones-own)).\n\n"
        + raw(table(head, lines, "plants"))
    )
