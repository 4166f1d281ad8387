"""Drafts are the user's own, survive the program, and never hold what must not be stored."""

from __future__ import annotations

import json
import os
import stat

import pytest

from tui.drafts import MOST, Drafts


def test_a_draft_is_there_when_the_program_starts_again(tmp_path):
    folder = tmp_path / "state" / "drafts"
    one = Drafts(str(folder), "b1", str(tmp_path))
    one.keep("quick/meeting", "支委会 12-05 学")
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert Drafts(str(folder), "b1", str(tmp_path)).get("quick/meeting") == "支委会 12-05 学"
    one.drop("quick/meeting")
    assert list(folder.iterdir()) == []
    assert Drafts(str(folder), "b1", str(tmp_path)).texts == {}


def test_two_folders_of_branches_with_one_id_have_their_own(tmp_path):
    one, two = (Drafts(str(tmp_path / "drafts"), "b1", str(tmp_path / name)) for name in ("one", "two"))
    one.keep("quick/meeting", "x")
    assert Drafts(str(tmp_path / "drafts"), "b1", str(tmp_path / "two")).texts == {}
    assert two.texts == {}


@pytest.mark.parametrize("text", ["", "  ", "核对 11010519491231002X", "卡 6222 0212 3456 7890 123", "长" * (MOST + 1)])
def test_what_is_nothing_or_must_never_be_stored_is_not_kept(tmp_path, text):
    drafts = Drafts(str(tmp_path), "b1", "x")
    drafts.keep("quick/meeting", "支委会")
    drafts.keep("quick/meeting", text)
    assert drafts.texts == {}
    assert list(tmp_path.iterdir()) == []


def test_two_boards_of_one_user_keep_each_others_drafts(tmp_path):
    one, two = Drafts(str(tmp_path), "b1", "x"), Drafts(str(tmp_path), "b1", "x")
    one.keep("quick/meeting", "支委会")
    two.keep("quick/talk", "谈话")
    assert Drafts(str(tmp_path), "b1", "x").texts == {"quick/meeting": "支委会", "quick/talk": "谈话"}
    two.drop("quick/talk")
    assert Drafts(str(tmp_path), "b1", "x").texts == {"quick/meeting": "支委会"}


@pytest.mark.parametrize("content", ["", "[", "[]", '{"a": "支委', "\ud800"])
def test_a_file_that_can_not_be_read_is_put_aside(tmp_path, content):
    Drafts(str(tmp_path), "b1", "x").keep("a", "b")
    (path,) = tmp_path.iterdir()
    path.write_bytes(content.encode(errors="surrogatepass"))
    drafts = Drafts(str(tmp_path), "b1", "x")
    drafts.keep("a", "c")
    assert drafts.unread == f"{path}.unread"
    with open(drafts.unread, "rb") as file:
        assert file.read() == content.encode(errors="surrogatepass")
    assert Drafts(str(tmp_path), "b1", "x").texts == {"a": "c"}
    assert Drafts(str(tmp_path), "b1", "x").unread == ""


@pytest.mark.parametrize("content", ["", "[", "[]", '{"a": 1}', '{"a": ""}', "\ud800"])
def test_a_file_that_is_none_of_ours_is_no_draft(tmp_path, content):
    drafts = Drafts(str(tmp_path), "b1", "x")
    drafts.keep("a", "b")
    (path,) = tmp_path.iterdir()
    path.write_bytes(content.encode(errors="surrogatepass"))
    assert Drafts(str(tmp_path), "b1", "x").texts == {}


def test_a_link_is_not_followed_and_a_disk_that_refuses_is_borne(tmp_path):
    drafts = Drafts(str(tmp_path / "a"), "b1", "x")
    drafts.keep("a", "b")
    (path,) = (tmp_path / "a").iterdir()
    target = tmp_path / "target"
    target.write_text(json.dumps({"a": "theirs"}))
    path.unlink()
    os.symlink(target, path)
    assert Drafts(str(tmp_path / "a"), "b1", "x").texts == {}
    (tmp_path / "file").write_text("")
    refused = Drafts(str(tmp_path / "file" / "drafts"), "b1", "x")
    refused.keep("a", "b")
    assert refused.get("a") == "b"


def test_values_of_the_program_last_as_long_as_it_and_dicts_longer(tmp_path):
    drafts = Drafts(str(tmp_path), "b1", "x")
    value = ("not", "json")
    drafts.keep("roll/m1", value)
    drafts.keep("form/m1", {"topic": "学习", "tags": ["一"]})
    drafts.keep("form/m2", {"day": object()})
    assert drafts.get("roll/m1") is value
    again = Drafts(str(tmp_path), "b1", "x")
    assert (again.get("roll/m1"), again.get("form/m2")) == (None, None)
    assert again.get("form/m1") == {"topic": "学习", "tags": ["一"]}
    assert again.texts == {}
    drafts.keep("form/m1", {"note": "11010519491231002X"})
    assert drafts.get("form/m1") is None


def test_without_a_folder_they_last_as_long_as_the_program():
    drafts = Drafts()
    drafts.keep("a", "b")
    assert drafts.get("a") == "b"


@pytest.mark.parametrize(
    "id", ["../../x", "/etc/x", "a/b", "", ".", "..", "x" * 300, "甲", "a\nb", "a\0b", "\ud800", "b1"]
)
def test_an_id_leads_nowhere_else(tmp_path, id) -> None:
    folder = tmp_path / "state" / "zhibu" / "drafts"
    old = os.umask(0)
    try:
        Drafts(str(folder), id, str(tmp_path)).keep("quick/meeting", "begun")
    finally:
        os.umask(old)
    assert Drafts(str(folder), id, str(tmp_path)).get("quick/meeting") == "begun"
    assert [path.parent for path in tmp_path.rglob("*.json")] == [folder]
    for made in (folder, folder.parent, folder.parent.parent):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can work in somebody else's home")
def test_what_root_makes_in_somebodys_home_is_theirs(tmp_path) -> None:
    from tui.config_file import remember

    os.chown(tmp_path, 65534, 65534)
    Drafts(str(tmp_path / "state" / "drafts"), "b1", "").keep("quick/meeting", "begun")
    remember("theme", "light", str(tmp_path / "config" / "zhibu" / "config.toml"))
    assert {path.stat().st_uid for path in tmp_path.rglob("*")} == {65534}
