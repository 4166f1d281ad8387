"""How each column of a roster becomes a field of a member."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from store.exchange.tables.cells import InvalidCell, amount_of, partial_of, says_nothing, text_of, yes_or_no
from store.exchange.tables.matching import same_date
from store.exchange.tables.names import person_name
from store.exchange.tables.traditional import word_key
from store.folding import fold
from store.packs.rule import text
from store.records import MemberKind, PostKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.exchange.tables.sheet import Cell

ADULT = 18
"""Years of age before which nobody can join the Party."""
OLDEST = 112
"""Years of age that nobody has: 12.5.18 is no birth of 1912, whatever else it is."""

KINDS = {
    "正式党员": MemberKind.FULL,
    "正式": MemberKind.FULL,
    "中共党员": MemberKind.FULL,
    "党员": MemberKind.FULL,
    "中共正式党员": MemberKind.FULL,
    "full": MemberKind.FULL,
    "fullmember": MemberKind.FULL,
    "预备党员": MemberKind.PROBATIONARY,
    "预备": MemberKind.PROBATIONARY,
    "中共预备党员": MemberKind.PROBATIONARY,
    "probationary": MemberKind.PROBATIONARY,
    "probationarymember": MemberKind.PROBATIONARY,
}
NOT_MEMBERS = (
    "积极分子", "发展对象", "申请人", "群众", "团员", "民主党派", "无党派", "activist", "candidate", "applicant",
)  # fmt: skip

POSTS = {
    "书记": PostKind.SECRETARY,
    "副书记": PostKind.DEPUTY,
    "组织委员": PostKind.ORG_OFFICER,
    "宣传委员": PostKind.PUBLICITY_OFFICER,
    "纪检委员": PostKind.DISCIPLINE_OFFICER,
    "纪律检查委员": PostKind.DISCIPLINE_OFFICER,
    "委员": PostKind.COMMITTEE_MEMBER,
    "组长": PostKind.GROUP_LEADER,
    "小组长": PostKind.GROUP_LEADER,
    "党小组长": PostKind.GROUP_LEADER,
    "党小组组长": PostKind.GROUP_LEADER,
    "secretary": PostKind.SECRETARY,
    "deputysecretary": PostKind.DEPUTY,
    "organisationmember": PostKind.ORG_OFFICER,
    "publicitymember": PostKind.PUBLICITY_OFFICER,
    "disciplinemember": PostKind.DISCIPLINE_OFFICER,
    "committeemember": PostKind.COMMITTEE_MEMBER,
    "groupleader": PostKind.GROUP_LEADER,
}
"""What a post is called once the branch's and the committee's own names are taken off its front."""
MORE_OFFICERS = ("青年", "统战", "群工", "群众", "保密", "生活", "文体", "学习", "妇女", "统战群工", "安全")
OUTSIDE = ("党委", "党组", "总支", "纪委", "工委", "纪工委", "团委", "团支部", "工会", "妇联", "党代表")
"""Posts of bodies other than the branch: remarked, not stored."""

POST_TEXTS = {
    PostKind.SECRETARY: text("书记", "Secretary"),
    PostKind.DEPUTY: text("副书记", "Deputy secretary"),
    PostKind.ORG_OFFICER: text("组织委员", "Organisation member"),
    PostKind.PUBLICITY_OFFICER: text("宣传委员", "Publicity member"),
    PostKind.DISCIPLINE_OFFICER: text("纪检委员", "Discipline member"),
    PostKind.COMMITTEE_MEMBER: text("委员", "Committee member"),
    PostKind.GROUP_LEADER: text("党小组长", "Group leader"),
}
KIND_TEXTS = {
    MemberKind.FULL: text("正式党员", "Full member"),
    MemberKind.PROBATIONARY: text("预备党员", "Probationary member"),
}
"""How an exported roster writes them, so that it can be read back."""

_BETWEEN = re.compile(r"[、,，;；/／|兼+]")
_FRONT = re.compile(r"^(?:.*支部|支委会|支委)?(?:委员会)?")
_GROUP_FRONT = re.compile(r"^第?[一二三四五六七八九十\d]+(党小组|小组|组)")


def posts_of(cell: Cell) -> tuple[tuple[PostKind, ...], tuple[str, ...]]:
    """The posts of the branch that a cell names, and those of other bodies as written; raises InvalidCell."""
    line = text_of(cell)
    posts: list[PostKind] = []
    outside: list[str] = []
    tokens = [
        part
        for token in _BETWEEN.split(line)
        for part in ([token] if _post(word_key(token)) is not None else token.split())
    ]
    for token in tokens:
        key = word_key(token)
        if not key or says_nothing(token) or key in ("党员", "普通党员", "群众", "member"):
            continue
        kind = _post(key)
        if kind is not None:
            posts.append(kind)
        elif any(body in key for body in OUTSIDE):
            outside.append(token)
        else:
            raise InvalidCell("unknown_post", line)
    return tuple(dict.fromkeys(posts)), tuple(outside)


def _post(key: str) -> PostKind | None:
    if any(body in key for body in OUTSIDE):
        return None
    if key in POSTS:
        return POSTS[key]
    if key in ("支委", "支部委员"):
        return PostKind.COMMITTEE_MEMBER
    bare = _GROUP_FRONT.sub("", key)
    if bare != key:
        return PostKind.GROUP_LEADER if bare in ("组长", "长") else None
    bare = _FRONT.sub("", key)
    if bare in POSTS:
        return POSTS[bare]
    if bare.endswith("委员") and bare.removesuffix("委员") in MORE_OFFICERS:
        return PostKind.COMMITTEE_MEMBER
    return None


def kind_of(cell: Cell) -> MemberKind | None:
    """Full or probationary; raises InvalidCell (`not_member`, `bad_kind`)."""
    line = text_of(cell)
    if says_nothing(line):
        return None
    key = word_key(line)
    if key in KINDS:
        return KINDS[key]
    raise InvalidCell("not_member" if any(word in key for word in NOT_MEMBERS) else "bad_kind", line)


_SEXES = {"男": "男", "女": "女", "男性": "男", "女性": "女", "male": "男", "female": "女", "m": "男", "f": "女"}


def sex_of(cell: Cell) -> str:
    """男 or 女, "" where the cell says nothing; raises InvalidCell (`bad_sex`)."""
    line = text_of(cell)
    if says_nothing(line):
        return ""
    if word_key(line) not in _SEXES:
        raise InvalidCell("bad_sex", line)
    return _SEXES[word_key(line)]


_PHONE = re.compile(r"[\d+()（）\-—~/、,，;；.转 x]{3,60}")


def phone_of(cell: Cell) -> str:
    """As it stands, "" where the cell says nothing; raises InvalidCell (`bad_phone`)."""
    line = text_of(cell)
    if says_nothing(line):
        return ""
    if not _PHONE.fullmatch(normalize("NFKC", line)):
        raise InvalidCell("bad_phone", line)
    return line


def place_remarks(values: dict[str, Any], remarks: tuple[str, ...], today: date) -> list[tuple[str, str, str]]:
    """Puts what stood in brackets beside a name where it belongs: sex, ethnic group, membership, birth, else the note.

    What contradicts the column of its own is returned, as (field, code, text).
    """
    wrong = []
    for part in (part.strip() for remark in remarks for part in _PARTS.split(remark)):
        if not part:
            continue
        field, value = _remark(part, today)
        if field == "note":
            values["note"] = add_to_note(values.get("note") or "", part)
        elif not values.get(field):
            values[field] = value
        elif values[field] != value and not (field == "birth" and same_date(values[field], value)):
            wrong.append(("name", "remark_differs", part))
    return wrong


_PARTS = re.compile(r"[、，,;；/\s]+")


def _remark(part: str, today: date) -> tuple[str, Any]:
    key = word_key(part)
    if key in _SEXES:
        return "sex", _SEXES[key]
    if key in KINDS:
        return "kind", KINDS[key]
    if key.endswith("族") and 2 <= len(key) <= 8:
        return "ethnic", part
    try:
        born = partial_of(part, today)
    except InvalidCell:
        return "note", part
    return ("birth", born) if born and int(born[:4]) <= today.year - ADULT else ("note", part)


def add_to_note(note: str, more: str) -> str:
    """A note with something more in it, unless it says so already."""
    if not more or fold(more) in fold(note):
        return note
    return f"{note}；{more}" if note else more


def ethnic_of(cell: Cell) -> str:
    """As it stands, "" where the cell says nothing; raises InvalidCell (`bad_ethnic`)."""
    line = text_of(cell)
    if says_nothing(line):
        return ""
    key = word_key(line)
    if key in _SEXES or re.search(r"\d", key) or len(line) > 20 or key in KINDS:
        raise InvalidCell("bad_ethnic", line)
    return line


def words_of(cell: Cell) -> str:
    """Free words: not a date, a sex or a nationality, which would be another column's."""
    line = text_of(cell)
    if says_nothing(line):
        return ""
    key = fold(line)
    if isinstance(cell, date) or key in _SEXES or (key.endswith("族") and len(key) <= 5):
        raise InvalidCell("bad_text", line)
    return line


