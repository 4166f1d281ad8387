"""Every page of the sample leads on, says every number's records, and shows whatever the records say harmlessly."""

from __future__ import annotations

import ast
import json
from collections import deque
from datetime import date, timedelta
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import codec, periods
from store.engine import MovedHistory, PastChanges
from store.journal_entry import JournalEntry
from store.packs.national import NATIONAL
from store.record import Record
from store.records import DuesMonth, Exemption, ExemptionKind, PostKind, Status
from store.rules import participation
from store.rules.figures import Duty, State, TaskKind
from store.snapshot import Snapshot
from tests import make_sample, strategies
from tests.boxes import DOWN, FOUND, NOTICE
from tests.branches import branch, meeting, member, snapshot
from tests.tiers import crossed, quick
from widgets import history as logged
from widgets import json_objects
from widgets.display import width
from widgets.keymap import LISTS, NUMBERED
from widgets.kinds.registry import ID_OF
from widgets.pages import history, links, targets
from widgets.pages.page_writer import PageWriter
from widgets.pages.registry import PAGES, document
from widgets.papers.catalogue import papers
from widgets.papers.paper import PaperTable
from widgets.papers.text_formats import text_of
from widgets.sections.numbered import section_of
from widgets.sections.registry import SECTIONS
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.tasks import target_of
from widgets.words.lexicon import Words, with_papers, words_of

TODAY = date(2026, 11, 22)
YEAR = periods.parse("2026")
LANGUAGES = ("zh", "en")
HARMFUL = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class Strict(Words):
    """Words that know when they are asked for what the language has not."""

    def __call__(self, key: str, /, **facts: object):
        assert self.has(key), f"{self.lang} has no {key}"
        return super().__call__(key, **facts)


def strict(lang: str, *, ascii: bool = False) -> Words:
    return Strict(lang, words_of(lang)._texts, ascii=ascii)


def sample() -> Snapshot:
    tables = json.loads(Path(make_sample.PATH).read_text(encoding="utf-8"))
    meta = tables.pop("_meta")["1"]
    return codec.snapshot_of(tables, meta["revision"], meta["as_of"])


@pytest.fixture(scope="module")
def view() -> View:
    return View(sample(), TODAY, NATIONAL, down=DOWN)


APART = {"target", "targets", "cell", "unit", "begin_units"}
"""The sample has no sheet of targets, and no units; their pages have tests of their own."""


def roots(view: View) -> list[Target]:
    """What the board and `show` can open: every row of every panel, now and a period earlier, and every record."""
    found = [Target(kind=kind, id="") for kind in (*LISTS, "branch")]
    for section in SECTIONS:
        found += [row.target for shift in (0, -1) for row in section.rows(view, shift)]
    for id in NUMBERED.values():
        found += [row.target for row in section_of(id).rows(view, 0)]
    for table, records in view.snapshot.tables.items():
        found += [Target(kind=ID_OF[table], id=id) for id in records]
    found += [targets.of_duty(duty) for duty in view.figures.execution]
    return found


def text(target: Target, view: View, lang: str = "zh", cells: int = 76) -> str:
    page = document(target, view, words_of(lang), cells)
    assert page is not None
    return "\n".join([page.title, *("".join(cell.text for cell in line.cells) for line in page.lines)])


def check_lines(target: Target, view: View, words: Words, cells: int) -> list[Target]:
    """The targets of a page that is there and fits."""
    page = document(target, view, words, cells)
    assert page is not None, target
    found = []
    for line in page.lines:
        said = "".join(cell.text for cell in line.cells)
        assert width(said) <= max(cells, 20), (target, said)
        assert not (line.heading and line.target)
        assert said.isprintable() or not any(category(character) in HARMFUL for character in said), said
        if line.target is not None:
            assert said.strip(), target
            found.append(line.target)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whatever_a_line_opens_is_there(view: View, lang: str) -> None:
    words = strict(lang)
    waiting = deque(roots(view))
    seen = set(waiting)
    while waiting:
        for target in check_lines(waiting.popleft(), view, words, 76):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    assert {target.kind for target in seen} == set(PAGES) - APART


