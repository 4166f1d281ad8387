"""What stands in lists and tables by hand, said once more in the words of whoever uses it.

A line that is dropped, swapped or mistyped there breaks nothing by itself; here each is asked for what it does.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import field_types, records
from store.admission import Admit, OpenCase
from store.dues import PayDues
from store.edits import Change, Delete, EditGroup, TakeRoll, fresh_id
from store.exchange.exports.inspection import PAPERS
from store.field_types import types_of
from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.rule import Pack, Strength
from store.record import Record
from store.records import CAME, COMMITTEE_POSTS, LEAVE, PostKind, Status
from store.rules import figures
from store.rules.attention import attention
from store.rules.figures import Duty, State
from store.rules.predicates import EVENTS, PERIODIC
from store.rules.tasks import CLOSABLE
from tests.branches import branch, member, snapshot
from tests.desk import golden, sample_view
from tui.files import importing
from widgets import key_reading, keymap
from widgets.forms import choices, layout
from widgets.forms.layout import fields_of
from widgets.kinds import defaults, registry
from widgets.kinds.lists import lines as lines_of
from widgets.pages import links, targets
from widgets.pages import registry as pages
from widgets.pages.duty import TICKED
from widgets.pages.registry import PAGES, document
from widgets.papers import catalogue
from widgets.papers import meetings as papers_of_meetings
from widgets.quick_line.grammars import grammars
from widgets.sections import legend
from widgets.sections.committee.registry import SECTIONS as ABOVE
from widgets.sections.numbered import section_of
from widgets.sections.registry import SECTIONS, command_help, command_name
from widgets.sections.view import View
from widgets.words import zh
from widgets.words.lexicon import with_papers, words_of

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parent.parent


def test_what_the_journal_calls_an_edit_of_which_nothing_else_is_said() -> None:
    edits = (Change, Delete, EditGroup, TakeRoll, Admit, OpenCase, PayDues)
    called = ["change", "delete", "several", "roll", "admit", "case.open", "add_dues"]
    assert [edit.defaults["why"] for edit in edits] == called


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_message_calls_an_edit_the_log_calls_by_name_too(lang: str) -> None:
    words = words_of(lang)
    of_one_key = {"delete_several", "tag_several", "waive_several"}  # what the journal has as `several`
    codes = {code.removeprefix("done.") for code in zh.WORDS if code.startswith("done.") and ".begin." not in code}
    codes = (codes - of_one_key) | {f"import_{kind}" for kind in importing.KINDS}
    assert [code for code in sorted(codes) if not (words.has(f"log.{code}") and words.has(f"done.{code}"))] == []


EMPTY: tuple[Any, ...] = (None, "", (), {}, frozenset(), 0, False)
FIRST = {
    "Member.kind": "full",
    "Training.kind": "in_service",
    "Training.form": "collective",
    "Talk.kind": "heart",
    "Admission.stage": "applicant",
    "Vote.kind": "resolution",
}


def test_what_is_not_said_of_a_record_is_empty_but_for_some_kinds() -> None:
    said = [one for module in (records, figures, field_types, layout) for one in vars(module).values()]
    kinds = [one for one in said if isinstance(one, type) and issubclass(one, Record)]
    found = {f"{kind.__name__}.{name}": value for kind in kinds for name, value in kind.defaults.items()}
    assert {name: value for name, value in found.items() if value not in EMPTY} == FIRST
    assert {name for name, value in found.items() if value is True} == set()


@pytest.mark.parametrize("kind", list(registry.kinds()), ids=lambda kind: kind.id)
def test_a_form_asks_for_each_field_once(kind: Any) -> None:
    asked = [name for _, fields in layout.sections_of(kind.record) for name in fields]
    assert sorted(asked) == sorted({*kind.record.fields} - {*defaults.OURS, *kind.apart})
    assert set(kind.columns) <= set(kind.record.fields)
    for path in kind.awaited:
        name, _, inner = path.partition(".")
        assert inner in types_of(kind.record)[name].record.fields if inner else name in kind.record.fields


NUMBERED = [section_of(id) for id in keymap.NUMBERED.values()]


def test_a_board_has_as_many_panels_as_keys_that_go_to_them() -> None:
    for sections in (SECTIONS, ABOVE):
        assert len(sections) == keymap.PANELS, "a new panel stands in the place of another: the board has four"


@pytest.mark.parametrize("section", [*SECTIONS, *ABOVE, *NUMBERED], ids=lambda section: section.ID)
def test_a_section_has_its_words_and_its_line_is_one_that_there_is(section: Any) -> None:
    needed = {f"panel.{section.ID}", f"{section.ID}.empty"}
    assert needed <= zh.WORDS.keys(), "say them in widgets/words, in board_zh.py and board_en.py for a panel"
    assert getattr(section, "LINE", None) in {None, *grammars()}


def test_signs_are_explained_under_the_panels_that_have_them() -> None:
    explained = {key.removeprefix("legend.of.") for key in zh.WORDS if key.startswith("legend.of.")}
    assert explained == set(legend.WITH_SIGNS), "name the panel in WITH_SIGNS of widgets/sections/legend.py"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *(("q", []), ("qt", ["other"]), ("qita", ["other"]), ("1", ["frail"]), ("0", []), ("8", [])),
    ],
)
def test_a_choice_is_found_by_its_number_or_by_more_than_one_letter(typed: str, found: list[str]) -> None:
    assert choices.find(fields_of(records.Exemption)["kind"], typed, words_of("zh")) == found


@pytest.mark.parametrize(
    ("code", "step", "found"),
    [("full", 1, "probationary"), ("full", -1, "probationary"), ("", 1, "full"), ("gone", -1, "full")],
)
def test_the_choice_beside_one_that_there_is_not_is_the_first(code: str, step: int, found: str) -> None:
    assert choices.stepped(fields_of(records.Member)["kind"], code, step) == found


def test_records_of_a_list_stand_by_their_day() -> None:
    days = {"k1": date(2026, 10, 9), "k2": date(2026, 1, 2), "k3": date(2026, 3, 4)}
    talks = [records.Talk(id=id, talker="p1", partner="p2", day=day) for id, day in days.items()]
    view = View(snapshot(branch(), member("p1"), member("p2"), *talks), TODAY, NATIONAL)
    assert [line.json["id"] for line in lines_of(registry.kind_of("talk"), view, words_of("zh"))] == ["k2", "k3", "k1"]


def test_a_filter_finds_a_record_by_all_that_names_something_in_it() -> None:
    """Also by what its line does not show: here that is all but the day."""
    day = date(2026, 10, 9)
    training = records.Training(id="t1", member="p1", day=day, hours=2, topic="甲", place="乙", tags=("丙",))
    talk = records.Talk(id="k1", talker="p2", partner="丁", day=day, place="戊")
    view = View(snapshot(branch(), member("p1", "李明"), member("p2", "王芳"), training, talk), TODAY, NATIONAL)
    sought = set()
    for kind in ("training", "talk"):
        bare = registry.kind_of(kind).but(lines=None, columns=("day",))
        (line,) = lines_of(bare, view, words_of("zh"))
        sought |= {str(text) for text in line.search}
    assert {"李明", "王芳", "甲", "乙", "丁", "戊"} <= sought
    assert any("丙" in text for text in sought)


def test_who_came_who_had_leave_and_who_sits_on_the_committee() -> None:
    assert set(Status) - CAME - LEAVE == {Status.ABSENT}
    assert {"present", "late"} == CAME
    assert set(PostKind) - COMMITTEE_POSTS == {PostKind.GROUP_LEADER}


def test_the_table_of_the_rules() -> None:
    """What each asks of whom, when, by which article and how surely: to be read when it changes."""
    golden(
        "registry-rules",
        [
            f"{rule.id:6} {rule.predicate} {dict(rule.params)} {rule.cadence} {rule.strength} {rule.source}; "
            f"{rule.sure}; {' '.join(rule.applies)}; {rule.valid_from} {rule.valid_to} {rule.adopted}; "
            + "; ".join(text.en for text in (rule.short, rule.name, rule.binds, rule.proof))
            for rule in NATIONAL.rules
        ],
    )


def test_the_table_of_the_predicates() -> None:
    """What is known of each beside its function: to be thought of for a new one, which is on none of these lists."""
    lists = {
        "a record closes it late": CLOSABLE,
        "only a record of it meets it": TICKED,
        "its proof is a paper": PAPERS,
    }
    known = dict.fromkeys(PERIODIC, "a period") | dict.fromkeys(EVENTS, "events")
    assert frozenset().union(*lists.values()) <= known.keys()
    golden(
        "registry-predicates",
        [
            f"{name} judges {judged}: {'; '.join(said for said, names in lists.items() if name in names) or '-'}"
            for name, judged in sorted(known.items())
        ],
    )


def test_the_table_of_the_keys() -> None:
    lines = [repr(tuple(command)) for command in keymap.Keymap().commands]
    lines += [f"{key} is said as {name}" for key, name in keymap.NAMES.items()]
    golden("registry-keys", [*lines, *sorted(keymap.NEVER_BOUND), *map(repr, keymap.EVERYWHERE), *keymap.ANYWHERE])


def test_the_table_of_the_kinds() -> None:
    lines = []
    for kind in registry.kinds():
        lines += [f"{kind.id}: {kind.record.__name__} in {kind.table}, {fresh_id(snapshot(revision=7), kind.table)}"]
        lines += [f"    columns {' '.join(kind.columns)}; apart {sorted(kind.apart)}; awaited {sorted(kind.awaited)}"]
        lines += [f"    begins with {dict(defaults.begins(kind, TODAY))}"]
        lines += [f"    {name or '-'}: {' '.join(fields)}" for name, fields in kind.form]
    golden("registry-kinds", lines)


def test_what_a_kind_has_of_its_own_and_what_writes_each_page() -> None:
    own = ("summary", "page", "lines", "checks", "shows_at")
    lines = [
        f"{kind.id}: {' '.join(f'{name}={maker(getattr(kind, name))}' for name in own if getattr(kind, name))}; "
        f"{kind.panel or '-'}; of a committee {sorted(kind.of_committee)}"
        for kind in registry.kinds()
    ]
    golden("registry-pages", [*lines, *(f"{name}: {maker(write)}" for name, write in pages.DERIVED.items())])


def test_how_each_kind_of_record_is_said_and_where_it_shows() -> None:
    """Of the sample's first record of each table: its line on a page, what it opens, where a new one shows."""
    view, lines = sample_view(TODAY), []
    for kind in registry.kinds():
        assert view.snapshot.tables[kind.table], (
            f"the sample has no {kind.id}: make one at the end of tests/make_sample.py"
        )
        record = next(iter(view.snapshot.tables[kind.table].values()))
        said = links.record_entry(view, record.id, words_of("zh"))
        rows = kind.shows_at(record) if kind.shows_at is not None else ()
        lines.append(f"{kind.id}: {' | '.join(cell.text for cell in said.cells)}; {kind.panel} {' '.join(rows)}")
        target = targets.of_record(view, record.id)
        opened = document(target, view, words_of("zh"), 76) if target is not None else None
        assert opened is not None
        lines += [f"    {''.join(cell.text for cell in line.cells)}".rstrip() for line in opened.lines[:2]]
    golden("registry-summaries", lines)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("f1", "F1"), ("f12", "F12"), ("g", "g"), ("f", "f"), ("slash", "/"), ("ctrl+f", "Ctrl+F")],
)
def test_how_a_key_is_said(key: str, shown: str) -> None:
    assert keymap.shown_key(key) == shown


