"""The template of the page is compiled once, and again where it or what compiles it is another."""

import os
import sys
from importlib.resources import files
from pathlib import Path

import jinja2
import pytest

from lca_models.reporting.report.template import NAME, Compiled


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template whose bytecode may be kept, in a folder of its own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / NAME
    path.write_text("<p>{{ number }}</p>", encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def rendered(path: Path) -> tuple[str, int]:
    """What a template gives, and how often Jinja compiled it."""
    environment, compiled = jinja2.Environment(autoescape=True), []
    compile_template = environment.compile
    environment.compile = lambda *words, **names: compiled.append(1) or compile_template(*words, **names)
    code = Compiled(environment, path).get_code(NAME)
    assert code is not None
    return environment.template_class.from_code(environment, code, {}).render(number="<1>"), len(compiled)


def test_a_template_is_compiled_once(template):
    assert [rendered(template) for _ in range(3)] == [("<p>&lt;1&gt;</p>", count) for count in (1, 0, 0)]


def test_where_bytecode_may_not_be_kept_it_is_compiled_each_time(template, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert [rendered(template)[1] for _ in range(2)] == [1, 1]


def test_a_changed_template_is_compiled_anew(template):
    rendered(template)
    template.write_text("<b>{{ number }}</b>", encoding="utf-8")

    assert [rendered(template) for _ in range(2)] == [("<b>&lt;1&gt;</b>", count) for count in (1, 0)]


def test_another_edition_of_jinja_compiles_it_anew(template, monkeypatch):
    rendered(template)
    monkeypatch.setattr(jinja2, "__version__", "3.1.other")

    assert [rendered(template)[1] for _ in range(2)] == [1, 0]


def test_no_number_of_the_template_is_worked_out_when_it_is_compiled():
    """a literal through a filter of ours would be kept as that filter wrote it then"""
    text = files("lca_models.reporting.report").joinpath(NAME).read_text(encoding="utf-8")
    filtered = jinja2.Environment().parse(text).find_all(jinja2.nodes.Filter)

    assert [one.lineno for one in filtered if isinstance(one.node, jinja2.nodes.Const)] == []
