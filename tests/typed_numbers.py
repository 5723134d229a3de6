"""Numbers as people type them into a field: each with the writing that everybody reads, or in one that some read otherwise."""

from hypothesis import strategies as st

WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
WRITINGS = {
    "plain": lambda value, unit: f"{value:.6g}",
    "with its unit": lambda value, unit: f"{value:.6g} {unit}",
    "with its unit close": lambda value, unit: f"{value:.6g}{unit.upper()}",
    "thousands": lambda value, unit: f"{value:,.2f}",
    "thousands, whole": lambda value, unit: f"{value * 1000:,.0f}",
    "decimal comma": lambda value, unit: f"{value:.6g}".replace(".", ","),
    "continental": lambda value, unit: f"{value:,.2f}".replace(",", " ").replace(".", ","),
    "full width": lambda value, unit: f"{value:.6g}".translate(WIDE),
    "blanks around": lambda value, unit: f"  {value:.6g}\t",
    "blank inside": lambda value, unit: f"{value * 1000:,.0f}".replace(",", " "),
    "thin blank": lambda value, unit: f"{value * 1000:,.0f}".replace(",", "\u202f"),
    "hidden": lambda value, unit: f"\u200b{value:.6g}",
    "minus sign": lambda value, unit: f"\u2212{value:.6g}",
    "another unit": lambda value, unit: f"{value:.6g} XWh",
    "percent": lambda value, unit: f"{value:.6g} %",
    "underscore": lambda value, unit: f"{value * 1000:_.0f}",
    "leading zero": lambda value, unit: f"0{value:.0f}",
    "power": lambda value, unit: f"{value:.3e}",
    "tiny": lambda value, unit: "1e-400",
    "huge": lambda value, unit: "1e400",
    "words": lambda value, unit: "sixty",
    "nothing": lambda value, unit: "",
    "formula": lambda value, unit: f"={value:.0f}+1",
    "no number": lambda value, unit: "nan",
}
SAME = ("plain", "with its unit", "with its unit close", "blanks around", "power")  # which must be read
SCALED = ("thousands, whole", "blank inside", "thin blank", "underscore")  # which are of a thousand times the number


def typed(unit: str) -> st.SearchStrategy[tuple[str, str, float]]:
    """The name of a writing, the text and the number that was meant."""
    return st.tuples(st.sampled_from(sorted(WRITINGS)), st.integers(1, 99_999).map(lambda one: one / 100)).map(
        lambda one: (one[0], WRITINGS[one[0]](one[1], unit), one[1] * (1000 if one[0] in SCALED else 1))
    )