def test_what_a_register_does_not_ask_for_is_complained_of_in_the_order_of_the_form() -> None:
    own = {"id": "own", "name": "走访", "words": "zf", "fields": []}
    pack = overlay(NATIONAL, {"register": [own]}, "local.toml")
    entry = records.Entry(
        id="e1", kind="own", title="x", day=TODAY, doc="1号", period="2026", due=TODAY, owner="p1", who=("p1",),
        rule="OL-01", numbers={"学时": 1}, tags=("x",),
    )  # fmt: skip
    kind = registry.kind_of("entry")
    assert kind.checks is not None
    found = list(dict.fromkeys(name for name, _ in kind.checks(entry, View(snapshot(branch()), TODAY, pack))))
    assert found == [name for _, fields in kind.form for name in fields if name in found]
    assert found == ["doc", "period", "due", "owner", "who", "rule", "numbers", "tags"]


@pytest.mark.parametrize("field", ["due", "closed"])
@pytest.mark.parametrize(("day", "wrong"), [(date(2026, 10, 8), True), (date(2026, 10, 9), False)])
def test_a_finding_is_not_settled_before_it_is_made(field: str, day: date, wrong: bool) -> None:
    found = records.Finding(
        id="f1", rule="OL-01", period="2026-Q3", result=records.Result.PARTLY, day=date(2026, 10, 9), closing="2026"
    ).but(**{field: day})
    checks = registry.kind_of("finding").checks
    assert checks is not None
    assert [name for name, _ in checks(found, View(snapshot(branch()), TODAY, NATIONAL))] == ([field] if wrong else [])


