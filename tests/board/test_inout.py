"""Stories of what goes out of the board and what comes in."""

from __future__ import annotations

import os
import stat
from io import StringIO

import pytest

from store.edits import Delete
from store.vault import Vault
from tests.desk import TODAY, WHO, branch_folder, desk, golden
from tui.cli.run import run
from tui.screens.export import ExportScreen
from widgets.display import width
from widgets.papers.catalogue import EXPORTS
from widgets.papers.outgoing import last_month, names, offered
from widgets.sections.view import View
from widgets.words.lexicon import with_papers, words_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A branch's folder; files are written beside it."""
    monkeypatch.chdir(tmp_path)
    return branch_folder(tmp_path / "branch")


async def does(d, *keys: str) -> None:
    """Keys, each with the work that it begins."""
    for key in keys:
        await d.press(key)
        await d.app.workers.wait_for_complete()
        await d.settled()


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


def told(folder, monkeypatch, capsysbinary, *argv: str) -> bytes:
    """What the command line writes of the same."""
    monkeypatch.setattr("sys.stdin", StringIO())
    assert run([*argv, "--data", str(folder), "--today", TODAY.isoformat(), "--lang", "zh"], os.environ) == 0
    capsysbinary.readouterr()
    return (folder.parent / argv[-1]).read_bytes()


async def test_one_key_and_enter_twice_make_the_report_of_the_last_month(folder):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "enter")
        assert "已写入 月报-2026-10.docx" in d.lines[-1]
        assert files(folder) == ["月报-2026-10.docx"]
        assert stat.S_IMODE((folder.parent / "月报-2026-10.docx").stat().st_mode) == 0o600
        assert d.focused == "meetings"


async def test_keys_that_come_before_the_preview_wait_for_it(folder):
    async with desk(folder) as d:
        await d.polled()
        await d.pilot.press("x", "enter", "enter")
        await does(d)
        await d.app.workers.wait_for_complete()
        await d.settled()
        assert files(folder) == ["月报-2026-10.docx"]


async def test_the_palette_leads_straight_to_the_report(folder):
    async with desk(folder) as d:
        await d.polled()
        await d.press("colon")
        await d.types("上月月报")
        await does(d, "enter")
        assert isinstance(d.app.screen, ExportScreen)
        assert "月报 2026-10" in d.lines[0]
        await does(d, "escape")
        assert files(folder) == []


async def test_what_the_board_writes_is_what_the_command_line_writes(folder, monkeypatch, capsysbinary):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "4", "enter")
        assert files(folder) == ["月报-2026-10.md"]
    mine = (folder.parent / "月报-2026-10.md").read_bytes()
    theirs = told(folder, monkeypatch, capsysbinary, "export", "month", "--period", "2026-10", "-o", "x.md")
    assert mine == theirs


@pytest.mark.parametrize("what", EXPORTS)
async def test_everything_that_can_be_exported_can_be_looked_at_and_written(folder, what):
    async with desk(folder) as d:
        await d.polled()
        meeting = next(one for one in d.app.view.snapshot.meetings.values() if one.held)
        found = [one for one in offered(d.app.view, meeting.id, None) if one.what == what]
        d.app.push_screen(ExportScreen(found[0]))
        await does(d)
        await d.settled()
        await d.app.workers.wait_for_complete()
        await d.settled()
        assert [width(line) for line in d.lines] == [80] * 24
        assert " 共 " in d.text or "全部记录原样写出" in d.text
        await does(d, "enter")
        (name,) = files(folder)
        assert name.endswith("." + EXPORTS[what].formats[0])
        assert (folder.parent / name).stat().st_size > 100


async def test_all_records_come_back_as_they_are(folder, monkeypatch, capsysbinary):
    async with desk(folder) as d:
        await d.polled()
        await d.press("x", "end")
        await does(d, "enter", "enter")
    (name,) = files(folder)
    mine = (folder.parent / name).read_bytes()
    assert mine == told(folder, monkeypatch, capsysbinary, "export", "all", "-o", "x.json")


