"""`make docs`: the site in results/docs, from the documents, the tables, the package itself and executed notebooks.

`python -m docs.building --quick` leaves notebooks as they are stored, for a look at a page while it is written.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from docs.building.contents import write_toctrees
from docs.building.inventory.pages import write_inventories
from docs.building.links import dead_links
from docs.building.notebooks import write_notebooks
from docs.building.reference import write_reference
from docs.building.requests import outside_requests
from docs.building.sources import ROOT, write_pages

HERE = Path(__file__).parent
WORK = ROOT / "results" / "docs_sources"
SITE = ROOT / "results" / "docs"
DOCTREES = ROOT / "results" / "docs_doctrees"
MATHJAX = ROOT / "results" / "docs_npm" / "node_modules" / "mathjax" / "es5" / "tex-svg-full.js"


def main(words: list[str]) -> int:
    """Gather, build with warnings as errors, and look whether a page asks for anything from elsewhere."""
    parser = argparse.ArgumentParser(prog="python -m docs.building", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="notebooks as they are stored, not executed")
    options = parser.parse_args(words)
    if not MATHJAX.is_file():
        print("formulas need MathJax: run make docs, which takes it from npm", file=sys.stderr)
        return 1
    gather(quick=options.quick)
    status = sphinx(WORK, SITE, DOCTREES)
    asked, dead = outside_requests(SITE), dead_links(SITE)
    for page, address in asked:
        print(f"{page}: loads {address}", file=sys.stderr)
    for page, target in dead:
        print(f"{page}: links to {target}, which is not there", file=sys.stderr)
    if status or asked or dead:
        return 1
    print(f"{SITE.relative_to(ROOT)}/index.html: {len(list(SITE.rglob('*.html')))} pages, nothing from elsewhere")
    return 0


def gather(*, quick: bool) -> None:
    """Write everything that Sphinx reads; pages that are as they were keep their time, so that only others are built."""
    fresh = WORK.with_name("docs_fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    write_pages(fresh)
    write_inventories(ROOT / "inventories", fresh / "inventories")
    write_reference(ROOT / "inventories", fresh / "reference")
    write_notebooks(fresh, execute=not quick)
    write_toctrees(fresh)
    shutil.copy(HERE / "conf.py", fresh)
    shutil.copytree(HERE / "static", fresh / "static")
    shutil.copy(MATHJAX, fresh / "static" / "mathjax.js")
    replace_changed(fresh, WORK)
    shutil.rmtree(fresh)


def replace_changed(fresh: Path, kept: Path) -> None:
    """Make a folder like another; files that are the same stay untouched.

    Where a page has come or gone, everything is read anew: links to it stand on pages that are as they were.
    """
    kept.mkdir(parents=True, exist_ok=True)
    if {path.relative_to(kept) for path in kept.rglob("*")} != {path.relative_to(fresh) for path in fresh.rglob("*")}:
        shutil.rmtree(DOCTREES, ignore_errors=True)
    for path in sorted(kept.rglob("*"), reverse=True):
        there = fresh / path.relative_to(kept)
        if path.is_file() and not there.is_file():
            path.unlink()
        elif path.is_dir() and not there.is_dir():
            shutil.rmtree(path)
    for path in sorted(fresh.rglob("*")):
        there = kept / path.relative_to(fresh)
        if path.is_dir():
            there.mkdir(exist_ok=True)
        elif not there.is_file() or there.read_bytes() != path.read_bytes():
            shutil.copyfile(path, there)


def sphinx(source: Path, site: Path, doctrees: Path, *more: str) -> int:
    """Build a site; a warning fails it."""
    words = ["-m", "sphinx", "-W", "--keep-going", "-q", "-j", "2", "-d", str(doctrees), *more]
    return subprocess.run(
        [sys.executable, *words, str(source), str(site)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
