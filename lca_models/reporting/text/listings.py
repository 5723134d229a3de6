"""What there is: products, provinces, parameters, and so on, as rows for people and programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any
from unicodedata import normalize

from lca_models.impact.methods import method_ids
from lca_models.impact.study import OpenedProject, Study
from lca_models.inventory.projects.backgrounds import databases_of
from lca_models.inventory.projects.places import find_projects
from lca_models.inventory.stored.scopes import parameter_table
from lca_models.inventory.system.choices import choice_code, offered_choices
from lca_models.inventory.system.rows import PROCESS_TYPES, PRODUCT_TYPES, ParameterRow, ProjectError
from lca_models.inventory.tables.uncertainty import CHOSEN
from lca_models.reporting.text.columns import left, width_of
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.labels import label, unit_words, word_label
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import in_language, language_in_use, message
from lca_models.scope.wording.prose import told

WIDEST = 48  # columns of a terminal that a cell takes before it pushes its line to the right

TRANSLATIONS = {
    "text_zh": "description",
    "value_zh": "value",
    "title_zh": "title",
    "label_zh": "label",
}  # whole sentences, shown in the place of the English ones
WORDS = ("kind", "drawn", "grid")  # columns whose cells are words of the tables
SENTENCES = ("licence", "redistribution", "comment")  # and sentences of them


def listing(study: Study, what: str) -> list[dict[str, Any]]:
    """Rows of one list; `products` gives enough for anyone to recalculate with bw2calc alone."""
    return _LISTINGS[what](study)


def project_listing(study: OpenedProject, what: str) -> list[dict[str, Any]]:
    """Rows of one list of a Brightway project of anybody: `products` (what its processes make), `parameters`, `methods`.

    Raises ScenarioError for a list that only this kit has.
    """
    if what == "products":
        return [
            {
                "id": f"{study.name}:{'/'.join(node.key)}",
                "name": node.name,
                "reference product": str(node.data.get("reference product") or ""),
                "location": str(node.data.get("location") or ""),
                "unit": str(node.data.get("unit") or ""),
            }
            for node in study.rows.nodes
            if node.type in PROCESS_TYPES | PRODUCT_TYPES
        ]
    if what == "parameters":
        return [
            {"name": name, "amount": row.amount, "unit": str(row.data.get("unit") or ""), "formula": row.formula}
            for name, row in parameter_table(study.rows).items()
        ]
    if what == "methods":
        return [{"id": "|".join(name), "tuple": list(name), "unit": unit} for name, unit in study.methods.items()]
    known = ("products", "parameters", "methods")
    raise ScenarioError(
        message("a Brightway project has no list '{what}'; {near}", what=what, near=suggestion(what, known))
    )


def listing_text(rows: Sequence[Mapping[str, Any]], what: str) -> str:
    """Rows of one list for a terminal in the language in use, one a line below their headings; rule sets with their terms."""
    if not rows:
        return message("there is nothing in this list here")
    rows = [_in_language(row) for row in rows]
    if what == "rules":
        return _rules_text(rows)
    cells = [{key: _text(value) for key, value in row.items()} for row in rows]
    columns = [key for key in dict.fromkeys(chain.from_iterable(cells)) if any(row.get(key) for row in cells)]
    heads = {key: _heading(key) for key in columns}
    widths = {
        key: min(WIDEST, max(map(width_of, [heads[key], *(row.get(key, "") for row in cells)]))) for key in columns
    }
    lines = [heads, *cells]
    return "\n".join("  ".join(left(line.get(key, ""), widths[key]) for key in columns).rstrip() for line in lines)


def search(lists: Mapping[str, Sequence[Mapping[str, Any]]], terms: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of some lists that hold every term, in whatever language they say it; lists without any are left out.

    Raises ScenarioError, with the nearest words of the lists, where no row does.
    """
    wanted = [_folded(term) for term in terms]
    found = {
        name: hits
        for name, rows in lists.items()
        if (hits := [dict(row) for row in rows if all(term in _folded(_everything(row)) for term in wanted)])
    }
    if not found:
        known = {word for rows in lists.values() for row in rows for word in _everything(row).split() if word.isalnum()}
        near = suggestion(" ".join(terms), {*lists, *known}, listed=lists)
        raise ScenarioError(message("nothing listed holds '{terms}'; {near}", terms=" ".join(terms), near=near))
    return found


