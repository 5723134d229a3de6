"""A file that a person opens, told by what is in it: a data sheet, a scenario for the command line, a footprint as JSON."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.page.address import SCENARIO, Pair, number_written, write_address
from lca_models.panels.page.links import state_of_address
from lca_models.panels.state import PageState
from lca_models.panels.views.tabs import ACTIONS
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.yaml_text import YamlError, read_yaml
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message

LARGEST = 5_000_000  # bytes


def state_of_file(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """The state that a file asks for: `name`, and `data`, its bytes in base64.

    Raises ScenarioError for a file that is too large, none of these, or asks for what the page cannot show; SheetError for
    what is no data sheet at all.
    """
    name, data = str(heard.get("name", "")), str(heard.get("data", ""))
    if len(data) > 4 * LARGEST / 3 + 4:
        raise ScenarioError(message("the file is larger than 5 MB; open a smaller one"))
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise ScenarioError(message("the file did not arrive whole; open it again")) from None
    asked = _asked(name, content)
    if asked is None:  # a workbook, or a data sheet in YAML
        return ACTIONS["mine.open"](state, model, heard)
    link = state_of_address(write_address(_pairs(asked, state)), model, state)
    if link.refused:
        place = language_in_use() == "zh"
        raise ScenarioError("\n".join(f"{excerpt(name)}: {one.key}: {one.text[place]}" for one in link.refused))
    return replace(link.state, tab=state.tab, per=state.per, language=state.language, open_row="")


def _asked(name: str, content: bytes) -> Mapping[str, Any] | None:
    """What a scenario or a footprint asks for; nothing for any other file."""
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
        return {"product": document["product"], "rules": document.get("rules"), "settings": settings}
    try:
        document = read_yaml(text, excerpt(name))
    except YamlError as error:
        raise ScenarioError(str(error)) from None
    if not isinstance(document, dict):
        return None
    entries = [one for one in document.values() if isinstance(one, dict) and isinstance(one.get("settings"), dict)]
    return entries[0] if entries else None


def _pairs(asked: Mapping[str, Any], state: PageState) -> list[Pair]:
    """What is asked for as pairs of an address, so that a file is judged as a link is."""
    said = {name: str(asked.get(name) or getattr(state.setup, name)) for name in ("product", "rules")}
    pairs: list[Pair] = [*said.items()]
    if province := asked.get("province"):
        pairs.append(("set.cell_plant_province", str(province)))
    scenarios = asked.get("scenarios") or ()
    pairs += [(SCENARIO, str(one)) for one in ([scenarios] if isinstance(scenarios, str) else scenarios)]
    for name, value in dict(asked.get("settings") or {}).items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        pairs.append((f"set.{name}", number_written(value) if number else str(value)))
    return pairs
