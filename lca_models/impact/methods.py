"""Impact categories of a project: by the short id of this kit, by Brightway's name, or by that name as text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.system.product_system import ProductSystem
    from lca_models.inventory.system.rows import ProjectRows

MethodName: TypeAlias = tuple[str, ...]
Method: TypeAlias = str | Sequence[str]  # as people name one; `find_method` says which it is
Metadata: TypeAlias = Mapping[MethodName, Mapping[str, object]]
DEFAULT_METHOD: MethodName = ("climate change", "GWP100", "IPCC AR6")
GAS_METHODS = {
    "fossil": "gwp100-ar6-fossil",
    "biogenic": "gwp100-ar6-biogenic",
    "land use change": "gwp100-ar6-land-use",
}
DEFAULT_METHOD_ID = "gwp100-ar6"
MOST_LISTED = 8  # categories in a message


def method_ids(metadata: Metadata) -> dict[str, MethodName]:
    """Brightway names by id; a method that this kit did not write goes by its name joined with |."""
    return {str(entry.get("lca_models_id") or "|".join(name)): name for name, entry in metadata.items()}


def find_method(source: ProductSystem | ProjectRows | Metadata, method: Method) -> MethodName:
    """Brightway's name of a method that people name.

    `method`: a short id (`fossil-energy`), Brightway's name, or that name as text (`climate change|GWP100|IPCC AR6`,
    `climate change (GWP100, IPCC AR6)`, or as Python writes the tuple). Raises ScenarioError for an unknown one, and
    ProjectError for one of this kit's that lost all its flows.
    """
    name = _named(source, method)
    _refuse_lost(source, name)
    return name


def _named(source: ProductSystem | ProjectRows | Metadata, method: Method) -> MethodName:
    metadata = _metadata(source)
    if not isinstance(method, str):
        if (name := tuple(method)) in metadata:
            return name
        method = "|".join(map(str, method))
    texts = _texts(metadata)
    if method not in texts and (loosely := _read_loosely(method, metadata)):
        return loosely
    if method not in texts:
        plain = "|" not in method
        valid = [*method_ids(metadata), *map(category_name, metadata)] if plain else map("|".join, metadata)
        raise ScenarioError(
            message("there is no method '{method}'; {near}", method=method, near=suggestion(method, valid))
        )
    if method not in method_ids(metadata):
        _refuse_several(method, [name for name in metadata if method in _texts_of(name)])
    return texts[method]


def _refuse_lost(source: ProductSystem | ProjectRows | Metadata, name: MethodName) -> None:
    """Nothing in a system of the kit's own has a factor, as those of its flows stand for flows that are no more.

    Brightway renews the numbers of flows when their database is written again; factors know them by these.
    """
    from lca_models.inventory.system.product_system import ProductSystem
    from lca_models.inventory.system.rows import ProjectError

    if not isinstance(source, ProductSystem) or not source.is_own:
        return
    found = source.characterizations.get(name)
    if found is not None and found.lost and len(found.given) and not found.given.any():
        raise ProjectError(
            message(
                "all {count} factors of {category} belong to flows that no longer exist, so every result would be 0: their "
                "database was written again; write the method again, or go back with lca-models reset",
                count=found.lost,
                category=category_name(name),
            )
        )


def default_method(source: ProductSystem | ProjectRows | Metadata) -> str:
    """What is assessed where nobody says: the climate category of this kit, or the only one of a project.

    Raises ScenarioError for a project of others with several, or with none.
    """
    known = method_ids(_metadata(source))
    if DEFAULT_METHOD_ID in known or len(known) == 1:
        return DEFAULT_METHOD_ID if DEFAULT_METHOD_ID in known else next(iter(known))
    if not known:
        raise ScenarioError(message("the project has no impact category; write one in Brightway"))
    raise ScenarioError(
        message(
            "the project has {count} impact categories, so name one (--method): {listed}",
            count=len(known),
            listed=enumerated([*map(repr, list(known)[:MOST_LISTED]), *(["…"] if len(known) > MOST_LISTED else [])]),
        )
    )


def find_methods(
    source: ProductSystem | ProjectRows | Metadata, methods: Method | Sequence[Method]
) -> tuple[MethodName, ...]:
    """Brightway's names of several methods, or of one that is given alone.

    Raises ScenarioError with every unknown one.
    """
    several: list[Method] = [methods] if isinstance(methods, str) else list(methods)
    texts, known = tuple(one for one in several if isinstance(one, str)), _texts(source)
    # A name of Brightway's is a tuple of texts itself, none of which is the name of a method.
    unknown = isinstance(methods, tuple) and not any(text in known for text in texts)
    if len(texts) == len(several) and ("|".join(texts) in known or unknown):
        several = [texts]
    found, problems = [], []
    for method in several:
        try:
            found.append(find_method(source, method))
        except ScenarioError as error:
            problems.append(str(error))
    if problems:
        raise ScenarioError("\n".join(problems))
    return tuple(found)


def method_id(source: ProductSystem | ProjectRows | Metadata, method: Method) -> str:
    """The short id of a method, as the command line and JSON write it.

    Raises ScenarioError for an unknown one.
    """
    name = find_method(source, method)
    return next(text for text, known in method_ids(_metadata(source)).items() if known == name)


def category_words(name: MethodName, metadata: Metadata, language: str = ENGLISH) -> str:
    """An impact category in a language; in English where the project has no other words."""
    own = metadata[name].get("name_zh") if language == CHINESE and name in metadata else ""
    return str(own or category_name(name))


def category_name(name: MethodName) -> str:
    """`climate change (GWP100, IPCC AR6)`."""
    return f"{name[0]} ({', '.join(name[1:])})" if len(name) > 1 else name[0]


def category_mark(name: MethodName, metadata: Metadata, language: str = ENGLISH) -> str:
    """What tells a category from the default one of this kit, such as GWP20; empty for the default itself.

    For one of climate change the parts of its name that differ, for another of this kit what it counts, for one of others the
    last part of its name.
    """
    if name == DEFAULT_METHOD or not name:
        return ""
    own = name in metadata and metadata[name].get("lca_models_id")
    words = _parts(category_words(name, metadata, language)) if own else name
    parts = words if len(words) == len(name) else name
    if not own:
        return str(parts[-1])
    if not name[0].startswith(DEFAULT_METHOD[0]):
        return parts[0]
    return ", ".join(part for part, text, usual in zip(parts, name, DEFAULT_METHOD, strict=False) if text != usual)


def marked_unit(unit: str, mark: str) -> str:
    """A unit of results with the mark of their category: `kg CO2-eq (GWP20)`, before what they are counted per."""
    return f"{unit} ({mark})" if mark else unit


def _parts(words: str) -> tuple[str, ...]:
    """The parts of a category as `category_name` joins them, in either language."""
    first, *rest = re.split(r"[（(]", words.rstrip("）)"), maxsplit=1)
    return (first.strip(), *(part.strip() for text in rest for part in re.split(r"[，,]", text)))


def _read_loosely(method: str, metadata: Metadata) -> MethodName | None:
    """The one method whose parts a text names in their order, whatever stands between them and in whichever case.

    Raises ScenarioError where several fit.
    """
    wanted = _letters(method)
    found = [name for name in metadata if _letters("".join(name)) == wanted] if wanted else []
    _refuse_several(method, found)
    return found[0] if found else None


def _refuse_several(method: str, found: Sequence[MethodName]) -> None:
    if len(found) > 1:
        listed = message(" and as ").join(map(str, found))
        raise ScenarioError(
            message(
                "method '{method}' can be read as {listed}; write the one as Python does", method=method, listed=listed
            )
        )


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _texts(source: ProductSystem | ProjectRows | Metadata) -> dict[str, MethodName]:
    """Brightway's names by every text that stands for them; ids win."""
    metadata = _metadata(source)
    return {text: name for name in metadata for text in _texts_of(name)} | method_ids(metadata)


def _texts_of(name: MethodName) -> tuple[str, ...]:
    return "|".join(name), category_name(name), str(name)


def _metadata(source: ProductSystem | ProjectRows | Metadata) -> Metadata:
    from lca_models.inventory.system.rows import ProjectRows

    if isinstance(source, ProjectRows):
        return {method.name: method.metadata for method in source.methods}
    return source if isinstance(source, Mapping) else source.method_metadata
