"""Pictures of the program's screens, from the sample: `python -m tests.make_pictures` makes those of the READMEs.

`python -m tests.make_pictures FOLDER` draws every scene in both languages, every theme and two sizes, to look at.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.desk import branch_folder, desk
from tests.svg import ON_BLACK, ON_WHITE, picture
from widgets.sections.section import Target

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.desk import Desk

    Scene = Callable[[Desk], Awaitable[None]]

FOLDER = Path(__file__).parent / "pictures"
LINE = "党员大会+党课 明天下午3点 @报告厅 +汪维 学习党章"


def held(d: Desk) -> str:
    """The last session of everyone that has been held."""
    meetings = d.app.view.snapshot.meetings.values()
    return max((one.day, one.id) for one in meetings if one.roll and len(one.roll) >= 20)[1]


async def shown(d: Desk, kind: str, id: str) -> None:
    d.open(Target(kind=kind, id=id))
    await d.settled()


async def roll(d: Desk) -> None:
    d.roll(held(d))
    await d.settled()


async def form(d: Desk) -> None:
    d.form("meetings", held(d))
    await d.settled()


async def quick(d: Desk) -> None:
    await d.press("1", "a")
    await d.types(LINE)


SCENES: dict[str, Scene] = {
    "board": lambda d: d.press(),
    "zoomed": lambda d: d.press("4", "z", "j"),
    "duty": lambda d: d.press("n"),
    "meeting": lambda d: shown(d, "meeting", held(d)),
    "member": lambda d: shown(d, "member", "p2.15"),
    "roll": roll,
    "quick": quick,
    "form": form,
    "help": lambda d: d.press("question_mark"),
    "palette": lambda d: d.press("colon"),
    "menu": lambda d: d.press("1", "full_stop"),
    "search": lambda d: d.press("2", "slash", "l"),
    "export": lambda d: d.press("x"),
    "history": lambda d: shown(d, "ahead", ""),
}
README = {"board": (80, 24), "duty": (80, 24), "quick": (80, 24), "roll": (80, 24)}
"""What the READMEs show, and how large."""
LOOKS = {
    "dark": {"theme": "dark"},
    "light": {"theme": "light"},
    "contrast": {"theme": "contrast"},
    "ansi": {"theme": "ansi", "colours": 16},
    "ascii": {"theme": "dark", "colours": 0, "ascii": True},
}


async def drawn(scene: str, lang: str, size: tuple[int, int], look: str = "dark") -> str:
    """The SVG of a scene of the sample."""
    with TemporaryDirectory() as folder:
        async with desk(branch_folder(Path(folder) / "branch"), size, lang, **LOOKS[look]) as d:
            await SCENES[scene](d)
            strips = d.app.screen._compositor.render_strips()
            return picture(strips, ON_WHITE if look == "light" else ON_BLACK)


async def pictures() -> dict[str, str]:
    """Every picture of the READMEs by its file's name."""
    return {f"{scene}-{lang}.svg": await drawn(scene, lang, README[scene]) for scene in README for lang in ("zh", "en")}


async def everything(folder: Path) -> None:
    for scene in SCENES:
        for lang in ("zh", "en"):
            for size in ((80, 24), (120, 40)):
                for look in LOOKS:
                    name = f"{scene}-{lang}-{size[0]}x{size[1]}-{look}.svg"
                    (folder / name).write_text(await drawn(scene, lang, size, look), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:]:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        asyncio.run(everything(Path(sys.argv[1])))
    else:
        FOLDER.mkdir(exist_ok=True)
        for name, text in asyncio.run(pictures()).items():
            (FOLDER / name).write_text(text, encoding="utf-8")
