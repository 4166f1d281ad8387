"""What may be meant by the token under the cursor: kinds, groups, people, places, tags and rules known so far."""

from __future__ import annotations

from operator import itemgetter

from store.box.messages import KINDS
from store.pinyin import EXACT, rank
from store.record import Record
from store.records import LEAVE, Result, Status
from store.snapshot import members_on
from widgets.mentions import mentioned
from widgets.quick_line import duties, groups, links, people, places, rectification, tags, units
from widgets.quick_line.grammar import LineSoFar
from widgets.quick_line.grammars import grammars
from widgets.quick_line.inspection import RESULTS
from widgets.quick_line.kinds import of_registers, parts, read_kind, spellings
from widgets.quick_line.leave import KINDS as LEAVE_KINDS
from widgets.quick_line.leave import WORDS as LEAVE_WORDS
from widgets.quick_line.read_line import understand
from widgets.quick_line.reading import ENTRY, MEETING, InvalidToken, LineContext, LineKind
from widgets.quick_line.record_lines import RESULT_WORDS, in_words
from widgets.quick_line.tokens import COMMAS, Token, list_continues, list_names, separates, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.records import Member
    from widgets.quick_line.reading import LineReading
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Source = Callable[[View, Words], Iterable["CompletionSource"]]

MOST = 8
RECENT = 60
"""Sessions that a link may mean without being spelled out."""
NAMED = frozenset({"person", "bad", "topic", "note", "finding"})
"""Pieces that stand where names are looked for."""


class Candidate(Record):
    """`line[start:end]` would become `text`; `label` is what to show."""

    start: int
    end: int
    text: str
    label: str


class CompletionSource(Record):
    """Something that may be meant: what is typed for it, what it is called, and all that it is found by."""

    text: str
    label: str
    names: tuple[str, ...]
    readings: str = ""


def complete(
    line: str,
    cursor: int,
    view: View,
    words: Words,
    context: LineContext = LineContext(),  # noqa: B008
) -> tuple[Candidate, ...]:
    """At most `MOST` candidates for the token that the cursor stands behind, best first; none where it is right.

    They are ordered by how well what is typed finds them (`store.pinyin`), then by how lately they were used.
    """
    start = cursor
    while start > 0 and not separates(line[start - 1]):
        start -= 1
    end = cursor
    while end < len(line) and not separates(line[end]):
        end += 1
    token = Token(start=start, end=end, text=line[start:end])
    typed = Token(start=start, end=cursor, text=line[start:cursor])
    if typed.mark and typed.mark in "@#%":
        made = {"@": _places, "#": _tags, "%": _linked(line, view)}[typed.mark](view, words)
        return tuple(_fitting(typed.rest, token.end, made))
    before = understand(line[:start], view, context)
    if typed.mark == "+":
        people = _units(view) if _is_sent(before, view) else [*_members(view, words), *_outsiders(view, words)]
        return tuple(_fitting(_last(typed.rest), token.end, people))
    if typed.mark:
        return ()
    first = not line[:start].strip()
    candidates: list[Candidate] = []
    if first and typed.text:
        at = list(parts(typed.text))[-1][0]
        part = Token(start=start + at, end=cursor, text=typed.text[at:])
        candidates += _fitting(part, token.end, _kinds(typed.text[:at], view, words))
    line_kind = before.line_kind or context.line_kind
    if line_kind is not None and not (first and context.line_kind is None):
        typed_names = {one.text for other in split(line[:cursor]) for one in list_names(other)}
        name = _last(typed)
        choices = _answers(before, words) or [
            one
            for source in _wanted(line_kind, before, line, typed)
            for one in SOURCES[source](view, words)
            if one.text not in typed_names - {name.text}
        ]
        candidates += _fitting(name, token.end, choices)
    return tuple(candidates[:MOST])


