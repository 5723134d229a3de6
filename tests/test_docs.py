"""What the documents say is there: links, paths, names in code, commands, Python and tables in them."""

import ast
import csv
import functools
import io
import re
import shlex
from itertools import chain
from pathlib import Path
from textwrap import dedent

import pandas as pd
import pytest

from lca_models.commands.main import build_parser
from lca_models.impact.assessment import assess
from lca_models.impact.study import Study
from lca_models.inventory.brightway.in_memory import product_system, project_rows
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.reporting.figures.look import new_axes
from lca_models.scope.calculation_setup import BUNDLES, SHEETS, CalculationSetup
from lca_models.scope.stages import STAGES

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for path in chain(
        REPOSITORY.glob("*.md"),
        *(REPOSITORY.joinpath(folder).rglob("*.md") for folder in ("docs", "inventories", "notebooks", ".github")),
    )
)
HISTORY = {"CHANGELOG.md"}  # names what is gone
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", flags=re.S | re.M)  # blocks of lists are indented
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ROOTS = ("lca_models", "inventories", "tests", "docs", "notebooks", "requirements", "bench", r"\.github", r"\.ci")
REPOSITORY_PATH = re.compile(rf"(?<![\w/.])(?:{'|'.join(ROOTS)})/[\w./*-]*")
CODE_NAME = re.compile(r"((?:lca_models|tests)/[\w/]+\.py)::([\w.]+)")
PLACEHOLDER = re.compile(r"[A-Z][A-Z_]{2,}")  # a name the reader gives, such as NAME.csv or PRODUCT
ADDRESS = re.compile(r"PROJECT:DATABASE/[A-Z]+|[A-Z]+::[A-Z]+")  # of a Brightway project, and of its parameters


def text_of(document: str) -> str:
    return (REPOSITORY / document).read_text(encoding="utf-8")


def blocks(document: str, *languages: str) -> list[str]:
    return [dedent(code) for _, language, code in FENCE.findall(text_of(document)) if language in languages]


def inline_code(document: str) -> list[str]:
    return INLINE.findall(FENCE.sub("", text_of(document)))


