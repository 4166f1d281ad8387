"""What came down and is to be received (来件), in words."""

from __future__ import annotations

from store.box.inbox import News
from store.box.messages import BOX, BY, SentItem
from store.codec import encode
from widgets import registers
from widgets.display import shown
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.box.inbox import Incoming
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def find(view: View, name: str) -> Incoming | None:
    """What is to be received under a name, `box:e12@b7f3a`, or less of it, `e12`."""
    return next((one for one in view.incoming if _is_called(name, one.origin)), None)


def _is_called(name: str, origin: str) -> bool:
    return bool({name, BOX + name} & {origin, origin.partition(BY)[0]})


def received_as(snapshot: Snapshot, name: str) -> str | None:
    """The id of the record that came down under a name and was received already."""
    if not name:
        return None
    entries = [one.id for one in snapshot.entries.values() if _is_called(name, one.origin)]
    found = entries + [one.id for one in snapshot.findings.values() if _is_called(name, one.origin)]
    return next(iter(found), None)


def kind(incoming: Incoming, view: View, words: Words) -> Shown:
    """What kind of thing it is, in two characters: a notice, an inspection, a close-out, a reopening, a change."""
    if isinstance(incoming.message, SentItem) and incoming.record is None:
        return registers.name(incoming.message.kind, view, words)
    return words(f"inbox.{incoming.news}")


def reason(incoming: Incoming, words: Words) -> Shown:
    """Why nothing is to be done any more about what was taken back; "" of anything else."""
    return words("inbox.taken_back", sender=incoming.sender) if incoming.news is News.WITHDRAWN else shown("")


def about(incoming: Incoming, view: View, words: Words) -> Shown:
    """What it is about, behind its document number; of a finding the rule, its period and what was found."""
    sent = incoming.message
    if isinstance(sent, SentItem):
        return shown(" ".join(filter(None, (sent.doc, sent.title))))
    rule = view.pack.rule(sent.rule, sent.day)
    name = words.of(rule.name) if rule is not None else shown(sent.rule)
    return shown(f"{name} {period_text(sent.period, words)} {words(f'result.{sent.result}')}")


def as_object(incoming: Incoming) -> dict[str, Any]:
    """What came down as a JSON object: the message's own fields, and how it stands here."""
    own = {
        "origin": incoming.origin,
        "news": incoming.news.value,
        "from": incoming.sender,
        "day": incoming.day.isoformat(),
        "due": encode(incoming.due),
        "state": incoming.urgency.value,
        "record": incoming.record,
    }
    return {name: encode(value) for name, value in incoming.message.as_dict().items()} | own