def _wanted(line_kind: LineKind, before: LineReading, line: str, typed: Token) -> list[str]:
    """The sources of what a grammar looks for next, with nothing but the kind and what stands before said."""
    tokens = split(line[: typed.start])
    so_far = LineSoFar(
        line_kind=line_kind,
        pieces=frozenset(piece.part for piece in before.pieces),
        names=sum(piece.part in NAMED for piece in before.pieces),
        listing=bool(tokens and typed.text and list_continues(line, tokens[-1], typed)),
    )
    return grammars()[line_kind.grammar].wants(so_far).split()


def _last(token: Token) -> Token:
    """The name of a list that is being typed."""
    at = max((token.text.rfind(comma) for comma in COMMAS), default=-1) + 1
    return Token(start=token.start + at, end=token.end, text=token.text[at:])


def _fitting(typed: Token, end: int, choices: Iterable[CompletionSource]) -> list[Candidate]:
    """The choices that what is typed finds, best first. Nothing typed finds all, in their own order."""
    ranked = []
    for order, choice in enumerate(choices):
        ranks = [one for name in choice.names if (one := rank(typed.text, name, choice.readings or None)) is not None]
        if ranks:
            ranked.append((min(ranks), order, choice))
    ranked.sort(key=itemgetter(0, 1))
    if len(ranked) == 1 and ranked[0][0] == EXACT and ranked[0][2].text.rstrip() == typed.text:
        return []
    return [
        Candidate(start=typed.start, end=end, text=choice.text, label=choice.label) for _, _, choice in ranked[:MOST]
    ]


def _kinds(before: str, view: View, words: Words) -> list[CompletionSource]:
    """Every kind that may stand alone, or behind a `+` those of meetings that are not said yet."""
    kind = read_kind(before.rstrip("+＋"), view) if before else None
    kinds = kind.kinds if isinstance(kind, LineKind) else ()
    named = [
        one
        for one in (*spellings(), *of_registers(view))
        if not before or (one.line_kind.grammar == MEETING and one.line_kind.kinds[0] not in kinds)
    ]
    return [
        CompletionSource(text=f"{name} ", label=name, names=(*kind.names, *kind.initials, *kind.english))
        for kind in named
        for name in (in_words((kind.names[0], (kind.english or kind.names)[0]), words.lang),)
    ]


def _is_sent(before: LineReading, view: View) -> bool:
    """Whether a line is of something that a committee sends: then a `+` names units."""
    return view.committee is not None and before.line_kind is not None and before.line_kind.register in KINDS


def _units(view: View) -> list[CompletionSource]:
    return [
        CompletionSource(
            text=units.typed(one.unit, view), label=one.name, names=(view.unit(one.unit), one.name, one.unit)
        )
        for one in view.units
    ]


def _groups(view: View, words: Words) -> Iterable[CompletionSource]:
    for number, group in enumerate(groups.groups(view, view.today), 1):
        name = "".join(group.name.split())
        yield CompletionSource(text=name + " ", label=group.name, names=(group.name, view.group(group.id), str(number)))


def _places(view: View, words: Words) -> list[CompletionSource]:
    return [CompletionSource(text="".join(one.split()) + " ", label=one, names=(one,)) for one in places.places(view)]


def _tags(view: View, words: Words) -> list[CompletionSource]:
    """By the names that records hold; what another language calls them stands behind."""
    return [
        CompletionSource(text=tag + " ", label=" ".join(dict.fromkeys((tag, words.of(texts)))), names=(tag, texts.en))
        for tag, texts in tags.tags(view).items()
    ]


def _linked(line: str, view: View) -> Source:
    """What a `%` may mean: an open entry; on an entry's own line a session about it."""
    first = next(iter(line.split()), "")
    kind = read_kind(first, view) if first else None
    return _sessions if isinstance(kind, LineKind) and kind.grammar == ENTRY else _entries


def _sessions(view: View, words: Words) -> list[CompletionSource]:
    """The sessions that were held, the latest first."""
    held = sorted(
        (meeting for meeting in view.snapshot.meetings.values() if meeting.held),
        key=lambda meeting: (meeting.day, meeting.id),
    )
    return [
        CompletionSource(
            text=f"{meeting.id} ",
            label=links.record_text(meeting.id, view, words),
            names=(meeting.id, links.about(meeting, view)),
        )
        for meeting in reversed(held[-RECENT:])
    ]


