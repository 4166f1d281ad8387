"""What is done to all marked rows of a panel at once, else to the one under the cursor: one change and one undo."""

from __future__ import annotations

from store.records import Waiver
from store.rejected import Rejected
from store.rules.evaluation import NOTHING_TO_DO
from tui import navigation
from tui.commands import beginning, ledger
from tui.commands.anywhere import readonly, stores_if
from tui.commands.command import ABLE, Command
from tui.commands.records import waived_by
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from store.edits import Edit
    from store.records import Stored
    from store.rules.figures import Duty
    from tui.screens.base import BaseScreen
    from widgets.display import Shown
    from widgets.sections.section import Target
    from widgets.sections.view import View


def _stored(screen: BaseScreen) -> list[tuple[str, Stored]]:
    """The records of the targets, each with its table; none where one of them is no record."""
    from widgets.kinds.registry import SEVERAL

    records = []
    for target in screen.targets:
        table = SEVERAL.get(target.kind)
        record = screen.view.snapshot.tables[table].get(target.id) if table else None
        if table is None or record is None:
            return []
        records.append((table, record))
    return records


async def _ask(screen: BaseScreen, edits: Sequence[Edit], why: str) -> bool:
    """What was marked is not marked any more once it is done."""
    from store.edits import as_one

    done = await screen.zhibu.ask(as_one(edits, why)) is not None
    if done:
        screen.unmark()
    return done


async def delete(screen: BaseScreen) -> None:
    """Take away the records that the rows or the page are of. Undo brings them back, so nothing is asked first, but
    where a roll or evidence would go with them.
    """
    records = _stored(screen)
    refused = isinstance(_deletion(records).apply(screen.view.snapshot), Rejected)
    carrying = [] if refused else [(one, why) for _, one in records if (why := _carries(screen, one))]
    if not carrying:
        await _delete(screen, records)
        return
    from tui.screens.choice import ChoiceScreen
    from widgets.choice import Option, digit
    from widgets.stored_text import name

    words = screen.words
    first, why = carrying[0]
    what = name(first, screen.view, words)
    title = (
        words("delete.ask", what=what) if len(records) == 1 else words("delete.ask_several", n=len(records), what=what)
    )
    options = [
        Option(value="go", hint=digit(1), label=words("delete.go"), more=why),
        Option(value="", hint=digit(2), label=words("delete.stay"), more=shown("")),
    ]

    async def chosen(value: str | None) -> None:
        if value == "go":
            await _delete(screen, records)

    screen.zhibu.push_screen(ChoiceScreen(title, options, words, typed=False), chosen)


def _deletion(records: Sequence[tuple[str, Stored]]) -> Edit:
    from store.edits import Delete, as_one

    return as_one([Delete(table=table, id=one.id, rev=one.rev) for table, one in records], "delete_several")


async def _delete(screen: BaseScreen, records: Sequence[tuple[str, Stored]]) -> None:
    if await screen.zhibu.ask(_deletion(records)) is not None:
        screen.unmark()


def _carries(screen: BaseScreen, record: Stored) -> Shown:
    """What would go with a record: its roll, and the duties for which it is evidence."""
    from store.records import Meeting
    from widgets.pages.links import duties_of_record, duty_name
    from widgets.pages.record import days_of

    view, words = screen.view, screen.words
    duties = duties_of_record(view, record.id, {day.year for day in days_of(record)})
    parts = []
    if isinstance(record, Meeting) and record.roll:
        parts.append(words("delete.roll", expected=len(record.roll), came=record.present_count))
    if duties:
        named = [f"{duty_name(view, one, words)} {one.period}" for one in duties[:2]]
        parts.append(words("delete.evidence", n=len(duties), duties=words("page.comma").join(named)))
    return shown(words("page.semicolon").join(parts))


# Tags


def why_not_tag(screen: BaseScreen) -> Shown:
    found = _stored(screen)
    tagged = bool(found) and all("tags" in one.fields for _, one in found)
    return readonly(screen) or (ABLE if tagged else screen.words("why_not.tag"))


