"""Stories of what goes out of the board and what comes in."""

from __future__ import annotations

import asyncio
import os
import stat
from io import StringIO
from threading import Event

import pytest
from textual import events

from store.edits import Change, Delete
from store.packs.national import NATIONAL
from store.vault import Vault
from tests.desk import TODAY, WHO, branch_folder, desk, golden
from tests.exchange.books import book, rosters
from tests.tiers import quick, slow
from tui.cli.run import run
from tui.files import paths, reading
from tui.screens import task
from tui.screens.export import ExportScreen
from tui.screens.importing import ImportScreen
from widgets.display import width
from widgets.papers.catalogue import EXPORTS
from widgets.papers.export_request import last_month, names, offered
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
        await done(d)


async def done(d) -> None:
    """Returns when the work is done and what came of it is said."""
    await d.app.workers.wait_for_complete()
    for _ in range(3):  # a screen goes, the one below comes back, and says it
        await d.settled()


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


def told(folder, monkeypatch, capsysbinary, *argv: str) -> bytes:
    """What the command line says of the same."""
    monkeypatch.setattr("sys.stdin", StringIO())
    assert run([*argv, "--data", str(folder), "--today", TODAY.isoformat(), "--lang", "zh"], os.environ) == 0
    return capsysbinary.readouterr().out


async def test_one_key_and_enter_twice_make_the_report_of_the_last_month(folder):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "enter")
        assert "已写入 月报-2026-10.docx" in d.lines[-1]
        assert files(folder) == ["月报-2026-10.docx"]
        assert stat.S_IMODE((folder.parent / "月报-2026-10.docx").stat().st_mode) == 0o600
        assert d.focused == "meetings"


async def test_what_writes_word_is_missed_before_anything_is_written(folder, monkeypatch):
    monkeypatch.setattr("tui.files.documents.find_spec", lambda name: None if name == "docx" else object())
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter")
        assert "写 .docx 需要 python-docx" in d.text
        assert "-m pip install python-docx" in d.text.replace("│\n│   ", "")
        assert "月报-2026-10.md" in d.text
        await does(d, "1")
        assert "python-docx" in d.lines[-1]
        await does(d, "enter")
        assert files(folder) == ["月报-2026-10.md"]


async def test_keys_that_come_before_the_preview_wait_for_it(folder):
    async with desk(folder) as d:
        await d.polled()
        await d.pilot.press("x", "enter", "enter")
        await done(d)
        await done(d)
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
    told(folder, monkeypatch, capsysbinary, "export", "month", "--period", "2026-10", "-o", "x.md")
    assert mine == (folder.parent / "x.md").read_bytes()


OF_A_BRANCH = [what for what, export in EXPORTS.items() if not export.committee]


@pytest.mark.parametrize("what", quick(["month", "calendar", "all"], OF_A_BRANCH))
async def test_everything_that_can_be_exported_can_be_looked_at_and_written(folder, what):
    async with desk(folder) as d:
        await d.polled()
        meeting = next(one for one in d.app.view.snapshot.meetings.values() if one.held)
        found = [one for one in offered(d.app.view, meeting.id, None) if one.export == what]
        d.app.push_screen(ExportScreen(found[0]))
        await done(d)
        await done(d)
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
    told(folder, monkeypatch, capsysbinary, "export", "all", "-o", "x.json")
    assert mine == (folder.parent / "x.json").read_bytes()


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
        await d.press(*["left_square_bracket"] * 3, "x")  # this month whole, the one before, and that before
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


@pytest.mark.parametrize("ending", ["docx", "md"])
async def test_an_ending_typed_before_the_one_that_stands_there_is_the_ending(folder, ending):
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter", "tab", "ctrl+u")
        await d.types(f"r.{ending}")
        await does(d, "enter")
        assert files(folder) == [f"r.{ending}"]


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
        assert "没有文件夹 nowhere：请先建好，或换一个" in d.lines[-1]


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
    view = View(Vault(str(branch_folder(tmp_path / "b"))).read(), TODAY, NATIONAL)
    words = with_papers(words_of("en"))
    for meeting in view.snapshot.meetings.values():
        for one in offered(view, meeting.id, None):
            name = next(names(one, view, words, "md"))
            assert not set(name) & set('/\\:*?"<>| \n\t')
            assert name.startswith(name.strip("-. "))
    assert last_month(TODAY).period.label == "2026-10"