def search_text(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """What a search found, list by list."""
    return "\n\n".join(f"{name} ({len(rows)})\n{listing_text(rows, name)}" for name, rows in found.items())


def _everything(value: Any) -> str:
    """All text of a row, both languages of it."""
    if isinstance(value, Mapping):
        return " ".join(map(_everything, value.values()))
    if isinstance(value, list | tuple):
        return " ".join(map(_everything, value))
    return "" if value is None else str(value)


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


def _heading(key: str) -> str:
    """The name of a column in the language in use."""
    words = {
        "id": message("id"), "name": message("name"), "name_zh": message("Chinese name"), "chemistry": message("chemistry"),
        "project": message("project"), "database": message("database"), "code": message("code"), "amount": message("amount"),
        "unit": message("unit"), "grid": message("grid"), "chosen": message("chosen"), "list": message("list"),
        "label": message("what it is"), "codes": message("codes"), "kind": message("kind"), "minimum": message("minimum"),
        "maximum": message("maximum"), "group": message("group"), "drawn": message("drawn"), "source": message("source"),
        "description": message("description"), "settings": message("settings"), "tuple": message("Brightway name"),
        "rows": message("rows"), "version": message("version"), "system model": message("system model"),
        "key": message("key"), "title": message("title"), "publisher": message("publisher"), "address": message("address"),
        "licence": message("licence"), "redistribution": message("redistribution"), "comment": message("comment"),
        "model": message("model"), "pathway": message("pathway"), "year": message("year"),
    }  # fmt: skip
    return words.get(key, key)


def _in_language(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its sentences in the language in use, once."""
    shown = {key: value for key, value in row.items() if key not in TRANSLATIONS}
    for chinese, english in TRANSLATIONS.items():
        if english in row:
            shown[english] = in_language(row[english], row.get(chinese, ""))
    language = language_in_use()
    shown |= {name: word_label(str(shown[name]), language) for name in WORDS if name in shown}
    shown |= {name: told(str(shown[name]), language) for name in SENTENCES if name in shown}
    if "unit" in shown:
        shown["unit"] = unit_words(str(shown["unit"]), language)
    return shown


def _text(value: Any) -> str:
    """A cell; codes one after the other."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(str(one["code"]) if isinstance(one, dict) else str(one) for one in value)
    return str(value)


def _rules_text(listed: Sequence[Mapping[str, Any]]) -> str:
    """Rule sets with their terms: value, description, source and confidence; * marks a default of this kit."""
    lines = []
    language = language_in_use()
    comma = label("text.comma", language)
    for rules in listed:
        lines += [f"{rules['id']}  {rules['title']}"]
        for term in map(_in_language, rules["terms"]):
            setting = f"{term['key']} = {term['value']}" if term["key"] else term["value"]
            aspect = left(in_language(term["aspect"], label(f"aspect.{term['aspect'].replace(' ', '_')}", CHINESE)), 20)
            cited = comma.join((term["source"], told(term["locator"], language)))
            lines.append(
                f"  {'*' if term['kit_default'] else ' '} {aspect}{setting}\n"
                f"{'':<24}{term['description']} [{clauses((cited, word_label(term['confidence'], language)))}]"
            )
        lines.append("")
    return "\n".join([*lines, message("* the rule is not public or leaves the choice open: a default of this kit")])


def _products(study: Study) -> list[dict[str, Any]]:
    databases = {node.key[1]: node.key[0] for node in study.rows.nodes}
    return [
        {
            "id": product.id,
            "name": product.name,
            "name_zh": product.name_zh,
            "chemistry": product.chemistry,
            "project": study.current.project,
            "database": databases[product.process],
            "code": product.process,
            "amount": 1.0,
            "unit": "unit",
        }
        for product in study.products.values()
    ]


def _provinces(study: Study) -> list[dict[str, Any]]:
    return [{"code": p.code, "name": p.name, "name_zh": p.name_zh, "grid": p.grid} for p in study.provinces]


def _chemistries(study: Study) -> list[dict[str, Any]]:
    return [{"id": name} for name in dict.fromkeys(product.chemistry for product in study.products.values())]


def _routes(study: Study) -> list[dict[str, Any]]:
    """Parameters that choose between suppliers or routes: share groups, and choices with the codes they take."""
    found = []
    rows = {row.qualified_name: row for row in study.rows.parameters}
    for listed in _parameters(study):
        if listed["kind"] == "choice":
            row = rows[listed["name"]]
            found.append(
                {
                    "name": listed["name"],
                    "chosen": choice_code(row, listed["amount"], study.choices),
                    "list": row.data.get("choices", ""),
                    "label": listed["label"],
                    "label_zh": listed["label_zh"],
                    "codes": [
                        {"code": one.code, "number": one.number, "name": one.name, "name_zh": one.name_zh}
                        for one in offered_choices(row, study.choices)
                    ],
                    **{key: value for key, value in listed.items() if key not in ("minimum", "maximum", "group")},
                }
            )
        elif listed["kind"] == "share":
            found.append(listed)
    return found


def _parameters(study: Study) -> list[dict[str, Any]]:
    return [
        {
            "name": row.qualified_name,
            "amount": row.amount,
            "unit": row.data.get("unit", ""),
            "kind": row.data.get("kind", "number"),
            "minimum": (row.data.get("limits") or [None, None])[0],
            "maximum": (row.data.get("limits") or [None, None])[1],
            "group": row.data.get("group", ""),
            "drawn": _drawn(row),
            "label": row.data.get("label", ""),
            "label_zh": row.data.get("label_zh", ""),
            "source": row.data.get("source", ""),
        }
        for row in study.rows.parameters
        if row.name != "dummy_parameter"
    ]


def _drawn(row: ParameterRow) -> str:
    """Whether a parameter is drawn, alone or with its mix, is a choice, or is certain."""
    kind, spread = row.data.get("kind"), row.data.get("distribution")
    if kind == "choice" or spread == CHOSEN:
        return CHOSEN
    if row.formula or not row.data.get("uncertainty type"):
        return "certain"
    return "with its mix" if kind == "share" else "alone"


def _scenarios(study: Study) -> list[dict[str, Any]]:
    return [
        {
            "name": scenario.name,
            "description": scenario.description,
            "text_zh": scenario.text_zh,
            "settings": dict(scenario.settings),
        }
        for scenario in study.scenarios.values()
    ]


def _rules(study: Study) -> list[dict[str, Any]]:
    return [
        {"id": rules.id, "title": rules.title, "title_zh": rules.title_zh, "terms": rules.document()}
        for rules in study.rules.values()
    ]


def _sources(study: Study) -> list[dict[str, Any]]:
    return [vars(source) for source in study.sources.values()]


def _methods(study: Study) -> list[dict[str, Any]]:
    metadata = {method.name: method.metadata for method in study.rows.methods}
    return [
        {
            "id": name,
            "tuple": list(found),
            "unit": metadata[found].get("unit", ""),
            "name_zh": metadata[found].get("name_zh", ""),
        }
        for name, found in method_ids(metadata).items()
    ]


def _backgrounds(study: Study) -> list[dict[str, Any]]:
    """Databases of this machine that say a version of ecoinvent, and those that premise made; a project that cannot be read."""
    rows: list[dict[str, Any]] = []
    for place in dict.fromkeys((study.place, *find_projects())):
        try:
            found = databases_of([place])
        except ProjectError as error:
            rows.append({"database": "", "project": place.name, "description": str(error)})
            continue
        rows += [
            {"database": one.name, "project": place.name, "version": one.origin.version,
             "system model": one.origin.system_model, "model": one.origin.model, "pathway": one.origin.pathway,
             "year": one.origin.year or ""}
            for one in found if one.origin.version
        ]  # fmt: skip
    return rows


_LISTINGS = {
    "products": _products,
    "provinces": _provinces,
    "chemistries": _chemistries,
    "routes": _routes,
    "parameters": _parameters,
    "rules": _rules,
    "scenarios": _scenarios,
    "sources": _sources,
    "methods": _methods,
    "backgrounds": _backgrounds,
}
