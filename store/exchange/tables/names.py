"""The name in a cell, and what stands beside it in brackets: 张三（女）, 李四【已转出】, 王五(大)."""

from __future__ import annotations

import re

from store.exchange.tables.cells import InvalidCell, text_of
from store.exchange.tables.columns import field_of
from store.exchange.tables.matching import is_group_name
from store.exchange.tables.traditional import word_key
from store.folding import fold
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.exchange.tables.sheet import Cell

LONGEST = 60
PARTS_OF_A_NAME = frozenset("大小老幼甲乙丙丁一二三四1234abcd")
"""What tells two people of one name apart where everybody calls them so: 李四（大）."""
NO_NAMES = frozenset({"男", "女", "男性", "女性", "male", "female", "m", "f"})
EXAMPLES = (
    *("示例", "填写示例", "填表示例", "样例", "范例", "填写样例", "填表样例", "填写范例", "示范", "例", "例如", "如"),
    *("填写说明", "举例", "模板", "参考", "example", "sample"),
)
"""How a row begins that shows how the sheet is to be filled in."""
COMPOUND_SURNAMES = frozenset(
    {
        *("欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "尉迟", "公孙", "慕容", "司徒", "长孙", "宇文", "司空"),
        *("令狐", "皇甫", "端木", "轩辕", "独孤", "南宫", "百里", "呼延", "赫连", "澹台", "完颜", "拓跋", "申屠"),
        *("闻人", "钟离", "濮阳", "淳于", "单于", "太叔", "公冶", "宗政", "闾丘", "仲孙", "鲜于", "第五"),
    }
)
"""Surnames of two characters, behind which a space may stand in a name of one person."""
NOT_A_PERSON = (
    *("党员", "党小组", "小组", "支部", "党支部", "同志", "等人", "人员", "合计", "小计", "总计", "班子", "领导"),
    *(
        "组",
        "干部",
        "分子",
        "对象",
        "委员",
        "群众",
        "职工",
        "总数",
        "人数",
        "名单",
        "名册",
        "盖章",
        "公章",
        "单位",
        "部门",
    ),
    *("members", "staff", "cadres", "retirees"),
)
"""How what stands in a column of names ends that is none."""
NOBODY = frozenset(
    {
        *("空缺", "缺额", "待定", "待补", "待补充", "同上"),
        *("空白", "以下空白", "此处空白", "以下无", "以下无内容", "此行以下空白"),
        *(
            "在职",
            "在岗",
            "在编",
            "编外",
            "退休",
            "离休",
            "离退休",
            "离岗",
            "借调",
            "挂职",
            "外出",
            "流动",
            "新转入",
            "转入",
        ),
        *("转出", "预备", "正式", "机关", "其他", "其它", "支委", "聘用", "合同制"),
    }
)
"""What stands in a column of names where nobody does."""
UNIT_ENDS = (
    *("科", "处", "室", "部", "局", "办", "股", "队", "所", "站", "院", "中心", "公司", "办公室"),
    *("office", "section", "division", "department", "bureau"),
)
"""How units are called, and some people: 张登科."""

_OPEN, _CLOSE = "（(【[〔［｛{<《〈「『", "）)】]〕］｝}>》〉」』"
_BRACKETS = rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]*)[{re.escape(_CLOSE)}]"
_NUMBERED = re.compile(r"^(?:[（(]?\d{1,3}[.、．)）]|[①-⑳])\s*(?=\D)")
_LISTED = re.compile(r"[一二三四五六七八九十]+、")
_SIGNS = re.compile(r"^[*＊★☆※#＃▲△●◆]+|[*＊★☆※#＃▲△●◆①-⑳]+$")
_SEX_BEHIND = re.compile(r"^(.+?)\s*[-－—,，、]\s*([男女])$")
_JOINED = re.compile(r"[\u3400-\u9fff]{2,4}[和与及][\u3400-\u9fff]{2,4}")
_BEHIND = re.compile(rf"^(.+?)\s*{_BRACKETS}$")
_BEFORE = re.compile(rf"^{_BRACKETS}\s*(.+)$")
_SEVERAL = re.compile(r"[、，,;；/／|｜&＆+＋\r\n]+")
_SENTENCE = re.compile(r"[()\[\]【】{}〔〕。;:!?]")
_YEAR = re.compile(r"\d{4}")
_AND_OTHERS = re.compile(r".{2}等(?:\d+人)?$")
_HEAD_COUNT = re.compile(r"(?:.*共计?|计)?[\d一二三四五六七八九十百]+[人名位]")
_MARKS = "'\"`´‘’“”=@+-"
"""What stands before or behind a text that a program meant to keep as one: ＝"甲一", ‘甲一, '甲一'."""
_WITHIN = re.compile(r"\d\D*[^\W\d]|(?:party )?group ?\d+$")
"""A figure that is not only at the end, 李伟2, but has words behind it: 第1页, 共3名, page 1 of 2."""
_SPACES = re.compile(r"[\s\u3000\u00a0]+")