@pytest.mark.parametrize("lang", quick(["zh"], ["zh", "en"]))
async def test_screens_of_going_out(folder, lang):
    async with desk(folder, lang=lang) as d:
        await d.polled()
        await d.press("x")
        golden(f"export-list-{lang}-80x24", d.lines)
        await does(d, "enter")
        golden(f"export-month-{lang}-80x24", d.lines)


# -- what comes in

LIST = (["姓名", "入党时间", "身份证号"], ["宗悫", "2024.07.01", "x"], ["丁", "昨天", None])


def sheet(folder, name: str, *rows: list) -> str:
    (folder.parent / name).write_bytes(book(("名册", [list(row) for row in rows])))
    return name


async def named(d, what: str, name: str) -> None:
    """The preview of a file."""
    await does(d, "i", what)
    await d.types(name)
    await does(d, "enter")


def previewed(d) -> list[str]:
    return ["".join(cell.text for cell in line.cells).strip(" ›") for line in d.app.screen.page.document.lines]


@pytest.mark.parametrize("case", quick([1], range(4)))
async def test_the_preview_is_that_of_a_dry_run(folder, case, monkeypatch, capsysbinary):
    name, data = list(rosters().values())[case]
    (folder.parent / name).write_bytes(data)
    theirs = told(folder, monkeypatch, capsysbinary, "import", "roster", name, "--dry-run").decode()
    async with desk(folder, size=(200, 50)) as d:
        await d.polled()
        await named(d, "1", name)
        assert "".join("".join(previewed(d)).split()) == "".join(theirs.split())
        assert [width(line) for line in d.lines] == [200] * 50


async def test_a_sheet_is_looked_at_stored_and_taken_back(folder):
    name = sheet(folder, "名册.xlsx", *LIST[:2], [None, "2020.01", None], LIST[2])
    async with desk(folder) as d:
        await d.polled()
        before = d.app.view.snapshot.members
        await named(d, "1", name)
        assert "+ [名册] 第2行 宗悫" in d.text
        assert "! [名册] 第4行 B列“入党时间” 丁" in d.text
        assert d.app.view.snapshot.members == before
        await does(d, "enter", "enter")
        assert "按 Ctrl+S" in d.lines[-1]
        assert d.app.view.snapshot.members == before
        await does(d, "ctrl+s")
        assert "已导入：新增 1 人" in d.lines[-1]
        assert {m.name for m in d.app.view.snapshot.members.values()} - {m.name for m in before.values()} == {"宗悫"}
        await does(d, "u")
        assert d.app.view.snapshot.members == before
        assert "已撤回：导入名册" in d.lines[-1]


@pytest.mark.parametrize(("number", "what"), [("1", "roster"), ("2", "attendance"), slow(("3", "training"))])
async def test_each_kind_of_sheet_is_read_as_the_command_line_reads_it(folder, number, what, monkeypatch, capsysbinary):
    told(folder, monkeypatch, capsysbinary, "export", what, "-o", "x.xlsx")
    theirs = told(folder, monkeypatch, capsysbinary, "import", what, "x.xlsx", "--dry-run").decode()
    async with desk(folder, size=(200, 50)) as d:
        await d.polled()
        await named(d, number, "x.xlsx")
        assert "".join("".join(previewed(d)).split()) == "".join(theirs.split())


async def test_a_roster_that_goes_out_and_comes_in_changes_nothing(folder, monkeypatch, capsysbinary):
    told(folder, monkeypatch, capsysbinary, "export", "roster", "-o", "x.xlsx")
    async with desk(folder) as d:
        await d.polled()
        before = d.app.view.snapshot
        await named(d, "1", "x.xlsx")
        await does(d, "ctrl+s")
        assert "没有要改的" in d.lines[-1]
        assert isinstance(d.app.screen, ImportScreen)
        await does(d, "escape")
        assert d.app.view.snapshot is before


