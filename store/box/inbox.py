"""What came down and is not stored yet (来件), and the edits that store it (收下). Looking stores nothing.

What is shown and received is told by the records themselves: whatever names an item's id above in its `origin` is it.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from store.box.messages import BOX, BY, KINDS, NOTICE, NUMBER, SentFinding, SentItem
from store.box.read_as import came_as, fields_of, form_of, line_of, number_of
from store.box.sent import knows
from store.edits import Add, Change, change
from store.packs.registers import register_of
from store.periods import SOON_DAYS
from store.record import Record
from store.records import CLOSED_ABOVE, TAKEN_BACK, Entry, Finding, Result
from store.rejected import Rejected
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any

    from store.box.messages import Down
    from store.edits import Edit
    from store.packs.rule import Pack
    from store.snapshot import Snapshot


class News(TextEnum):
    """What there is to receive: an item, a finding; of what is here, that it was changed above, or taken back there; of
    a finding, that it was closed there, reopened, or sent again (of an item that is a change).
    """

    ITEM = "item"
    CHANGED = "changed"
    FINDING = "finding"
    CLOSED = "closed"
    REOPENED = "reopened"
    RESENT = "resent"
    WITHDRAWN = "withdrawn"


class Urgency(TextEnum):
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    OPEN = "open"


class Incoming(Record):
    """One thing to receive. `origin` is its name here (`box:e12`), `sender` who sent it, `record` the entry or finding
    here that it is about, None for what is new.
    """

    origin: str
    news: News
    sender: str
    message: SentItem | SentFinding
    day: date
    due: date | None
    urgency: Urgency
    record: str | None = None


def incoming(snapshot: Snapshot, down: Down | None, today: date) -> tuple[Incoming, ...]:
    """What is to be received, the most urgent first: overdue, then by its day (undated last), then as it was sent."""
    if down is None:
        return ()
    entries = {one.origin: one for one in snapshot.entries.values() if one.origin}
    findings = {one.origin: one for one in snapshot.findings.values() if one.origin}
    found: dict[str, Incoming] = {}
    for item in down.items:
        entry = entries.get(BOX + item.origin)
        if entry is None:
            made = _incoming(item, News.ITEM, down.sender, today)
            found.setdefault(made.origin, made)
        elif _is_changed(item, entry):
            made = _incoming(item, News.CHANGED, down.sender, today, entry.id)
            found.setdefault(made.origin, made)
    for sent in down.findings:
        stored = findings.get(BOX + sent.origin)
        news = _news(sent, stored)
        if news is not None:
            made = _incoming(sent, news, down.sender, today, stored.id if stored is not None else None)
            found.setdefault(made.origin, made)
    if down.mark:
        for one in _taken_back(down, (*entries.values(), *findings.values()), today):
            found.setdefault(one.origin, one)
    return tuple(sorted(found.values(), key=lambda one: (one.due is None, one.due or one.day)))


def _taken_back(down: Down, records: Iterable[Entry | Finding], today: date) -> Iterator[Incoming]:
    """What this committee has sent, and is not settled here, and stands no longer among all that it sends."""
    standing = {f"{BOX}{item.origin}" for item in down.items} | {f"{BOX}{found.origin}" for found in down.findings}
    for record in records:
        if record.origin.startswith(BOX) and record.origin.endswith(BY + down.mark) and record.origin not in standing:
            origin = record.origin.removeprefix(BOX)
            if isinstance(record, Finding) and record.closed is None and record.result is not Result.EXECUTED:
                gone = SentFinding(
                    origin=origin, rule=record.rule, period=record.period, result=record.result.value,
                    text=record.text, day=record.day,
                )  # fmt: skip
                yield _incoming(gone, News.WITHDRAWN, down.sender, today, record.id)
            elif isinstance(record, Entry) and _runs(record):
                item = SentItem(origin=origin, kind=record.kind, title=record.title, doc=record.doc, day=record.day)
                yield _incoming(item, News.WITHDRAWN, down.sender, today, record.id)


def _runs(entry: Entry) -> bool:
    return entry.done is None and not entry.dropped


def _is_changed(item: SentItem, entry: Entry) -> bool:
    """Whether something that is not closed here reads otherwise above than it did when it was received last, or was
    taken back there and is sent again.
    """
    if entry.came == TAKEN_BACK:
        return True
    return _runs(entry) and bool(entry.came) and not entry.came.startswith(form_of(item))


def _news(sent: SentFinding, stored: Finding | None) -> News | None:
    if stored is None:
        return News.FINDING if sent.closed is None else None
    if sent.closed is not None:
        return News.CLOSED if stored.closed is None and stored.result is not Result.EXECUTED else None
    if stored.came == TAKEN_BACK:
        return News.RESENT
    if sent.reopened is not None and not knows(stored.reopened, stored.closed, stored.due, sent):
        return News.REOPENED
    if stored.came == CLOSED_ABOVE:
        return News.RESENT
    return News.CHANGED if stored.closed is None and stored.came not in ("", form_of(sent)) else None


def _incoming(
    message: SentItem | SentFinding, news: News, sender: str, today: date, record: str | None = None
) -> Incoming:
    day = message.day
    if isinstance(message, SentFinding):
        day = {News.CLOSED: message.closed, News.REOPENED: message.reopened}.get(news) or message.day
    due = None if news is News.CLOSED else message.due
    return Incoming(
        origin=BOX + message.origin,
        news=news,
        sender=sender,
        message=message,
        day=day,
        due=due,
        urgency=_urgency(due, today),
        record=record,
    )


def _urgency(due: date | None, today: date) -> Urgency:
    if due is None or (due - today).days >= SOON_DAYS:
        return Urgency.OPEN
    return Urgency.OVERDUE if due < today else Urgency.DUE_SOON


class Receive(Record):
    """A new record of what came down; refused with `there` (id, by, at) where it is stored already."""

    record: Entry | Finding
    why: str = "receive"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        table = "entries" if isinstance(self.record, Entry) else "findings"
        for there in snapshot.tables[table].values():
            if there.origin == self.record.origin:  # type: ignore[attr-defined]
                return Rejected(code="there", facts={"id": there.id, "by": there.by, "at": there.at})
        return Add(table=table, record=self.record).apply(snapshot)


def receive(incoming: Incoming, snapshot: Snapshot, today: date, pack: Pack, reply: str = "") -> Edit:
    """The edit that stores one thing of the box, and, with a `reply`, closes the entry on the spot; of what was taken
    back above the reply is why nothing is to be done about it any more.
    """
    if incoming.news is News.WITHDRAWN and incoming.record is not None:
        return _take_back(incoming, snapshot, today, reply)
    if incoming.news is News.CHANGED and incoming.record is not None:
        return _change(incoming, snapshot)
    if isinstance(incoming.message, SentItem):
        entry = _entry(incoming, incoming.message, today, pack)
        return Receive(record=entry.but(done=today, result=reply) if reply else entry)
    if incoming.record is None:
        return Receive(record=_finding(incoming, incoming.message))
    finding = snapshot.findings[incoming.record]
    fields: dict[str, Any]
    if incoming.news is News.CLOSED:
        fields = {"closed": incoming.message.closed, "came": CLOSED_ABOVE}
    else:
        fields = fields_of(incoming.message) | {"closed": None, "reopened": incoming.message.reopened}
        fields |= {"came": came_as(incoming.message)} | ({"closing": ""} if finding.came == TAKEN_BACK else {})
    return change("findings", finding, fields, f"receive_{incoming.news}")


def changed_fields(incoming: Incoming, snapshot: Snapshot) -> dict[str, Any]:
    """What receiving a change above changes here. What was noted here stays, below the text from above."""
    sent, id = incoming.message, incoming.record or ""
    record: Entry | Finding
    if isinstance(sent, SentFinding):
        record, wanted = snapshot.findings[id], fields_of(sent)
    else:
        record = entry = snapshot.entries[id]
        wanted = fields_of(sent) | ({"dropped": ""} if entry.came == TAKEN_BACK else {})
        if entry.note and entry.came[8:] != number_of(entry.note):
            wanted["note"] = entry.note if wanted["note"] in entry.note else f"{wanted['note']}\n{entry.note}"
    return {name: value for name, value in wanted.items() if value != getattr(record, name)}


def _change(incoming: Incoming, snapshot: Snapshot) -> Change:
    sent, table = incoming.message, "entries" if isinstance(incoming.message, SentItem) else "findings"
    fields = changed_fields(incoming, snapshot) | {"came": came_as(sent)}
    return change(table, snapshot.tables[table][incoming.record or ""], fields, f"receive_{News.CHANGED}")


def _take_back(incoming: Incoming, snapshot: Snapshot, today: date, why: str) -> Change:
    """An entry is dropped, a finding closed, with the reason: else with who has taken it back."""
    reason, id = why or line_of(incoming.sender), incoming.record or ""
    fields: dict[str, Any]
    if isinstance(incoming.message, SentItem):
        table, fields = "entries", {"dropped": reason, "came": TAKEN_BACK}
    else:
        table, fields = "findings", {"closed": today, "closing": reason, "came": TAKEN_BACK}
    return change(table, snapshot.tables[table][id], fields, f"receive_{News.WITHDRAWN}")


_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")


def lacks_number(entry: Entry, reply: str) -> bool:
    """Whether a number is asked back for what came down, and the reply is none. Full-width digits are digits."""
    asked = entry.reply == NUMBER and entry.origin.startswith(BOX)
    return asked and _NUMBER.fullmatch(normalize("NFKC", reply).strip()) is None


def _entry(incoming: Incoming, item: SentItem, today: date, pack: Pack) -> Entry:
    kind = item.kind if item.kind in KINDS else NOTICE
    register = register_of(pack.settings, kind)
    subs = {sub.zh for sub in register.subs} if register is not None else set()
    return Entry(
        id="",
        kind=kind,
        sub=item.sub if item.sub in subs else "",
        day=today,
        origin=incoming.origin,
        came=came_as(item),
        **fields_of(item),
    )


def _finding(incoming: Incoming, sent: SentFinding) -> Finding:
    return Finding(
        id="",
        day=sent.day,
        inspector=line_of(incoming.sender),
        origin=incoming.origin,
        reopened=sent.reopened,
        came=came_as(sent),
        **fields_of(sent),
    )