@pytest.mark.parametrize("cells", quick([41], [1, 20, 41, 118, 200]))
def test_no_line_is_wider_than_the_page(view: View, cells: int) -> None:
    words = strict("zh", ascii=True)
    for target in dict.fromkeys(roots(view)):
        check_lines(target, view, words, cells)


@pytest.mark.parametrize("year", [2025, 2026])
def test_numbers_of_the_panels_are_lines_of_the_card(view: View, year: int) -> None:
    for figure in participation.participation(view.snapshot, TODAY, year):
        page = document(Target(kind="member", id=f"{figure.member}/{year}"), view, words_of("zh"), 76)
        assert page is not None
        sessions = [line for line in page.lines if line.target and line.target.kind == "meeting"]
        marks = ["".join(cell.text for cell in line.cells) for line in sessions]
        assert sum(" 出席 " in mark or " 迟到 " in mark for mark in marks) >= figure.present
        in_roll = [line for line in sessions if any(cell.text.strip() in STATUSES for cell in line.cells)]
        assert len(in_roll) == figure.expected


def test_who_is_exempt_now_is_not_said_to_have_been_so_in_an_earlier_year() -> None:
    ill = Exemption(kind=ExemptionKind.ILL, since=date(2026, 5, 1))
    one = View(snapshot(branch(), member("p1", exemptions=(ill,))), TODAY, NATIONAL)
    panel, words = next(one for one in SECTIONS if one.ID == "participation"), words_of("zh")
    said = [panel.cells(panel.rows(one, shift)[0], one, words, shift, 12)["rate"].text for shift in (0, -1)]
    assert said == [words("participation.exempt"), words("unknown.short")]


STATUSES = {words_of("zh")(f"attendance.{status}") for status in Status}


def test_hours_add_up_to_those_of_the_panel(view: View) -> None:
    from widgets.pages.training import hours_entries

    for figure in view.figures.training:
        entries = hours_entries(PageWriter(view, words_of("zh"), 76), figure.records, TODAY.year)
        assert len(entries) == len(figure.records)
        summed = sum(float(entry.cells[1].text) for entry in entries if not entry.cells[1].role)
        assert summed == figure.hours


def test_the_line_of_attention_counts_what_its_page_lists(view: View) -> None:
    page = document(Target(kind="attention", id=""), view, words_of("zh"), 76)
    assert page is not None
    listed = [line.target for line in page.lines if line.target]
    counts = view.figures.attention
    told = [target_of(task) for task in counts.tasks]
    later = [Target(kind="incoming", id=one.origin) for one in view.incoming]
    assert listed == told + [one for one in later if one not in told]
    duties = [one for one in counts.tasks if one.kind in (TaskKind.OVERDUE, TaskKind.DUE) and one.incoming is None]
    promises = [one for one in duties if one.kind is TaskKind.DUE and one.duty is None]
    assert len(duties) - len(promises) == counts.overdue + counts.due_soon


@pytest.mark.parametrize("lang", quick(["zh"], LANGUAGES))
def test_a_duty_explains_itself(view: View, lang: str) -> None:
    words = words_of(lang)
    for duty in view.figures.execution:
        said = text(targets.of_duty(duty), view, lang, 400)
        for part in (duty.rule.explain, duty.rule.proof, duty.rule.binds):
            assert words.of(part) in said
        assert f"[{duty.rule.source}]" in said
        assert words(f"page.strength.{duty.rule.strength}") in said
        assert words(f"page.sure.{duty.rule.sure}") in said
        assert duty.start.isoformat() in said
        assert duty.due.isoformat() in said
        if duty.state in (State.OVERDUE, State.DUE_SOON, State.UPCOMING):
            assert words.of(duty.rule.remedy) in said
        page = document(targets.of_duty(duty), view, words, 76)
        assert page is not None
        opened = {line.target.id for line in page.lines if line.target}
        assert set(duty.evidence) <= opened


