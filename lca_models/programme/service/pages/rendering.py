"""A page written: its template in the language of whoever looks, under a policy that runs no script and loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lca_models.inventory.tables.reading import InventoryError, find_inventories, read_table
from lca_models.programme.registry.log import timestamp
from lca_models.programme.roles.access import may
from lca_models.programme.service.pages.forms import NOTHING, TOKEN, VERB, Failed
from lca_models.programme.service.pages.visiting import PREFIX, Visit, set_language, set_stranger
from lca_models.reporting.text.numbers import number_text, signed_text
from lca_models.scope.labels import label, stage_label
from lca_models.scope.wording.catalogue import CHINESE, LANGUAGES
from lca_models.scope.wording.prose import told

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HERE = Path(__file__).parent
_DAY = 24 * 3600 * 1_000_000  # µs


def rendered(seen: Visit, template: str, status: int = 200, failed: Failed = NOTHING, **values: Any) -> HTMLResponse:
    """A page. `template`: name of its file; `failed`: a form on it that was not done; `values`: what it shows."""
    said = partial(label, language=seen.language)
    page = _environment().get_template(f"{template}.html.j2").render(
        seen=seen, language=seen.language, languages=LANGUAGES, prefix=PREFIX, registry=seen.registry, failed=failed,
        token_name=TOKEN, verb_name=VERB, role=seen.actor.role if seen.actor else "", now=seen.registry.clock(),
        hands_in=seen.actor is not None and may(seen.actor, "submit", {"own"}),
        t=lambda key, **given: said(key, **given), chosen=partial(chosen, seen.language),
        stage=partial(stage_label, language=seen.language), province=partial(province_name, language=seen.language),
        told_text=partial(told, language=seen.language), languages_link=partial(_in_language, seen), **values,
    )  # fmt: skip
    response = HTMLResponse(
        page, status, headers={"Content-Security-Policy": POLICY, "Content-Language": seen.language}
    )
    set_language(seen.request, response)
    if seen.actor is None:
        set_stranger(seen, response)
    return response


def style() -> Response:
    """The one style sheet of all pages."""
    return Response((_HERE / "style.css").read_bytes(), media_type="text/css")


def chosen(language: str, english: str | None, chinese: str | None) -> str:
    """Words that are kept in both languages, in one of them."""
    first, second = (chinese, english) if language == CHINESE else (english, chinese)
    return first or second or ""


def province_name(code: str, language: str) -> str:
    """A province by its code, as people call it; other text as it is."""
    names = _provinces().get(code)
    return chosen(language, *names) if names else code


def day(at: int) -> str:
    """The day of a time in µs UTC."""
    return timestamp(at)[:10]


def days_between(since: int, now: int) -> int:
    """Whole days between two times in µs."""
    return max(0, now - since) // _DAY


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "kg": partial(number_text, digits=4), "score": partial(number_text, digits=2),
        "signed": partial(signed_text, digits=4), "day": day,
        "percent": lambda share: f"{100 * share:.0f} %", "tail": lambda own_id: own_id[-8:],
    }  # fmt: skip
    found.globals |= {"days_between": days_between}
    return found


@cache
def _provinces() -> Mapping[str, tuple[str, str]]:
    try:
        rows = read_table(find_inventories(), "provinces.csv").rows
    except InventoryError:  # tables of one's own, which name none
        return {}
    return {row["code"]: (row["name"], row["name_zh"]) for row in rows}


def _in_language(seen: Visit, language: str) -> str:
    """The address of the page in a language."""
    return f"{seen.here}{'&' if '?' in seen.here else '?'}lang={language}"
