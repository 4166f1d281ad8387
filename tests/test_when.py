"""Days, times and periods are read as people say them, and nothing is guessed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.when.date_text import bad_date_text, day_in_words, day_text, distance, period_text
from widgets.when.moments import Moment, read_when
from widgets.when.numerals import InvalidDate, plain
from widgets.when.periods import read_makeup, read_month, read_period
from widgets.when.times import TimeSpan, read_time
from widgets.words.lexicon import words_of

WEDNESDAY, SUNDAY, NEW_YEARS_EVE = TODAYS = (date(2026, 11, 25), date(2026, 11, 22), date(2026, 12, 31))
SAME = ""

# what is said, then the day meant on each of the three days, of a meeting and of something recorded;
# `<`: taken as past (已过); wrong: the weekday beside it is another day's
DAYS = [
    ("今天", "2026-11-25 2026-11-22 2026-12-31", SAME),
    ("今日", "2026-11-25 2026-11-22 2026-12-31", SAME),
    ("明天", "2026-11-26 2026-11-23 2027-01-01", SAME),
    ("明日", "2026-11-26 2026-11-23 2027-01-01", SAME),
    ("后天", "2026-11-27 2026-11-24 2027-01-02", SAME),
    ("大后天", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("昨天", "2026-11-24 2026-11-21 2026-12-30", SAME),
    ("前天", "2026-11-23 2026-11-20 2026-12-29", SAME),
    ("大前天", "2026-11-22 2026-11-19 2026-12-28", SAME),
    ("tomorrow", "2026-11-26 2026-11-23 2027-01-01", SAME),
    ("yesterday", "2026-11-24 2026-11-21 2026-12-30", SAME),
    ("friday", "2026-11-27 2026-11-27 2027-01-01", "2026-11-20 2026-11-20 2026-12-25"),
    ("周三", "2026-11-25 2026-11-25 2027-01-06", "2026-11-25 2026-11-18 2026-12-30"),
    ("周日", "2026-11-29 2026-11-22 2027-01-03", "2026-11-22 2026-11-22 2026-12-27"),
    ("星期天", "2026-11-29 2026-11-22 2027-01-03", "2026-11-22 2026-11-22 2026-12-27"),
    ("礼拜五", "2026-11-27 2026-11-27 2027-01-01", "2026-11-20 2026-11-20 2026-12-25"),
    ("周1", "2026-11-30 2026-11-23 2027-01-04", "2026-11-23 2026-11-16 2026-12-28"),
    ("本周五", "2026-11-27 2026-11-20 2027-01-01", SAME),
    ("这周五", "2026-11-27 2026-11-20 2027-01-01", SAME),
    ("本周一", "2026-11-23 2026-11-16 2026-12-28", SAME),
    ("下周三", "2026-12-02 2026-11-25 2027-01-06", SAME),
    ("下周日", "2026-12-06 2026-11-29 2027-01-10", SAME),
    ("下个周一", "2026-11-30 2026-11-23 2027-01-04", SAME),
    ("下下周二", "2026-12-08 2026-12-01 2027-01-12", SAME),
    ("上周三", "2026-11-18 2026-11-11 2026-12-23", SAME),
    ("上上周五", "2026-11-13 2026-11-06 2026-12-18", SAME),
    ("上星期日", "2026-11-22 2026-11-15 2026-12-27", SAME),
    ("下个星期四", "2026-12-03 2026-11-26 2027-01-07", SAME),
    ("这个礼拜六", "2026-11-28 2026-11-21 2027-01-02", SAME),
    ("5号", "2026-12-05 2026-12-05 2027-01-05", "2026-11-05 2026-11-05 2026-12-05"),
    ("二十号", "2026-12-20 2026-12-20 2027-01-20", "2026-11-20 2026-11-20 2026-12-20"),
    ("31号", "2026-12-31 2026-12-31 2026-12-31", "2026-10-31 2026-10-31 2026-12-31"),
    ("22日", "2026-12-22 2026-11-22 2027-01-22", "2026-11-22 2026-11-22 2026-12-22"),
    ("十五日", "2026-12-15 2026-12-15 2027-01-15", "2026-11-15 2026-11-15 2026-12-15"),
    ("三十一号", "2026-12-31 2026-12-31 2026-12-31", "2026-10-31 2026-10-31 2026-12-31"),
    ("本月5号", "2026-11-05 2026-11-05 2026-12-05", SAME),
    ("这个月28号", "2026-11-28 2026-11-28 2026-12-28", SAME),
    ("下个月5号", "2026-12-05 2026-12-05 2027-01-05", SAME),
    ("下月15日", "2026-12-15 2026-12-15 2027-01-15", SAME),
    ("上个月28号", "2026-10-28 2026-10-28 2026-11-28", SAME),
    ("下下个月1号", "2027-01-01 2027-01-01 2027-02-01", SAME),
    ("月底", "2026-11-30 2026-11-30 2026-12-31", "2026-10-31 2026-10-31 2026-12-31"),
    ("本月底", "2026-11-30 2026-11-30 2026-12-31", SAME),
    ("下月底", "2026-12-31 2026-12-31 2027-01-31", SAME),
    ("上个月底", "2026-10-31 2026-10-31 2026-11-30", SAME),
    ("12月底", "2026-12-31 2026-12-31 2026-12-31", "2025-12-31 2025-12-31 2026-12-31"),
    ("2月底", "2027-02-28 2027-02-28 2027-02-28", "2026-02-28 2026-02-28 2026-02-28"),
    ("季度末", "2026-12-31 2026-12-31 2026-12-31", "2026-09-30 2026-09-30 2026-12-31"),
    ("本季末", "2026-12-31 2026-12-31 2026-12-31", SAME),
    ("下季度末", "2027-03-31 2027-03-31 2027-03-31", SAME),
    ("年底", "2026-12-31 2026-12-31 2026-12-31", "2025-12-31 2025-12-31 2026-12-31"),
    ("今年年底", "2026-12-31 2026-12-31 2026-12-31", SAME),
    ("明年底", "2027-12-31 2027-12-31 2027-12-31", SAME),
    ("去年底", "2025-12-31 2025-12-31 2025-12-31", SAME),
    ("12.5", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("1205", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("12-05", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("12/5", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("12月5日", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("12月5号", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("12月5", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("１２月５日", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("12。5", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("01月05日", "2027-01-05 2027-01-05 2027-01-05", "2026-01-05 2026-01-05 2026-01-05"),
    ("1.5", "2027-01-05 2027-01-05 2027-01-05", "2026-01-05 2026-01-05 2026-01-05"),
    ("十二月五日", "2026-12-05 2026-12-05 2026-12-05<", "2025-12-05 2025-12-05 2026-12-05"),
    ("10.8", "2027-10-08 2026-10-08< 2027-10-08", "2026-10-08 2026-10-08 2026-10-08"),
    ("1008", "2027-10-08 2026-10-08< 2027-10-08", "2026-10-08 2026-10-08 2026-10-08"),
    ("10月9日", "2027-10-09 2026-10-09< 2027-10-09", "2026-10-09 2026-10-09 2026-10-09"),
    ("11.22", "2026-11-22< 2026-11-22 2026-11-22<", "2026-11-22 2026-11-22 2026-11-22"),
    ("11-25", "2026-11-25 2026-11-25 2026-11-25<", "2026-11-25 2025-11-25 2026-11-25"),
    ("9月30日", "2027-09-30 2027-09-30 2027-09-30", "2026-09-30 2026-09-30 2026-09-30"),
    ("12月31日", "2026-12-31 2026-12-31 2026-12-31", "2025-12-31 2025-12-31 2026-12-31"),
    ("2026-12-05", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("2026/12/5", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("2026.12.5", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("20261205", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("2026年12月5日", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("26年12月5日", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("二〇二六年十二月五日", "2026-12-05 2026-12-05 2026-12-05", SAME),
    ("明年1月5日", "2027-01-05 2027-01-05 2027-01-05", SAME),
    ("去年12月30日", "2025-12-30 2025-12-30 2025-12-30", SAME),
    ("今年10月1日", "2026-10-01 2026-10-01 2026-10-01", SAME),
    ("2028-02-29", "2028-02-29 2028-02-29 2028-02-29", SAME),
    ("+3", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("＋10", "2026-12-05 2026-12-02 2027-01-10", SAME),
    ("+3天", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("-2", "2026-11-23 2026-11-20 2026-12-29", SAME),
    ("3天后", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("三天后", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("3日后", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("十天之后", "2026-12-05 2026-12-02 2027-01-10", SAME),
    ("一百天后", "2027-03-05 2027-03-02 2027-04-10", SAME),
    ("一周后", "2026-12-02 2026-11-29 2027-01-07", SAME),
    ("两周后", "2026-12-09 2026-12-06 2027-01-14", SAME),
    ("2个星期后", "2026-12-09 2026-12-06 2027-01-14", SAME),
    ("半个月后", "2026-12-10 2026-12-07 2027-01-15", SAME),
    ("一个月后", "2026-12-25 2026-12-22 2027-01-31", SAME),
    ("三个月以后", "2027-02-25 2027-02-22 2027-03-31", SAME),
    ("半年后", "2027-05-25 2027-05-22 2027-06-30", SAME),
    ("一年后", "2027-11-25 2027-11-22 2027-12-31", SAME),
    ("三天前", "2026-11-22 2026-11-19 2026-12-28", SAME),
    ("两周前", "2026-11-11 2026-11-08 2026-12-17", SAME),
    ("一个月前", "2026-10-25 2026-10-22 2026-11-30", SAME),
    ("再过三天", "2026-11-28 2026-11-25 2027-01-03", SAME),
    ("过两周", "2026-12-09 2026-12-06 2027-01-14", SAME),
    ("12月5日(周六)", "2026-12-05 2026-12-05 2026-12-05<", "wrong wrong 2026-12-05"),
    ("12月5日星期六", "2026-12-05 2026-12-05 2026-12-05<", "wrong wrong 2026-12-05"),
    ("12-05（周六）", "2026-12-05 2026-12-05 2026-12-05<", "wrong wrong 2026-12-05"),
    ("2月末", "2027-02-28 2027-02-28 2027-02-28", "2026-02-28 2026-02-28 2026-02-28"),
    ("10月底", "2026-10-31< 2026-10-31< 2027-10-31", "2026-10-31 2026-10-31 2026-10-31"),
    ("12月5日周六", "2026-12-05 2026-12-05 2026-12-05<", "wrong wrong 2026-12-05"),
]


@pytest.mark.parametrize(("said", "meeting", "record"), DAYS)
def test_days(said: str, meeting: str, record: str) -> None:
    for habit, wanted in (("meeting", meeting), ("record", record or meeting)):
        for today, day in zip(TODAYS, wanted.split(), strict=True):
            found = read_when(said, today, habit)  # type: ignore[arg-type]
            if day == "wrong":
                assert isinstance(found, InvalidDate)
                assert found.code == "wrong_weekday"
            else:
                assert found == Moment(day=date.fromisoformat(day.rstrip("<")), past=day.endswith("<")), (today, habit)


def test_the_table_is_as_long_as_promised() -> None:
    assert len({said for said, _, _ in DAYS}) >= 80
    assert len(IMPOSSIBLE) >= 20


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("14:00", "14:00", None), ("14：00", "14:00", None), ("1430", "14:30", None), ("１４：３０", "14:30", None),
        ("9:05", "09:05", None), ("09:05", "09:05", None), ("02:30", "02:30", None), ("14:00:00", "14:00", None),
        ("下午3点", "15:00", None), ("两点半", "14:30", None), ("9点半", "09:30", None), ("晚上7点", "19:00", None),
        ("晚上7点半", "19:30", None), ("上午九点", "09:00", None), ("14点", "14:00", None),
        ("下午3:30", "15:30", None),
        ("中午", "12:00", None), ("中午12点", "12:00", None), ("中午1点", "13:00", None),
        ("下午14点", "14:00", None),
        ("下午12:30", "12:30", None), ("上午12点", "12:00", None), ("凌晨2点", "02:00", None),
        ("零点", "00:00", None),
        ("早上八点", "08:00", None), ("早8点", "08:00", None), ("晚7点", "19:00", None),
        ("傍晚六点", "18:00", None),
        ("9点一刻", "09:15", None), ("两点三刻", "14:45", None), ("9点05分", "09:05", None),
        ("9点5分", "09:05", None),
        ("九点零五", "09:05", None), ("9点30", "09:30", None), ("14时30分", "14:30", None), ("9时", "09:00", None),
        ("9点整", "09:00", None), ("9点钟", "09:00", None), ("下午3", "15:00", None), ("下午1430", "14:30", None),
        ("二十三点", "23:00", None), ("3pm", "15:00", None), ("3:30PM", "15:30", None), ("12am", "00:00", None),
        ("12pm", "12:00", None), ("11am", "11:00", None),
        ("14:00-16:00", "14:00", "16:00"), ("14:00~16:30", "14:00", "16:30"), ("1400-1600", "14:00", "16:00"),
        ("下午2点到4点", "14:00", "16:00"), ("下午2点至4点半", "14:00", "16:30"), ("9点到11点", "09:00", "11:00"),
        ("9到11点", "09:00", "11:00"), ("11点到1点", "11:00", "13:00"), ("9点到5点", "09:00", "17:00"),
        ("晚上7点到9点", "19:00", "21:00"), ("上午9点到下午3点", "09:00", "15:00"),
        ("下午2:00—4:00", "14:00", "16:00"),
        ("9:00——11:30", None, None),
    ],
)  # fmt: skip
def test_times(said: str, start: str | None, end: str | None) -> None:
    if start is None:
        assert not isinstance(read_time(said), TimeSpan)
        return
    assert read_time(said) == TimeSpan(start=start, end=end)
    if said != "1430":  # four digits are a day first, but there is no such day
        assert read_when(said, WEDNESDAY, "meeting") == Moment(time=start, end=end)


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("12月5日下午3点", "2026-12-05", "15:00"), ("12月5日14:00", "2026-12-05", "14:00"),
        ("12月5日（周六）下午3点", "2026-12-05", "15:00"), ("12-05下午3点", "2026-12-05", "15:00"),
        ("12.5下午3点半", "2026-12-05", "15:30"), ("1205下午3点", "2026-12-05", "15:00"),
        ("明天下午3点", "2026-11-26", "15:00"), ("明天14:00", "2026-11-26", "14:00"),
        ("后天9点半", "2026-11-27", "09:30"),
        ("下周三9点半", "2026-12-02", "09:30"), ("周五下午2:30", "2026-11-27", "14:30"),
        ("周三三点", "2026-11-25", "15:00"),
        ("周五的下午3点", "2026-11-27", "15:00"), ("今晚7点", "2026-11-25", "19:00"),
        ("今天晚上七点半", "2026-11-25", "19:30"),
        ("明早8点", "2026-11-26", "08:00"), ("明晚七点", "2026-11-26", "19:00"), ("昨晚8点", "2026-11-24", "20:00"),
        ("5号上午10点", "2026-12-05", "10:00"), ("二十号三点", "2026-12-20", "15:00"),
        ("今天中午", "2026-11-25", "12:00"),
        ("十二月五日三点半", "2026-12-05", "15:30"), ("2026-12-05T14:00", "2026-12-05", "14:00"),
        ("三天后下午3点", "2026-11-28", "15:00"), ("月底上午9点", "2026-11-30", "09:00"),
        ("12/5-14:00", "2026-12-05", "14:00"),
        ("明天3pm", "2026-11-26", "15:00"), ("12月5日９：００", "2026-12-05", "09:00"),
    ],
)  # fmt: skip
def test_a_day_and_its_time_in_one_breath(said: str, day: str, time: str) -> None:
    assert read_when(said, WEDNESDAY, "meeting") == Moment(day=date.fromisoformat(day), time=time)


def test_a_day_and_a_span() -> None:
    wanted = Moment(day=date(2026, 11, 26), time="14:00", end="16:00")
    assert read_when("明天下午2点到4点", WEDNESDAY, "meeting") == wanted
    assert read_when("明天14:00-16:00", WEDNESDAY, "meeting") == wanted


def test_a_day_and_a_span_as_long_as_anybody_writes_them() -> None:
    said = "2026年11月22日（星期日）下午02点30分至下午04点30分"
    assert read_when(said, WEDNESDAY, "meeting") == Moment(day=date(2026, 11, 22), time="14:30", end="16:30")


IMPOSSIBLE = [
    ("13.45", "no_such_day"), ("25:00", "no_such_time"), ("0", "unread"), ("2月30日", "no_such_day"),
    ("11-31", "no_such_day"),
    ("3299", "no_such_day"), ("32号", "no_such_day"), ("0号", "no_such_day"), ("三十二号", "no_such_day"),
    ("0.5", "no_such_day"),
    ("2026-13-01", "no_such_day"), ("2026-02-29", "no_such_day"), ("20261301", "no_such_day"),
    ("12345678", "no_such_day"),
    ("1205-12-05", "no_such_day"), ("周8", "unread"), ("24:00", "no_such_time"), ("9:60", "no_such_time"),
    ("25点", "no_such_time"),
    ("下午25点", "no_such_time"), ("上午3点", "no_such_time"), ("下午10点", "no_such_time"),
    ("晚上12点", "no_such_time"),
    ("13pm", "no_such_time"), ("0pm", "no_such_time"), ("16:00-14:00", "no_such_time"), ("2:30", "ambiguous"),
    ("3时", "ambiguous"),
    ("9点5", "ambiguous"), ("十二月二十三点", "ambiguous"), ("1205-1400", "ambiguous"), ("下午", "part_of_day"),
    ("明天下午", "part_of_day"),
    ("晚上", "part_of_day"), ("明天25点", "no_such_time"), ("2月30日下午3点", "no_such_day"),
    ("12月5日周二", "wrong_weekday"),
    ("明天（周三）", "wrong_weekday"), ("5", "unread"), ("12", "unread"), ("930", "unread"),
    ("261205", "unread"), ("26-12-05", "unread"),
    ("12-05-26", "unread"), ("12.5.", "unread"), ("--", None), ("10月", "unread"), ("2026年", "unread"),
    ("12月5日-7日", "unread"),
    ("12:", "unread"), ("１３．４５", "no_such_day"), ("13。45", "no_such_day"), ("2026.12", "unread"),
    ("1-2-3-4", "unread"),
    ("下个月31号", None), ("2月29日", "no_such_day"), ("0点60分", "no_such_time"),
    ("99999999999999999999", "unread"),
    ("3月上旬", "unread"), ("截至6月", "unread"), ("1─6月", "unread"), ("3月5日前", "unread"), ("1月→6月", "unread"),
    ("12-5、12-6", "unread"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), [pair for pair in IMPOSSIBLE if pair[1] and pair[0] != "周8"])
def test_impossible_and_ambiguous_ones_are_refused(said: str, code: str) -> None:
    for today in (WEDNESDAY, SUNDAY):
        for habit in ("meeting", "record"):
            found = read_when(said, today, habit)  # type: ignore[arg-type]
            assert isinstance(found, InvalidDate), (found, today, habit)
            assert (found.code, found.text) == (code, said)


def test_a_month_without_that_day() -> None:
    found = read_when("下个月31号", date(2026, 10, 1), "meeting")
    assert isinstance(found, InvalidDate)
    assert found.code == "no_such_day"


@pytest.mark.parametrize(
    "said",
    [
        "2026年工作计划", "学习党章", "七一", "五四精神", "三八", "十一", "一二九", "三会一课", "100周年", "3次",
        "8课时", "30分钟",
        "第2次", "三楼", "周报", "下周", "本周工作", "月度", "年终总结", "半天后", "十年", "三天", "一带一路",
        "周三例会", "12月5日活动",
        "@三楼", "#廉洁", "+张建国", "补10月", "Q3", "A12", "中午饭", "晚上学习", "上午好", "明天会更好",
        "今天的事", "5号楼", "3点要求",
        "3月①", "3月2期", "90后", "3中",
        "党课", "--", "", "-", ".", "十月", "二三号", "年", "月", "星期", "5G", "14h", "12点名", "周年",
        "两个维护", "四个意识",
    ],
)  # fmt: skip
def test_topics_are_left_alone(said: str) -> None:
    assert read_when(said, WEDNESDAY, "meeting") is None
    assert read_when(said, SUNDAY, "record") is None


@pytest.mark.parametrize(
    ("said", "wednesday", "january"),
    [
        ("10月", "2026-10", "2026-10"), ("12月", "2025-12", "2026-12"), ("11月", "2026-11", "2026-11"),
        ("1月", "2026-01", "2027-01"),
        ("十月", "2026-10", "2026-10"), ("10月份", "2026-10", "2026-10"), ("2026-10", "2026-10", "2026-10"),
        ("2026年10月", "2026-10", "2026-10"),
        ("2026.10", "2026-10", "2026-10"), ("2026/1", "2026-01", "2026-01"), ("202610", "2026-10", "2026-10"),
        ("26年3月", "2026-03", "2026-03"),
        ("去年12月", "2025-12", "2026-12"), ("今年1月", "2026-01", "2027-01"), ("上月", "2026-10", "2026-12"),
        ("上个月", "2026-10", "2026-12"),
        ("上上个月", "2026-09", "2026-11"), ("本月", "2026-11", "2027-01"), ("这个月", "2026-11", "2027-01"),
        ("下个月", "2026-12", "2027-02"),
        ("三季度", "2026-Q3", "2026-Q3"), ("第三季度", "2026-Q3", "2026-Q3"), ("四季度", "2026-Q4", "2026-Q4"),
        ("一季度", "2026-Q1", "2027-Q1"),
        ("3季度", "2026-Q3", "2026-Q3"), ("Q3", "2026-Q3", "2026-Q3"), ("2026-Q3", "2026-Q3", "2026-Q3"),
        ("2026q3", "2026-Q3", "2026-Q3"),
        ("2025年四季度", "2025-Q4", "2025-Q4"), ("本季度", "2026-Q4", "2027-Q1"),
        ("上季度", "2026-Q3", "2026-Q4"), ("下季度", "2027-Q1", "2027-Q2"),
        ("去年四季度", "2025-Q4", "2026-Q4"), ("上半年", "2026-H1", "2027-H1"), ("下半年", "2026-H2", "2026-H2"),
        ("2025年下半年", "2025-H2", "2025-H2"),
        ("2026-H1", "2026-H1", "2026-H1"), ("2025年", "2025", "2025"), ("2025", "2025", "2025"),
        ("2025年度", "2025", "2025"), ("二〇二五年", "2025", "2025"),
        ("今年", "2026", "2027"), ("去年", "2025", "2026"), ("本年度", "2026", "2027"),
        ("上年度", "2025", "2026"), ("明年", "2027", "2028"),
    ],
)  # fmt: skip
def test_periods(said: str, wednesday: str, january: str) -> None:
    assert read_period(said, WEDNESDAY) == wednesday
    assert read_period(said, date(2027, 1, 5)) == january
    assert read_makeup("补" + said, WEDNESDAY) == read_makeup("for=" + said, WEDNESDAY) == wednesday
    assert read_month(said, WEDNESDAY) == (wednesday if len(wednesday) == 7 and wednesday[5].isdigit() else None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("13月", "no_such_period"), ("0月", "no_such_period"), ("五季度", "no_such_period"),
        ("Q5", "no_such_period"),
        ("2026-13", "no_such_period"), ("2026-H3", "no_such_period"), ("9999", "no_such_period"),
        ("99", "unread"), ("10", "unread"), ("10-11月", "unread"), ("11.12月", "unread"),
        ("2026-10-05", "unread"), ("10.", "unread"),
    ],
)  # fmt: skip
def test_periods_that_are_none(said: str, code: str) -> None:
    for found, text in ((read_period(said, WEDNESDAY), said), (read_makeup("补" + said, WEDNESDAY), "补" + said)):
        assert isinstance(found, InvalidDate)
        assert (found.code, found.text) == (code, text)


@pytest.mark.parametrize("said", ["补课", "补", "补发", "10月", "补充学习", "补10月工作", "for=", "for", "for=it"])
def test_no_makeup(said: str) -> None:
    assert read_makeup(said, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", "10"), ("十二", "12"), ("二十", "20"), ("二十三", "23"), ("廿五", "25"), ("卅", "30"),
        ("三十一", "31"), ("两", "2"),
        ("〇五", "05"), ("二〇二六", "2026"), ("二○二六", "2026"), ("一百", "100"), ("一百二十", "120"),
        ("一百零五", "105"), ("九十九", "99"),
        ("二三", None), ("十十", None), ("百", None), ("一百五", None), ("零百", None), ("二十〇", None),
        ("一百二三", None),
    ],
)  # fmt: skip
def test_numerals(numeral: str, value: str | None) -> None:
    assert plain(numeral) == value


sayings = "0123459-/.:+~年月日号点半一二三十廿上下本今明后周个天早晚午补度季末底前过(：。 "
marks = st.text(st.sampled_from(sayings), max_size=12)
todays = st.dates(date(1990, 1, 1), date(2150, 12, 31))


@given(marks | st.text(max_size=10), todays, st.sampled_from(["meeting", "record"]))
def test_never_fails_and_stays_in_range(said: str, today: date, habit) -> None:  # type: ignore[no-untyped-def]
    found = read_when(said, today, habit)
    if isinstance(found, Moment):
        assert found.day or found.time
        assert found.day is None or 1949 <= found.day.year < 2200
        assert found.end is None or (found.time is not None and found.time < found.end <= "23:59")
        assert not found.past or (found.day is not None and 0 < (today - found.day).days <= 45)
    for read in (read_period, read_makeup, read_month):
        assert read(said, today) is None or isinstance(read(said, today), str | InvalidDate)


@given(todays, st.integers(-400, 400))
def test_an_iso_day_is_that_day_whatever_today_is(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    for said in (day.isoformat(), day.isoformat().replace("-", "."), f"{day.year}年{day.month}月{day.day}日"):
        for habit in ("meeting", "record"):
            assert read_when(said, today, habit) == Moment(day=day)  # type: ignore[arg-type]


@given(todays, st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_a_bare_month_day_is_the_nearest_of_its_side(today: date, like: date) -> None:
    said = like.strftime("%m-%d")
    meeting, record = read_when(said, today, "meeting"), read_when(said, today, "record")
    assert isinstance(meeting, Moment)
    assert isinstance(record, Moment)
    assert meeting.day is not None
    assert record.day is not None
    assert 0 <= (today - record.day).days < 366
    assert meeting.past == (0 < (today - record.day).days <= 45)
    assert meeting.day == record.day if meeting.past else 0 <= (meeting.day - today).days < 366


@given(todays, st.sampled_from("一二三四五六日"))
def test_weeks_start_on_monday(today: date, said: str) -> None:
    days = [read_when(which + said, today, "meeting") for which in ("上周", "本周", "下周", "周")]
    last, this, following, bare = (found.day for found in days if isinstance(found, Moment) and found.day)
    assert [this - last, following - this] == [timedelta(days=7)] * 2
    assert this.isocalendar()[:2] == today.isocalendar()[:2]
    assert 0 <= (bare - today).days < 7
    assert bare in (this, following)


@pytest.mark.parametrize(
    ("day", "zh", "en", "zh_away", "en_away"),
    [
        ("2026-11-25", "11月25日 周三", "Wednesday 25 Nov", "今天", "today"),
        ("2026-11-26", "11月26日 周四", "Thursday 26 Nov", "明天", "tomorrow"),
        ("2026-11-27", "11月27日 周五", "Friday 27 Nov", "后天", "the day after tomorrow"),
        ("2026-11-24", "11月24日 周二", "Tuesday 24 Nov", "昨天", "yesterday"),
        ("2026-11-23", "11月23日 周一", "Monday 23 Nov", "前天", "the day before yesterday"),
        ("2026-12-05", "12月5日 周六", "Saturday 5 Dec", "10天后", "in 10 days"),
        ("2026-11-15", "11月15日 周日", "Sunday 15 Nov", "10天前", "10 days ago"),
        ("2027-02-01", "2027年2月1日 周一", "Monday 1 Feb 2027", "2个月后", "in 2 months"),
        ("2024-11-25", "2024年11月25日 周一", "Monday 25 Nov 2024", "2年前", "2 years ago"),
    ],
)
def test_said(day: str, zh: str, en: str, zh_away: str, en_away: str) -> None:
    when = date.fromisoformat(day)
    assert day_in_words(when, WEDNESDAY, words_of("zh")) == zh
    assert day_in_words(when, WEDNESDAY, words_of("en")) == en
    assert distance(when, WEDNESDAY, words_of("zh")) == zh_away
    assert distance(when, WEDNESDAY, words_of("en")) == en_away


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2026-10", "2026年10月", "Oct 2026"), ("2026-Q4", "2026年第4季度", "Q4 2026"),
        ("2026-Q1", "2026年第1季度", "Q1 2026"),
        ("2026-H1", "2026年上半年", "first half of 2026"), ("2026-H2", "2026年下半年", "second half of 2026"),
        ("2026", "2026年", "2026"),
        ("\x1b", "␛", "␛"),
    ],
)  # fmt: skip
def test_periods_said(label: str, zh: str, en: str) -> None:
    assert period_text(label, words_of("zh")) == zh
    assert period_text(label, words_of("en")) == en


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_what_is_said_is_read_as_that_day(day: date) -> None:
    for today in (day, *TODAYS):
        said = day_text(day, today, words_of("zh"))
        if day.year != today.year:
            assert read_when(said, today, "meeting") == Moment(day=day)


def test_every_complaint_has_its_words() -> None:
    for said, code in [*((s, c) for s, c in IMPOSSIBLE if c and s != "周8"), ("补13月", "no_such_period")]:
        found = read_makeup(said, WEDNESDAY) if said.startswith("补") else read_when(said, WEDNESDAY, "meeting")
        assert isinstance(found, InvalidDate)
        for lang in ("zh", "en"):
            sentence = bad_date_text(found, WEDNESDAY, words_of(lang))
            assert not sentence.startswith("when."), code
            assert "{" not in sentence
    hostile = bad_date_text(InvalidDate(code="unread", text="\x1b[31m1"), WEDNESDAY, words_of("zh"))
    assert "\x1b" not in hostile


def test_light_until_used() -> None:
    code = (
        "import sys, widgets.when.moments, widgets.when.periods, widgets.when.date_text\n"
        "assert {'re', 'arrow', 'typing', 'textual', 'rich'}.isdisjoint(sys.modules)"
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True)
