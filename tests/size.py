"""How long the program is, its words and data aside: `python -m tests.size` prints the lines of each room."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS_AND_DATA = (
    "widgets/words/*_??.py",
    "widgets/words/??.py",
    *("store/packs/national_*.py", "store/packs/*_data.py", "store/pinyin_data.py"),
)


def lines(room: str) -> int:
    left_out = {path for pattern in WORDS_AND_DATA for path in ROOT.glob(pattern)}
    modules = set((ROOT / room).rglob("*.py")) - left_out
    return sum(path.read_bytes().count(b"\n") for path in modules)


if __name__ == "__main__":
    rooms = {room: lines(room) for room in ("store", "widgets", "tui")}
    for room, number in [*rooms.items(), ("all", sum(rooms.values()))]:
        print(f"{room:8}{number:8,}")
