"""A file that a person opens, told by what is in it: a data sheet, a scenario for the command line, a footprint as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lca_models.impact.methods import DEFAULT_METHOD_ID
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import CATEGORY
from lca_models.panels.model.own.desk import is_workbook
from lca_models.panels.page.address import SCENARIO, Pair, number_written, write_address
from lca_models.panels.page.links import state_of_address
from lca_models.panels.state import PageState
from lca_models.panels.views.sheet.received import received
from lca_models.panels.views.tabs import ACTIONS
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.yaml_text import YamlError, read_yaml
from lca_models.scope.rules import METHOD
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message


def state_of_file(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """The state that files ask for: one of these, or a data sheet with the files that it names.

    Raises ScenarioError for a file that is none of these, or asks for what the page cannot show; SheetError for what is no
    data sheet at all, and for files that did not arrive.
    """
    files = received(heard)
    name, content = next(iter(files.items()))
    asked = _asked(name, content) if len(files) == 1 else None
    if asked is None:  # a workbook, or a data sheet in YAML
        return ACTIONS["mine.open"](state, model, heard)
    link = state_of_address(write_address([*_pairs(asked, state), *_category(asked, model)]), model, state)
    if link.refused:
        place = language_in_use() == "zh"
        raise ScenarioError("\n".join(f"{excerpt(name)}: {one.key}: {one.text[place]}" for one in link.refused))
    return replace(link.state, tab=state.tab, per=state.per, language=state.language, open_row="")


def _asked(name: str, content: bytes) -> Mapping[str, Any] | None:
    """What a scenario or a footprint asks for; nothing for any other file."""
    if is_workbook(content):
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if text.lstrip().startswith("{"):
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            raise ScenarioError(message("{name} is no JSON; save the footprint again", name=excerpt(name))) from None
        if not isinstance(document, dict) or "product" not in document:
            raise ScenarioError(message("{name} is no footprint; open what lca-models footprint --json writes",
                                        name=excerpt(name)))  # fmt: skip
        inputs = document.get("inputs")
        listed = inputs.get("settings", []) if isinstance(inputs, dict) else []
        settings = {str(one["name"]): one.get("value") for one in listed if isinstance(one, dict) and "name" in one}
        return {
            "product": document["product"],
            "rules": document.get("rules"),
            "settings": settings,
            "category": document.get("category"),
        }
    try:
        document = read_yaml(text, excerpt(name))
    except YamlError as error:
        raise ScenarioError(str(error)) from None
    if not isinstance(document, dict):
        return None
    entries = [one for one in document.values() if isinstance(one, dict) and isinstance(one.get("settings"), dict)]
    return entries[0] if entries else None


def _category(asked: Mapping[str, Any], model: PanelModel) -> list[Pair]:
    """The impact category of a footprint, by its name, where it is another one than its rules ask for."""
    found = next((one.code for one in model.offer.methods if one.name == asked.get("category")), "")
    rules = model.study.rules.get(str(asked.get("rules")))
    usual = rules.value(METHOD, DEFAULT_METHOD_ID) if rules is not None else DEFAULT_METHOD_ID
    return [(CATEGORY, found)] if found not in ("", usual) else []


def _pairs(asked: Mapping[str, Any], state: PageState) -> list[Pair]:
    """What is asked for as pairs of an address, so that a file is judged as a link is."""
    said = {name: str(asked.get(name) or getattr(state.setup, name)) for name in ("product", "rules")}
    pairs: list[Pair] = [*said.items()]
    if method := asked.get("method"):
        pairs.append((CATEGORY, str(method)))
    if province := asked.get("province"):
        pairs.append(("set.cell_plant_province", str(province)))
    scenarios = asked.get("scenarios") or ()
    pairs += [(SCENARIO, str(one)) for one in ([scenarios] if isinstance(scenarios, str) else scenarios)]
    for name, value in dict(asked.get("settings") or {}).items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        pairs.append((f"set.{name}", number_written(value) if number else str(value)))
    return pairs
