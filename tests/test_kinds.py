"""What each kind of record needs, whichever it is: a name, words, a form, a page, a list, a line that is understood."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from store import periods
from store.codec import snapshot_of
from store.edits import Add
from store.field_types import paths, types_of
from store.packs.national import NATIONAL
from store.records import PREFIXES, TABLES, DuesMonth, Finding, Stored, Talk, TalkKind, Training
from store.references import referring
from tests import make_sample
from tests.rules.test_facts import twice
from tests.store.test_references import kinds as every_kind
from tests.store.test_references import least, naming
from widgets.field_labels import label
from widgets.forms.choices import NAMES
from widgets.kinds.defaults import OURS, begins, columns, day_field, shows_at, summary
from widgets.kinds.dues import PaidRow
from widgets.kinds.entry import NumberRow, StepRow
from widgets.kinds.lists import lines
from widgets.kinds.registry import ID_OF, KINDS, SEVERAL, kind_of, of_table
from widgets.pages.registry import document
from widgets.papers.catalogue import EXPORTS, name_of, papers
from widgets.papers.paper import PaperTable
from widgets.quick_line.grammars import grammars
from widgets.quick_line.grammars import of_table as grammar_of
from widgets.quick_line.preview import sentence
from widgets.quick_line.read_line import read_line
from widgets.quick_line.record_lines import line_of_copy
from widgets.sections.registry import SECTIONS
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.words import en, zh
from widgets.words.lexicon import with_papers, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.record import Record

TODAY = date(2026, 11, 22)
LANGUAGES = {"zh": zh.WORDS, "en": en.WORDS}
REGISTERED = [table for table in SEVERAL.values() if table in EXPORTS and table not in ("training", "dues")]
EACH = pytest.mark.parametrize("id", [id for id, _, _ in KINDS])


@pytest.fixture(scope="module")
def view() -> View:
    tables = json.loads(Path(make_sample.PATH).read_text(encoding="utf-8"))
    return View(snapshot_of(tables, tables["_meta"]["1"]["revision"]), TODAY, NATIONAL)


def test_a_kind_without_a_summary_of_its_own_says_its_day_once_and_then_the_rest(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = of_table("talks").but(summary=None)
    monkeypatch.setattr("widgets.kinds.registry.of_record", lambda record: plain)
    for talk in view.snapshot.talks.values():
        day, kind, about = summary(talk, view, words_of("en"))
        assert day
        assert not kind
        assert day not in about
        assert view.person(talk.partner) in about


def test_every_table_has_one_kind_and_a_letter_of_its_own() -> None:
    assert [table for _, table, _ in KINDS] == list(TABLES) == list(PREFIXES)
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all((kind_of(id).id, kind_of(id).table) == (id, table) for id, table, _ in KINDS)


@EACH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_a_kind_has_a_word(id: str, lang: str) -> None:
    known, kind = LANGUAGES[lang], kind_of(id)
    words = {f"table.{kind.table}"}
    for name, type in types_of(kind.record).items():
        if name not in OURS:
            own = f"field.{kind.record.__name__}.{name}"
            words.add(own if own in known else f"field.{name}")
        if type.choices is not None:
            words |= {f"{NAMES[type.choices]}.{choice}" for choice in type.choices}
    assert words - set(known) == set()


@pytest.mark.parametrize("kind", {**every_kind(), PaidRow: None}, ids=lambda kind: kind.__name__)
def test_a_field_has_one_label(kind: type[Record]) -> None:
    """Its own where its name means something else in this kind than in others; never two that say it."""
    own = {name: f"field.{kind.__name__}.{name}" for name in kind.fields if name not in OURS}
    missing = [
        (lang, name)
        for lang, known in LANGUAGES.items()
        for name, key in own.items()
        if not {key, f"field.{name}"} & known.keys()
    ]
    said = {lang: with_papers(words_of(lang)) for lang in LANGUAGES}
    doubled = [
        name for name, key in own.items()
        if all(words.has(key) and words(key) == words(f"field.{name}") for words in said.values())
        or (any(words.has(f"page.{name}") for words in said.values()) and name not in ("yes", "no", "hours"))
    ]  # fmt: skip
    assert (missing, doubled) == ([], [])


def test_each_label_is_of_a_field() -> None:
    """A word `field.*` that no record has is left over, or is of a name that was misspelt."""
    kinds = [*every_kind(), PaidRow, StepRow, NumberRow]
    names = {f"field.{name}" for kind in kinds for name in kind.fields}
    names |= {f"field.{kind.__name__}.{name}" for kind in kinds for name in kind.fields}
    assert {key for key in en.WORDS if key.startswith("field.")} - names == set()
    assert {key for key in zh.WORDS if key.startswith("field.")} - names == set()


@EACH
def test_a_record_of_each_kind_has_its_page(id: str, view: View) -> None:
    """The least that one can be, in either language, and as one line of a list."""
    kind = kind_of(id)
    record = least(kind.record, id="new1")
    more = View(view.snapshot.with_records({kind.table: {"new1": record}}), TODAY, NATIONAL)
    for lang in LANGUAGES:
        words = words_of(lang)
        target = Target(kind=id, id="" if id == "branch" else "new1")
        page = document(target, more, words, 76)
        assert page is not None
        assert page.title
        assert len(page.lines) > 1
        assert all(isinstance(part, str) for part in summary(record, more, words))


@pytest.mark.parametrize("table", SEVERAL.values())
def test_a_list_is_the_same_wherever_its_records_are_stored(table: str, view: View) -> None:
    def listed(order: int) -> list[tuple[str, ...]]:
        of = View(twice(view.snapshot, order), TODAY, NATIONAL)
        return [line.cells for line in lines(of_table(table), of, words_of("zh"))]

    assert listed(1) == listed(-1)


@pytest.mark.parametrize("table", ["training", "talks", "waivers"])
def test_a_line_of_a_list_carries_what_its_record_holds(table: str, view: View) -> None:
    for line in lines(of_table(table), view, words_of("zh")):
        assert line.json["id"] == line.cells[0]
        assert "rev" in line.json


@pytest.mark.parametrize("table", SEVERAL.values())
def test_every_record_of_a_kind_is_in_its_list(table: str, view: View) -> None:
    kind = of_table(table)
    found = list(lines(kind, view, words_of("zh")))
    assert sorted(line.cells[0] for line in found if "#" not in line.cells[0]) == sorted(view.snapshot.tables[table])
    assert all(line.search and line.cells[0].partition("#")[0] in " ".join(line.search) for line in found)
    assert set(columns(kind)) <= set(kind.record.fields)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", REGISTERED)
def test_a_kind_without_a_register_of_its_own_form_has_that_of_its_columns(table: str, lang: str, view: View) -> None:
    words, kind = with_papers(words_of(lang)), of_table(table)
    record = least(kind.record, id="new1")
    day = day_field(kind)
    ends = [date(2026, 10, 9), date(2025, 12, 31)] if day and not types_of(kind.record)[day].optional else [None] * 2
    new = [record.but(id=f"new{n}", **({day: end} if end else {})) for n, end in enumerate(ends)]
    more = View(view.snapshot.with_records({table: {one.id: one for one in new}}), TODAY, NATIONAL)
    (paper,) = papers(table, more, words, periods.containing(TODAY, EXPORTS[table].cadence))
    (grid,) = (block for block in paper.blocks if isinstance(block, PaperTable))
    assert set(columns(kind)) <= set(kind.record.fields)
    assert {label(kind.record, name, words) for name in columns(kind)} <= set(grid.head)
    there = {row[0] for row in grid.rows}
    assert ("new0" in there, "new1" in there) == (True, ends[1] is None)
    assert there <= set(more.snapshot.tables[table])
    assert "{" not in paper.title
    assert name_of(table, words) in paper.title


def test_every_kind_that_is_listed_has_a_register() -> None:
    assert set(SEVERAL.values()) - {"members", "meetings", "entries"} <= set(EXPORTS)
    assert {"roster", "attendance", "ledger"} <= set(EXPORTS)


@EACH
def test_what_a_new_one_begins_with_are_its_own_fields(id: str) -> None:
    assert begins(kind_of(id), TODAY).keys() <= set(kind_of(id).record.fields)


@EACH
def test_a_new_record_shows_in_a_panel_that_there_is(id: str) -> None:
    kind = kind_of(id)
    assert kind.panel in {one.ID for one in SECTIONS}, f"say in widgets/kinds/{id}.py which `panel` shows a new one"
    assert all(isinstance(key, str) for key in shows_at(least(kind.record, id="new1")))


def test_a_new_record_shows_at_its_own_row_or_at_those_whom_it_names() -> None:
    day = date(2026, 11, 20)
    cases = [
        (Talk(id="t1", talker="p1", partner="p2", kind=TalkKind.HEART, day=day), ("p2", "p1")),
        (Training(id="x1", member="p3", day=day, hours=8.0), ("x1", "p3")),
        (DuesMonth(id="d1", month="2026-11", paid={"p4": day, "p5": day}), ("d1", "p4", "p5")),
    ]
    assert [shows_at(record) for record, _ in cases] == [keys for _, keys in cases]
    finding = least(Finding, id="f1", rule="OL-03", subject="g2", owner="p1")
    assert shows_at(finding) == ("f1", "OL-03/g2")


ON_CARDS = [
    (one.table, field)
    for one in map(kind_of, SEVERAL)
    for field, _ in paths(one.record, ("MemberId", "Person"))
    if one.panel == "participation" and one.id not in ("dues", "admission")
]


@pytest.mark.parametrize(("table", "field"), ON_CARDS)
def test_a_record_that_shows_with_people_opens_from_the_card_of_each(table: str, field: str, view: View) -> None:
    """Else nothing on the board would lead to what was entered there."""
    who, day = next(iter(view.snapshot.members)), day_field(of_table(table))
    for when in (date(2026, 3, 1), date(2024, 3, 1)):
        record = naming(TABLES[table], field, who, keys=False).but(id="new1", **({day: when} if day else {}))
        more = View(view.snapshot.with_records({table: {"new1": record}}), TODAY, NATIONAL)
        for lang in LANGUAGES:
            page = document(Target(kind="member", id=f"{who}/{when.year}"), more, words_of(lang), 76)
            assert page is not None
            led_to = {line.target.id for line in page.lines if line.target is not None}
            assert "new1" in led_to, f"`shows_at` of widgets/kinds/{ID_OF[table]}.py leaves out whom {field} names"


@pytest.mark.parametrize("grammar", grammars())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_grammar_has_its_words(grammar: str, lang: str) -> None:
    assert {f"grammar.{grammar}", f"quick.example.{grammar}"} <= LANGUAGES[lang].keys()


EXAMPLES = {
    "meeting": "支委会 12-05 14:00 研究年度总结",
    "training": "培训 孟书雅 8 11-20 档案管理",
    "inspection": "督查 OL-03 三组 2026-10 未执行 缺记录 +汪维",
    "talk": "谈话 翟明远 汪维 11-20 谈心",
    "dues": "党费 翟明远 2026-12",
    "leave": "请假 翟明远 11-25 公假 出差",
    "entry": "部署 11-18 云办发〔2026〕31号 !12-20 +解晓岚 #贯彻部署 优化营商环境专项行动",
    "advance": "推进 e480 推广 11-20 全市现场会",
    "close": "办结 e484 11-20 已报送",
    "reopen": "重开 f339 !12-20 记录仍不完整",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("grammar", grammars())
def test_what_a_line_stores_names_others_only_where_the_type_says_so(grammar: str, lang: str, view: View) -> None:
    """A field that holds a member's id and is no reference would be missed by whatever looks for references."""
    one = grammars()[grammar]
    reading = read_line(EXAMPLES.get(grammar) or f"{one.names.split()[0]} 汪维 11-20 看望", view)
    assert isinstance(reading.edit, Add) or reading.records
    assert sentence(reading, view, words_of("zh"))
    assert read_line(one.line(reading.records, view, True, lang), view).records == reading.records
    if isinstance(reading.records[0], Stored) and grammar_of(one.table) is one:
        (again,) = read_line("".join(line_of_copy(reading.records[0], view, lang)), view).records
        moved = {day_field(of_table(one.table)): None, "paid": None, "due": None}
        assert again.as_dict() | moved == reading.records[0].as_dict() | moved
    known = {*view.snapshot.members, *view.snapshot.meetings}
    for record in reading.records:
        named = {field for field, _ in referring(type(record))}
        for name in record.fields:
            value = getattr(record, name)
            texts = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple | dict) else set()
            assert not (texts & known) or name in named, name
