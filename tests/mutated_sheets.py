"""Data sheets with slips of a hand: values replaced, names misspelt, types swapped, units odd; from a seed."""

import copy
import io
import random
import re
from datetime import date, datetime, time

import yaml
from mutations import NUMBERS, WORDS

from lca_models.inventory.activity.sheet.entries import FIELDS, TABLES

ODD = (
    "1,2 t", "12 ｋｇ", "kWh/Stk", "60 kWh/Stk", "g/kWh", "万kWh", "10%", "10", "-5", "0", "n/a", "N/A", "-", "/", "NO", "yes",
    "是", "12:30", "010", "1_000", "1e3", "1e400", "1e15 kg", "-1e300", "5 t", "741 g", "2.02 kg/kWh", "3 kgce", "20 °C",
    "2025-01", "2025/1", "2025-13", "2025-01-01", "2025年1月", "E1", "E99", "per_cell", "per_year", "per_pack", "bought",
    "estimate", "wind", "M1", "=A1+1", "#REF!", "lfp", "LFP", "磷酸铁锂", "CN-XX", "四川", "nmc811 ", "truck;rail", "0.5; 0.5",
    "0 1; 500 0.9", "true", "null", "~",
)  # fmt: skip
SHAPES = (
    [],
    {},
    [[]],
    ["a", "b"],
    {"yours": "5"},
    {"value": "5", "unit": "kg", "basis": "per_cell"},
    {"a": {"b": "c"}},
)
CELLS = (True, False, 0, -1, 1e308, 0.1, 45_658, date(2025, 1, 1), datetime(2025, 1, 2, 3, 4), time(12, 30), "=1+1", "=NA()",
         "#REF!", "'5", "5 kg", None)  # fmt: skip


def document_of(text: str) -> dict:
    """A sheet in YAML as dictionaries, lists and the texts of its scalars."""
    return yaml.load(text, yaml.CBaseLoader)


def mutated_document(chance: random.Random, document: dict) -> dict:
    """One to three slips in a sheet."""
    found = copy.deepcopy(document)
    for _ in range(chance.choice((1, 1, 2, 3))):
        holder, key = _somewhere(chance, found)
        match chance.randrange(9):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[_misspelt(chance, str(key))] = holder.pop(key)
            case 2:
                holder[key] = copy.deepcopy(chance.choice(SHAPES))
            case 3:
                holder[key] = chance.choice(WORDS)[:3000]
            case 4 if isinstance(holder[key], str):
                holder[key] = _misspelt(chance, holder[key])
            case 5 if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
            case 6:
                holder[key] = repr(chance.choice(NUMBERS))
            case _:
                holder[key] = chance.choice(ODD)
    return found


def yaml_text(document: dict) -> str:
    """The text of a sheet, with scalars in quotation marks or plain as they come."""
    return yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=200)


def _somewhere(chance: random.Random, document):
    """A list or mapping of a sheet, and one of its keys; deep more often than not."""
    holder = document
    while True:
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        if not keys:
            return {"x": ""}, "x"
        key = chance.choice(keys)
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.12:
            return holder, key
        holder = inner


def _misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word) + 1)
    return chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + chance.choice("xX 5,.-_/%") + word[at:], word.upper(), word[::-1])
    )


def workbook_of(document: dict, chance: random.Random | None = None) -> bytes:
    """A sheet as a plain workbook: headings in the first row of each page, then a row a key; with slips by chance."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in (*FIELDS, *TABLES):
        given = document.get(name)
        if not given:
            continue
        title = name if chance is None or chance.random() > 0.02 else _misspelt(chance, name)
        page = book.create_sheet(re.sub(r"[\\/*?:\[\]]", "", title)[:30] or "x")
        rows = _field_rows(given) if name in FIELDS else [_flat(row) for row in given]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        page.append([_heading(chance, column) for column in columns])
        for row in rows:
            page.append([_cell(chance, row.get(column)) for column in columns])
            if chance is not None and chance.random() < 0.01:
                page.append([_cell(chance, row.get(column)) for column in columns])
        if chance is not None and chance.random() < 0.1:
            page.cell(chance.randrange(1, 40), chance.randrange(1, 30)).value = chance.choice(
                ("a note", 5, date(2025, 3, 1))
            )
            page.row_dimensions[3].hidden = page.column_dimensions["C"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _field_rows(given: dict) -> list[dict]:
    return [{"key": key, **(line if isinstance(line, dict) else {"yours": line})} for key, line in given.items()]


def _flat(row: dict) -> dict:
    """A row of a table with its months and amounts of a year beside its columns."""
    found = {}
    for name, value in row.items():
        if name == "months":
            found |= value
        elif isinstance(value, dict):
            found |= {f"{name}.{inner}": one for inner, one in value.items() if inner != "months"}
            found |= {f"{name}.{month}": one for month, one in value.get("months", {}).items()}
        else:
            found[name] = "; ".join(value) if isinstance(value, list) else value
    return found


def _heading(chance: random.Random | None, column: str) -> str:
    return _misspelt(chance, column) if chance is not None and chance.random() < 0.005 else column


def _cell(chance: random.Random | None, text: str | None):
    """What stands in a cell: numbers as numbers, as a spreadsheet keeps them."""
    if chance is not None and chance.random() < 0.01:
        words = [one for one in WORDS if one.isprintable() and len(one) < 3000]
        return chance.choice((*CELLS, chance.choice(ODD), chance.choice(words)))
    try:
        return float(text) if text else None
    except ValueError:
        return text
