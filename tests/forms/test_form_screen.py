"""Stories of forms at the keys."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from textual import events

from store.edits import Change
from tests.desk import WHO, branch_folder, desk, golden
from tui.drafts import Drafts
from widgets.form import FormSheet
from widgets.words.lexicon import words_of


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def a_meeting(d):
    return next(m for m in d.app.view.snapshot.meetings.values() if m.votes)


async def on(d, path):
    """The cursor on a field."""
    sheet = d.app.screen.query_one(FormSheet)
    sheet.show(sheet.entering.go(path, sheet.scope), sheet.scope)
    await d.settled()


async def test_a_meeting_is_edited_from_its_row_and_only_that_changes(folder):
    async with desk(folder) as d:
        row = d.panel("meetings").row
        before = d.app.view.snapshot.meetings[row.target.id]
        await d.press("e")
        await on(d, "place")
        await d.press("ctrl+u")
        await d.types("五楼大厅")
        await d.press("ctrl+s")
        assert d.app.screen.PLACE == "board"
        after = d.vault.read().meetings[row.target.id]
        assert after.place == "五楼大厅"
        stamped = after.but(rev=before.rev, by=before.by, at=before.at)
        assert stamped == before.but(place="五楼大厅")
        await d.press("u")
        assert d.vault.read().meetings[row.target.id].place == before.place


async def test_enter_goes_on_and_stores_in_the_last_field(folder):
    async with desk(folder) as d:
        ids = list(d.app.view.snapshot.members)
        d.form("talks", values={"talker": ids[0], "partner": ids[1]})
        await d.settled()
        await d.press("enter", "enter")
        await d.types("11-20")
        await d.press("enter")
        assert "2026-11-20" in d.text
        await d.press("2", "enter", "enter", "enter", "enter")
        await d.types("谈近况")
        await d.press("enter")
        talk = list(d.vault.read().talks.values())[-1]
        assert (talk.talker, talk.partner, talk.day.isoformat(), talk.kind, talk.note) == (
            *(ids[0], ids[1], "2026-11-20", "reminder", "谈近况"),
        )


async def test_a_choice_is_made_with_a_full_width_digit_and_the_wide_space_is_text(folder):
    async with desk(folder) as d:
        await d.app.screen.run("new.members")
        await d.settled()
        await d.types("欧阳　建国")
        await d.press("enter")
        await d.types("２")
        await d.press("ctrl+s")
        made = list(d.vault.read().members.values())[-1]
        assert (made.name, made.kind) == ("欧阳　建国", "probationary")


async def test_a_form_with_something_wrong_is_not_stored_and_says_where(folder):
    async with desk(folder) as d:
        revision = d.vault.read().revision
        d.form("members")
        await d.settled()
        await d.press("ctrl+s")
        assert "✗ 必填" in d.text
        assert d.app.screen.PLACE == "form"
        await d.types("测试甲")
        await on(d, "birth")
        await d.types("1990-13")
        await d.press("ctrl+s")
        assert "没有“1990-13”这一天" in d.text
        assert d.vault.read().revision == revision


async def test_esc_keeps_a_draft_that_the_next_opening_goes_on_with(folder):
    async with desk(folder) as d:
        id = a_meeting(d).id
        d.form("meetings", id)
        await d.settled()
        await on(d, "topic")
        await d.press("ctrl+u")
        await d.types("改到一半")
        await d.press("escape")
        assert d.app.screen.PLACE == "board"
        assert "草稿留着" in d.text
        d.form("meetings", id)
        await d.settled()
        assert "改到一半" in d.text
        assert "接着上次" in d.text
        await d.press("ctrl+g")
        assert "改到一半" not in d.text
        await d.press("escape")
        d.form("meetings", id)
        await d.settled()
        assert "接着上次" not in d.text


async def test_a_stored_form_leaves_no_draft_and_neither_does_an_untouched_one(folder):
    async with desk(folder) as d:
        id = a_meeting(d).id
        d.form("meetings", id)
        await d.settled()
        await d.press("escape")
        assert d.app.drafts.get(f"form/meetings/{id}") is None
        d.form("meetings", id)
        await d.settled()
        await on(d, "place")
        await d.types("甲")
        await d.press("ctrl+s")
        assert d.app.drafts.get(f"form/meetings/{id}") is None


async def test_a_number_that_must_not_be_stored_is_not_kept_in_a_draft_either(folder):
    async with desk(folder) as d:
        d.form("members")
        await d.settled()
        await d.types("测试甲")
        await on(d, "note")
        await d.types("110101199003074578")
        assert "身份证号" in d.text
        await d.press("escape")
        kept = d.app.drafts.get("form/members/new")
        assert kept["typed"] == {"name": "测试甲"}


async def test_two_people_edit_one_meeting(folder):
    async with desk(folder) as d:
        meeting = a_meeting(d)
        d.form("meetings", meeting.id)
        await d.settled()
        await on(d, "topic")
        await d.press("ctrl+u")
        await d.types("我的主题")
        for field, value in (("place", "对方的地点"), ("topic", "对方的主题")):
            now = getattr(d.vault.read().meetings[meeting.id], field)
            edit = Change(table="meetings", id=meeting.id, base={field: now}, fields_={field: value})
            d.vault.commit(edit, WHO, datetime.now(UTC))
            await d.polled()
        assert "对方的地点" in d.text
        await d.press("ctrl+s")
        assert d.app.screen.PLACE == "form"
        assert "我的主题" in d.text
        assert "对方的主题" in d.text
        assert d.vault.read().meetings[meeting.id].topic == "对方的主题"
        await d.press("ctrl+s")
        stored = d.vault.read().meetings[meeting.id]
        assert (stored.topic, stored.place) == ("我的主题", "对方的地点")


async def test_what_another_has_deleted_is_refused_and_stays_typed(folder):
    from store.edits import Delete

    async with desk(folder) as d:
        talk = next(iter(d.app.view.snapshot.talks.values()))
        d.form("talks", talk.id)
        await d.settled()
        await on(d, "place")
        await d.types("走廊")
        d.vault.commit(Delete(table="talks", id=talk.id, rev=talk.rev), WHO, datetime.now(UTC))
        await d.press("ctrl+s")
        assert d.app.screen.PLACE == "form"
        assert "已被别人删除" in d.text
        assert "走廊" in d.text


async def test_minutes_are_written_over_several_lines(folder):
    async with desk(folder) as d:
        id = a_meeting(d).id
        d.form("meetings", id, field="minutes")
        await d.settled()
        await d.press("end", "enter")
        assert "Enter 换行" in d.lines[-1]
        assert "Enter 下一栏" not in d.text
        await d.types("第二段")
        await d.press("up", "down", "ctrl+s")
        assert d.vault.read().meetings[id].minutes.endswith("\n第二段")


async def test_the_arithmetic_of_a_vote_follows_what_is_typed(folder):
    async with desk(folder, size=(80, 40)) as d:
        d.form("meetings", a_meeting(d).id, field="votes.0.yes")
        await d.settled()
        await d.press("ctrl+u", "3")
        assert "3×2=6" in d.text


async def test_a_readonly_board_opens_no_form(folder):
    async with desk(folder) as d:
        d.app.session.readonly = True
        await d.press("e")
        assert d.app.screen.PLACE == "board"
        assert "只读" in d.text


async def test_the_language_of_an_open_form_can_be_changed(folder):
    async with desk(folder) as d:
        d.form("members", next(iter(d.app.view.snapshot.members)))
        await d.settled()
        d.app.words = words_of("en")
        d.app.renew()
        await d.settled()
        assert "Edit" in d.lines[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_pictures_of_the_form_of_a_meeting(folder, lang, size):
    async with desk(folder, size=size, lang=lang) as d:
        d.form("meetings", a_meeting(d).id)
        await d.settled()
        golden(f"form-meeting-{lang}-{size[0]}x{size[1]}", d.lines)


async def test_an_editor_of_the_users_own(folder, tmp_path, monkeypatch):
    from tui import editor

    script = tmp_path / "ed"
    script.write_text('#!/bin/sh\nprintf "aus dem Editor" > "$1"\n')
    os.chmod(script, 0o700)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    async with desk(folder) as d:
        from contextlib import nullcontext

        monkeypatch.setattr(type(d.app), "suspend", lambda self: nullcontext())
        assert editor.edit(d.app, "alt") == "aus dem Editor"
        d.form("meetings", a_meeting(d).id, field="minutes")
        await d.settled()
        await d.press("ctrl+e")
        assert "aus dem Editor" in d.text


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, []),
        ({"EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "a", "VISUAL": "code -w"}, ["code", "-w"]),
        ({"EDITOR": "'"}, []),
    ],
)
def test_which_editor(environ, words):
    from tui.editor import command

    assert command(environ) == words


async def test_a_paste_of_a_hundred_kilobytes_into_minutes_is_there_again_after_the_line_has_dropped(folder, tmp_path):
    text = "一、学习党章，讨论发言如下。\n" * 2400
    for again in (False, True):
        async with desk(folder, drafts=Drafts(str(tmp_path / "drafts"), "b", str(folder))) as d:
            d.form("meetings", a_meeting(d).id, field="minutes")
            await d.settled()
            sheet = d.app.screen.sheet
            if not again:
                before = sheet.entering.typed.text
                d.app.post_message(events.Paste(text))
                await d.settled()
            assert sheet.entering.typed.text.strip() == (before + text).strip()