async def test_a_meeting_row_offers_its_own_papers(folder):
    async with desk(folder) as d:
        await d.polled()
        await d.press("x")
        meeting = d.app.view.snapshot.meetings[d.app.screen_stack[-2].subject.id]
        assert f"3  签到表        {meeting.day.isoformat()}" in d.text
        await does(d, "3")
        assert "签到表" in d.lines[1]
        await does(d, "escape", "2", "x")
        assert "签到表" not in d.text


async def test_the_shown_period_is_what_is_handed_out(folder):
    async with desk(folder) as d:
        await d.polled()
        await d.press("left_square_bracket", "left_square_bracket", "x")
        assert "月报          2026-10" in d.text
        assert "月报          2026-09" in d.text
        await d.press("escape", "3", "left_square_bracket", "x")
        assert "培训台账      2025" in d.text


async def test_another_period_and_another_format_make_another_name(folder):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "left_square_bracket", "2")
        assert "月报-2026-09.xlsx" in d.lines[-2]
        assert "2026年9月" in d.text
        await does(d, "5")
        assert "不能写成 txt" in d.lines[-1]
        assert "月报-2026-09.xlsx" in d.lines[-2]


async def test_a_name_of_ones_own_keeps_its_stem_and_says_the_format(folder):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "tab", "ctrl+u")
        await d.types("给上级")
        await does(d, "escape", "3", "left_square_bracket")
        assert "给上级.csv" in d.lines[-2]
        await does(d, "tab", "enter")
        assert files(folder) == ["给上级.csv"]


async def test_a_name_that_no_format_has_is_refused(folder):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "tab", "end")
        await d.types("x")
        await does(d, "enter")
        assert "不能写成 docxx" in d.lines[-1]
        assert files(folder) == []


async def test_what_is_there_is_not_written_over_without_asking(folder):
    (folder.parent / "月报-2026-10.docx").write_text("mine")
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter")
        assert "月报-2026-10-2.docx" in d.lines[-2]  # what is proposed is never taken
        await does(d, "tab", "backspace", "backspace", "enter")
        assert "月报-2026-10.docx 已经存在" in d.text
        await does(d, "escape")
        assert (folder.parent / "月报-2026-10.docx").read_text() == "mine"
        await does(d, "enter", "2")
        assert (folder.parent / "月报-2026-10.docx").read_bytes().startswith(b"PK")


async def test_nothing_is_written_through_a_link(folder):
    target = folder.parent / "elsewhere"
    target.write_text("mine")
    (folder.parent / "link.docx").symlink_to(target)
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "tab", "ctrl+u", "ctrl+k")
        await d.types("link.docx")
        await does(d, "enter", "2")
        assert "是一个链接" in d.lines[-1]
        assert target.read_text() == "mine"


async def test_a_place_where_nothing_can_be_written_is_told(folder):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "tab", "ctrl+u", "ctrl+k")
        await d.types("nowhere/x.docx")
        await does(d, "enter")
        assert "不是可以写文件的地方" in d.lines[-1]


async def test_a_meeting_that_another_deletes_meanwhile_is_told(folder):
    async with desk(folder) as d:
        await d.polled()
        meeting = d.app.view.snapshot.meetings[d.app.screen.subject.id]
        await does(d, "x", "3")
        d.vault.commit(Delete(table="meetings", id=meeting.id, rev=meeting.rev), WHO, d.app.session.now())
        await d.polled()
        await does(d, "enter")
        assert words_of("zh")("page.gone") in d.text
        assert files(folder) == []


def test_names_hold_no_sign_that_a_computer_refuses(tmp_path):
    view = View(Vault(str(branch_folder(tmp_path / "b"))).read(), TODAY, None)
    words = with_papers(words_of("en"))
    for meeting in view.snapshot.meetings.values():
        for one in offered(view, meeting.id, None):
            name = next(names(one, view, words, "md"))
            assert not set(name) & set('/\\:*?"<>| \n\t')
            assert name.startswith(name.strip("-. "))
    assert last_month(TODAY).period.label == "2026-10"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_screens_of_going_out(folder, lang):
    async with desk(folder, lang=lang) as d:
        await d.polled()
        await d.press("x")
        golden(f"export-list-{lang}-80x24", d.lines)
        await does(d, "enter")
        golden(f"export-month-{lang}-80x24", d.lines)
