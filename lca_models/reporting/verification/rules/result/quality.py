"""How good the data are said to be, and what stands behind it: scores with evidence, ratings, shares, drivers, interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isfinite

from lca_models.inventory.activity.evidence import GivenValue, values_of
from lca_models.inventory.activity.sheet.models import EvidenceLine
from lca_models.inventory.system.pack import SCORES
from lca_models.reporting.declaration.bundle import SHEET_FOLDER, Bundle, result_member
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.members import result_table
from lca_models.reporting.declaration.results.quality import FROM_SCORES, LINE
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import INFO, MAJOR, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

GOOD = 2  # a score up to it claims evidence
PLAN = ("data quality", "data-quality", "数据质量")
LARGEST = 10  # inputs whose effect is printed


def mean_of_scores(case: Case) -> Iterator[Seen]:
    """DQ-01: the grade of a line is the mean of the scores beside it."""
    member = result_member("quality")
    for row in _table(case.bundle, "quality"):
        given = [float(row[f"amount_{one}"]) for one in SCORES if row.get(f"amount_{one}")]
        if row.get("kind") == LINE and row.get("grade_from") == FROM_SCORES and given:
            mean, stated = sum(given) / len(given), float(row["grade"])
            if not abs(mean - stated) <= limit(case, "DQ-01", "points"):
                yield Seen(row["name"], {"a": mean, "b": stated}, None, "", member, row["name"])


def good_scores(case: Case) -> Iterator[Seen]:
    """DQ-02: what is scored 1 or 2 names a document with a page and a period, and a file with its hash."""
    known = {line.evidence_id: line for line in case.sheet.evidence}
    for one in values_of(case.sheet):
        best = min((score for score in one.value.scores if score is not None), default=None)
        if best is not None and best <= GOOD and not any(_is_whole(known.get(name)) for name in one.evidence):
            yield Seen(one.value.place, {"value": one.label, "s": best}, None, "", pointer=_pointer(one))


def weak_lines(case: Case) -> Iterator[Seen]:
    """DQ-03: lines above three quarters of the threshold rate 3 or better; no rule set that was read sets a limit."""
    least = limit(case, "MAT-01", "performance_share") * case.threshold_kg
    allowed = limit(case, "DQ-03", "rating")
    member = result_member("quality")
    for row in result_table(case.again, "quality").records():
        if row["kind"] != LINE or abs(float(row["kg_co2e_per_pack"] or 0.0)) <= least:
            continue
        worst = max(float(row[name] or 0.0) for name in ("grade", "factor_rating"))
        if worst > allowed:
            yield Seen(
                str(row["name"]), {"line": row["name"], "a": worst, "b": allowed}, None, INFO, member, str(row["name"])
            )


def primary_share(case: Case) -> Iterator[Seen]:
    """DQ-04: the primary-data share is that of the lines."""
    member, own = result_member("own_data"), case.again.report.own_data
    for row in _table(case.bundle, "own_data"):
        if row.get("kind") != "figure" or row.get("whose") not in ("primary_share", "primary_share_to_gate"):
            continue
        right, stated = 100 * float(getattr(own, row["whose"])), 100 * float(row["share"])
        apart = abs(right - stated)
        if not apart <= limit(case, "DQ-04", "points"):
            grave = MAJOR if apart > limit(case, "DQ-04", "grave_points") else ""
            yield Seen(member, {"a": right, "b": stated}, None, grave, member, row["whose"])


def quality_plan(case: Case) -> Iterator[Seen]:
    """DQ-05: the register names a plan of data quality."""
    texts = [f"{line.document or ''} {line.note or ''}".casefold() for line in case.sheet.evidence]
    if not any(word in text for text in texts for word in PLAN):
        yield Seen("evidence", {}, None, pointer="/evidence")


def registered_files(case: Case) -> Iterator[Seen]:
    """DQ-06: a document that was handed over has the hash of the register."""
    from hashlib import sha256

    held = {name.removeprefix(SHEET_FOLDER): content for name, content in case.bundle.members.items()
            if name.startswith(SHEET_FOLDER)}  # fmt: skip
    handed = [(place, line) for place, line in enumerate(case.sheet.evidence) if line.file and line.file in held]
    if not handed:
        raise NotApplicableError(Words(*bilingual("no document of the register was handed over")))
    for place, line in handed:
        if line.sha256 and sha256(held[line.file or ""]).hexdigest() != line.sha256.lower():
            yield Seen(line.where("sha256"), {"document": line.document or line.evidence_id}, None,
                       pointer=f"/evidence/{place}/sha256")  # fmt: skip


def drivers_shown(case: Case) -> Iterator[Seen]:
    """SEN-01: what the ten largest lines would do is printed."""
    member = result_member("sensitivity")
    shown = {row["name"] for row in _table(case.bundle, "sensitivity") if row.get("kind") == "input"}
    largest = sorted(lines_of_result(case.again), key=lambda one: -abs(one.kg))[:LARGEST]
    if missing := [one.name for one in largest if one.name not in shown]:
        yield Seen(member, {"list": missing}, None, "", member, "input")


def interval_holds(case: Case) -> Iterator[Seen]:
    """SEN-02: the interval is that of its seed, and the result lies in it; no interval is no finding."""
    member = result_member("intervals")
    stated = {(row["result"], row["per"]): row for row in _table(case.bundle, "intervals") if row.get("p5")}
    if not stated:
        raise NotApplicableError(Words(*bilingual("no interval is declared")))
    for row in result_table(case.again, "intervals").records():
        one = stated.get((str(row["result"]), str(row["per"])))
        if one is None or row["p5"] is None or row["p95"] is None:
            continue
        ends = [float(one["p5"]), float(one["p95"])]
        again = [float(row["p5"]), float(row["p95"])]
        standard_error = (again[1] - again[0]) / max(1.0, float(one["n"] or 1)) ** 0.5
        central = float(one["central"])
        close = all(abs(a - b) <= limit(case, "SEN-02", "standard_errors") * standard_error
                    for a, b in zip(ends, again, strict=True))  # fmt: skip
        if not (close and all(map(isfinite, ends)) and ends[0] <= central <= ends[1]):
            values = {"a": ends[0], "b": ends[1], "c": again[0], "d": again[1]}
            yield Seen(member, values, None, "", member, f"{row['result']}/{row['per']}")


def _table(bundle: Bundle, name: str) -> tuple[dict[str, str], ...]:
    """A table of the bundle; empty where there is none, which another rule says."""
    try:
        return bundle.table(name)
    except (KeyError, ValueError):
        return ()


def _is_whole(line: EvidenceLine | None) -> bool:
    return line is not None and all((line.document, line.page, line.period, line.sha256))


def _pointer(one: GivenValue) -> str:
    return "/" + "/".join(filter(None, (one.sheet, one.key, one.column)))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "DQ-01": mean_of_scores,
    "DQ-02": good_scores,
    "DQ-03": weak_lines,
    "DQ-04": primary_share,
    "DQ-05": quality_plan,
    "DQ-06": registered_files,
    "SEN-01": drivers_shown,
    "SEN-02": interval_holds,
}
