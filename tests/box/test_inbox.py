"""What came down and is not here yet, and what receiving it stores."""

from __future__ import annotations

from datetime import date

import pytest

from store.box.counts import findings_of, received_of
from store.box.inbox import Incoming, News, Urgency, incoming, receive
from store.box.messages import Down, SentFinding, SentItem
from store.edits import Add
from store.packs.national import NATIONAL
from store.records import Entry, Finding, Result
from store.rejected import Rejected
from store.snapshot import Snapshot
from widgets.sections.view import View
from widgets.stored_text import detail
from widgets.words.lexicon import words_of

DAY = date(2026, 11, 22)
ITEM = SentItem(
    origin="e12", kind="notice", sub="通报", title="报送党员教育培训情况", doc="机党〔2026〕9号", text="按附表填",
    day=DAY, due=date(2026, 12, 5), reply="number",
)  # fmt: skip
FOUND = SentFinding(
    origin="f3",
    rule="OL-03",
    period="2026-10",
    result="not_executed",
    text="缺三组记录",
    day=DAY,
    due=date(2026, 12, 10),
)
EMPTY = Snapshot(7)


def down(items: tuple[SentItem, ...] = (), findings: tuple[SentFinding, ...] = ()) -> Down:
    return Down(unit="one", sender="机关党委", as_of=DAY, items=items, findings=findings)


def received(snapshot: Snapshot, sent: Down, today: date = DAY, reply: str = "") -> Snapshot:
    """The snapshot after the first thing to receive was."""
    after = receive(incoming(snapshot, sent, today)[0], snapshot, today, NATIONAL, reply).apply(snapshot)
    assert isinstance(after, Snapshot)
    return Snapshot(after.revision + 1, after.tables)


def test_nothing_came_down() -> None:
    assert incoming(EMPTY, None, DAY) == ()
    assert incoming(EMPTY, down(), DAY) == ()


def test_an_item_is_incoming_until_it_is_received() -> None:
    sent = down((ITEM,))
    assert incoming(EMPTY, sent, DAY) == (
        Incoming(
            origin="box:e12",
            news=News.ITEM,
            sender="机关党委",
            message=ITEM,
            day=DAY,
            due=ITEM.due,
            urgency=Urgency.OPEN,
        ),
    )
    after = received(EMPTY, sent)
    (entry,) = after.entries.values()
    assert entry == Entry(
        id="e8", kind="notice", sub="通报", title="报送党员教育培训情况", doc="机党〔2026〕9号", day=DAY,
        due=date(2026, 12, 5), origin="box:e12", came=entry.came, reply="number", note="按附表填",
    )  # fmt: skip
    assert incoming(after, sent, DAY) == ()


def test_a_reply_at_once_closes_it() -> None:
    (entry,) = received(EMPTY, down((ITEM,)), reply="24").entries.values()
    assert (entry.done, entry.result) == (DAY, "24")


def test_of_two_who_receive_it_one_does() -> None:
    sent = down((ITEM,))
    (one,) = incoming(EMPTY, sent, DAY)
    again = receive(one, EMPTY, DAY, NATIONAL).apply(received(EMPTY, sent))
    assert isinstance(again, Rejected)
    assert again.code == "there"
    assert again.facts["id"] == "e8"


def test_a_finding_comes_with_the_committee_as_inspector() -> None:
    sent = down(findings=(FOUND,))
    assert [one.news for one in incoming(EMPTY, sent, DAY)] == [News.FINDING]
    after = received(EMPTY, sent)
    (finding,) = after.findings.values()
    assert finding == Finding(
        id="f8", rule="OL-03", period="2026-10", result=Result.NOT_EXECUTED, day=DAY, text="缺三组记录",
        inspector="机关党委", due=date(2026, 12, 10), origin="box:f3",
        came=finding.came,
    )  # fmt: skip
    assert incoming(after, sent, DAY) == ()


def test_closed_above_before_anybody_received_it_is_nothing_to_do() -> None:
    assert incoming(EMPTY, down(findings=(FOUND.but(closed=DAY),)), DAY) == ()


def test_closed_above_while_it_is_open_here() -> None:
    after = received(EMPTY, down(findings=(FOUND,)))
    sent = down(findings=(FOUND.but(closed=date(2026, 12, 1)),))
    (one,) = incoming(after, sent, DAY)
    assert (one.news, one.record, one.day, one.due) == (News.CLOSED, "f8", date(2026, 12, 1), None)
    closed = received(after, sent)
    assert closed.findings["f8"].closed == date(2026, 12, 1)
    assert incoming(closed, sent, DAY) == ()


