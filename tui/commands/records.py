"""The commands that open a form or a roll call: of what the row or page is of, of something new, of one side of a
member.
"""

from __future__ import annotations

from functools import partial

from store.records import MemberKind
from tui import navigation
from tui.commands import ledger
from tui.commands.anywhere import readonly, stores_if
from tui.commands.command import ABLE, Command
from widgets.keymap import NEW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.records import Admission, Member
    from tui.app import Zhibu
    from tui.screens.base import BaseScreen
    from widgets.display import Shown
    from widgets.sections.section import Target
    from widgets.sections.view import View

OF_MEMBER = {"member.leave": "until", "member.group": "group", "member.post": "posts", "member.exempt": "exemptions"}
"""What is done to one side of a member, and the field that it begins at."""
OF_MEETING = {"meeting.vote": "votes", "meeting.minutes": "minutes"}
"""What is entered of a meeting once it has been held, and its field."""
ROWS = ("posts", "exemptions", "votes", "decisions")
"""Fields of which a new row is begun."""


def _table(place: BaseScreen) -> str:
    """The table of the record that the row or page is of; nothing where it is of none."""
    from widgets.kinds.registry import TABLE_OF

    subject = place.subject
    table = TABLE_OF.get(subject.kind, "") if subject is not None else ""
    return table if subject is not None and table and subject.id in place.view.snapshot.tables[table] else ""


def edit(place: BaseScreen) -> None:
    """The form of what the row or page is of."""
    assert place.subject is not None
    navigation.open_form(place.zhibu, _table(place), place.subject.id)


def new(place: BaseScreen, table: str) -> None:
    """The form of a new record, with the day or month that goes without saying."""
    from store.field_types import types_of
    from widgets.kinds.defaults import begins
    from widgets.kinds.registry import of_table

    kind, who = of_table(table), place.zhibu.session.who
    signed = {name: who.claimed or who.user for name, type in types_of(kind.record).items() if type.of == "Signature"}
    navigation.open_form(place.zhibu, table, values=begins(kind, place.view.today) | signed, resumes=True)


def waived_by(app: Zhibu) -> dict[str, Any]:
    """The fields of a waiver that go without saying."""
    who = app.session.who
    return {"name": who.claimed or who.user, "day": app.view.today}


# The branch


def branch(place: BaseScreen) -> None:
    record = place.view.snapshot.branch
    assert record is not None
    navigation.open_form(place.zhibu, "branch", record.id)


# What was begun


def why_not_resume(place: BaseScreen) -> Shown:
    from tui.resume import resumable

    return ABLE if resumable(place.zhibu) else place.words("why_not.form.resume")


def resume_draft(place: BaseScreen) -> None:
    """What was left unstored, and not only in this session; where it is more than one thing, which of them."""
    from tui.resume import resumable
    from tui.screens.choice import ChoiceScreen
    from widgets.choice import Option, digit

    drafts, words = resumable(place.zhibu), place.words
    if len(drafts) == 1:
        drafts[0].open()
        return
    options = [
        Option(value=str(at), hint=digit(at + 1), label=one.label, more=one.more) for at, one in enumerate(drafts)
    ]

    def chosen(value: str | None) -> None:
        if value is not None:
            drafts[int(value)].open()

    place.zhibu.push_screen(ChoiceScreen(words("waiting.title"), options, words, typed=False), chosen)


# Roll call


def _of_entry(place: BaseScreen) -> bool:
    return place.subject is not None and place.subject.kind in ledger.KINDS


def roll_called(place: BaseScreen) -> str:
    """Of an entry of a register the same key moves it on, and closes a finding."""
    if not _of_entry(place):
        return "roll"
    return "advance" if ledger.finding_of(place) is None else "close"


def why_not_roll(place: BaseScreen) -> Shown:
    if _of_entry(place):
        return ledger.why_not_advance(place)
    meeting = place.meeting_id
    if meeting is None:
        return place.words("why_not.roll")
    return readonly(place) or navigation.why_no_roll(place.view, place.words, meeting)


def roll(place: BaseScreen) -> None:
    if _of_entry(place):
        ledger.advance(place)
        return
    assert place.meeting_id is not None
    navigation.open_roll(place.zhibu, place.meeting_id)


# What a meeting came to


why_not_meeting = stores_if("why_not.meeting", lambda place: place.meeting_id in place.view.snapshot.meetings)


def change_meeting(place: BaseScreen, field: str) -> None:
    navigation.open_form(place.zhibu, "meetings", place.meeting_id, field=field, row=field in ROWS)


