"""Page `transport`: legs of the way in and out, and the distances of the kit that follow them."""

from __future__ import annotations

from lca_models.inventory.activity.sheet.models import TransportLine
from lca_models.inventory.activity.values.transport import ALL, MODES, OUT, PREFIXES
from lca_models.inventory.system.pack import own_name
from lca_models.reporting.declaration.calculation.book.pages import follows, number, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling, written

PAGE = "transport"
COLUMNS = ("direction", "what", "from", "to", "mode", "distance", "leg_share", "counted_km", "as_written", "place")
DISTANCE, SHARE, COUNTED = 5, 6, 7


def fill_transport(into: Filling) -> None:
    """Every leg, and the distances that the kit has of them."""
    page = into.page(PAGE, COLUMNS, (10, 16, 24, 24, 14, 12, 10, 14, 20, 40))
    general: dict[str, list[str]] = {}
    legs: dict[str, int] = {}
    for place, line in enumerate(into.sheet.transport):
        row = page.add([text(line.direction), text(line.what or ALL), text(line.from_ or ""), text(line.to or ""),
                        text(line.mode or "")])  # fmt: skip
        if line.distance is None or line.mode not in MODES:
            continue
        distance = into.fill(
            page, row, DISTANCE, line.distance, f"transport[{place}].distance", f"{line.direction} {line.mode}"
        )
        share = ""
        if line.share is not None:
            share = into.fill(
                page, row, SHARE, line.share, f"transport[{place}].share", f"{line.direction} {line.mode}, share"
            )
        else:
            page.put(row, SHARE, number(1))
        page.put(row, COUNTED, follows(f"{distance}*{share}" if share else distance))
        page.put(row, COUNTED + 1, text(written(line.distance)))
        page.put(row, COUNTED + 2, text(line.place))
        if parameter := _parameter(line):
            general.setdefault(parameter, []).append(page.place(row, COUNTED))
        else:
            what = str(line.what)
            legs[what] = legs.get(what, 0) + 1
            into.follow(own_name(what, "km", str(legs[what])), page.place(row, COUNTED))
    for parameter, cells in general.items():
        into.follow(parameter, "+".join(cells))
    if page.rows == 1:
        page.add([text("–")])


def _parameter(line: TransportLine) -> str:
    """The distance of the kit that a leg of everything belongs to; empty for a leg of one material."""
    if line.direction != OUT and line.what not in (None, "", ALL):
        return ""
    return f"{PREFIXES[line.direction]}_{MODES[str(line.mode)][1]}"
