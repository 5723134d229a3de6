"""A page for every province: what generates there, what is consumed, its factor here and the official ones."""

from __future__ import annotations

from collections.abc import Iterator

from docs.building.inventory.cells import both, evidence, link, number, raw, row, sentence, source, table
from docs.building.inventory.places import Tables
from lca_models.inventory.tables.reading import Row

NATION = "CN"
FACTOR = ("year 年份", "what 类型", "kg per kWh", "source 来源", "why this kit differs 差异说明")
GENERATION = ("technology 技术", "year 年份", "gross TWh 发电量", "source 来源", "kind 类别", "note 说明")
OFFICIAL = {
    "direct CO2": "direct CO2 of the grid 电力平均二氧化碳排放因子",
    "direct CO2 residual": "direct CO2 without traded non-fossil power 不含市场化交易的非化石能源",
    "life cycle": "life-cycle footprint factor 电力碳足迹因子",
}


def province_pages(tables: Tables) -> Iterator[tuple[str, str]]:
    """Place and text of every province, and of their index, where the nation stands too."""
    for one in tables.provinces.values():
        yield f"provinces/{one['code'].lower()}.md", province_page(one, tables)
    lines = (
        row(
            (
                link(f"provinces/{one['code'].lower()}.html", both((one["name"], one["name_zh"]))),
                f"<code>{one['code']}</code>",
                one["grid"],
                number(intensity(one["code"], tables)),
            )
        )
        for one in tables.provinces.values()
    )
    head = ("province 省份", "code", "grid 区域电网", "kg CO2-eq per kWh, this kit 本工具")
    national = [one for one in tables.rows("official_grid_factors") if one["province"] == NATION]
    yield (
        "provinces/index.md",
        "# Provinces · 省份\n\nElectricity at the user, from generation, own use, trade and losses "
        "([how](../rules.md#electricity-by-year-pathway-and-mix-of-ones-own)).\n\n"
        + raw(table(head, lines, "provinces"))
        + "\n## China · 全国\n\n"
        + raw(
            f'<p id="china"><code>electricity_cn</code>: {number(intensity(NATION, tables))} kg CO2-eq per kWh</p>'
            + table(FACTOR, map(factor_line, national), "official factors of the nation")
        ),
    )


def intensity(code: str, tables: Tables) -> str:
    """What a kWh weighs here, as last accepted."""
    return tables.intensities.get(f"electricity_{code.lower().replace('-', '_')}", ("", ""))[0]


def province_page(one: Row, tables: Tables) -> str:
    """The electricity of one province."""
    code = one["code"]
    generated = [line for line in tables.rows("generation") if line["province"] == code]
    consumed = [line for line in tables.rows("consumption") if line["province"] == code]
    official = [line for line in tables.rows("official_grid_factors") if line["province"] == code]
    return "\n".join(
        [
            f"---\norphan: true\n---\n\n# {one['name']} · {one['name_zh']}\n",
            f"`{code}`, regional grid {one['grid']}.\n",
            raw(
                f"<p>A kWh at the user here 本工具结果: {number(intensity(code, tables))} kg CO2-eq, fuels, plants' own use, "
                "trade and losses included, at the defaults.</p>"
            ),
            "## Official factors · 官方因子\n",
            raw(table(FACTOR, map(factor_line, official), "official factors")),
            "## Generation · 发电\n",
            raw(table(GENERATION, (generation_line(line, tables) for line in generated), "generation")),
            "## Consumption · 用电\n",
            raw(
                table(
                    ("year 年份", "TWh", "source 来源", "kind 类别"),
                    (
                        row(
                            (
                                line["year"],
                                number(line["twh"]),
                                source(line["source"], line["locator"]),
                                evidence(line["evidence"]),
                            )
                        )
                        for line in consumed
                    ),
                    "consumption",
                )
            ),
        ]
    )


def factor_line(line: Row) -> str:
    """An official factor."""
    why = both((line["deviation_explained"], line["text_zh"])) if line["deviation_explained"] else ""
    kind = OFFICIAL.get(line["kind"], line["kind"])
    return row(
        (line["year"], kind, number(line["amount"]), source(line["source"], line["locator"]), f"<small>{why}</small>")
    )


def generation_line(line: Row, tables: Tables) -> str:
    """What one technology generated in a year."""
    technology = link(tables.place(line["technology"]), both(tables.name(line["technology"])))
    return row(
        (
            technology,
            line["year"],
            number(line["gross_twh"]),
            source(line["source"], line["locator"]),
            evidence(line["evidence"]),
            f"<small>{sentence(line['comment'])}</small>",
        )
    )
