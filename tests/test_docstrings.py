"""What the public names say of themselves: types, sentences, axes of arrays, columns of tables, errors, sources of methods."""

import inspect
import re

import pytest
from raised_errors import raised_by

import lca_models as lm
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.labels import check_language

AXES = re.compile(r"\((?:\d|[a-z])[\w ]*,[^)]*\)|\b[Pp]er (exchange|product|process|flow|parameter|sample)\b|\w x \w")
COLUMNS = re.compile(r"[Cc]olumns?\b|[Tt]able\b.*:|: \w+, \w+|\bas `|`\w+\.table`|[Mm]atrix of")
# A number says its unit in its name or beside it; `unit`, `units` name the attribute that holds it.
NUMBERS = re.compile(r"\bfloat\b|np\.ndarray")
UNIT_NAMES = re.compile(r"_(kwh|kg|km|years|cycles|share|rate|retention)(_|$)|^(share|retention|cycles)")
UNIT_WORDS = re.compile(
    r"\b(kWh|kg|km|MJ|shares?|units?|0-1|ratio|relative|percent(ile)?|years|cycles|times|numbers? of|inches|rating|slopes?"
    r"|scores?)\b"  # a score is in the unit of its impact category
)
ROOTS = ("lca_models.", __name__)
ARRAYS = ("np.ndarray", "sparse.csc_array", "sparse.csr_array")
# The code could, and it cannot happen.
CANNOT = {
    "CalculationSetup.above": "both are setups already",
    "Footprint.complete_setup": "what it adds has been calculated",
    "Footprint.method_id": "the category is one of the project",
}
# Techniques that others have published: where each is taken from.
SOURCES = {
    "assess": "Heijungs and Suh 2002",
    "CompiledSystem.gradient": "Griewank and Walther 2008",
    "MorrisEffects": "Morris 1991",
    "SobolIndices": "Saltelli",
    "compare_rules": "Shapley 1953",
    "PairedSamples.discernibility": "Heijungs and Kleijn 2001",
    "data_quality": "Product Environmental Footprint",
    "review_table": "ISO 14044",
    "FunctionalUnit": "GB/T 31484",
}


def function_of(member):
    """The function behind a method, a property or a cached one; None for anything else."""
    found = getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
    return found if inspect.isfunction(found) else None


def own_functions(one):
    """Public methods and properties that a class or a base of it in this package defines, not what a dataclass writes."""
    for base in reversed(one.__mro__):
        for attribute, member in vars(base).items():
            function = function_of(member)
            is_public = not attribute.startswith("_") or attribute in ("__call__", "__format__", "__str__")
            is_own = function and function.__module__ == base.__module__ and base.__module__.startswith(ROOTS)
            if is_public and is_own and function.__qualname__ == f"{base.__name__}.{attribute}":
                yield attribute, function


def members_of(names):
    """Public functions and classes by name, with the public methods and properties of the classes as `Class.method`."""
    found = {}
    for name, one in names.items():
        found[name] = one
        if inspect.isclass(one):
            found |= {f"{name}.{attribute}": function for attribute, function in own_functions(one)}
    return found


@pytest.fixture(scope="module")
def members():
    return members_of({name: getattr(lm, name) for name in lm.__all__})


def documented(one):
    """The docstring of the object itself, not one that a dataclass writes."""
    text = inspect.cleandoc(one.__doc__ or "")
    return "" if inspect.isclass(one) and text.startswith(f"{one.__name__}(") else text


def functions_of(members):
    return {name: one for name, one in members.items() if inspect.isfunction(one)}


def without_docstring(members):
    return [name for name, one in members.items() if not re.match(r"[A-Z`(0-9]", documented(one))]


def without_types(members):
    found = []
    for name, one in functions_of(members).items():
        signature = inspect.signature(one)
        bare = [each.name for each in signature.parameters.values() if each.annotation is each.empty]
        found += [f"{name}({each})" for each in bare if each != "self"]
        found += [f"{name} ->"] if signature.return_annotation is signature.empty else []
    return found


