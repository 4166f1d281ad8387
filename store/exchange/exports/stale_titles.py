"""Titles that were copied and not changed: a topic that names another month, or is last month's word for word."""

from __future__ import annotations

import re

from store.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.records import Meeting
    from store.snapshot import Snapshot

_MONTH = re.compile(r"(?<!\d)(?:(\d{4})\s*年\s*)?(1[0-2]|0?[1-9])\s*月(?!\d|底前|前)")
_CHINESE = re.compile(r"(?<![一二三四五六七八九十])(十[一二]|[一二三四五六七八九十])月(?!底前|前)")
_NUMBERS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def warnings(snapshot: Snapshot, meeting: Meeting) -> list[tuple[str, dict[str, Any]]]:
    """`other_month` (title, month) and `as_before` (title, id, day of the earlier meeting of the same kind)."""
    warned: list[tuple[str, dict[str, Any]]] = []
    topics = dict.fromkeys(text for text in (meeting.topic, *(item.topic for item in meeting.items)) if text)
    makes_up = {item.period for item in meeting.items if item.period}
    for topic in topics:
        for year, month in months_in(topic):
            label = f"{year or meeting.day.year:04d}-{month:02d}"
            if label != meeting.day.isoformat()[:7] and label not in makes_up:
                warned.append(("other_month", {"title": topic, "month": label}))
    for other in sorted(snapshot.meetings.values(), key=lambda one: (one.day, one.id), reverse=True):
        if other.day >= meeting.day or other.id == meeting.id or (meeting.day - other.day).days > 62:
            continue
        if other.kinds == meeting.kinds and other.group == meeting.group:
            said = {fold(text) for text in (other.topic, *(item.topic for item in other.items)) if text}
            same = [topic for topic in topics if fold(topic) in said]
            if same:
                warned.append(("as_before", {"title": same[0], "id": other.id, "day": other.day}))
            break
    return warned


def months_in(title: str) -> list[tuple[int | None, int]]:
    """(year or None, month) for each month that a title names."""
    named = [(int(one[1]) if one[1] else None, int(one[2])) for one in _MONTH.finditer(title)]
    return named + [(None, _NUMBERS.index(one[1])) for one in _CHINESE.finditer(title)]
