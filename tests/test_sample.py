"""The sample is what its generator writes, whole and sound, and opens with stock TinyDB."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tinydb import TinyDB

from store import codec
from store.packs.national import NATIONAL
from store.packs.rule import Strength
from store.records import PREFIXES, TABLES, Status
from store.rules.all_figures import figures
from store.rules.figures import Figures, FindingState, State, TrainingState
from store.snapshot import Snapshot, committee_on, members_on
from tests import make_sample


@pytest.fixture(scope="module")
def text() -> str:
    with open(make_sample.PATH, encoding="utf-8") as file:
        return file.read()


@pytest.fixture(scope="module")
def sample(text: str) -> Snapshot:
    tables = json.loads(text)
    meta = tables["_meta"]["1"]
    return codec.snapshot_of(tables, meta["revision"], meta["as_of"])


def test_file_is_what_the_generator_writes(text: str) -> None:
    assert text == make_sample.main(), "run: python -m tests.make_sample"


def test_no_document_is_faulty_and_all_are_spelled_as_we_would(text: str, sample: Snapshot) -> None:
    assert sample.faults == ()
    for table, records in sample.tables.items():
        assert [codec.encode(record) for record in records.values()] == list(json.loads(text)[table].values())


def test_stock_tinydb_reads_it(sample: Snapshot) -> None:
    with TinyDB(make_sample.PATH, access_mode="r") as db:
        assert db.tables() == {"_meta", *TABLES}
        assert {doc["id"] for doc in db.table("meetings")} == set(sample.meetings)


def test_fits_in_a_small_file(text: str) -> None:
    assert len(text.encode()) < 250_000


def test_branch_is_of_the_size_that_was_asked_for(sample: Snapshot) -> None:
    today = sample.as_of
    members = members_on(sample, today)
    assert len(members) == 24
    assert len(committee_on(sample, today)) == 5
    assert {member.group for member in members} == {group.id for group in sample.branch.groups} == {"g1", "g2", "g3"}
    names = Counter(member.name for member in members)
    assert sorted(names.values())[-2:] == [1, 2]
    assert sum("·" in name for name in names) == 2
    assert any(ord(char) > 0xFFFF for name in names for char in name)


def test_ids_follow_the_scheme_and_revisions_their_history(sample: Snapshot) -> None:
    for table, records in sample.tables.items():
        for id, record in records.items():
            made = int(id.removeprefix(PREFIXES[table]).partition(".")[0])
            assert 0 < made <= record.rev <= sample.revision
            assert record.by
            assert record.at.endswith("+00:00")
    hours = [(r.rev, r.at) for records in sample.tables.values() for r in records.values()]
    assert sorted(hours) == sorted(hours, key=lambda pair: (pair[1], pair[0]))


def test_every_reference_leads_somewhere(sample: Snapshot) -> None:
    people = sample.members.keys()
    for meeting in sample.meetings.values():
        assert (meeting.roll or {}).keys() <= people
        assert meeting.reasons.keys() <= (meeting.roll or {}).keys()
        assert {meeting.chair, meeting.recorder} <= people
    for training in sample.training.values():
        assert training.member in people
        assert training.session is None or training.session in sample.meetings
    for talk in sample.talks.values():
        assert {talk.talker, talk.partner} <= people
    for month in sample.dues.values():
        assert month.paid.keys() <= people


# -- every state that a panel can show


@pytest.fixture(scope="module")
def shown(sample: Snapshot) -> Figures:
    return figures(sample, sample.as_of, NATIONAL)


def test_every_state_of_a_duty_occurs(shown: Figures) -> None:
    assert {duty.state for duty in shown.execution} == set(State)
    overdue = {duty.rule.strength for duty in shown.execution if duty.state is State.OVERDUE}
    assert overdue == {Strength.MUST, Strength.GEN}


def test_every_state_of_training_occurs(shown: Figures) -> None:
    assert {row.state for row in shown.training} == {*TrainingState} - {TrainingState.UNKNOWN}
    assert {row.course_done for row in shown.training} == {None, True, False}
    assert any(row.prorated is not None for row in shown.training)
    assert any(row.self_study for row in shown.training)


def test_every_way_to_take_part_occurs(shown: Figures) -> None:
    assert {status for row in shown.participation for _, status in row.strip} == set(Status)
    assert max(row.in_a_row for row in shown.participation) >= 3
    assert {row.expected == 0 for row in shown.participation} == {True, False}
    assert any(row.duty for row in shown.participation)


def test_every_kind_of_row_in_the_panel_of_meetings_occurs(shown: Figures) -> None:
    assert {(row.meeting is None, bool(row.lacks)) for row in shown.meetings} == {
        (False, False),
        (False, True),
        (True, False),
    }
    lacking = {lack for row in shown.meetings for lack in row.lacks}
    assert lacking == {"roll", "minutes"}


def test_every_state_of_a_finding_occurs(shown: Figures) -> None:
    assert {row.state for row in shown.findings} == set(FindingState)
    assert any(row.repeats for row in shown.findings)


def test_the_branch_is_calm(shown: Figures) -> None:
    assert 2 <= shown.attention.overdue <= 4
    assert 1 <= shown.attention.must < shown.attention.overdue
    assert 2 <= shown.attention.due_soon <= 8
    done = sum(duty.state in (State.MET, State.MET_LATE) for duty in shown.execution)
    asked = sum(duty.state is not State.NA for duty in shown.execution)
    assert done * 4 >= asked * 3
