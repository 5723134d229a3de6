"""What a form carries: read within a limit, and shown again beside what is wrong with it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Self

from fastapi import Request
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from lca_models.programme.registry.errors import InvalidError, Problem, RegistryError, TooLargeError
from lca_models.programme.service.problems import STATUSES
from lca_models.scope.wording.messages import bilingual

TOKEN, VERB = "form_token", "do"  # hidden fields: that it is ours, and what it asks for
LARGEST = 256 * 2**10  # bytes of a form without a file
OVERHEAD = 64 * 2**10  # bytes of a form beside its file
_MULTIPART = "multipart/form-data"


@dataclass(frozen=True)
class Form:
    """Fields of a form; a field may come several times."""

    fields: Mapping[str, Sequence[str]]
    file: BinaryIO | None = None
    file_name: str = ""

    def text(self, name: str) -> str:
        """A field, without the blanks around it; empty where it is missing."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """The file closed, and what is kept of it on disk gone."""
        if self.file is not None:
            self.file.close()

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(self.fields.get(name, ()))


@dataclass(frozen=True)
class Failed:
    """A form that was not done, and why: problems by field; those of no field of it under the empty name."""

    form: str  # which one of the page
    values: Form
    problems: Sequence[Problem] = field(default=())
    status: int = 422

    def at(self, form: str, name: str, others: Sequence[str] = ()) -> tuple[Problem, ...]:
        """Problems of a field; of none of the `others` for the empty name."""
        if form != self.form:
            return ()
        if name:
            return tuple(one for one in self.problems if one.where == name)
        return tuple(one for one in self.problems if one.where not in others)

    def value(self, form: str, name: str) -> str:
        """What was given in a field."""
        return self.values.text(name) if form == self.form else ""


NOTHING = Failed("", Form({}))


async def form_of(request: Request, most_of_file: int = 0) -> Form:
    """The form of a request. `most_of_file`: bytes of a file in it; 0: there is none.

    Raises TooLargeError, InvalidError for what is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if most_of_file and kind == _MULTIPART:
            parser = MultiPartParser(
                request.headers, _limited(request, most_of_file + OVERHEAD), max_files=1, max_fields=20
            )
            found = await parser.parse()
        else:
            found = await FormParser(request.headers, _limited(request, LARGEST)).parse()
    except _TooLargeError:
        said = bilingual("is larger than {most:,} bytes", most=most_of_file or LARGEST)
        raise TooLargeError(Problem("bundle" if most_of_file else "", *said)) from None
    except (MultiPartException, UnicodeDecodeError, KeyError):
        raise InvalidError(Problem("", *bilingual("this is no form; load the page again"))) from None
    fields: dict[str, list[str]] = {}
    file, name = None, ""
    for key, value in found.multi_items():
        if isinstance(value, str):
            fields.setdefault(key, []).append(value)
        else:
            file, name = value.file, value.filename or ""
    return Form(fields, file, name)


def tried(form: str, values: Form, act: Callable[[], object]) -> Failed | None:
    """Do what a form asks; None where it is done, else why it is not."""
    try:
        act()
    except RegistryError as error:
        return Failed(form, values, tuple(error.problems), STATUSES.get(error.code, 400))
    return None


class _TooLargeError(MultiPartException):
    """More has arrived than may. Of the parser's own kind, at which it closes what it keeps."""


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    there = 0
    async for part in request.stream():
        there += len(part)
        if there > most:
            raise _TooLargeError("")
        yield part
