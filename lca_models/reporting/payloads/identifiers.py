"""Who makes a product and what it is called, in the identifiers that buyers' systems ask for. None is invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.reporting.payloads.gate import ExportError
from lca_models.reporting.payloads.sentinels import NOT_ASSIGNED, NOT_ISSUED, NOT_PUBLISHED
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s/.]+\.\S+", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_PARTNER = re.compile(r"BPN[LS][a-zA-Z0-9]{12}")
PLACEHOLDERS = {
    "company": "placeholder",
    "company-id": "urn:pact:placeholder.example:company-id:0",
    "product-id": "urn:pact:placeholder.example:product-id:0",
    "bpnl": "BPNL000000000000",
    "bpns": "BPNS000000000000",
    "part": "placeholder",
    "plant": "placeholder",
}


@dataclass(frozen=True)
class Identifiers:
    """Names and numbers of a product and of its maker, and the months of its data."""

    company: str = ""
    company_id: str = ""  # URN
    product_id: str = ""  # URN
    bpnl: str = ""  # business partner number of the maker
    bpns: str = ""  # and of its site
    part: str = ""  # number of the maker
    customer_part: str = NOT_ASSIGNED
    period: str = ""  # first month of the twelve of its data: 2025-01
    plant: str = ""
    plant_address: str = ""
    eu_doc_id: str = NOT_ISSUED  # number of the EU declaration of conformity
    study_url: str = NOT_PUBLISHED  # of the public version of the study
    is_placeholder: bool = False

    def need(self, *names: str) -> None:
        """Raises ExportError with every name of these that is missing."""
        if missing := [name for name in names if not getattr(self, name.replace("-", "_"))]:
            raise ExportError(
                message("the buyer's form asks for {listed}; give --id {first}=…, or --placeholder-ids for a draft",
                        listed=enumerated(missing), first=missing[0])
            )  # fmt: skip

    def period_days(self) -> tuple[date, date]:
        """The first day of the period, and the first day after it. Raises ExportError where it is not known."""
        found = _MONTH.fullmatch(self.period)
        if found is None:
            raise ExportError(
                message(
                    "the buyer's form asks for the period of the data; give its first month, as in --id period=2025-01"
                )
            )
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), date(year + 1, month, 1)


def identifiers_of(result: Footprint, entries: Iterable[str] = (), placeholders: bool = False) -> Identifiers:
    """What the sheet of a maker says, with entries NAME=VALUE above it; placeholders for what is left.

    Raises ExportError with every entry that is none.
    """
    pack = result.system.pack
    said: Mapping[str, str] = pack.identity if pack is not None else {}
    company_id = said.get("company_id", "")
    found = Identifiers(
        company=said.get("company", ""),
        company_id=company_id if _URN.fullmatch(company_id) else "",
        part=said.get("model", ""),
        period=said.get("period_start", ""),
        plant=said.get("plant", ""),
        plant_address=said.get("plant_address", ""),
    )
    names = [name.replace("_", "-") for name in Identifiers.__dataclass_fields__ if name != "is_placeholder"]
    problems: list[str] = []
    for entry in entries:
        name, equals, value = (part.strip() for part in entry.partition("="))
        if name not in names or not equals or not value or not value.isprintable():
            near = suggestion(name, names) if name not in names else message("give it a value")
            problems.append(message("--id {entry}: write NAME=VALUE; {near}", entry=excerpt(entry), near=near))
            continue
        if fault := _fault(name, value):
            problems.append(message("--id {entry}: {fault}", entry=excerpt(entry), fault=fault))
        stated: dict[str, Any] = {name.replace("-", "_"): value}
        found = replace(found, **stated)
    if problems:
        raise ExportError("\n".join(problems))
    if placeholders:
        left: dict[str, Any] = {
            name.replace("-", "_"): value
            for name, value in PLACEHOLDERS.items()
            if not getattr(found, name.replace("-", "_"))
        }
        found = replace(found, **left, is_placeholder=bool(left))
    return found


def _fault(name: str, value: str) -> str:
    """What is wrong with a number; empty where nothing is."""
    if name in ("company-id", "product-id") and not _URN.fullmatch(value):
        return message("'{value}' is no URN; write it as urn:NAMESPACE:NAME", value=excerpt(value))
    if name == "study-url" and not _URL.fullmatch(value):
        return message("'{value}' is no address of a page; write it as https://…", value=excerpt(value))
    if name in ("bpnl", "bpns") and not (_PARTNER.fullmatch(value) and value.startswith(name.upper())):
        return message("'{value}' is no number of a business partner; it is {letters} and twelve signs",
                       value=excerpt(value), letters=name.upper())  # fmt: skip
    if name == "period" and not _MONTH.fullmatch(value):
        return message("'{value}' is no month; write it as 2025-01", value=excerpt(value))
    return ""