async def test_a_refused_cell_is_put_right_and_stored_with_the_rest(folder):
    name = sheet(folder, "名册.xlsx", *LIST[:2], LIST[2])
    async with desk(folder) as d:
        await d.polled()
        before = d.app.view.snapshot.members
        await named(d, "1", name)
        assert "! [名册] 第3行 B列“入党时间” 丁" in d.text
        await does(d, "e")
        assert "第3行 入党时间 昨天" in d.text
        await does(d, "escape")
        assert "! [名册] 第3行" in d.text
        await does(d, "e", "ctrl+u")
        await d.types("2020.06")
        await does(d, "enter")
        assert "! [名册]" not in d.text
        assert "+ [名册] 第3行 丁" in d.text
        await does(d, "ctrl+s")
        after = d.app.view.snapshot.members
        made = {one.name: one.joined for id, one in after.items() if id not in before}
        assert made == {"宗悫": "2024-07-01", "丁": "2020-06"}


@pytest.mark.parametrize(
    ("number", "rows", "refused", "asked", "typed", "taken"),
    [
        (
            "2",
            [["姓名", "2026年3月5日"], ["沈若溪", "√"]],
            "B列“2026年3月5日”",
            "第1行 B列标题 2026年3月5日",
            " 支委会",
            "2026-03-05",
        ),
        (
            "3",
            [["2026年"], ["姓名", "截至6月"], ["沈若溪", 7]],
            "B列“截至6月”",
            "第2行 B列标题 截至6月",
            "1-6月",
            "2026-01-01~2026-06-30",
        ),
        (
            "3",
            [["2026年"], ["姓名", "培训"], [None, "截至6月"], ["沈若溪", 7]],
            "培训",
            "第3行 B列标题 截至6月",
            "1-6月",
            "~2026-06-30",
        ),
    ],
    ids=["a kind is added", "a span gets its beginning", "the lower of two rows"],
)
async def test_a_refused_heading_is_put_right(folder, number, rows, refused, asked, typed, taken):
    (folder.parent / "x.xlsx").write_bytes(book(("表", rows)))
    async with desk(folder, size=(120, 40)) as d:
        await d.polled()
        await named(d, number, "x.xlsx")
        assert "拒绝 1 处" in d.text
        assert refused in d.text
        await does(d, "down", "e")
        assert asked in d.text
        if not typed.startswith(" "):
            await does(d, "ctrl+u")
        await d.types(typed)
        await does(d, "enter")
        assert "拒绝 0 处" in d.text
        assert taken in d.text
        await does(d, "ctrl+s")
        assert "已导入" in d.lines[-1]


async def test_one_of_several_sheets_is_chosen_on_the_preview(folder):
    head = ["姓名", "部门"]
    made = book(("甲支部", [head, ["宗悫", "一科"]]), ("乙支部", [head, ["丁鸿", "二科"]]))
    (folder.parent / "x.xlsx").write_bytes(made)
    async with desk(folder) as d:
        await d.polled()
        await named(d, "1", "x.xlsx")
        await does(d, "right_square_bracket")
        assert "甲支部" in d.lines[0]
        assert ("宗悫" in d.text, "丁鸿" in d.text) == (True, False)
        await does(d, "right_square_bracket")
        assert ("宗悫" in d.text, "丁鸿" in d.text) == (False, True)
        await does(d, "left_square_bracket", "left_square_bracket")
        assert "甲支部" not in d.lines[0]


async def test_a_sheet_without_one_row_that_can_be_read_stores_nothing(folder):
    name = sheet(folder, "a.xlsx", ["姓名", "入党时间"], ["宗悫", "昨天"])
    async with desk(folder) as d:
        await d.polled()
        await named(d, "1", name)
        await does(d, "ctrl+s")
        assert "没有一行能导入" in d.lines[-1]


