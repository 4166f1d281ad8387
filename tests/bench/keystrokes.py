"""How many keys each job takes, counted through a real pseudo-terminal: `python -m tests.bench.keystrokes`.

A Chinese word counts as its pinyin and one key that selects it; letters, digits, signs, Space and Enter as one each.
Every job is checked by what it left in the file or on the screen, on a copy of the sample as of its own day. Members
that the sample lacks (roll call is of 25 expected, training of 12 of 25 members) and a meeting of everybody today are
added with the program's own commands.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pty_run import LIMIT, ROOT, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    Tables = dict[str, list[dict]]

SAMPLE = ROOT / "sample_data.json"
TODAY = "2026-11-22"
ENTER = "\r"
SAVE = "\x13"


class Board(Run):
    PROGRAM = ("-m", "tui")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = {"HOME": str(folder.parent), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
        super().__init__("--data", str(folder), "--today", TODAY, "--lang", "zh", width=100, height=30, **home)
        self.count = 0
        self.wait_for("近期会议")

    def goes(self, keys: str) -> None:
        """Keys on the way to where the job begins: not counted."""
        for key in keys:
            self.type(key.encode())
            self.drain(0.15)

    def press(self, keys: str) -> None:
        self.count += len(keys)
        self.goes(keys)

    def chinese(self, text: str, pinyin: str) -> None:
        """A text through an input method: one word of `pinyin` a word of the text, and one key that selects it."""
        words = pinyin.split()
        self.count += sum(len(word) + 1 for word in words)
        self.type(text.encode())
        self.drain(0.15)

    @property
    def text(self) -> str:
        self.drain(0.3)
        return "\n".join(self.screen.display).replace(" ", "")

    def number_of(self, command: str) -> str:
        """The digit of a command in the menu that is open."""
        before, found, _ = self.text.partition(command)
        assert found, self.text
        return before[-1]

    def tables(self) -> Tables:
        """What the file holds; where something was pressed, once it is stored."""
        limit = time.monotonic() + LIMIT
        while self.count and "已存好" not in self.text and time.monotonic() < limit:
            self.drain(0.1)
        found = json.loads((self.folder / "branch.json").read_text(encoding="utf-8"))
        return {name: list(rows.values()) for name, rows in found.items()}


def repeat_a_meeting(board: Board) -> bool:
    board.press("[[")  # last month's meetings, behind this month whole
    board.press("jc" + ENTER)
    return any(one["day"] == "2026-11-25" and one["items"][0]["kind"] == "committee_meeting"
               for one in board.tables()["meetings"])  # fmt: skip


def new_session(board: Board) -> bool:
    board.press("azwh +3 ")
    board.chinese("通报第四季度工作", "tongbao disi jidu gongzuo")
    board.press(ENTER)
    return any(one.get("topic") == "通报第四季度工作" for one in board.tables()["meetings"])


def roll_call(board: Board) -> bool:
    board.press("r")
    board.press("hj4cl6" + ENTER)
    made = next(one for one in board.tables()["meetings"] if one.get("topic") == "全体会")
    statuses = sorted(made.get("roll", {}).values())
    return statuses == ["absent", *["present"] * 23, "sick"]


def training_of_twelve(board: Board) -> bool:
    board.press("3a")
    board.press("zmy,msy,ww,jxl,cym,gly,syn,qsf,zly,gzx,wgf,hjs 8 ")
    board.chinese("写作", "xiezuo")
    board.press(ENTER)
    return sum(one.get("topic") == "写作" for one in board.tables()["training"]) == 12


def training_from_attendance(board: Board) -> bool:
    board.goes("[[j")
    before = len(board.tables()["training"])
    board.press(".")
    board.press(board.number_of("记学时") + "4" + ENTER)
    return len(board.tables()["training"]) > before


def tick_an_inspection(board: Board) -> bool:
    board.goes("4/zwh" + ENTER + "j")  # behind the finding about it
    before = len(board.tables()["findings"])
    board.press("a" + ENTER)
    return len(board.tables()["findings"]) == before + 1


def a_vote(board: Board) -> bool:
    """Of which the matter is text, and due and present come from the roll."""
    board.goes("[[")  # those of a month that have been held
    board.press("v")
    board.goes("年度计划")
    board.press(ENTER * 4 + "10" + ENTER + "1" + ENTER + "0" + SAVE)
    votes = [vote for one in board.tables()["meetings"] for vote in one.get("votes", ())]
    return {"matter": "年度计划", "yes": 10, "no": 1, "abstain": 0} in votes


def leave_of_one(board: Board) -> bool:
    board.goes("/fzdx" + ENTER)  # the coming one about those who are to be admitted
    board.press("pww cc" + ENTER)  # the word says the kind of leave and its reason
    found = [one for one in board.tables()["meetings"] if "leave" in one]
    return [(list(one["leave"].values()), list(one["reasons"].values())) for one in found] == [(["official"], ["出差"])]


def reopen(board: Board) -> bool:
    """One of this month that is over and done with."""
    board.press("[kk" + ENTER)  # the cursor is on the last one that has been
    return "2026-11-13" in board.text and "从办一件事看一类事" in board.text and "近期会议" not in board.text


def find_an_old_one(board: Board) -> bool:
    """By the first word of the topic of the oldest there is."""
    board.press(":sdnd" + ENTER)
    return "2025-02-12" in board.text and "审定年度计划" in board.text and "近期会议" not in board.text


def convey_a_directive(board: Board) -> bool:
    """Its line is text; from its row on the page of registers the session that conveys it is its day alone."""
    board.goes("5a")
    board.type("部署 11-18 云办发〔2026〕31号 !12-20 +解晓岚 优化营商环境专项行动".encode())
    board.goes(ENTER)
    board.press(ENTER + "a1125" + ENTER)
    tables = board.tables()
    entry = next(
        one["id"] for one in tables["entries"] if one.get("doc") == "云办发〔2026〕31号" and one["day"] == "2026-11-18"
    )
    return any(entry in one.get("about", ()) and one["day"] == "2026-11-25" for one in tables["meetings"])


def members_year(board: Board) -> bool:
    board.press("2/cl" + ENTER + ENTER)
    return "曾令仪" in board.text and "2026" in board.text and "近期会议" not in board.text


def what_is_due(board: Board) -> bool:
    return "逾期" in board.text and "下一步" in board.text


JOBS: tuple[tuple[str, Callable[[Board], bool], int, int], ...] = (
    ("repeat last month's committee meeting", repeat_a_meeting, 5, 0),
    ("new session with a topic of 8 characters", new_session, 35, 0),
    ("roll call of 25 with 2 exceptions", roll_call, 10, 3),
    ("training of 12 of 25 members, by name", training_of_twelve, 60, 1),
    ("training from a session's attendance", training_from_attendance, 5, 0),
    ("tick an inspection item, from its row", tick_an_inspection, 2, 0),
    ("a vote, beside its text", a_vote, 12, 0),
    ("leave of one, before the meeting", leave_of_one, 12, 0),
    ("reopening a meeting of this month", reopen, 4, 0),
    ("finding an old meeting by a word of its topic", find_an_old_one, 8, 0),
    ("conveying a directive, behind its line", convey_a_directive, 8, 0),
    ("a member's year", members_year, 6, 0),
    ("what is due", what_is_due, 0, 0),
)
"""What is done, how, in how many keys at most, and how many members the branch has beyond the sample's 24."""

