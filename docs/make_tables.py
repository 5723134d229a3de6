"""`make tables`: the tables of README.md and README.zh.md written anew from the kit, between the comments that mark them.

The tests of these tables take them from here, so that what is written is what is asked for.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from lca_models.commands.main import main as lca_models
from lca_models.impact.assessment import assess
from lca_models.impact.footprint import footprint
from lca_models.impact.study import Study, load_study
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.interpretation.uncertainty.intervals import Interval, gate_interval, interval_of, sampled_totals
from lca_models.inventory.system.product_system import build_product_system
from lca_models.reporting.text.numbers import number_text
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

README = Path(__file__).parents[1] / "README.md"
READMES = {ENGLISH: README, CHINESE: README.with_name("README.zh.md")}
SPREAD = ("montecarlo", "lfp-60kwh", "-n", "10000", "--per", "kwh-capacity")
UNITS = (KWH_CAPACITY, KWH_DELIVERED)
HEADS = {
    ENGLISH: (
        "product",
        "cradle to gate, kg per kWh of capacity",
        "all stages, kg per kWh of capacity",
        "declared: all stages, g per kWh delivered",
        "assumed",
        "aggregated",
    ),
    CHINESE: (
        "产品",
        "从摇篮到大门，kg/kWh额定容量",
        "全部阶段，kg/kWh额定容量",
        "申报值：全部阶段，g/kWh放电量",
        "假设",
        "汇总过程",
    ),
}
CELLS = {ENGLISH: "**{0:.1f}** ({1} to {2}, P{3:.0f})", CHINESE: "**{0:.1f}**（{1}至{2}，P{3:.0f}）"}


def main() -> int:
    """Write every table of the README anew, in both languages."""
    rows = list(product_rows(load_study()))
    for language, path in READMES.items():
        text = path.read_text(encoding="utf-8")
        written = with_block(text, "spread", spread(language))
        written = with_block(written, "products", products(rows, language))
        path.write_text(written, encoding="utf-8")
        print(f"{path.name}:", "as it was" if written == text else "written anew")
    return 0


def with_block(text: str, name: str, block: str) -> str:
    """The text with a block in place of what stands between its comments."""
    found = re.search(rf"(<!-- {name}\b.*?-->\n).*?(<!-- end of {name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the README has no block {name}")
    return f"{text[: found.start()]}{found[1]}{block}{found[2]}{text[found.end() :]}"


def block_of(text: str, name: str) -> str:
    """What stands between the comments of a block."""
    found = re.search(rf"<!-- {name}\b.*?-->\n(.*?)<!-- end of {name} -->", text, re.DOTALL)
    return found[1] if found else ""


def spread(language: str = ENGLISH) -> str:
    """A Monte Carlo as a terminal shows it in a language, down to cradle to gate."""
    words = [*SPREAD, *(("--language", language) if language != ENGLISH else ())]
    shown = io.StringIO()
    with redirect_stdout(shown), redirect_stderr(io.StringIO()):
        lca_models(words)
    _, table, gate, *_ = shown.getvalue().split("\n\n")
    return "\n".join(["```", f"$ lca-models {' '.join(words)}", table.rstrip("\n"), "", gate.strip(), "```", ""])


@dataclass(frozen=True)
class ProductRow:
    """What the table says of a product."""

    product: str
    totals: tuple[Interval, ...]  # cradle to gate and all stages per kWh of capacity, all stages per kWh delivered
    assumed: float  # shares of cradle to gate, 0 to 1
    aggregated: float

    def cells(self, language: str = ENGLISH) -> list[str]:
        """The row in a language."""
        totals = [
            CELLS[language].format(one.central, number_text(one.low, 3), number_text(one.high, 3), one.percentile)
            for one in self.totals
        ]
        return [f"`{self.product}`", *totals, f"{self.assumed:.1%}", f"{self.aggregated:.1%}"]


def products(rows: Iterable[ProductRow], language: str = ENGLISH) -> str:
    """The table of the products in a language."""
    head = HEADS[language]
    lines = (head, ["---"] * len(head), *(row.cells(language) for row in rows))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def product_rows(study: Study) -> Iterator[ProductRow]:
    """Each product: what the literature states, and what rules declare, each with its interval."""
    for product in study.products.values():
        result = footprint(study.product_system(product.id))
        capacity, delivered = sampled_totals(result, units=UNITS)
        assert capacity is not None  # every shipped pack has uncertain inputs
        assert delivered is not None
        shares = evidence_shares(
            assess(build_product_system(study.rows, ("manufacturing", f"pack_{product.chemistry}")))
        )
        totals = (gate_interval(capacity), interval_of(capacity), interval_of(delivered))
        known = tuple(one for one in totals if one is not None)
        assert len(known) == len(totals)
        yield ProductRow(product.id, known, shares["assumed"], shares["aggregated"])


if __name__ == "__main__":
    sys.exit(main())