def codes() -> set[str]:
    """Every code of a duty that the rules can give: literals handed over as `code`, and what conditions return."""
    found = set()
    folder = Path(participation.__file__).parent
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name in ("hints.py", "ahead.py", "qualities.py"):
            continue  # codes of hints, of days to come, of what is shown without a verdict: sentences of their own
        conditions = path.name in ("conditions.py", "conditions_people.py")
        for node in ast.walk(tree):
            if (
                (isinstance(node, ast.keyword) and node.arg == "code")
                or (
                    isinstance(node, ast.Assign)
                    and any(isinstance(name, ast.Name) and name.id == "code" for name in node.targets)
                )
                or (conditions and isinstance(node, ast.Return) and node.value is not None)
            ):
                found |= _literals(node.value)
    return found - {""}


def _literals(node: ast.AST) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _literals(node.body) | _literals(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_sentence(lang: str) -> None:
    words = words_of(lang)
    assert len(codes()) > 8
    wanted = codes() | {rule.predicate for rule in NATIONAL.rules}
    assert {code for code in wanted if not words.has(f"why.{code}")} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_has_its_name(lang: str) -> None:
    words = words_of(lang)
    keys = {part.split(" ")[0] for rule in NATIONAL.rules for part in rule.source.split(", ")}
    assert {key for key in keys if not words.has(f"source.{key}")} == set()


HOSTILE = "[b]x[/] [@click=app.quit]q[/] \x1b[31mred\x1b[0m \u202eabc 张\u200d三 \u202e\n𠮷" + "党" * 200


def hostile(value: object) -> object:
    """The same record with every free text hostile, ids and codes as they are."""
    keep = {"id", "by", "at", "time", "end", "month", "rule", "period", "subject", "group", "member", "session"}
    if isinstance(value, Record):
        texts = {
            name: HOSTILE
            for name, kind in value.annotations.items()
            if kind == "str" and name not in keep and type(getattr(value, name)) is str
        }
        nested = {
            name: tuple(hostile(one) if isinstance(one, Record) else HOSTILE for one in old)
            for name, kind in value.annotations.items()
            if isinstance(old := getattr(value, name), tuple) and old and (isinstance(old[0], Record) or "str" in kind)
            if name not in ("nonvoters", "mentors", "sponsors")
        }
        reasons = {"reasons": dict.fromkeys(old, HOSTILE)} if (old := getattr(value, "reasons", None)) else {}
        return value.but(**(texts | nested | reasons))
    return value


@pytest.mark.parametrize(
    ("lang", "cells"),
    quick([("zh", 20)], [("zh", 20), ("en", 76), ("zh", 76), ("en", 20)]),
)
def test_hostile_texts_stay_within_their_lines(lang: str, cells: int) -> None:
    first = sample()
    tables = {name: {id: hostile(record) for id, record in records.items()} for name, records in first.tables.items()}
    notice = NOTICE.but(title=HOSTILE, text=HOSTILE, doc=HOSTILE, sub=HOSTILE)
    down = DOWN.but(sender=HOSTILE, items=(notice,), findings=(FOUND.but(text=HOSTILE, rule=HOSTILE),))
    view = View(Snapshot(1, tables), TODAY, NATIONAL, down=down)  # type: ignore[arg-type]
    words = strict(lang)
    some: dict[str, list[Target]] = {}
    for target in roots(view):
        some.setdefault(target.kind, []).append(target)
    assert set(some) | {"roll"} == set(PAGES) - APART
    for kind in some:
        for target in some[kind][:6]:
            check_lines(target, view, words, cells)
            page = document(target, view, words, cells)
            assert page is not None
            assert "\x1b" not in page.title
            assert "\u202e" not in page.title


@strategies.costly
@given(strategies.snapshots(), st.integers(20, 120))
def test_any_records_have_pages(made: Snapshot, cells: int) -> None:
    view = View(made, TODAY, NATIONAL)
    words = strict("zh")
    for table, records in view.snapshot.tables.items():  # without entries of a kind that nobody declares
        for id in records:
            if table == "branch" and made.branch is not None and id != made.branch.id:
                continue
            check_lines(Target(kind=ID_OF[table], id=id), view, words, cells)


@pytest.mark.parametrize(
    ("kind", "id"),
    [(kind, "gone") for kind in PAGES if kind not in (*LISTS, "incoming")]
    + [
        ("rule", "OL-01/gone"),
        ("member", "p2/x"),
        ("member", "p2/20255"),
        ("duty", "OL-01"),
        ("duty", "OL-01/2026-Q9"),
        ("nothing", ""),
    ],
)
def test_what_is_not_there_has_no_page(view: View, kind: str, id: str) -> None:
    assert document(Target(kind=kind, id=id), view, words_of("zh"), 76) is None


def test_faults_are_listed_with_their_place() -> None:
    tables = {"members": {"7": {"id": "p7", "name": ["\x1b[31m"]}}, "meetings": {"3": 5}}
    view = View(codec.snapshot_of(tables, 1, None), TODAY, NATIONAL)
    assert len(view.snapshot.faults) == 2
    for lang in LANGUAGES:
        check_lines(Target(kind="faults", id=""), view, strict(lang), 76)
        said = text(Target(kind="faults", id=""), view, lang)
        assert "members / 7" in said
        assert "p7" in said
        assert "name" in said
        assert "meetings / 3" in said


def test_namesakes_are_told_apart() -> None:
    view = View(
        snapshot(
            branch(),
            member("p1", "李文静", unit="财务科"),
            member("p2", "李文静", unit="法规科"),
            member("p3", "王芳"),
            member("p4", "张伟", birth="1980"),
            member("p5", "张伟"),
            member("p6", "", unit="财务科"),
            member("p7", " ", unit="财务科"),
        ),
        TODAY,
        NATIONAL,
    )
    said = [view.person(id) for id in ("p1", "p2", "p3", "p4", "p5", "p6", "p7", "someone")]
    assert said == ["李文静(财务科)", "李文静(法规科)", "王芳", "张伟(1980)", "张伟(p5)", "p6", "p7", "someone"]


def test_a_roll_puts_the_absentees_first_with_their_reasons() -> None:
    marks = {"p1": "present", "p2": "sick", "p3": "absent", "p4": "late"}
    held = meeting("m1", "2026-11-02", "general_meeting", roll=marks, reasons={"p2": "住院"})
    people = [member(f"p{n}", f"某{n}") for n in range(1, 5)]
    view = View(snapshot(branch(), *people, held), TODAY, NATIONAL)
    said = text(Target(kind="meeting", id="m1"), view)
    places = [said.index(part) for part in ("某3", "某2", "某4", "某1")]
    assert places == sorted(places)
    assert "住院" in said
    assert "（事由待补充）" in said
    assert "应到 4 · 实到 2 · 请假 1 · 缺席 1 · 参会率 50%" in said


@pytest.mark.parametrize("kind", list(PostKind))
def test_every_post_has_its_word(kind: PostKind) -> None:
    for lang in LANGUAGES:
        assert words_of(lang).has(f"post.{kind}")


def test_nothing_invisible_reaches_a_title(view: View) -> None:
    for target in roots(view)[:200]:
        page = document(target, view, words_of("zh"), 76)
        assert page is not None
        assert not any(category(character) in ("Cc", "Cf") for character in page.title)


def test_a_duty_of_the_execution_list_is_found_by_its_key(view: View) -> None:
    for duty in view.figures.execution:
        found = links.duty_of(view, duty.key)
        assert isinstance(found, Duty)
        assert found == duty


@pytest.mark.parametrize(("room", "lang"), crossed([40, 76, 116, 196], [*LANGUAGES]))
def test_the_trend_says_the_months_that_the_exports_draw(view, lang, room):
    words = with_papers(words_of(lang))
    page = document(Target(kind="trend", id=""), view, words, room)
    lines = ["".join(cell.text for cell in line.cells).strip() for line in page.lines]
    assert max(map(width, lines)) <= room
    monthly = [line for line in lines if line.startswith("202")]
    drawn = []
    for what, sheet, column in (("attendance", 3, 4), ("training", 2, 2)):
        (table,) = [one for one in papers(what, view, words, YEAR)[sheet].blocks if isinstance(one, PaperTable)]
        drawn += [(row[0], text_of(row[column])) for row in table.rows]
    assert len(monthly) == len(drawn) == 24
    for line, (month, figure) in zip(monthly, drawn, strict=True):
        assert line.startswith(month)
        assert (figure in line) if figure else line.endswith(words("trend.none"))


def test_the_trend_of_a_branch_without_records_says_how_to_begin():
    page = document(Target(kind="trend", id=""), View(snapshot(branch()), TODAY, NATIONAL), words_of("zh"), 76)
    assert "按 r 点名" in "".join(cell.text for line in page.lines for cell in line.cells)


@pytest.mark.parametrize(("left", "there"), [(TODAY, True), (TODAY - timedelta(days=1), False)])
def test_who_has_left_holds_no_post_and_no_exemption_any_more(left: date, there: bool) -> None:
    away = Exemption(kind=ExemptionKind.MOBILE, since=date(2026, 3, 1))
    view = View(snapshot(branch(), member("p1", "甲", "secretary", until=left, exemptions=(away,))), TODAY, NATIONAL)
    page = document(Target(kind="member", id="p1"), view, words_of("zh"), 76)
    assert page is not None
    lines = ["".join(cell.text for cell in line.cells) for line in page.lines]
    said = [line for line in lines if " 至 …" in line]
    assert [line.endswith("（当前不在期内）") for line in said] == [not there] * 2
    assert json_objects.member(view.snapshot.members["p1"], TODAY)["posts"] == (["secretary"] if there else [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_history_tells_what_can_not_be_read_and_what_was_not_written_here(lang):
    words = words_of(lang)
    at = "2026-11-20T01:00:00+00:00"
    entries = tuple(JournalEntry(revision=number, at=at, uid=1, user="li", why="roll") for number in (4, 3, 2, 1))
    moved = MovedHistory(first=1, last=3, login="wang", at=at)
    past = PastChanges(entries=entries, unread=2, moved=(moved,))
    writer = PageWriter(View(snapshot(branch()), date(2026, 11, 22), NATIONAL), words, 200)
    lines = [
        "".join(cell.text for cell in line.cells)
        for line in history.page(writer, Target(kind="history", id=""), past).lines
    ]
    assert [line.strip() for line in lines if line.strip()] == [
        words("log.unread", n=2),
        logged.headline(entries[0], words),
        logged.moved_history(moved, words),
        *(logged.headline(entry, words) for entry in entries[1:]),
    ]


def test_a_member_owes_no_dues_of_a_month_before_coming_after_leaving_or_when_free_of_them():
    months = [DuesMonth(id=f"d{n}", month=f"2026-{n:02}", paid={}) for n in range(3, 10)]
    months[0] = months[0].but(paid={"p1": date(2026, 3, 5)})
    here = member("p1", since=date(2026, 5, 10), until=date(2026, 8, 20))
    free = member("p2", monthly_due="0")
    view = View(snapshot(branch(), here, free, *months), TODAY, NATIONAL)

    def told(id: str) -> list[str]:
        page = document(Target(kind="member", id=id), view, words_of("zh"), 80)
        assert page is not None
        return sorted(one.target.id for one in page.lines if one.target and one.target.kind == "dues")

    assert told("p1") == ["d3", "d5", "d6", "d7"]
    assert told("p2") == []
