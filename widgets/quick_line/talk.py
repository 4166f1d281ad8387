"""A talk: `谈话 person person [date] [kind of talk] note…`; the first is who talks, the second with whom."""

from __future__ import annotations

from store.edits import Add
from store.records import Talk, TalkKind
from widgets.quick_line import people, preview, record_lines
from widgets.quick_line.day_and_time import take_past_day
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.links import take_about
from widgets.quick_line.meeting import take_place, take_tags
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.tokens import Token, list_continues, list_names
from widgets.quick_line.word_table import by_word, take_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.edits import Edit
    from store.records import Stored
    from widgets.quick_line.reading import LineKind, TokenPool

KINDS = by_word(
    {
        TalkKind.HEART: "谈心谈话 谈心 heart",
        TalkKind.REMINDER: "提醒谈话 提醒 reminder",
        TalkKind.CRITICISM: "批评教育 批评 ppjy criticism",
        TalkKind.VISIT: "走访慰问 走访 家访 慰问 送学上门 zfww visit",
        TalkKind.CONTACT: "联系 联系党员 lx contact",
    }
)
TWO = 2


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The talk that a line says; None where something is missing or not understood."""
    place = take_place(pool)
    labels = take_tags(pool)
    about = take_about(pool)
    pool.refuse_marks("!", "talk")
    kind = take_word(pool, KINDS, "kind_word") or TalkKind.HEART
    day = take_past_day(pool, of_period=False)
    pool.refuse_marks("+", "talk")
    pair = _take_pair(pool, day)
    note = pool.rest("note")
    if len(pair) < TWO or pool.problems:
        return None
    talk = Talk(
        id="", talker=pair[0], partner=pair[1], day=day, kind=kind, place=place, note=note, tags=labels, about=about
    )
    return Add(table="talks", record=talk), (talk,)


def _take_pair(pool: TokenPool, day: date) -> list[str]:
    """The first two names left; a third one that a comma ties to them is too many."""
    pair: list[str] = []
    before: Token | None = None
    for token in list(pool.left):
        if len(pair) >= TWO and not (before and list_continues(pool.line, before, token)):
            break
        named = [_find(one, pool, day) for one in list_names(token)]
        wrong = next((one for one in named if isinstance(one, InvalidToken)), None)
        if wrong is not None:
            pool.bad(token, wrong)
            return pair
        if len(pair) + len(named) > TWO:
            pool.bad(token, InvalidToken(code="two_people"))
            return pair
        pool.take(token, "person")
        pair += [one for one in named if isinstance(one, str)]
        before = token
    if len(pair) < TWO and not pool.problems:
        pool.lacks("needs_two")
    if len(pair) == TWO and pair[0] == pair[1] and before is not None:
        pool.bad(before, InvalidToken(code="same_person"))
    return pair


def _find(token: Token, pool: TokenPool, day: date) -> str | InvalidToken:
    found = people.known(token.text, pool.view, day, outside=True)
    return found.but(facts={"name": token.text} | found.facts) if isinstance(found, InvalidToken) else found


GRAMMAR = LineGrammar(
    id="talk",
    table="talks",
    names="谈话 谈心谈话 谈心",
    initials="th txth tx",
    english="talk",
    read=read,
    parts=preview.talk_parts,
    line=record_lines.talk_line,
    wants=lambda line: "members outsiders" if line.names < TWO else "",
    goes_to={"kind_word": "kind", "tag": "tags", "note": "note", "bad": "note"},
    people=("talker", "partner"),
)
