"""A committee with units whose boxes hold counts: its folder, and a person at its board.

async with hall(folder) as h:
    await h.press("enter")
"""

from __future__ import annotations

import json
import random
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from store.box.counts import up_of_branch
from store.box.messages import FindingReport, Receipt
from store.box_text import as_file
from store.codec import encode
from store.packs.national import NATIONAL
from store.records import Branch, Entry, Finding, Result
from store.vault import Vault
from tests.desk import TODAY, WHO, sample_view, seated
from tui.local_rules import rules_of
from tui.program import program
from tui.session import Session
from tui.unit_boxes import boxes_of
from widgets.keymap import Keymap
from widgets.sections.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from store.box.messages import DutyCount, Up
    from store.records import Stored

LIAISON = "方谨言"
NUMBERS = "一二三四五六七八九十"
SENT = (
    Entry(
        id="e2",
        kind="notice",
        title="报送党员教育培训情况",
        day=date(2026, 11, 10),
        due=date(2026, 11, 20),
        reply="number",
    ),
    Entry(
        id="e3",
        kind="directive",
        title="优化营商环境专项行动",
        doc="云办发〔2026〕31号",
        day=date(2026, 11, 18),
        due=date(2026, 12, 20),
        to=("u1", "u2"),
    ),
    Finding(
        id="f4",
        rule="OL-03",
        period="2026-10",
        result=Result.NOT_EXECUTED,
        day=date(2026, 11, 5),
        text="缺三组记录",
        due=date(2026, 11, 15),
        unit="u1",
    ),
    Finding(
        id="f5",
        rule="OL-06",
        period="2026-08",
        result=Result.PARTLY,
        day=date(2026, 11, 5),
        text="只有签到",
        due=date(2026, 12, 15),
        unit="u2",
    ),
)


@cache
def sample_up() -> Up:
    return up_of_branch(sample_view(TODAY).snapshot, TODAY, NATIONAL, unit="u0", liaison=(LIAISON,))


def name(number: int) -> str:
    return f"{NUMBERS[number]}支部" if number < len(NUMBERS) else f"第{number + 1}党支部"


def up(number: int, **fields) -> Up:
    """The sample's counts with other states, for the unit of a number; the same every time."""
    rng = random.Random(number)
    own = {
        "unit": f"u{number}",
        "name": name(number),
        "as_of": TODAY - timedelta(number % 3),
        "duties": tuple(_varied(one, rng) for one in sample_up().duties),
        "vacant": ("discipline_officer",) if number % 4 == 1 else (),
        "received": (Receipt(origin="e2", day=TODAY, state="done", reply=f"培训=2{number}"),) if number % 2 else (),
        "findings": (FindingReport(origin="f5", state="closed", closed=TODAY, closing="补了记录"),)
        if number == 2
        else (),
    }
    return sample_up().but(**(own | fields))


def _varied(one: DutyCount, rng: random.Random) -> DutyCount:
    chance = rng.random()
    if one.due >= TODAY or chance > 0.04:
        return one if one.due >= TODAY or chance > 0.06 else one.but(n={"unknown": sum(one.n.values())})
    return one.but(n=one.n | {"overdue": one.n.get("overdue", 0) + 1 + int(chance * 60)})


def made(
    folder: Path, ups: Iterable[Up | str | None], records: Iterable[Stored] = SENT, data: Path | None = None
) -> Path:
    """A committee's folder, beside it a box a unit: with its counts, with a text, or with nothing in it."""
    home, lines = folder / "committee", [f'liaison = ["{LIAISON}"]']
    home.mkdir(mode=0o700, parents=True)
    for number, one in enumerate(ups):
        box = folder / "box" / f"u{number}"
        for half in ("up", "down"):
            (box / half).mkdir(parents=True, mode=0o700)
        put(folder, number, one)
        lines += ["[[branch]]", f'unit = "u{number}"', f'name = "{name(number)}"', f'box = "{box}"']
        lines += [f'data = "{data}"'] if data is not None and number < 2 else []
    (home / "committee.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    own = Branch(id="b1", name="云川市政务服务局机关党委", level="committee")
    tables: dict[str, dict[str, object]] = {"_meta": {"1": {"schema": 2, "revision": 9}}, "branch": {"1": encode(own)}}
    for table, kind in (("findings", Finding), ("entries", Entry)):
        tables[table] = {str(at): encode(one) for at, one in enumerate(records, 1) if isinstance(one, kind)}
    file = home / "branch.json"
    file.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    file.chmod(0o600)
    return home


def put(folder: Path, number: int, one: Up | str | None) -> None:
    """What the box of a unit holds from now on."""
    file = folder / "box" / f"u{number}" / "up" / "up.json"
    if one is not None:
        beside = file.with_suffix(".new")
        beside.write_bytes(one.encode() if isinstance(one, str) else as_file(one))
        beside.replace(file)


def twelve(folder: Path, **how) -> Path:
    """Twelve units, of which one has not written yet and the file of one makes no sense."""
    return made(folder, [None if at == 3 else "{" if at == 4 else written(at) for at in range(12)], **how)


@cache
def written(number: int) -> str:
    """The counts of a unit as they stand in its box: to write them takes longer than to read them."""
    return as_file(up(number)).decode()


def view_of(home: Path, today: date = TODAY) -> View:
    vault = Vault(str(home))
    snapshot, rules = vault.read(), rules_of(vault)
    units = boxes_of(snapshot, rules.pack)
    assert units is not None
    return View(snapshot, today, rules.pack, units.read(), whole=units.whole)


@asynccontextmanager
async def hall(home: Path, size=(80, 24), lang="zh", today=TODAY, readonly=False, boxed=None, first=None, **options):
    """`boxed` is the committee's own box, with the one above it, where it has one; `first` the seconds that the first
    picture waits for all boxes, as a board reads them that is started (None: they are all read).
    """
    vault = Vault(str(home))
    snapshot, rules = vault.read(), rules_of(vault)
    units = boxes_of(snapshot, rules.pack, on_board=first is not None)
    box = boxed.opened() if boxed is not None else None
    down = box.down if box is not None else None
    assert units is not None
    ups = units.read() if first is None else units.open(first, size[1])
    view = View(snapshot, today, rules.pack, ups, down, units.whole, units.brief)
    session = Session(
        vault,
        rules.pack,
        WHO,
        today=lambda: today,
        now=lambda: datetime.now(UTC),
        readonly=readonly,
        rules=lambda: rules_of(vault),
        units=units,
        box=box,
    )
    async with seated(program(session, view, lang=lang, keymap=Keymap(), **options), vault, size) as made_board:
        yield made_board
