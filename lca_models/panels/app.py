"""`python -m lca_models.panels.app`: a notebook as a page on this computer alone, with Voilà."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

NOTEBOOK = Path("notebooks/00_start_here.ipynb")
TEMPLATE = "lca"
# The browser itself refuses whatever a page might ask of another computer.
POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws://127.0.0.1:* ws://localhost:*"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until the person stops it; exit status 1 where notebook or Voilà are missing."""
    parser = argparse.ArgumentParser(prog="python -m lca_models.panels.app", description="The explorer as a page.")
    parser.add_argument("notebook", nargs="?", type=Path, default=NOTEBOOK)
    parser.add_argument("--port", type=int, default=8866)
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    options = parser.parse_args(arguments)
    if not options.notebook.is_file():
        print(f"there is no notebook {options.notebook}; start in the folder of the kit, or name one", file=sys.stderr)
        return 1
    if problem := use_template():
        print(problem, file=sys.stderr)
        return 1
    from voila.app import Voila

    from lca_models.impact.compiled.execution import load_kernels
    from lca_models.inventory.brightway.project import build_project

    # Else the page would wait for both.
    print("preparing the Brightway project and compiling (half a minute, once)", file=sys.stderr)
    build_project()
    load_kernels()
    Voila.launch_instance(argv=voila_arguments(options.notebook, options.port, open_browser=not options.no_browser))
    return 0


def use_template() -> str:
    """Let Voilà find the template of this package; what is missing, or nothing.

    A template that is not found would leave the page waiting for ever, so it is looked for first.
    """
    folder = Path(__file__).parent / "jupyter"
    if not (folder / "voila" / "templates" / TEMPLATE / "index.html.j2").is_file():
        return f"the template of the page is missing below {folder}; install the kit again"
    known = os.environ.get("JUPYTER_PATH", "")
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(folder), *([known] if known else [])])
    try:
        import voila  # noqa: F401
    except ImportError:
        return "Voilà is not installed: python -m pip install 'lca_models[lab]'"
    return ""


def voila_arguments(notebook: Path, port: int, *, open_browser: bool) -> list[str]:
    """Options of Voilà for one notebook, on the loopback address only."""
    headers = {"headers": {"Content-Security-Policy": POLICY}}
    return [
        str(notebook),
        f"--template={TEMPLATE}",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
        "--preheat_kernel=True",
        "--pool_size=1",
        f"--Voila.tornado_settings={headers!r}",
        *([] if open_browser else ["--no-browser"]),
    ]


if __name__ == "__main__":
    sys.exit(main())