class PersonName(Record):
    """`name` as it is stored, `remarks` what stood in brackets beside it."""

    name: str
    remarks: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        return "".join((self.name, *(f"（{remark}）" for remark in self.remarks)))


def is_example(text: str) -> bool:
    """Whether a cell says that its row only shows how to fill in the sheet."""
    key = word_key(text).strip(":()[]【】")
    return key.rstrip("0123456789") in EXAMPLES or (key.startswith(EXAMPLES[:9]) and len(key) <= 8)


def person_name(cell: Cell) -> PersonName:
    """A name and its remarks; raises InvalidCell where it is none: `no_name`, `two_names`, or `bad_name` (no letter in
    it, a date, a sex, a group, a heading, a sentence such as the note below a table).
    """
    if isinstance(cell, str) and "\n" in cell.strip() and _several(cell):
        raise InvalidCell("two_names", " ".join(cell.split()))
    line = text_of(cell)
    if not line:
        raise InvalidCell("no_name")
    name, remarks = _name_and_remarks(line)
    bare = match[1] if (match := _BEHIND.match(name)) else name
    if _several(bare):
        raise InvalidCell("two_names", line)
    if len(line) > LONGEST or _is_no_name(bare):
        raise InvalidCell("bad_name", line)
    return PersonName(name=spaced(name), remarks=tuple(filter(None, remarks)))


def _name_and_remarks(line: str) -> tuple[str, list[str]]:
    """What is left of a cell without its number, its signs and its brackets, and what those say; what tells two people
    of one name apart stays with the name.
    """
    name, remarks = _NUMBERED.sub("", line).rstrip(" 、，,;；"), list[str]()
    while match := _SIGNS.search(name):
        name, remarks = (name[: match.start()] + name[match.end() :]).strip(), [*remarks, match[0]]
    if match := _SEX_BEHIND.match(name):
        name, remarks = match[1], [match[2], *remarks]
    while (match := _BEHIND.match(name)) and fold(match[2]) not in PARTS_OF_A_NAME:
        name, remarks = match[1], [match[2].strip(), *remarks]
    while match := _BEFORE.match(name):
        name, remarks = match[2], [*remarks, match[1].strip()]
    return name, remarks


def _is_no_name(text: str) -> bool:
    key = word_key(text)
    return bool(
        not any(map(str.isalpha, key))
        or key.strip(_MARKS) != key
        or key in NOBODY
        or key in NO_NAMES
        or key.endswith(("族", *NOT_A_PERSON))
        or _SENTENCE.search(key)
        or _YEAR.search(key)
        or _HEAD_COUNT.fullmatch(key)
        or _WITHIN.search(key)
        or _LISTED.match(key)
        or _AND_OTHERS.search(key)
        or field_of(text, "roster")
        or is_group_name(text)
        or is_example(text)
    )


def spaced(name: str) -> str:
    """Without the spaces that only make names of two and three characters equally wide: 张　伟."""
    joined = _SPACES.sub("", name)
    if _is_han(joined) and len(joined) <= 4:
        return joined
    return _SPACES.sub(" ", name) if _is_han(joined[:1]) else name


def may_be_unit(text: str) -> bool:
    """Whether a name ends as units do: beside nothing else it may head the people of a unit."""
    return text.casefold().endswith(UNIT_ENDS) and len(text) > 2


def _several(text: str) -> bool:
    if len(text) > 4 and _JOINED.fullmatch(text):
        return True
    parts = [part for part in map(str.strip, _SEVERAL.split(text)) if part]
    if len(parts) > 1:
        return all(any(map(str.isalpha, part)) for part in parts) and min(map(len, parts)) > 1
    parts = _SPACES.split(text.strip())
    whole = len(parts) > 1 and all(_is_han(part) and 2 <= len(part) <= 3 for part in parts)
    return whole and (len(parts) > 2 or parts[0] not in COMPOUND_SURNAMES)


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= character <= "\u9fff" or character >= "\U00020000" for character in text)
