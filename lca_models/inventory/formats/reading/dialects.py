"""Formulas as openLCA and SimaPro write them, as formulas of Brightway.

openLCA's operators, their precedence and its functions are those of its manual (openLCA 2 manual, Constants, operators and
functions for formulas): a minus in front of a number binds more strongly than a power there, `log` is of base 10. SimaPro
writes `Iff(condition; value; value)`. What two programs read in two ways is refused, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lca_models.inventory.tables.formulas import FormulaError, parse_formula
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

OPENLCA, SIMAPRO = "openLCA", "SimaPro"
DEEPEST = 60  # brackets within brackets
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign><>|!=|<=|>=|==|&&|\|\||[-+*/^()=<>&|;,!]))"
)
_COMPARISONS = {"=": "==", "==": "==", "<>": "!=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_SAME = ("abs", "ceil", "cos", "exp", "floor", "sin", "sqrt", "tan")
_IF = ("if", "iff", "iif")


def _truth(text: str) -> str:
    """A truth as the number 1 or 0, which Brightway can store."""
    return f"(1.0 * ({text}))"


def _many(word: str) -> Callable[[list[str]], str]:
    return lambda given: _truth(f" {word} ".join(given))


_FUNCTIONS: Mapping[str, tuple[int, Callable[[list[str]], str]]] = {  # least number of arguments, and what it becomes
    **{name: (1, lambda given, name=name: f"{name}({given[0]})") for name in _SAME},  # type: ignore[misc]
    **{name: (3, lambda given: f"(({given[1]}) if ({given[0]}) else ({given[2]}))") for name in _IF},
    **{name: (2, lambda given: f"(({given[0]}) ** ({given[1]}))") for name in ("pow", "power", "ipower")},
    **{name: (1, lambda given: f"(({' + '.join(given)}) / {len(given)})") for name in ("avg", "mean")},
    "ln": (1, lambda given: f"log({given[0]})"),
    "sqr": (1, lambda given: f"(({given[0]}) ** 2)"),
    "round": (1, lambda given: f"floor(({given[0]}) + 0.5)"),
    "sum": (1, lambda given: f"({' + '.join(given)})"),
    "and": (2, _many("and")),
    "or": (2, _many("or")),
    "not": (1, lambda given: _truth(f"not ({given[0]})")),
    "min": (2, lambda given: f"min({', '.join(given)})"),
    "max": (2, lambda given: f"max({', '.join(given)})"),
    "true": (0, lambda given: "1.0"),
    "false": (0, lambda given: "0.0"),
}
_ANY_NUMBER = frozenset({"sum", "avg", "mean", "and", "or", "min", "max"})
_OF_OPENLCA = {name: (1, lambda given: f"log10({given[0]})") for name in ("lg", "log")}


def as_brightway(text: str, names: Mapping[str, str], dialect: str = OPENLCA) -> str:
    """A formula of another program as one of Brightway.

    `names`: of the parameters that it may read, by name in small letters: neither program tells large ones from small.
    Raises FormulaError for what is none, for a name that is unknown, and for what is read in two ways.
    """
    reader = _Reader(text, names, {**_FUNCTIONS, **(_OF_OPENLCA if dialect == OPENLCA else {})}, dialect)
    found = reader.whole()
    parse_formula(found)
    return found


def plain_name(name: str, taken: Mapping[str, str]) -> str:
    """A name of another program's parameter as Brightway's formulas can read it; `taken`: those that have one already."""
    found = re.sub(r"[^a-z0-9_]", "_", name.strip().lower()) or "parameter"
    if not found[0].isalpha():
        found = f"parameter_{found}"
    if found in TAKEN_NAMES or len(found) == 1:
        found = f"{found}_value"
    numbered, number = found, 2
    while numbered in taken.values():
        numbered, number = f"{found}_{number}", number + 1
    return numbered


def is_number(text: str) -> bool:
    """Whether a text is a number and no formula."""
    found = _TOKEN.fullmatch(text.strip())
    return found is not None and found.group("number") is not None


@dataclass
class _Reader:
    """A formula read from left to right, each level of precedence by a function of its own."""

    text: str
    names: Mapping[str, str]
    functions: Mapping[str, tuple[int, Callable[[list[str]], str]]]
    dialect: str
    tokens: list[tuple[str, str]] = field(default_factory=list)
    place: int = 0
    depth: int = 0

    def whole(self) -> str:
        self.tokens = list(self._split())
        found = self._or()
        if self.place < len(self.tokens):
            raise self._fault(message("'{what}' stands where the formula should end", what=self.tokens[self.place][1]))
        return found

    def _split(self) -> Iterator[tuple[str, str]]:
        place = 0
        text = self.text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise self._fault(message("'{what}' is none of its signs", what=excerpt(text[place:].strip()[:1])))
            yield str(found.lastgroup), found.group(str(found.lastgroup))
            place = found.end()

    def _fault(self, words: str) -> FormulaError:
        return FormulaError(message("'{formula}' is no formula of {program}: {words}", formula=excerpt(self.text),
                                    program=self.dialect, words=words))  # fmt: skip

    def _next(self, *signs: str) -> str:
        """The sign, or word, that stands next if it is one of some; empty where it is not."""
        if self.place < len(self.tokens):
            kind, word = self.tokens[self.place]
            if kind != "number" and word.lower() in signs:
                self.place += 1
                return word.lower()
        return ""

    def _or(self) -> str:
        found = self._and()
        while self._next("|", "||", "or"):
            found = _truth(f"{found} or {self._and()}")
        return found

    def _and(self) -> str:
        found = self._comparison()
        while self._next("&", "&&", "and"):
            found = _truth(f"{found} and {self._comparison()}")
        return found

    def _comparison(self) -> str:
        found = self._sum()
        if sign := self._next(*_COMPARISONS):
            return _truth(f"{found} {_COMPARISONS[sign]} {self._sum()}")
        return found

    def _sum(self) -> str:
        found = self._product()
        while sign := self._next("+", "-"):
            found = f"({found} {sign} {self._product()})"
        return found

    def _product(self) -> str:
        found = self._power()
        while sign := self._next("*", "/", "div", "mod"):
            if sign in ("div", "mod"):
                raise self._fault(message("it divides by '{sign}', which programs round in two ways; use / and floor",
                                          sign=sign))  # fmt: skip
            found = f"({found} {sign} {self._power()})"
        return found

    def _power(self) -> str:
        start = self.place
        found = self._signed()
        if not self._next("^"):
            return found
        is_signed = self.tokens[start][1] in ("-", "+")
        exponent = self._signed()
        if self._next("^") or (is_signed and self.dialect != OPENLCA):
            raise self._fault(message("programs read its powers in two ways; put brackets around each"))
        return f"({found} ** {exponent})"

    def _signed(self) -> str:
        if sign := self._next("-", "+", "!"):
            self._deeper()
            inner = self._signed()
            self.depth -= 1
            return _truth(f"not {inner}") if sign == "!" else f"({sign}{inner})"
        return self._single()

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._fault(message("it is nested too deeply; split it over several parameters"))

    def _single(self) -> str:
        if self._next("("):
            self._deeper()
            found = self._or()
            if not self._next(")"):
                raise self._fault(message("a bracket is not closed"))
            self.depth -= 1
            return found if found.startswith("(") else f"({found})"
        if self.place >= len(self.tokens):
            raise self._fault(message("it ends too early"))
        kind, word = self.tokens[self.place]
        if kind == "sign":
            raise self._fault(message("'{what}' stands where a number or a name should", what=word))
        self.place += 1
        if kind == "number":
            return (word.lstrip("0") or "0") if re.match(r"0+\d", word) else word
        return self._call(word.lower()) if self._next("(") else self._named(word)

    def _named(self, word: str) -> str:
        if word.lower() in self.names:
            return self.names[word.lower()]
        if word.lower() in ("pi", "e") and self.dialect == OPENLCA:
            return word.lower()
        raise self._fault(message("there is no parameter '{name}'; {near}", name=excerpt(word),
                                  near=suggestion(word.lower(), self.names)))  # fmt: skip

    def _call(self, name: str) -> str:
        if name not in self.functions:
            raise self._fault(message("'{name}' is a function that is not read; {near}", name=excerpt(name),
                                      near=suggestion(name, self.functions)))  # fmt: skip
        self._deeper()
        given: list[str] = []
        signs = set[str]()
        if not self._next(")"):
            given.append(self._or())
            while sign := self._next(";", ","):
                signs.add(sign)
                given.append(self._or())
            if not self._next(")"):
                raise self._fault(message("a bracket is not closed"))
        self.depth -= 1
        if len(signs) > 1:  # max(0,5;2) is of two numbers to one who writes decimals with a comma
            raise self._fault(message("it separates values by ';' and by ','; write ';', and points in numbers"))
        least, made = self.functions[name]
        if len(given) < least or (len(given) > least and name not in _ANY_NUMBER):
            raise self._fault(message("{name} has {count} arguments", name=name, count=len(given)))
        return made(given)
