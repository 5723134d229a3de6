"""Files and texts as they come out of bad disks, bad editors and bad people, from a seed: the same ones on every machine."""

import io
import json
import os
import pickle
import random
import re
import signal
import sys
import warnings
import zipfile
from collections.abc import Callable
from contextlib import contextmanager, suppress

import numpy as np
from counts import LONG

MUTANTS = 2000 if LONG else 40  # of each format
WHOLE_NUMBERS = (-(2**63), -(2**31), -1, 0, 1, 2, 255, 999, 10**6, 2**31 - 1, 2**63 - 1)
NUMBERS = (0.0, -0.0, 1.0, -1.0, 1e-308, 1e308, -1e308, float("nan"), float("inf"), 4.6e73)
WORDS = (
    "", " ", "\u00a0", "0", "-1", "1_000", "１２", "1,5", "1:30", "yes", "true", "null", "~", "nan", "inf", "1e999", "010",
    "0x1F", "1e-999", "2021-01-01", "\x00", "\ufeff", "\u202e", "\u200b", "𝟏", "'", '"', '""', "=1+1", "@", "#", ";", ",", ":",
    "\t", "\r", "\n", "\r\n", "%", "{", "}", "[", "]", "&a", "*a", "!!python/object:os.system", "<<", "---", "..",
    "../../etc/passwd", "C:\\", "a" * 10_000, "[" * 2000, "1" * 5000, "(" * 300, "1/0", "9**9**9",
    "__import__('os').system('true')", "é", "\ud7ff", "\uffff",
)  # fmt: skip


