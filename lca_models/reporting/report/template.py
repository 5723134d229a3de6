"""The template of the page, compiled once: Python keeps what Jinja makes of it where it keeps the bytecode of a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.machinery import SourceFileLoader
from importlib.resources import as_file, files
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

if TYPE_CHECKING:
    from jinja2 import Environment, Template

NAME = "report.html.j2"


def page_template(filters: Mapping[str, Callable[..., str]], words: Mapping[str, Callable[..., str]]) -> Template:
    """The template of the page, with its filters and what it asks for words."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= dict(filters)
    environment.globals |= dict(words)
    with as_file(files("lca_models.reporting.report").joinpath(NAME)) as path:
        code = cast("CodeType", Compiled(environment, path).get_code(NAME))  # none only of what has no source
    return environment.template_class.from_code(environment, code, environment.make_globals(None))


class Compiled(SourceFileLoader):
    """The code of a template, from bytecode that Python kept of this text, this file and this edition of Jinja, else anew."""

    def __init__(self, environment: Environment, path: Path) -> None:
        super().__init__(NAME, str(path))
        self.environment = environment

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """What bytecode is told by: the time and size of the template, and what compiles it."""
        from jinja2 import __version__

        found = super().path_stats(path)
        compiled_by = crc32(f"{__version__} {Path(__file__).stat().st_mtime}".encode())
        return {**found, "mtime": int(found["mtime"]) + compiled_by}

    def source_to_code(self, data: bytes, path: str, **_: Any) -> CodeType:  # type: ignore[override]
        """What Jinja makes of the template."""
        return self.environment.compile(data.decode(), filename=path)
