"""The page's side of the talk: what a person does comes up, one state follows, and its parts go down. No widgets here.

Up: `{do, seq, …}`. Down: `{part, rev, seq, …}`; A is what every tab shows at once, C the body of one tab, `state` what is open,
`refused` why a choice was not taken, `file` a file to keep. Every answer carries the `seq` of what it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import PRODUCT, RULES, Choosing, start_setup
from lca_models.panels.page.history import History
from lca_models.panels.page.kept_view import kept_view
from lca_models.panels.page.links import address_of, state_of_address
from lca_models.panels.page.opened import state_of_file
from lca_models.panels.state import TABS as TAB_NAMES
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import explorer_view
from lca_models.panels.views.setup import setup_view
from lca_models.panels.views.tabs import ACTIONS, FILES, TABS
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import find_declared_unit
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.labels import check_language
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message, speaking

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """One message down, with the bytes of a file where it is one."""

    content: dict[str, Any]
    buffers: tuple[bytes, ...] = ()


class PageSession:
    """The state of one page, and its answers."""

    def __init__(self, model: PanelModel, state: PageState | None = None) -> None:
        first = start_setup(model.offer)
        self.model, self.history = model, History()
        self.state = state or PageState(first, first)
        self.banner: list[list[str]] = []  # what a link asked for and was not taken, as pairs of languages
        self._acts: dict[str, Callable[[Message], PageState]] = {
            "set": self._set,
            "tab": self._tab,
            "per": lambda heard: replace(self.state, per=find_declared_unit(str(heard.get("per")))),
            "language": self._language,
            "undo": lambda _: self._step(self.history.undone),
            "redo": lambda _: self._step(self.history.redone),
            "reset": self._reset,
            "baseline": lambda _: replace(self.state, baseline=self.state.setup),
            "plant": self._plant,
            "address": self._address,
            "open": lambda heard: state_of_file(self.state, self.model, heard),
        }

    def answer(self, heard: Message) -> list[Reply]:
        """The messages down for one message up; a choice that is refused changes nothing."""
        do = str(heard.get("do", ""))
        with speaking(self.state.language, is_asked=True):
            try:
                if do == "hello":
                    return self._tagged(heard, self.first())
                if do == "more":
                    return self._tagged(heard, [self._body()])
                return self._tagged(heard, self._take(do, heard))
            except LcaModelsError as error:
                refused = {
                    "part": "refused",
                    "field": _field_of(heard),
                    "text": str(error),
                    "state": self._state_view(),
                }
                return self._tagged(heard, [Reply(refused)])

    def first(self) -> list[Reply]:
        """The parts of the state in which the page opens.

        Raises ScenarioError where it cannot be calculated.
        """
        with speaking(self.state.language, is_asked=True):
            part = self._part_a()
            body = kept_view(self.model.study, self.state, lambda: self._body().content["view"])
            return self._tagged({}, [part, Reply({"part": "C", "tab": self.state.tab, "view": body})])

    def begin(self, state: PageState) -> list[Reply]:
        """Show another state, from a cell or a link.

        Raises ScenarioError where it cannot be calculated; nothing changes then.
        """
        with speaking(state.language, is_asked=True):
            return self._tagged({}, self._accept(replace(state, rev=self.state.rev + 1), "", float("-inf")))

    def _take(self, do: str, heard: Message) -> list[Reply]:
        if do in FILES:
            name, kind, content = FILES[do](self.state, self.model, heard)
            return [Reply({"part": "file", "name": name, "type": kind}, (content,))]
        if do in ACTIONS:
            state = ACTIONS[do](self.state, self.model, heard)
        elif do in self._acts:
            state = self._acts[do](heard)
        else:
            raise ScenarioError(message("the page knows no '{do}'", do=do[:40]))
        if state.asked == self.state.asked and do != "address":  # a page that opens at a link has shown nothing yet
            self.state = replace(state, rev=self.state.rev)
            known = do == "language" or (do == "tab" and heard.get("has") == self.state.rev and "row" not in heard)
            return [Reply({"part": "state", "view": self._state_view()}), *([] if known else [self._body()])]
        at = heard.get("at", float("-inf"))
        field = _field_of(heard) if do not in ("undo", "redo", "per") else do
        return self._accept(replace(state, rev=self.state.rev + 1), field, float(at))

    def _accept(self, state: PageState, field: str, at: float) -> list[Reply]:
        before, self.state = self.state, state.in_one_category()
        try:
            part = self._part_a()
        except LcaModelsError:
            self.state = before
            raise
        opening = field == "address" and not before.rev  # the link that the page opens at: nothing was shown before it
        if state.undoable != before.undoable and field not in ("undo", "redo") and not opening:
            self.history = self.history.after(before, field, at)
        part.content["view"]["state"] = self._state_view()
        return [part]

    def _part_a(self) -> Reply:
        view = {
            "state": self._state_view(),
            "setup": setup_view(self.state, self.model),
            "result": explorer_view(self.state, self.model),
        }
        return Reply({"part": "A", "view": view})

    def _body(self) -> Reply:
        """The body of the open tab."""
        name = self.state.tab
        view = TABS[name].view(self.state, self.model) if name in TABS else None
        return Reply({"part": "C", "tab": name, "view": view})

    def _state_view(self) -> dict[str, Any]:
        state = self.state
        return {
            "tab": state.tab, "per": state.per.code, "language": state.language, "open_row": state.open_row,
            "undo": len(self.history.past), "redo": len(self.history.future), "is_baseline": state.setup == state.baseline,
            "search": address_of(state, self.model), "banner": self.banner,
        }  # fmt: skip

    def _tagged(self, heard: Message, replies: list[Reply]) -> list[Reply]:
        for one in replies:
            one.content.update(rev=self.state.rev, seq=heard.get("seq", 0), last=one is replies[-1])
        return replies

    def _set(self, heard: Message) -> PageState:
        setup, baseline = self.state.setup, self.state.baseline
        for name, value in dict(heard.get("values", {})).items():
            moved = Choosing(self.model.offer, setup).with_value(str(name), value)
            if moved.product != setup.product:
                moved = self._known(moved)
                # A battery is compared with itself as it is delivered, until a person sets another baseline.
                baseline = (
                    start_setup(self.model.offer, moved.product) if baseline.product == setup.product else baseline
                )
                if name == PRODUCT:
                    baseline = replace(baseline, rules=self.state.baseline.rules)
            if name == RULES and baseline.rules == setup.rules:
                baseline = replace(baseline, rules=moved.rules)
            setup = moved
        return replace(self.state, setup=setup, baseline=baseline)

    def _known(self, setup: CalculationSetup) -> CalculationSetup:
        """A setup without settings that its product does not have."""
        parameters = self.model.pack(setup.product, setup.rules, setup.method).system.parameters
        return replace(setup, settings={name: one for name, one in setup.settings.items() if name in parameters})

    def _tab(self, heard: Message) -> PageState:
        tab = str(heard.get("tab"))
        if tab not in TAB_NAMES:
            raise ScenarioError(message("the page has no tab '{tab}'", tab=tab[:40]))
        return replace(self.state, tab=tab, open_row=str(heard.get("row", self.state.open_row)))

    def _language(self, heard: Message) -> PageState:
        check_language(str(heard.get("language")))
        return replace(self.state, language=str(heard["language"]))

    def _plant(self, heard: Message) -> PageState:
        plant = str(heard.get("plant"))
        if plant not in self.model.offer.plants:
            raise ScenarioError(message("the page has no field '{name}'; {near}", name=plant, near=""))
        return replace(self.state, shown={**self.state.shown, "plant": plant})

    def _step(self, stepped: Callable[[PageState], tuple[PageState, History]]) -> PageState:
        state, self.history = stepped(self.state)
        return state

    def _address(self, heard: Message) -> PageState:
        link = state_of_address(str(heard.get("search", "")), self.model, self.state)
        self.banner = link.banner()
        return link.state

    def _reset(self, _: Message) -> PageState:
        first = start_setup(self.model.offer, self.state.setup.product)
        return replace(self.state, setup=first, baseline=first, ranges={}, own={})


def _field_of(heard: Message) -> str:
    """What a message is about: its one value, the field it names, or what it does."""
    values = heard.get("values")
    if isinstance(values, Mapping) and len(values) == 1:
        return str(next(iter(values)))
    return str(heard.get("field") or heard.get("do", ""))
