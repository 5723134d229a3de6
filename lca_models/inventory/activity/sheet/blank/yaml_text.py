"""A data sheet as YAML, empty, with what each field asks for and what the archetype has in comments."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lca_models.inventory.activity.sheet.blank.archetype import Archetype, archetype_of, shown_unit
from lca_models.inventory.activity.sheet.blank.start_page import VERSION
from lca_models.inventory.activity.sheet.blank.texts import Words, both, in_order, text
from lca_models.inventory.activity.sheet.entries import FIELDS, SHEETS
from lca_models.inventory.activity.sheet.fields import Field, Material, columns_of, entries_of
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.labels import check_language

MOST_CODES = 9  # of a list that are named in a comment
_MONTHS = ("meters", "output")
_PREFILLED = ("name", "chemistry")


def new_yaml(system: ProductSystem, name: str, language: str) -> bytes:
    """The bytes of an empty data sheet like the product of a system.

    `name`: of the product that will be filled in. Raises ScenarioError for an unknown language and for a system of no shipped
    product, ProjectError and FormulaError where the system has no values.
    """
    check_language(language)
    lines = _lines(archetype_of(system), name, language)
    return ("\n".join(lines) + "\n").encode()


def _lines(archetype: Archetype, name: str, language: str) -> Iterator[str]:
    product = archetype.product
    title = (text("archetype_of", name=product.name, id=product.id)[0],
             text("archetype_of", name=product.name_zh, id=product.id)[1])  # fmt: skip
    yield f"# {both(title, language, '; ')}"
    for words in in_order(text("yaml.do"), language):
        yield f"# {words}"
    yield f'data_sheet: "{VERSION}"'
    yield f"language: {language}"
    for sheet in SHEETS:
        yield ""
        yield f"# {both(text(f'{sheet}.title'), language, '  ')}"
        if sheet in FIELDS:
            yield f"{sheet}:"
            for one in archetype.rows(sheet):
                yield _field(archetype, sheet, one, name, language)
        else:
            columns = [column for column in columns_of(sheet) if "." not in column]
            for line in _wrapped([*columns, *(["months: {2025-01: 0, …}"] if sheet in _MONTHS else [])]):
                yield f"#   {line}"
            yield f"{sheet}: []"


def _field(archetype: Archetype, sheet: str, one: Field | Material, name: str, language: str) -> str:
    given = ""
    if sheet == "product" and one.key in _PREFILLED:
        given = f" {json.dumps(name, ensure_ascii=False)}" if one.key == "name" else f" {archetype.chemistry}"
    said = [both((one.english, one.chinese), language)]
    if unit := shown_unit(one):
        said.append(unit)
    if isinstance(one, Field) and one.list:
        codes = [entry.code for entry in entries_of(one.list)]
        said.append(", ".join(codes[:MOST_CODES]) + (", …" if len(codes) > MOST_CODES else ""))
    number, choice = archetype.number(sheet, one.key), archetype.choices.get((sheet, one.key))
    if number is not None or choice:
        said.append(
            f"{_archetype_word(language)} {repr(number) if number is not None else choice.code if choice else ''}"
        )
    return f"  {one.key}:{given}  # {'; '.join(said)}"


def _archetype_word(language: str) -> str:
    words: Words = text("heading.archetype")
    return in_order(words, language)[0]


def _wrapped(words: list[str], width: int = 110) -> Iterator[str]:
    """Words with commas between, in lines."""
    line = ""
    for word in words:
        if line and len(line) + len(word) + 2 > width:
            yield f"{line},"
            line = word
        else:
            line = f"{line}, {word}" if line else word
    yield line
