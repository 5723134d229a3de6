"""`lca-models app`: the page in a browser, with Voilà, for the person who started it alone; or any notebook as a page."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from lca_models.inventory.brightway.silence import without_grammars_of_addresses
from lca_models.panels.serving.gate import LOOPBACK, Gate
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE, message, speaking

NOTEBOOK = Path(__file__).parent / "jupyter" / "page.ipynb"  # comes with the package, so the page needs no checkout
TEMPLATE = "lca"
SHEETS_VARIABLE = "LCA_MODELS_PAGE_SHEETS"
TOKEN_VARIABLE = "LCA_MODELS_PAGE_TOKEN"  # noqa: S105 - its name
PLACES = 6  # pages at once; each holds a kernel of about 400 MB
IDLE_MINUTES = 60
ANYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - what an address must not be without a name


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until the person stops it, in the language of the environment; status 1 where something is missing."""
    asked = os.environ.get(LANGUAGE_VARIABLE, ENGLISH)
    with speaking(asked if asked in LANGUAGES else ENGLISH):
        return _serve(arguments)


def _serve(arguments: Sequence[str] | None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lca_models.panels.app",
        description=message("the page in a browser, for the person who started it"),
    )
    parser.add_argument("notebook", nargs="?", type=Path, default=NOTEBOOK)
    parser.add_argument("--port", type=int, default=8866)
    parser.add_argument("--no-browser", action="store_true", help=message("open no browser, only print the address"))
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help=message("address to listen at (default 127.0.0.1)")
    )
    parser.add_argument("--allow-host", action="append", default=[], metavar="NAME",
                        help=message("a name under which a proxy serves the page; repeatable"))  # fmt: skip
    parser.add_argument(
        "--public", action="store_true", help=message("let everybody in without a token; needs --allow-host")
    )
    parser.add_argument("--places", type=int, default=PLACES, metavar="N",
                        help=message("pages at once, each a kernel of 400 MB (default {places})", places=PLACES))  # fmt: skip
    parser.add_argument("--idle-minutes", type=int, default=IDLE_MINUTES, metavar="N",
                        help=message("end the kernel of a page that nobody touched for so long (default {minutes})",
                                     minutes=IDLE_MINUTES))  # fmt: skip
    parser.add_argument("--sheet", action="append", default=[], type=Path, metavar="FILE",
                        help=message("a data sheet to choose beside the shipped products; repeatable"))  # fmt: skip
    options = parser.parse_args(arguments)
    if options.public and not options.allow_host:
        parser.error(
            message("--public needs --allow-host NAME: without a token, the name is what keeps other pages out")
        )
    if options.places < 1 or options.idle_minutes < 1:
        parser.error(message("--places and --idle-minutes are whole numbers above 0"))
    missing = [message("there is no data sheet {path}; check the path", path=one)
               for one in options.sheet if not one.is_file()]  # fmt: skip
    if not options.notebook.is_file():
        text = message("there is no notebook {path}; name another one, or none for the page", path=options.notebook)
        missing.append(text)
    if not missing and (problem := use_template()):
        missing.append(problem)
    if missing:
        print("\n".join(missing), file=sys.stderr)
        return 1
    os.environ[SHEETS_VARIABLE] = os.pathsep.join(str(one.resolve()) for one in options.sheet)
    from lca_models.impact.compiled.execution import load_kernels
    from lca_models.inventory.brightway.project import build_project
    from lca_models.panels.serving.server import serve

    # Else the page would wait for both.
    print(message("preparing the Brightway project and compiling (half a minute, once)"), file=sys.stderr)
    build_project()
    load_kernels()
    hosts = own_names(options.host, options.allow_host)
    token = "" if options.public else os.environ.get(TOKEN_VARIABLE) or secrets.token_urlsafe(24)
    serve(Gate(token, hosts), options.places,
          voila_arguments(options.notebook, options.port, open_browser=not options.no_browser, address=options.host,
                          idle_minutes=options.idle_minutes))  # fmt: skip
    return 0


def own_names(address: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names of the page beside those of this computer: what a proxy calls it, and the address it listens at."""
    given = [name.lower() for name in names]
    return tuple(dict.fromkeys([*given, *([] if address in (*ANYWHERE, *LOOPBACK) else [address.lower()])]))


def use_template() -> str:
    """Let Voilà find the template of this package, and kernels that run nothing of the folder they are in; what is missing.

    A template that is not found would leave the page waiting for ever, so it is looked for first.
    """
    folder = Path(__file__).parent / "jupyter"
    if not (folder / "voila" / "templates" / TEMPLATE / "index.html.j2").is_file():
        return message("the template of the page is missing below {folder}; install the kit again", folder=folder)
    known = os.environ.get("JUPYTER_PATH", "")
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(folder), *([known] if known else [])])
    try:
        with without_grammars_of_addresses():
            import voila  # noqa: F401
    except ImportError:
        return message("Voilà is not installed: python -m pip install 'lca_models[lab]'")
    return ""


def voila_arguments(
    notebook: Path,
    port: int,
    *,
    open_browser: bool,
    address: str = "127.0.0.1",
    idle_minutes: int = IDLE_MINUTES,
) -> list[str]:
    """Options of Voilà for one notebook."""
    return [
        str(notebook),
        f"--template={TEMPLATE}",
        f"--port={port}",
        f"--Voila.ip={address}",
        "--preheat_kernel=True",
        "--pool_size=1",
        "--VoilaExecutor.iopub_timeout=600",  # s; after 4 s a busy machine would show a page without its widgets
        "--VoilaConfiguration.multi_kernel_manager_class=lca_models.panels.serving.kernels.PageKernels",
        f"--MappingKernelManager.cull_idle_timeout={60 * idle_minutes}",
        "--MappingKernelManager.cull_interval=60",
        "--MappingKernelManager.cull_connected=True",
        *([] if open_browser else ["--no-browser"]),
    ]


if __name__ == "__main__":
    sys.exit(main())
