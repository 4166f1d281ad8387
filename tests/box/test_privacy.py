"""What goes up holds counts: no name, no id, no topic, note, reason or finding's text of a branch, whatever it has."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from store import codec, records
from store.box.counts import up_of_branch
from store.box.messages import BOX
from store.box.objects import down_of, object_of, up_of
from store.box.sent import down_for
from store.box_text import as_file
from store.packs.national import NATIONAL
from store.record import Record
from store.records import TABLES, Branch, Entry, Finding, Result
from store.snapshot import Snapshot
from store.text_enum import TextEnum
from tests import strategies
from tests.desk import SAMPLE, TODAY

if TYPE_CHECKING:
    from collections.abc import Collection

MARK = "秘密"
CODES = ("kind", "rule", "period", "month", "sub")
"""Fields that name what everyone has: registers, rules, periods."""
LIAISON = (f"{MARK}方谨言",)


@cache
def sample() -> Snapshot:
    tables = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return codec.snapshot_of(tables, tables["_meta"]["1"]["revision"])


def marked(value: Any, kept: Collection[str] = (), name: str = "") -> Any:
    """The same record with a mark before every text and id that it has, so that none can go anywhere unseen."""
    if isinstance(value, Record):
        made = {name: marked(item, kept, name) for name, item in value.as_dict().items()}
        return value.but(**made | ({"name": value.name} if isinstance(value, Branch) else {}))
    if isinstance(value, tuple):
        return tuple([marked(item, kept, name) for item in value])
    if isinstance(value, dict):
        return {marked(key, kept, name): marked(item, kept, name) for key, item in value.items()}
    if type(value) is str and value and name not in kept and not re.fullmatch(r"\d{4}(-\d\d){0,2}|\d\d:\d\d", value):
        return MARK + value
    return value


def all_marked(of: Snapshot, kept: Collection[str] = ()) -> Snapshot:
    tables = {
        name: {MARK + id: marked(one, kept) for id, one in records.items()} for name, records in of.tables.items()
    }
    return Snapshot(of.revision, tables)


def sent(of: Snapshot) -> str:
    up = up_of_branch(of, TODAY, NATIONAL, unit="one", liaison=LIAISON)
    text = as_file(up).decode()
    said = json.loads(text)
    assert up_of(said) == up
    assert said["brief"]["unit"] == "one"
    return text


def test_nothing_of_the_sample_but_counts_goes_up() -> None:
    text = sent(all_marked(sample(), CODES))
    assert MARK not in text
    said, plain = json.loads(text), json.loads(sent(sample()))
    told = [{one["rule"] for one in each.pop("duties")} for each in (said, plain)]
    assert told[0] == told[1]  # their states follow from some texts: tags, forms, agreed matters
    for each in (said, plain):
        del each["sum"], each["brief"]["duties"], each["brief"]["visits"]
    assert said | {"visits": {}} == plain | {"visits": {}}


def leaves(value: Any) -> set[str]:
    """Every text anywhere in a JSON value, keys of objects with them."""
    if isinstance(value, dict):
        return set().union(*map(leaves, value.values()), value)
    if isinstance(value, list):
        return set().union(*map(leaves, value))
    return {value} if isinstance(value, str) else set()


def test_no_text_of_the_file_is_found_in_it() -> None:
    """As a reader would grep: every text of the whole sample, the vocabulary of the program aside."""
    text = sent(sample())
    kinds = [one for one in vars(records).values() if isinstance(one, type)]
    words = {one.value for kind in kinds if issubclass(kind, TextEnum) for one in kind}
    words |= {field for kind in kinds if issubclass(kind, Record) for field in kind.fields}
    branch = sample().branch
    assert branch is not None
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    del data["_meta"]
    rules = {rule.id for rule in NATIONAL.rules}
    told = leaves(data) - words - rules - {branch.name} - {one.kind for one in sample().entries.values()}
    told = {one for one in told if re.search(r"[^\d\s:./#QH-]", one) and len(one) > 1}
    assert len(told) > 1000
    ids = {one for one in told if re.fullmatch(r"[a-z]\d+(\.\d+)?", one)}
    assert [one for one in sorted(ids) if re.search(rf'"{re.escape(one)}"', text)] == []
    assert [one for one in sorted(told - ids - set(TABLES)) if one in text] == []


@given(strategies.snapshots())
def test_nothing_of_any_branch_but_counts_goes_up(made: Snapshot) -> None:
    assert MARK not in sent(all_marked(made))


@given(strategies.some(TABLES["entries"]), strategies.some(TABLES["findings"]), st.booleans())
def test_of_what_came_down_only_the_answer_goes_up(entry: Any, finding: Any, dropped: bool) -> None:
    """Beside its id above, its state and its days: the reply or reason, and the closing."""
    entry = marked(entry).but(
        id="e1", kind="notice", origin=f"{BOX}e12", result="回复", dropped="不办" if dropped else ""
    )
    finding = marked(finding).but(id="f1", origin=f"{BOX}f3", closing="已补齐")
    text = sent(Snapshot(2, {"entries": {"e1": entry}, "findings": {"f1": finding}}))
    assert MARK not in text
    assert '"e12"' in text
    assert ("不办" in text) == dropped
    assert ("已补齐" in text) == (finding.closed is not None)


@given(strategies.snapshots())
def test_what_a_committee_sends_is_taken_whatever_it_has(made: Snapshot) -> None:
    """One record that no reader would take spoils none of the others."""
    good = Entry(id="e9", kind="notice", title="报送", day=TODAY)
    bad = [
        Entry(id=f"x{n}", kind="notice", title=title, day=TODAY) for n, title in enumerate(("", "　", "长" * 20_001))
    ]
    wrong = Finding(id="x9", rule="OL-03", period="十月", result=Result.PARTLY, day=TODAY, unit="one")
    more = {"entries": {one.id: one for one in (*bad, good)}, "findings": {"x9": wrong}}
    down = down_for(made.with_records(more), "one", TODAY)
    assert down_of(json.loads(json.dumps(object_of(down)))) == down
    names = [one.origin.partition("@")[0] for one in down.items]
    assert [name for name in names if name in ("e9", "x0", "x1", "x2")] == ["e9"]


def test_what_no_reader_takes_of_a_branch_is_left_out() -> None:
    entry = Entry(id="e1", kind="notice", title="一", day=TODAY, origin="box:", done=TODAY, result="好")
    long = entry.but(id="e2", origin="box:e7", result="长" * 30_000)
    gone = entry.but(id="e3", origin="box:e8", kind="nobody_declares_it")
    up = up_of_branch(
        Snapshot(2, {"entries": {one.id: one for one in (entry, long, gone)}}), TODAY, NATIONAL, unit="one"
    )
    assert up_of(json.loads(json.dumps(object_of(up)))) == up
    assert [(one.origin, one.state, len(one.reply)) for one in up.received] == [
        ("e7", "done", 20_000),
        ("e8", "open", 0),
    ]