async def test_one_line_says_what_is_wrong_with_a_file(folder):
    (folder.parent / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    async with desk(folder) as d:
        await d.polled()
        await named(d, "1", "旧.xls")
        assert "旧.xls 是旧的 .xls 格式" in d.lines[-1]
        await does(d, "ctrl+u")
        await d.types("nowhere.xlsx")
        await does(d, "enter")
        assert "没有这个文件：nowhere.xlsx，请核对文件名和文件夹" in d.lines[-1]
        await does(d, "escape")
        assert not isinstance(d.app.screen, ImportScreen)


async def test_a_file_is_found_with_tab_and_enter(folder):
    (folder.parent / "台账").mkdir()
    (folder.parent / "台账" / "2026年培训.csv").write_text("姓名\n宗悫\n")
    (folder.parent / "台账" / "2026年名册.csv").write_text("姓名\n宗悫\n")
    async with desk(folder) as d:
        await d.polled()
        await does(d, "i", "1")
        assert "台账/" in d.text  # what there is to choose from, before anything is typed
        await d.types("台")
        await does(d, "tab")
        assert "文件 台账/" in d.lines[-2]
        await does(d, "enter")
        assert "文件 台账/2026年 " in d.lines[-2]
        assert "2026年培训.csv" in d.text
        await d.types("名")
        await does(d, "tab", "enter")
        assert "新增 1 人" in d.text


async def test_a_file_whose_name_is_pasted_in_lines_is_named_in_one(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with desk(folder) as d:
        await does(d, "x", "6", "3", "tab", "ctrl+u")
        d.app.post_message(events.Paste("考勤\n二\n"))
        await d.settled()
        await does(d, "enter")
        assert "考勤 二.csv" in d.lines[-1]
    assert (tmp_path / "考勤 二.csv").exists()


async def test_a_pasted_path_may_stand_in_quotes(folder):
    (folder.parent / "my list.csv").write_text("姓名\n宗悫\n")
    async with desk(folder) as d:
        await d.polled()
        await does(d, "i", "1")
        d.app.post_message(events.Paste(f"'{folder.parent / 'my list.csv'}'\n"))
        await d.settled()
        await does(d, "enter")
        assert "新增 1 人" in d.text


async def test_a_name_that_is_changed_and_dropped_is_not_what_is_stored(folder):
    name = sheet(folder, "a.xlsx", ["姓名"], ["宗悫"])
    async with desk(folder) as d:
        await d.polled()
        await named(d, "1", name)
        await does(d, "tab")
        await d.types("y")
        await does(d, "escape")
        assert "文件 a.xlsx " in d.lines[-2]
        await does(d, "s")
        assert "宗悫" in {m.name for m in d.app.view.snapshot.members.values()}


async def test_a_board_that_may_not_store_takes_nothing_in(folder):
    async with desk(folder) as d:
        d.app.session.readonly = True
        await does(d, "i")
        assert "现在是只读方式，没有存" in d.lines[-1]
        assert len(d.app.screen_stack) == 1


async def test_what_another_stores_meanwhile_is_looked_at_too(folder):
    async with desk(folder) as d:
        await d.polled()
        who = next(iter(d.app.view.snapshot.members.values()))
        name = sheet(folder, "a.xlsx", ["姓名", "联系电话"], [who.name, "13800000000"])
        await named(d, "1", name)
        assert "修改 1 人" in d.text
        edit = Change(table="members", id=who.id, base={"phone": who.phone}, fields_={"phone": "13800000000"})
        d.vault.commit(edit, WHO, d.app.session.now())
        await d.polled()
        await done(d)
        await done(d)
        assert "修改 0 人 · 不变 1 人" in d.text


async def test_long_work_shows_how_far_it_is_and_can_be_given_up(folder, monkeypatch):
    seen, go, ended = Event(), Event(), Event()

    def endless(path, progress):
        progress(3, 4)
        seen.set()
        go.wait(20)
        try:
            while True:
                progress(3, 4)
        finally:
            ended.set()

    monkeypatch.setattr(task, "PATIENCE", 0.0)
    monkeypatch.setattr(task, "BETWEEN", 0.01)
    monkeypatch.setattr(reading, "sheets", endless)
    async with desk(folder) as d:
        await d.polled()
        before = d.app.view.snapshot
        await d.press("i", "1")
        await d.types("a.csv")
        await d.press("enter")
        while "读取 3/4 行" not in d.lines[-1]:
            await d.settled()
        assert "███████████████░░░░░ 读取 3/4 行  Esc 放弃" in d.lines[-1]
        go.set()
        await does(d, "escape")
        assert ended.is_set()
        assert "已放弃" in d.lines[-1]
        assert "文件 a.csv" in d.lines[-2]
        assert d.app.view.snapshot is before


async def test_what_is_being_stored_says_so_and_is_stored_whole(folder, monkeypatch):
    name = sheet(folder, "a.xlsx", ["姓名"], ["宗悫"], ["檀道济"])
    async with desk(folder) as d:
        await d.polled()
        await named(d, "1", name)
        go, store = asyncio.Event(), d.app.session.store

        async def slow(*asked):
            await go.wait()
            return await store(*asked)

        monkeypatch.setattr(d.app.session, "store", slow)
        monkeypatch.setattr("tui.screens.importing.SECOND", 0.01)
        await d.press("ctrl+s")
        assert "正在存 2 处" in d.lines[-1]
        while "已 0 秒" in d.lines[-1]:
            await d.settled()
        assert "正在存 2 处，已" in d.lines[-1]
        await d.press("escape", "ctrl+s")
        assert isinstance(d.app.screen, ImportScreen)
        go.set()
        await done(d)
        await done(d)
        assert {"宗悫", "檀道济"} <= {m.name for m in d.app.view.snapshot.members.values()}
        assert "已导入：新增 2 人" in d.lines[-1]


async def test_writing_can_be_given_up_and_leaves_nothing(folder, monkeypatch):
    def endless(made, suffix, progress):
        while True:
            Event().wait(0.001)  # as much as a row takes
            progress(1, 2)

    monkeypatch.setattr("tui.files.documents.as_bytes", endless)
    async with desk(folder) as d:
        await d.polled()
        await does(d, "x", "enter")
        await d.press("enter")
        await does(d, "escape")
        assert "已放弃" in d.lines[-1]
        assert isinstance(d.app.screen, ExportScreen)
        assert files(folder) == []


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("", "", ["a.csv", "ab.xlsx", "sub/"]),
        ("a", "a", ["a.csv", "ab.xlsx"]),
        ("ab", "ab.xlsx", ["ab.xlsx"]),
        ("su", "sub/", ["sub/"]),
        ("sub/", "sub/x.TXT", ["x.TXT"]),
        (".", ".hidden.csv", [".hidden.csv"]),
        ("nothing", "nothing", []),
        ("no/such", "no/such", []),
        ("a\0", "a\0", []),
    ],
)
def test_names_are_completed_as_far_as_they_can_only_go_on_one_way(tmp_path, monkeypatch, typed, text, found):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for name in ("a.csv", "ab.xlsx", "ab.jpg", ".hidden.csv", "sub/x.TXT"):
        (tmp_path / name).write_text("")
    assert paths.completion(typed) == (text, found)


def test_the_home_folder_stays_as_it_was_typed(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.csv").write_text("")
    assert paths.completion("~/a") == ("~/a.csv", ["a.csv"])
    assert paths.path_of(" '~/a.csv' ") == f"'{tmp_path}/a.csv'".strip("'")


@pytest.mark.parametrize("lang", quick(["en"], ["zh", "en"]))
async def test_screens_of_coming_in(folder, lang):
    name = sheet(folder, "名册.xlsx", *LIST)
    async with desk(folder, lang=lang) as d:
        await d.polled()
        await d.press("i")
        golden(f"import-list-{lang}-80x24", d.lines)
        await does(d, "1", "tab")
        golden(f"import-file-{lang}-80x24", d.lines)
        await d.types(name[:1])
        await does(d, "tab", "enter")
        golden(f"import-preview-{lang}-80x24", d.lines)