def tag(screen: BaseScreen) -> None:
    """Tags put on and taken off, typed on a line."""
    from tui.screens.asked_line import ask
    from widgets import tagging
    from widgets.forms.invalid_field import InvalidField, complaint_text

    app, words, records = screen.zhibu, screen.words, _stored(screen)

    def effect(text: str) -> tuple[str, str]:
        read = tagging.read(text, app.view)
        if isinstance(read, InvalidField):
            return complaint_text(read, app.view.today, words), "bad"
        return tagging.effect_text(read, records, words), "info"

    async def put(text: str) -> bool:
        read = tagging.read(text, app.view)
        edits = tagging.edits(read, records) if isinstance(read, tagging.Tagging) else []
        if not edits:
            app.say(*effect(text))
            return False
        return await _ask(screen, edits, "tag_several")

    ask(screen, words("tag.ask", n=len(records)), put, effect)


# Duties that need not be done


def _waivable(view: View, target: Target) -> Duty | None:
    """The duty of a target, where it may still be waived."""
    if target.kind != "duty":
        return None
    from widgets.pages.links import duty_of

    duty = duty_of(view, target.id)
    return duty if duty is not None and duty.state not in NOTHING_TO_DO else None


def _duties(screen: BaseScreen) -> list[Duty]:
    """The duties of the targets; none where one of them is none, or need not be waived."""
    asked = [_waivable(screen.view, target) for target in screen.targets]
    duties = [duty for duty in asked if duty is not None]
    return duties if len(duties) == len(asked) else []


def why_not_waive(screen: BaseScreen) -> Shown:
    able = bool(_duties(screen) or beginning.open_steps(screen) or ledger.droppable(screen))
    of_step = bool(screen.targets) and screen.targets[0].kind == "step"
    return readonly(screen) or (ABLE if able else screen.words("why_not.step" if of_step else "why_not.waive"))


def waive_called(screen: BaseScreen) -> str:
    return "drop" if ledger.droppable(screen) else "waive"


async def waive(screen: BaseScreen) -> None:
    """The form of the waiver of one duty; of several marked ones a line for the reason that they share. Of what a new
    branch has to enter: there is nothing to enter. Of entries of registers a line for why they are given up.
    """
    if beginning.open_steps(screen):
        await beginning.answer(screen)
        return
    entries = ledger.droppable(screen)
    if entries:
        ledger.drop(screen, entries)
        return
    duties = _duties(screen)
    if len(duties) > 1:
        from tui.screens.asked_line import ask

        ask(screen, screen.words("waive.ask", n=len(duties)), lambda text: _waive_all(screen, duties, text))
        return
    (duty,) = duties
    given = _waiver(screen, duty)
    navigation.open_form(screen.zhibu, "waivers", values=given, of=f":{duty.key}", field="reason", resumes=True)


def _waiver(screen: BaseScreen, duty: Duty) -> dict[str, Any]:
    """The fields of the waiver of a duty, all but the reason."""
    return {"rule": duty.rule.id, "period": duty.period, "subject": duty.subject} | waived_by(screen.zhibu)


async def _waive_all(screen: BaseScreen, duties: Sequence[Duty], text: str) -> bool:
    from store.edits import Add
    from widgets.forms.field_text import TextScope, read
    from widgets.forms.invalid_field import InvalidField, complaint_text
    from widgets.forms.layout import fields_of

    scope = TextScope(screen.view, screen.words)
    reason = read(fields_of(Waiver)["reason"], text, scope)
    if isinstance(reason, InvalidField):
        screen.say(shown(complaint_text(reason, scope.today, scope.words)), "warn")
        return False
    made = [Waiver(id="", reason=reason, **_waiver(screen, duty)) for duty in duties]
    return await _ask(screen, [Add(table="waivers", record=one) for one in made], "waive_several")


DELETE = Command(id="delete", run=delete, why_not=stores_if("why_not.delete", _stored))
WAIVE = Command(id="waive", run=waive, why_not=why_not_waive, called=waive_called)
TAG = Command(id="tag", run=tag, why_not=why_not_tag)
COMMANDS = (DELETE, WAIVE)
