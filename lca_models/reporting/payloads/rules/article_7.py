"""Rules for the fields of Article 7 of Regulation (EU) 2023/1542, in a layout of ours: no form of them was found published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lca_models.inventory.activity.suppliers.payloads.structure import Flaw, at, figure_at, text_at
from lca_models.reporting.payloads.rules.sums import half_digits
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import message

VALUE = "carbon_footprint.value"
WHOLE = Decimal(100)
SHARE_SLACK = Decimal("0.15")  # a share of one decimal, moved by one last digit so that all sum to 100


def article_7_flaws(document: object) -> Iterator[Flaw]:
    """Every breach of a rule of ours by one document."""
    entries = at(document, "stages")
    stages = entries if isinstance(entries, list) else []
    named = [at(one, "stage") for one in stages]
    if len(named) == len(STAGES) and sorted(map(str, named)) != sorted(STAGES):
        yield Flaw("stages", "stages", message("does not name each of the four stages once"))
    value = figure_at(document, VALUE)
    yield from _sum_flaws(document, value, len(stages))
    yield from _share_flaws(document, value, len(stages))
    whole, energy = (figure_at(document, one) for one in ("carbon_footprint.kg_per_piece", "total_energy_kwh"))
    if value is not None and whole is not None and energy:
        found = whole / energy
        if abs(found - value) > half_digits(value) + half_digits(whole) / energy + half_digits(energy) * found / energy:
            text = message("is {value}, and {whole} kg over {energy} kWh are {found:.6g}", value=value, whole=whole,
                           energy=energy, found=found)  # fmt: skip
            yield Flaw(VALUE, "declared unit", text)
    country, part = text_at(document, "plant_location.country"), text_at(document, "plant_location.subdivision")
    if country and part and not part.startswith(f"{country}-"):
        text = message("is {part}, which is no part of {country}", part=excerpt(part), country=excerpt(country))
        yield Flaw("plant_location.subdivision", "geography", text)


def _sum_flaws(document: object, value: Decimal | None, count: int) -> Iterator[Flaw]:
    figures = [figure_at(document, f"stages[{place}].value") for place in range(count)]
    stated = [one for one in figures if one is not None]
    if value is None or not stated or len(stated) < len(figures):
        return
    summed = sum(stated, Decimal(0))
    if abs(summed - value) > half_digits(value, *stated):
        names = ", ".join(excerpt(text_at(document, f"stages[{place}].stage")) for place in range(count))
        text = message("is {whole}, and its parts sum to {summed} ({names}); correct one", whole=value, summed=summed,
                       names=names)  # fmt: skip
        yield Flaw(VALUE, "sum of parts", text)


def _share_flaws(document: object, value: Decimal | None, count: int) -> Iterator[Flaw]:
    shares = [figure_at(document, f"stages[{place}].share_percent") for place in range(count)]
    stated = [one for one in shares if one is not None]
    if stated and len(stated) == len(shares) and value and sum(stated, Decimal(0)) != WHOLE:
        yield Flaw(
            "stages", "shares", message("has shares that sum to {sum}, and 100 is all", sum=sum(stated, Decimal(0)))
        )
    for place, share in enumerate(shares):
        one = figure_at(document, f"stages[{place}].value")
        if share is not None and one is not None and value and abs(one / value * WHOLE - share) > SHARE_SLACK:
            text = message("is {share} %, and {part} of {whole} is {found:.1f} %", share=share, part=one, whole=value,
                           found=one / value * WHOLE)  # fmt: skip
            yield Flaw(f"stages[{place}].share_percent", "shares", text)
