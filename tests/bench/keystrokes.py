"""How many keys each job takes, counted through a real pseudo-terminal: `python -m tests.bench.keystrokes`.

A Chinese word counts as its pinyin and one key that selects it; letters, digits, signs, Space and Enter as one each.
Every job is checked by what it left in the file or on the screen, on a copy of the sample as of its own day.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pty_run import ROOT, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    Tables = dict[str, list[dict]]

SAMPLE = ROOT / "sample_data.json"
TODAY = "2026-11-22"
ENTER = "\r"


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
        """What the file holds once everything pressed is stored."""
        self.drain(1.0)
        found = json.loads((self.folder / "branch.json").read_text(encoding="utf-8"))
        return {name: list(rows.values()) for name, rows in found.items()}


def repeat_a_meeting(board: Board) -> bool:
    board.press("[")  # last month's meetings
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
    statuses = list(made.get("roll", {}).values())
    return len(statuses) >= 20 and sorted(set(statuses)) == ["absent", "present", "sick"]


def training_of_twelve(board: Board) -> bool:
    board.press("3a")
    board.press("zmy,msy,ww,jxl,cym,gly,syn,qsf,zly,gzx,wgf,hjs 8 ")
    board.chinese("写作", "xiezuo")
    board.press(ENTER)
    return sum(one.get("topic") == "写作" for one in board.tables()["training"]) == 12


def training_from_attendance(board: Board) -> bool:
    board.goes("[j")
    before = len(board.tables()["training"])
    board.press(".")
    board.press(board.number_of("记学时") + "4" + ENTER)
    return len(board.tables()["training"]) > before


def tick_an_inspection(board: Board) -> bool:
    board.goes("4/zwh" + ENTER)
    before = len(board.tables()["findings"])
    board.press("a" + ENTER)
    return len(board.tables()["findings"]) == before + 1


def members_year(board: Board) -> bool:
    board.press("2/cl" + ENTER + ENTER)
    return "曾令仪" in board.text and "2026" in board.text and "近期会议" not in board.text


def what_is_due(board: Board) -> bool:
    return "逾期" in board.text and "下一步" in board.text


JOBS: tuple[tuple[str, Callable[[Board], bool], int], ...] = (
    ("repeat last month's committee meeting", repeat_a_meeting, 5),
    ("new session with a topic of 8 characters", new_session, 35),
    ("roll call of everyone with 2 exceptions", roll_call, 10),
    ("training of 12 members by name", training_of_twelve, 60),
    ("training from a session's attendance", training_from_attendance, 5),
    ("tick an inspection item, from its row", tick_an_inspection, 2),
    ("a member's year", members_year, 6),
    ("what is due", what_is_due, 0),
)


def branch(home: Path) -> Path:
    """A copy of the sample with one meeting of everybody today whose roll waits."""
    folder = home / "branch"
    folder.mkdir(mode=0o700)
    found = json.loads(SAMPLE.read_text(encoding="utf-8"))
    today = {"id": "m9999", "day": TODAY, "items": [{"kind": "party_day"}], "topic": "全体会"}
    found["meetings"]["9999"] = today
    (folder / "branch.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    (folder / "branch.json").chmod(0o600)
    return folder


def main(wanted: list[str]) -> int:
    worst = 0
    print(f"{'job':44}{'keys':>6}{'at most':>9}")
    for name, job, most in JOBS:
        if wanted and not any(word in name for word in wanted):
            continue
        home = Path(tempfile.mkdtemp(prefix="zhibu-keys-"))
        try:
            with Board(branch(home)) as board:
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
