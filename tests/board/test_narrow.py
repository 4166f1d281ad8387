"""In no panel is a number, a day or a group cut, and no two rows look the same: a column goes instead."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product

import pytest

from store.packs.national import NATIONAL
from store.records import Branch, Exemption, ExemptionKind, Finding, Group, Result, Training, TrainingKind
from store.rules.figures import Matter, Rectification
from store.vault import Vault, Who
from tests.branches import meeting, member, snapshot
from tests.desk import TODAY, branch_folder
from tests.tiers import quick
from tui.drafts import Drafts
from tui.first_frame import FirstBoard, FirstSession
from widgets import panel_state
from widgets.display import width
from widgets.keymap import Keymap
from widgets.panel_state import PanelState
from widgets.picture import panel_line
from widgets.sections import meetings
from widgets.sections.institutions import Institution
from widgets.sections.registry import SECTIONS
from widgets.sections.view import View
from widgets.words.lexicon import LANGUAGES, words_of

SIZES = [(80, 24), (120, 40), (200, 50)]
FREE = {"name", "topic", "place", "duty", "how"}
"""Columns of texts that may be cut; so may the text of a finding or agreed matter, and whose it is."""


def fresh() -> View:
    return View(
        snapshot(Branch(id="b1", name="某某支部", records_since="2026-11"), member("m1", "张三")), TODAY, NATIONAL
    )


def of_two_hundred() -> View:
    """Many groups with long names, namesakes, long names, a hundred sessions a year, high hours, old findings."""
    rng = random.Random(14)
    names = ["张伟", "张伟", "阿依古丽·买买提玉素甫江", "阿依古丽·买买提玉素甫山", "李明", "欧阳建国"]
    groups = tuple(Group(id=f"g{n}", name=f"第{n}党小组" if n % 3 else f"窗口第{n}联合党小组") for n in range(9, 24))
    people = [
        member(
            f"m{n}",
            names[n % len(names)] + ("" if n < 12 else "甲乙丙丁"[n % 4] + str(n)),
            *(("secretary",) if n == 20 else ()),
            unit=f"某某市政务服务管理局审批服务第{n}科",
            group=groups[n % len(groups)].id,
            exemptions=(Exemption(kind=next(iter(ExemptionKind))),) if n == 7 else (),
        )
        for n in range(200)
    ]
    days = [date(2026, 1, 1) + timedelta(n) for n in range(0, 320, 3)]
    roll = {one.id: rng.choice(["present", "absent", "official"]) for one in people}
    held = [meeting(f"s{n}", day.isoformat(), roll=roll, topic=f"第{n}次", minutes="记") for n, day in enumerate(days)]
    coming = [
        meeting(f"c{n}", f"2026-12-{n + 1:02}", "group_meeting", "lecture", group=groups[n % len(groups)].id,
                topic=f"学习第{n}讲", place=f"第{n}会议室") for n in range(28)
    ]  # fmt: skip
    coming += [meeting(f"x{n}", "2026-12-30", "study", topic=f"第{n}讲", place="报告厅") for n in range(3)]
    missed = [meeting(f"o{n}", f"20{10 + n}-12-1{n}", "party_day", topic=f"旧{n}") for n in range(5)]
    hours = [
        Training(id=f"t{n}", member=one.id, day=date(2026, 3, 1), hours=110.5, kind=TrainingKind.IN_SERVICE, topic="课")
        for n, one in enumerate(people[:40])
    ]
    findings = [
        Finding(id=f"f{n}", rule="OL-06", day=date(2025, 5, 1), period=None, result=Result.PARTLY, text=f"第{n}条问题",
                due=date(2025, 6, 1) + timedelta(40 * n), owner="m4") for n in range(20)
    ]  # fmt: skip
    branch = Branch(
        id="b1",
        name="某某市政务服务管理局机关第一党支部（含派驻各区县窗口党员）",
        groups=groups,
        founded=date(2001, 1, 1),
    )
    return View(snapshot(branch, *people, *held, *coming, *missed, *hours, *findings), TODAY, NATIONAL)


@pytest.fixture(scope="module")
def views(tmp_path_factory) -> dict[str, View]:
    sample = Vault(str(branch_folder(tmp_path_factory.mktemp("narrow") / "b"))).read()
    return {"sample": View(sample, TODAY, NATIONAL), "fresh": fresh(), "two hundred": of_two_hundred()}


def states(view: View, lang: str, size: tuple[int, int]) -> list[PanelState]:
    """All panels of the board, and each as it fills the screen; of the first also this month whole."""
    words = words_of(lang)
    made = []
    for number, section in enumerate(SECTIONS, 1):
        for wide, high in ((size[0] // 2, (size[1] - 3) // 2), (size[0], size[1] - 3)):
            for shift in (0, -1) if section is meetings else (0,):
                state = PanelState(section, number, view, words)
                state.shift = shift
                state.refilter()
                state.resize(wide, high)
                made.append(state)
    return made


def drawn(state: PanelState, index: int) -> dict[str, str]:
    """What stands in each column of a row."""
    line = "".join(text for text, _ in panel_line(state, index - state.top + 1))[1:-1]
    found, rest = {}, line
    for column, wide in state.layout:
        taken = ""
        while width(taken) < wide and rest:
            taken, rest = taken + rest[0], rest[1:]
        found[column.id] = taken.strip()
        rest = rest[1:]
    return found


def cuts(state: PanelState) -> list[tuple[str, str, str]]:
    """Every number, day or group that is not whole: its column, what stands there, what should."""
    found = []
    for index, row in enumerate(state.rows):
        state.go(index)
        cells = state.section.cells(row, state.view, state.words, state.shift, state.slots)
        for id, text in drawn(state, index).items():
            cell = cells[id]
            whole = {str(cell.text).strip(), str(cell.short or cell.text).strip()}
            free = id in FREE or (id in ("strip", "source") and isinstance(row.value, (Rectification, Matter)))
            if not free and text not in whole:
                found.append((id, text, cell.text))
            group = row.value.subject if id == "name" and isinstance(row.value, Institution) else None
            if group and not text.endswith(state.view.group(group)):
                found.append((id, text, state.view.group(group)))
    return found


def alike(state: PanelState) -> list[str]:
    """Rows that can't be told apart."""
    lines = []
    for index in range(len(state.rows)):
        state.go(index)
        lines.append("".join(text for text, _ in panel_line(state, index - state.top + 1)))
    return sorted({line for line in lines if lines.count(line) > 1})


