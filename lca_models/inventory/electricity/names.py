"""Names of the processes that balances of electricity make, in both languages, from the catalogue."""

from __future__ import annotations

from lca_models.inventory.tables.records import Province
from lca_models.scope.labels import label, word_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

Words = tuple[str, str]  # English, Chinese


def named(key: str, **values: Words) -> Words:
    """The name of a kind of process (`electricity.KEY` of the catalogue), with values that have both languages."""
    english, chinese = (
        label(f"electricity.{key}", language, **{name: both[place] for name, both in values.items()})
        for place, language in enumerate((ENGLISH, CHINESE))
    )
    return english, chinese


def province_words(province: Province) -> Words:
    """A province by its name."""
    return province.name, province.name_zh or province.name


def nation_words() -> Words:
    """The nation as the place of a market."""
    return named("nation")


def grid_words(grid: str) -> Words:
    """A regional grid, such as South."""
    return grid, word_label(f"grid {grid}", CHINESE).removeprefix("grid ").removesuffix("电网")


def year_words(year: int | str) -> Words:
    """A year of statistics, or what stands for all years of national figures."""
    return named("projected") if year == "projected" else named("year", year=(str(year), str(year)))


def pathway_words(text: str) -> Words:
    """Year and pathway of a projection: `2035, ANNOUNCED-PLEDGES`."""
    year, _, pathway = text.partition(", ")
    return text, "，".join(filter(None, (year, word_label(f"pathway {pathway}", CHINESE).removeprefix("pathway "))))


def technology_words(technology: str) -> Words:
    """A generating technology by its code: electricity_coal -> electricity, coal."""
    english = "electricity, " + technology.removeprefix("electricity_").replace("_", " ")
    return english, word_label(english, CHINESE)
