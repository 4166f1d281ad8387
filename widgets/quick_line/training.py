"""Training: `培训 person[,person…] hours [岗前|在职|考察学习] [集中] [date] [#tag] topic…`; one record a member."""

from __future__ import annotations

from store.edits import Add, as_one
from store.records import CAME, MOST_HOURS, Training, TrainingForm, TrainingKind
from widgets.quick_line import notices, preview, record_lines
from widgets.quick_line.day_and_time import take_past_day
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.links import take_about
from widgets.quick_line.meeting import take_place, take_tags
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.roster import list_tokens, take_members
from widgets.quick_line.word_table import by_word, take_word
from widgets.when.moments import read_when
from widgets.when.numerals import full_match, normal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.edits import Edit
    from store.records import Stored
    from widgets.quick_line.reading import LineKind, TokenPool
    from widgets.quick_line.tokens import Token

KINDS = by_word(
    {
        TrainingKind.PRE_POST: "岗前 岗前培训 gq pre-post",
        TrainingKind.IN_SERVICE: "在职 在职培训 zz in-service",
        TrainingKind.STUDY_TOUR: "考察学习 考察 kcxx kc tour",
    }
)
FORMS = by_word(
    {
        TrainingForm.COURSE: "集中 集中培训 jz jzpx course",
        TrainingForm.SELF: "自学 个人自学 zx self-study",
    }
)
_HOURS = r"(\d{1,4}(?:\.\d)?)(学时|课时|个学时|小时|个小时|h)?"


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The records that a line says; None where something is missing or not understood."""
    place = take_place(pool)
    labels = take_tags(pool)
    about = take_about(pool)
    pool.refuse_marks("!", "training")
    kind = take_word(pool, KINDS, "kind_word") or TrainingKind.IN_SERVICE
    form = take_word(pool, FORMS, "form") or TrainingForm.COLLECTIVE
    hours = _take_hours(pool)
    day = take_past_day(pool, of_period=False)
    pool.refuse_marks("+", "training")
    tokens = list_tokens(pool)
    members = take_members(pool, tokens, day)
    if not tokens and not pool.problems:
        pool.lacks("needs_people")
    if hours is None and not pool.problems:
        pool.lacks("needs_hours")
    topic = pool.rest()
    if hours is None or not members or pool.problems:
        return None
    records = tuple(
        Training(
            id="",
            member=member,
            day=day,
            hours=hours,
            kind=kind,
            form=form,
            topic=topic,
            place=place,
            session=_session(pool, member, day),
            tags=labels,
            about=about,
        )
        for member in members
    )
    edits = tuple(Add(table="training", record=record) for record in records)
    return as_one(edits, "add_training"), records


def _session(pool: TokenPool, member: str, day: date) -> str | None:
    """The session whose hours a record takes the place of: the one it is entered from, for those who came to it."""
    session = pool.context.session
    if session is None or session.day != day or (session.roll or {}).get(member) not in CAME:
        return None
    return session.id


def _take_hours(pool: TokenPool) -> float | None:
    """The one number that is no day. `11.5` may be either and is hours only with its unit, unless another one is."""
    sure, maybe = [], []
    for token in pool.left:
        if token.mark:
            continue
        match = full_match(_HOURS, normal(token.text))
        if match is None or _four(token, match[2]):
            continue
        if match[2] or "." not in match[1] or not _may_be_day(token, pool):
            sure.append((token, float(match[1])))
        else:
            maybe.append((token, float(match[1])))
    if not sure and not maybe and (wrong := _wrong_hours(pool)) is not None:
        pool.bad(wrong, InvalidToken(code="no_such_hours"))
        return None
    if not sure and maybe:
        token = maybe[0][0]
        pool.bad(token, InvalidToken(code="hours_or_day", facts={"text": token.text}))
        return None
    taken = None
    for token, hours in sure:
        if taken is not None:
            pool.bad(token, InvalidToken(code="two_hours"))
        elif not 0 < hours <= MOST_HOURS or hours * 2 != int(hours * 2):
            pool.bad(token, InvalidToken(code="no_such_hours"))
        else:
            pool.take(token, "hours")
            taken = hours
    return taken


def _wrong_hours(pool: TokenPool) -> Token | None:
    """A number that no hours can be, -8 or 8.25, beside another token that is the day."""
    numbers = [token for token in pool.left if full_match(r"[-+]?\d{1,3}(?:\.\d+)?", normal(token.text))]
    days = [token for token in pool.left if token not in numbers and _may_be_day(token, pool)]
    return numbers[0] if len(numbers) == 1 and days else None


def _four(token: Token, unit: str | None) -> bool:
    """Four digits are a day."""
    text = normal(token.text)
    return unit is None and len(text) == 4 and text.isdigit()


def _may_be_day(token: Token, pool: TokenPool) -> bool:
    read = read_when(token.text, pool.today, "record")
    return read is not None and getattr(read, "day", None) is not None


GRAMMAR = LineGrammar(
    id="training",
    table="training",
    names="培训",
    initials="px",
    english="training",
    read=read,
    parts=preview.training_parts,
    line=record_lines.training_line,
    wants=lambda line: "members groups" if not line.names or line.listing else "",
    goes_to={"person": "member", "kind_word": "kind", "tag": "tags", "topic": "topic", "bad": "topic"},
    notices=notices.of_training,
)