@pytest.mark.parametrize("reopened", [None, DAY], ids=str)  # and once more on one day, with the date that it had
def test_a_close_out_that_is_taken_back_above_opens_what_nobody_closed_here(reopened) -> None:
    sent = FOUND.but(reopened=reopened)
    opened = down(findings=(sent,))
    closed = received(received(EMPTY, opened), down(findings=(sent.but(closed=DAY),)))
    (report,) = findings_of(closed, DAY)
    assert (report.state, report.closed) == ("open", None)  # as it stood here
    (one,) = incoming(closed, opened, DAY)
    assert (one.news, one.record, one.due) == (News.RESENT, "f8", FOUND.due)
    back = received(closed, opened)
    assert back.findings["f8"].closed is None
    assert incoming(back, opened, DAY) == ()


def test_closed_here_and_above_is_no_news() -> None:
    after = received(EMPTY, down(findings=(FOUND,)))
    done = after.with_records({"findings": {"f8": after.findings["f8"].but(closed=DAY, closing="补齐")}})
    assert incoming(done, down(findings=(FOUND.but(closed=DAY),)), DAY) == ()


def test_reopened_above_with_a_new_date() -> None:
    after = received(EMPTY, down(findings=(FOUND,)))
    done = after.with_records({"findings": {"f8": after.findings["f8"].but(closed=DAY, closing="补齐")}})
    sent = down(findings=(FOUND.but(reopened=date(2026, 12, 2), due=date(2026, 12, 20)),))
    (one,) = incoming(done, sent, DAY)
    assert (one.news, one.record, one.due) == (News.REOPENED, "f8", date(2026, 12, 20))
    open_again = received(done, sent)
    finding = open_again.findings["f8"]
    assert (finding.closed, finding.due, finding.reopened) == (None, date(2026, 12, 20), date(2026, 12, 2))
    assert incoming(open_again, sent, DAY) == ()
    once_more = down(findings=(FOUND.but(reopened=date(2026, 12, 21), due=date(2026, 12, 30)),))
    assert [one.news for one in incoming(open_again, once_more, DAY)] == [News.REOPENED]


def test_someone_changed_the_finding_meanwhile() -> None:
    after = received(EMPTY, down(findings=(FOUND,)))
    (one,) = incoming(after, down(findings=(FOUND.but(closed=DAY),)), DAY)
    edit = receive(one, after, DAY, NATIONAL)
    other = after.with_records({"findings": {"f8": after.findings["f8"].but(closed=date(2026, 11, 20))}})
    refused = edit.apply(other)
    assert isinstance(refused, Rejected)
    assert refused.code == "conflict"


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        (date(2026, 11, 21), Urgency.OVERDUE),
        (date(2026, 11, 22), Urgency.DUE_SOON),
        (date(2026, 11, 28), Urgency.DUE_SOON),
        (date(2026, 11, 29), Urgency.OPEN),
        (None, Urgency.OPEN),
    ],
)
def test_how_urgent(due: date | None, urgency: Urgency) -> None:
    (one,) = incoming(EMPTY, down((ITEM.but(due=due),)), DAY)
    assert one.urgency is urgency


def test_the_most_urgent_first() -> None:
    items = (
        ITEM.but(origin="e1", due=None), ITEM.but(origin="e2", due=date(2026, 12, 1)),
        ITEM.but(origin="e3", due=date(2026, 11, 1)), ITEM.but(origin="e2", title="又一次"),
    )  # fmt: skip
    found = incoming(EMPTY, down(items, (FOUND,)), DAY)
    assert [one.origin for one in found] == ["box:e3", "box:e2", "box:f3", "box:e1"]


def test_what_no_field_can_hold_is_taken_off() -> None:
    hostile = ITEM.but(kind="figure", sub="？", title=" 一\x1b[31m二\n三 ", text="甲\r\n乙\x00\n", reply="none")
    (entry,) = received(EMPTY, down((hostile,))).entries.values()
    assert (entry.kind, entry.sub, entry.title, entry.note) == ("notice", "", "一 [31m二 三", "甲\n乙")


def test_a_directive_is_one() -> None:
    (entry,) = received(EMPTY, down((ITEM.but(kind="directive", sub=""),))).entries.values()
    assert entry.kind == "directive"


def test_a_record_of_ones_own_is_no_item() -> None:
    own = Add(table="entries", record=Entry(id="", kind="notice", title="自己的", day=DAY)).apply(EMPTY)
    assert isinstance(own, Snapshot)
    assert len(incoming(own, down((ITEM,)), DAY)) == 1


# What is changed above after it was received

LATER = ITEM.but(due=date(2026, 12, 20), title="报送党员教育培训总结", text="附表改了")