def _findings(view: View, words: Words, *, closed: bool = False) -> list[CompletionSource]:
    """The findings that are to be rectified, or those that were, the latest first."""
    return [
        CompletionSource(text=f"{finding.id} ", label=f"{finding.id} {label}", names=(finding.id, label, finding.text))
        for finding in sorted(view.snapshot.findings.values(), key=lambda one: (one.day, one.id), reverse=True)
        if finding.result is not Result.EXECUTED and (finding.closed is not None) == closed
        for label in (rectification.finding_text(finding, view, words),)
    ]


def _entries(view: View, words: Words) -> list[CompletionSource]:
    """The open entries of registers by number, title and id."""
    return [
        CompletionSource(text=one.id + " ", label=f"{one.id} {one.title}", names=(one.id, one.title, one.doc))
        for one in links.open_entries(view)
    ]


def _members(view: View, words: Words) -> list[CompletionSource]:
    """The members of today, those whom records named last first; two of one name are told apart."""

    def work_out() -> list[CompletionSource]:
        lately = {id: order for order, id in enumerate(mentioned(view, "Person"))}
        here = sorted(members_on(view.snapshot, view.today), key=lambda one: lately.get(one.id, len(lately)))
        return [_person(member, here, view) for member in here]

    return view.once("quick.members", work_out)


def _person(member: Member, others: Sequence[Member], view: View) -> CompletionSource:
    label = people.distinct_name(member, others)
    return CompletionSource(
        text=people.typed(member, view), label=label, names=(member.name, member.id), readings=member.pinyin
    )


def _outsiders(view: View, words: Words) -> list[CompletionSource]:
    return [
        CompletionSource(text=people.typed_person(name, view), label=name, names=(name,))
        for name in people.outsiders(view)
    ]


def _rules(view: View, words: Words) -> Iterable[CompletionSource]:
    for rule in duties.rules(view, view.today):
        plain = in_words(("".join(rule.short.zh.split()), rule.id), words.lang)
        alone = duties.find(plain, view, view.today) == rule
        yield CompletionSource(
            text=(plain if alone else rule.id) + " ",
            label=f"{words.of(rule.short)} {rule.id}",
            names=(rule.short.zh, rule.name.zh, rule.id, rule.short.en, rule.name.en),
        )


def _results(view: View, words: Words) -> Iterable[CompletionSource]:
    for result, both in RESULT_WORDS.items():
        word = in_words(both, words.lang)
        codes = tuple(text for text, known in RESULTS.items() if known is result)
        yield CompletionSource(text=word + " ", label=word, names=codes)


def _leaves(view: View, words: Words) -> Iterable[CompletionSource]:
    for status in (one for one in Status if one in LEAVE):
        word = in_words(LEAVE_WORDS[status], words.lang)
        codes = tuple(text for text, known in LEAVE_KINDS.items() if known is status)
        yield CompletionSource(text=word + " ", label=word, names=codes)


def _answers(before: LineReading, words: Words) -> list[CompletionSource]:
    """What answers the question that the line before the token leaves open."""
    whys = [problem.why for problem in before.problems if isinstance(problem.why, InvalidToken)]
    texts = dict.fromkeys(words.of(text) for why in whys for text in why.facts.get("answers", ()))
    return [CompletionSource(text=text + " ", label=text, names=(text,)) for text in texts]


SOURCES: dict[str, Source] = {
    "members": _members,
    "outsiders": _outsiders,
    "groups": _groups,
    "rules": _rules,
    "results": _results,
    "leaves": _leaves,
    "entries": _entries,
    "findings": _findings,
    "closed_findings": lambda view, words: [*_findings(view, words, closed=True), *_findings(view, words)],
    "units": lambda view, words: [one.but(text=f"{one.text} ") for one in _units(view)],
}
"""What a grammar may look for next."""
