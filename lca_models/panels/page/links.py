"""From an address to a state of the page, as much of it as there is, and from a state to its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import CATEGORY, ENERGY, Choosing, start_setup
from lca_models.panels.page.address import (
    CODE,
    PROVINCE,
    SCENARIO,
    Pair,
    Refused,
    Words,
    number_read,
    number_written,
    read_address,
    write_address,
)
from lca_models.panels.state import TABS, PageState
from lca_models.panels.views.setup import PLANT
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import CODES, KWH_CAPACITY, find_declared_unit
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual, message, speaking

TAGS = {ENGLISH: ENGLISH, "zh-Hans": CHINESE, CHINESE: CHINESE}
SHEET = "sheet"
OWN = "own"  # in the place of a product: that of the sheet that the address names


@dataclass(frozen=True)
class Link:
    """What an address asks for: a state, what of it was not taken, and what a reader should know."""

    state: PageState
    refused: tuple[Refused, ...] = ()
    notes: tuple[Words, ...] = ()

    def banner(self) -> list[list[str]]:
        """Lines to show, in both languages."""
        lines = [list(one) for one in self.notes]
        if self.refused:
            listed = [[f"{one.key}: {one.text[place]}" for one in self.refused] for place in (0, 1)]
            words = bilingual(
                "shown without {count} settings of the link: {listed}", count=len(self.refused), listed="\0"
            )
            lines.append(
                [words[place].replace("\0", joint.join(listed[place])) for place, joint in ((0, "; "), (1, "；"))]
            )
        return lines


def state_of_address(search: str, model: PanelModel, now: PageState) -> Link:
    """The state of an address; language stays where it says none. Nothing of a text that is none is taken."""
    found = read_address(search)
    if found.unusable:
        return Link(now, notes=(found.unusable,))
    reading = _Reading(model, now, list(found.refused))
    for key, value in found.pairs:
        reading.take(key, value)
    return reading.link()


class _Reading:
    """The pairs of one address, taken one by one."""

    def __init__(self, model: PanelModel, now: PageState, refused: list[Refused]) -> None:
        self.model, self.now, self.refused = model, now, refused
        self.notes: list[Words] = []
        self.plain: dict[str, str] = {}
        self.sets: dict[str, dict[str, str]] = {"": {}, "base.": {}, "second.": {}}
        self.scenarios: list[str] = []
        self.ranges: dict[str, str] = {}

    def take(self, key: str, value: str) -> None:
        head, point, name = key.rpartition("set.")
        if point:
            self.sets[head][name] = value
        elif key.startswith("range."):
            self.ranges[key.removeprefix("range.")] = value
        elif key == SCENARIO:
            self.scenarios.append(value)
        elif key == PROVINCE:
            self.sets[""].setdefault(PLANT, value)
        else:
            self.plain[key] = value

    def refuse(self, key: str, act: Callable[[], object]) -> None:
        """Why `act` cannot be, in both languages."""
        texts = []
        for language in (ENGLISH, CHINESE):
            with speaking(language):
                try:
                    act()
                except ScenarioError as error:
                    texts.append(str(error))
        self.refused.append(Refused(key, (texts[0], texts[-1])))

    def one_of(self, key: str, known: Mapping[str, object] | tuple[str, ...], default: str) -> str:
        """The value of a key among those there are."""
        value = self.plain.get(key, default)
        if value in known or key not in self.plain:
            return value

        def refused() -> None:
            raise ScenarioError(message("is '{value}'; {near}", value=value, near=suggestion(value, known)))

        self.refuse(key, refused)
        return default

    def link(self) -> Link:
        offer = self.model.offer
        language = TAGS[self.one_of("lang", TAGS, self.now.language)]
        own = self.own_sheet()
        method = self.one_of(CATEGORY, tuple(one.code for one in offer.methods), "")
        setup = self.in_category(self.setup("", start_setup(offer, own or "")), method)
        for name in self.scenarios:
            setup = self.with_scenario(setup, name)
        setup = self.with_settings(setup, "")
        usual = replace(start_setup(offer, setup.product), rules=setup.rules)
        baseline = self.with_settings(self.setup("base.", usual), "base.")
        asks_second = self.sets["second."] or {"second.product", "second.rules"} & set(self.plain)
        own_second = own if self.plain.get("second.product") == OWN else ""
        other = start_setup(offer, own_second)
        second = self.with_settings(self.setup("second.", other), "second.") if asks_second else None
        self.about_files()
        state = replace(
            self.now, setup=setup, baseline=baseline, second=second, ranges=self.read_ranges(setup),
            own={SHEET: own} if own else {},
            tab=self.one_of("tab", TABS, "explore"), per=find_declared_unit(self.one_of("per", CODES, KWH_CAPACITY.code)),
            open_row=self.plain.get("row", ""), language=language, second_rules=self.against(setup),
        )  # fmt: skip
        return Link(state.in_one_category(), tuple(self.refused), tuple(self.notes))

    def in_category(self, setup: CalculationSetup, method: str) -> CalculationSetup:
        """A setup in an impact category, where enough of its product has data in it."""
        try:
            self.model.pack(setup.product, setup.rules, method)
        except ScenarioError:
            self.refuse(CATEGORY, lambda: self.model.pack(setup.product, setup.rules, method))
            return setup
        return replace(setup, method=method)

    def against(self, setup: CalculationSetup) -> str:
        """The rule set that Rules compares with; empty where the address says none."""
        others = tuple(code for code in self.model.study.rules if code != setup.rules)
        return self.one_of("against", others, "")

    def setup(self, head: str, start: CalculationSetup) -> CalculationSetup:
        """Product and rules, without settings."""
        offer = self.model.offer
        shipped = tuple(self.model.study.products)
        if start.product not in shipped and self.plain.get(f"{head}product", OWN) == OWN:
            return replace(
                start, rules=self.one_of(f"{head}rules", tuple(one.code for one in offer.rules), start.rules)
            )
        started = {PurePath(one).name: one for one in self.model.sheets}
        named = self.one_of(f"{head}product", (*shipped, *started), start.product)
        product = started.get(named, named)
        rules = self.one_of(f"{head}rules", tuple(one.code for one in offer.rules), start.rules)
        return CalculationSetup(product, rules)

    def with_scenario(self, setup: CalculationSetup, name: str) -> CalculationSetup:
        """A setup with what a scenario of the inventories sets."""
        if not CODE.fullmatch(name):
            self.refused.append(Refused(SCENARIO, bilingual("is no name of a scenario")))
            return setup
        asked = replace(setup, scenarios=(name,))
        try:
            settings = self.model.study.resolve(asked).asked.settings
        except ScenarioError:
            self.refuse(SCENARIO, lambda: self.model.study.resolve(asked))
            return setup
        return replace(setup, settings={**setup.settings, **settings})

    def with_settings(self, setup: CalculationSetup, head: str) -> CalculationSetup:
        """A setup with what the address sets, each where it can be with those before it."""
        for name, value in self.sets[head].items():
            try:
                setup = self.with_setting(setup, name, value)
            except ScenarioError:
                self.refuse(f"{head}set.{name}", partial(self.with_setting, setup, name, value))
        return setup

    def with_setting(self, setup: CalculationSetup, name: str, value: str) -> CalculationSetup:
        pack, choosing = self.model.pack(setup.product, setup.rules), Choosing(self.model.offer, setup)
        row = pack.system.parameters.get(name)
        is_choice = row is not None and row.data.get("kind") == "choice"
        number = None if is_choice else number_read(value)
        if row is not None and not is_choice and number is None:
            raise ScenarioError(message("is '{value}'; give a number, such as 0.5 or 1e-3", value=value))
        if is_choice and not CODE.fullmatch(value):
            raise ScenarioError(message("is '{value}'; give one of its codes", value=value))
        said = value if number is None else number
        field = ENERGY if name == choosing.size.parameter else name
        if field in choosing.fields or field == ENERGY:
            moved = choosing.with_value(field, said)
        else:
            moved = setup.with_setting(name, said)
        pack.numbers(moved.settings)
        return moved

    def read_ranges(self, setup: CalculationSetup) -> dict[str, tuple[float, float]]:
        known = self.model.input_ranges(setup)
        found = {}
        for name, text in self.ranges.items():
            low, high = map(number_read, text.partition("~")[::2])
            if name not in known:
                self.refuse(f"range.{name}", partial(_unknown_input, name, known))
            elif low is None or high is None or low >= high:
                words = bilingual("is no range; give two numbers, the lower one first, as 1~2")
                self.refused.append(Refused(f"range.{name}", words))
            else:
                found[name] = (low, high)
        return found

    def own_sheet(self) -> str:
        """The data sheet that the address needs, where it is open here; a note where it is not."""
        wanted = self.plain.get(SHEET, "")
        found = self.model.desk.find(wanted) if wanted else None
        if wanted and (found is None or found.pack is None):
            self.notes.append(
                bilingual("this link needs the data sheet with the hash {hash}; open it", hash=wanted[:12])
            )
            return ""
        return str(found.file) if found else ""

    def about_files(self) -> None:
        if self.plain.get("at", self.model.tables) != self.model.tables:
            self.notes.append(bilingual("this link was made with other inventories; numbers may differ"))


def _unknown_input(name: str, known: Mapping[str, object]) -> None:
    raise ScenarioError(message("there is no input '{name}'; {near}", name=name, near=suggestion(name, known)))


def address_of(state: PageState, model: PanelModel) -> str:
    """The canonical address of a state; what stands at its default is left out."""
    start = start_setup(model.offer)
    pairs: list[Pair] = []
    pairs += [("lang", "zh-Hans")] if state.language == CHINESE else []
    pairs += [("tab", state.tab)] if state.tab != "explore" else []
    pairs += [("per", state.per.code)] if state.per != KWH_CAPACITY else []
    sheet = model.desk.sheet(str(state.own.get(SHEET, "")))
    own = _own_to(start, model)  # what a person opened never stands in an address
    setup = own(state.setup)
    pairs += [(CATEGORY, setup.method)] if setup.method else []
    pairs += _setup_pairs(setup, start, "")
    pairs += [
        (f"range.{name}", f"{number_written(low)}~{number_written(high)}") for name, (low, high) in state.ranges.items()
    ]
    usual = replace(start_setup(model.offer, state.setup.product), rules=setup.rules)
    is_same = state.baseline.product == state.setup.product
    pairs += _setup_pairs(state.baseline if is_same else own(state.baseline), usual, "base.")
    if state.second is not None:
        second = own(state.second)
        named = OWN if sheet and state.second.product == str(sheet.file) else second.product
        pairs += [("second.product", named), *_setup_pairs(second, replace(start, product=second.product), "second.")]
    pairs += [("against", state.second_rules)] if state.second_rules not in ("", state.setup.rules) else []
    pairs += [("row", state.open_row)] if state.open_row else []
    pairs += [(SHEET, sheet.hash)] if sheet else []
    return write_address(pairs)


def _own_to(start: CalculationSetup, model: PanelModel) -> Callable[[CalculationSetup], CalculationSetup]:
    """Setups as an address names them: the sheets that the page was started with by the names of their files."""

    def named(one: CalculationSetup) -> CalculationSetup:
        if one.product in model.study.products:
            return one
        return replace(one, product=PurePath(one.product).name if one.product in model.sheets else start.product)

    return named


def _setup_pairs(setup: CalculationSetup, usual: CalculationSetup, head: str) -> list[Pair]:
    named = [
        (f"{head}{name}", getattr(setup, name))
        for name in ("product", "rules")
        if getattr(setup, name) != getattr(usual, name)
    ]
    return named + [(f"{head}set.{name}", value if isinstance(value, str) else number_written(value))
                    for name, value in setup.settings.items()]  # fmt: skip