NOT_MOBILE = "否"
_HERE = re.compile(r"(?:未|非|不|无|没有?)(?:外出|流动|流出)(?:党员)?|没有")


def mobile_of(cell: Cell) -> str:
    """Where somebody has gone or that they have, `NOT_MOBILE` for who has not; "" where the cell says nothing."""
    line = words_of(cell)
    if _HERE.fullmatch(word_key(line).partition("(")[0]):
        return NOT_MOBILE
    head, _, more = line.replace("（", "(").partition("(")
    try:
        answer = yes_or_no(head)
    except InvalidCell:
        return line
    return NOT_MOBILE if answer is False else "是" if answer and not more else line


def note_of(cell: Cell) -> str:
    """A remark in a column of its own; its line breaks become spaces."""
    line = text_of(" ".join(cell.split()) if isinstance(cell, str) else cell)
    return "" if says_nothing(line) else line


def read(field: str, cell: Cell, today: date, epoch: date) -> Any:
    """The value of a field that a cell gives; None or "" where it says nothing. Raises InvalidCell."""
    if field in ("birth", "joined", "full_since", "since", "until"):
        if field == "birth":
            made = partial_of(cell, date(today.year - ADULT, 12, 31), epoch)
            if made is not None and not today.year - OLDEST <= int(made[:4]) <= today.year - ADULT:
                raise InvalidCell("bad_date", made)
            return made
        made = partial_of(cell, today, epoch)
        if field == "joined" and made is not None and made > today.isoformat():
            raise InvalidCell("future_date", made)
        return made
    if field in ("leader", "lost"):
        return yes_or_no(cell)
    return READERS[field](cell)


READERS: dict[str, Any] = {
    "name": person_name,
    "sex": sex_of,
    "ethnic": ethnic_of,
    "education": words_of,
    "degree": words_of,
    "major": words_of,
    "kind": kind_of,
    "group": text_of,
    "posts": posts_of,
    "unit": words_of,
    "admin_post": words_of,
    "phone": phone_of,
    "monthly_due": amount_of,
    "status": words_of,
    "mobile": mobile_of,
    "branch": text_of,
    "note": note_of,
    "id": text_of,
}
