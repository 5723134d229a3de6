"""Options that commands share, and the calculation setup that a person asks for with them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lca_models.commands.extending.backgrounds import add_backgrounds, named_backgrounds
from lca_models.commands.extending.opened import with_bundle
from lca_models.commands.extending.papers import check_figures
from lca_models.commands.extending.replacing import add_replacing, replacements_asked
from lca_models.commands.output import BuildProgress, warn
from lca_models.commands.terminal.given import once_each
from lca_models.scope.calculation_setup import RULE_FILES, SCENARIO_FILES, CalculationSetup, file_and_name
from lca_models.scope.declared_unit import CODES
from lca_models.scope.functional_unit import FadeCurve, fade_curve_of
from lca_models.scope.grammar.numbers import NumberError, read_number, read_whole
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.footprint import Footprint
    from lca_models.impact.study import Study
    from lca_models.inventory.projects.places import ProjectPlace

Number = TypeVar("Number", int, float)


def calculation_options(
    grid: bool = False, *, replaces: bool = False, backgrounds: bool = False
) -> argparse.ArgumentParser:
    """The options of everything that calculates; with `grid`, those that may be repeated stand for a row each.

    `replaces`: with figures in place of purchases and stages, and a bundle as the product (`setup_of`). `backgrounds`: with
    databases of somebody in place of this kit's background.
    """
    options = argparse.ArgumentParser(add_help=False)
    once_each(options)
    many: dict[str, Any] = {"action": "append", "default": []}
    options.add_argument(
        "--rules",
        metavar="R",
        type=words,
        help=message(
            "rule set, or a table of your own in the columns of rules.csv (FILE.csv, FILE.csv#ID; "
            "default {DEFAULT_RULES})",
            DEFAULT_RULES=DEFAULT_RULES,
        ),
        **(many if grid else {}),
    )
    options.add_argument(
        "--scenario",
        metavar="S",
        type=words,
        help=message("a named scenario, or a file with scenarios of your own (FILE.yaml, FILE.yaml#NAME); repeatable"),
        **many,
    )
    options.add_argument("--province", metavar="P", type=words,
                         help=message("province of the cell and pack plant, such as CN-SC"),
                         **(many if grid else {}))  # fmt: skip
    options.add_argument(
        "--set", metavar="NAME=VALUE", dest="settings", help=message("a parameter; repeatable"), **many
    )
    options.add_argument(
        "--method",
        metavar="M",
        type=words,
        help=message("impact category (lca-models list methods; default: of the rules)"),
    )
    options.add_argument(
        "--amount",
        metavar="N",
        type=words,
        help=message("how much of the product of PROJECT:DATABASE/CODE, in its own unit (default 1)"),
    )
    options.add_argument(
        "--stages",
        metavar="FILE.csv",
        type=words,
        help=message(
            "stages of the processes of a Brightway project (columns pattern, database, process, input, stage)"
        ),
    )
    add_allow_incomplete(options)
    if replaces:
        add_replacing(options)
    if backgrounds:
        add_backgrounds(options, words, grid=grid)
    options.add_argument(
        "--fade-curve",
        metavar="FILE",
        type=words,
        help=message("measured fade: CSV with cycles,retention; or the curve itself, as in 0:1,500:0.9,2000:0.84"),
    )
    options.add_argument("--json", action="store_true", help=message("print one JSON document"))
    options.add_argument(
        "--out", type=path_of, metavar="DIR", help=message("write report, figures and tables into a folder")
    )
    return options


def words(text: str) -> str:
    """The words given to an option; an empty text, as an unset variable of a shell leaves it, is not nothing said."""
    if not text.strip():
        raise argparse.ArgumentTypeError(message("is empty; give it a value or leave it out"))
    return text


def path_of(text: str) -> Path:
    """The file or folder given to an option; an empty text is not the folder one is in."""
    return Path(words(text))


def add_allow_incomplete(command: argparse.ArgumentParser) -> None:
    """Add what takes a category although most of its data are missing."""
    command.add_argument(
        "--allow-incomplete",
        action="store_true",
        help=message(
            "take an impact category whose data stand behind less than half of the climate result; a note says how much"
        ),
    )


def add_product(command: argparse.ArgumentParser) -> None:
    """Add the product, which a scenario file may name in its place."""
    command.add_argument(
        "product",
        nargs="?",
        metavar="PRODUCT",
        help=message(
            "a product id (lca-models list products), or PROJECT:DATABASE/CODE of a Brightway project; it may stand in "
            "a scenario file instead"
        ),
    )
    command.set_defaults(usage=command.error)


def add_cluster(command: argparse.ArgumentParser) -> None:
    """Add the workers among whom what is calculated is shared."""
    command.add_argument(
        "--cluster",
        metavar="WHERE",
        type=words,
        help=message(
            "share the work: local:N for N processes on this machine, or the address of a dask scheduler (tcp://HOST:8786)"
        ),
    )


def shared_as_asked(options: argparse.Namespace) -> AbstractContextManager[Any]:
    """Work is shared among the workers that the options name, or done here.

    Raises ScenarioError for a cluster that is none.
    """
    if not options.cluster:
        return nullcontext()
    from lca_models.impact.draws.sharing import on_cluster

    return on_cluster(options.cluster)


def add_per(command: argparse.ArgumentParser, words: str) -> None:
    """Add what results are counted per; `words`: what that is of, and the default."""
    command.add_argument("--per", choices=CODES, help=words)


def add_random(command: argparse.ArgumentParser, n: str, what: str = "") -> None:
    """Add the number of samples and the seed, read as text: what is no whole number is refused like other wrong input."""
    command.add_argument(
        "-n", default=n, metavar="N", help=message("{what} (default {n})", what=what or message("samples"), n=n)
    )
    command.add_argument("--seed", default="0", metavar="S", help=message("a whole number from 0 up (default 0)"))


def read_random(options: argparse.Namespace) -> None:
    """Turn the texts of -n and --seed into numbers.

    Raises ScenarioError for what is no number of samples, and no seed.
    """
    from lca_models.impact.draws.distributions import check_draws

    problems: list[str] = []
    options.n, options.seed = _whole("-n", options.n, problems), _whole("--seed", options.seed, problems)
    if problems:
        raise ScenarioError(clauses(problems))
    check_draws(options.n, options.seed)


def number_of(text: str) -> float:
    """The number given to an option."""
    return _given(read_number, text)


def whole_of(text: str) -> int:
    """The whole number given to an option."""
    return _given(read_whole, text)


def _given(read: Callable[[str], Number], text: str) -> Number:
    try:
        return read(text)
    except NumberError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _whole(option: str, text: str, problems: list[str]) -> int:
    """The whole number given to an option; why it is none is added to the problems."""
    try:
        return read_whole(text)
    except NumberError as error:
        problems.append(f"{option}: {error}")
        return 1


def open_study() -> Study:
    """The study of the inventories, with a progress bar while its project is built."""
    from lca_models.impact.study import load_study

    return load_study(progress=BuildProgress())


def opened_study(options: argparse.Namespace) -> Study:
    """The same, kept beside the options for what is written at the end.

    Raises ScenarioError for figures that cannot be written, before anything is calculated.
    """
    check_figures(options)
    options.study = open_study()
    return options.study  # type: ignore[no-any-return]


def setup_of(options: argparse.Namespace, study: Study | None = None) -> CalculationSetup:
    """The calculation that the options of a command ask for; a bundle stands for the data sheet and the setup inside it.

    `study`: where it is open already. Raises ScenarioError for words that are none and files that are no bundle,
    InventoryError and ServiceLifeError for a fade curve that is none.
    """
    _need_product(options, options.product)
    setup = with_bundle(replace(common_setup(options), product=options.product), options)
    said = replacements_said(options, study, setup.product)
    return replace(CalculationSetup(replacements=said).above(setup), scenarios=setup.scenarios) if said else setup


def replacements_said(options: argparse.Namespace, study: Study | None, product: str) -> tuple[dict[str, Any], ...]:
    """The figures in place of purchases and stages that the options give for a product; none where they give none.

    Raises ScenarioError where no product is named, and with every fault of every one.
    """
    if not (getattr(options, "replaced", ()) or getattr(options, "replaced_stages", ())):
        return ()
    if not product:
        raise ScenarioError(message("--replace needs the product on the command line; name it"))
    return replacements_asked(options, study or open_study(), product)


def common_setup(options: argparse.Namespace) -> CalculationSetup:
    """What the options of a command ask for of products that it names itself.

    Raises ScenarioError for words that are none, InventoryError and ServiceLifeError for a fade curve that is none.
    """
    return replace(
        _common(options),
        rules=options.rules,
        scenarios=tuple(options.scenario),
        province=options.province,
        background=getattr(options, "background", None) or "",
        background_electricity=getattr(options, "background_electricity", None) or "",
    )


def grid_of(options: argparse.Namespace, study: Study) -> list[CalculationSetup]:
    """The calculations that the options of `compare` ask for: all combinations, those of the first product first.

    Raises ScenarioError for words that are none, and for files that repeat each other's names.
    """
    _need_product(options, options.products)
    common, said = _common(options), partial(replacements_said, options, study)
    rules = _entries(options.rules, RULE_FILES, lambda text: [one.id for one in study.rule_sets_of(text)])
    scenarios = _entries(options.scenario, SCENARIO_FILES, lambda text: [one.name for one in study.scenarios_of(text)])
    backgrounds = named_backgrounds(options.background, study)
    return [
        replace(
            common, product=product, rules=rule_set, scenarios=tuple(scenario), province=place, replacements=replaced,
            background=background, background_electricity=(background and options.background_electricity) or "",
        )
        for product, places in sites(options.products, options.province)
        for replaced in [said(product)]
        for rule_set in rules or [""]
        for scenario in [[one] for one in scenarios] or [[]]
        for place in places
        for background in backgrounds
    ]  # fmt: skip


def _need_product(options: argparse.Namespace, named: str | Sequence[str] | None) -> None:
    """Ends with the usage of the command where neither the words nor a scenario file can name a product."""
    if not named and not options.scenario:
        options.usage(message("the following arguments are required: PRODUCT"))


def _common(options: argparse.Namespace) -> CalculationSetup:
    """What all setups of a command have in common."""
    return CalculationSetup(
        settings=options.settings,
        method=options.method,
        declared_unit=getattr(options, "per", None),
        fade_curve=_fade_curve(options.fade_curve),
        allow_incomplete=options.allow_incomplete,
        amount=options.amount,
        stages=options.stages,
    )


def _fade_curve(text: str | None) -> FadeCurve | None:
    """The curve of a file, or the one that stands in the words themselves."""
    if not text:
        return None
    if ":" in text and not os.path.isfile(text):  # which a text too long for a path is not
        return fade_curve_of(text)
    from lca_models.inventory.tables.fade_curves import read_fade_curve

    return read_fade_curve(Path(text))


def _entries(texts: Sequence[str], endings: tuple[str, ...], names_in: Any) -> list[str]:
    """Names, and each entry of the files among them.

    Raises ScenarioError for a name that two files hold, because rows could not be told apart.
    """
    found = []
    first: dict[str, str] = {}
    for text in texts:
        file, name = file_and_name(text, endings)
        for entry in [name] if name else names_in(text):
            found.append(f"{file}#{entry}" if file else entry)
            if first.setdefault(entry, found[-1]) != found[-1]:
                raise ScenarioError(
                    message(
                        "{value} and {value_2} have one name; give one of them another",
                        value=first[entry],
                        value_2=found[-1],
                    )
                )
    return found


def sites(products: Sequence[str], provinces: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Each product with provinces of its plant: its own, from `PRODUCT@PROVINCE`, or those of the options, or its default.

    Without products, that of the scenario file.
    """
    if not products:
        return [("", [*provinces] or [""])]
    parts = [text.partition("@") for text in products]
    if provinces and all(part[1] for part in parts):
        raise ScenarioError(
            message("{listed} would change nothing: {reason}", listed="--province",
                    reason=message("every product names its own province"))
        )  # fmt: skip
    if odd := ["".join(part) for part in parts if not part[0] or (part[1] and not part[2])]:
        raise ScenarioError(
            "; ".join(message("'{words}' is no product; write PRODUCT or PRODUCT@PROVINCE", words=text) for text in odd)
        )
    return [(product, [place] if at else [*provinces] or [""]) for product, at, place in parts]


def warn_of_strangers(*places: ProjectPlace) -> None:
    """Say of projects that are not of this kit's folder what their files can do when Brightway opens them; of each once."""
    from lca_models.inventory.brightway.project import base_folder

    own = base_folder()
    warn(*(
        message("Brightway opens the project '{project}' in {base}, and runs whatever its files say (they are pickles); go on "
                "with projects of people that you trust", project=place.name, base=place.base)
        for place in places if place.base != own
    ))  # fmt: skip


def calculate(options: argparse.Namespace, study: Study | None = None) -> tuple[Study, Footprint]:
    """The study, and the footprint that the options ask for; doubts about its service life go to stderr.

    `study`: where it is open already.
    """
    study = study or opened_study(options)
    found = study.footprint(setup_of(options, study))
    warn(*found.life_warnings())
    return study, found
