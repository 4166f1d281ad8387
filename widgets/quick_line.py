"""One line of text to an edit: what will be stored, said in full, or what is not understood. Nothing is guessed.

The plainest grammar: `kind[+kind…] YYYY-MM-DD [HH:MM] topic…`, for sessions of the whole branch or its committee.
"""

from __future__ import annotations

from datetime import date

from store.edits import Add
from store.pinyin import fold
from store.record import Record
from store.records import Item, Kind, Meeting
from widgets.display import shown
from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.edits import Edit
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words


class Reading(Record):
    """Either an edit with its preview, or a complaint."""

    edit: Edit | None = None
    preview: Shown = shown("")
    complaint: Shown = shown("")


def read(line: str, snapshot: Snapshot, today: date, words: Words) -> Reading:
    """What a line means for a branch on a day."""
    tokens = line.replace("\u3000", " ").split()
    kinds = _kinds(tokens[0]) if tokens else None
    if kinds is None:
        return Reading(complaint=words("quick.no_kind", text=tokens[0] if tokens else ""))
    if Kind.GROUP_MEETING in kinds and snapshot.branch is not None and snapshot.branch.groups:
        return Reading(complaint=words("quick.no_group"))
    day = _day(tokens[1]) if len(tokens) > 1 else None
    if day is None:
        return Reading(complaint=words("quick.no_day", text=tokens[1] if len(tokens) > 1 else ""))
    rest = tokens[2:]
    time = _time(rest[0]) if rest else None
    if time is not None:
        rest.pop(0)
    topic = " ".join(rest)
    if not all(character.isprintable() for character in topic):
        return Reading(complaint=words("quick.control"))
    meeting = Meeting(id="", day=day, time=time, items=tuple(Item(kind=kind) for kind in kinds), topic=topic)
    said = "+".join(words(f"kind.{kind}") for kind in kinds)
    when = f"{day.isoformat()} {words(f'weekday.{day.weekday()}')} {time or ''}".rstrip()
    preview = words("quick.meeting", kinds=said, when=when, topic=topic)
    return Reading(edit=Add(table="meetings", record=meeting), preview=preview)


def _kinds(text: str) -> tuple[Kind, ...] | None:
    known = {fold(kind.value): kind for kind in Kind}
    for lang in LANGUAGES:
        words = words_of(lang)
        for kind in Kind:
            known[fold(words(f"kind.{kind}"))] = known[fold(words(f"kind.short.{kind}"))] = kind
    found = [known.get(fold(part)) for part in text.replace("＋", "+").split("+")]
    return None if None in found or len(set(found)) < len(found) else tuple(kind for kind in found if kind is not None)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if len(text) == 10 and 1950 <= day.year < 2150 else None


def _time(text: str) -> str | None:
    hour, colon, minute = text.replace("：", ":").partition(":")
    if not (colon and len(minute) == 2 and 1 <= len(hour) <= 2 and (hour + minute).isascii()):
        return None
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        return None
    return f"{int(hour):02d}:{minute}"
