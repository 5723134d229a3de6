"""Syntax trees of modules, parsed once for all tests that look at the code."""

import ast
import functools
import gc
from pathlib import Path


def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module, itself first; read again where the file has changed."""
    return _nodes(path, path.stat().st_mtime_ns)


@functools.cache
def _nodes(path: Path, written: int) -> tuple[ast.AST, ...]:
    found = tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    gc.freeze()  # they stay to the end, so no search for garbage has to look at them
    return found
