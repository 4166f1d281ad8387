"""An entry of a register: `部署 [小类] [文号] [日期] [!期限] [+责任人] [期间] [名=值…] [#标签…] [%记录…] 事项…`.

One grammar for all registers; a committee's notices and directives say to which units they go and what they ask back
(`+一支部,三支部 回复=数`). What a register does not declare is refused where a mark says what it is, and else is
part of the title.
"""

from __future__ import annotations

import re

from store.box.messages import KINDS
from store.entry_links import AddEntry
from store.folding import fold
from store.packs.registers import numbers_of, target_of
from store.records import Entry
from widgets import registers
from widgets.quick_line import duties, entry_sentence, posts
from widgets.quick_line.day_and_time import take_due, take_past_day
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.links import take_records
from widgets.quick_line.meeting import take_tags
from widgets.quick_line.owners import ALL, find_owner, owner_of
from widgets.quick_line.reading import ENTRY, InvalidToken, LineKind, choices
from widgets.quick_line.reply import take_reply
from widgets.quick_line.tokens import list_names
from widgets.quick_line.units import take_units
from widgets.when.numerals import full_match, normal
from widgets.when.periods import read_period

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.packs.register import Register
    from store.records import Stored
    from widgets.quick_line.reading import TokenPool

EVERYTHING = frozenset({"全部", "全部制度", "*", "all"})
EQUALS = re.compile("[=＝]")
DOC = re.compile(r"[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*(?:第?\d+)")
"""What tells a document number: its year in brackets and a figure behind it."""
MARKS = {"tags": "#", "owner": "+", "due": "!"}


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The entry that a line says; None where something is missing or not understood."""
    if not line_kind.register:
        pool.rest("title")
        pool.lacks(
            "needs_register", choices=choices([registers.typed(one) for one in registers.all_of(pool.view)[:-1]])
        )
        return None
    register = registers.of_kind(line_kind.register, pool.view)
    if register is None:
        pool.lacks("no_register", name=line_kind.register)
        return None
    sent = pool.view.committee is not None and register.id in KINDS
    declared = tuple([name for name in register.fields_ if name != "owner"]) if sent else register.fields_
    refused = [mark for name, mark in MARKS.items() if name not in declared and not (sent and name == "owner")]
    pool.refuse_marks("@" + "".join(refused), ENTRY)
    values: dict[str, Any] = {"kind": register.id}
    about = take_records(pool)
    if "tags" in declared:
        values["tags"] = take_tags(pool)
    if "due" in declared:
        values["due"], _ = take_due(pool)
    if "sub" in declared:
        values["sub"] = _take_sub(pool, register)
    if "rule" in declared:
        values["rule"] = _take_rule(pool, register)
    if sent:
        values |= {"reply": take_reply(pool), "to": take_units(pool)}
    _take_numbers(pool, register, values)
    if "doc" in declared:
        values["doc"] = _take_doc(pool)
    if "period" in declared:
        values["period"] = _take_period(pool)
    values["day"] = take_past_day(pool)
    if "owner" in declared:
        values["owner"] = _take_owner(pool, register)
    if "who" in declared:
        values["who"] = _take_who(pool, values["day"])
    values["title"] = pool.rest("title") or _title(pool, register, values)
    _check(pool, register, values)
    if pool.problems:
        return None
    record = Entry(id="", **{name: value for name, value in values.items() if value is not None})
    return AddEntry(record=record, about=about), (record,)


def _check(pool: TokenPool, register: Register, values: dict[str, Any]) -> None:
    if pool.problems:
        return
    if not values["title"]:
        pool.lacks("needs_title", name=register.name)
    if values.get("rule") and register.id == "division" and values["rule"] != ALL and not values["owner"]:
        pool.lacks("needs_post")
    if "rule" in register.fields_ and not register.numbers and not values["rule"]:
        pool.lacks("needs_rule")
    if values.get("due") is not None and values["due"] < pool.today:
        pool.note("due_over", days=(pool.today - values["due"]).days)


def _title(pool: TokenPool, register: Register, values: dict[str, Any]) -> str:
    """What an entry is called that says only which rules or which target it is about."""
    rule = values.get("rule") or ""
    if not rule:
        return ""
    target = target_of(pool.view.pack.settings, rule)
    if target is not None:
        return target.name
    return f"{register.name.zh} {'全部' if rule == ALL else rule}"


def _take_sub(pool: TokenPool, register: Register) -> str:
    """The choice, where it is the first word that is one."""
    for token in list(pool.left):
        sub = registers.find_text(token.text, register.subs)
        if sub is not None:
            pool.take(token, "sub")
            return sub.zh
    return ""


def _take_rule(pool: TokenPool, register: Register) -> str:
    """The rules that are handed out, or the target that figures are about: the first word that is neither a mark nor a
    figure.
    """
    token = next((one for one in pool.left if not one.mark and not EQUALS.search(one.text)), None)
    if token is None:
        return ""
    if register.numbers:
        if target_of(pool.view.pack.settings, token.text) is None:
            return ""
        pool.take(token, "rule")
        return token.text
    if fold(token.text) in EVERYTHING:
        pool.take(token, "rule")
        return ALL
    named = [duties.find(one.text, pool.view, pool.today) for one in list_names(token)]
    wrong = next((one for one in named if isinstance(one, InvalidToken)), None)
    if wrong is not None:
        pool.bad(token, wrong)
        return ""
    pool.take(token, "rule")
    return ",".join(dict.fromkeys(one.id for one in named if not isinstance(one, InvalidToken)))


def _take_numbers(pool: TokenPool, register: Register, values: dict[str, Any]) -> None:
    """`名=值`, of names that are declared."""
    known = numbers_of(pool.view.pack.settings, register, values.get("rule") or "")
    numbers: dict[str, float] = {}
    for token in list(pool.left):
        if token.mark or not EQUALS.search(token.text):
            continue
        name, value = EQUALS.split(token.text, maxsplit=1)
        spelled = next((one for one in known if fold(one) == fold(name)), None)
        number = _number(value)
        if spelled is None:
            code = "no_number" if known else "no_numbers"
            pool.bad(token, InvalidToken(code=code, facts={"name": name, "choices": choices(known)}))
        elif number is None:
            pool.bad(token, InvalidToken(code="bad_number", facts={"name": name}))
        elif spelled in numbers:
            pool.bad(token, InvalidToken(code="number_twice", facts={"name": name}))
        else:
            pool.take(token, "number")
            numbers[spelled] = number
    values["numbers"] = numbers


def _number(text: str) -> float | None:
    match = full_match(r"(-?\d{1,12})(\.\d{1,6})?[%个人次学时分]*", normal(text))
    if match is None:
        return None
    return float(match[1] + match[2]) if match[2] else int(match[1])


def _take_doc(pool: TokenPool) -> str:
    for token in list(pool.left):
        if not token.mark and DOC.search(token.text):
            pool.take(token, "doc")
            return token.text
    return ""


def _take_period(pool: TokenPool) -> str | None:
    """The period, of which four digits are one only where they are a year of these two centuries."""
    period = None
    for token in list(pool.left):
        read = read_period(token.text, pool.today) if not token.mark else None
        text = normal(token.text)
        if not isinstance(read, str) or (full_match(r"\d{4}", text) and not full_match(r"(19|20)\d\d", text)):
            continue
        if period is not None:
            pool.bad(token, InvalidToken(code="two_periods"))
        else:
            pool.take(token, "period")
            period = read
    return period


def _take_owner(pool: TokenPool, register: Register) -> str:
    """Who answers for it, behind a `+`: a post, a member, or someone from outside. Where rules are handed out a post
    needs no `+`.
    """
    marked = pool.marked("+")
    if "rule" in register.fields_:
        marked += [one for one in pool.left if not one.mark and posts.find(one.text) is not None]
    owner = ""
    for token in marked:
        who = find_owner(token.rest.text if token.mark else token.text, pool.view, pool.today)
        if isinstance(who, InvalidToken):
            pool.bad(token, who)
        elif owner:
            pool.bad(token, InvalidToken(code="two_owners"))
        else:
            pool.take(token, "owner")
            owner = who
    if owner and not posts.is_post(owner) and owner not in pool.view.snapshot.members:
        pool.note("outside", names=owner)
    return owner


def _take_who(pool: TokenPool, day: date) -> tuple[str, ...]:
    """Whom it is about: tokens of which every name is that of a member, a group or a post as a whole."""
    ids: list[str] = []
    for token in list(pool.left):
        named = [owner_of(one.text, pool.view, day) for one in list_names(token)] if not token.mark else []
        if named and all(named):
            pool.take(token, "who")
            ids += named
    return tuple(dict.fromkeys(ids))


GRAMMAR = LineGrammar(
    id=ENTRY,
    table="entries",
    names="",
    initials="",
    english="",
    read=read,
    parts=entry_sentence.entry_parts,
    line=entry_sentence.line,
    wants=lambda line: "",
    goes_to={
        "unit": "to",
        "reply": "reply",
        "sub": "sub",
        "tag": "tags",
        "number": "note",
        "who": "who",
        "title": "title",
        "bad": "title",
    },
)
