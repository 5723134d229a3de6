"""`make tables`: the tables of README.md written anew from the kit, all at once, between the comments that mark them.

The tests of these tables take them from here, so that what is written is what is asked for.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
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

README = Path(__file__).parents[1] / "README.md"
SPREAD = ("montecarlo", "lfp-60kwh", "-n", "10000", "--per", "kwh-capacity")
UNITS = (KWH_CAPACITY, KWH_DELIVERED)
HEAD = (
    "product",
    "cradle to gate, kg per kWh of capacity",
    "all stages, kg per kWh of capacity",
    "declared: all stages, g per kWh delivered",
    "assumed",
    "aggregated",
)


def main() -> int:
    """Write every table of the README anew."""
    text = README.read_text(encoding="utf-8")
    written = with_block(with_block(text, "spread", spread()), "products", products(product_rows(load_study())))
    README.write_text(written, encoding="utf-8")
    print("README.md:", "as it was" if written == text else "written anew")
    return 0


def with_block(text: str, name: str, block: str) -> str:
    """The text with a block in place of what stands between its comments."""
    found = re.search(rf"(<!-- {name}\b.*?-->\n).*?(<!-- end of {name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"README.md has no block {name}")
    return f"{text[: found.start()]}{found[1]}{block}{found[2]}{text[found.end() :]}"


def block_of(text: str, name: str) -> str:
    """What stands between the comments of a block."""
    found = re.search(rf"<!-- {name}\b.*?-->\n(.*?)<!-- end of {name} -->", text, re.DOTALL)
    return found[1] if found else ""


def spread() -> str:
    """A Monte Carlo as a terminal shows it, down to cradle to gate."""
    shown = io.StringIO()
    with redirect_stdout(shown), redirect_stderr(io.StringIO()):
        lca_models(list(SPREAD))
    _, table, gate, *_ = shown.getvalue().split("\n\n")
    return "\n".join(["```", f"$ lca-models {' '.join(SPREAD)}", table.rstrip("\n"), "", gate.strip(), "```", ""])


def products(rows: Iterable[Sequence[str]]) -> str:
    """The table of the products from the cells of its rows."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (HEAD, ["---"] * len(HEAD), *rows))


def product_rows(study: Study) -> Iterator[list[str]]:
    """Cells of each product: what the literature states, and what rules declare, each with its interval."""
    for product in study.products.values():
        result = footprint(study.product_system(product.id))
        capacity, delivered = sampled_totals(result, units=UNITS)
        assert capacity is not None  # every shipped pack has uncertain inputs
        assert delivered is not None
        shares = evidence_shares(
            assess(build_product_system(study.rows, ("manufacturing", f"pack_{product.chemistry}")))
        )
        totals = (gate_interval(capacity), interval_of(capacity), interval_of(delivered))
        yield [f"`{product.id}`", *map(_cell, totals), f"{shares['assumed']:.1%}", f"{shares['aggregated']:.1%}"]


def _cell(found: Interval | None) -> str:
    assert found is not None
    return f"**{found.central:.1f}** ({number_text(found.low, 3)} to {number_text(found.high, 3)}, P{found.percentile:.0f})"


if __name__ == "__main__":
    sys.exit(main())
