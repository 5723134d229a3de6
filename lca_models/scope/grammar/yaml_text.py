"""The one reader and writer of YAML: the part of it that says one thing in one way.

Names, texts, numbers and lists, each once. No anchors, aliases, tags and merged mappings, which can make a small file endless
or run code; no numbers but those of `numbers`; dates and `yes` are texts. A file of a reasonable size and depth is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import BLANKS, NumberError, is_number, read_number, read_whole
from lca_models.scope.wording.messages import message

LARGEST = 1_000_000  # characters: five thousand scenarios
DEEPEST = 20  # levels
MOST = 100_000  # values

_WIDE = re.compile("[：，｛｝［］＃－]")
_PLAIN: Mapping[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class YamlError(LcaModelsError, ValueError):
    """A YAML file holds names, texts, numbers and lists, each said once; the message names the line and the remedy."""


class Text(NamedTuple):
    """A scalar as it was written; empty for a plain `null` and `~`."""

    text: str
    line: int  # from 1


class Branch(NamedTuple):
    """A mapping or a list of texts and branches."""

    holds: dict[str, Any] | list[Any]
    line: int  # on which it begins
    lines: Mapping[str, int]  # of the names of a mapping
    repeated: tuple[tuple[str, int], ...] = ()  # names that stand there again, with their lines; the first one counts

    @property
    def names(self) -> dict[str, Any]:
        """What a mapping holds by name; nothing of a list."""
        return self.holds if isinstance(self.holds, dict) else {}


class _Open(NamedTuple):
    """A mapping or list that is being read."""

    holds: dict[str, Any] | list[Any]
    keys: list[str]  # the key whose value comes next; none where a key comes next
    line: int
    lines: dict[str, int]
    repeated: list[tuple[str, int]]


class _Reading(NamedTuple):
    """What a document is made into."""

    scalar: Callable[[Any, str], Any]  # of an event, in a file of that name
    branch: Callable[[_Open], Any]
    may_repeat: bool  # whether names that stand there twice are told, rather than refused


def read_yaml(text: str, name: str = "YAML") -> Any:
    """What a YAML text says, as dictionaries, lists, texts, numbers, booleans and None; None for an empty one.

    Keys are texts. `name`: of the file, for messages. Raises YamlError for everything that the text may not hold.
    """
    return _read(text, name, _Reading(_value, lambda open_: open_.holds, may_repeat=False))


def read_yaml_texts(text: str, name: str = "YAML") -> Text | Branch:
    """What a YAML text says, with every scalar as it was written, and its line: `NO`, `12:30` and `010` are texts.

    A name that stands twice in a mapping is told, not refused, so that it is said with all else that is wrong. `name`: of the
    file, for messages. Raises YamlError for everything else that the text may not hold.
    """
    found = _read(text, name, _Reading(_text, _branch, may_repeat=True))
    return found if isinstance(found, Text | Branch) else Text("", 1)


def _read(text: str, name: str, reading: _Reading) -> Any:
    import yaml

    if len(text) > LARGEST:
        raise YamlError(
            message(
                "{name} has {count:,} characters; a file has at most {most:,}, so split it",
                name=name,
                count=len(text),
                most=LARGEST,
            )
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads in a twentieth of the time
    with _refusals(name, text):
        return _document(yaml.parse(text, loader), name, reading)


@contextmanager
def _refusals(name: str, text: str) -> Iterator[None]:
    """Says what the parser cannot read as a YamlError."""
    import yaml

    try:
        yield
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        lines = text.splitlines()[max(0, mark.line - 1) : mark.line + 1] if mark else []
        raise YamlError(
            message("{where}  cannot be read as YAML ({error})", where=where, error=_parser_problem(error))
            + sign_problem("\n".join(lines))
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise YamlError(
            message("{where}  cannot be read as YAML ({error})", where=name, error=_parser_problem(error))
        ) from None


def _parser_problem(error: Exception) -> str:
    """What a parser of YAML stumbles over, in the language in use: its own words are English whatever is asked for."""
    words = " ".join(str(error).split()).lower()
    if "quoted scalar" in words:
        return message("quotation marks are opened and not closed")
    if "expected ',' or" in words or "flow node" in words:
        return message("a bracket is opened and not closed, or a comma is missing")
    if "mapping values are not allowed" in words:
        return message("a second colon stands on a line; put the text in quotation marks")
    if "cannot start any token" in words:
        return message("a value begins with a sign that none can begin with; put it in quotation marks")
    if "expected ':'" in words:
        return message("a name has no colon behind it")
    if "not allowed" in words and ("character" in words or "unicode" in words):
        return message("it holds a character that no editor shows; delete it")
    if "block" in words or "expected key" in words or "expected '-'" in words or "indent" in words:
        return message("a line is not indented as those above it")
    return message("a line is not written as YAML is")


def sign_problem(text: str) -> str:
    """What signs of a text YAML does not take as signs, as the end of a message; empty where there are none."""
    if re.search(r"^ *\t", text, re.MULTILINE):
        return message("; a line begins with a tab: write blanks")
    if found := _WIDE.search(text):
        sign = found.group()
        return message("; it holds '{sign}': write '{plain}'", sign=sign, plain=unicodedata.normalize("NFKC", sign))
    return ""


def write_yaml(document: Any) -> str:
    """The text from which `read_yaml` gives the document again."""
    import yaml

    class Writer(yaml.SafeDumper):
        """Quotes texts that would be read as something else."""

    def text_node(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        style = '"' if text in _PLAIN or is_number(text) else None
        return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Writer.add_representer(str, text_node)
    Writer.ignore_aliases = lambda self, data: True  # type: ignore[method-assign]
    return str(yaml.dump(document, Dumper=Writer, allow_unicode=True, sort_keys=False, width=1000))


def _document(events: Any, name: str, reading: _Reading) -> Any:
    """The one document of a stream of events, read without recursion."""
    import yaml

    open_: list[_Open] = []
    documents = count = 0
    found: Any = None
    for event in events:
        if isinstance(event, yaml.ScalarEvent):  # most of them: where it stands is said only where something is wrong
            if event.anchor is not None or event.tag is not None:
                _refuse(event, name)
            count += 1
            if count > MOST:
                raise YamlError(
                    message(
                        "{where}  holds more than {most:,} values; split the file", where=_at(name, event), most=MOST
                    )
                )
            parent = open_[-1] if open_ else None
            if parent is not None and not parent.keys and isinstance(parent.holds, dict):
                _open_key(parent, event, name, reading.may_repeat)
            else:
                value = reading.scalar(event, name)
                found = value if parent is None else _put(parent, value, found)
            continue
        _refuse(event, name)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            inner = reading.branch(open_.pop())
            found = inner if not open_ else _put(open_[-1], inner, found)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            open_.append(_begun(event, open_, name))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError(message("{where}  a second document begins; a file holds one", where=_at(name, event)))
    return found


def _at(name: str, event: Any) -> str:
    """File and line of an event."""
    return f"{name}:{event.start_mark.line + 1}"


def _begun(event: Any, open_: list[_Open], name: str) -> _Open:
    """A mapping or a list that begins. Raises YamlError where none may."""
    import yaml

    if len(open_) >= DEEPEST:
        raise YamlError(
            message("{where}  is nested deeper than {deepest} levels", where=_at(name, event), deepest=DEEPEST)
        )
    if open_ and isinstance(open_[-1].holds, dict) and not open_[-1].keys:
        raise YamlError(
            message("{where}  a list or mapping stands where a name should; give a name", where=_at(name, event))
        )
    holds: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
    return _Open(holds, [], event.start_mark.line + 1, {}, [])


def _refuse(event: Any, name: str) -> None:
    """Raises YamlError for what a file may not hold, whatever it says."""
    import yaml

    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        where = _at(name, event)
        raise YamlError(message("{where}  holds '{mark}'; write the values out", where=where, mark="&, *"))
    if getattr(event, "tag", None) is not None or getattr(event, "tags", None):
        raise YamlError(message("{where}  holds '{mark}'; write the values out", where=_at(name, event), mark="!"))


def _open_key(parent: _Open, event: Any, name: str, may_repeat: bool) -> None:
    key = event.value
    if key == "<<" and not event.style:
        where = _at(name, event)
        raise YamlError(message("{where}  holds '{mark}'; write the values out", where=where, mark="<<"))
    if not key.strip():
        raise YamlError(message("{where}  a name is empty; give one", where=_at(name, event)))
    line = event.start_mark.line + 1
    if key in parent.holds:
        if not may_repeat:
            where = _at(name, event)
            raise YamlError(message("{where}  '{key}' stands there twice; keep one", where=where, key=excerpt(key)))
        parent.repeated.append((key, line))
    parent.keys.append(key)
    parent.lines.setdefault(key, line)


def _put(parent: _Open, value: Any, found: Any) -> Any:
    if isinstance(parent.holds, dict):
        parent.holds.setdefault(parent.keys.pop(), value)
    else:
        parent.holds.append(value)
    return found


def _value(event: Any, name: str) -> Any:
    """The value of a scalar: a text, or what a plain one of YAML's core schema and of `numbers` is."""
    text = event.value
    if event.style:  # in quotation marks, or over several lines
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if not is_number(text):
        return text
    try:
        return read_whole(text) if text.lstrip("+-").isdigit() else read_number(text)
    except NumberError as error:
        raise YamlError(f"{_at(name, event)}  {error}") from None


def _text(event: Any, name: str) -> Text:
    """The words of a scalar."""
    text = event.value
    is_blank = not event.style and _PLAIN.get(text, text) is None
    return Text("" if is_blank else text.strip(BLANKS), event.start_mark.line + 1)


def _branch(open_: _Open) -> Branch:
    return Branch(open_.holds, open_.line, open_.lines, tuple(open_.repeated))