EVERY = quick(
    [
        ("sample", "zh", SIZES[0]),
        ("sample", "en", SIZES[-1]),
        ("fresh", "en", SIZES[0]),
        *(("two hundred", lang, SIZES[0]) for lang in LANGUAGES),
    ],
    product(["sample", "fresh", "two hundred"], LANGUAGES, SIZES),
)


@pytest.mark.parametrize(("branch", "lang", "size"), EVERY, ids=str)
def test_nothing_is_cut_and_no_two_rows_are_alike(views, branch, lang, size):
    for state in states(views[branch], lang, size):
        assert cuts(state) == []
        assert alike(state) == []


@pytest.mark.parametrize(("branch", "lang", "size"), EVERY, ids=str)
def test_the_lines_above_keep_the_day_the_counts_and_the_key(views, branch, lang, size):
    view, words = views[branch], words_of(lang)
    first = FirstBoard(FirstSession(Who(uid=1, user="wangwei"), readonly=True), view, words, Keymap(None), Drafts())
    lines = ["".join(text for text, _ in line) for line in first.lines(size, "", ())]
    assert "2026-11-22" in lines[0]
    assert words("header.quarter", year=2026, quarter="4", left=39) in lines[0]
    assert "wangwei" in lines[0]
    assert lines[1].rstrip().endswith(words("attention.next", what="", key="n").split()[-1])


def test_a_planted_cut_is_noticed(views, monkeypatch):
    """Columns that are as narrow as they were: groups, days and counts are cut in them."""
    stock = panel_state.fitted_columns

    def narrow(columns, cells):
        least = {"kinds": 8, "when": 6, "due": 4, "hours": 5, "count": 4, "group": 4}
        return stock(
            [one.but(least=least[one.id], most=least[one.id]) if one.id in least else one for one in columns], cells
        )

    monkeypatch.setattr(panel_state, "fitted_columns", narrow)
    noticed = {id for state in states(views["two hundred"], "zh", (120, 40)) for id, _, _ in cuts(state)}
    assert {"kinds", "when", "due", "hours", "count"} <= noticed