def anchors_of(path: Path) -> set[str]:
    """The anchors that the headings of a document get on a forge."""
    headings = re.findall(r"(?m)^#+ (.*)$", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str):
    dead = []
    for target in LINK.findall(FENCE.sub("", text_of(document))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (REPOSITORY / document).parent / path if path else REPOSITORY / document
        if not place.exists() or (anchor and anchor not in anchors_of(place)):
            dead.append(target)

    assert dead == []


def is_there(path: str) -> bool:
    parts = path.rstrip("/").split("/")
    known = next((i for i, part in enumerate(parts) if PLACEHOLDER.search(part)), len(parts))
    return any(REPOSITORY.glob("/".join(parts[:known])))


@pytest.mark.parametrize("document", sorted(set(DOCUMENTS) - HISTORY))
def test_every_path_of_the_repository_exists(document: str):
    """a part in capitals stands for a name that the reader gives"""
    named = {path.rstrip(".") for text in inline_code(document) for path in REPOSITORY_PATH.findall(text)}

    assert sorted(path for path in named if not is_there(path)) == []


@functools.cache
def names_of(path: str) -> frozenset[str]:
    """What a module defines: `name`, and `Class.name` of methods and fields."""

    def of(body: list[ast.stmt], prefix: str) -> list[str]:
        found = []
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.append(prefix + node.name)
            if isinstance(node, ast.ClassDef):
                found += of(node.body, f"{prefix}{node.name}.")
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            found += [prefix + name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        return found

    return frozenset(of(ast.parse((REPOSITORY / path).read_text(encoding="utf-8")).body, ""))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_in_code_is_defined_there(document: str):
    named = set(CODE_NAME.findall(text_of(document)))

    assert sorted(f"{path}::{name}" for path, name in named if name not in names_of(path)) == []


def commands_of(document: str) -> list[tuple[str, bool]]:
    """Command lines of the kit, and whether they stand in a block, to be typed as they are."""
    lines = [
        line.strip().removeprefix("$ ")
        for block in blocks(document, "", "sh", "console")
        for line in block.splitlines()
    ]
    typed = [line.partition("  #")[0].removeprefix(".venv/bin/") for line in lines]
    found = [(line, True) for line in typed] + [(text, False) for text in inline_code(document)]
    return [(line, whole) for line, whole in found if line.startswith("lca-models ")]


@functools.cache
def column(table: str, name: str) -> frozenset[str]:
    with (REPOSITORY / "inventories" / table).open(encoding="utf-8", newline="") as file:
        return frozenset(row[name] for row in csv.DictReader(file))


@functools.cache
def parameters() -> frozenset[str]:
    tables = [path.relative_to(REPOSITORY / "inventories") for path in REPOSITORY.glob("inventories/parameters/*.csv")]
    return frozenset().union(*(column(table.as_posix(), "name") for table in tables))


def faults_of(line: str, whole: bool) -> list[str]:
    """What keeps a command from running; one that is only named in a sentence may leave out what it needs."""
    words = ["PRODUCT" if word == "…" else word for word in shlex.split(line)[1:]]
    parser = build_parser()
    try:
        options = parser.parse_args(words)
    except SystemExit:
        named_only = not whole and words[0] in HELP and all(word.startswith("--") for word in words[1:])
        return [] if named_only and all(word in HELP[words[0]] for word in words[1:]) else [line]
    products = [
        name.partition("@")[0] for name in [getattr(options, "product", ""), *getattr(options, "products", [])] if name
    ]
    settings = [setting.partition("=")[0] for setting in getattr(options, "settings", [])]
    known = column("products.csv", "id") | parameters() | {"toy"}
    return [
        f"{line}: {name}"
        for name in [*products, *settings]
        if name not in known
        and not name.endswith((*SHEETS, *BUNDLES))
        and not ADDRESS.fullmatch(name)
        and not PLACEHOLDER.fullmatch(name)
    ]


HELP = {
    name: parser.format_help()
    for action in build_parser()._actions
    if isinstance(action.choices, dict)
    for name, parser in action.choices.items()
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_is_one_that_runs(document: str, capsys: pytest.CaptureFixture[str]):
    assert [fault for line, whole in commands_of(document) for fault in faults_of(line, whole)] == []


@pytest.mark.parametrize(
    "line",
    [
        "lca-models footprnt lfp-60kwh",
        "lca-models footprint lfp-60kw",
        "lca-models trace lfp-60kwh --tpo 3",
        "lca-models footprint lfp-60kwh --set green_powr_share=1",
    ],
)
def test_a_command_that_cannot_run_is_recognised(line: str):
    assert faults_of(line, whole=True)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_exists(document: str):
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", text_of_makefile()))
    lines = [*chain.from_iterable(block.splitlines() for block in blocks(document, "", "sh")), *inline_code(document)]
    named = {match[1] for line in lines if (match := re.match(r"make ([a-z][a-z-]*)", line.strip()))}

    assert named - targets == set()


def text_of_makefile() -> str:
    return (REPOSITORY / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_python_compiles(document: str):
    for code in blocks(document, "python"):
        compile(code, document, "exec")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_tables_in_documents_have_the_columns_of_the_dictionary(document: str):
    """every row of an example is as long as its header, and the header is that of a table"""
    with (REPOSITORY / "inventories" / "columns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = [{row["column"] for row in rows if row["table"] == kind} for kind in {row["table"] for row in rows}]
    for text in blocks(document, "csv"):
        header, *lines = csv.reader(io.StringIO(text))
        assert any(set(header) <= kind for kind in kinds), header
        assert [line for line in lines if len(line) != len(header)] == []


def test_every_page_is_in_an_index():
    """docs/README.md and the README of a folder link to every page beside or below them"""
    unlisted = []
    for page in REPOSITORY.joinpath("docs").rglob("*.md"):
        index = page.parent / "README.md"
        index = index if index.is_file() and index != page else page.parents[1] / "README.md"
        listed = LINK.findall(index.read_text(encoding="utf-8")) if index.is_file() else []
        if page != REPOSITORY / "docs" / "README.md" and page.relative_to(index.parent).as_posix() not in listed:
            unlisted.append(page.relative_to(REPOSITORY).as_posix())

    assert unlisted == []


DECISIONS = [page for page in DOCUMENTS if page.startswith("docs/decisions/") and not page.endswith("README.md")]


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_says_what_stood_before_it_and_what_would_change_it(page: str):
    parts = re.findall(r"\*\*(Context|Decision|Consequences|What would change our mind)\.\*\*", text_of(page))

    assert parts == ["Context", "Decision", "Consequences", "What would change our mind"]


def test_the_arithmetic_of_one_footprint_runs_on_the_toy(toy_study: Study, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LCA_MODELS_DIR", str(toy_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(toy_study.root))
    (code,) = blocks("docs/one_footprint.md", "python")

    exec(compile(code, "one_footprint.md", "exec"), {})


def test_a_chemistry_copied_as_the_how_to_says_keeps_every_rule_and_has_the_footprint_of_its_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "inventories").symlink_to(REPOSITORY / "inventories", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("docs/how_to/add_a_chemistry.md", "python")
    exec(compile(code, "add_a_chemistry.md", "exec"), {})
    found = load_inventories(tmp_path / "scratch").inventories
    rows = project_rows(found)
    new, near = (assess(product_system(found, name, rows)).stages() for name in ("lmnew-60kwh", "lmfp-60kwh"))

    assert new == pytest.approx(near, rel=1e-12)


def test_the_rule_set_of_the_how_to_is_one(shipped_study: Study, tmp_path: Path):
    (rows,) = blocks("docs/how_to/add_a_rule_set.md", "csv")
    (tmp_path / "my_rules.csv").write_text(rows, encoding="utf-8")
    setup = CalculationSetup("lfp-60kwh", rules=str(tmp_path / "my_rules.csv"))

    assert shipped_study.resolve(setup).system.parameters["electricity_rule"].amount == 2  # REGIONAL


def test_the_figure_of_the_how_to_draws():
    (code,) = blocks("docs/how_to/add_a_figure.md", "python")
    names: dict[str, object] = {}
    exec(compile(code, "add_a_figure.md", "exec"), names)
    table = pd.DataFrame({"stage": STAGES, "amount": [6.0, 5.0, 0.0, -4.4], "unit": "kg CO2-eq per pack"})

    assert [bar.get_height() for bar in names["plot_columns"](table, new_axes(6, 3)).patches] == [6.0, 5.0, 0.0, -4.4]


def test_every_module_that_took_the_place_of_a_former_one_is_there():
    pairs = re.findall(
        r"(?m)^\| `(lca_models[\w.]+)` \| `(lca_models[\w.]+)` \|$", text_of("docs/former_import_paths.md")
    )
    places = {now: REPOSITORY / f"{now.replace('.', '/')}.py" for _, now in pairs}

    assert len(pairs) > 50
    assert [now for now, place in places.items() if not place.is_file()] == []


def test_a_grid_year_copied_as_the_how_to_says_gives_the_result_of_its_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "inventories").symlink_to(REPOSITORY / "inventories", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("docs/how_to/add_a_grid_year.md", "python")
    exec(compile(code, "add_a_grid_year.md", "exec"), {})
    system = product_system(load_inventories(tmp_path / "scratch").inventories, "lfp-60kwh")

    assert assess(system, {"grid_year": 2025}).score == pytest.approx(
        assess(system, {"grid_year": 2024}).score, rel=1e-12
    )


def test_every_room_stands_in_the_map():
    """CONTRIBUTING.md says what each answers"""
    rooms = {path.parent for path in REPOSITORY.glob("lca_models/*/*/__init__.py")}
    table = text_of("CONTRIBUTING.md").partition("## The map")[2].partition("`make check` proves it")[0]

    assert sorted(room.relative_to(REPOSITORY).as_posix() for room in rooms if f"`{room.name}/`" not in table) == []
