"""Rules of the house: how full a room may be, what a file may be called, which tests a module has, what is declared."""

import ast
import functools
import tomllib
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from syntax_trees import nodes

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "lca_models"
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))

MODULES_A_FOLDER = 12
LINES_A_MODULE = 400

# Declared and not imported: where each is started or loaded, and by which words.
ENTRY_POINTS = {
    "coverage": ("Makefile", "coverage run"),
    "furo": ("docs/building/conf.py", 'html_theme = "furo"'),
    "hatchling": ("pyproject.toml", 'build-backend = "hatchling.build"'),
    "import-linter": ("Makefile", "lint-imports"),
    "ipywidgets": (
        "docs/python.md",
        "ipywidgets.dlink",
    ),  # what notebooks link the page with; the page is one of its widgets
    "jupyterlab": ("Makefile", "jupyter lab"),
    "myst-nb": ("docs/building/conf.py", '"myst_nb"'),
    "nbstripout": (".pre-commit-config.yaml", "entry: nbstripout"),
    "pandas-stubs": ("Makefile", "/mypy"),
    "pre-commit": ("CONTRIBUTING.md", "pre-commit install"),
    "pylopdf-fonts-zh-cn": ("lca_models/reporting/figures/chinese_font.py", 'find_spec("pylopdf_fonts_zh_cn")'),
    "psycopg": ("lca_models/programme/registry/opening.py", "postgresql+psycopg"),
    "pytest-timeout": ("pyproject.toml", "timeout = 300"),
    "pypardiso": ("bench/uncertain.py", 'bw2calc_peer("pypardiso")'),  # bw2calc takes it where it is installed
    "ruff": ("Makefile", "/ruff check"),
    "types-pyyaml": ("Makefile", "/mypy"),
    "types-tqdm": ("Makefile", "/mypy"),
}
TELLS_EVERYTHING = {"build.py"}  # the door of a process of its own, which says what it is
NOT_YET_IMPORTED = {"python-multipart"}  # FastAPI reads forms by it


def modules(root=PACKAGE):
    """Modules by dotted name, packages under the name of their folder."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def full_folders(root=PACKAGE):
    """Folders with more modules than a reader takes in, with their number."""
    counts = {}
    for path in root.rglob("*.py"):
        if path.name != "__init__.py":
            counts[path.parent] = counts.get(path.parent, 0) + 1
    return {folder.relative_to(root).as_posix(): n for folder, n in counts.items() if n > MODULES_A_FOLDER}


def long_modules(root=PACKAGE):
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules(root).items()}
    return {name: length for name, length in lengths.items() if length > LINES_A_MODULE}


def repeated_names(root=PACKAGE):
    """Files that say the name of their folder again: `compiled/compiled_file.py`."""
    found = []
    for path in root.rglob("*.py"):
        folder = path.parent.name
        words = {folder, folder.removesuffix("s"), f"{folder}s"}
        if path.stem in words or any(path.stem.startswith(f"{word}_") for word in words):
            found.append(path.relative_to(root).as_posix())
    return sorted(found)


def imports(root=PACKAGE):
    """The modules of the package that each of its modules imports, anywhere in it, also for types only."""
    known = modules(root)
    found = {}
    for name, path in known.items():
        asked = set()
        for node in nodes(path):
            if isinstance(node, ast.Import):
                asked |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                asked |= inside & known.keys() or {node.module}
        found[name] = (asked & known.keys()) - {name}
    return found


def without_tests(root=PACKAGE, tests=REPOSITORY / "tests"):
    """Modules that define a function and have no test file named like them in the same place."""
    found = []
    for path in root.rglob("*.py"):
        place = path.relative_to(root)
        has_logic = any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes(path))
        if has_logic and place.stem != "__init__" and not (tests / place.parent / f"test_{place.name}").is_file():
            found.append(place.as_posix())
    return sorted(found)


# What writes, wherever it is called: names of functions and methods. `replace` with one value and `rename` without names of
# columns are those of paths; an `open` is one that does not only read.
WRITES = {
    "write_text", "write_bytes", "savefig", "savetxt", "save", "to_excel", "to_json", "to_pickle", "to_parquet", "to_feather",
    "tofile", "mkdir", "makedirs", "unlink", "remove", "rmdir", "rmtree", "copy", "copy2", "copyfile", "copytree", "move",
    "touch", "symlink_to", "hardlink_to", "link", "truncate", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory",
}  # fmt: skip
OF_OTHERS = {
    "unlink",
    "remove",
    "copy",
    "move",
    "save",
    "link",
    "truncate",
}  # lists, tables and texts have such methods too
PLACES = ("path", "folder", "file", "target", "temporary", "workbook", "font")  # how what is written to is called
TO_MEMORY = {  # streams of bytes, which the protocol writes; and the streams of the terminal
    "commands/terminal/streams.py": {"open"},
    "inventory/files/cells_as_text.py": {"save"},
    "panels/look.py": {"save"},
    "panels/serving/server.py": {"mkstemp"},  # the address for a browser, which is no result
    "reporting/figures/canvas.py": {"savefig"},
}


def writes(root=PACKAGE):
    """Calls that write past the one protocol, by place."""
    found = []
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if place.startswith("inventory/files/") and place not in TO_MEMORY:
            continue
        for node in nodes(path):
            if isinstance(node, ast.Call) and (name := written(node)) and name not in TO_MEMORY.get(place, ()):
                found.append(f"{place}:{node.lineno} {name}")
    return found


def written(call):
    """The name of a call that writes, or nothing."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    modules = ("os", "shutil", "np", "numpy", "io")
    if name == "open":
        place = 1 if not owner or owner in modules else 0
        mode = [*call.args[place : place + 1], *(one.value for one in call.keywords if one.arg == "mode")]
        text = "".join(str(one.value) for one in mode if isinstance(one, ast.Constant))
        return name if owner == "os" or set(text) & set("wax+") else ""
    if name == "replace":
        return name if owner and (owner == "os" or len(call.args) == 1) and owner != "dataclasses" else ""
    if name in ("rename", "renames"):
        return name if call.args and owner else ""
    if name in ("to_csv", "savez", "savez_compressed"):
        return name if call.args and ast.unparse(call.args[0]) not in ("buffer", "stream") else ""
    if name in OF_OTHERS and owner not in modules and not owner.endswith(PLACES):
        return ""
    return name if name in WRITES else ""


