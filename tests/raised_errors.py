"""Which user errors a function of the package may end in, read from its code and that of everything it calls by name.

Calls by a plain name or on `self` are followed, what a `try` or `suppress` catches is not counted. Calls on other objects are
not followed, so the answer is what is certain to be there, not all that may come.
"""

import ast
import functools
from dataclasses import dataclass, field
from pathlib import Path

from syntax_trees import nodes

PACKAGE = Path(__file__).parents[1] / "lca_models"
CLASS, FUNCTION = ast.ClassDef, ast.FunctionDef


@dataclass(frozen=True)
class Module:
    """Functions, methods (`Class.method`) and classes of a module, and what it imports from the package, by name."""

    defined: dict[str, ast.AST] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


@functools.cache
def modules():
    """All modules of the package by dotted name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        module = found[name] = Module()
        tree, *_ = every = nodes(path)
        for node in tree.body:
            if isinstance(node, CLASS | FUNCTION):
                module.defined[node.name] = node
            if isinstance(node, CLASS):
                own = {f"{node.name}.{one.name}": one for one in node.body if isinstance(one, FUNCTION)}
                module.defined.update(own)
        for node in every:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lca_models"):
                module.imported.update({one.asname or one.name: (node.module, one.name) for one in node.names})
    return found


def raised_by(module, name, errors, seen=None):
    """Names among `errors` that the function, or the making of the class, may end in."""
    seen = set() if seen is None else seen
    if (module, name) in seen or module not in modules():
        return set()
    seen.add((module, name))
    node = modules()[module].defined.get(name)
    if isinstance(node, CLASS):
        return raised_by(module, f"{name}.__post_init__", errors, seen)
    if node is None:
        return set()
    return _raised_in(node.body, _Place(module, name.rpartition(".")[0], errors, seen), frozenset())


@dataclass(frozen=True)
class _Place:
    module: str
    owner: str  # class of the method; empty for a function
    errors: frozenset
    seen: set


def _raised_in(nodes, place, caught):
    found = set()
    for node in nodes:
        inside = caught
        if isinstance(node, ast.Try):
            found |= _raised_in(node.body, place, caught | {name for one in node.handlers for name in _names(one.type)})
            found |= _raised_in([*node.handlers, *node.orelse, *node.finalbody], place, caught)
            continue
        if isinstance(node, ast.With):
            suppressed = [one.context_expr for one in node.items if _called(one.context_expr) == "suppress"]
            inside = caught | {name for one in suppressed for name in _names(one)}
        if isinstance(node, ast.Raise) and node.exc is not None:
            found |= {*_names(node.exc)} & place.errors
        found |= _raised_by_use(node, place) - inside
        found |= _raised_in(ast.iter_child_nodes(node), place, inside)
    return found


def _raised_by_use(node, place):
    """What a call of a function known by name, or a use of an own method or property, may end in."""
    module = modules()[place.module]
    if name := _called(node):
        home = (place.module, name) if name in module.defined else module.imported.get(name, ("", ""))
        return raised_by(*home, place.errors, place.seen)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return raised_by(place.module, f"{place.owner}.{node.attr}", place.errors, place.seen)
    return set()


def _called(node):
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _names(node):
    return [one.id for one in ast.walk(node) if isinstance(one, ast.Name)] if node is not None else []
