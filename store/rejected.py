"""The store's no: what a change is answered that can't be made."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Rejected(Record):
    """Why an edit can't be made of the freshest data: a code, and the facts that a sentence about it needs.

    `there` (id, by, at: there is one already) ·
    `gone` (id) · `changed` (id, by, at) · `named` (id; table, other and field of the first of n places that name it) ·
    `conflict` (id, field, mine, theirs, and for a roll or reasons the member) · `future` (id, day) · `not_expected`
    (id, member) · `nobody` (id: no one is expected).
    """

    code: str
    facts: dict[str, Any] = {}  # noqa: RUF012
