"""Time of one pass of the rules over a branch of 50 members and 10 years, beside `json.loads` of the same file.

    python -m tests.bench.rules [OTHER]

Both are taken in one run, in turn, the best of several: the ratio is what counts, not the milliseconds. With the folder
of another clone the rules of both judge the same branch in turn, and the ratio is that of this one to the other.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from time import perf_counter

from store import codec
from store.packs.national import NATIONAL
from store.records import (
    TABLES,
    Branch,
    Decision,
    DuesMonth,
    Finding,
    Group,
    Item,
    Kind,
    Meeting,
    Member,
    Post,
    PostKind,
    Result,
    Status,
    Stored,
    Talk,
    Training,
    TrainingForm,
)
from store.rules import all_figures

TODAY = date(2026, 11, 22)
FIRST = date(2017, 1, 1)
MEMBERS, GROUPS = 50, 5
ROUNDS = 4
POSTS = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.ORG_OFFICER, PostKind.PUBLICITY_OFFICER)
MARKS = (Status.PRESENT,) * 17 + (Status.LATE, Status.OFFICIAL, Status.SICK, Status.PERSONAL, Status.ABSENT)
TEXT = "会议传达学习了上级有关文件精神，与会同志结合工作实际作了交流发言，支部书记作了小结，并就下一步工作作了安排。"


def records(chance: random.Random, members: int = MEMBERS, first: date = FIRST) -> list[Stored]:
    """The whole branch: about 30,000 marks and 5,000 records of training where it is as large and old as ours."""
    groups = tuple(Group(id=f"g{n}", name=f"第{n}党小组") for n in range(1, GROUPS + 1))
    made: list[Stored] = [
        Branch(
            id="b1",
            name="某局机关党支部",
            founded=first,
            records_since=f"{first:%Y-%m}",
            groups=groups,
            term_began=first,
        )
    ]
    ids = [f"p{n}" for n in range(1, members + 1)]
    for n, id in enumerate(ids):
        posts = (Post(kind=POSTS[n], since=first),) if n < len(POSTS) else ()
        group = f"g{n % GROUPS + 1}"
        made.append(Member(id=id, name=f"党员{n}", group=group, posts=posts, monthly_due="80.00", joined="2008-07"))
    day = first
    while day <= TODAY:
        quarter = day.month % 3 == 1
        kinds = [(Kind.PARTY_DAY,), (Kind.STUDY,), (Kind.STUDY,), (Kind.COMMITTEE_MEETING,)]
        kinds += [(Kind.GENERAL_MEETING, Kind.LECTURE)] if quarter else []
        kinds += [(Kind.LIFE_MEETING, Kind.APPRAISAL)] if day.month == 12 else []
        for number, several in enumerate(kinds):
            made.append(_held(made, day + timedelta(number * 4 + 2), several, ids, None, chance))
        for group in groups:
            there = [id for n, id in enumerate(ids) if f"g{n % GROUPS + 1}" == group.id]
            made.append(
                _held(made, day + timedelta(chance.randrange(20)), (Kind.GROUP_MEETING,), there, group.id, chance)
            )
        paid = {id: day + timedelta(9) for id in ids if chance.random() > 0.01}
        made.append(DuesMonth(id=f"d{len(made)}", month=f"{day.year}-{day.month:02}", paid=paid))
        made += [_trained(made, id, day, chance) for id in chance.sample(ids, members * 42 // 50)]
        made.append(Talk(id=f"k{len(made)}", talker=ids[0], partner=chance.choice(ids), day=day + timedelta(5)))
        day = (day.replace(day=28) + timedelta(5)).replace(day=1)
    for n in range(40):
        when = first + timedelta(n * 85)
        period = f"{when.year}-{when.month:02}"
        made.append(Finding(id=f"f{n}", rule="OL-03", period=period, result=Result.PARTLY, day=when, closed=when))
    return made


def _held(
    made: list[Stored], day: date, kinds: tuple[Kind, ...], ids: list[str], group: str | None, chance: random.Random
) -> Meeting:
    there = ids[: len(POSTS)] if kinds == (Kind.COMMITTEE_MEETING,) else ids
    return Meeting(
        id=f"m{len(made)}",
        day=day,
        time="14:30",
        items=tuple(Item(kind=kind, topic="学习与交流", content=TEXT, lecturer=ids[0]) for kind in kinds),
        group=group,
        place="三楼会议室",
        chair=ids[0],
        recorder=ids[1],
        roll={id: chance.choice(MARKS) for id in there} if day <= TODAY else None,
        roll_day=day if day <= TODAY else None,
        decisions=(Decision(text="按要求落实", owner=ids[2]),),
        minutes=TEXT * 4 if day <= TODAY else "",
    )


def _trained(made: list[Stored], id: str, day: date, chance: random.Random) -> Training:
    form = TrainingForm.COURSE if day.month == 6 else TrainingForm.COLLECTIVE
    when = day + timedelta(chance.randrange(20))
    return Training(
        id=f"t{id}.{len(made)}.{when}", member=id, day=when, hours=4, form=form, topic="专题学习", organiser="机关党委"
    )


def file_of(made: list[Stored]) -> str:
    """The records as the store would write them."""
    tables: dict[str, dict[str, object]] = {"_meta": {"1": {"schema": 1, "revision": 1}}}
    for name, kind in TABLES.items():
        rows = [codec.encode(record) for record in made if type(record) is kind]
        tables[name] = {str(number): row for number, row in enumerate(rows, 1)}
    return json.dumps(tables, ensure_ascii=False)


def against(other: str) -> None:
    """Runs of this clone and of another in turn; each time by the measure of its own `json.loads`."""
    best: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        for folder in (other, "."):
            told = subprocess.run(
                [sys.executable, "-m", "tests.bench.rules"],
                cwd=folder,
                env=os.environ | {"PYTHONPATH": "."},
                capture_output=True,
                text=True,
                check=True,
            )
            for line in told.stdout.splitlines()[1:]:
                name, took = line.split()[:2]
                best[folder, name] = min(best.get((folder, name), 9e9), float(took))
    for name in ("json.loads", "figures", "counts"):
        here, there = best[".", name], best[other, name]
        print(f"{name:12}{here:8.2f} ms here{there:8.2f} ms there{here / there:8.2f} x")


def main() -> None:
    if len(sys.argv) > 1:
        against(sys.argv[1])
        return
    made = records(random.Random(20261122))
    text = file_of(made)
    marks = sum(len(record.roll or ()) for record in made if isinstance(record, Meeting))
    trained = sum(isinstance(record, Training) for record in made)
    tables = {name: rows for name, rows in json.loads(text).items() if name != "_meta"}
    best = {"json.loads": 9.0, "figures": 9.0, "counts": 9.0}
    for _ in range(9):
        started = perf_counter()
        json.loads(text)
        best["json.loads"] = min(best["json.loads"], perf_counter() - started)
        for name, work in (("figures", all_figures.figures), ("counts", all_figures.counts)):
            snapshot = codec.snapshot_of(tables, 1)
            assert not snapshot.faults
            started = perf_counter()
            work(snapshot, TODAY, NATIONAL)
            best[name] = min(best[name], perf_counter() - started)
    print(f"{len(text.encode()) / 1e6:.1f} MB, {marks} marks, {trained} records of training")
    for name, took in best.items():
        print(f"{name:12}{took * 1e3:8.2f} ms{took / best['json.loads']:8.2f} x json.loads")


if __name__ == "__main__":
    main()
