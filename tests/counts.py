"""How much of a random test is run: a little, the same on every machine, or in the long run much, and new each time."""

import os

LONG = os.environ.get("LCA_MODELS_LONG") == "1"


def examples(usual: int) -> int:
    """Examples of a property: ten times as many in the long run."""
    return 10 * usual if LONG else usual