def test_what_is_changed_above_is_told_and_received_as_one_change() -> None:
    before = received(EMPTY, down((ITEM,)))
    sent = down((LATER,))
    (one,) = incoming(before, sent, DAY)
    assert (one.news, one.record, one.due) == (News.CHANGED, "e8", date(2026, 12, 20))
    edit = receive(one, before, DAY, NATIONAL)
    assert (edit.why, set(edit.fields_)) == ("receive_changed", {"due", "title", "note", "came"})
    after = received(before, sent)
    (entry,) = after.entries.values()
    assert (entry.title, entry.due, entry.note) == (LATER.title, LATER.due, LATER.text)
    assert (entry.id, entry.day, entry.doc) == ("e8", DAY, ITEM.doc)
    assert incoming(after, sent, DAY) == ()
    assert [one.news for one in incoming(after, down((ITEM,)), DAY)] == [News.CHANGED]  # taken back again
    for name, value in (("due", None), ("reply", "text"), ("doc", "9号"), ("text", "")):
        assert [one.news for one in incoming(before, down((ITEM.but(**{name: value}),)), DAY)] == [News.CHANGED]


def test_what_is_changed_above_in_a_finding_is_told_and_received_as_one_change() -> None:
    before = received(EMPTY, down(findings=(FOUND,)))
    own = before.with_records({"findings": {"f8": before.findings["f8"].but(owner="m1", note="找王伟")}})
    later = FOUND.but(due=date(2026, 12, 20), text="缺二组、三组记录", result="partly", period="2026-09")
    sent = down(findings=(later,))
    (one,) = incoming(own, sent, DAY)
    assert (one.news, one.record, one.due) == (News.CHANGED, "f8", later.due)
    edit = receive(one, own, DAY, NATIONAL)
    assert (edit.why, set(edit.fields_)) == ("receive_changed", {"due", "text", "result", "period", "came"})
    after = received(own, sent)
    finding = after.findings["f8"]
    assert (finding.due, finding.text, finding.period) == (later.due, later.text, later.period)
    assert (finding.result, finding.owner, finding.note) == (Result.PARTLY, "m1", "找王伟")
    assert incoming(after, sent, DAY) == ()
    for name, value in (("due", None), ("text", ""), ("rule", "OL-04"), ("period", "2026-09"), ("result", "executed")):
        assert [one.news for one in incoming(own, down(findings=(FOUND.but(**{name: value}),)), DAY)] == [News.CHANGED]


@pytest.mark.parametrize("settled", [{"closed": DAY}, {"came": ""}], ids=str)
def test_of_a_finding_that_is_closed_or_an_older_program_received_no_change_is_told(settled) -> None:
    before = received(EMPTY, down(findings=(FOUND,)))
    here = before.with_records({"findings": {"f8": before.findings["f8"].but(**settled)}})
    assert incoming(here, down(findings=(FOUND.but(text="另一个"),)), DAY) == ()


def test_what_was_received_is_told_without_what_is_kept_for_bookkeeping() -> None:
    before, words = received(EMPTY, down((ITEM,))), words_of("zh")
    views = [View(snapshot=one, today=DAY, pack=NATIONAL) for one in (before, received(before, down((LATER,))))]
    told = detail(*views, {"e8"}, words)
    assert words("field.due") in told
    assert words("field.came") not in told


def test_what_is_changed_here_is_no_change_above() -> None:
    before = received(EMPTY, down((ITEM,)))
    own = before.entries["e8"].but(title="自己的说法", due=date(2026, 12, 1), note="按附表填\n找王伟要数")
    here = before.with_records({"entries": {"e8": own}})
    assert incoming(here, down((ITEM,)), DAY) == ()
    (entry,) = received(here, down((LATER,))).entries.values()
    assert (entry.title, entry.due) == (LATER.title, LATER.due)
    assert entry.note == "附表改了\n按附表填\n找王伟要数"  # nothing noted here is lost
    (entry,) = received(here, down((ITEM.but(due=LATER.due),))).entries.values()
    assert entry.note == own.note


@pytest.mark.parametrize("closed", [{"done": DAY}, {"dropped": "不适用"}, {"came": ""}], ids=str)
def test_of_what_is_closed_or_was_received_by_an_older_program_no_change_is_told(closed) -> None:
    before = received(EMPTY, down((ITEM,)))
    here = before.with_records({"entries": {"e8": before.entries["e8"].but(**closed)}})
    assert incoming(here, down((LATER,)), DAY) == ()


