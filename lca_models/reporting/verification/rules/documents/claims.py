"""What texts claim: no rank, no comparison, no neutrality, no other maker's value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lca_models.reporting.declaration.bundle import REPORTS
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules.office_text import office_text

CLAIMS = re.compile(
    r"carbon[- ]neutral|climate[- ]neutral|net[- ]zero|zero[- ]carbon|lowest (carbon|footprint)|best in class|"
    r"(lower|less|better|greener) than (any|other|all|our) \w*\s*(competitor|product|pack|batter)|"
    r"碳中和|零碳|净零|行业(最低|领先)|最低碳|优于(其他|同类|竞品)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?。！？\n]*")
SHOWN = 160  # characters of a sentence


def claims(case: Case) -> Iterator[Seen]:
    """CLM-01: the report, the name of the product and the comments of payloads rank nothing and call nothing neutral."""
    product = case.sheet.product
    for name in ("name", "model"):
        yield from _claims(
            product.where(name), str(getattr(product, name) or ""), "sheet/sheet.json", f"/product/{name}"
        )
    for member in REPORTS.values():
        if member in case.bundle.members:
            yield from _claims(member, office_text(case.bundle.members[member], member), member, "")
    for member, content in sorted(case.bundle.members.items()):
        if member.startswith("payloads/") and member.endswith(".json"):
            yield from _claims(member, content.decode("utf-8", "replace"), member, "")


def _claims(place: str, text: str, member: str, pointer: str) -> Iterator[Seen]:
    for found in CLAIMS.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in ".!?。！？\n") + 1
        sentence = SENTENCE.match(text, start)
        said = " ".join((sentence[0] if sentence else found[0]).split())[:SHOWN]
        yield Seen(place, {"document": place, "sentence": said}, None, "", member, pointer or f"{found.start()}")


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {"CLM-01": claims}
