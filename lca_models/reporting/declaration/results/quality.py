"""How good the data are: scores by line, whose data the result rests on, what was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isfinite

from lca_models.interpretation.evidence.consistency import IN_ORDER, review_table
from lca_models.interpretation.evidence.data_quality import process_ratings, purchases_rating, result_rating
from lca_models.inventory.system.pack import CALCULATED, ESTIMATE, INVOICE, METER, SCORES, SUPPLIER
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.lines import ResultLine, lines_of_result
from lca_models.reporting.declaration.results.totals import ROUNDING, TOTAL, total_kg
from lca_models.reporting.declaration.results.uncertainty import samples_of
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

LINE, STAGE, RATING = "line", "stage", "rating"  # kinds of a row
# Grade of an amount whose maker gives no scores, by the kind of its source: own inference, as is said beside each.
GRADES = {METER: 1.0, INVOICE: 2.0, CALCULATED: 3.0, SUPPLIER: 3.0, ESTIMATE: 4.0}
FROM_SCORES, FROM_KIND, FROM_TABLES = "scores of the maker", "kind of source (own inference)", "scores of the tables"
WHOLE = "life cycle"
COLUMNS = (
    "kind", "name", "stage", "kg_co2e_per_pack",
    *(f"amount_{one}" for one in SCORES), "grade", "grade_from",
    *(f"factor_{one}" for one in SCORES), "factor_rating",
)  # fmt: skip
_Scores = tuple[float | None, ...]


def quality_table(declared: Declared) -> ResultTable:
    """Five scores (1 best, 5 worst) of the amount and of the factor of each line, and their means weighted by kg.

    Factors are scored by the process that is bought: time, place, technology and accuracy (the mean of reliability and
    completeness of its rows); the tables do not score the method of a factor. Last come the ratings of the Product
    Environmental Footprint over the processes, and over the purchases, that make 80 % of the result.
    """
    rated = _factor_scores(declared)
    rows: list[tuple[Cell, ...]] = []
    weighed: dict[str, list[tuple[float, float | None, float | None]]] = {}
    for one in lines_of_result(declared):
        amount, grade, whence = _amount_scores(declared, one)
        factor = rated.get(one.input, (None,) * len(SCORES)) if one.kind != "biosphere" else (None,) * len(SCORES)
        rating = _mean(factor)
        rows.append((LINE, one.name, one.stage, one.kg, *amount, grade, whence, *factor, rating))
        weighed.setdefault(one.stage, []).append((abs(one.kg), grade, rating))
    every = [one for found in weighed.values() for one in found]
    empty = (None,) * len(SCORES)
    for stage, found in (*weighed.items(), (TOTAL, every)):
        kg = sum(one.kg for one in lines_of_result(declared) if stage in (TOTAL, one.stage))
        rows.append((STAGE, stage, stage, kg, *empty, _weighted(found, 1), "mean by kg", *empty, _weighted(found, 2)))
    for name, rating_of in (("processes", result_rating), ("purchases", purchases_rating)):
        found_rating = rating_of(declared.result.assessment)
        four = tuple(
            _known(getattr(found_rating, one)) for one in ("time", "geography", "technology", "precision")
        )
        rows.append((RATING, name, "", None, *empty, None, "", *four, None, _known(found_rating.overall)))
    return ResultTable("quality", COLUMNS, tuple(rows))


def _amount_scores(declared: Declared, line: ResultLine) -> tuple[_Scores, float | None, str]:
    """The five scores of an amount, the weakest of the values behind it, with its grade and where that is from."""
    given = [one.scores for one in line.origins]
    worst = tuple(
        max((float(score) for scores in given if (score := scores[place]) is not None), default=None)
        for place in range(len(SCORES))
    )
    if (mean := _mean(worst)) is not None:
        return worst, mean, FROM_SCORES
    if kinds := [GRADES[one] for one in line.source_kinds if one in GRADES]:
        return worst, max(kinds), FROM_KIND
    text = str(declared.result.system.exchanges[line.place].data.get("pedigree_scores") or "")
    if not text or line.origins:
        return worst, None, ""
    reliability, complete, time, place, technology = map(float, text.split("-"))
    scores = (time, place, technology, (reliability + complete) / 2, None)
    return scores, _mean(scores), FROM_TABLES


def _factor_scores(declared: Declared) -> dict[str, _Scores]:
    """Scores of what is bought by the code of its process, in the order of SCORES."""
    table = process_ratings(declared.result.assessment)
    columns = [table[name] for name in ("code", "time", "geography", "technology", "precision")]
    return {str(code): (*map(_known, map(float, four)), None) for code, *four in zip(*columns, strict=True)}


def _mean(scores: Iterable[float | None]) -> float | None:
    known = [one for one in scores if one is not None]
    return sum(known) / len(known) if known else None


def _weighted(found: Iterable[tuple[float, float | None, float | None]], column: int) -> float | None:
    """Mean of a column by the first, over the rows that have it."""
    pairs = [(row[0], value) for row in found if (value := row[column]) is not None]
    weight = sum(size for size, _ in pairs)
    return sum(size * value for size, value in pairs) / weight if weight else None


def _known(number: float) -> float | None:
    return float(number) if isfinite(number) else None


def own_data_table(declared: Declared) -> ResultTable:
    """Whose data each stage rests on, credits apart, by amount and by factor; then the shares over the life cycle.

    `share` is of the stage without credits (0-1); the rows of kind `figure` are shares over everything.
    """
    own = declared.report.own_data
    stages = {part.stage: 0.0 for part in own.parts}
    for part in own.parts:
        stages[part.stage] += part.amount if part.whose != "credit" else 0.0
    rows: list[tuple[Cell, ...]] = [
        ("part", part.stage, part.whose, part.factor, part.amount,
         part.amount / stages[part.stage] if part.whose != "credit" and stages[part.stage] else None)
        for part in own.parts
        if abs(part.amount) > ROUNDING * abs(total_kg(declared))
    ]  # fmt: skip
    figures: Mapping[str, float] = {
        "primary_share": own.primary_share,
        "primary_share_to_gate": own.primary_share_to_gate,
        "activity_share": own.activity_share,
        "activity_share_to_gate": own.activity_share_to_gate,
        **{f"{whose}_share": own.share(whose) for whose in ("measured", "stated", "supplier", "archetype")},
        "background_factor_share": own.factor_share("background"),
    }
    rows += [("figure", WHOLE, name, "", None, value) for name, value in figures.items()]
    return ResultTable("own_data", ("kind", "stage", "whose", "factor_of", "kg_co2e_per_pack", "share"), tuple(rows))


def completeness_table(declared: Declared) -> ResultTable:
    """The checks of completeness and consistency, in the order of the standard: result, what was found, share (0-1)."""
    return ResultTable("completeness", ("clause", "check", "result", "gap", "share", "treatment"), tuple(_checks(declared)))


def _checks(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    assessment = declared.result.assessment
    name = declared.pack.id
    with speaking(ENGLISH):
        resting = {name: declared.report.resting} if samples_of(declared) else None
        table = review_table({name: assessment}, resting)
    for row in table.to_dict("records"):
        treated = "none needed" if row["verdict"] == IN_ORDER else "stated with its share"
        yield row["clause"], row["check"], row["verdict"], row["finding"], _known(row["share"]), treated