@pytest.mark.parametrize(
    ("day", "held", "wrong"),
    [
        *(
            (date(2026, 11, 23), True, True),
            (TODAY, True, False),
            (date(2026, 11, 23), False, False),
            (TODAY, False, False),
        )
    ],
)
def test_a_meeting_is_not_held_before_its_day(day: date, held: bool, wrong: bool) -> None:
    met = records.Meeting(id="m1", day=day, items=(records.Item(kind=records.Kind.STUDY),), roll={} if held else None)
    checks = registry.kind_of("meeting").checks
    assert checks is not None
    found = [name for name, _ in checks(met, View(snapshot(branch()), TODAY, NATIONAL))]
    assert ("day" in found) is wrong


@pytest.mark.parametrize(
    ("time", "end", "wrong"),
    [("14:00", "14:01", []), ("14:00", "14:00", ["end"]), ("14:00", "13:59", ["end"]), (None, "14:00", ["time"])],
)
def test_a_meeting_ends_after_it_has_begun(time: str | None, end: str, wrong: list[str]) -> None:
    met = records.Meeting(id="m1", day=TODAY, time=time, end=end, items=(records.Item(kind=records.Kind.STUDY),))
    checks = registry.kind_of("meeting").checks
    assert checks is not None
    assert [name for name, _ in checks(met, View(snapshot(branch()), TODAY, NATIONAL))] == wrong


