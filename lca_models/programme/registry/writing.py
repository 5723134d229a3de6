"""The one way in which a registry changes: one lock, one transaction, and an event for whatever is declared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from lca_models.programme.registry.errors import Problem, UnknownError
from lca_models.programme.registry.folding import kind_of, statements
from lca_models.programme.registry.log import Head, Value, canonical, chained, event_body, head_of, salted
from lca_models.programme.registry.schema import chain_head, events, texts
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Executable


class Write:
    """A transaction that holds the lock of a registry; what is written in it stands together or not at all."""

    def __init__(self, connection: Connection, actor: str | None, now_us: int) -> None:
        self._connection = connection
        self._head: Head = head_of(connection, locked=True)
        self.actor = actor
        self.now = now_us

    def run(self, statement: Executable, rows: Any = None) -> CursorResult[Any]:
        """What a statement answers; for columns that events tell, `event` writes them."""
        return self._connection.execute(statement, rows)

    def event(
        self,
        kind: str,
        subject: str,
        data: Mapping[str, Value],
        text: str = "",
        untold: Mapping[str, Any] | None = None,
    ) -> int:
        """Append an event and write what its kind does to the tables (`kinds.csv`); its number.

        `text`: words of a person, of which the log holds a salted hash as `text`. `untold`: columns of an added row that the
        log does not tell, such as a secret's hash. Raises InvalidError for a kind that there is none of and data that the log
        cannot hold, UnknownError where the row that it changes is not there.
        """
        told = {**data, "text": self.text(text)} if text else dict(data)
        n = self._head.n + 1
        found = kind_of(kind, subject)
        body = event_body(n, self.now, kind, self.actor, subject, told)
        digest = chained(bytes.fromhex(self._head.hash), body).hex()
        self.run(insert(events), {
            "n": n, "at": self.now, "kind": kind, "actor": self.actor, "subject": subject, "body": body.decode(),
            "hash": digest,
        })  # fmt: skip
        self.run(update(chain_head), {"n": n, "hash": digest})
        self._head = Head(n, digest)
        normal = json_of(told)
        for statement, rows in statements(found, n, subject, normal, untold or {}):
            if self.run(statement, rows).rowcount == 0 and statement.is_update:
                raise UnknownError(Problem(subject, *bilingual("is not in this registry")))
        return n

    def text(self, body: str) -> str:
        """Keep words of a person apart from the log, where they can be deleted; what the log calls them by."""
        kept = salted(body)
        self.run(insert(texts).values(ref=kept.ref, salt=kept.salt, body=kept.body))
        return kept.ref

    @property
    def connection(self) -> Connection:
        """The connection of the transaction, for reading inside of it."""
        return self._connection

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._connection.dialect.name

    @property
    def head(self) -> Head:
        """The last event, of this transaction or before it."""
        return self._head


def json_of(data: Mapping[str, Value]) -> dict[str, Any]:
    """Data as the log gives it back: text in NFC."""
    found: dict[str, Any] = json.loads(canonical(data))
    return found