def test_someone_changed_the_entry_meanwhile() -> None:
    before = received(EMPTY, down((ITEM,)))
    edit = receive(incoming(before, down((LATER,)), DAY)[0], before, DAY, NATIONAL)
    other = before.with_records({"entries": {"e8": before.entries["e8"].but(title="另一个")}})
    refused = edit.apply(other)
    assert isinstance(refused, Rejected)
    assert refused.code == "conflict"


# What is taken back above after it was received

MARK = "@b0123abcd"
OURS, ALSO = ITEM.but(origin="e12" + MARK), ITEM.but(origin="e13" + MARK, title="另一件")


def all_of(*items: SentItem, findings: tuple[SentFinding, ...] = ()) -> Down:
    return down(items, findings).but(mark=MARK[1:])


def test_what_is_taken_back_above_is_told_and_received_as_one_change() -> None:
    here = received(received(EMPTY, all_of(OURS)), all_of(OURS, ALSO))
    (one,) = incoming(here, all_of(ALSO), DAY)
    assert (one.news, one.record, one.due, one.message.title) == (News.WITHDRAWN, "e8", None, ITEM.title)
    edit = receive(one, here, DAY, NATIONAL, "机关党委已撤回")
    assert (edit.why, edit.fields_) == ("receive_withdrawn", {"dropped": "机关党委已撤回", "came": "-"})
    gone = received(here, all_of(ALSO), reply="已撤回")
    assert incoming(gone, all_of(ALSO), DAY) == ()
    assert [one.origin for one in received_of(gone, DAY, NATIONAL)] == [ALSO.origin]
    (again,) = incoming(gone, all_of(OURS, ALSO), DAY)  # sent once more
    assert (again.news, again.record) == (News.CHANGED, "e8")
    back = received(gone, all_of(OURS, ALSO))
    assert (back.entries["e8"].dropped, back.entries["e8"].due) == ("", ITEM.due)
    assert incoming(back, all_of(OURS, ALSO), DAY) == ()


def test_nothing_is_taken_back_that_is_settled_here_or_another_s_or_had_no_room() -> None:
    here = received(EMPTY, all_of(OURS))
    closed = received(EMPTY, all_of(OURS), reply="24")
    assert incoming(closed, all_of(), DAY) == ()
    assert incoming(here, down(), DAY) == ()
    assert incoming(here, all_of().but(mark="b4567abcd"), DAY) == ()
    assert incoming(received(EMPTY, down((ITEM,))), all_of(), DAY) == ()


def test_a_finding_that_is_taken_back_above_is_closed_here() -> None:
    ours = FOUND.but(origin="f3" + MARK)
    here = received(EMPTY, all_of(findings=(ours,)))
    (one,) = incoming(here, all_of(), DAY)
    assert (one.news, one.record) == (News.WITHDRAWN, "f8")
    after = received(here, all_of(), reply="已撤回").findings["f8"]
    assert (after.closed, after.closing) == (DAY, "已撤回")
    closed = all_of(findings=(ours.but(closed=DAY),))
    assert [one.news for one in incoming(here, closed, DAY)] == [News.CLOSED]


def test_a_finding_that_is_sent_once_more_is_open_again() -> None:
    ours = FOUND.but(origin="f3" + MARK)
    gone = received(received(EMPTY, all_of(findings=(ours,))), all_of())
    assert incoming(gone, all_of(), DAY) == ()
    assert findings_of(gone, DAY) == ()  # not closed below: it was taken back above
    assert incoming(gone, all_of(findings=(ours.but(closed=DAY),)), DAY) == ()
    later = ours.but(due=date(2026, 12, 20), text="缺三组、四组记录")
    (one,) = incoming(gone, all_of(findings=(later,)), DAY)
    assert (one.news, one.record, one.day, one.due) == (News.RESENT, "f8", FOUND.day, later.due)
    back = received(gone, all_of(findings=(later,)))
    finding = back.findings["f8"]
    assert (finding.closed, finding.closing, finding.due, finding.text) == (None, "", later.due, later.text)
    assert incoming(back, all_of(findings=(later,)), DAY) == ()
    (report,) = findings_of(back, DAY)
    assert (report.state, report.closed) == ("open", None)
    assert [one.news for one in incoming(back, all_of(), DAY)] == [News.WITHDRAWN]


def test_a_finding_that_was_closed_here_before_stays_closed_when_it_is_sent_once_more() -> None:
    ours = FOUND.but(origin="f3" + MARK)
    here = received(EMPTY, all_of(findings=(ours,)))
    closed = here.with_records({"findings": {"f8": here.findings["f8"].but(closed=DAY, closing="补齐")}})
    assert incoming(closed, all_of(), DAY) == ()
    assert incoming(closed, all_of(findings=(ours,)), DAY) == ()
