"""A pilot evaluated: tables E1 to E6 as of an event, by the same function for whoever asks; who sees what by the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lca_models.programme.evaluation.aggregates import (
    coverage_table,
    hidden_table,
    process_table,
    quality_table,
    results_table,
    rules_table,
)
from lca_models.programme.evaluation.companies import companies_table, questions_table
from lca_models.programme.evaluation.disclosure.cells import FEWEST
from lca_models.programme.evaluation.lines import lines_of
from lca_models.programme.evaluation.portfolio import Portfolio, portfolio_of
from lca_models.programme.evaluation.reading import pilot_at, pilot_of
from lca_models.programme.evaluation.rule_change import Change, Moved, bundles_of, rule_change
from lca_models.programme.registry.errors import DeniedError, Problem
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.log import Event, events_after
from lca_models.programme.roles.access import ALL, may, scopes_of
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from lca_models.impact.study import Study
    from lca_models.programme.evaluation.declarations import Pilot
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.roles.access import Actor

ISSUED = "evaluation.issued"
NAMED, OWN = "evaluation.named", "evaluation.own"


@dataclass(frozen=True)
class Evaluation:
    """Tables of a pilot, with what they are repeated by."""

    as_of: int  # number of the event
    release: str  # of the factors: hash of the inventories of the last declaration
    seed: int
    k: int  # companies behind a cell
    is_synthetic: bool
    tables: Mapping[
        str, pd.DataFrame
    ]  # coverage, results, quality, process, rules, hidden; companies, questions by name
    not_calculated: Mapping[str, str]  # declarations that a change could not be calculated for, and why

    def document(self) -> dict[str, Any]:
        """For programs; numbers that are none are null."""
        return {
            "as_of": self.as_of,
            "release": self.release,
            "seed": self.seed,
            "k": self.k,
            "synthetic": self.is_synthetic,
            "tables": {name: records_of_table(table) for name, table in self.tables.items()},
            "not_calculated": dict(self.not_calculated),
        }


def evaluate(
    registry: Registry,
    as_of: int | None = None,
    *,
    actor: Actor | None = None,
    k: int = FEWEST,
    seed: int = 0,
    study: Study | None = None,
    change: Change | None = None,
    kept: Path | None = None,
) -> Evaluation:
    """A pilot as it was at an event, the last one where none is named. `actor`: who asks; None for the host's shell.

    Aggregates are for everybody; companies by name and results to ask about for the authority and the host, its own row for a
    maker. `study`: what archetypes and a `change` are calculated with; `kept`: a folder for the chunks of a change. A table
    keeps back what would tell, beside the tables issued before (`issue_evaluation`), of the companies that came or went since.

    Raises InvalidError for an event that has not been, ScenarioError for a change that names what there is not.
    """
    pilot = pilot_at(registry, as_of)
    portfolio = portfolio_of(pilot, k, _issued(registry, pilot.as_of, k))
    is_named = actor is None or ALL in scopes_of(actor, NAMED)
    tables = {
        "coverage": coverage_table(pilot, portfolio),
        "results": results_table(pilot, portfolio, k, seed),
        "quality": quality_table(pilot, portfolio, seed),
        "process": process_table(pilot, k, seed),
        "hidden": hidden_table(portfolio, is_named=is_named),
    }
    moved = Moved({}, {}, {})
    if study is not None and change is not None:
        moved = rule_change(pilot.verified, bundles_of(registry), study, change, kept)
        tables["rules"] = rules_table(pilot, portfolio, moved.before, moved.after, k)
    is_own = actor is not None and may(actor, OWN, {"own"})
    if is_named or is_own:
        companies = companies_table(pilot, lines_of(pilot.verified, bundles_of(registry)), seed)
    if is_named:
        tables["companies"] = companies
        if study is not None:
            tables["questions"] = questions_table(pilot, archetypes(study, pilot))
    elif actor is not None and is_own:
        tables["companies"] = companies[companies["company"] == actor.org].reset_index(drop=True)
    problems = moved.problems if is_named else {}
    return Evaluation(pilot.as_of, pilot.release, seed, k, pilot.is_synthetic, tables, problems)


def issue_evaluation(registry: Registry, actor: Actor | None = None, *, k: int = FEWEST) -> int:
    """Mark the aggregates as of now as issued: later tables keep back what would tell of changes since; the event's number.

    Raises DeniedError for others than the authority and the host.
    """
    if actor is not None and ALL not in scopes_of(actor, NAMED):
        raise DeniedError(Problem("role", *bilingual("only the authority issues an evaluation")))
    with registry.writing("host" if actor is None else str(actor)) as write:
        return write.event(ISSUED, f"evaluation:{new_id(write.now)}", {"as_of": write.head.n, "k": k})


def archetypes(study: Study, pilot: Pilot) -> dict[tuple[str, str], float]:
    """By chemistry and province of verified declarations what the kit's archetype comes to, kg CO2e per kWh of capacity.

    The first product of a chemistry stands for it. Chemistries without one, and provinces that there are none of, are left out.
    """
    products = {product.chemistry.lower(): name for name, product in reversed([*study.products.items()])}
    provinces = {one.code for one in study.provinces}
    wanted = sorted({(one.chemistry, one.province) for one in pilot.verified})
    known = [one for one in wanted if one[0] in products and one[1] in provinces]
    results = study.results([CalculationSetup(products[chemistry], province=province) for chemistry, province in known])
    return {
        one: next(total.amount for total in result.totals() if total.basis == KWH_CAPACITY)
        for one, result in zip(known, results, strict=True)
    }


def _issued(registry: Registry, as_of: int, k: int) -> Portfolio | None:
    """What was shown by all issues up to an event, each beside those before it."""
    log = [event for event in events_after(registry, -1) if event.n <= as_of]
    found = None
    for event in _issues(log):
        found = portfolio_of(pilot_of(log[: event.data["as_of"] + 1]), event.data.get("k", k), found)
    return found


def _issues(log: Iterable[Event]) -> list[Event]:
    return [event for event in log if event.kind == ISSUED]


def records_of_table(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table for programs: a record for each row, numbers that are none as null."""
    known = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]
