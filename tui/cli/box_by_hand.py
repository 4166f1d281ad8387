"""The two halves of a box carried by hand: `export up` for a committee on another server, `import down` back again."""

from __future__ import annotations

import os

from store.box.messages import LARGEST, InvalidBox
from store.box.objects import down_of, object_of
from store.box_text import as_file, decoded
from store.engines import carry_down
from tui.branch_box import BranchBox
from tui.cli import argument_names
from tui.cli.context import DONE, CommandError
from tui.cli.output import emit, exact, tell
from tui.config import InvalidConfig
from tui.files import reading, saving
from tui.files.errors import FileError
from widgets import error_text, inbox
from widgets.papers import import_preview

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import Down, Up
    from tui.cli.context import CommandContext
    from widgets.sections.view import View

UP, DOWN = "up", "down"
"""What the arguments of the two commands are called."""
STDOUT = "-"


def export_up(call: CommandContext) -> int:
    """Into the branch's box where there is one and nothing else is said; else to a file or to stdout."""
    snapshot = call.read()
    pack = call.rules().pack
    box = call.box or BranchBox(call.config.data, pack.settings)
    if box.place and call.args.output is None:
        call.refuse_readonly()
        trouble = box.publish(call.vault, call.today, pack)
        if trouble is not None:
            raise CommandError(box.trouble_text(call.words, trouble, UP))
        tell(call.words("cli.went_up", path=f"{box.place}/{UP}/{UP}.json"))
        return call.warn(snapshot)
    if code := call.warn(snapshot):
        return code  # the last good state is not what the branch holds
    try:
        return _deliver(call, box.up(snapshot, call.today(snapshot), pack))
    except InvalidBox as bad:
        raise CommandError(box.trouble_text(call.words, bad, UP)) from None


def _deliver(call: CommandContext, up: Up) -> int:
    path = call.args.output
    if path in (None, STDOUT):
        emit(exact(object_of(up)) + "\n")
        return DONE
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in ("", ".json"):
        raise InvalidConfig(
            "cli.bad_format", what=argument_names.local_name("arg", UP, call.words), suffix=suffix[1:], all="json"
        )
    try:
        saving.save(path, as_file(up), over=call.args.yes)
    except FileError as trouble:
        raise CommandError(import_preview.file_error(call.words, trouble.code, trouble.facts)) from None
    tell(call.words("cli.went_up", path=os.path.abspath(path)))
    return DONE


def import_down(call: CommandContext) -> int:
    """What a file brings, shown; and kept where the board and the lists offer it, which stores no record."""
    snapshot, words = call.read(), call.words
    view = call.view(snapshot)
    if call.box is not None and call.box.place:
        raise call.fail("cli.has_box", path=call.box.place)
    down = _read(call)
    _refuse_other(call, down, view)
    after = type(view)(view.snapshot, view.today, view.pack, down=down)
    for one in after.incoming:
        emit(f"{one.origin}  {inbox.kind(one, after, words)}  {inbox.about(one, after, words)}\n")
    if not call.args.dry_run:
        call.refuse_readonly()
        carry_down(call.config.data, down, anywhere=call.config.anywhere)
        tell(words("cli.carried_down", n=len(after.incoming), sender=down.sender))
    return call.warn(snapshot)


def _read(call: CommandContext) -> Down:
    path = call.args.file
    try:
        return down_of(decoded(reading.whole(path, LARGEST)))
    except FileError as trouble:
        raise CommandError(import_preview.file_error(call.words, trouble.code, trouble.facts)) from None
    except InvalidBox as bad:
        raise CommandError(error_text.box(call.words, bad, path)) from None


def _refuse_other(call: CommandContext, down: Down, view: View) -> None:
    """What is for another unit, or older than what is here."""
    unit = view.pack.settings.get("unit", down.unit)
    if unit != down.unit:
        raise call.fail("cli.other_unit", unit=down.unit, own=unit)
    if view.down is not None and view.down.as_of > down.as_of:
        raise call.fail("cli.older_down", day=down.as_of.isoformat(), there=view.down.as_of.isoformat())
