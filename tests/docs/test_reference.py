"""The reference that is written from the kit: every public name, every option, every column."""

import argparse
import re
from dataclasses import dataclass

import lca_models as lm
from docs.building import names
from docs.building.commands import commands_page, option, subcommands
from docs.building.names import class_entry, entry, name_pages
from docs.building.reference import reference_pages
from docs.building.sources import ROOT
from lca_models.commands.main import build_parser


def test_every_public_name_has_its_entry_once():
    text = "\n".join(text for _, text in name_pages())
    found = re.findall(r"^:+\{py:(?:class|function|exception)\} (\w+)", text, flags=re.M)

    assert found == lm.__all__


def test_a_function_has_its_signature_and_what_it_raises():
    text = entry("assess", lm.assess)

    assert (
        "assess(system: ProductSystem, settings: Mapping[str, str | float] | None = None, *, province: str | None = None"
        in text
    )
    assert "-> Assessment" in text
    assert "**Raises** ScenarioError" in text


@dataclass(frozen=True)
class Tank:
    """Holds water."""

    volume_l: float  # full, in litres
    _seal: str = ""

    @property
    def mass_kg(self) -> float:
        """Of the water."""
        return self.volume_l

    def poured(self, amount: float, *others: float, slowly: bool = True) -> "Tank":
        """What is left_over."""
        return self


def test_a_class_has_its_fields_with_their_comments_its_properties_and_methods(monkeypatch):
    monkeypatch.setattr(names, "OWN", (__name__,))
    text = class_entry("Tank", Tank)

    assert "{py:attribute} Tank.volume_l\n:type: float\n\nFull, in litres." in text
    assert "{py:property} Tank.mass_kg\n:type: float\n\nOf the water." in text
    assert (
        "{py:method} Tank.poured(amount: float, *others: float, slowly: bool = True) -> Tank\n\nWhat is left\\_over."
        in text
    )
    assert "_seal" not in text


def test_every_option_of_every_command_is_in_the_reference():
    page = commands_page()
    options = [
        name
        for _, _, command in subcommands(build_parser())
        for action in command._actions
        for name in action.option_strings
        if action.help != argparse.SUPPRESS and name not in ("-h", "--help")
    ]

    assert len(options) > 100
    assert [name for name in options if f"{name}" not in page] == []
    assert all(f"\n## {name}\n" in page for name, _, _ in subcommands(build_parser()))


def test_an_option_is_a_line_with_its_value_and_choices():
    parser = argparse.ArgumentParser()
    action = parser.add_argument(
        "--size", choices=["s", "m"], help="100%% of a_size (default %(default)s)", default="m"
    )

    assert option(action) == "| `--size SIZE` | 100% of a\\_size (default m) One of `s`, `m`. |"


def test_every_column_of_the_dictionary_is_in_the_reference():
    pages = dict(reference_pages(ROOT / "inventories"))
    lines = (ROOT / "inventories" / "columns.csv").read_text(encoding="utf-8").count("\n") - 1

    assert pages["columns.md"].count("\n| `") == lines