def circle(root=PACKAGE):
    """Modules that import each other in a ring; empty where there is none."""
    try:
        TopologicalSorter(imports(root)).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_folder_holds_more_than_twelve_modules():
    assert not full_folders()


def test_no_module_is_longer_than_400_lines():
    assert not long_modules()


def test_no_file_repeats_the_name_of_its_folder():
    assert not repeated_names()


def test_no_modules_import_each_other_in_a_circle():
    assert len(imports()["lca_models.commands.main"]) > 5
    assert not circle()


def test_every_module_with_logic_has_a_test_file_named_like_it():
    assert not without_tests()


def test_everything_is_written_by_the_one_protocol():
    assert writes() == []


def takes_memory_for_a_fault(package=PACKAGE):
    """Where whatever goes wrong is laid to a file, and too little memory too, which says nothing of the file."""
    found = []
    for path in sorted(package.rglob("*.py")):
        for node in nodes(path):
            if isinstance(node, ast.Try) and path.name not in TELLS_EVERYTHING:
                caught = [ast.unparse(handler.type) if handler.type else "" for handler in node.handlers]
                before = "".join(caught[: caught.index("Exception")]) if "Exception" in caught else "MemoryError"
                if "MemoryError" not in before:
                    found.append(f"{path.relative_to(package)}:{node.lineno}")
    return found


def test_too_little_memory_is_no_fault_of_a_file(tmp_path):
    words = "try:\n    x()\n{before}except Exception as error:\n    raise ValueError from error\n"
    first, last = words.format(before=""), words.format(before="except OSError:\n    raise\n")

    assert takes_memory_for_a_fault() == []
    assert takes_memory_for_a_fault(house(tmp_path, door=first, wall=last)) == ["door.py:1", "wall.py:1"]


def endless(package=PACKAGE):
    """Classes whose items are found by names and that do not say which: `in` then asks for 0, 1, 2 ... without an end."""
    found = []
    for path in sorted(package.rglob("*.py")):
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and not {"Mapping", "Sequence"} & {
                ast.unparse(one).partition("[")[0] for one in node.bases
            }:
                methods = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
                by_name = "__getitem__" in methods and "ndarray" not in ast.unparse(methods["__getitem__"].args)
                if by_name and not {"__iter__", "__contains__"} & methods.keys():
                    found.append(f"{path.relative_to(package)}:{node.lineno} {node.name}")
    return found


def test_whoever_asks_what_is_in_a_thing_is_answered(tmp_path):
    item = "    def __getitem__(self, name: str): ...\n"
    said, rows = "    def __iter__(self): ...\n", "    def __getitem__(self, rows: np.ndarray): ...\n"

    assert endless() == []
    made = house(tmp_path, row=f"class Row:\n{item}", said=f"class Said:\n{item}{said}", table=f"class Table:\n{rows}",
                 book=f"class Book(Mapping[str, int]):\n{item}")  # fmt: skip
    assert endless(made) == ["row.py:1 Row"]