def mutated_bytes(chance: random.Random, content: bytes) -> bytes:
    """One to three changes of the bytes of a file: flipped, overwritten, cut, doubled, put in."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((1, 1, 4, 16, 200, 5000)))
        match chance.randrange(8):
            case 0 | 1 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 2 if at < len(found):
                found[at] = chance.randrange(256)
            case 3:
                del found[at:end]
            case 4:
                found[at:at] = found[at:end]
            case 5:
                found[at:at] = chance.randbytes(chance.choice((1, 4, 300)))
            case 6:
                del found[at:]
            case _:
                found[at:end] = chance.choice((b"\x00", b"\xff", b"\x80")) * (end - at)
    return bytes(found)


def mutated_text(chance: random.Random, text: str) -> bytes:
    """A text with words, lines or separators changed as people and programs do, or its bytes changed."""
    match chance.randrange(12):
        case 0 | 1:
            return mutated_bytes(chance, text.encode())
        case 2:
            return text.encode(chance.choice(("utf-16", "utf-16-le", "gb18030", "utf-8-sig", "utf-32")))
        case 3:
            return text.replace(",", chance.choice(";\t|,")).replace(".", chance.choice(".,")).encode("utf-8")
        case 4:
            return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\x00\n", "\u2028"))).encode("utf-8")
    for _ in range(chance.choice((1, 1, 2, 5))):
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 1:
                del lines[at]
            case 2:
                lines[at] = lines[at] + chance.choice(WORDS)
            case _:
                lines[at] = _word_replaced(chance, lines[at])
        text = "\n".join(lines)
    return text.encode("utf-8", "surrogatepass")


def _word_replaced(chance: random.Random, line: str) -> str:
    separators = [at for at, one in enumerate(line) if one in ",:;= {}[]&?"]
    edges = sorted({0, len(line), *chance.sample(separators, min(len(separators), 2))})
    start = chance.randrange(len(edges) - 1) if len(edges) > 1 else 0
    end = edges[start + 1] if len(edges) > 1 else 0
    return (
        line[: edges[start]] + chance.choice("\0,:;= {"[1:]) * chance.randrange(2) + chance.choice(WORDS) + line[end:]
    )


def mutated_json(chance: random.Random, text: str) -> bytes:
    """A document with an entry changed, left out, doubled or moved; or its text changed."""
    if chance.random() < 0.3:
        return mutated_text(chance, text)
    document = json.loads(text)
    for _ in range(chance.choice((1, 1, 2))):
        holder, key = _somewhere(chance, document)
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[chance.choice(WORDS)[:100]] = holder[key]
            case _:
                holder[key] = _value(chance)
        if not document:
            break
    return json.dumps(document).encode("utf-8", "surrogatepass")


def _value(chance: random.Random) -> object:
    return chance.choice((
        None, True, [], {}, [[]], {"a": 1}, chance.choice(NUMBERS), chance.choice(WHOLE_NUMBERS), chance.choice(WORDS)[:2000],
    ))  # fmt: skip


def _somewhere(chance: random.Random, document):
    """A list or mapping inside a document, and one of its keys."""
    holder = document
    while True:
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        key = chance.choice(keys)
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.25:
            return holder, key
        holder = inner


def mutated_archive(chance: random.Random, content: bytes) -> bytes:
    """An archive of arrays with a number, a shape, a type or a name changed and packed again; or its bytes changed."""
    if chance.random() < 0.3:
        return mutated_bytes(chance, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        comment = archive.comment
    with np.load(io.BytesIO(content)) as loaded:
        arrays = {name: loaded[name] for name in loaded.files}
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(list(arrays))
        with np.errstate(all="ignore"):  # what fits no type is cut
            arrays |= _mutated_array(chance, name, arrays.pop(name))
        if not arrays:
            break
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment if chance.random() < 0.7 else b""
    return stream.getvalue()


def _mutated_array(chance: random.Random, name: str, array: np.ndarray) -> dict[str, np.ndarray]:
    array = np.real(array)  # which it is, unless it was changed before
    if name == "document" and chance.random() < 0.8:
        with suppress(ValueError):  # a document that was changed before may be none any more
            changed = mutated_json(chance, array.tobytes().decode())
            return {name: np.frombuffer(changed, dtype=np.uint8)}
    match chance.randrange(8):
        case 0:
            return {}
        case 1:
            return {name: array.astype(chance.choice((np.int64, np.int32, np.float32, np.uint8, np.complex128)))}
        case 2:
            return {name: array[: chance.randrange(len(array) + 1)] if array.ndim else array[None]}
        case 3:
            return {name: np.concatenate([array, array]) if array.ndim else array}
        case 4:
            return {chance.choice(("further", "../outside", f"{name}2")): array}
        case _ if array.size:
            changed = array.copy()
            is_whole = np.issubdtype(array.dtype, np.integer)
            value = chance.choice(WHOLE_NUMBERS if is_whole else NUMBERS)
            low, high = (np.iinfo(array.dtype).min, np.iinfo(array.dtype).max) if is_whole else (-np.inf, np.inf)
            changed.flat[chance.randrange(array.size)] = min(max(value, low), high) if value == value else value
            return {name: changed}
    return {name: array}


PLACES = (
    "A1",
    "A0",
    "XFD1048576",
    "XFE1",
    "A1048577",
    "ZZZZ9",
    "A99999999999",
    "1",
    "",
    "A1:XFD1048576",
    "C3:A1",
    "$B$2",
)
HEADS = (
    '<!DOCTYPE a [<!ENTITY b "bbbb">]>',
    '<!DOCTYPE a SYSTEM "secret">',
    '<?xml version="1.0" encoding="utf-16"?>',
)
_ATTRIBUTE, _TEXT = re.compile(rb'"([^"<>]*)"'), re.compile(rb">([^<>]+)<")


def mutated_workbook(chance: random.Random, content: bytes) -> bytes:
    """A workbook (.xlsx) with a part changed, left out, doubled or inflated, packed again; or its bytes changed."""
    if chance.random() < 0.2:
        return mutated_bytes(chance, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 2))):
        sheets = [name for name in parts if "sheet" in name]
        name = chance.choice(sheets * 3 + list(parts))
        parts |= _mutated_part(chance, name, parts.pop(name))
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, part in parts.items():
            archive.writestr(name, part)
            if chance.random() < 0.01:
                archive.writestr(name, part)
    return stream.getvalue()


def _mutated_part(chance: random.Random, name: str, part: bytes) -> dict[str, bytes]:
    word = chance.choice((*PLACES, *WORDS[:60], *map(str, WHOLE_NUMBERS), *map(str, NUMBERS)))[:2000]
    word = "".join(one for one in word if one.isprintable() and one not in '<>&"')
    match chance.randrange(12):
        case 0:
            return {}
        case 1:
            return {name: mutated_bytes(chance, part)}
        case 2:
            return {name: mutated_text(chance, part.decode("utf-8", "replace"))}
        case 3:
            return {name: chance.choice(HEADS).encode() + part.partition(b"?>")[2]}
        case 4:
            return {name: part, chance.choice(("../outside.xml", "xl/own.xml", "/xl/workbook.xml")): part}
        case 5:
            return {name: part.replace(b"</", chance.choice((b" ", b"<a/>")) * 5_000_000 + b"</", 1)}
        case 6:
            end = part.rfind(b"<row")
            return {name: part[:end] + part[end : part.rfind(b"</sheetData>")] * chance.choice((2, 50)) + part[end:]}
        case 7 | 8 | 9:
            return {name: _one_replaced(chance, _ATTRIBUTE, part, word)}
    return {name: _one_replaced(chance, _TEXT, part, word)}


def _one_replaced(chance: random.Random, pattern: re.Pattern[bytes], part: bytes, word: str) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    start, end = chance.choice(found).span(1)
    return part[:start] + word.encode("utf-8", "replace") + part[end:]


WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Executed:
    """An object whose pickle runs code."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


