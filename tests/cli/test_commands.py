"""The commands do what the contract says, on the sample and on a new branch."""

from __future__ import annotations

import json

import pytest

from tui.cli import parser
from widgets.display import width


def test_a_new_branch(zhibu, tmp_path) -> None:
    data = tmp_path / "new" / "branch"
    made = zhibu("init", "--data", data, "--name", "机关三支部", "--founded", "2020-03-01", "--today", "2026-11-22")
    assert (made.code, made.out) == (0, f"{data}\n")
    assert data.stat().st_mode & 0o777 == 0o700
    branch = json.loads((data / "branch.json").read_text())["branch"]["1"]
    assert (branch["name"], branch["founded"], branch["records_since"]) == ("机关三支部", "2020-03-01", "2026-11")
    before = (data / "branch.json").read_bytes()
    assert zhibu("init", "--data", data, "--name", "x").code == 1
    assert (data / "branch.json").read_bytes() == before
    status = json.loads(zhibu("status", "--json", "--data", data, "--today", "2026-11-22").out)
    assert status["attention"]["overdue"] == 0  # what lies before the records is unknown, not missed
    assert status["branch"] == {"name": "机关三支部", "members": 0, "committee": 0, "groups": []}


@pytest.mark.parametrize(
    "wrong",
    [
        ["--name", " "],
        ["--name", "a\x1b[31m"],
        ["--name", "a", "--founded", "2026-02-30"],
        ["--name", "a", "--founded", "2999-01-01"],
        ["--name", "a", "--records-since", "2026-13"],
        ["--name", "a", "--records-since", "2026-Q4"],
        [],
    ],
)
def test_init_refuses(zhibu, tmp_path, wrong) -> None:
    answer = zhibu("init", "--data", tmp_path / "new", *wrong)
    assert answer.code == 2
    assert answer.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("what", ["members", "meetings", "training", "checks", "findings", "talks", "dues", "rules"])
def test_lists(zhibu, folder, what, lang) -> None:
    plain = zhibu("list", what, "--data", folder, "--lang", lang)
    asked = zhibu("list", what, "--data", folder, "--lang", lang, "--json")
    assert (plain.code, asked.code, plain.err) == (0, 0, "")
    objects = json.loads(asked.out)
    assert len(plain.out.splitlines()) == len(objects) > 0
    keys = [entry.get("id") or entry["rule"] for entry in objects]
    assert all(line.startswith(key) for line, key in zip(plain.out.splitlines(), keys, strict=True))


def test_list_order(zhibu, folder) -> None:
    meetings = json.loads(zhibu("list", "meetings", "--json", "--data", folder).out)
    starts = [entry["start"] for entry in meetings]
    assert starts == sorted(starts)
    members = json.loads(zhibu("list", "members", "--json", "--data", folder).out)
    stored = json.loads((folder / "branch.json").read_text())["members"].values()
    assert [entry["id"] for entry in members] == [document["id"] for document in stored]


def test_list_filters_by_characters_pinyin_and_initials(zhibu, folder) -> None:
    name = next(iter(json.loads((folder / "branch.json").read_text())["members"].values()))["name"]
    for wanted in (name, name[0]):
        found = json.loads(zhibu("list", "members", wanted, "--json", "--data", folder).out)
        assert name in [entry["name"] for entry in found]
    assert json.loads(zhibu("list", "members", "没有这个人", "--json", "--data", folder).out) == []
    chairs = json.loads(zhibu("list", "meetings", "zwh", "--json", "--data", folder).out)
    assert chairs
    assert all("committee_meeting" in entry["kinds"] for entry in chairs)


@pytest.mark.parametrize("what", ["rules", "checks", "meetings", "findings"])
def test_list_ahead(zhibu, folder, what) -> None:
    coming = json.loads(zhibu("list", what, "--ahead", "--json", "--data", folder).out)
    assert coming
    days = [(entry.get("due") or entry["start"])[:10] for entry in coming]
    assert days == sorted(days)
    over = [entry["code"] for entry, day in zip(coming, days, strict=True) if day < "2026-11-22"]
    assert over == (["decision", "rectification"] if what == "rules" else [])
    assert max(days) <= "2027-02-20"
    assert all(entry.get("state", "open") in ("upcoming", "due_soon", "open") for entry in coming)


def test_ahead_is_for_what_has_days_to_come(zhibu, folder) -> None:
    assert zhibu("list", "members", "--ahead", "--data", folder).code == 2


def _roll(zhibu, folder, id):
    return json.loads(zhibu("mark", id, "--json", "--data", folder).out)