def test_the_table_of_the_papers() -> None:
    lines = [
        f"{name}: {maker(paper.make)}; {' '.join(paper.formats)}; {paper.meeting} {paper.committee} {paper.cadence}"
        for name, paper in catalogue.EXPORTS.items()
    ]
    golden("registry-papers", lines)


def test_the_keys_of_a_roll_are_its_statuses_in_the_order_of_their_digits() -> None:
    statuses = ("present", "late", "official", "sick", "personal", "absent", "leave")
    assert (*statuses, "none") == keymap.STATUSES
    assert set(statuses) == set(Status)


def test_every_format_of_a_paper_that_is_no_file_of_its_own_has_a_key() -> None:
    assert set(keymap.FORMATS) == {one for paper in catalogue.EXPORTS.values() for one in paper.formats} - {
        "ics",
        "json",
    }
    assert keymap.FORMATS == ("docx", "xlsx", "csv", "md", "txt")


def maker(make: Any) -> str:
    """A function by its name, with what it is always given."""
    given = " ".join(one.id for one in getattr(make, "args", ()))
    function = getattr(make, "func", make)
    return f"{function.__module__}.{function.__qualname__}({given})" if make is not None else "none"


@pytest.mark.parametrize("what", ["notice", "signin", "record"])
def test_the_papers_of_a_meeting_are_what_they_are_called(what: str) -> None:
    held = records.Meeting(id="m1", day=date(2026, 10, 9), items=(records.Item(kind=records.Kind.PARTY_DAY),))
    view, words = View(snapshot(branch(), member("p1", "李明"), held), TODAY, NATIONAL), with_papers(words_of("zh"))
    made = catalogue.papers(what, view, words, held)
    assert made == getattr(papers_of_meetings, what)(view, words, held)


def test_a_record_that_is_gone_is_said_to_be() -> None:
    view, words = View(snapshot(branch(), member("p1", "李明")), TODAY, NATIONAL), words_of("zh")
    assert [cell.text for cell in links.record_entry(view, "p9", words).cells][1:] == ["p9", words("page.gone")]
    assert "李明" in "".join(cell.text for cell in links.record_entry(view, "p1", words).cells)
    assert targets.of_record(view, "p9") is None