def without_axes(members):
    """Functions that take or give arrays, and fields that hold them, with no word on what their axes are."""
    found = []
    for name, one in members.items():
        if inspect.isclass(one):
            fields = re.findall(r"^    (\w+): np\.ndarray(.*)", inspect.getsource(one), flags=re.M)
            found += [f"{name}.{field}" for field, rest in fields if not AXES.search(rest + documented(one))]
        elif any(array in str(used) for used in inspect.get_annotations(one).values() for array in ARRAYS):
            found += [] if AXES.search(documented(one)) else [name]
    return found


def without_columns(members):
    tables = {
        name: one
        for name, one in functions_of(members).items()
        if "pd.DataFrame" in str(inspect.signature(one).return_annotation)
    }
    return [name for name, one in tables.items() if not COLUMNS.search(documented(one))]


def numbers_of(name, one):
    """Names of the numbers that a function gives or a class holds, with what is said of each."""
    if inspect.isclass(one):
        lines = re.findall(r"^    (\w+): ([^=#\n]+)(.*)", inspect.getsource(one), flags=re.M)
        kept = [
            line for line in lines if NUMBERS.search(line[1]) and line[0] in getattr(one, "__dataclass_fields__", ())
        ]
        return [
            (f"{name}.{field}", f"{rest} {documented(one)}") for field, _, rest in kept if not field.startswith("_")
        ]
    returned = str(inspect.get_annotations(one).get("return", ""))
    return [(name, documented(one))] if NUMBERS.search(returned) else []


def without_units(members):
    """Numbers that no name and no word beside them gives a unit."""
    said = [pair for name, one in members.items() for pair in numbers_of(name, one)]
    return [
        name for name, text in said if not UNIT_NAMES.search(name.rpartition(".")[2]) and not UNIT_WORDS.search(text)
    ]


def errors_of(one):
    known = frozenset({LcaModelsError.__name__, *(error.__name__ for error in LcaModelsError.__subclasses__())})
    # What takes no language speaks English, which is always there.
    speaks = inspect.isfunction(one) and "language" in inspect.signature(one).parameters
    return raised_by(
        one.__module__,
        one.__qualname__,
        known,
        set() if speaks else {(check_language.__module__, check_language.__name__)},
    )


def without_errors(members):
    """Functions, and classes when made, that end in a user error and do not say so."""
    silent = {name: one for name, one in members.items() if name not in CANNOT and "Raises" not in documented(one)}
    return [f"{name}: {', '.join(sorted(errors))}" for name, one in silent.items() if (errors := errors_of(one))]


def test_every_public_name_has_a_docstring(members):
    assert len(members) > 200
    assert not without_docstring(members)


def test_every_public_name_is_typed_throughout(members):
    assert not without_types(members)


def test_arrays_name_their_axes(members):
    assert not without_axes(members)


def test_tables_name_their_columns(members):
    assert not without_columns(members)


def test_numbers_name_their_units(members):
    assert not without_units(members)


def test_user_errors_are_announced(members):
    assert not without_errors(members)


def test_an_error_that_cannot_happen_is_in_the_code(members):
    assert all(errors_of(members[name]) for name in CANNOT)


@pytest.mark.parametrize(("name", "source"), SOURCES.items())
def test_a_published_technique_names_its_source(members, name, source):
    assert source in documented(members[name])


class Silent:
    table: "np.ndarray"  # noqa: F821

    def mass(self) -> float:
        """How heavy it is."""

    def mass_kg(self) -> float:
        """How heavy it is."""

    def rows(self, count) -> "pd.DataFrame":  # noqa: F821
        """Rows."""

    @property
    def values(self) -> "np.ndarray":  # noqa: F821
        """Some numbers."""

    def unsaid(self):
        pass


def test_what_is_left_unsaid_is_found(members):
    silent = members_of({"Silent": Silent})

    assert without_docstring(silent) == ["Silent", "Silent.unsaid"]
    assert without_types(silent) == ["Silent.rows(count)", "Silent.unsaid ->"]
    assert without_axes(silent) == ["Silent.values"]
    assert without_columns(silent) == ["Silent.rows"]
    assert without_units(silent) == ["Silent.mass", "Silent.values"]
    assert {"ScenarioError"} <= errors_of(members["assess"])
    assert errors_of(members["load_study"]) == {"FormulaError", "InventoryError", "LocklessError", "ProjectError"}