@pytest.fixture
def meeting(zhibu, folder):
    """A session of all members that has no roll yet, two days before the sample's day."""
    return zhibu("add", "--data", folder, "党课+主题党日", "2026-11-20", "9:30", "学习", "党章").out.strip()


def test_add(zhibu, folder) -> None:
    answer = zhibu("add", "--data", folder, "党课+主题党日", "2026-11-20", "9:30", "学习 党章")
    assert answer.code == 0
    id = answer.out.splitlines()[0]
    assert "党课" in answer.err
    stored = json.loads(zhibu("list", "meetings", id, "--json", "--data", folder).out)
    assert stored == [
        {
            "id": id,
            "kinds": ["lecture", "party_day"],
            "topic": "学习 党章",
            "start": "2026-11-20T09:30",
            "place": "",
            "expected": 22,
            "held": False,
        }
    ]


@pytest.mark.parametrize(
    "line", ["", "学习党章", "党课", "党课 学习党章", "党课 2026-02-30 学习", "党小组会 2026-11-20 学习"]
)
def test_add_refuses_what_it_does_not_understand(zhibu, folder, line) -> None:
    before = (folder / "branch.json").read_bytes()
    answer = zhibu("add", "--data", folder, line)
    assert answer.code == 1
    assert answer.err
    assert not answer.out
    assert (folder / "branch.json").read_bytes() == before


def test_mark_first_sets_all_others_present_and_later_only_those_named(zhibu, folder, meeting) -> None:
    first = zhibu("mark", meeting, "翟明远=病假:感冒", "单以宁＝absent", "--json", "--data", folder)
    assert first.code == 0
    said = json.loads(first.out)
    assert said["roll"]["p2"] == "sick"
    assert said["reasons"] == {"p2": "感冒"}
    assert said["present"] == said["expected"] - 2
    again = zhibu("mark", meeting, "单以宁=late", "--data", folder)
    assert again.code == 0
    assert "翟明远" in again.out
    assert "单以宁" not in again.out
    assert _roll(zhibu, folder, meeting)["roll"]["p2"] == "sick"


@pytest.mark.parametrize(
    "marks",
    [
        ["李文静=病假"],
        ["没有这个人=病假"],
        ["翟明远=睡觉"],
        ["翟明远"],
        ["=病假"],
        ["翟明远="],
        ["翟明远=病假", "p2=事假"],
        ["翟明远=病假:身份证53010119800701001X"],
        ["翟明远=病假:\x1b[31m"],
        ["翟明远=病假：" + "长" * 1001],
    ],
)
def test_mark_refuses(zhibu, folder, meeting, marks) -> None:
    before = (folder / "branch.json").read_bytes()
    answer = zhibu("mark", meeting, *marks, "--data", folder)
    assert answer.code == 1
    assert answer.err
    assert (folder / "branch.json").read_bytes() == before


def test_mark_names_both_of_two_alike(zhibu, folder, meeting) -> None:
    alike = [m["id"] for m in json.loads(zhibu("list", "members", "李文静", "--json", "--data", folder).out)]
    assert len(alike) == 2
    said = zhibu("mark", meeting, "李文静=病假", "--data", folder).err
    assert all(id in said for id in alike)
    assert zhibu("mark", meeting, f"{alike[1]}=病假", "--data", folder).code == 0
    assert zhibu("mark", meeting, "李文静（财务科）=事假", "--json", "--data", folder).out.count('"personal"') == 1


def test_mark_refuses_a_meeting_that_is_not_there_or_not_yet(zhibu, folder) -> None:
    assert zhibu("mark", "m0", "--data", folder).code == 1
    coming = zhibu("add", "--data", folder, "党课", "2026-12-20", "学习").out.strip()
    assert zhibu("mark", coming, "--data", folder).code == 1
    assert zhibu("mark", coming, "--data", folder, "--today", "2026-12-20").code == 0


def test_readonly_stores_nothing(zhibu, folder, tmp_path) -> None:
    before = (folder / "branch.json").read_bytes()
    assert zhibu("--readonly", "add", "--data", folder, "党课", "2026-11-20", "学习").code == 1
    assert zhibu("init", "--readonly", "--data", tmp_path / "new", "--name", "x").code == 1
    assert not (tmp_path / "new").exists()
    assert (folder / "branch.json").read_bytes() == before


