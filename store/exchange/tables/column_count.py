"""Which columns beside those of days and months count them up, or say something else of them."""

from __future__ import annotations

import re

from store.exchange.tables.column_date import date_in
from store.exchange.tables.columns import key_of
from store.exchange.tables.date_words import plain_dates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.exchange.tables.column_date import ColumnDate

_NUMBER_BELOW = re.compile(r"(?P<month>.*月份?) (?P<number>\d{1,2})")
_COUNTS = (
    "合计", "总计", "小计", "共计", "累计", "总数", "总和", "平均", "人均", "均值", "应到", "实到", "应完成",
    "已完成", "未完成", "待完成", "应参加", "实参加", "应参会", "实参会", "实际参会", "应学", "应修", "应达",
    "次数", "人数", "人次", "天数", "会数", "会议数", "总学时", "总课时", "规定学时", "计划学时", "要求学时",
    "目标学时", "剩余学时", "出勤率", "到会率", "参会率", "参学率", "参训率", "参与率", "签到率", "出席率",
    "完成率", "达标率", "到课率", "得分", "评分", "积分", "学分", "排名", "名次", "分钟", "total", "subtotal",
    "average",
)  # fmt: skip
"""Words that say, first or last in what stands beside a date, that a column counts others up, or something else."""
_COUNTED = frozenset({
    "计", "总", "共", "均", "率", "次", "欠", "缺", "差", "sum", "汇总", "学时汇总", "场次", "剩余", "差额", "还差",
    "尚欠", "未到", "缺席", "缺勤", "请假", "迟到", "早退", "病假", "事假", "公假", "旷会", "达标", "是否达标",
    "达标情况", "合格", "是否合格", "计划", "目标", "要求", "规定", "标准", "完成情况", "考核", "评价", "等次",
    "分数", "加分", "扣分", "原因", "请假原因", "缺席原因", "缺勤原因", "事由", "请假事由", "地点", "主讲人",
    "主持人", "记录人", "备注", "说明", "签名", "签字", "审核", "党费", "应缴", "实缴", "应交", "实交",
})  # fmt: skip
"""Such words where nothing else stands beside the date."""


def is_count(heading: str) -> bool:
    """Whether a column only adds others up, wherever its heading says so: 合计, 3月合计, 3月应到次数, 2026年累计."""
    plain = plain_dates(heading)
    found = date_in(plain, 2000)
    rest = key_of(found.rest if found is not None else plain)
    whole = key_of(heading)
    if whole.startswith(_COUNTS) or whole.endswith(_COUNTS):
        return True
    return rest.startswith(_COUNTS) or rest.endswith(_COUNTS) or rest in _COUNTED


def numbered_columns(headings: Iterable[tuple[int, str]]) -> set[int]:
    """Columns that are 1, 2, 3 … below one month: its days, or the first, second and third of something."""
    months: dict[str, list[tuple[int, int]]] = {}
    for column, text in headings:
        if found := _NUMBER_BELOW.fullmatch(text.strip()):
            months.setdefault(found["month"], []).append((int(found["number"]), column))
    return {
        column
        for below in months.values()
        if len(below) > 1 and [number for number, _ in below] == list(range(1, len(below) + 1))
        for _, column in below
    }


def doubled_columns(columns: Mapping[int, ColumnDate]) -> list[int]:
    """Columns of months or spans, of no topic of their own, in which other columns of the sheet lie: what stands there
    may be counted already.
    """
    places = []
    for at, spot in columns.items():
        if spot.rest or (spot.day is not None and spot.until is None):
            continue
        first, last = spot.bounds
        for other, another in columns.items():
            begins, ends = another.bounds
            overlap = begins <= last and first <= ends and (begins, ends) != (first, last)
            if other != at and overlap and not (begins <= first and last <= ends):
                places.append(at)
                break
    return places
