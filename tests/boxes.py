"""A box with something in it, for tests of what shows it, answers it and is kept out of it."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from store.box.messages import Down, SentFinding, SentItem
from store.disk.box_folder import BoxFolder
from tui.branch_box import BranchBox

if TYPE_CHECKING:
    from pathlib import Path

    from store.box.messages import Up

DAY = date(2026, 11, 22)
NOTICE = SentItem(
    origin="e12", kind="notice", title="报送党员教育培训情况", text="按附表填，只报人数", day=DAY,
    due=date(2026, 12, 5), reply="number",
)  # fmt: skip
DIRECTIVE = SentItem(
    origin="e13", kind="directive", title="优化营商环境专项行动", doc="云办发〔2026〕33号", day=date(2026, 11, 1),
    due=date(2026, 11, 20),
)  # fmt: skip
FOUND = SentFinding(
    origin="f3", rule="OL-03", period="2026-10", result="not_executed", text="缺三组记录", day=date(2026, 11, 20),
    due=date(2026, 12, 10),
)  # fmt: skip
DOWN = Down(unit="one", sender="机关党委", as_of=DAY, liaison=("方谨言",), items=(NOTICE, DIRECTIVE), findings=(FOUND,))


class BoxedBranch:
    """A branch's folder with `local.toml`, and the box that this names."""

    def __init__(self, folder: Path, box: Path, settings: str = "") -> None:
        self.folder = folder
        self.place = box
        for half in ("up", "down"):
            (box / half).mkdir(parents=True)
            os.chmod(box / half, 0o2770)
        self.box = BoxFolder(box)
        (folder / "local.toml").write_text(f'box = "{box}"\n{settings}', encoding="utf-8")

    def sends(self, down: Down) -> None:
        """The committee's side."""
        self.box.write_down(lambda: down)

    def opened(self) -> BranchBox:
        """As a board has it in its hands."""
        made = BranchBox(str(self.folder), {"box": str(self.place)})
        made.look()
        return made

    @property
    def up(self) -> Up | None:
        return self.box.read_up()

    def everything(self) -> dict[str, tuple[bytes, int]]:
        """Bytes and time of every file of the branch and of its box."""
        files = [one for root in (self.folder, self.place) for one in sorted(root.rglob("*")) if one.is_file()]
        return {str(one): (_bytes(one), one.stat().st_mtime_ns) for one in files}


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if os.access(path, os.R_OK) else b""
