"""Two versions of the inventories compared, as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.interpretation.comparison.table_versions import Changes, ProductEffect, RowEffect
from lca_models.inventory.tables.changes import RowChange
from lca_models.reporting.text.columns import left, right
from lca_models.reporting.text.terminal import note_lines
from lca_models.scope.labels import word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.messages import language_in_use, message

ROUNDING = 1e-12


def changes_text(found: Changes) -> str:
    """Rows that changed, the effect on every product, and the effect of single changes."""
    shown = [change for change in found.rows if not change.follows]
    following = len(found.rows) - len(shown)
    changed = message("1 row changed") if len(shown) == 1 else message("{count} rows changed", count=len(shown))
    more = message(", and {count} amounts that follow from them by formula", count=following) if following else ""
    lines = [changed + more]
    lines += [line for change in shown for line in _row_lines(change)]
    lines += ["", message("effect on every product, {unit}", unit=unit_label(found.unit, language_in_use()))]
    for product in found.products:
        lines += _product_lines(product)
    if found.effects is None:
        lines.append(message("too many changes to calculate one at a time unless asked to; --each does so"))
    elif found.effects:
        lines += ["", message("effect of each change alone, made in the old version")]
        lines += [_effect_line(effect) for effect in found.effects]
        lines.append(message("  together beyond that: {amounts}", amounts=_amounts(found.interaction)))
        lines += ["", message("changes that raise and that lower a product, each alone")]
        lines += [
            message(
                "  {product}: {up} raise it by {more:+.4g} in sum, {down} lower it by {less:+.4g}",
                product=product,
                up=sides["up"]["count"],
                more=sides["up"]["sum"],
                down=sides["down"]["count"],
                less=sides["down"]["sum"],
            )
            for product, sides in found.up_and_down.items()
        ]
    return "\n".join([*lines, *note_lines(found.notes)])


def _row_lines(change: RowChange) -> list[str]:
    place, key = change.row.place, " / ".join(change.key)
    cited = f"  [{change.source}]" if change.source else ""
    if change.change != "changed":
        amount = " ".join(text for text in (change.row["amount"], change.row["unit"]) if text)
        return [
            f"  {left(word_label(change.change, language_in_use()), 8)}{place}  {key}{f'  {amount}' if amount else ''}{cited}"
        ]
    changed, empty = left(message("changed"), 8), message("(empty)")
    return [f"  {changed}{place}  {key}  {cell.column}: {cell.old or empty} -> {cell.new or empty}{cited}"
            for cell in change.cells]  # fmt: skip


def _product_lines(product: ProductEffect) -> list[str]:
    if product.before is None or product.after is None:
        known = product.after or product.before or {}
        state = message("new") if product.before is None else message("gone")
        return [f"  {product.product:<20}{state}, {known['total']:.4g}"]
    share = f"{product.relative:+.3%}" if product.relative is not None else ""
    heads = right(message("before"), 12) + right(message("after"), 12) + right(message("change"), 14)
    lines = [f"  {product.product:<20}{heads}"]
    for name, change in product.difference.items():
        old, new = product.before.get(name, 0.0), product.after.get(name, 0.0)
        # What floating-point arithmetic leaves of nothing is shown as nothing.
        moved = f"{change:+.4g}" if abs(change) > ROUNDING * max(abs(old), abs(new)) else "0"
        lines.append(
            "    "
            + left(word_label(name, language_in_use()), 24)
            + f"{old:>10.4g}{new:>12.4g}{moved:>14}{'  ' + share if name == 'total' else ''}"
        )
    return lines


def _effect_line(effect: RowEffect) -> str:
    names = ", ".join(f"{change.row.place.table}: {' / '.join(change.key)}" for change in effect.rows)
    if sources := sorted({change.source for change in effect.rows} - {""}):
        names += f"  [{', '.join(sources)}]"
    if effect.by_product is None:
        return message("  {names}  cannot be made alone", names=names)
    return f"  {names}  {_amounts(effect.by_product)}"


def _amounts(by_product: Mapping[str, float]) -> str:
    return "  ".join(f"{product} {amount:+.4g}" for product, amount in by_product.items())
