"""One level sees to the next (一级抓一级): a work committee's notice reaches a committee, and sums go up to it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from store.disk.box_folder import BoxFolder
from store.edits import change
from store.records import Result
from store.vault import Vault
from tests.boxes import DOWN, BoxedBranch
from tests.committee.hall import hall
from tests.desk import WHO

TODAY = ("--today", "2026-11-22")


@pytest.fixture
def levels(zhibu, folder, tmp_path):
    """A branch, its committee, and the box of that committee."""
    branch = BoxedBranch(folder, tmp_path / "box" / "one")
    committee = tmp_path / "committee"
    assert zhibu("init", "--committee", "--name", "机关党委", "--data", committee).code == 0
    units = f'[[branch]]\nunit = "one"\nname = "第一党支部"\nbox = "{branch.place}"\n'
    units += '[[branch]]\nunit = "two"\nname = "第二党支部"\n'
    (committee / "committee.toml").write_text(units, encoding="utf-8")
    above = BoxedBranch(committee, tmp_path / "box" / "committee")
    assert zhibu("export", "up", "--data", folder).code == 0
    return branch, above


def test_sums_go_up(zhibu, levels) -> None:
    branch, above = levels
    assert zhibu("add", "通知 !12-05 报送党员教育培训情况", *TODAY, "--data", above.folder).code == 0
    up = above.up
    assert (up.level, up.branches, up.members, up.name) == ("committee", 2, 24, "机关党委")
    unknown = {one.n.get("unknown", 0) for one in up.duties}
    assert 1 in unknown  # of the second branch nobody knows
    assert "报送" not in json.dumps([one.as_dict() for one in up.duties], default=str)
    assert [one.title for one in branch.box.read_down().items] == ["报送党员教育培训情况"]


def test_what_comes_down_to_a_committee_is_received_there(zhibu, levels) -> None:
    branch, above = levels
    above.sends(DOWN.but(unit="committee", sender="市直机关工委"))
    data = (*TODAY, "--data", above.folder)
    listed = json.loads(zhibu("list", "inbox", "--json", *data).out)
    assert [one["origin"] for one in listed] == ["box:e13", "box:e12", "box:f3"]
    assert zhibu("receive", "e12", "24", *data).code == 0
    assert [(one.origin, one.reply) for one in above.up.received] == [("e12", "24")]
    assert above.up.unit == "committee"
    down = branch.box.read_down()
    assert down is None or down.items == ()  # what came down goes no further by itself


def test_a_finding_about_a_committee_is_among_those_it_sees_to(zhibu, levels) -> None:
    _, above = levels
    above.sends(DOWN.but(unit="committee", sender="市直机关工委"))
    data = (*TODAY, "--data", above.folder)
    assert json.loads(zhibu("status", "--json", *data).out)["attention"]["inbox"] == 3
    assert "来件 3" in zhibu("status", *data).out
    id = zhibu("receive", "f3", *data).out.strip()
    (own,) = json.loads(zhibu("list", "findings", "--json", *data).out)
    assert (own["id"], own["unit"], own["name"], own["state"]) == (id, "", "机关党委", "open")
    assert "机关党委" in zhibu("list", "findings", *data).out
    assert zhibu("show", id, *data).code == 0
    assert zhibu("export", "circular", "--period", "2026", *data).out.count("缺三组记录") == 0
    assert zhibu("add", "办结", id, "已补齐", *data).code == 0
    assert [(one.origin, one.closing) for one in above.up.findings] == [("f3", "已补齐")]


@pytest.mark.parametrize("key", ["s", "ctrl+s"])
async def test_a_committee_receives_on_the_page_that_says_how(levels, key) -> None:
    _, above = levels
    above.sends(DOWN.but(unit="committee", sender="市直机关工委"))
    async with hall(above.folder, boxed=above) as h:
        await h.press("5", "enter")
        assert any("按 s 收下" in line for line in h.lines), h.lines
        await h.press(key)
        assert [one.origin for one in above.up.received] == ["box:e13".removeprefix("box:")]


def test_a_branch_without_a_box_reads_nothing_of_it(zhibu, levels, tmp_path) -> None:
    branch, _ = levels
    (branch.folder / "local.toml").unlink()
    assert json.loads(zhibu("list", "inbox", "--json", "--data", branch.folder).out) == []
    assert BoxFolder(branch.place).read_up() is not None


def test_another_committee_is_not_taken_for_the_one_before(zhibu, levels) -> None:
    """Both call their first notice the same, whichever of them reads the box."""
    branch, above = levels
    other = above.folder.parent / "other"
    assert zhibu("init", "--committee", "--name", "机关党委", "--data", other).code == 0
    (other / "committee.toml").write_text((above.folder / "committee.toml").read_text("utf-8"), encoding="utf-8")

    def sends(committee, *words: str) -> str:
        return zhibu("add", *words, *TODAY, "--data", committee).out.strip()

    def sent(committee) -> list[tuple[str, int]]:
        listed = json.loads(zhibu("list", "sent", "--json", *TODAY, "--data", committee).out)
        return [(one["id"], one["received"]) for one in listed]

    first = sends(above.folder, "通知", "!12-05", "报送党员教育培训情况")
    assert zhibu("receive", first, "已报送", *TODAY, "--data", branch.folder).code == 0
    assert sent(above.folder) == [(first, 1)]
    assert sends(other, "通知", "!12-08", "清点党费") == first
    assert sent(other) == [(first, 0)]
    listed = json.loads(zhibu("list", "inbox", "--json", *TODAY, "--data", branch.folder).out)
    assert [(one["news"], one["title"]) for one in listed] == [("item", "清点党费")]
    assert zhibu("receive", first, *TODAY, "--data", branch.folder).code == 0
    assert sent(other) == [(first, 1)]
    finding = sends(other, "督查", "第一党支部", "OL-03", "2026-10", "未执行", "缺记录", "!12-10")
    assert zhibu("receive", finding, *TODAY, "--data", branch.folder).code == 0
    (row,) = json.loads(zhibu("list", "findings", "--json", *TODAY, "--data", other).out)
    assert row["received"] is True
    # and back again: what was received is known
    assert zhibu("export", "up", *TODAY, "--data", branch.folder).code == 0
    assert sends(above.folder, "通知", "!12-09", "一件新的")
    listed = json.loads(zhibu("list", "inbox", "--json", *TODAY, "--data", branch.folder).out)
    assert [one["title"] for one in listed] == ["一件新的"]


def test_what_is_taken_back_above_is_told_below(zhibu, levels) -> None:
    branch, above = levels

    def run(folder, *words: str) -> str:
        answer = zhibu(*words, *TODAY, "--data", folder)
        assert answer.code == 0, answer.err
        return answer.out.strip()

    def inbox() -> list[str]:
        return [one["news"] for one in json.loads(run(branch.folder, "list", "inbox", "--json"))]

    id = run(above.folder, "add", "通知", "!12-05", "报送党员教育培训情况")
    entry = run(branch.folder, "receive", id)
    run(above.folder, "undo")
    assert inbox() == ["withdrawn"]
    assert "撤回" in run(branch.folder, "show", f"box:{id}")
    assert run(branch.folder, "receive", id) == entry
    assert json.loads(run(branch.folder, "show", entry, "--json"))["dropped"] == "机关党委已撤回"
    assert inbox() == []
    run(branch.folder, "undo")
    assert inbox() == ["withdrawn"]
    run(branch.folder, "redo")
    run(above.folder, "redo")
    assert inbox() == ["changed"]
    (sent,) = json.loads(run(above.folder, "list", "sent", "--json"))
    assert (sent["received"], sent["closed"]) == (0, 0)
    run(branch.folder, "receive", id)
    (sent,) = json.loads(run(above.folder, "list", "sent", "--json"))
    assert (sent["received"], sent["closed"]) == (1, 0)


def test_a_finding_that_is_sent_again_is_open_again_on_both_sides(zhibu, levels) -> None:
    branch, above = levels

    def run(folder, *words: str) -> str:
        answer = zhibu(*words, *TODAY, "--data", folder)
        assert answer.code == 0, answer.err
        return answer.out.strip()

    def inbox() -> list[str]:
        return [one["news"] for one in json.loads(run(branch.folder, "list", "inbox", "--json"))]

    def above_says() -> tuple[bool, str]:
        (row,) = json.loads(run(above.folder, "list", "findings", "--json"))
        return row["received"], row["state"]

    id = run(above.folder, "add", "督查 第一党支部 OL-03 2026-10 未执行 缺记录 !12-10")
    finding = run(branch.folder, "receive", id)
    run(above.folder, "undo")
    assert run(branch.folder, "receive", id) == finding
    run(above.folder, "redo")
    assert inbox() == ["resent"]
    assert "重新打开" in run(branch.folder, "show", f"box:{id}")
    assert above_says() == (False, "open")
    run(branch.folder, "receive", id)
    shown = json.loads(run(branch.folder, "show", finding, "--json"))
    assert (shown["closed"], shown["closing"]) == (None, "")
    assert (inbox(), above_says()) == ([], (True, "open"))
    run(branch.folder, "undo")
    assert inbox() == ["resent"]


def test_a_finding_reads_the_same_on_both_sides_whatever_is_done_above(zhibu, levels) -> None:
    branch, above = levels

    def run(folder, *words: str) -> str:
        answer = zhibu(*words, *TODAY, "--data", folder)
        assert answer.code == 0, answer.err
        return answer.out.strip()

    def inbox() -> list[str]:
        return [one["news"] for one in json.loads(run(branch.folder, "list", "inbox", "--json"))]

    def above_says() -> str:
        return json.loads(run(above.folder, "list", "findings", "--json"))[0]["state"]

    id = run(above.folder, "add", "督查 第一党支部 OL-03 2026-10 未执行 缺记录 !12-10")
    finding = run(branch.folder, "receive", id)
    run(above.folder, "add", "销号", id, "已复核")
    run(branch.folder, "receive", id)
    run(above.folder, "undo")
    assert (inbox(), above_says()) == (["resent"], "open")  # not answered: nobody has rectified anything
    run(branch.folder, "receive", id)
    assert (inbox(), above_says()) == ([], "open")
    vault = Vault(str(above.folder))
    edit = change("findings", vault.read().findings[id], {"due": date(2026, 12, 20), "result": Result.PARTLY})
    vault.commit(edit, WHO, datetime.now(UTC))
    run(above.folder, "add", "通知", "另一件")  # with which all goes down
    assert sorted(inbox()) == ["changed", "item"]
    page = run(branch.folder, "show", f"box:{id}")
    assert "2026-12-10" in page
    assert "2026-12-20" in page
    run(branch.folder, "receive", id)
    shown = json.loads(run(branch.folder, "show", finding, "--json"))
    assert (shown["due"], shown["result"]) == ("2026-12-20", "partly")
