"""The nearest valid name, for messages about unknown ones."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from lca_models.scope.wording.messages import message


def suggestion(name: str, known: Iterable[str], most: int = 3) -> str:
    """`did you mean 'a' or 'b'?` with the nearest known names, or the first known ones where none is near."""
    names = sorted({str(one) for one in known})
    lowered = {one.lower(): one for one in names}
    near = get_close_matches(name.lower(), lowered, n=most, cutoff=0.6)
    if not near:
        near = [one for one in lowered if name and (name.lower() in one or one in name.lower())][:most]
    if near:
        return message("did you mean {listed}?", listed=message(" or ").join(repr(lowered[one]) for one in near))
    listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return message("known: {listed}", listed=listed) if names else message("none is known")
