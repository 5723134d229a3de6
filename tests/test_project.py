"""Rules of the repository itself: what may be in it, what its locks hold, what importing the package may do."""

import ast
import functools
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from syntax_trees import nodes

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "lca_models"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ["build", "core", "lab", "docs", "test"]

HEAVY = {
    "IPython", "SALib", "anywidget", "bw2analyzer", "bw2calc", "bw2data", "bw2io", "bw_graph_tools", "dask", "ipywidgets",
    "joblib", "matplotlib", "numba", "pandas", "scipy", "seaborn",
}  # fmt: skip
OF_ONE_MACHINE = re.compile(
    r"file:///|--(extra-|default-)?index-url|--find-links|https?://\S+/simple\b"
    r"|(?<![\w.~$:/}-])/(home|root|Users|work|opt|mnt|private|tmp)/\w|\b[A-Z]:\\Users\b"
)


@functools.cache
def repository_files() -> tuple[Path, ...]:
    """Files that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    paths = (REPOSITORY / name for name in listing.stdout.decode().split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def package_modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def place(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(REPOSITORY)}{f':{line}' if line else ''}"


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` of a call, or the empty string."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def lock(name: str) -> str:
    return (REPOSITORY / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> set[str]:
    """Lines like `numpy==2.4.6 ; python_full_version < '3.12'`."""
    return {line.removesuffix("\\").strip() for line in lock(name).splitlines() if re.match(r"[A-Za-z0-9]", line)}


def declared(*extras: str) -> list[Requirement]:
    """Requirements of the package with the given extras, including the extras that these name in turn."""
    texts = [*PROJECT["dependencies"], *(text for e in extras for text in PROJECT["optional-dependencies"][e])]
    requirements = [Requirement(text) for text in texts]
    own = {extra for r in requirements if r.name == PROJECT["name"] for extra in r.extras}
    if own - set(extras):
        return declared(*sorted({*extras, *own}))
    return [r for r in requirements if r.name != PROJECT["name"]]


def test_no_file_names_a_place_on_one_machine():
    found = []
    for path in set(repository_files()) - {Path(__file__).resolve()}:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        lines = enumerate(text.splitlines(), start=1)
        found += [f"{place(path, n)}  {line.strip()[:100]}" for n, line in lines if OF_ONE_MACHINE.search(line)]

    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize(
    "line",
    ["cd /home/ada/lca", "--extra-index-url x", "see file:///x", r"C:\Users\ada", "https://mirror.example/simple"],
)
def test_a_place_on_one_machine_is_recognised(line):
    assert OF_ONE_MACHINE.search(line)


@pytest.mark.parametrize(
    "line", ["#!/usr/bin/env python", "https://example.org/home/page", "kg/kWh", "./work/x", "~/opt/x"]
)
def test_an_address_of_everyone_is_not_a_place_on_one_machine(line):
    assert not OF_ONE_MACHINE.search(line)


def test_no_file_is_larger_than_two_megabytes():
    assert not [f"{place(p)} {p.stat().st_size}" for p in repository_files() if p.stat().st_size > 2_000_000]


def test_the_package_evaluates_and_unpickles_nothing_directly():
    """A restricted subclass of pickle.Unpickler is the way in; formulas have a parser of their own."""
    refused = {"eval", "exec", "compile", "pickle.load", "pickle.loads", "pickle.Unpickler", "yaml.load", "os.system"}
    found = []
    for path in package_modules():
        for node in nodes(path):
            if isinstance(node, ast.Call) and dotted_name(node.func) in refused:
                found.append(f"{place(path, node.lineno)}  {dotted_name(node.func)}")
            if isinstance(node, ast.ImportFrom) and node.module == "pickle":
                found.append(f"{place(path, node.lineno)}  write `import pickle`, so that its uses are seen")

    assert not found, "\n".join(found)


def test_no_data_of_a_user_meets_an_assert():
    """What can be wrong is refused in words; what cannot is said by types."""
    found = [
        place(path, node.lineno) for path in package_modules() for node in nodes(path) if isinstance(node, ast.Assert)
    ]
    assert not found, "\n".join(found)


def test_no_test_loads_brightway_before_it_runs():
    """Loading makes a default project in the home folder, which workers that collect at once would make twice."""
    brightway = ("bw2data", "bw2io", "bw2calc", "bw2analyzer")
    early = []
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        for node in nodes(path)[0].body:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            early += [f"{path.name}: {name}" for name in names if name.split(".")[0] in brightway]
    assert early == []


def test_every_third_party_import_is_declared():
    distributions = packages_distributions()
    known = {canonicalize_name(r.name) for r in declared(*PROJECT["optional-dependencies"])}
    missing = set()
    for path in package_modules():
        for node in nodes(path):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for root in {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"lca_models"}:
                if not known & {canonicalize_name(name) for name in distributions.get(root, [root])}:
                    missing.add(f"{place(path, node.lineno)}  {root}")

    assert not missing, "\n".join(sorted(missing))


def test_notebooks_are_stored_without_outputs():
    stored = []
    for path in repository_files():
        if path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            stored += [place(path) for cell in cells if cell.get("outputs") or cell.get("execution_count")]

    assert not set(stored), "run nbstripout"


def test_versions_agree():
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))

    assert PROJECT["version"] == str(citation["version"]) == version(PROJECT["name"])


def test_build_requirement_and_its_lock_group_agree():
    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))

    assert pyproject["build-system"]["requires"] == pyproject["dependency-groups"]["build"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^#.*\n", "", lock(name)).strip())

    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize(("inner", "outer"), [("build", "core"), ("core", "lab"), ("lab", "docs"), ("docs", "test")])
def test_each_lock_contains_the_one_before_it(inner, outer):
    everywhere = {pin for pin in pins(outer) if ";" not in pin}  # holds for every platform
    missing = {pin for pin in pins(inner) - pins(outer) if pin.partition(" ;")[0] not in everywhere}
    assert not missing, "run make locks"


@pytest.mark.parametrize(("name", "extras"), [("core", []), ("lab", ["lab"]), ("docs", ["docs"]), ("test", ["test"])])
def test_locks_satisfy_what_pyproject_declares(name, extras):
    locked: dict[str, list[str]] = {}
    for pin in pins(name):
        package, _, pinned = pin.partition(";")[0].strip().partition("==")
        locked.setdefault(canonicalize_name(package), []).append(pinned)
    broken = [
        str(requirement)
        for requirement in declared(*extras)
        if not (found := locked.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(pinned, prereleases=True) for pinned in found)
    ]

    assert not broken, "run make locks"


def test_importing_the_package_has_no_effect(tmp_path):
    home = {name: str(tmp_path) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV")}
    importing = subprocess.run(
        [sys.executable, "-W", "error", "-X", "importtime", "-c", "import lca_models"],
        cwd=tmp_path,
        env={**kept, **home, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = importing.stderr.splitlines()
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines if line.startswith("import time:")}

    assert "lca_models" in loaded
    assert not loaded & HEAVY
    assert not importing.stdout
    assert not [line for line in lines if not line.startswith("import time:")]
    assert not list(tmp_path.iterdir())


def modules_after(arguments: list[str], environment: dict[str, str] | None = None) -> set[str]:
    """Modules that a fresh process holds after a command, or after the import of the command line where there is none."""
    program = (
        "import sys\nfrom lca_models.commands.main import main\n"
        "status = main(sys.argv[1:]) if sys.argv[1:] else 0\nassert status == 0\nprint('\\n', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], env={**os.environ, **(environment or {})},
                          capture_output=True, text=True, check=True)  # fmt: skip
    return set(done.stdout.rpartition("\n ")[2].split())


def test_the_command_line_starts_with_the_scope_alone():
    """its help, its options and their refusals wait for no number"""
    loaded = modules_after([])

    assert {one.partition(".")[0] for one in loaded} & (HEAVY | {"numpy"}) == set()
    assert {one for one in loaded if one.startswith(("lca_models.inventory", "lca_models.reporting"))} == set()


def test_a_footprint_of_a_built_project_loads_neither_builder_nor_compiler(copy_base):
    """nothing of Brightway, no table library, no figure; SciPy solves once, and the next time the solution is kept"""
    for path in copy_base.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))  # a project that changed a moment ago keeps nothing
    environment = {"LCA_MODELS_DIR": str(copy_base), "LCA_MODELS_INVENTORIES": os.environ["LCA_MODELS_INVENTORIES"]}
    first, again = (modules_after(["footprint", "toy"], environment) for _ in range(2))
    spared = ("lca_models.impact.compiled", "lca_models.inventory.checks", "lca_models.interpretation",
              "lca_models.reporting.figures")  # fmt: skip

    assert {one.partition(".")[0] for one in first} & HEAVY == {"scipy"}
    assert {one.partition(".")[0] for one in again} & HEAVY == set()
    assert {one for one in first | again if one.startswith(spared)} == set()
