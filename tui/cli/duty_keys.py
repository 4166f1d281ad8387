"""A duty as it is typed: its rule in any letters, its subject by name or by id."""

from __future__ import annotations

from store.folding import fold
from widgets.pages import links
from widgets.quick_line import groups, people

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.cli.context import CommandContext
    from widgets.sections.view import View


def key_of(call: CommandContext, view: View, text: str) -> str:
    """The key that `OL-03/2026-10/三组` means; the text itself where it is none, or one already."""
    typed, *more = text.split("/")
    rule = next((rule.id for rule in view.pack.rules if fold(rule.id) == fold(typed)), typed)
    if len(more) != 2 or view.committee is not None:
        return "/".join((rule, *more))
    period, subject = more
    snapshot = view.snapshot
    ids = [subject, *(group.id for group in groups.find(subject, view))]
    ids += [member.id for member in people.called(subject, snapshot.members.values())]
    ids += [case.id for case in snapshot.admissions.values() if fold(case.name) == fold(subject)]
    keys = [key for id in dict.fromkeys(ids) if links.duty_of(view, key := f"{rule}/{period}/{id}") is not None]
    if len(keys) > 1:
        raise call.fail("cli.several_named", name=subject, all=" ".join(keys))
    return keys[0] if keys else text
