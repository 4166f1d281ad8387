"""How one gets from place to place: the pages, forms and roll calls that commands open."""

from __future__ import annotations

from widgets.display import shown
from widgets.keymap import BOARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tui.app import Zhibu
    from tui.screens.page import PageScreen
    from widgets.display import Shown
    from widgets.forms.form import Form
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def open_page(app: Zhibu, target: Target) -> None:
    """The page of a row."""
    app.push_screen(page_of(app, target))


def page_of(app: Zhibu, target: Target, **options: Any) -> PageScreen:
    """The page of a target: of a committee one with its commands; `options` as `PageScreen` has it."""
    if app.view.committee is not None:
        from tui.screens.committee_page import CommitteePageScreen

        return CommitteePageScreen(target, **options)
    from tui.screens.page import PageScreen

    return PageScreen(target, **options)


def open_numbered(app: Zhibu, number: str) -> None:
    """The page that a digit opens, in the place of another one."""
    from tui.screens.numbered import NumberedScreen

    front = app.screen
    if not isinstance(front, NumberedScreen):
        app.push_screen(NumberedScreen(number))
    elif front.number != number:
        app.switch_screen(NumberedScreen(number))


def go_home(app: Zhibu) -> None:
    """Back to the board from whatever lies on it."""
    while len(app.screen_stack) > 1 and getattr(app.screen, "PLACE", "") != BOARD:
        app.pop_screen()


def open_form(
    app: Zhibu, table: str, id: str | None = None, values: Mapping[str, Any] | None = None, **options: Any
) -> None:
    """The form of a record, or of a new one in which some values stand already; `options` as `FormScreen` has it."""
    from widgets.forms.field_text import TextScope
    from widgets.forms.form import Form

    base = app.view.snapshot.tables[table].get(id) if id is not None else None
    if id is not None and base is None:
        app.say(app.words("page.gone"), "warn")
    else:
        form = Form(table=table, base=base).filled(values or {}, TextScope(app.view, app.words))
        fill_form(app, form, **({"resumes": not values} | options))


def fill_form(app: Zhibu, form: Form, **options: Any) -> None:
    """Open a form that has been begun elsewhere."""
    from tui.screens.form import FormScreen

    if app.session.readonly:
        app.say(app.words("refused.readonly"), "warn")
    else:
        app.push_screen(FormScreen(form.but(committee=app.view.committee is not None), **options))


def why_no_roll(view: View, words: Words, meeting: str) -> Shown:
    """Why the roll of a meeting can't be called: before its day, or where it is gone."""
    record = view.snapshot.meetings.get(meeting)
    if record is None:
        return words("page.gone")
    if record.day > view.today:
        from store.rejected import Rejected
        from widgets.error_text import refusal

        return refusal(words, Rejected(code="future", facts={"id": meeting, "day": record.day}), view.snapshot)
    return shown("")


def open_roll(app: Zhibu, meeting: str) -> None:
    """Roll call of a meeting."""
    from tui.screens.roll import RollScreen

    refused = why_no_roll(app.view, app.words, meeting)
    if refused:
        app.say(refused, "warn")
    else:
        app.push_screen(RollScreen(meeting))
