"""From what a rule saw to a finding: its words in both languages, its severity moved by its effect, its stable id."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from lca_models.reporting.text.numbers import number_text
from lca_models.reporting.verification.finding import (
    COULD_NOT_RUN,
    CRITICAL,
    INFO,
    MINOR,
    QUESTION,
    SEVERITIES,
    Finding,
    Seen,
    Words,
)
from lca_models.reporting.verification.rules.table import Rule
from lca_models.scope.wording.messages import bilingual

TRIVIAL = 0.05  # of what is material: a smaller effect is at most minor


def finding_of(rule: Rule, seen: Seen, threshold_kg: float, requirements: Sequence[str] = ()) -> Finding:
    """What a rule saw as a finding. `threshold_kg`: what is material, kg CO2e per pack.

    Raises KeyError where the rule gives no value for a placeholder of its message.
    """
    return Finding(
        finding_id(rule.id, seen),
        rule.id,
        moved(rule, seen.severity or rule.severity, seen.effect_kg, threshold_kg),
        seen.place,
        rule.message_en.format(**_said(seen.values, "english")),
        rule.message_zh.format(**_said(seen.values, "chinese")),
        seen.effect_kg,
        seen.member,
        seen.pointer,
        tuple(requirements),
        {name: _plain(value) for name, value in seen.values.items()},
    )


def could_not_run(rule: Rule, error: Exception) -> Finding:
    """A rule that failed on what a bundle holds: a finding in place of a traceback."""
    english, chinese = bilingual(
        "the rule {rule} could not run on this bundle ({error}); it is damaged there, or the rule has a fault",
        rule=f"{rule.id} {rule.name}",
        error=f"{type(error).__name__}: {' '.join(str(error).split())[:200]}",
    )
    seen = Seen("", {"error": type(error).__name__}, member="", pointer=COULD_NOT_RUN)
    return Finding(finding_id(rule.id, seen), rule.id, CRITICAL, "", english, chinese, None, "", seen.pointer)


def finding_id(rule: str, seen: Seen) -> str:
    """The same for the same breach in the same place, whenever it is found: 12 hexadecimal digits."""
    known = [rule, seen.member, seen.pointer or seen.place, {name: _plain(one) for name, one in seen.values.items()}]
    return sha256(json.dumps(known, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def moved(rule: Rule, severity: str, effect_kg: float | None, threshold_kg: float) -> str:
    """The severity by effect: critical from the threshold on; at most minor below a twentieth of it, where the rule lets it."""
    if effect_kg is None or severity in (INFO, QUESTION):
        return severity
    if abs(effect_kg) >= threshold_kg:
        return CRITICAL
    if abs(effect_kg) < TRIVIAL * threshold_kg and not rule.stays:
        return max(severity, MINOR, key=SEVERITIES.index)
    return severity


def _said(values: Mapping[str, Any], language: str) -> dict[str, str]:
    """Values as words: numbers to six digits, and to the last where two that differ would look alike."""
    numbers = [value for value in values.values() if isinstance(value, float)]
    alike = len({_number(one) for one in numbers}) < len(set(numbers))
    return {name: _word(value, language, exact=alike) for name, value in values.items()}


def _word(value: Any, language: str, *, exact: bool) -> str:
    if isinstance(value, Words):
        return str(getattr(value, language))
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, float):
        return repr(value) if exact else _number(value)
    if isinstance(value, list | tuple):
        return (", " if language == "english" else "、").join(_word(one, language, exact=exact) for one in value)
    return str(value)


def _number(value: float) -> str:
    text = number_text(value, 6)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Any) -> Any:
    """A value of a message for programs."""
    if isinstance(value, Words):
        return value.english
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
