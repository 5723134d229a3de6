"""How complete an impact category is: the share of the climate score that comes from processes with data for it.

Most sources give greenhouse gases; few give water, sulfur dioxide or dust. A total of such a category is the sum of what
is known, so it says little without this share. Weights are the direct emissions behind the default climate score (AR6
GWP100), without credits. An emission counts as covered when

- the category is a climate category (its unit is the same) and the source gave the gas, not only AR6 GWP100 CO2e;
- or its process has a row of a flow of the category, an amount of 0 included (known to be zero);
- or the category counts fuels by energy, the process is no aggregated one, and the emission is a single gas: it comes of a
  fuel, whose energy stands where the fuel is extracted, or of a mineral, which holds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Protocol

import numpy as np

from lca_models.impact.methods import DEFAULT_METHOD, MethodName, category_name, method_id
from lca_models.inventory.system.admissibility import warnings_of
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import (
    MAPPED_FROM,
    MAPPING_GRADE,
    MAPPING_REASON,
    PROXY,
    ROWS_LEFT_OUT,
    ROWS_OF_FILE,
)
from lca_models.scope.grammar.spelling import first_problems
from lca_models.scope.labels import label
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message, speaking

if TYPE_CHECKING:
    import pandas as pd

MOST_PROXIES = 5  # that a result lists by name
LEAST = 0.5  # of the climate score: below it a total says less about the chain than about who reported
FUEL_UNIT = "megajoule"  # Brightway's name of the unit of elementary flows that hold a fuel by its energy


class Solved(Protocol):
    """What is judged of an assessment, which stands above this module."""

    @property
    def system(self) -> ProductSystem: ...
    @property
    def method(self) -> MethodName: ...
    @property
    def quantities(self) -> np.ndarray: ...
    @property
    def emissions(self) -> np.ndarray: ...
    @property
    def contributions(self) -> np.ndarray: ...
    @property
    def score(self) -> float: ...
    @property
    def parameters(self) -> Mapping[str, float]: ...
    @property
    def doubts(self) -> tuple[str, ...]: ...


def refuse_unserved(system: ProductSystem, method: MethodName) -> None:
    """Raises ScenarioError for a category that a replacement, or the background of somebody, has no figure for."""
    background = system.background
    if background is not None and (category := method_id(system, method)) not in background.served:
        raise ScenarioError(
            message(
                "{category}: the project of '{database}' has no impact category for it (background_methods.csv); choose "
                "another category (lca-models list methods), or count it as missing with --allow-incomplete "
                "(allow_incomplete=True in Python)",
                category=category,
                database=background.database,
            )
        )
    if unserved := [one for one in system.replacements if method_id(system, method) not in one.served]:
        raise ScenarioError(
            message(
                "{category}: the replacement of {buyer} > {input} is in {gwp} and has no figure for it; choose "
                "another category (lca-models list methods), or count it as missing with --allow-incomplete "
                "(allow_incomplete=True in Python)",
                category=method_id(system, method),
                buyer=unserved[0].buyer,
                input=unserved[0].input,
                gwp=unserved[0].gwp,
            )
        )


def refuse_incomplete(assessment: Solved) -> None:
    """Raises ScenarioError, with the share, for a category whose data stand behind less than half of the climate score.

    A project without the climate category of this kit, beside which the share is taken, is not judged.
    """
    if assessment.method == DEFAULT_METHOD:
        return
    system, share = assessment.system, completeness(assessment)
    if share < LEAST:
        product = system.product.id if system.product else "/".join(system.demand)
        raise ScenarioError(
            message(
                "{product}: processes with data for {method_id}, {category_name}, stand behind "
                "{share:.1%} of the climate result, less than half, so its total would leave most of the "
                "chain out; choose another category (lca-models list methods), or take what there is "
                "with --allow-incomplete (allow_incomplete=True in Python)",
                product=product,
                method_id=method_id(system, assessment.method),
                category_name=category_name(assessment.method),
                share=share,
            )
        )


def completeness(assessment: Solved) -> float:
    """Share (0-1) of the climate score, credits excluded, that processes with data for the category of `assessment` emit.

    nan in a project without the climate category of this kit.
    """
    system = assessment.system
    if DEFAULT_METHOD not in system.factors:
        return float("nan")
    flows = np.where(system.is_biosphere, system.matrix_rows, 0)
    climate = assessment.quantities * system.factors[DEFAULT_METHOD][flows]
    weights = np.where(system.is_biosphere, climate, 0.0).clip(min=0.0)
    total = weights.sum()
    return float(weights[_covered(system, assessment.method, flows)].sum() / total) if total else 1.0


def unconverted_share(assessment: Solved) -> float:
    """Share of the score whose source gave only AR6 GWP100 CO2e, which the category could not re-characterise."""
    system = assessment.system
    inexact = _inexact_flows(system.method_metadata[assessment.method])
    if not inexact or not assessment.score:
        return 0.0
    touched = _is_among(system, inexact)[np.where(system.is_biosphere, system.matrix_rows, 0)] & system.is_biosphere
    return float(assessment.emissions[touched].sum() / assessment.score)


def remarks(assessment: Solved, language: str = "") -> tuple[str, ...]:
    """What a reader of the total should know: doubts about its data sheet; values outside their limits; what could not be
    converted, what has no data.

    Last what has no factor, and what the rows of the project seem to say and do not.
    `language`: that in use where none is named. Raises ScenarioError for an unknown one.
    """
    language = language or language_in_use()
    pack = assessment.system.pack
    found = [*(pack.told(language) if pack else ()), *warnings(assessment, language), *_left_out(assessment.system, language),
             *_proxies(assessment, language)]  # fmt: skip
    if (share := unconverted_share(assessment)) > 0:
        found.append(label("note.unconverted", language, share=f"{share:.1%}"))
    if assessment.method != DEFAULT_METHOD and isfinite(share := completeness(assessment)):
        found.append(label("note.incomplete", language, share=f"{share:.1%}"))
    return (*found, *_gaps(assessment, language), *assessment.system.warnings)


def _gaps(assessment: Solved, language: str) -> Iterator[str]:
    """Flows without a factor and processes without inputs or emissions.

    Of a shipped product only flows without a factor in any category: what a category leaves out is said by its share.
    """
    system = assessment.system
    if (one := system.characterizations.get(assessment.method)) is None:
        return
    given = one.given
    if system.product is not None:
        given = np.logical_or.reduce([every.given for every in system.characterizations.values()])
    if bare := int((~given).sum()):
        yield label("note.flows_without_factor", language, count=bare, of=len(given))
    if local := int((one.regional & ~one.given).sum()):
        yield label("note.regional_factors", language, count=local)
    if one.lost:
        yield label("note.lost_factors", language, count=one.lost)
    filled = np.unique(system.matrix_columns[~system.is_production])
    if empty := len(system.processes) - len(filled):
        yield label("note.empty_processes", language, count=empty, of=len(system.processes))


def _left_out(system: ProductSystem, language: str) -> list[str]:
    """Processes of an import whose file had more inputs than the project, each with both counts."""
    with speaking(language):
        return first_problems(
            [node for node in system.processes if node.data.get(ROWS_LEFT_OUT)],
            lambda node: message(
                "'{process}': {dropped} of {every} rows of its file were left out",
                process="/".join(node.key),
                dropped=node.data[ROWS_LEFT_OUT],
                every=node.data.get(ROWS_OF_FILE, "?"),
            ),
        )


def proxy_shares(assessment: Solved) -> dict[tuple[str, str, str], float]:
    """Share of the score behind links of an import to proxies, largest first: by what stands in the file, what stands for it
    and the reason.
    """
    found: dict[tuple[str, str, str], float] = {}
    for exchange, amount in zip(assessment.system.exchanges, assessment.contributions, strict=True):
        if exchange.data.get(MAPPING_GRADE) == PROXY and assessment.score:
            said = (
                str(exchange.data.get(MAPPED_FROM, "")),
                "/".join(exchange.input),
                str(exchange.data.get(MAPPING_REASON, "")),
            )
            found[said] = found.get(said, 0.0) + float(amount) / assessment.score
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))


def proxy_table(assessment: Solved) -> pd.DataFrame:
    """Tidy table of the proxies of an import behind a result, largest first: given, target, share (0-1), unit, reason."""
    import pandas as pd

    rows = [(*said[:2], share, "1", said[2]) for said, share in proxy_shares(assessment).items()]
    return pd.DataFrame(rows, columns=["given", "target", "share", "unit", "reason"])


def _proxies(assessment: Solved, language: str) -> list[str]:
    """How much of a result stands on proxies of an import, then the largest of them."""
    shares = proxy_shares(assessment)
    if not shares:
        return []
    with speaking(language):
        total = message("proxies stand behind {share:.1%} of the result: {count} inputs of files are linked to a product of "
                        "the same family", share=sum(shares.values()), count=len(shares))  # fmt: skip
        return [total, *first_problems(
            list(shares.items()),
            lambda item: message("proxy: '{given}' is {target}, {share:.1%} of the result; {reason}", given=item[0][0],
                                 target=item[0][1], share=item[1], reason=item[0][2] or message("no reason was given")),
            MOST_PROXIES,
        )]  # fmt: skip


def warnings(assessment: Solved, language: str = "") -> tuple[str, ...]:
    """Values that are possible but outside their limits, and in a project of others what cannot be supplied."""
    with speaking(language or language_in_use()):
        return (*warnings_of(assessment.parameters, assessment.system.parameters), *assessment.doubts)


def _covered(system: ProductSystem, method: tuple[str, ...], flows: np.ndarray) -> np.ndarray:
    """Per exchange: whether the category has data for the process behind it. `flows`: row of B, 0 for products."""
    metadata = system.method_metadata
    if metadata[method].get("unit") == metadata[DEFAULT_METHOD].get("unit"):
        return np.asarray(~_is_among(system, _inexact_flows(metadata[method]))[flows])
    counted = system.factors[method] != 0
    reporting = np.zeros(len(system.processes), dtype=np.bool_)
    reporting[system.matrix_columns[system.is_biosphere & counted[flows]]] = True
    covered = reporting[system.matrix_columns]
    units = {system.flows[row].data.get("unit") for row in np.flatnonzero(counted)}
    if units == {FUEL_UNIT}:
        lumped = set().union(*(_inexact_flows(entry) for entry in metadata.values()))
        opened = np.array([node.data.get("kind", "") != "aggregated" for node in system.processes], dtype=np.bool_)
        covered = covered | (opened[system.matrix_columns] & ~_is_among(system, lumped)[flows])
    return np.asarray(covered)


def _inexact_flows(metadata: Mapping[str, object]) -> set[str]:
    """Codes of flows that a category could not re-characterise, as they are CO2e without gases."""
    listed = metadata.get("inexact_flows")
    return {str(code) for code in listed} if isinstance(listed, list) else set()


def _is_among(system: ProductSystem, codes: set[str]) -> np.ndarray:
    """Per flow of the system."""
    return np.array([node.key[1] in codes for node in system.flows], dtype=np.bool_)