NEWCOMERS = ("梁启航", "贺兰芝", "邵文博")


def zhibu(folder: Path, *words: str) -> str:
    """What a command of the program prints."""
    home = {"HOME": str(folder.parent), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tui", *words, "--data", str(folder), "--today", TODAY, "--lang", "zh"]
    done = subprocess.run(command, env=os.environ | home, cwd=home["HOME"], capture_output=True, text=True, check=True)
    return done.stdout


def branch(home: Path, more: int) -> Path:
    """A copy of the sample with so many members more and one meeting of everybody today whose roll waits."""
    folder = home / "branch"
    folder.mkdir(mode=0o700)
    shutil.copy(SAMPLE, folder / "branch.json")
    (folder / "branch.json").chmod(0o600)
    if more:
        roster = home / "roster.csv"
        rows = [f"{name},正式党员,2012-06,第一党小组" for name in NEWCOMERS[:more]]
        roster.write_text("\n".join(("姓名,人员类别,入党时间,所在党小组", *rows)) + "\n", encoding="utf-8")
        zhibu(folder, "import", "roster", str(roster), "--yes")
    zhibu(folder, "add", f"主题党日 {TODAY} 全体会")
    return folder


def main(wanted: list[str]) -> int:
    worst = 0
    print(f"{'job':44}{'keys':>6}{'at most':>9}")
    for name, job, most, more in JOBS:
        if wanted and not any(word in name for word in wanted):
            continue
        home = Path(tempfile.mkdtemp(prefix="zhibu-keys-"))
        try:
            with Board(branch(home, more)) as board:
                done = job(board)
                good = done and board.count <= most
                said = "" if good else "  TOO MANY" if done else "  NOT DONE"
                print(f"{name:44}{board.count:6}{most:9}{said}", flush=True)
                worst |= not good
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return int(worst)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
