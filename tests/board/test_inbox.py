"""What came down, on the board: seen without a trace, received with one key, answered; and what goes up for it."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest

from store.box.inbox import receive
from store.packs.national import NATIONAL
from store.vault import Vault
from tests.boxes import DIRECTIVE, DOWN, FOUND, NOTICE, BoxedBranch
from tests.desk import TODAY, WHO, branch_folder, desk, golden
from widgets.sections.section import Target


@pytest.fixture
def boxed(tmp_path) -> BoxedBranch:
    made = BoxedBranch(branch_folder(tmp_path / "branch"), tmp_path / "box" / "one")
    made.sends(DOWN)
    return made


def entries(d):
    return d.app.view.snapshot.entries


def record_of(d, origin):
    records = (*entries(d).values(), *d.app.view.snapshot.findings.values())
    return next((one for one in records if one.origin == origin), None)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_stands_first_among_the_registers(lang, boxed):
    async with desk(boxed.folder, lang=lang, boxed=boxed) as d:
        await d.press("5")
        golden(f"inbox-{lang}-80x24", d.lines)
        await d.press("down", "enter")
        golden(f"inbox-item-{lang}-80x24", d.lines)


async def test_drawn_with_ascii(boxed):
    async with desk(boxed.folder, lang="en", boxed=boxed, ascii=True) as d:
        await d.press("5")
        assert d.lines[2].startswith("|^ Directive") or "^ Directive" in d.lines[2]


async def test_the_line_above_counts_it(boxed):
    async with desk(boxed.folder, size=(120, 40), boxed=boxed) as d:
        assert "来件 3" in d.lines[1]
        d.app.session.box.down = None
        d.app.show(d.app.view.snapshot)
        await d.settled()
        assert "来件" not in d.lines[1]


async def test_looking_leaves_no_trace(boxed):
    await _opened_once(boxed)
    before = boxed.everything()
    async with desk(boxed.folder, boxed=boxed) as d:
        for keys in (("5",), ("enter",), ("escape",), ("down", "enter"), ("escape",), ("/",), ("escape",), ("0",)):
            await d.press(*keys)
        await d.press("n", "n", "escape", "escape")
        await d.polled()
        assert boxed.everything() == before
    assert boxed.everything() == before


async def _opened_once(boxed):
    """What goes up is written at the first start of a day."""
    async with desk(boxed.folder, boxed=boxed):
        pass
    assert boxed.up.as_of == TODAY


@pytest.mark.parametrize("key", ["s", "ctrl+s"])
async def test_received_on_its_row(key, boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "down", key)
        entry = record_of(d, "box:e12")
        assert entry.title == NOTICE.title
        assert d.app.screen.panel.row.key == entry.id
        assert "收下" in d.lines[-1]
        await d.press("u")
        assert record_of(d, "box:e12") is None
        assert [one.origin for one in d.app.view.incoming] == ["box:e13", "box:e12", "box:f3"]


async def test_received_on_its_page_which_becomes_the_records(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "enter", "s")
        entry = record_of(d, "box:e13")
        assert d.app.screen.subject == Target(kind="entry", id=entry.id)
        assert "上级来件 e13" in d.text
        await d.press("s")
        assert len([one for one in entries(d).values() if one.origin]) == 1


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ("上级来件 e12", "一个数")), ("en", ("from above, e12", "a number"))]
)
async def test_its_record_says_where_it_came_from_and_what_is_asked_back(lang, said, boxed):
    async with desk(boxed.folder, boxed=boxed, lang=lang) as d:
        d.open(Target(kind="incoming", id="box:e12"))
        await d.settled()
        await d.press("s")
        assert all(text in d.text for text in said)
        assert "box:" not in d.text


async def test_what_it_is_answered_goes_up(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "down", "s", "r")
        await d.types("24")
        assert "照原样上报" in d.text
        await d.press("enter")
        assert record_of(d, "box:e12").result == "24"
    (receipt,) = boxed.up.received
    assert (receipt.origin, receipt.state, receipt.reply) == ("e12", "done", "24")


async def test_a_number_is_asked_and_a_text_is_none(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "down", "s", "r")
        await d.types("二十四")
        assert "要求回复一个数" in d.text
        await d.press("enter", "escape")
        assert record_of(d, "box:e12").done is None
        d.form("entries", record_of(d, "box:e12").id, field="result")
        await d.settled()
        assert "照原样上报" in d.text
        await d.types("二十四")
        await d.press("ctrl+s")
        assert "要求回复一个数" not in d.text  # it is not closed yet
        assert record_of(d, "box:e12").result == "二十四"
        d.form("entries", record_of(d, "box:e12").id, field="done")
        await d.settled()
        await d.types("11-22")
        await d.press("ctrl+s")
        assert record_of(d, "box:e12").done is None


async def test_not_done_says_that_the_reason_goes_up(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "s", "w")
        await d.types("本支部不承担")
        assert "照原样上报" in d.text
        await d.press("enter")
        assert record_of(d, "box:e13").dropped == "本支部不承担"
    assert boxed.up.received[0].reply == "本支部不承担"


async def test_a_finding_from_above(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        d.open(Target(kind="incoming", id="box:f3"))
        await d.settled()
        await d.press("s")
        finding = record_of(d, "box:f3")
        assert finding.inspector == "机关党委"
        assert d.app.screen.subject == Target(kind="finding", id=finding.id)
        d.form("findings", finding.id, field="closing")
        await d.settled()
        assert "照原样上报" in d.text
        await d.types("已补齐三组记录")
        await d.press("ctrl+s")
    data = json.loads(d.vault.whole())
    stored = next(one for one in data["findings"].values() if one.get("origin") == "box:f3")
    assert stored["closing"] == "已补齐三组记录"


async def test_closed_here_then_above(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        d.open(Target(kind="incoming", id="box:f3"))
        await d.settled()
        await d.press("s")
        id = record_of(d, "box:f3").id
        d.form("findings", id, field="closed")
        await d.settled()
        await d.types("11-22")
        await d.press("ctrl+s")
        assert boxed.up.findings[0].closed == TODAY
        assert "等上级销号" in d.text
        boxed.sends(DOWN.but(findings=(FOUND.but(closed=TODAY),)))
        await d.polled()
        assert f"已销号 {TODAY}" in d.text
        assert [one.origin for one in d.app.view.incoming] == ["box:e13", "box:e12"]
        boxed.sends(DOWN.but(findings=(FOUND.but(reopened=TODAY, due=date(2026, 12, 31)),)))
        await d.polled()
        d.open(Target(kind="incoming", id="box:f3"))
        await d.settled()
        await d.press("s")
        finding = record_of(d, "box:f3")
        assert (finding.closed, finding.due) == (None, date(2026, 12, 31))


async def test_what_comes_down_while_it_is_open_appears(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5")
        boxed.sends(DOWN.but(items=(*DOWN.items, NOTICE.but(origin="e20", title="新来的通知"))))
        await d.polled()
        assert "新来的通知" in d.text


async def test_a_box_that_is_damaged_meanwhile_is_told(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        (boxed.place / "down" / "down.json").write_text("{", encoding="utf-8")
        await d.polled()
        assert "down.json" in d.lines[-1]
        assert d.app.view.incoming == ()
        await d.press("5", "a")
        await d.types("难点 窗口延时")
        await d.press("enter")
        assert any(one.title == "窗口延时" for one in entries(d).values())
        boxed.sends(DOWN)
        await d.polled()
        assert len(d.app.view.incoming) == 3


async def test_a_box_that_cant_be_written_fails_no_change(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        (boxed.place / "up" / "up.json").unlink()
        (boxed.place / "up" / "up.json").mkdir()
        await d.press("5", "s")
        assert record_of(d, "box:e13") is not None
        assert "up.json" in d.lines[-1]


async def test_several_changes_in_a_row_go_up_as_the_last(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "s", "g", "s", "g", "s")
    assert boxed.up.revision == d.app.view.snapshot.revision
    assert len(boxed.up.received) + len(boxed.up.findings) == 3


async def test_at_the_first_start_of_a_day_it_goes_up(boxed):
    await _opened_once(boxed)
    first = os.stat(boxed.place / "up" / "up.json").st_mtime_ns
    async with desk(boxed.folder, boxed=boxed):
        pass
    assert os.stat(boxed.place / "up" / "up.json").st_mtime_ns == first
    async with desk(boxed.folder, boxed=boxed, today=TODAY + timedelta(days=1)):
        pass
    assert boxed.up.as_of == TODAY + timedelta(days=1)
    async with desk(boxed.folder, boxed=boxed):  # a clock that was ahead is put right
        pass
    assert boxed.up.as_of == TODAY


async def test_what_a_killed_writer_did_not_send_goes_up_at_the_next_start(boxed):
    await _opened_once(boxed)
    stands = boxed.up
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "s")
    boxed.box.write_up(lambda: stands)
    async with desk(boxed.folder, boxed=boxed):
        pass
    assert [one.origin for one in boxed.up.received] == ["e13"]


async def test_n_goes_by_overdue_duties_then_what_came_down_then_entries(boxed):
    data = json.loads((boxed.folder / "branch.json").read_text(encoding="utf-8"))
    next(iter(data["entries"].values()))["due"] = "2026-11-01"
    (boxed.folder / "branch.json").write_text(json.dumps(data), encoding="utf-8")
    async with desk(boxed.folder, boxed=boxed) as d:
        tasks = [one for one in d.app.view.figures.attention.tasks if one.kind == "overdue"]
        kinds = ["entry" if one.entry else "incoming" if one.incoming else "duty" for one in tasks]
        assert kinds == ["duty"] * (len(kinds) - 2) + ["incoming", "entry"]


async def test_where_nothing_else_is_overdue_n_opens_it(boxed):
    data = json.loads((boxed.folder / "branch.json").read_text(encoding="utf-8"))
    for table in ("meetings", "findings", "entries"):
        data[table] = {}
    data["branch"]["1"]["records_since"] = "2026-11"
    data["branch"]["1"]["founded"] = "2026-11-20"
    (boxed.folder / "branch.json").write_text(json.dumps(data), encoding="utf-8")
    async with desk(boxed.folder, boxed=boxed) as d:
        first = d.app.view.figures.attention.next
        if first.incoming is None:
            pytest.skip(f"{first.kind} comes first here")
        await d.press("n")
        assert d.app.screen.subject == Target(kind="incoming", id="box:e13")


async def test_in_the_palette_and_the_help(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", ":")
        await d.types("收下")
        assert "收下" in d.lines[3] or "收下" in d.text
        await d.press("enter")
        assert record_of(d, "box:e13") is not None


async def test_a_change_above_is_received_on_its_page_which_becomes_the_records(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "down", "s")
        boxed.sends(DOWN.but(items=(NOTICE.but(due=date(2026, 12, 20)), DIRECTIVE)))
        await d.polled()
        await d.press("g")
        assert any("更改" in line and NOTICE.title in line for line in d.lines)
        while d.app.screen.panel.row.key != "box:e12":
            await d.press("down")
        await d.press("enter")
        assert "2026-12-20" in d.text
        entry = record_of(d, "box:e12")
        assert entry.due == NOTICE.due
        await d.press("s")
        changed = record_of(d, "box:e12")
        assert (changed.id, changed.title, changed.due) == (entry.id, entry.title, date(2026, 12, 20))
        assert d.app.screen.subject == Target(kind="entry", id=entry.id)
        await d.press("u")
        assert record_of(d, "box:e12").due == NOTICE.due


async def test_what_is_taken_back_above_while_it_is_looked_at_says_so(boxed):
    async with desk(boxed.folder, boxed=boxed) as d:
        await d.press("5", "down", "enter")
        assert NOTICE.text in d.text
        boxed.sends(DOWN.but(items=(DIRECTIVE,)))
        await d.polled()
        assert "上级已撤回" in d.text
        assert NOTICE.text not in d.text
        await d.press("s")
        assert record_of(d, "box:e12") is None
        await d.press("escape", "g", "enter")
        assert DIRECTIVE.title in d.text
        edit = receive(d.app.view.incoming[0], d.app.view.snapshot, TODAY, NATIONAL)
        Vault(str(boxed.folder)).commit(edit, WHO, datetime.now(UTC))
        await d.polled()
        assert "也许已经收下" in d.text
        await d.press("enter")
        assert d.app.screen.subject == Target(kind="entry", id=record_of(d, "box:e13").id)