def _came_down(place: BaseScreen) -> bool:
    return place.subject is not None and place.subject.kind == "incoming"


def decision_called(place: BaseScreen) -> str:
    """Of what came down the same key receives it."""
    return "receive" if _came_down(place) else "meeting.decision"


def why_not_decision(place: BaseScreen) -> Shown:
    return ledger.why_not_receive(place) if _came_down(place) else why_not_meeting(place)


async def decision(place: BaseScreen) -> None:
    if _came_down(place):
        await ledger.receive(place)
    else:
        change_meeting(place, "decisions")


# From a case of admission to a member


def _case(view: View, target: Target | None) -> Admission | None:
    """The case that a page or a duty is about."""
    if target is None:
        return None
    cases = view.snapshot.admissions
    return cases.get(target.id.rpartition("/")[2] if target.kind == "duty" else target.id)


def _admitted(view: View, case: Admission) -> Member | None:
    """The probationary member of a case on whose full membership was voted."""
    member = view.snapshot.members.get(case.member or "")
    return member if member and member.kind is MemberKind.PROBATIONARY and case.confirmed else None


def why_not_admit(place: BaseScreen) -> Shown:
    case = _case(place.view, place.subject)
    able = case is not None and (case.member is None or _admitted(place.view, case) is not None)
    return readonly(place) or (ABLE if able else place.words("why_not.admit"))


def admit(place: BaseScreen) -> None:
    """The form of the member whom a case leads to; where there is one already, of the step to full membership."""
    app, case = place.zhibu, _case(place.view, place.subject)
    assert case is not None
    member = _admitted(place.view, case)
    if member is not None and case.confirmed is not None:
        given = {"kind": MemberKind.FULL, "full_since": case.confirmed.isoformat()}
        navigation.open_form(app, "members", member.id, values=given)
        return
    from widgets.forms.field_text import TextScope
    from widgets.forms.form import Form

    joined = {"joined": case.admitted.isoformat()} if case.admitted else {}
    since = case.admitted or place.view.today
    values = {"name": case.name, "kind": MemberKind.PROBATIONARY, "since": since} | joined
    form = Form(table="members", case=case.id).filled(values, TextScope(app.view, app.words))
    navigation.fill_form(app, form, of=f":{case.id}")


def _caseless(place: BaseScreen) -> Member | None:
    """The probationary member, of a row, a page or a duty, of whom there is no case of admission."""
    target, snapshot = place.subject, place.view.snapshot
    if target is None or target.kind not in ("member", "duty"):
        return None
    from store.snapshot import uncased

    member = snapshot.members.get(target.id.rpartition("/")[2])
    return member if member is not None and uncased(snapshot, member) else None


async def open_case(place: BaseScreen) -> None:
    """Make the case of a probationary member of the roster, and show it."""
    from store.admission import OpenCase
    from widgets.sections.section import Target

    app, member = place.zhibu, _caseless(place)
    if member is None or await app.ask(OpenCase(member=member.id)) is None:
        return
    made = [one.id for one in app.view.snapshot.admissions.values() if one.member == member.id]
    if made:
        navigation.open_page(app, Target(kind="admission", id=made[-1]))


# One side of a member


def change_member(place: BaseScreen, field: str) -> None:
    assert place.subject is not None
    navigation.open_form(place.zhibu, "members", place.subject.id, field=field, row=field in ROWS)


NO_MEMBER = stores_if("why_not.member", lambda place: place.subject and place.subject.kind == "member")
COMMANDS = (
    Command(id="edit", run=edit, why_not=stores_if("why_not.edit", _table)),
    Command(id="branch", run=branch, why_not=stores_if("page.gone", lambda place: place.view.snapshot.branch)),
    Command(id="form.resume", run=resume_draft, why_not=why_not_resume),
    Command(id="roll", run=roll, why_not=why_not_roll, called=roll_called),
    Command(id="admit", run=admit, why_not=why_not_admit),
    Command(id="case.open", run=open_case, why_not=stores_if("why_not.case.open", _caseless)),
    *(Command(id=f"new.{table}", run=partial(new, table=table), why_not=readonly) for table in NEW),
    *(Command(id=id, run=partial(change_meeting, field=f), why_not=why_not_meeting) for id, f in OF_MEETING.items()),
    Command(id="meeting.decision", run=decision, why_not=why_not_decision, called=decision_called),
    *(Command(id=id, run=partial(change_member, field=f), why_not=NO_MEMBER) for id, f in OF_MEMBER.items()),
)
