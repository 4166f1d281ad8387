"""What is said of each write: which record, what of it, and the key that takes it back; what is asked before."""

from __future__ import annotations

import pytest

from store.records import Status
from tests.desk import branch_folder, desk
from tests.tiers import crossed
from widgets.forms.form import Form
from widgets.stored_text import name
from widgets.words.lexicon import words_of

HELD, COMING = "m437", "m474"


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


async def a_line(d):
    await d.press("1", "a", "ctrl+u")
    await d.types("zwh 12-10 14:00 研究发展对象")
    await d.press("enter")
    return "2026-12-10", "研究发展对象"


async def leave_of_one(d):
    d.panel("meetings").select(COMING)
    await d.press("p")
    await d.types("汪维 gj 出差")
    await d.press("enter")
    made = d.vault.read().meetings[COMING]
    assert (list(made.leave.values()), list(made.reasons.values())) == ([Status.OFFICIAL], ["出差"])
    return "汪维", "2026-11-25"


async def two_fields(d):
    d.form("meetings", COMING, field="place")
    await d.settled()
    await d.press("ctrl+u", "4", "enter", "ctrl+u", "5", "ctrl+s")
    return *(d.app.words(f"field.{field}") for field in ("place", "topic")), "2026-11-25"


async def a_deletion(d):
    d.panel("meetings").select(COMING)
    await d.press("d")
    assert COMING not in d.vault.read().meetings
    return "2026-11-25", "发展对象讨论"


async def tags_of_two(d):
    d.panel("meetings").select(COMING)
    await d.press("1", "home", "space", "space", "t")
    await d.types("#学习型")
    await d.press("enter")
    return ("2",)


def waiting(d):
    """A past meeting whose roll has not been taken."""
    return next(one.id for one in d.vault.read().meetings.values() if not one.held and one.day < d.app.view.today)


WRITES = (a_line, leave_of_one, two_fields, a_deletion, tags_of_two)


@pytest.mark.parametrize(("write", "lang"), crossed(WRITES, ["zh", "en"]))
async def test_the_last_line_names_what_was_stored_and_how_to_take_it_back(folder, write, lang):
    words = words_of(lang)
    async with desk(folder, lang=lang, size=(120, 40)) as d:
        before = d.vault.read().tables
        named = await write(d)
        said = d.lines[-1]
        assert said.strip().startswith(words("stored.done", what="").strip()), said
        assert all(one in said for one in named), said
        assert said.rstrip().endswith(words("stored.undo_by", key="u"))
        await d.press("u")
        back = d.lines[-1]
        assert back.strip().startswith(words("stored.undo", what="").strip())
        assert all(one in back for one in named), back
        assert back.rstrip().endswith(words("stored.redo_by", key="U"))
        assert {id: one.but(rev=0, by="", at="") for id, one in d.vault.read().tables["meetings"].items()} == {
            id: one.but(rev=0, by="", at="") for id, one in before["meetings"].items()
        }


async def test_a_roll_that_is_stored_is_named_where_it_ends(folder):
    async with desk(folder) as d:
        id = waiting(d)
        d.roll(id)
        await d.settled()
        await d.press("6", "enter")
        assert d.vault.read().meetings[id].day.isoformat() in d.lines[-1]
        assert f"点名 共{len(d.vault.read().meetings[id].roll)}人 · " in d.lines[-1]
        assert d.lines[-1].rstrip().endswith("u 撤回")


async def test_how_to_take_it_back_stays_in_sight_on_a_narrow_screen_and_follows_the_keymap(folder):
    async with desk(folder, size=(60, 24), own_keys={"undo": ["f2"], "edit": ["e"]}) as d:
        await a_line(d)
        assert d.lines[-1].rstrip().endswith("F2 撤回")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_deletion_asks_once_where_a_roll_or_evidence_goes_with_it(folder, lang):
    words = words_of(lang)
    async with desk(folder, lang=lang) as d:
        held = d.vault.read().meetings[HELD]
        d.panel("meetings").shift(-2)
        assert d.panel("meetings").select(HELD)
        await d.press("d")
        assert words("delete.ask", what=name(held, d.app.view, words))[:20] in d.text
        assert HELD in d.vault.read().meetings
        await d.press("2")
        assert HELD in d.vault.read().meetings
        await d.press("d", "1")
        assert HELD not in d.vault.read().meetings
        await d.press("u")
        assert HELD in d.vault.read().meetings


async def test_a_vote_goes_by_the_roll_where_it_does_not_say(folder):
    async with desk(folder, size=(80, 40)) as d:
        d.panel("meetings").shift(-2)
        assert d.panel("meetings").select(HELD)
        await d.press("v")
        await d.types("年度计划")
        await d.press("enter", "enter")
        assert "不填就按点名" in d.text
        await d.press("enter", "enter", "4", "enter", "0", "enter", "0", "ctrl+s")
        vote = d.vault.read().meetings[HELD].votes[-1]
        assert (vote.matter, vote.due, vote.present, vote.yes, vote.no, vote.abstain) == (
            "年度计划",
            None,
            None,
            4,
            0,
            0,
        )
        assert "表决" in d.lines[-1]
        await d.press("v")
        await d.types("又一项")
        await d.press("enter", "enter", "enter", "enter", "9", "9", "ctrl+s")
        assert len(d.vault.read().meetings[HELD].votes) == 1, "more ballots than came"


@pytest.mark.parametrize(("key", "field"), [("v", "votes.0.matter"), ("m", "minutes"), ("s", "decisions.")])
async def test_a_key_of_a_meetings_row_opens_its_field(folder, key, field):
    async with desk(folder) as d:
        d.panel("meetings").shift(-2)
        assert d.panel("meetings").select(HELD)
        await d.press(key)
        assert d.app.screen.sheet.entering.path.startswith(field)
        assert isinstance(d.app.screen.sheet.entering.form, Form)
        await d.press("escape", "2", key)
        assert d.app.screen.PLACE == "board"
        assert "会议" in d.lines[-1]
