"""What was begun and not stored: each draft by its name, what is said of it at the start, and how to go on with it."""

from __future__ import annotations

from functools import partial

from store.record import Record
from store.records import TABLES
from tui import navigation
from widgets.display import shown
from widgets.sections.meetings import kinds_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.app import Zhibu
    from widgets.display import Shown

TEXT_AT_MOST = 24


class ResumableDraft(Record):
    """`sentence` is the sentence of one that waits alone; `label` and `more` are its line among several."""

    sentence: Shown
    label: Shown
    more: Shown
    open: Callable[[], object]


def resumable(app: Zhibu) -> list[ResumableDraft]:
    """Every draft that can be gone on with."""
    return [*lines(app), *rolls(app), *forms(app), *lost(app)]


def lost(app: Zhibu) -> Iterator[ResumableDraft]:
    """What a server has lost of what it had acknowledged, as one thing to go on with."""
    n = len(app.session.lost)
    if n:
        from tui.lost_changes import offer

        title = app.words("lost.title", n=n)
        yield ResumableDraft(sentence=title, label=title, more=app.words("lost.again"), open=partial(offer, app))


def lines(app: Zhibu) -> Iterator[ResumableDraft]:
    from widgets.quick_line.grammars import grammars

    for slot, text in app.drafts.texts.items():
        place, grammar, *_ = *slot.split("/"), ""
        if place != "quick" or grammar not in grammars():
            continue
        yield ResumableDraft(
            sentence=app.words("drafts.waiting", text=shown(text, TEXT_AT_MOST), key=app.keymap.key("commands")),
            label=app.words("key.add"),
            more=shown(text),
            open=partial(_later, app, slot, grammar),
        )


def rolls(app: Zhibu) -> Iterator[ResumableDraft]:
    words, view = app.words, app.view
    for id in app.drafts.rolls:
        meeting = view.snapshot.meetings.get(id)
        if meeting is not None:
            what = shown(f"{kinds_of(meeting, view, words)} {meeting.day.isoformat()}")
            yield ResumableDraft(
                sentence=words("waiting.roll", what=what, key=app.keymap.key("commands")),
                label=words("key.roll"),
                more=what,
                open=partial(navigation.open_roll, app, id),
            )


def forms(app: Zhibu) -> Iterator[ResumableDraft]:
    from widgets.stored_text import name

    words = app.words
    for table, of in app.drafts.forms:
        if table not in TABLES:
            continue
        record = app.view.snapshot.tables[table].get(of)
        if record is None and not of.startswith("new"):
            continue

        def go_on(table: str = table, of: str = of) -> None:
            from widgets.forms.form import Form

            if of.startswith("new"):
                navigation.fill_form(app, Form(table=table), of=of.removeprefix("new"))
            else:
                navigation.open_form(app, table, of)

        what = words(f"table.{table}")
        yield ResumableDraft(
            sentence=words("forms.waiting", what=what, key=app.keymap.key("commands")),
            label=words("forms.title.new" if of.startswith("new") else "forms.title.edit", what=what),
            more=shown("") if record is None else name(record, app.view, words),
            open=go_on,
        )


def _later(app: Zhibu, slot: str, grammar: str) -> None:
    """Once what it was chosen from is gone."""
    app.call_later(_go_on, app, slot, grammar)


def _go_on(app: Zhibu, slot: str, grammar: str) -> None:
    from tui.commands.anywhere import readonly
    from tui.commands.entry import resume_line
    from tui.screens.base import BaseScreen

    screen = app.screen
    if not isinstance(screen, BaseScreen):
        return
    refused = readonly(screen)
    if refused:
        screen.say(refused, "warn")
    else:
        resume_line(screen, slot, grammar)
