"""The ledger of green certificates: what each stands for, that it counts once, and what it covers of a plant's electricity.

A certificate stands for 1000 kWh of one month. It counts for the plant and the product that it was retired for, if that month
lies in the plant's period and it was retired in its life, and never for more than the plant bought from the grid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from lca_models.inventory.activity.findings import ERROR, Finding, Findings
from lca_models.inventory.system.pack import Origin
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import MOST_PROBLEMS
from lca_models.scope.wording.messages import answered_in, message, speaking

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import CertificateLine, DataSheet

GREEN_TRADE, TRADABLE, NOT_TRADABLE = "green_trade", "certificate_tradable", "certificate_not_tradable"
KINDS = (GREEN_TRADE, TRADABLE, NOT_TRADABLE)
KWH = 1000  # of one certificate: China Daily on green certificates, chinadailyhk.com 607334
# News on the rules of issue (bornforlove.cn 8189): two years. The month of generation counts as the first, the shorter reading.
LIFE_MONTHS = 24
WITHOUT_CERTIFICATES = frozenset({"NUCLEAR"})  # inventories/green_technologies.csv
ROUNDING = 1e-6  # of a certificate: what turning MWh into kWh may leave
LONGEST_NUMBER = 80  # signs
SOLD = frozenset({"SOLD", "出售", "已出售", "已售"})  # where a ledger names who they were retired for

_SERIAL = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.DOTALL)  # what stands before and after the last digits
_BETWEEN = re.compile(r"\s*[,;，；、|/>]\s*")
_ENDS = re.compile(r"^[\s,;，；、|/>]+|[\s,;，；、|/>]+$")
_ROUNDED = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]+|[0-9]\.[0-9]+[eE][0-9]+")  # 1.23457E+20: a cell that was a number


@dataclass(frozen=True)
class Batch:
    """Certificates with consecutive numbers: a row of a ledger."""

    file: str
    place: str  # sheet and cell, or path
    first: str
    last: str  # empty where there is one
    kind: str  # one of KINDS
    kwh: float
    month: str  # of generation: 2025-03
    technology: str  # a code of inventories/green_technologies.csv
    retired_on: date | None = None
    plant: str = ""  # that they were retired for; empty: that of the sheet
    product: str = ""  # that they were retired for; empty: all of the plant
    province: str = ""
    is_sold: bool = False  # certificates of own generation that somebody else retires
    origin: Origin | None = None

    @cached_property
    def numbers(self) -> tuple[str, int, int] | None:
        """What the numbers share, the first and the last of those that differ; None where they are no row of numbers.

        Leading zeros, blanks, hyphens and small letters tell no two certificates apart: Excel drops and people mix them.
        """
        first, last = _split(self.first), _split(self.last or self.first)
        if first is None or last is None or first[0] != last[0] or first[1] > last[1]:
            return None
        return first[0], first[1], last[1]

    @property
    def words(self) -> str:
        """The numbers, for people."""
        one = excerpt(self.first, 40)
        return f"{one}–{excerpt(self.last, 40)}" if self.last and self.last != self.first else one

    @property
    def last_month(self) -> str:
        """The month that ends their life."""
        return month_after(self.month, LIFE_MONTHS - 1)

    def is_for(self, product: str) -> bool:
        """Whether they count for a product: retired for it, or for all of its plant."""
        return not self.product or plain_name(self.product) == plain_name(product)

    def counted_as(self) -> tuple[object, ...]:
        """What certificates count once by, however two sheets spell what they were retired for."""
        return (
            self.kind,
            self.numbers,
            self.kwh,
            self.month,
            plain_name(self.plant),
            plain_name(self.product),
            self.is_sold,
        )

    def row(self) -> tuple[object, ...]:
        """What two sheets write down if they tell of the same certificates of a plant."""
        return self.numbers, self.kind, self.kwh, self.month, self.technology, self.retired_on, self.plant, self.product


def batches_of(sheet: DataSheet) -> tuple[Batch, ...]:
    """The ledger of a sheet; rows that lack what they need, which its reader has told, are left out."""
    products = {plain_name(one) for one in _own_names(sheet)} | {plain_name(one.product_id) for one in sheet.output}
    plant = plain_name(sheet.product.plant or "")
    return tuple(batch for line in sheet.certificates if (batch := _batch(sheet, line, products, plant)) is not None)


def _batch(sheet: DataSheet, line: CertificateLine, products: set[str], plant: str) -> Batch | None:
    if line.kwh is None or not line.generation_month or not line.kind or not line.technology:
        return None
    retired = date.fromisoformat(line.retired_on) if line.retired_on else None
    words = _named_in(line.retired_for or "", plant, products)
    is_sold = any(plain_name(one) in SOLD for one in words)
    product = next((one for one in words if plain_name(one) in products), "")
    others = [one for one in words if one != product and not is_sold]
    named = next((one for one in others if plain_name(one) == plant), others[0] if others else "")
    if not product and len(others) > 1:  # a plant and a product that the sheet does not name
        product = next((one for one in others if one != named), "")  # none: the plant stands twice
    return Batch(
        sheet.file.name, line.where("number_first"), line.number_first or "", line.number_last or "", line.kind,
        line.kwh.number, line.generation_month, line.technology.upper(), retired, named, product,
        line.generation_province or "", is_sold, Origin(line.place, line.kwh.words, "invoice", line.evidence_id or ""),
    )  # fmt: skip


def _named_in(text: str, plant: str, products: set[str]) -> list[str]:
    """The plant and the product that a text names, however it divides them."""
    plain = plain_name(text)
    if plain == plant or plain in products:
        return [text]
    for cut, sign in enumerate(text):
        first, second = plain_name(text[:cut]), plain_name(text[cut:])
        if sign.isspace() and {first, second} & products and plant in (first, second):
            return [_ENDS.sub("", one) for one in (text[:cut], text[cut:])]
    return [one.strip() for one in _BETWEEN.split(text) if one.strip()]


def _own_names(sheet: DataSheet) -> tuple[str, ...]:
    """What a sheet calls its product."""
    return tuple(filter(None, (sheet.product.model, sheet.product.name)))


def check_batch(one: Batch, findings: Findings) -> bool:
    """Whether a row is sound by itself: its numbers, whole certificates, its life; what is wrong is added."""
    before = len(findings.found)
    fault = _numbers_fault(one)
    if fault:
        findings.error(one.place, fault)
    count = round(one.kwh / KWH)
    if count <= 0 or abs(one.kwh / KWH - count) > ROUNDING:
        findings.error(
            one.place,
            message("{x:.10g} kWh is not a whole number of certificates ({size} kWh each)", x=one.kwh, size=KWH),
            "V29",
        )
    elif not fault and one.numbers is not None and (told := one.numbers[2] - one.numbers[1] + 1) != count:
        findings.error(
            one.place,
            message(
                "{numbers} are {count} certificates, and {x:.10g} kWh are {other:.10g}; correct one",
                numbers=one.words, count=told, x=one.kwh, other=count,
            ),
        )  # fmt: skip
    if one.technology in WITHOUT_CERTIFICATES:
        findings.error(one.place, message("Nuclear power has no green certificates; delete the row."))
    if one.retired_on is not None:
        retired = f"{one.retired_on:%Y-%m}"
        if retired > one.last_month:
            findings.error(
                one.place,
                message("Certificate {n} of {month} ended with {date}, and was retired on {day}.",
                        n=one.words, month=one.month, date=one.last_month, day=one.retired_on.isoformat()),
                "V31",
            )  # fmt: skip
        elif retired < one.month:
            findings.error(
                one.place,
                message("Certificate {n} was retired on {day}, before its month {month}; correct one",
                        n=one.words, day=one.retired_on.isoformat(), month=one.month),
            )  # fmt: skip
    return len(findings.found) == before


def repeated(batches: Iterable[Batch], languages: Mapping[str, str] | None = None) -> tuple[tuple[Batch, Finding], ...]:
    """The batches of `repeated_pairs`, each with a finding that names both places; not more than a reader needs.

    `languages`: of the sheets, by file (default: that in use).
    """
    found: list[tuple[Batch, Finding]] = []
    for before, one in islice(repeated_pairs(batches), MOST_PROBLEMS):
        first, again = _named(before, one)
        name, start, _ = one.numbers or ("", 0, 0)
        with speaking(answered_in((languages or {}).get(one.file, ""))):
            words = message(
                "Certificate {n} is used in {a} and {b}.", n=excerpt(f"{name}{start}", 60), a=first, b=again
            )
        found.append((one, Finding(ERROR, one.place, words, "V30")))
    return tuple(found)


def repeated_pairs(batches: Iterable[Batch]) -> Iterator[tuple[Batch, Batch]]:
    """Batches of all sheets of a folder that hold a number seen before: the one before, and the one again.

    The same row of the same plant, retired for no product, in the sheets of several products is one row.
    """
    by_name: dict[str, list[Batch]] = {}
    for one in batches:
        if one.numbers is not None:
            by_name.setdefault(one.numbers[0], []).append(one)
    for rows in by_name.values():
        rows.sort(key=lambda row: (row.numbers or ("", 0, 0))[1])
        farthest: Batch | None = None
        for one in rows:
            start = (one.numbers or ("", 0, 0))[1]
            if farthest is not None and start <= (farthest.numbers or ("", 0, 0))[2] and not _is_one(farthest, one):
                yield farthest, one
            if farthest is None or (one.numbers or ("", 0, 0))[2] > (farthest.numbers or ("", 0, 0))[2]:
                farthest = one


def month_after(month: str, count: int) -> str:
    """The month so many months after another: 2025-11 and 3 give 2026-02."""
    year, number = month.split("-")
    after = int(year) * 12 + int(number) - 1 + count
    return f"{after // 12:04d}-{after % 12 + 1:02d}"


def _split(number: str) -> tuple[str, int] | None:
    """What stands around the last digits of a number, and these."""
    folded = unicodedata.normalize("NFKC", number.strip()).upper()
    found = _SERIAL.fullmatch(folded) if len(folded) <= LONGEST_NUMBER else None
    if found is None:
        return None
    before, after = plain_name(found[1]), plain_name(found[3])
    return f"{before}{'…' + after if after else ''}", int(found[2])


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """Letters and digits as they count: half width, capitals, without what only divides them."""
    folded = unicodedata.normalize("NFKC", text[: 2 * LONGEST_NUMBER]).upper()
    return "".join(one for one in folded if one.isalnum())


def _numbers_fault(one: Batch) -> str:
    for number in (one.first, one.last):
        if number and _ROUNDED.fullmatch(number.strip()):
            return message("'{x}' is a number that a table rounded; write certificate numbers as text", x=number)
        if len(number) > LONGEST_NUMBER or (number and _split(number) is None):
            return message("'{x}' is no number of a certificate: it has no digits, or too many", x=excerpt(number))
    if not one.first:
        return message("The number of the certificate is needed.")
    if one.numbers is None:
        return message("{numbers} are no row of numbers: they may differ in the last digits only, first before last",
                       numbers=one.words)  # fmt: skip
    return ""


def _is_one(first: Batch, again: Batch) -> bool:
    """Whether two sheets of a plant tell of the same certificates, retired for all its products."""
    is_of_plant = bool(first.plant) and not first.product
    return is_of_plant and first.file != again.file and first.row() == again.row()


def _named(first: Batch, again: Batch) -> tuple[str, str]:
    """Places of two rows, with their files where these differ."""
    if first.file == again.file:
        return first.place, again.place
    return f"{first.file} {first.place}", f"{again.file} {again.place}"
