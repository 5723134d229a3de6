"""Whether a bundle says one thing of its programs, its tables and the standing of its rules (VER)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lca_models.impact.documents import versions
from lca_models.inventory.tables.reading import tables_hash
from lca_models.reporting.declaration.bundle import DECLARATION, REPORTS, VERSIONS, Bundle
from lca_models.reporting.declaration.bundle import RULES as RULE_SET
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import INFO, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.declared_figures import declared_total, is_near
from lca_models.reporting.verification.rules.office_text import office_text
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual

KIT = "lca_models"


def look_at_agreement(case: Case) -> Iterator[Seen]:
    """VER-01: what versions.json says of programs and tables, every other JSON member that speaks of it says too."""
    said = _versions(case.bundle)
    if not said:
        raise NotApplicableError(Words(*bilingual("the bundle holds no {member}", member=VERSIONS)))
    for member in sorted(case.bundle.members):
        if not member.endswith(".json") or member == VERSIONS or member.startswith("sheet/"):
            continue
        for key, value in _leaves(_json(case.bundle, member)):
            if key in said and value != said[key]:
                values = {"key": key, "a": said[key], "m1": VERSIONS, "b": value, "m2": member}
                yield Seen(member, values, member=member, pointer=key)


def look_at_status(case: Case) -> Iterator[Seen]:
    """VER-02: declaration and reports print name, date and status of the rule set."""
    in_force = _json(case.bundle, RULE_SET).get("in_force", {})
    if not isinstance(in_force, dict) or not in_force.get("status_en"):
        raise NotApplicableError(Words(*bilingual("the bundle holds no {member}", member=RULE_SET)))
    documents = {DECLARATION: ENGLISH, **{member: language for language, member in REPORTS.items()}}
    for member, language in documents.items():
        if member not in case.bundle.members:
            continue
        ending = "zh" if language == CHINESE else "en"
        wanted = [str(in_force.get(name) or "") for name in (f"name_{ending}", "date", f"status_{ending}")]
        text = _plain(office_text(case.bundle.members[member], member))
        if any(one and _plain(one) not in text for one in wanted):
            words = Words(str(in_force.get("status_en")), str(in_force.get("status_zh")))
            name = Words(str(in_force.get("name_en")), str(in_force.get("name_zh")))
            yield Seen(member, {"member": member, "rule_set": name, "status": words}, member=member)


def look_at_kit(case: Case) -> Iterator[Seen]:
    """VER-03: a bundle of another version or other tables: its database is calculated again, and both results are named."""
    if has_these_tables(case):
        return
    values = {"a": kit_of(case.bundle), "b": f"{versions()[KIT]} ({_own_tables(case)[:12]})"}
    declared = declared_total(case.bundle)
    difference = case.total_kg - declared
    agrees = is_near(declared, case.total_kg, limit(case, "ARI-01", "kit"), limit(case, "ARI-01", "floor"))
    yield Seen(VERSIONS, {**values, "kg": difference}, difference, INFO if agrees else "", VERSIONS)


def has_these_tables(case: Case) -> bool:
    """Whether a bundle says that it was made by this version of this kit and of its tables: then every figure is the same."""
    return says_tables(case.bundle, _own_tables(case))


def says_tables(bundle: Bundle, tables: str) -> bool:
    """Whether a bundle says that it was made by this version of this kit, of tables of a hash."""
    said = _versions(bundle)
    return said.get("tables") == tables and said.get(KIT) == versions()[KIT]


def kit_of(bundle: Bundle) -> str:
    """The version and the tables that a bundle says it was made of, in short."""
    said = _versions(bundle)
    return f"{said.get(KIT, '?')} ({said.get('tables', '?')[:12]})"


def _own_tables(case: Case) -> str:
    return case.again.keep("hash of the tables", lambda: tables_hash(case.again.study.root))


def _versions(bundle: Bundle) -> dict[str, str]:
    """Programs and hashes of tables that the bundle names."""
    document = _json(bundle, VERSIONS)
    programs = document.get("programs")
    found = {
        **(programs if isinstance(programs, dict) else {}),
        **{name: document.get(name) for name in ("tables", "inventory_rows")},
    }
    return {str(name): str(value) for name, value in found.items() if value}


def _json(bundle: Bundle, member: str) -> dict[str, Any]:
    try:
        found = bundle.json(member)
    except (KeyError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _leaves(tree: Any) -> Iterator[tuple[str, str]]:
    """Names and texts of a document, however deep."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for name, value in one.items():
                if isinstance(value, str):
                    yield str(name), value
                else:
                    waiting.append(value)
        elif isinstance(one, list):
            waiting += one


def _plain(text: str) -> str:
    """Text without blanks, which documents break anew."""
    return "".join(text.split())


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "VER-01": look_at_agreement,
    "VER-02": look_at_status,
    "VER-03": look_at_kit,
}
