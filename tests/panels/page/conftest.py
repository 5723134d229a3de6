"""The page in Chromium, answered in this process: no server, no kernel, the same scripts and the same session as in Jupyter."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.page.answering import PageSession, Reply
from lca_models.panels.page.assets import script_text, spoken_words, style_text
from lca_models.panels.views.setup import offer_view
from lca_models.panels.views.tabs import TABS

ADDRESS = "http://page.test/"
READY = """() => { const d = document.querySelector('.lca-page').dataset;
return d.settled !== undefined && d.settled === d.rev }"""
START = """
const LCA = { tabs: {} }; window.LCA = LCA;
%s
window.hear = [];
window.firsts = [];
new MutationObserver(() => { const one = document.querySelector('[data-testid="field pack_energy"]');
  if (one && window.firsts[window.firsts.length - 1] !== one.value) window.firsts.push(one.value);
}).observe(document.getElementById("page"), { childList: true, subtree: true, attributes: true });
window.page = LCA.start({ root: document.getElementById("page"), boot: %s,
  channel: { send: (message) => ask(message).then((all) => all.forEach(([one, files]) => window.hear.forEach((hear) =>
               hear(one, files.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))))))),
             listen: (hear) => window.hear.push(hear) } });
"""


@dataclass
class Shown:
    """The page in a tab of the browser, its session, and what went wrong."""

    page: Any
    session: PageSession
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def change(self, act: Callable[[], object]) -> None:
        """Do something, and go on when its answer is drawn whole."""
        before = int(self.page.locator(".lca-page").get_attribute("data-asked"))
        act()
        self.page.wait_for_function(
            "n => { const d = document.querySelector('.lca-page').dataset;"
            " return +d.asked > n && d.answered === d.asked && d.settled === d.rev && d.shown === d.tab }",
            arg=before,
        )

    def value(self, testid: str) -> float:
        """The number of an output, with all its digits."""
        return float(self.page.get_by_test_id(testid).get_attribute("data-value"))


def harness(session: PageSession) -> str:
    """The page as one document, with the first state in it."""
    first = [one.content for one in session.answer({"do": "hello"})]
    boot = {"words": spoken_words(), "offer": offer_view(session.model), "tabs": list(TABS), "first": first}
    script = START % (script_text(), json.dumps(boot).replace("</", "<\\/"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="lca-models-address">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        f'<style>body{{margin:0}}{style_text()}</style></head><body><div id="page"></div>'
        f'<script>"use strict";{script}</script></body></html>'
    )


def as_json(reply: Reply) -> tuple[Any, list[str]]:
    """A message with its files, as the browser takes them here."""
    return reply.content, [base64.b64encode(one).decode() for one in reply.buffers]


def answer(route: Any, shown: Shown) -> None:
    """The page at its address; whatever else is asked for is noted and refused."""
    if route.request.url.startswith(ADDRESS):
        route.fulfill(body=harness(shown.session), content_type="text/html")
    else:
        shown.outside.append(route.request.url)
        route.abort()


@pytest.fixture
def show(browser: Any, model: PanelModel) -> Iterator[Callable[..., Shown]]:
    """Opens the page at an address and a width."""
    contexts = []

    def opened(search: str = "", width: int = 1440, height: int = 1000) -> Shown:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page, session = context.new_page(), PageSession(model)
        shown = Shown(page, session)
        page.on("pageerror", lambda error: shown.errors.append(str(error)))
        page.on("console", lambda one: shown.errors.append(one.text) if one.type == "error" else None)
        page.expose_function("ask", lambda heard: [as_json(one) for one in session.answer(heard)])
        context.route("**/*", lambda route: answer(route, shown))  # of the page, and of any that it opens
        page.goto(ADDRESS + search)
        page.wait_for_function(READY)
        return shown

    yield opened
    for context in contexts:
        context.close()
