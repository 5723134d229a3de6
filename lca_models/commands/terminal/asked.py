"""What the words of a command line ask for before they are parsed, so that even a refusal is said as asked."""

from __future__ import annotations

import os
from collections.abc import Sequence

from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE


def asked_language(arguments: Sequence[str]) -> str:
    """The language that a person names, before anything can be said in it; English where none is named."""
    return named_language(arguments) or ENGLISH


def named_language(arguments: Sequence[str]) -> str:
    """The language that --language names, or the environment; empty for others."""
    words = list(arguments)
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    for place, word in enumerate(words):
        if word == "--language":
            asked = words[place + 1] if place + 1 < len(words) else asked
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else ""
