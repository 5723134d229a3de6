"""English that is left in a Chinese text: what a reader sees as a phrase, and not a name, a code, a unit or a file.

Exceptions are kinds, each with a pattern. Names of documents and of people come from tables and are given by the caller.
"""

import re
from collections.abc import Iterable

WORD = r"[a-z][a-z'’]+"
PHRASE = re.compile(
    rf"(?<![\w-]){WORD}(?:[ ,;:]+{WORD}){{2,}}(?![\w-])"
)  # three words in lower case, one after the other
FUNCTION = re.compile(
    r"(?<![\w./-])(?:the|of|and|with|from|which|is|are|was|were|not|that|this|these|by|for|than|less|over|between|into|"
    r"where|each|all|other|no|none|one|their|its|as|at|on|in|to|per|per cent|only|share|unknown)(?![\w./-])"
)
KINDS = {
    "address": re.compile(r"(?:https?://|www\.)\S+|\b10\.\d{4,}/\S+|\S+@\S+"),
    "command": re.compile(r"lca-models(?: [\w./:=<>*-]+)+|--[\w-]+(?: [\w./:=<>*-]+)?|pip install \S+"),
    "file": re.compile(r"[\w./-]+\.(?:csv|json|xlsx|yaml|yml|zip|html|png|svg|pdf|docx|md|py|R|ipynb|bw2package)\b"),
    "code": re.compile(r"\b\w*_\w*\b|\b[a-z]+-[\w-]*\d[\w-]*|\b[a-z0-9]+(?:\.[a-z_]+)+\b"),
    "quotation": re.compile(r"“[^“”]*”"),
    "sheet": re.compile(r"工作表[\w .&,+-]+(?:、[\w .&]+)*(?:与[\w .&]+)?|From disassembly to preprocessor"),
    "unit": re.compile(r"\bkg(?:CO2e| CO2-eq| CO2e)?\b|\bkWh\b|\bMJ\b"),
}


def english_left(text: str, names: Iterable[str] = ()) -> list[str]:
    """Phrases of English in a text, without the kinds above and the `names` given."""
    for name in names:
        text = text.replace(name, " ")
    for kind in KINDS.values():
        text = kind.sub(" ", text)
    return [*PHRASE.findall(text), *FUNCTION.findall(text)]
