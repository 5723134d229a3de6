"""Marks of English that stand between Chinese words: commas, colons, semicolons, and brackets around them.

What a person types, a file and a code keep theirs; text in “quotation marks” is somebody else's.
"""

import re
from collections.abc import Iterable

from tests.english_left import KINDS

HAN = "[\u4e00-\u9fff]"
AFTER = re.compile(rf"(?:{HAN}|[）】”》])[,;:!?](?!//)")
BEFORE = re.compile(rf"[,;:!?] ?(?={HAN}|[（【“《])")
BRACKETS = re.compile(rf"\([^()]*{HAN}[^()]*\)")
LITERAL = ("command", "address", "quotation")


def english_marks(text: str, names: Iterable[str] = ()) -> list[str]:
    """Marks that a Chinese text has of English, each with what stands before it; none in a text without Chinese."""
    for name in names:
        text = text.replace(name, " ")
    for kind in LITERAL:
        text = KINDS[kind].sub(" ", text)
    text = re.sub(r"`[^`]*`", " ", text)
    found = [*AFTER.finditer(text), *BEFORE.finditer(text), *BRACKETS.finditer(text)]
    return [text[max(0, one.start() - 8) : one.end() + 4] for one in found]
