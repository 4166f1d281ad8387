"""From a case of admission to a member at the keys: linked, undone as one step, kept as a draft."""

from __future__ import annotations

import pytest

from store.records import MemberKind
from tests.desk import branch_folder, desk
from tui.drafts import Drafts
from widgets.sections.section import Target


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def case(d, name="方屿"):
    return next(one for one in d.vault.read().admissions.values() if one.name == name)


async def opened(d, name="方屿"):
    """The page of a case, by the list of them all."""
    await d.app.screen.run("cases")
    await d.settled()
    assert name in d.text
    d.app.screen._show(Target(kind="admission", id=case(d, name).id))
    await d.settled()


async def test_the_list_has_every_case_and_opens_it(folder):
    async with desk(folder) as d:
        await d.app.screen.run("cases")
        await d.settled()
        assert all(one.name in d.text for one in d.vault.read().admissions.values())
        assert "列为发展对象 2026-10-28" in d.text or "2026-10-28" in d.text
        await d.press("enter")
        assert d.app.screen.subject.kind == "admission"


async def test_a_case_becomes_a_member_in_one_change(folder):
    async with desk(folder) as d:
        before = d.vault.read()
        await opened(d)
        await d.app.screen.run("admit")
        await d.settled()
        assert "接收 方屿" in d.text
        await d.press("ctrl+s")
        assert "已存好：接收党员" in d.lines[-1]
        now = d.vault.read()
        made = now.members[case(d).member]
        assert (made.name, made.kind, str(made.since)) == ("方屿", "probationary", "2026-11-22")
        assert case(d).stage == "probationary"
        assert now.revision == before.revision + 1
        await d.press("u")
        assert d.vault.read().members == before.members
        assert case(d).member is None
        await d.press("U")
        assert case(d).member == made.id


async def test_the_vote_on_full_membership_makes_a_full_member(folder):
    async with desk(folder) as d:
        await opened(d, "郑晓彤")
        await d.app.screen.run("admit")
        assert d.app.screen.PLACE == "page"  # nothing was decided yet
        d.form("admissions", case(d, "郑晓彤").id, values={"confirmed": d.app.view.today})
        await d.settled()
        await d.press("ctrl+s")
        await d.app.screen.run("admit")
        await d.settled()
        await d.press("ctrl+s")
        made = d.vault.read().members[case(d, "郑晓彤").member]
        assert (made.kind, made.full_since) == ("full", "2026-11-22")


@pytest.mark.parametrize(("answer", "linked"), [("1", True), ("2", False)])
async def test_a_new_member_of_a_cases_name_is_asked_about_once(folder, answer, linked):
    async with desk(folder) as d:
        await d.app.screen.run("new.members")
        await d.settled()
        await d.types("方屿")
        revision = d.vault.read().revision
        await d.press("ctrl+s")
        assert "发展记录里有方屿" in d.text
        assert d.vault.read().revision == revision
        await d.press("escape", "ctrl+s", answer)
        assert d.app.screen.PLACE == "board"
        assert d.vault.read().revision == revision + 1
        assert (case(d).member is not None) == linked


async def test_the_link_survives_a_draft(folder, tmp_path):
    drafts = (str(tmp_path / "drafts"), "b1", str(folder))
    async with desk(folder, drafts=Drafts(*drafts)) as d:
        await opened(d)
        await d.app.screen.run("admit")
        await d.settled()
        await d.press("end")
        await d.types("山")
        await d.press("escape")
    async with desk(folder, drafts=Drafts(*drafts)) as d:
        await d.app.screen.run("form.resume")
        await d.settled()
        assert "接收 方屿" in d.text
        await d.press("ctrl+s")
        assert d.vault.read().members[case(d).member].name == "方屿山"


async def test_a_probationary_member_gets_a_case_by_one_key(folder):
    async with desk(folder) as d:
        before = d.vault.read()
        d.form("members", values={"name": "新同志", "kind": MemberKind.PROBATIONARY, "joined": "2026-03-10"})
        await d.settled()
        await d.press("ctrl+s")
        (made,) = d.vault.read().members.keys() - before.members.keys()
        d.open(Target(kind="duty", id=f"AD-11/2026-03-10/{made}"))
        await d.settled()
        assert "2027-03-10" in d.text
        await d.press("o")
        await d.settled()
        assert d.app.screen.subject.kind == "admission"
        assert case(d, "新同志").member == made
        await d.press("o")  # there is one by now
        assert len([one for one in d.vault.read().admissions.values() if one.name == "新同志"]) == 1
        await d.press("u")
        assert d.vault.read().admissions == before.admissions
