"""Forms as values: every field of every record there and back, complaints, and the edits that forms come to."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import records
from store.edits import Add, Change, Rejected
from store.packs.national import NATIONAL
from store.packs.registers import REGISTERS
from store.records import TABLES, Decision, Entry, Group, Item, Kind, MemberKind, Post, PostKind, Vote
from store.snapshot import Snapshot
from tests.branches import branch, meeting, member, snapshot
from tests.strategies import costly, stored, values
from widgets.display import width
from widgets.field_labels import label
from widgets.forms import choices
from widgets.forms.checks import reading_of
from widgets.forms.drafts import draft_of, form_of_draft
from widgets.forms.field_text import TextScope, read, spelled
from widgets.forms.form import ORIGIN, Form
from widgets.forms.form_cursor import cursor_at
from widgets.forms.invalid_field import InvalidField, complaint_text
from widgets.forms.layout import OURS, FormField, fields_of, sections_of
from widgets.forms.lines import FormWriter, value_cells
from widgets.forms.wrapped import beside, spans
from widgets.kinds.dues import PaidRow
from widgets.kinds.registry import kind_of, of_record
from widgets.quick_line import tags
from widgets.sections.view import View
from widgets.words.lexicon import words_of

TODAY = date(2026, 11, 22)
ZH, EN = words_of("zh"), words_of("en")
FOUR = (
    member("p1", "张建国"),
    member("p2", "李文静", unit="窗口办"),
    member("p3", "李文静", unit="政策处"),
    member("p4", "单以宁"),
)
M1 = meeting("m1", "2026-11-20", "committee_meeting", topic="研究发展对象", chair="p1")
ENTRIES = [Entry(id=id, kind="difficulty", title=id, day=TODAY) for id in ("e1", "e2")]


def view_of(*more):
    return View(snapshot(branch(), *FOUR, M1, *ENTRIES, *more), TODAY, NATIONAL)


VIEW = view_of()
SCOPE = TextScope(VIEW, ZH)


def field(kind, name):
    return fields_of(kind)[name]


# -- which fields there are


FORMS = [*TABLES.values(), Group, Post, records.Exemption, Item, Vote, Decision, PaidRow]


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_asks_for_every_field_of_a_record_once(kind):
    asked = [name for _, names in sections_of(kind) for name in names]
    known = of_record(kind)
    assert sorted(asked) == sorted(set(kind.fields) - OURS - (known.apart if known else frozenset()))


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("lang", [ZH, EN])
def test_every_field_section_and_choice_has_a_word(kind, lang):
    for name, one in fields_of(kind).items():
        text = label(kind, name, lang)
        assert text != name or lang is EN
        assert "{" not in text
        for code in choices.codes(one):
            assert "." not in choices.name(one, code, lang)
    assert all(not section or lang.has(f"forms.section.{section}") for section, _ in sections_of(kind))


# -- there and back


ALL = [(kind, name) for kind in FORMS for name, one in fields_of(kind).items() if one.how != "rows"]
REFERENCES = {
    "member": st.sampled_from(["p1", "p2", "p3", "p4"]),
    "person": st.sampled_from(["", "p1", "p2", "p3", "王五", "Anna Lee"]),
    "people": st.lists(st.sampled_from(["p1", "p2", "p3", "王五"]), unique=True).map(tuple),
    "members": st.lists(st.sampled_from(["p1", "p2", "p3"]), unique=True).map(tuple),
    "group": st.sampled_from([None, "g1", "g2"]),
    "subject": st.sampled_from([None, "g1", "p2", "p4", "m1"]),
    "session": st.sampled_from([None, "m1"]),
    "entries": st.lists(st.sampled_from(["e1", "e2"]), unique=True).map(tuple),
    "owner": st.sampled_from(["", "p1", "p2", "org_officer", "王五", "Anna Lee"]),
    "concerned": st.lists(st.sampled_from(["p1", "g2", "org_officer"]), unique=True).map(tuple),
    "unit": st.just(""),
    "units": st.just(()),
    "reply": st.sampled_from(["", "number", "text"]),
    "sub": st.sampled_from(["", *(sub.zh for one in REGISTERS for sub in one.subs)]),
    "register": st.sampled_from([one.id for one in REGISTERS]),
    "rule": st.sampled_from(sorted({rule.id for rule in NATIONAL.rules})),
    "period": st.sampled_from(["2026", "1999", "2026-Q4", "2025-H1", "2026-10", "2026-11-22"]),
    "tags": st.lists(st.sampled_from(sorted(tags.tags(VIEW))), unique=True).map(tuple),
}
TEXTS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30).filter(
    lambda t: sum(map(str.isdigit, t)) < 12
)


def of_field(kind, one: FormField):
    if one.how in REFERENCES:
        return REFERENCES[one.how]
    if one.how in ("text", "note", "long"):
        return TEXTS
    if one.how == "lines":
        return st.lists(TEXTS, max_size=4).map(tuple)
    if one.how == "count":
        return st.integers(0, 10**9)
    if one.how == "amount":
        return st.integers(0, 9_999_999).map(lambda hundredths: f"{hundredths / 100:.2f}")
    if one.how == "hours":
        return st.integers(0, 2 * records.MOST_HOURS).map(lambda halves: halves / 2)
    annotation = kind.annotations.get(one.name, "")
    return values(annotation)


@pytest.mark.parametrize(("kind", "name"), ALL, ids=lambda one: one if isinstance(one, str) else one.__name__)
@costly
@given(data=st.data())
def test_a_value_comes_back_from_its_text(kind, name, data):
    one = field(kind, name)
    value = data.draw(of_field(kind, one))
    scopes = [TextScope(VIEW, words) for words in (ZH, EN)]
    for text, scope in product([spelled(one, value, scope) for scope in scopes], scopes):
        found = read(one, text, scope)
        if not text and one.needed:
            assert isinstance(found, InvalidField)
        else:
            assert found == value
            assert type(found) is type(value) or {type(found), type(value)} == {int, float}


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("kind", "directive", "部署", "Directive"),
        ("owner", "org_officer", "组织委员", "organisation-member"),
        ("who", ("org_officer",), "组织委员", "organisation-member"),
        ("reply", "number", "数", "number"),
        ("sub", "在职", "在职", "In-service"),
    ],
)
def test_a_field_says_the_programs_words_in_the_language_of_the_screen(name, value, zh, en):
    one = field(Entry, name)
    assert [spelled(one, value, TextScope(VIEW, words)) for words in (ZH, EN)] == [zh, en]
    scope = TextScope(VIEW, EN)
    typed = cursor_at(Form(table="entries", committee=True), name, scope).text(zh, scope)
    assert typed.go("title", scope).form.text(name, scope) == en


@given(stored, stored)
def test_what_is_not_touched_stays_whatever_it_is(one, other):
    table, record = one
    form = Form(table=table, base=record)
    assert form.edit(form.read(SCOPE)) is None
    for slot in form.slots():
        if not slot.path.endswith("+"):
            again = form.type(slot.path, form.text(slot.path, SCOPE) + "x", SCOPE)
            assert again.typed
            assert again.type(slot.path, form.text(slot.path, SCOPE), SCOPE).edit(form.read(SCOPE)) is None


@given(stored, st.data())
def test_any_text_in_any_field_is_a_value_or_a_complaint_that_can_be_said_and_drawn(one, data):
    table, record = one
    form = Form(table=table, base=data.draw(st.sampled_from([record, None])))
    for _ in range(3):
        slot = data.draw(st.sampled_from(form.slots()))
        text = data.draw(st.text(max_size=20))
        form = form.add(slot.field.name) if slot.path.endswith("+") else form.type(slot.path, text, SCOPE)
    reading = reading_of(form, SCOPE)
    for complaint in reading.complaints.values():
        assert "{" not in complaint_text(complaint, TODAY, ZH).replace(str(complaint.facts), "") or complaint.facts
    here = form.slots()[0].path
    entering = cursor_at(form, here, SCOPE)
    drawn = FormWriter(form, reading, here, entering.typed, SCOPE, 60).lines()
    assert any(line.caret is not None for line in drawn) or here.endswith("+")
    back = form_of_draft(table, draft_of(form))
    assert back is not None
    assert back.typed == form.typed
    if not reading.complaints and (edit := form.edit(reading)) is not None:
        base = Snapshot(1, {table: {form.base.id: form.base}} if form.base else {})
        assert isinstance(edit.apply(base), Snapshot)


@given(st.text(st.sampled_from("ab 中é\u0301\n"), max_size=40), st.integers(2, 20), st.data())
def test_lines_of_a_text_hold_all_of_it(text, cells, data):
    lines = spans(text, cells)
    assert "".join(text[start:end] for start, end in lines) == text.replace("\n", "")
    assert all(start <= end for start, end in lines)
    cursor = data.draw(st.integers(0, len(text)))
    for step in (-1, 1):
        to = beside(text, cursor, cells, step)
        assert to is None or 0 <= to <= len(text)


# -- complaints

BAD = [
    (records.Meeting, "day", "13-45", "when.bad"),
    (records.Meeting, "day", "13.99.2", "forms.bad.day"),
    (records.Branch, "founded", "2015.3", "forms.bad.which_day"),
    (records.Branch, "founded", "2015年3月", "forms.bad.which_day"),
    (records.Meeting, "time", "1", "forms.bad.clock"),
    (records.Meeting, "day", "2026-02-30", "forms.bad.no_day"),
    (records.Meeting, "day", "", "forms.bad.needed"),
    (records.Meeting, "day", "一个词", "forms.bad.day"),
    (records.Meeting, "day", "12-05 14:00", "forms.bad.no_time"),
    (records.Meeting, "time", "25:00", "when.bad"),
    (records.Meeting, "time", "9点到10点", "forms.bad.one_clock"),
    (records.Meeting, "time", "早些", "forms.bad.clock"),
    (records.Meeting, "group", "第九党小组", "forms.bad.no_group"),
    (records.Meeting, "chair", "李文静", "quick.bad.two_alike"),
    (records.Meeting, "guests", "张建国、zzz", "quick.bad.nobody"),
    (records.Meeting, "tags", "#没有这个标签", "quick.bad.no_tag"),
    (records.Meeting, "topic", "身份证110101199003074578", "forms.bad.secret"),
    (records.Meeting, "note", "卡号 6222 0200 0000 0000 000", "forms.bad.secret"),
    (records.Meeting, "place", "三楼\x1b[31m", "forms.bad.control"),
    (records.Meeting, "topic", "长" * 1001, "forms.bad.too_long"),
    (records.Training, "hours", "2.3", "forms.bad.hours"),
    (records.Training, "hours", "很多", "forms.bad.hours"),
    (records.Member, "monthly_due", "免交", "forms.bad.amount"),
    (records.Member, "monthly_due", "-50", "forms.bad.amount"),
    (records.Member, "monthly_due", "1e3", "forms.bad.amount"),
    (records.Member, "monthly_due", "100000", "forms.bad.amount"),
    (records.Training, "hours", f"{records.MOST_HOURS + 0.5}", "forms.bad.hours"),
    (records.Training, "member", "王五", "forms.bad.no_member"),
    (records.Training, "session", "m99", "forms.bad.no_session"),
    (records.Member, "birth", "1990-13", "forms.bad.no_day"),
    (records.Member, "birth", "九零后", "forms.bad.partial"),
    (records.Member, "kind", "9", "forms.bad.no_choice"),
    (records.Member, "kind", "党员", "forms.bad.no_choice"),
    (records.Finding, "rule", "没有这项", "quick.bad.no_rule"),
    (records.Finding, "period", "13月", "when.bad"),
    (records.Finding, "period", "某时", "forms.bad.period"),
    (records.Branch, "records_since", "2026", "forms.bad.month"),
    (records.Admission, "examined", "2026-01-05 昨日某时", "forms.bad.day"),
    (records.Admission, "trained_days", "三", "forms.bad.count"),
]


@pytest.mark.parametrize(("kind", "name", "text", "key"), BAD)
def test_what_can_not_be_taken_is_said_beside_its_field(kind, name, text, key):
    found = read(field(kind, name), text, SCOPE)
    assert isinstance(found, InvalidField)
    assert found.key.startswith(key)
    for words in (ZH, EN):
        sentence = complaint_text(found, TODAY, words)
        assert sentence != found.key
        assert "{" not in sentence


GOOD = [
    (records.Meeting, "day", "下周三", date(2026, 11, 25)),
    (records.Meeting, "day", "1205", date(2026, 12, 5)),
    (records.Meeting, "day", "12月5日", date(2026, 12, 5)),
    (records.Training, "day", "12-05", date(2025, 12, 5)),
    (records.Meeting, "time", "下午3点", "15:00"),
    (records.Meeting, "time", "1430", "14:30"),
    (records.Meeting, "group", "2", "g2"),
    (records.Meeting, "group", "一组", "g1"),
    (records.Meeting, "chair", "zjg", "p1"),
    (records.Meeting, "chair", "李文静(政策处)", "p3"),
    (records.Meeting, "guests", "syn、王五，张建国", ("p4", "王五", "p1")),
    (records.Item, "kind", "2", Kind.COMMITTEE_MEETING),
    (records.Item, "kind", "党课", Kind.LECTURE),
    (records.Item, "kind", "lecture", Kind.LECTURE),
    (records.Post, "kind", "zzwy", PostKind.ORG_OFFICER),
    (records.Member, "kind", "预备", MemberKind.PROBATIONARY),
    (records.Member, "leader", "1", True),
    (records.Member, "leader", "否", False),
    (records.Member, "birth", "1938年7月", "1938-07"),
    (records.Member, "joined", "199807", "1998-07"),
    (records.Training, "hours", "２.5学时", 2.5),
    (records.Finding, "period", "10月", "2026-10"),
    (records.Finding, "rule", "ol-01", "OL-01"),
    (records.Vote, "yes", "12票", 12),
    (records.Branch, "records_since", "2026.10", "2026-10"),
]


@pytest.mark.parametrize(("kind", "name", "text", "value"), GOOD)
def test_what_people_type_is_understood(kind, name, text, value):
    assert read(field(kind, name), text, SCOPE) == value


def typing(table, base=None, given=(), **texts):
    form = Form(table=table, base=base).filled(dict(given), SCOPE)
    for path, text in texts.items():
        form = form.type(path.replace("__", "."), text, SCOPE)
    return form


TOGETHER = [
    ("members", FOUR[0], {"since": "2026-05-01", "until": "2026-04-01"}, "until"),
    ("meetings", M1, {"time": "10:00", "end": "09:00"}, "end"),
    ("meetings", M1, {"end": "09:00"}, "time"),
    ("meetings", M1.but(roll={"p1": "present"}), {"day": "2026-12-01"}, "day"),
    ("meetings", M1, {"items__0__kind": "group_meeting"}, "group"),
    ("talks", None, {"talker": "张建国", "partner": "张建国", "day": "2026-11-01"}, "partner"),
    (
        "findings",
        None,
        {"rule": "OL-01", "period": "2026-Q3", "result": "partly", "day": "2026-11-01", "closed": "2026-10-01"},
        "closed",
    ),
]


@pytest.mark.parametrize(("table", "base", "texts", "path"), TOGETHER)
def test_what_only_two_fields_together_say(table, base, texts, path):
    reading = reading_of(typing(table, base, **texts), SCOPE)
    assert list(reading.complaints) == [path]


def test_ballots_beyond_their_voters_are_complained_of():
    form = typing("meetings", M1).add("votes", {"matter": "预算", "due": "10", "present": "11"})
    assert list(reading_of(form, SCOPE).complaints) == ["votes.0.present"]
    form = typing("meetings", M1).add("votes", {"matter": "预算", "due": "10", "present": "8", "yes": "9"})
    assert list(reading_of(form, SCOPE).complaints) == ["votes.0.yes"]


def test_a_second_record_of_a_month_of_dues_is_refused():
    scope = TextScope(view_of(records.DuesMonth(id="d1", month="2026-10")), ZH)
    assert list(reading_of(typing("dues", month="2026-10"), scope).complaints) == ["month"]
    assert not reading_of(typing("dues", month="2026-11"), scope).complaints


# -- edits


def test_an_empty_form_says_what_a_new_record_needs():
    assert set(reading_of(Form(table="meetings"), SCOPE).complaints) == {"day", "items.+"}
    assert set(reading_of(Form(table="members"), SCOPE).complaints) == {"name"}


def test_a_new_record_is_added_with_what_was_typed():
    form = typing("meetings", day="12-05", time="下午2点", chair="zjg", agenda="一\n二\n").add(
        "items", {"kind": "1", "topic": "学习"}
    )
    edit = form.edit(reading_of(form, SCOPE))
    assert isinstance(edit, Add)
    made = edit.record
    assert (made.day, made.time, made.chair, made.agenda) == (date(2026, 12, 5), "14:00", "p1", ("一", "二"))
    assert made.items == (Item(kind=Kind.GENERAL_MEETING, topic="学习"),)


def test_only_what_was_touched_is_changed_and_rows_keep_what_was_not():
    base = M1.but(items=(Item(kind=Kind.COMMITTEE_MEETING, topic="甲", content="看不见\x00"), Item(kind=Kind.STUDY)))
    form = typing("meetings", base, items__0__topic="乙", place="三楼")
    edit = form.edit(reading_of(form, SCOPE))
    assert isinstance(edit, Change)
    assert edit.fields_ == {"place": "三楼", "items": (base.items[0].but(topic="乙"), base.items[1])}
    assert edit.base == {"place": "", "items": base.items}
    assert form.drop("items", 0).edit(reading_of(form.drop("items", 0), SCOPE)).fields_["items"] == (base.items[1],)


def test_a_row_added_and_left_empty_is_none():
    form = Form(table="meetings", base=M1).add("decisions")
    assert form.edit(reading_of(form, SCOPE)) is None


def test_a_new_group_gets_an_id_that_was_never_used():
    home = VIEW.snapshot.branch
    form = (
        Form(table="branch", base=home)
        .drop("groups", 1)
        .add("groups", {"name": "第三党小组"})
        .add("groups", {"name": "第四党小组"})
    )
    groups = form.edit(reading_of(form, SCOPE)).fields_["groups"]
    assert [group.id for group in groups] == ["g1", "g101", "g101.2"]


def test_dues_are_rows_of_who_paid_when():
    base = records.DuesMonth(id="d1", month="2026-10", paid={"p1": date(2026, 10, 5)})
    form = Form(table="dues", base=base).add("paid", {"member": "syn", "day": "2026-10-08"})
    assert form.edit(reading_of(form, SCOPE)).fields_ == {"paid": {"p1": date(2026, 10, 5), "p4": date(2026, 10, 8)}}


def test_a_form_filled_from_a_record_makes_the_same_record():
    whole = M1.but(
        time="09:00",
        votes=(Vote(matter="预算", yes=3),),
        decisions=(Decision(text="办", owner="p1", due=date(2026, 12, 1)),),
    )
    form = Form(table="meetings").filled(whole.as_dict(), SCOPE)
    assert form.edit(reading_of(form, SCOPE)).record == whole.but(id="", made=TODAY)


# -- two people


def applied(view, form):
    return form.edit(reading_of(form, TextScope(view, ZH))).apply(view.snapshot)


def test_two_who_change_different_fields_of_a_meeting_both_stand():
    mine = typing("meetings", M1, topic="我的")
    theirs = applied(VIEW, typing("meetings", M1, place="三楼"))
    both = applied(View(theirs, TODAY, NATIONAL), mine)
    assert (both.meetings["m1"].topic, both.meetings["m1"].place) == ("我的", "三楼")


def test_the_same_field_is_refused_shows_both_and_is_stored_once_decided():
    mine = typing("meetings", M1, topic="我的", place="三楼")
    theirs = applied(VIEW, typing("meetings", M1, topic="对方的"))
    later = View(theirs, TODAY, NATIONAL)
    refused = applied(later, mine)
    assert isinstance(refused, Rejected)
    assert (refused.facts["mine"], refused.facts["theirs"]) == ("我的", "对方的")
    scope = TextScope(later, ZH)
    told = mine.over(theirs.meetings["m1"]).knowing(theirs.meetings["m1"], reading_of(mine, scope).values)
    drawn = FormWriter(told, reading_of(told, scope), "topic", cursor_at(told, "topic", scope).typed, scope, 76).lines()
    text = "\n".join("".join(part for part, _ in line.parts) for line in drawn)
    assert "我的" in text
    assert "对方的" in text
    decided = applied(later, told)
    assert (decided.meetings["m1"].topic, decided.meetings["m1"].place) == ("我的", "三楼")
    third = applied(later, typing("meetings", theirs.meetings["m1"], topic="又一个"))
    assert isinstance(applied(View(third, TODAY, NATIONAL), told), Rejected)


def test_fields_that_i_left_alone_follow_the_records():
    theirs = M1.but(place="三楼", topic="对方的")
    form = typing("meetings", M1, topic="我的").over(theirs)
    assert form.text("place", SCOPE) == "三楼"
    assert form.text("topic", SCOPE) == "我的"
    assert form.edit(reading_of(form, SCOPE)).base == {"topic": "研究发展对象"}


# -- typing


def press(entering, *keys):
    for key in keys:
        entering = entering.press(key, key if len(key) == 1 else "", SCOPE, 40) or entering
    return entering


def test_a_digit_chooses_and_arrows_go_round():
    at = cursor_at(Form(table="meetings").add("items"), "items.0.kind", SCOPE)
    assert press(at, "4").typed.text == "lecture"
    assert press(at, "4", "right").typed.text == "party_day"
    assert press(at, "0").typed.text == "other"
    assert press(at, "0", "right").typed.text == "general_meeting"
    assert press(at, "4", "backspace").typed.text == ""
    assert press(at, "党", "课").go("day", SCOPE).form.text("items.0.kind", SCOPE) == "lecture"


@pytest.mark.parametrize(
    ("path", "keys", "place"),
    [
        *(("topic", ["home"], None), ("topic", ["home", "home"], 0), ("topic", ["end", "end"], -1)),
        *(("topic", ["home", "end"], None), ("topic", ["ctrl+home"], 0), ("topic", ["ctrl+end"], -1)),
        *(("items.0.kind", ["home"], 0), ("items.0.kind", ["end"], -1)),
    ],
)
def test_keys_that_go_to_the_ends_of_a_text_and_of_the_form(path, keys, place):
    """In a text the first press goes to its own end; a choice has none."""
    form = Form(table="meetings").add("items")
    paths = [slot.path for slot in form.slots()]
    assert press(cursor_at(form, path, SCOPE), *keys).path == (path if place is None else paths[place])


def test_leaving_a_field_spells_out_what_was_understood_and_leaves_the_rest():
    at = cursor_at(Form(table="meetings"), "day", SCOPE)
    assert press(at, *"1205").step(1, SCOPE).form.text("day", SCOPE) == "2026-12-05"
    assert press(at, *"1345").step(1, SCOPE).form.text("day", SCOPE) == "1345"


def test_a_paste_of_lines_loses_none():
    at = cursor_at(Form(table="meetings"), "agenda", SCOPE)
    assert at.paste("一\r\n二\n", SCOPE).typed.text == "一\n二"
    at = cursor_at(Form(table="meetings"), "guests", SCOPE)
    assert at.paste("张建国\n单以宁\n", SCOPE).typed.text == "张建国, 单以宁"
    at = cursor_at(Form(table="meetings"), "topic", SCOPE)
    assert at.paste("学习\n讨论", SCOPE).typed.text == "学习 讨论"


def test_rows_come_and_go_under_the_cursor():
    at = cursor_at(Form(table="members", base=FOUR[0]), "posts.+", SCOPE).add(SCOPE)
    assert at.path == "posts.0.kind"
    at = press(at, "1").add(SCOPE)
    assert at.path == "posts.1.kind"
    assert at.drop(SCOPE).path == "posts.0.kind"
    assert at.drop(SCOPE).drop(SCOPE).path == "posts.+"
    assert cursor_at(at.form, "name", SCOPE).drop(SCOPE) is None


# -- drafts


@pytest.mark.parametrize(
    "draft",
    [None, "x", {}, {"typed": []}, {"typed": {}, "base": {"id": ""}}, {"typed": {}, "base": 1}],
)
def test_what_is_no_draft_is_none(draft):
    assert form_of_draft("meetings", draft) is None


def test_of_a_draft_only_what_fits_is_taken():
    rows = [{ORIGIN: "7", "topic": "x"}]
    draft = {"typed": {"topic": "留", "nonsense": "x", "day": 5, "items": rows}, "base": None}
    assert form_of_draft("meetings", draft).typed == {"topic": "留"}


def test_votes_show_their_arithmetic_as_they_are_typed():
    form = typing("meetings", M1).add(
        "votes", {"matter": "预算", "due": "10", "present": "6", "yes": "6", "no": "0", "abstain": "0"}
    )
    drawn = FormWriter(form, reading_of(form, SCOPE), "day", cursor_at(form, "day", SCOPE).typed, SCOPE, 76).lines()
    text = "\n".join("".join(part for part, _ in line.parts) for line in drawn)
    assert "6×2=12" in text
    assert "超过半数，通过" in text


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "wrong"), [(3, 1, 1, False), (4, 1, 1, True), (3, 2, 1, True), (3, 1, 2, True)]
)
def test_no_more_votes_are_counted_than_people_came(yes: int, no: int, abstain: int, wrong: bool) -> None:
    vote = Vote(matter="表决", present=5, yes=yes, no=no, abstain=abstain)
    told = {path for path, _ in kind_of("meeting").checks(M1.but(votes=(vote,)), VIEW)}
    assert told == ({"votes.0.yes"} if wrong else set())


def test_labels_leave_the_values_most_of_a_line() -> None:
    """However long a label is, with the space behind it it has 20 cells, and two before it."""
    form = Form(table="admissions")
    assert max(width(label(form.kind, name, EN)) for name in form.fields_) + 2 > 20
    assert value_cells(form, 80, EN) == 80 - 2 - 20 - 2


@pytest.mark.parametrize(
    ("kind", "given", "path", "zh", "en"),
    [
        ("plan", {"sub": "别的"}, "sub", "；可填：工作、岗前、", "; it has: Work, Pre-post, "),
        ("model", {"steps": {"别的": TODAY}}, "steps", "；可填：盆景、推广", "; there are: Showpiece, Spread"),
        ("notice", {"steps": {"别的": TODAY}}, "steps", "请去掉这一行", "take the row out"),
        ("plan", {"numbers": {"别的": 1}}, "numbers", "；可填：学时、", "; known are: 学时, "),
        ("notice", {"numbers": {"别的": 1}}, "numbers", "请去掉这一行", "take the row out"),
    ],
)
def test_what_a_register_does_not_have_is_told_with_what_it_has(kind, given, path, zh, en):
    record = Entry(id="e3", kind=kind, title="x", day=TODAY, **given)
    told = dict(kind_of("entry").checks(record, VIEW))[path]
    for words, said in ((ZH, zh), (EN, en)):
        assert said in complaint_text(told, TODAY, words)
