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


def _table(screen: BaseScreen) -> str:
    """The table of the record that the row or page is of; nothing where it is of none."""
    from widgets.kinds.registry import TABLE_OF

    subject = screen.subject
    table = TABLE_OF.get(subject.kind, "") if subject is not None else ""
    return table if subject is not None and table and subject.id in screen.view.snapshot.tables[table] else ""


def edit(screen: BaseScreen) -> None:
    """The form of what the row or page is of."""
    assert screen.subject is not None
    navigation.open_form(screen.zhibu, _table(screen), screen.subject.id)


def new(screen: BaseScreen, table: str) -> None:
    """The form of a new record, with the day or month that goes without saying."""
    from store.field_types import types_of
    from widgets.kinds.defaults import begins
    from widgets.kinds.registry import of_table

    kind, who = of_table(table), screen.zhibu.session.who
    signed = {name: who.claimed or who.user for name, type in types_of(kind.record).items() if type.of == "Signature"}
    navigation.open_form(screen.zhibu, table, values=begins(kind, screen.view.today) | signed, resumes=True)


def waived_by(app: Zhibu) -> dict[str, Any]:
    """The fields of a waiver that go without saying."""
    who = app.session.who
    return {"name": who.claimed or who.user, "day": app.view.today}


# The branch


def branch(screen: BaseScreen) -> None:
    record = screen.view.snapshot.branch
    assert record is not None
    navigation.open_form(screen.zhibu, "branch", record.id)


# What was begun


def why_not_resume(screen: BaseScreen) -> Shown:
    from tui.resume import resumable

    return ABLE if resumable(screen.zhibu) else screen.words("why_not.form.resume")


def resume_draft(screen: BaseScreen) -> None:
    """What was left unstored, and not only in this session; where it is more than one thing, which of them."""
    from tui.resume import resumable
    from tui.screens.choice import ChoiceScreen
    from widgets.choice import Option, digit

    drafts, words = resumable(screen.zhibu), screen.words
    if len(drafts) == 1:
        drafts[0].open()
        return
    options = [
        Option(value=str(at), hint=digit(at + 1), label=one.label, more=one.more) for at, one in enumerate(drafts)
    ]

    def chosen(value: str | None) -> None:
        if value is not None:
            drafts[int(value)].open()

    screen.zhibu.push_screen(ChoiceScreen(words("waiting.title"), options, words, typed=False), chosen)


# Roll call


def _of_entry(screen: BaseScreen) -> bool:
    return screen.subject is not None and screen.subject.kind in ledger.KINDS


def roll_called(screen: BaseScreen) -> str:
    """Of an entry of a register the same key moves it on, and closes a finding."""
    if not _of_entry(screen):
        return "roll"
    return "advance" if ledger.finding_of(screen) is None else "close"


def why_not_roll(screen: BaseScreen) -> Shown:
    if _of_entry(screen):
        return ledger.why_not_advance(screen)
    meeting = screen.meeting_id
    if meeting is None:
        return screen.words("why_not.roll")
    return readonly(screen) or navigation.why_no_roll(screen.view, screen.words, meeting)


def roll(screen: BaseScreen) -> None:
    if _of_entry(screen):
        ledger.advance(screen)
        return
    assert screen.meeting_id is not None
    navigation.open_roll(screen.zhibu, screen.meeting_id)


# What a meeting came to


why_not_meeting = stores_if("why_not.meeting", lambda screen: screen.meeting_id in screen.view.snapshot.meetings)


def change_meeting(screen: BaseScreen, field: str) -> None:
    navigation.open_form(screen.zhibu, "meetings", screen.meeting_id, field=field, row=field in ROWS)


def _came_down(screen: BaseScreen) -> bool:
    return screen.subject is not None and screen.subject.kind == "incoming"


def decision_called(screen: BaseScreen) -> str:
    """Of what came down the same key receives it."""
    return "receive" if _came_down(screen) else "meeting.decision"


def why_not_decision(screen: BaseScreen) -> Shown:
    return ledger.why_not_receive(screen) if _came_down(screen) else why_not_meeting(screen)


async def decision(screen: BaseScreen) -> None:
    if _came_down(screen):
        await ledger.receive(screen)
    else:
        change_meeting(screen, "decisions")


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


def why_not_admit(screen: BaseScreen) -> Shown:
    case = _case(screen.view, screen.subject)
    able = case is not None and (case.member is None or _admitted(screen.view, case) is not None)
    return readonly(screen) or (ABLE if able else screen.words("why_not.admit"))


def admit(screen: BaseScreen) -> None:
    """The form of the member whom a case leads to; where there is one already, of the step to full membership."""
    app, case = screen.zhibu, _case(screen.view, screen.subject)
    assert case is not None
    member = _admitted(screen.view, case)
    if member is not None and case.confirmed is not None:
        given = {"kind": MemberKind.FULL, "full_since": case.confirmed.isoformat()}
        navigation.open_form(app, "members", member.id, values=given)
        return
    from widgets.forms.field_text import TextScope
    from widgets.forms.form import Form

    joined = {"joined": case.admitted.isoformat()} if case.admitted else {}
    since = case.admitted or screen.view.today
    values = {"name": case.name, "kind": MemberKind.PROBATIONARY, "since": since} | joined
    form = Form(table="members", case=case.id).filled(values, TextScope(app.view, app.words))
    navigation.fill_form(app, form, of=f":{case.id}")


def _caseless(screen: BaseScreen) -> Member | None:
    """The probationary member, of a row, a page or a duty, of whom there is no case of admission."""
    target, snapshot = screen.subject, screen.view.snapshot
    if target is None or target.kind not in ("member", "duty"):
        return None
    from store.snapshot import uncased

    member = snapshot.members.get(target.id.rpartition("/")[2])
    return member if member is not None and uncased(snapshot, member) else None


async def open_case(screen: BaseScreen) -> None:
    """Make the case of a probationary member of the roster, and show it."""
    from store.admission import OpenCase
    from widgets.sections.section import Target

    app, member = screen.zhibu, _caseless(screen)
    if member is None or await app.ask(OpenCase(member=member.id)) is None:
        return
    made = [one.id for one in app.view.snapshot.admissions.values() if one.member == member.id]
    if made:
        navigation.open_page(app, Target(kind="admission", id=made[-1]))


# One side of a member


def change_member(screen: BaseScreen, field: str) -> None:
    assert screen.subject is not None
    navigation.open_form(screen.zhibu, "members", screen.subject.id, field=field, row=field in ROWS)


NO_MEMBER = stores_if("why_not.member", lambda screen: screen.subject and screen.subject.kind == "member")
COMMANDS = (
    Command(id="edit", run=edit, why_not=stores_if("why_not.edit", _table)),
    Command(id="branch", run=branch, why_not=stores_if("page.gone", lambda screen: screen.view.snapshot.branch)),
    Command(id="form.resume", run=resume_draft, why_not=why_not_resume),
    Command(id="roll", run=roll, why_not=why_not_roll, called=roll_called),
    Command(id="admit", run=admit, why_not=why_not_admit),
    Command(id="case.open", run=open_case, why_not=stores_if("why_not.case.open", _caseless)),
    *(Command(id=f"new.{table}", run=partial(new, table=table), why_not=readonly) for table in NEW),
    *(Command(id=id, run=partial(change_meeting, field=f), why_not=why_not_meeting) for id, f in OF_MEETING.items()),
    Command(id="meeting.decision", run=decision, why_not=why_not_decision, called=decision_called),
    *(Command(id=id, run=partial(change_member, field=f), why_not=NO_MEMBER) for id, f in OF_MEMBER.items()),
)
