"""The reference of every public name, written from the package itself: signatures, fields with their units, docstrings."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
from collections.abc import Iterator
from types import ModuleType

import lca_models

OWN = ("lca_models.",)  # modules whose classes are told with what is below them
PHASES = {
    "scope": "Scope: what is compared, over which life, by which rules",
    "inventory": "Inventory: tables, the Brightway project, product systems",
    "impact": "Impact: one footprint, one compiled function, everything uncertain",
    "interpretation": "Interpretation: contributions, uncertainty, comparisons, evidence",
    "reporting": "Reporting: tables, figures, witnesses",
    "panels": "Panels: the same in a notebook, to move by hand",
}


def name_pages(package: ModuleType = lca_models) -> Iterator[tuple[str, str]]:
    """Place below `reference/python/` and text of a page for each phase."""
    phases: dict[str, list[str]] = {}
    for name, module in package._HOMES.items():
        phases.setdefault(module.split(".")[1], []).append(name)
    for phase, names in phases.items():
        title = PHASES.get(phase, phase.capitalize())
        parts = [
            f"# {title}\n",
            "```{py:currentmodule} lca_models\n```\n",
            "Each is an attribute of the package: `import lca_models as lm`, then `lm.NAME`.\n",
        ]
        parts.append(" · ".join(f"{{py:obj}}`{name}`" for name in names) + "\n")
        parts += [entry(name, getattr(package, name)) for name in names]
        yield f"{phase}.md", "\n".join(parts)


def entry(name: str, one: object) -> str:
    """A public name with what is below it."""
    if inspect.isclass(one):
        return class_entry(name, one)
    return directive("py:function", f"{name}{signature_of(one)}", docstring(one))


def class_entry(name: str, one: type) -> str:
    """A class with its fields, methods and properties."""
    parts = [docstring(one)]
    parts += [
        directive("py:attribute", f"{name}.{field}", text, f":type: {kind}\n") for field, kind, text in fields_of(one)
    ]
    for attribute, function, kind in members_of(one):
        signature = "" if kind == "py:property" else signature_of(function)
        options = (
            f":type: {annotation(inspect.signature(function).return_annotation)}\n" if kind == "py:property" else ""
        )
        parts.append(directive(kind, f"{name}.{attribute}{signature}", docstring(function), options))
    error = issubclass(one, BaseException)
    return directive("py:exception" if error else "py:class", name, "\n".join(parts))


def directive(kind: str, head: str, body: str, options: str = "") -> str:
    """A block of the Python domain; colons nest by their number."""
    fence = ":" * (max((len(found) for found in re.findall(r"(?m)^:{3,}", body)), default=2) + 1)
    return f"{fence}{{{kind}}} {head}\n{options}\n{body}\n{fence}\n"


def docstring(one: object) -> str:
    """The docstring, which is Markdown here; not one that a dataclass writes."""
    text = inspect.cleandoc(getattr(one, "__doc__", None) or "")
    written = inspect.isclass(one) and text.startswith(f"{one.__name__}(")
    return "" if written else re.sub(r"(?<![`\w])(Raises) ", r"**\1** ", escaped(text))


def escaped(text: str) -> str:
    """Text in which stars, underscores, brackets and dollars stand for themselves; examples are blocks of code."""
    parts = re.split(r"(?m)^((?:>>> .*\n?)(?:.+\n?)*)", text)
    return "".join(f"```pycon\n{part.rstrip()}\n```\n" if at % 2 else _escaped(part) for at, part in enumerate(parts))


def _escaped(text: str) -> str:
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if at % 2 else re.sub(r"([*_\[\]<>$~|\\])", r"\\\1", piece) for at, piece in enumerate(pieces))


def signature_of(one: object) -> str:
    """The signature without `self`, annotations as they are written."""
    found = inspect.signature(one)  # type: ignore[arg-type]
    kept = [
        each.replace(annotation=annotation(each.annotation) if each.annotation is not each.empty else each.empty)
        for each in found.parameters.values()
        if each.name != "self"
    ]
    returned = annotation(found.return_annotation) if found.return_annotation is not found.empty else ""
    typed = with_types(kept)
    return f"{typed} -> {returned}" if returned else typed


def with_types(parameters: list[inspect.Parameter]) -> str:
    """Parameters with their types, as they are written in the source."""
    parts, star, slash = [], False, False
    for at, one in enumerate(parameters):
        if one.kind is one.POSITIONAL_ONLY:
            slash = True
        elif slash:
            parts.append("/")
            slash = False
        if one.kind is one.KEYWORD_ONLY and not star and not any(p.kind is p.VAR_POSITIONAL for p in parameters[:at]):
            parts.append("*")
            star = True
        prefix = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        text = f"{prefix}{one.name}" + (f": {one.annotation}" if one.annotation is not one.empty else "")
        parts.append(text if one.default is one.empty else f"{text} = {default(one.default)}")
    return f"({', '.join([*parts, '/'] if slash else parts)})"


def default(value: object) -> str:
    """A default as it can be written; an object of the package by its name."""
    text = repr(value)
    return "..." if text.startswith("<") else text


def annotation(kind: object) -> str:
    """A type as it is written."""
    text = kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))
    return re.sub(r"\b(?:np|pd)\.", "", text.replace("'", ""))


def fields_of(one: type) -> Iterator[tuple[str, str, str]]:
    """Public fields of a dataclass in its order, with type and the comment that says what each holds."""
    if not hasattr(one, "__dataclass_fields__"):
        return
    comments: dict[str, tuple[str, str]] = {}
    for base in reversed(one.__mro__):
        if base.__module__.startswith(OWN):
            comments |= written_fields(base)
    for field in one.__dataclass_fields__:
        if not field.startswith("_") and field in comments:
            kind, text = comments[field]
            yield field, annotation(kind), f"{escaped(text[0].upper() + text[1:])}." if text else ""


@functools.cache
def written_fields(one: type) -> dict[str, tuple[str, str]]:
    """Fields as a class writes them: type, and the comment at the end of the line."""
    source = textwrap.dedent(inspect.getsource(one))
    lines = source.splitlines()
    found = {}
    for node in ast.parse(source).body[0].body:  # type: ignore[attr-defined]
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            comment = lines[(node.end_lineno or node.lineno) - 1][node.end_col_offset or 0 :].partition("#")[2]
            found[node.target.id] = (ast.unparse(node.annotation), comment.strip())
    return found


def members_of(one: type) -> Iterator[tuple[str, object, str]]:
    """Public methods and properties, in the order of the source, those of bases in the package first."""
    seen: dict[str, tuple[object, str]] = {}
    for base in reversed(one.__mro__):
        if not base.__module__.startswith(OWN):
            continue
        for attribute, member in vars(base).items():
            function = (
                getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
            )
            shown = not attribute.startswith("_") or attribute == "__call__"
            if shown and inspect.isfunction(function) and function.__qualname__ == f"{base.__name__}.{attribute}":
                kind = (
                    "py:property"
                    if function is not member and not isinstance(member, classmethod | staticmethod)
                    else "py:method"
                )
                kind = {classmethod: "py:classmethod", staticmethod: "py:staticmethod"}.get(type(member), kind)
                seen[attribute] = function, kind
    for attribute, (function, kind) in seen.items():
        yield attribute, function, kind
