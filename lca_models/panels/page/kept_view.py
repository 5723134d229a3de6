"""The body of the Explorer in which a page opens, kept between sessions: its draws are the same each time, and take a second.

A sealed archive in the cache folder of a base folder holds one view as plain data under everything that it follows from: code
and libraries, tables, files of the project, and the state of the page. A view that is damaged or of another state counts as
not kept; one that rests on files of a person is worked out each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lca_models.impact.study import Study
from lca_models.inventory.files.code_state import code_state
from lca_models.inventory.projects.places import CACHE
from lca_models.inventory.system.background.kept import keep, kept
from lca_models.inventory.system.background.kept_rows import state_of
from lca_models.inventory.tables.reading import tables_hash, text_hash
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE
from lca_models.panels.state import PageState
from lca_models.scope.calculation_setup import SHIPPED
from lca_models.scope.wording.messages import language_in_use

FORMAT = "lca_models view 2"  # raise the number when documents would be read otherwise
FOLDER = "views"
MOST = 12  # views kept; the one that was written first goes first
OPENS_IN = "explore"  # the tab whose body is kept
VIEW, ENDING = "view", ".npz"


def kept_view(study: Study, state: PageState, make: Callable[[], Any]) -> Any:
    """The body of the open tab in a state, as `make` works it out where it is not kept.

    Raises what `make` raises.
    """
    about = _about(study, state)
    if not about:
        return make()
    place = study.base / CACHE / FOLDER / f"{hashlib.sha256(about.encode()).hexdigest()[:32]}{ENDING}"
    if VIEW in (found := kept(place, about)):
        with suppress(ValueError):
            return json.loads(found[VIEW].tobytes())
    view = make()
    with suppress(OSError, TypeError, ValueError):  # a folder that is full or closed costs time only
        keep(place, about, {VIEW: json.dumps(view, ensure_ascii=False).encode()})
        for former in sorted(place.parent.glob(f"*{ENDING}"), key=lambda one: one.stat().st_mtime)[:-MOST]:
            former.unlink(missing_ok=True)
    return view


def _about(study: Study, state: PageState) -> str:
    """Everything that the body of a state follows from; empty where that is more than is known here."""
    rows, setups = state_of(study.place.folder), (state.setup, state.baseline)
    is_plain = all(one.kind == SHIPPED and not one.files() and not one.replacements for one in setups)
    if not (MOST and rows and is_plain and state.tab == OPENS_IN and study.own is None) or state.own or state.ranges:
        return ""
    return "\n".join([
        FORMAT, code_state(), rows, study.rows.rows_hash, study.current.project, tables_hash(study.root),
        text_hash(study.root / SCENARIOS_FILE), language_in_use(), state.tab, state.language, repr(sorted(state.shown.items())),
        repr(state.asked),
    ])  # fmt: skip