def house(root, **files):
    """A package `house` of files by name, `__` for a slash."""
    for name, text in files.items():
        path = root / "house" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "house"


def test_a_full_folder_a_long_module_and_a_repeated_name_are_found(tmp_path):
    made = house(
        tmp_path, **{f"room__m{n}": "" for n in range(13)}, wall="\n" * 401, room__room_file="", room__rooms=""
    )

    assert full_folders(made) == {"room": 15}
    assert long_modules(made) == {"house.wall": 401}
    assert repeated_names(made) == ["room/room_file.py", "room/rooms.py"]


@pytest.mark.parametrize(
    "line",
    ["open(p, 'w')", "p.open('ab')", "p.open(mode='x')", "io.open(p, 'r+')", "os.open(p, 2)", "p.write_text('')",
     "p.write_bytes(b'')", "figure.savefig(p)", "np.save(p, a)", "np.savez(p, a)", "t.to_csv(p)", "t.to_excel(p)",
     "shutil.copy(p, q)", "shutil.move(p, q)", "shutil.rmtree(p)", "os.rename(p, q)", "os.replace(p, q)", "p.rename(q)",
     "p.replace(q)", "path.unlink()", "p.mkdir()", "p.touch()", "os.makedirs(p)", "tempfile.mkdtemp()", "workbook.save(p)"],
)  # fmt: skip
def test_a_write_past_the_protocol_is_found(tmp_path, line):
    assert len(writes(house(tmp_path, door=f"def open_door(p, q, a, t):\n    {line}\n"))) == 1


def test_reading_and_texts_are_no_writes(tmp_path):
    lines = ["open(p)", "p.open('rb')", "p.open(encoding='utf-8')", "'a'.replace('a', 'b')", "t.rename(columns={})",
             "replace(p, q=1)", "t.to_csv(index=False)", "np.savez(buffer, a)", "known.remove(p)", "d.copy()"]  # fmt: skip
    body = "".join(f"    {line}\n" for line in lines)
    assert writes(house(tmp_path, door=f"def open_door():\n{body}")) == []


def test_a_circle_is_found_wherever_its_imports_stand(tmp_path):
    late = "def open_door():\n    from house.room import window\n"
    made = house(tmp_path, door=late, room__window="from house import wall", wall="import house.door")

    assert {*circle(made)} == {"house.door", "house.room.window", "house.wall"}
    assert circle(house(tmp_path, wall="")) == []


def test_a_module_without_tests_is_found(tmp_path):
    made = house(tmp_path, room__door="def open_door(): ...", room__wall="HEIGHT = 3", lamp="def shine(): ...")
    (tmp_path / "tests" / "room").mkdir(parents=True)
    assert without_tests(made, tmp_path / "tests") == ["lamp.py", "room/door.py"]
    (tmp_path / "tests" / "room" / "test_door.py").touch()
    assert without_tests(made, tmp_path / "tests") == ["lamp.py"]


def declared():
    """Name of every requirement -> whether the package itself is what needs it, not tests or benchmarks only."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    texts = dict.fromkeys(project["dependencies"], True)
    texts |= {text: extra not in ("test", "bench", "docs") for extra, found in extras.items() for text in found}
    texts |= {text: False for found in PYPROJECT["dependency-groups"].values() for text in found}
    names = {}
    for text, needed in texts.items():
        name = canonicalize_name(Requirement(text).name)
        names[name] = names.get(name, False) or needed
    names.pop(canonicalize_name(project["name"]))
    return names


@functools.cache
def distributions_of_packages():
    """Reads the lists of files of all that is installed, which takes a while."""
    return packages_distributions()


def imported(*folders):
    """Distributions that any file below the folders imports; a root without distribution counts by its own name."""
    distributions = distributions_of_packages()
    roots = set()
    for folder in folders:
        for path in (REPOSITORY / folder).rglob("*.py"):
            for node in nodes(path):
                if isinstance(node, ast.Import):
                    roots |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    roots.add((node.module or "").partition(".")[0])
    return {canonicalize_name(name) for root in roots for name in distributions.get(root, [root])}


def test_every_declared_dependency_is_used():
    """Imported, by the package where the package declares it; or started or loaded by a named entry point."""
    own, beside = imported("lca_models"), imported("tests", "bench", "docs")
    unused = {name for name, needed in declared().items() if name not in own and (needed or name not in beside)}

    assert unused == {*ENTRY_POINTS, *NOT_YET_IMPORTED}


@pytest.mark.parametrize(("name", "place"), ENTRY_POINTS.items())
def test_an_entry_point_starts_or_loads_its_dependency(name, place):
    file, words = place

    assert words in (REPOSITORY / file).read_text(encoding="utf-8")
