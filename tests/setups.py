"""Setups of every kind for laws that hold for all of them."""

from hypothesis import strategies as st

from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import CODES
from lca_models.scope.functional_unit import FadeCurve

# What people, other programs and strangers may write in one line.
lines = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="=#"), min_size=1, max_size=12)
names = st.from_regex(r"[a-z]{1,6}_[a-z]{1,6}", fullmatch=True)
values = st.one_of(lines, st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**12), 10**12))


@st.composite
def curves(draw: st.DrawFn) -> FadeCurve:
    """Measured fades, from (0, 1) on."""
    later = draw(st.lists(st.floats(1e-3, 1e5), min_size=1, max_size=4, unique=True).map(sorted))
    kept = draw(st.lists(st.floats(1e-3, 1), min_size=len(later), max_size=len(later)).map(sorted))
    return FadeCurve((0.0, *later), (1.0, *reversed(kept)))


def setups(*, settings: st.SearchStrategy = names | lines, without: tuple[str, ...] = ()) -> st.SearchStrategy:
    """Setups that name no files; `settings`: names of parameters."""
    product = lines.filter(
        lambda text: not text.startswith("-") and not text.lower().endswith((".xlsx", ".yaml", ".yml"))
    )
    plain = lines.filter(lambda text: not text.lower().endswith((".csv", ".yaml", ".yml")))
    text = st.just("") | plain
    said = {"rules": text, "province": text, "method": text, "declared_unit": st.none() | st.sampled_from(CODES),
            "scenarios": st.lists(plain, max_size=3).map(tuple),
            "settings": st.dictionaries(settings, values, max_size=4), "fade_curve": st.none() | curves(),
            "allow_incomplete": st.booleans(), "amount": st.none() | st.floats(0.01, 1e6)}  # fmt: skip
    return st.builds(
        CalculationSetup, product=product, **{name: one for name, one in said.items() if name not in without}
    )
