"""The static demo: the page as a folder of files that open without Python, without a server and without a network.

Every product is recorded under every rule set as a tape with the numbers of the kit beside it, which the page proves itself by
before it shows any. Classic scripts alone, since a page from a folder can neither fetch nor import.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from lca_models.impact.documents import versions
from lca_models.inventory.files.commit import write_set
from lca_models.panels.demo.arrays import data_script, script_safe
from lca_models.panels.demo.offer import offer_document, rules_document
from lca_models.panels.demo.proofs import proofs
from lca_models.panels.demo.recording import Recording
from lca_models.panels.demo.tracing import inputs_document, largest_document, tree_document
from lca_models.panels.look import font_face
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.model.idle_fields import terms_of_rules
from lca_models.panels.page.assets import script_text, spoken_words, style_text
from lca_models.scope.wording.catalogue import LANGUAGES, catalogue

SCRIPTS = Path(__file__).parent / "scripts"
ENGINE = (
    "engine",
    "pack",
    "draws",
    "idle",
    "choosing",
    "views",
    "compare",
    "rules",
    "matters",
    "where",
    "links",
    "session",
)


def demo_files(
    model: PanelModel, only: Iterable[tuple[str, str]] | None = None, docs: str = ""
) -> Iterator[tuple[str, str]]:
    """The files of the demo by their paths; `only`: pairs of product and rule set that are recorded, by default all.

    `docs`: address of the documentation, which the page then names.

    Raises ScenarioError for a formula that is no arithmetic.
    """
    offer = offer_document(model)
    pairs = [(product, rules) for product in offer["products"] for rules in offer["rules"]] if only is None else only
    yield "index.html", index_page(offer, model.study.rows.rows_hash, docs)
    yield "view.js", f"(LCA => {{\n{script_text()}\n}})(window.LCA);\n"
    yield "engine.js", "".join((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in (*ENGINE, "boot"))
    yield "data/offer.js", data_script("offer", offer)
    yield "data/rules.js", data_script("rules", rules_document(model))
    inputs: dict[str, None] = {}
    for product, rules in pairs:
        document = pack_document(model, product, rules)
        inputs |= dict.fromkeys(document["ranges"])
        yield f"data/{product}.{rules}.js", data_script(f"{product}.{rules}", document)
    yield "data/inputs.js", data_script("inputs", inputs_document(model, inputs))
    for product in dict.fromkeys(product for product, _ in pairs):
        yield f"data/{product}.tree.js", data_script(f"{product}.tree", tree_document(model, product))


def pack_document(model: PanelModel, product: str, rules: str) -> dict[str, Any]:
    """A product under a rule set: its recording, and the proofs that come with it.

    Raises ScenarioError for a formula that is no arithmetic.
    """
    pack = model.pack(product, rules)
    found = Recording(pack, terms_of_rules(model, pack)).document()
    return {**found, "largest": largest_document(model, product, rules), "proofs": proofs(model, product, rules)}


def index_page(offer: dict[str, Any], inventories: str, docs: str = "") -> str:
    """The page itself: style with the glyphs that it needs, words in both languages, and scripts beside it."""
    words = demo_words()
    spoken = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    glyphs = font_face(spoken + json.dumps(offer, ensure_ascii=False) + "".join(LANGUAGES.values()))
    about = {"version": versions()["lca_models"], "hash": inventories.rpartition(":")[2][:8], "docs": docs}
    page = Template((Path(__file__).parent / "index.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(words["en"]["page.title"]), style=glyphs + style_text(), words=script_safe(spoken),
        about=script_safe(json.dumps(about)), noscript=escape(" ".join(one["demo.noscript"] for one in words.values())),
    )  # fmt: skip


def demo_words() -> dict[str, dict[str, str]]:
    """What the page says, and what the demo adds."""
    own = {key: words for key, words in catalogue().items() if key.startswith("demo.")}
    return {one: {**said, **{key: words[one] for key, words in own.items()}} for one, said in spoken_words().items()}


def write_demo(folder: Path, model: PanelModel, docs: str = "") -> None:
    """Write the demo in place of what stood in `folder`.

    Raises OSError for a folder that cannot be written.
    """
    write_set(folder, "demo", {name: text.encode() for name, text in demo_files(model, docs=docs)})


def main(arguments: Sequence[str] | None = None) -> int:
    """The program behind `make site`."""
    parser = argparse.ArgumentParser(prog="python -m lca_models.panels.demo.site", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", default="", help="address of the documentation, from the folder on")
    given = parser.parse_args(arguments)
    write_demo(given.folder, open_model(), given.docs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