def test_options_stand_before_or_after_the_command(zhibu, folder) -> None:
    said = zhibu("status", "--short", "--data", folder, "--lang", "en").out
    assert said == zhibu("--data", folder, "--lang=en", "status", "--short").out
    assert said == zhibu("--lang", "en", "status", f"--data={folder}", "--short").out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_short_is_one_line_that_fits(zhibu, folder, lang) -> None:
    answer = zhibu("status", "--short", "--data", folder, "--lang", lang)
    assert answer.code == 0
    assert answer.out.count("\n") == 1
    assert width(answer.out.strip()) <= 60
    counts = json.loads(zhibu("status", "--json", "--data", folder).out)["attention"]
    assert str(counts["overdue"]) in answer.out
    assert str(counts["due_soon"]) in answer.out


def test_check(zhibu, folder, tmp_path) -> None:
    assert zhibu("status", "--check", "--data", folder).code == 3
    assert zhibu("status", "--short", "--check", "--data", folder).code == 3
    new = tmp_path / "new"
    zhibu("init", "--name", "x", "--data", new)
    assert zhibu("status", "--check", "--data", new).code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_of_every_command(zhibu, lang) -> None:
    top = zhibu("--help", "--lang", lang)
    assert top.code == 0
    for command in parser.COMMANDS:
        assert command in top.out
        answer = zhibu(command, "--help", "--lang", lang)
        assert (answer.code, answer.err) == (0, "")
        assert "cli." not in answer.out
        assert "argparse." not in answer.out


@pytest.mark.parametrize(
    "words", [["nonsense"], ["status", "--nonsense"], ["list", "nothing"], ["status", "x"], ["show"]]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_usage(zhibu, words, lang) -> None:
    answer = zhibu(*words, "--lang", lang)
    assert answer.code == 2
    assert answer.err
    assert not answer.out


def test_version(zhibu) -> None:
    answer = zhibu("--version")
    assert answer.code == 0
    assert answer.out.startswith("zhibu ")


def test_what_is_there_already_is_stored_again_only_when_asked_to(zhibu, folder):
    line = ("add", "支委会 2026-12-10 议事", "--data", folder)
    assert zhibu(*line).code == 0
    for lang in ("zh", "en"):
        again = zhibu(*line, "--lang", lang)
        assert (again.code, again.out) == (1, "")
        assert "--yes" in again.err
    assert zhibu(*line, "--yes").code == 0


def test_leave_is_added_undone_and_stands_when_the_roll_is_marked(zhibu, folder) -> None:
    on = ("--data", folder, "--today", "2026-11-22")
    made = zhibu("add", "请假 汪维 11-25 公假 出差", *on)
    assert (made.code, made.out) == (0, "m474\n")
    assert "出差" in made.err
    stored = json.loads(zhibu("show", "m474", "--json", *on).out)
    assert (list(stored["leave"].values()), list(stored["reasons"].values())) == (["official"], ["出差"])
    assert zhibu("undo", *on).code == 0
    assert not json.loads(zhibu("show", "m474", "--json", *on).out).get("leave")
    assert zhibu("redo", *on).code == 0
    later = ("--data", folder, "--today", "2026-11-25")
    assert zhibu("mark", "m474", "解晓岚=病假", *later).code == 0
    roll = json.loads(zhibu("show", "m474", "--json", *later).out)["roll"]
    assert sorted(status for status in roll.values() if status != "present") == ["official", "sick"]


@pytest.mark.parametrize(
    ("said", "err"),
    [
        (("list", "talks"), "还没有：谈话"),
        (("list", "members"), "还没有党员名册。导入一份：zhibu import roster 文件"),
        (("list", "meetings", "zz"), "会议里没有与“zz”相符的"),
        (("list", "talks", "--json"), ""),
    ],
)
def test_a_list_of_nothing_says_so_beside_it(zhibu, said, err):
    zhibu("init", "--name", "甲支部")
    done = zhibu(*said)
    assert (done.code, done.out, done.err.strip()) == (0, "[]\n" if "--json" in said else "", err)


@pytest.mark.parametrize(
    ("said", "told"), [(("receive",), "缺少：ITEM\n"), (("list", "zz"), "没有“zz”；可用：党员 会议 ")]
)
def test_what_is_wrong_with_an_argument_is_said_once_and_nothing_else(zhibu, said, told):
    done = zhibu(*said)
    assert (done.code, f"zhibu: {told}" in done.err) == (2, True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["", "server", "restore", "list"])
def test_what_help_says_in_sentences_fits_a_terminal(zhibu, lang, command):
    told = zhibu("--lang", lang, *filter(None, [command]), "--help").out.splitlines()
    said = [line for line in told if "|" not in line]
    assert max(map(width, said)) <= 80