def mutated_pickle(chance: random.Random, content: bytes, trap: str) -> bytes:
    """A pickled value changed, deep, endless, or one that would write the file `trap`."""
    match chance.randrange(6):
        case 0:
            return pickle.dumps(Executed(trap))
        case 1:
            return pickle.dumps({"amount": Executed(trap), "name": "x"})
        case 2:
            return pickle.dumps(_value(chance))
        case 3:
            value = pickle.loads(content)
            if isinstance(value, dict) and value:
                value[chance.choice(list(value))] = _value(chance)
            return pickle.dumps(value)
        case _:
            return mutated_bytes(chance, content)


def mutants(name: str, mutate: Callable[[random.Random], object], count: int = MUTANTS):
    """Pairs of a seed and a mutant, the same for a name on every machine."""
    for number in range(count):
        seed = f"{name} {number}"
        yield seed, mutate(random.Random(seed))


class Watch:
    """What a program opens for writing, moves or starts outside of the places that it may write to."""

    def __init__(self, *allowed) -> None:
        self.allowed = tuple(os.path.realpath(one) for one in (*allowed, os.devnull))
        self.seen: list[str] = []
        self.on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple) -> None:
        if not self.on:
            return
        if event == "open":
            path, mode, flags = given
            writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & (
                os.O_WRONLY | os.O_RDWR | os.O_CREAT
            )
            places = [path] if writes and isinstance(path, str | bytes | os.PathLike) else []
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"):
            places = [one for one in given if isinstance(one, str | bytes | os.PathLike)]
        elif event in ("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn"):
            self.seen.append(f"{event} {given[:2]}")
            return
        else:
            return
        for place in map(os.fsdecode, places):
            if not os.path.realpath(place).startswith(self.allowed) and "__pycache__" not in place:
                self.seen.append(f"{event} {place}")


@contextmanager
def within(seconds: int):
    """Ends what works for longer, where the system can: seconds of this process, or thirty times as many of any clock.

    A machine that others use gives a process a tenth of its time.
    """

    def stop(*_):
        raise TimeoutError(f"went on for more than {seconds} s")

    if not hasattr(signal, "SIGPROF"):
        yield
        return
    clocks = {signal.ITIMER_PROF: (signal.SIGPROF, seconds), signal.ITIMER_REAL: (signal.SIGALRM, 30 * seconds)}
    before = {told: signal.signal(told, stop) for told, _ in clocks.values()}
    running = {clock: signal.setitimer(clock, most) for clock, (_, most) in clocks.items()}
    try:
        yield
    finally:
        for clock in clocks:
            signal.setitimer(clock, 0)
        for told, former in before.items():
            signal.signal(told, former)
        for clock, left in running.items():  # the limit of the test, which had begun before
            signal.setitimer(clock, *left)
