"""How long a roster of 5,000 rows takes to preview, as a ratio to openpyxl's own reading of the same file in one run:
by the clock, and in time of the processor (the reading process with it), which other work on the machine leaves alone.

    python -m tests.bench.roster [ROWS]
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from os import times
from pathlib import Path
from time import perf_counter

from openpyxl import load_workbook

from store.exchange.imports.roster import plan_roster
from tests.branches import branch, snapshot
from tests.exchange.books import HEAD, book
from tui.files.reading import sheets
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers, words_of

RUNS = 3


def spent() -> float:
    """Seconds of the processor so far, those of ended children with them."""
    return sum(times()[:4])


def rows(count: int) -> list[list[object]]:
    made: list[list[object]] = [["党员花名册"], [*HEAD, "身份证号", "家庭住址", "学历", "职务"]]
    names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
    for n in range(count):
        name = names[n % 16] + chr(0x4E00 + n % 4000) + chr(0x4E00 + n // 16 % 4000)
        birth = date(1960 + n % 40, n % 12 + 1, n % 28 + 1)
        person = [name, "男" if n % 2 else "女", "汉族", birth, "正式党员", "2019-07", 44013, None, "第一党小组"]
        made.append([*person, f"单位{n % 90}", 13800000000 + n, "530101199003010011", "人民路1号", "大学", "科员"])
    return made


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.xlsx"
        path.write_bytes(book(("名册", rows(count))))
        of, words = snapshot(branch()), with_papers(words_of("zh"))
        plain: list[tuple[float, float]] = []
        whole: list[tuple[float, float]] = []
        told = 0

        def progress(done: int, total: int) -> None:
            nonlocal told
            told += 1

        for _ in range(RUNS):
            start, used = perf_counter(), spent()
            for row in load_workbook(path, read_only=True, data_only=True).active.iter_rows(values_only=True):
                tuple(row)
            plain.append((perf_counter() - start, spent() - used))
            start, used = perf_counter(), spent()
            plan = plan_roster(sheets(str(path), progress), of, date(2026, 11, 22), progress)
            lines = sum(1 for _ in import_preview.lines(plan, of, words))
            whole.append((perf_counter() - start, spent() - used))
        print(f"{count} rows: {len(plan.new)} new, {len(plan.refused)} refused, {lines} lines, {told // RUNS} reports")
        for at, name in enumerate(("clock", "processor")):
            alone, ours = (min(one[at] for one in runs) for runs in (plain, whole))
            print(f"{name}: openpyxl alone {alone:.2f} s, preview {ours:.2f} s, ratio {ours / alone:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
