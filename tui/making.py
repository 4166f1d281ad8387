"""The commands that open a form: of what the row or page is of, of something new, of one side of a member."""

from __future__ import annotations

from store.records import MemberKind
from store.rules.figures import State
from tui.screens.base import BaseScreen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.records import Admission, Member
    from store.rules.figures import Duty
    from store.snapshot import Snapshot
    from tui.app import Zhibu
    from tui.resume import ResumableDraft
    from widgets.sections.section import Target

OF_MEMBER = ("member.leave", "member.group", "member.post", "member.exempt")
"""What is done to one side of a member."""
DONE_ALREADY = (State.MET, State.MET_LATE, State.WAIVED, State.NA)


class Making:
    _app: Zhibu

    @property
    def _subject(self) -> Target | None:
        return self._app.screen.subject if isinstance(self._app.screen, BaseScreen) else None

    def _refuse(self, command: str) -> None:
        self._app.say(self._app.words(f"why_not.{command}"), "warn")

    def do_edit(self) -> None:
        """The form of what the row or page is of."""
        from widgets.kinds.registry import ID_OF

        subject = self._subject
        found = self._app.view.snapshot.find(subject.id) if subject is not None else None
        if subject is None or found is None or ID_OF[found[0]] != subject.kind:
            self._refuse("edit")
        else:
            self._app.form(found[0], subject.id)

    def new(self, table: str) -> None:
        """The form of a new record, with the day or month that goes without saying."""
        from store.field_types import types_of
        from widgets.kinds.defaults import begins
        from widgets.kinds.registry import of_table

        kind, who = of_table(table), self._app.session.who
        signed = {
            name: who.claimed or who.user for name, type in types_of(kind.record).items() if type.of == "Signature"
        }
        self._app.form(table, given=begins(kind, self._app.view.today) | signed, resumes=True)

    def _waived(self) -> dict[str, Any]:
        who = self._app.session.who
        return {"name": who.claimed or who.user, "day": self._app.view.today}

    def do_form_resume(self) -> None:
        """What was left unstored, and not only in this session; where it is more than one thing, which of them."""
        from tui.screens.choice import ChoiceScreen
        from widgets.choice import Option, digit

        found, words = self.resumable(), self._app.words
        if len(found) < 2:
            if found:
                found[0].open()
            else:
                self._refuse("form.resume")
            return
        options = [
            Option(value=str(at), hint=digit(at + 1), label=one.label, more=one.more) for at, one in enumerate(found)
        ]

        def chosen(value: str | None) -> None:
            if value is not None:
                found[int(value)].open()

        self._app.push_screen(ChoiceScreen(words("waiting.title"), options, words, typed=False), chosen)

    def resumable(self) -> list[ResumableDraft]:
        """Every draft that can be gone on with."""
        drafts = self._app.drafts
        if not (drafts.texts or drafts.rolls or drafts.forms):
            return []
        from tui import resume

        return [*resume.lines(self._app), *resume.rolls(self._app), *resume.forms(self._app)]

    def do_branch(self) -> None:
        branch = self._app.view.snapshot.branch
        if branch is not None:
            self._app.form("branch", branch.id)

    # A duty that need not be done

    def duty(self, target: Target | None) -> Duty | None:
        """The duty of a target, where it may still be waived."""
        if target is None or target.kind != "duty":
            return None
        from widgets.pages.links import duty_of

        duty = duty_of(self._app.view, target.id)
        return duty if duty is not None and duty.state not in DONE_ALREADY else None

    def waiver(self, duty: Duty) -> dict[str, Any]:
        """The fields of the waiver of a duty, all but the reason."""
        return {"rule": duty.rule.id, "period": duty.period, "subject": duty.subject} | self._waived()

    def do_waive(self) -> None:
        duty = self.duty(self._subject)
        if duty is None:
            self._refuse("waive")
        else:
            self._app.form("waivers", given=self.waiver(duty), of=f":{duty.key}", here="reason", resumes=True)

    # From a case of admission to a member

    def admits(self, target: Target | None) -> bool:
        case = _case(self._app.view.snapshot, target)
        return case is not None and (case.member is None or _admitted(self._app.view.snapshot, case) is not None)

    def do_admit(self) -> None:
        """The form of the member whom a case leads to; where there is one already, of the step to full membership."""
        case = _case(self._app.view.snapshot, self._subject)
        if case is None or not self.admits(self._subject):
            self._refuse("admit")
            return
        member = _admitted(self._app.view.snapshot, case)
        if member is not None and case.confirmed is not None:
            given = {"kind": MemberKind.FULL, "full_since": case.confirmed.isoformat()}
            self._app.form("members", member.id, given=given)
            return
        from widgets.forms.form import Form

        joined = {"joined": case.admitted.isoformat()} if case.admitted else {}
        since = case.admitted or self._app.view.today
        values = {"name": case.name, "kind": MemberKind.PROBATIONARY, "since": since} | joined
        self._app.fill(Form(table="members", case=case.id).filled(values, self._app.view), of=f":{case.id}")

    def caseless(self, target: Target | None) -> Member | None:
        """The probationary member, of a row, a page or a duty, of whom there is no case of admission."""
        if target is None or target.kind not in ("member", "duty"):
            return None
        from store.admission import uncased

        snapshot = self._app.view.snapshot
        member = snapshot.members.get(target.id.rpartition("/")[2])
        return member if member is not None and uncased(snapshot, member) else None

    async def do_case_open(self) -> None:
        """Make the case of a probationary member of the roster, and show it."""
        member = self.caseless(self._subject)
        if member is None:
            self._refuse("case.open")
            return
        from store.admission import OpenCase
        from widgets.sections.section import Target

        if await self._app.ask(OpenCase(member=member.id)) is None:
            return
        made = [one.id for one in self._app.view.snapshot.admissions.values() if one.member == member.id]
        if made:
            self._app.open(Target(kind="admission", id=made[-1]))

    # One side of a member

    def _member(self, here: str, *, row: bool = False) -> None:
        subject = self._subject
        if subject is None or subject.kind != "member":
            self._refuse("member")
        else:
            self._app.form("members", subject.id, here=here, row=row)

    def do_member_leave(self) -> None:
        self._member("until")

    def do_member_group(self) -> None:
        self._member("group")

    def do_member_post(self) -> None:
        self._member("posts", row=True)

    def do_member_exempt(self) -> None:
        self._member("exemptions", row=True)


def _case(snapshot: Snapshot, target: Target | None) -> Admission | None:
    """The case that a page or a duty is about."""
    if target is None:
        return None
    return snapshot.admissions.get(target.id.rpartition("/")[2] if target.kind == "duty" else target.id)


def _admitted(snapshot: Snapshot, case: Admission) -> Member | None:
    """The probationary member of a case on whose full membership was voted."""
    member = snapshot.members.get(case.member or "")
    return member if member and member.kind is MemberKind.PROBATIONARY and case.confirmed else None
