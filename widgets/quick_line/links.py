"""`%31号`: which entry of a register a line is about; on an entry's own line, which record is about it.

An entry is named by its id, its document number or words of its title, pinyin too; a record by its id, its day or words
of what it is about. 〔〕, [] and （） in document numbers are one.
"""

from __future__ import annotations

from store.folding import fold
from store.packs.rule import text as two_languages
from store.pinyin import matches
from store.rules import entries
from store.rules.links import LINKING
from widgets.display import shown
from widgets.kinds.defaults import summary
from widgets.quick_line.reading import InvalidToken, choices
from widgets.when.moments import read_when
from widgets.words.lexicon import BOTH, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from store.packs.rule import Text
    from store.records import Entry, Meeting, Stored
    from widgets.display import Shown
    from widgets.quick_line.reading import TokenPool
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

BRACKETS = str.maketrans(dict.fromkeys("〔[［【（(", "(") | dict.fromkeys("〕]］】）)", ")"))
TITLE = 12
"""Characters of a title that tell one of several."""


def take_about(pool: TokenPool) -> tuple[str, ...]:
    """The entries that a line is about, once each."""
    return _take_linked(pool, lambda text: find_entry(text, pool.view))


def take_records(pool: TokenPool) -> tuple[str, ...]:
    """The records that are about the entry of a line, once each."""
    return _take_linked(pool, lambda text: find_record(text, pool.view, pool.today))


def _take_linked(pool: TokenPool, find: Callable[[str], str | InvalidToken]) -> tuple[str, ...]:
    ids: list[str] = []
    for token in pool.marked("%"):
        id = find(token.rest.text)
        if isinstance(id, InvalidToken):
            pool.bad(token, id)
        else:
            pool.take(token, "about")
            ids.append(id)
    return tuple(dict.fromkeys(ids))


def doc_key(text: str) -> str:
    """A document number for comparison."""
    return fold(text.translate(BRACKETS))


def open_entries(view: View) -> Sequence[Entry]:
    """The entries that are neither done nor given up, the latest first."""

    def work_out() -> list[Entry]:
        rows = entries.rows(view.snapshot, view.today, view.pack)
        live = {row.id for row in rows if row.state in entries.RUNNING or row.state == "standing"}
        found = [one for one in view.snapshot.entries.values() if one.id in live]
        return sorted(found, key=lambda one: (one.day, one.id), reverse=True)

    return view.once("quick.open_entries", work_out)


def find_entry(text: str, view: View) -> str | InvalidToken:
    """The id of the entry that a text means: an open one, else any."""
    if not text:
        return InvalidToken(code="empty_mark")
    if text in view.snapshot.entries:
        return text
    for among in (open_entries(view), view.snapshot.entries.values()):
        entries = _best_fits(text, among)
        if entries:
            titles = [two_languages(*[f"{one.id} {one.title[:TITLE]}"] * 2) for one in entries]
            return _only(entries, titles, "several_entries")
    return InvalidToken(code="no_entry", facts={"name": text})


def _best_fits(text: str, among: Iterable[Entry]) -> list[Entry]:
    """The entries that a text fits best: their numbers whole, their titles whole, parts of either, letters."""
    among = list(among)
    wanted, words = doc_key(text), fold(text)
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda one: bool(one.doc) and doc_key(one.doc) == wanted,
        lambda one: fold(one.title) == words,
        lambda one: _ends(doc_key(one.doc), wanted),
        lambda one: words in fold(one.title),
        lambda one: len(text) > 1 and text.isascii() and matches(text, one.title) is not None,
    )
    for fits in tests:
        fitting = [one for one in among if fits(one)]
        if fitting:
            return fitting
    return []


def _ends(number: str, part: str) -> bool:
    """Whether a part stands in a document number, and not within a longer figure of it."""
    at = number.find(part)
    return at >= 0 and not (part[0].isdigit() and at and number[at - 1].isdigit())


def _only(named: Sequence[Stored], names: Sequence[Text], code: str) -> str | InvalidToken:
    return named[0].id if len(named) == 1 else InvalidToken(code=code, facts={"choices": choices(names)})


def find_record(text: str, view: View, today: date) -> str | InvalidToken:
    """The id of the record that a text means: a meeting, training, talk or finding."""
    if not text:
        return InvalidToken(code="empty_mark")
    located = view.snapshot.find(text)
    if located is not None:
        return text if located[0] in LINKING else InvalidToken(code="not_linked", facts={"name": text})
    several = _records(text, view, today)
    if not several:
        return InvalidToken(code="no_record", facts={"name": text})
    names = [two_languages(*(_one_of_several(one, view, words_of(lang)) for lang in BOTH)) for one in several]
    return _only(several, names, "several_records")


def _one_of_several(record: Stored, view: View, words: Words) -> str:
    """A record among several that are alike."""
    day, kind, about = summary(record, view, words)
    return f"{record.id} {day} {kind} {about[:TITLE]}".rstrip()


def _records(text: str, view: View, today: date) -> list[Meeting]:
    """Sessions of the day that a text says, else those about what it says."""
    when = read_when(text, today, "record")
    day = getattr(when, "day", None)
    meetings = view.snapshot.meetings.values()
    if day is not None:
        return [one for one in meetings if one.day == day]
    wanted = fold(text)
    named = [(one, about(one, view)) for one in meetings]
    letters = text.isascii() and len(text) > 1
    return [one for one, said in named if wanted in fold(said) or (letters and matches(text, said) is not None)]


def about(record: Stored, view: View) -> str:
    """What a record is about, with its day and kind, as it is looked for."""
    return _brief(record, view, words_of("zh"))


def record_text(id: str, view: View, words: Words) -> Shown:
    """A record or an entry in a few words."""
    found = view.snapshot.find(id)
    return shown(f"{id}  {_brief(found[1], view, words)}" if found is not None else id)


def _brief(record: Stored, view: View, words: Words) -> str:
    day, kind, about = summary(record, view, words)
    return f"{day} {kind} {about}"
