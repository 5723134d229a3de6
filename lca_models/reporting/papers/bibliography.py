"""The sources behind results, as BibTeX: those of the rows, parameters, factors and rules that the results use, no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lca_models.impact.footprint import Footprint
from lca_models.inventory.tables.records import Source
from lca_models.reporting.report.own import used_rows
from lca_models.reporting.report.tables import parameters_table

_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
            **{one: f"\\{one}" for one in "&%$#_"}}  # fmt: skip
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\S+)|(?<!\S)(10\.\d{4,9}/\S+)")
_YEAR = re.compile(r"\d{4}")


def cited_sources(
    results: Iterable[Footprint], sources: Mapping[str, Source], further: Iterable[str] = ()
) -> tuple[Source, ...]:
    """The sources of what results use, by key: rows that carry an amount, used parameters, the category, the rules.

    `further`: keys of what stands beside the results. A parameter whose value a person set cites nothing, and one that the
    rules set cites the rules. Raises FormulaError for a formula that cannot be read.
    """
    keys = {key for result in results for key in _keys(result)} | {*further}
    return tuple(sources[key] for key in sorted(keys) if key in sources)


def _keys(result: Footprint) -> set[str]:
    system = result.system
    used = result.assessment.quantities != 0
    found = {str(row.data.get("source") or "") for row, hit in zip(system.exchanges, used, strict=True) if hit}
    found.add(str(system.method_metadata.get(result.assessment.method, {}).get("source") or ""))
    if result.is_foreign:
        return found
    rows = used_rows(parameters_table(result))
    own = {given.name for given in result.resolved.yours}
    found |= {str(source) for name, source in zip(rows["parameter"], rows["source"], strict=True) if name not in own}
    return found | {term.source for term in result.rule_set.terms if term.key and term.key not in own}


def bibtex(sources: Iterable[Source]) -> str:
    """Sources as BibTeX entries, each by its key of the inventories."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    year = _YEAR.search(source.year)
    doi = _DOI.search(source.address)
    address = source.address if source.address.startswith(("http://", "https://")) else ""
    fields = {
        "title": f"{{{escaped(source.title)}}}",
        "author": f"{{{escaped(source.publisher)}}}",
        "year": year.group() if year else "",
        "doi": (doi.group(1) or doi.group(2)).rstrip(".,;") if doi else "",
        "url": address.replace("{", "%7B").replace("}", "%7D"),
        "howpublished": "" if address or doi else escaped(source.address),
        "annote": escaped(source.licence),  # printed by no style: what may be done with a source is no part of it
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{source.key},", *lines, "}", ""])


def escaped(text: str) -> str:
    """A text as TeX sets it, whatever it holds."""
    return "".join(_SPECIAL.get(one, one) for one in " ".join(text.split()))
