"""What the chapters of a report are filled from: tables of results, the data sheet, and words in the language of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lca_models.interpretation.contribution.names import purchase_names
from lca_models.interpretation.contribution.rows import product_words
from lca_models.interpretation.uncertainty.names import driver_words
from lca_models.inventory.activity.sheet.fields import find_entry, materials
from lca_models.inventory.activity.sheet.models import Value
from lca_models.inventory.tables.reading import rows_of
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.document.paper.numbers import AMOUNT, Number
from lca_models.reporting.declaration.document.paper.word_file import Part, WordFile
from lca_models.reporting.declaration.document.wording import Sentence, say, say_parts, sentence, table_words
from lca_models.reporting.declaration.listing.members import differences
from lca_models.reporting.declaration.listing.rows import text
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.members import result_tables
from lca_models.reporting.declaration.status import TextStatus, rule_set_status
from lca_models.reporting.declaration.table import Cell as ResultCell
from lca_models.reporting.declaration.table import ResultTable
from lca_models.reporting.report.own import field_names
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.prose import told

Row = Mapping[str, ResultCell]
DIFFERENCE = ("process", "input", "table", "row", "here")  # what tells rows that differ from one another
SIGNS = {
    "kilogram": "kg",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "tkm",
    "cubic meter": "m3",
    "unit": "1",
}
SHEET_TAG = "sheet#"  # begins the place of a value of the data sheet: sheet#/product/rated_energy


def tables_of(declared: Declared) -> Mapping[str, ResultTable]:
    """The tables of results, and the rows that differ from the release, by name."""
    differs = declared.keep("rows that differ", lambda: differences(declared).table())
    return {one.name: one for one in (*result_tables(declared), differs)}


@dataclass(frozen=True)
class Facts:
    """A declaration in a language, for the public or for those who verify it."""

    declared: Declared
    language: str
    is_public: bool = False
    draws: bool = True  # without, places of figures stay empty, and every word and number is the same

    @cached_property
    def tables(self) -> Mapping[str, ResultTable]:
        """The tables that figures are taken from, by name."""
        return tables_of(self.declared)

    def rows(self, table: str) -> list[tuple[int, Row]]:
        """The rows of a table of results with their numbers, from 1 on."""
        return list(enumerate(self.tables[table].records(), 1))

    def number(self, table: str, row: int, column: str, form: str) -> Number:
        """A figure of a table of results. Raises KeyError for an unknown column, IndexError for a row beyond the last."""
        found = self.tables[table]
        cell = found.rows[row - 1][found.columns.index(column)]
        value = cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None
        return Number(value, form, f"{table}/{row}/{column}")

    def given(self, value: Value | None, pointer: str, form: str = AMOUNT) -> Number:
        """A figure of the data sheet, by its pointer in it."""
        return Number(None if value is None else value.number, form, f"{SHEET_TAG}{pointer}")

    def say(self, english: str) -> str:
        """A word of the report in its language."""
        return say(english, self.language)

    def told(self, sentence: str) -> str:
        """A sentence of the tables in the language of the report, or a word of the report."""
        return self.say(told(sentence, self.language))

    def stage(self, name: object) -> str:
        """The name of a stage in the language of the report."""
        return self.say("total") if name == "total" else stage_label(str(name), self.language)

    def sentence(self, key: str, **fields: Part | None) -> Sentence | None:
        """A sentence; names of fields with a dot are written with two underscores."""
        return sentence(key, self.language, {name.replace("__", "."): value for name, value in fields.items()})

    @cached_property
    def words_of_codes(self) -> Mapping[str, str]:
        """What processes supply and flows are, by code."""
        words = product_words(self.declared.result.assessment, self.language)
        return {key[1]: text for key, text in words.items()}

    def line(self, name: object) -> str:
        """BUYER > INPUT of a line of the result in words: what is bought and who buys it, as no other line is called."""
        buyer, _, bought = str(name).partition(" > ")
        plain = [self.words_of_codes.get(one, one.replace("_", " ")) for one in (bought, buyer) if one]
        return self._names_of_lines.get(str(name)) or " → ".join(plain)

    @cached_property
    def _names_of_lines(self) -> Mapping[str, str]:
        lines = lines_of_result(self.declared)
        return dict(zip([one.name for one in lines], self._names([one.place for one in lines]), strict=True))

    def difference(self, number: int) -> str:
        """A row of the table of differences in words, as no other row is called; of what is no purchase its own name."""
        return self._names_of_differences[number]

    @cached_property
    def _names_of_differences(self) -> Mapping[int, str]:
        result, rows, waiting = (
            self.declared.result,
            self.rows("differs"),
            defaultdict[tuple[object, ...], list[int]](list),
        )
        for place, one in enumerate(result.system.exchanges):
            said = ("/".join(one.process), "/".join(one.input), text(one.data, "table"), text(one.data, "row"))
            waiting[*said, float(result.assessment.amounts[place])].append(place)
        found = {
            number: alike.pop(0) for number, row in rows if (alike := waiting[tuple(row[one] for one in DIFFERENCE)])
        }
        names = dict(zip(found, self._names(list(found.values())), strict=True))
        plain = {number: " > ".join(_code(row[one]) for one in DIFFERENCE[:2] if row[one]) for number, row in rows}
        return {number: names.get(number) or self.line(plain[number]) for number, _ in rows}

    def _names(self, places: Sequence[int]) -> list[str]:
        names = purchase_names(self.declared.result.system, places, self.language)
        return [one.words(self.language) for one in names]

    @cached_property
    def status(self) -> TextStatus:
        """Name, date and status of the rule set."""
        return rule_set_status(self.declared.result.rule_set)

    @cached_property
    def _exclusions(self) -> Mapping[str, tuple[str, str]]:
        """Name and reason of what is left out, in Chinese."""
        rows = rows_of(self.declared.report.tables, "exclusions")
        return {row["item"]: (row["name_zh"], row["text_zh"]) for row in rows}

    def left_out(self, item: str) -> str:
        """The name of something left out, in the language of the report."""
        return (self._exclusions.get(item, ("", ""))[0] if self.language == CHINESE else "") or self.say(item)

    def why_left_out(self, item: str, english: str) -> str:
        """On what the estimate of something left out rests; in Chinese what the inventories say of it."""
        return (self._exclusions.get(item, ("", ""))[1] if self.language == CHINESE else "") or self.told(english)

    def choice(self, name: str, code: str | None) -> str:
        """A choice of a list of the data sheet: a kind of meter, a province, a key of allocation. Other words as they are."""
        entry = find_entry(name, code) if code else None
        if entry is None:
            return self.say((code or "").replace("_", " "))
        return entry.chinese if self.language == CHINESE else entry.english

    def material(self, key: str, label: str | None = None) -> str:
        """The name of a material or a part: the sheet's own, or that of the kit."""
        found = next((one for one in materials() if one.key == key), None)
        if label or found is None:
            return label or key
        return found.chinese if self.language == CHINESE else found.english

    def unit(self, words: str) -> str:
        """The sign of a unit that Brightway has in words."""
        return SIGNS.get(words, words)

    def whose(self, words: str) -> str:
        """Whose data an amount is; several joined by a plus."""
        return " + ".join(self.say(one) for one in words.split("+"))

    def say_parts(self, text: str) -> str:
        """A text of words and figures, such as a formula, in the language of the report."""
        return say_parts(text, self.language)

    def parameter(self, name: str) -> str:
        """The name of a parameter, or of a mixture, in words."""
        words = driver_words(name, self.declared.result.system.parameters, self.language)
        return field_names(self.language).get(words, words)  # a value of the maker is called as its field

    def assumed(self, most: int) -> list[tuple[str, str]]:
        """Assumed parameters that move the result most, with their units."""
        return [
            (self.parameter(str(row["parameter"])), str(row["unit"] or ""))
            for row in self.declared.report.assumed[:most]
        ]

    @property
    def model(self) -> str:
        """What the maker calls the product."""
        return self.declared.sheet.product.model or self.declared.pack.name

    @property
    def report_number(self) -> str:
        """The same for the same product and day."""
        return f"{self.model}-{self.declared.issued:%Y%m%d}"

    def put_table(
        self,
        paper: WordFile,
        table: str,
        rows: Sequence[tuple[object, ...]],
        widths: tuple[float, ...],
        *,
        totals: int = 0,
        heads: tuple[str, ...] = (),
        note: str = "",
        small: bool = False,
    ) -> None:
        """A table under its name and number; nothing but a sentence where it has no rows."""
        words = table_words(table, self.language)
        if not rows:
            mark = "：" if self.language == CHINESE else ": "
            paper.paragraph(f"{words.title}{mark}{self.say('no rows')}", style="Note")
            return
        paper.table(heads or words.heads, rows, widths, caption=words.title, totals=totals, small=small)  # type: ignore[arg-type]
        if note:
            paper.paragraph(note, style="Note")

    def put(self, paper: WordFile, found: Sentence | None) -> None:
        """A sentence as a paragraph; nothing where it is left out."""
        if found is not None:
            paper.paragraph(*found.parts)


def _code(name: object) -> str:
    """The code of a process or flow without its database."""
    return str(name).rpartition("/")[2]