@pytest.mark.parametrize(
    ("label", "day"), [("2026-Q4", date(2026, 10, 1)), ("2026-10-09", date(2026, 10, 9)), ("gone", None), ("", None)]
)
def test_the_day_that_a_period_or_an_event_is_found_by(label: str, day: date | None) -> None:
    assert links.day_of(label) == day


def test_a_duty_is_found_by_its_key() -> None:
    view = View(snapshot(branch(), member("p1", "李明")), TODAY, NATIONAL)
    for key in ("OL-06/2026-11", "OL-06/2024-03"):
        found = links.duty_of(view, key)
        assert found is not None
        assert found.key == key
    assert links.duty_of(view, "OL-99/2026-11") is None


def test_a_duty_is_called_by_its_rule_and_by_the_name_of_whom_it_binds() -> None:
    held = records.Meeting(id="m1", day=date(2026, 10, 9), items=(records.Item(kind=records.Kind.GENERAL_MEETING),))
    view = View(snapshot(branch(), member("p1", "李明"), held), TODAY, NATIONAL)
    rule = NATIONAL.rules[0]
    names = {}
    for subject in (None, "p1", "g1", "m1"):
        duty = Duty(rule=rule, period="2026", subject=subject, start=TODAY, due=TODAY, state=State.MET)
        names[subject] = links.duty_name(view, duty, words_of("zh"))
    name = rule.name.zh
    assert names == {None: name, "p1": f"{name}·李明", "g1": f"{name}·第一党小组", "m1": name}


def test_every_page_that_something_opens_is_there() -> None:
    """As the program names it; a menu, a form and what a command asks are no pages."""
    paths = [path for room in ("widgets", "tui") for path in (ROOT / room).rglob("*.py")]
    named = {kind for path in paths for kind in re.findall(r'Target\(kind="(\w+)"', path.read_text(encoding="utf-8"))}
    assert named - set(PAGES) == {"export", "history", "import", "step"}


def test_a_full_width_key_stands_for_the_narrow_one() -> None:
    for narrow in map(chr, range(ord("!"), ord("~") + 1)):
        assert key_reading.FOLDED[unicodedata.lookup(f"FULLWIDTH {unicodedata.name(narrow)}")] == narrow
    assert {"　": " ", "、": "/", "。": ".", "【": "[", "」": "]", "；": ";"}.items() <= key_reading.FOLDED.items()


def test_a_command_says_what_it_makes() -> None:
    words = words_of("en")
    assert command_help("new.talks", words) == words("help.new", what=words("table.talks"))
    assert command_help("quit", words) == words("help.quit")
    assert command_name("panel.next", words) == words("key.panel.next")
    assert command_name("page.ledger", words) == words("panel.ledger")
    assert command_help("panel.2", words) == words("help.panel", name=words("panel.participation"))


CLOSED_LATER = {
    *("sessions", "lectures_by", "document", "dues", "reminders", "six_months", "six_months_dues", "term", "within"),
    *("probation", "recurring", "people", "candidate_training", "new_posts", "new_members", "exemption_clock"),
    *("letters", "each_has_content", "each_followed_up", "each_chaired"),
    *("typed_clock", "vacancies", "after_decision", "dues_reminders"),
}
"""Predicates of which a record made today still does what was due."""


def test_what_can_be_closed_later_is_of_some_rule() -> None:
    assert {rule.predicate for rule in NATIONAL.rules} >= CLOSED_LATER


@pytest.mark.parametrize("predicate", sorted({rule.predicate for rule in NATIONAL.rules}))
def test_what_can_still_be_done_comes_before_what_can_not(predicate: str) -> None:
    """A MUST that is long overdue, and beside it something of less weight that is overdue since yesterday."""
    rule = NATIONAL.rules[0].but(params={}, strength=Strength.MUST, predicate=predicate)
    span = {"period": "2026-01", "start": date(2026, 1, 1), "state": State.OVERDUE}
    old = Duty(rule=rule, due=date(2026, 1, 31), **span)
    light = Duty(rule=rule.but(predicate="sessions", strength=Strength.LOCAL), due=date(2026, 11, 21), **span)
    said = attention(snapshot(branch()), TODAY, Pack(rules=(rule,)), [light, old], [], [])
    assert (said.overdue, said.must, said.due_soon) == (2, 1, 0)
    assert [one.duty for one in said.tasks] == ([old, light] if predicate in CLOSED_LATER else [light, old])
