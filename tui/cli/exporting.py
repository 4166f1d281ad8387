"""`zhibu export`: papers, tables, a calendar, or all of the records, to a file or to stdout."""

from __future__ import annotations

import json
import os
import sys

from store import periods
from tui import clock
from tui.cli import argument_names
from tui.cli.context import DONE, FAILED, CommandError
from tui.cli.output import at_terminal, deliver, emit, tell
from tui.cli.progress import ProgressLine
from tui.cli.registers import register
from tui.config import InvalidConfig
from tui.files import documents, saving
from tui.files.errors import FileError
from widgets.display import shown
from widgets.papers.calendar import calendar
from widgets.papers.catalogue import EXPORTS, Export, name_of, papers
from widgets.papers.export_preview import copied_titles
from widgets.papers.export_request import ExportRequest
from widgets.papers.import_preview import file_error
from widgets.words.lexicon import with_papers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.periods import Period
    from store.records import Meeting
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

UP = "up"
"""The counts for the committee above, which are no paper."""
WHAT = (*EXPORTS, UP)
STDOUT = "-"
"""The name of a file that is no file."""


def options(parser: ArgumentParser, words: Words) -> None:
    help = f"{words('cli.help.export_what')}{argument_names.both(WHAT, words)}"
    code = argument_names.understood("arg", WHAT)
    parser.add_argument("what", choices=WHAT, type=code, metavar="WHAT", help=help)
    parser.add_argument("meeting", metavar="MEETING", nargs="?", help=words("cli.help.mark_meeting"))
    parser.add_argument("--kind", metavar="ID", default="", help=words("cli.help.list_kind"))
    parser.add_argument("--period", metavar="2026-10|2026-Q4|2026", help=words("cli.help.period"))
    parser.add_argument("-o", "--output", metavar="FILE", help=words("cli.help.output"))
    parser.add_argument("--yes", action="store_true", help=words("cli.help.export_yes"))
    parser.add_argument("--all", action="store_true", help=words("cli.help.export_all"))


def run(call: CommandContext) -> int:
    call.words = with_papers(call.words)
    _refuse_meeting(call)
    _refuse_period(call)
    if call.args.all:
        if call.args.what != UP:
            raise InvalidConfig("cli.all_needs_server")
        from tui.cli import export_up_all

        return export_up_all.run(call)
    if call.args.what == UP:
        from tui.cli.box_by_hand import export_up

        return export_up(call)
    suffix = _suffix(call)
    if not documents.can_write(suffix):
        raise _failed(call, documents.lacking(suffix))
    if call.args.what == "all":
        return _deliver(call, documents.all_records(call.vault), suffix) or call.warn(call.read())
    snapshot = call.read()
    return _deliver(call, _written(call, call.view(snapshot), suffix), suffix) or call.warn(snapshot)


def _export(call: CommandContext) -> Export:
    """Counts are as they stand today, and of no session."""
    return EXPORTS.get(call.args.what, Export(dated=False))


def _refuse_meeting(call: CommandContext) -> None:
    """Of a session where it is of none, or of none where it is of one."""
    asked, given = _export(call).meeting, bool(call.args.meeting)
    if asked != given:
        key = "cli.needs_meeting" if asked else "cli.needs_no_meeting"
        raise InvalidConfig(key, what=argument_names.local_name("arg", call.args.what, call.words))


def _refuse_period(call: CommandContext) -> None:
    """Of what is of one session, or as it stands today; a calendar is of what is to come unless told."""
    export = _export(call)
    if call.args.period and (export.meeting or not (export.dated or call.args.what == "calendar")):
        raise InvalidConfig("cli.no_period_here", what=argument_names.local_name("arg", call.args.what, call.words))


def _written(call: CommandContext, view: View, suffix: str) -> bytes:
    what, export, words, snapshot = call.args.what, EXPORTS[call.args.what], call.words, view.snapshot
    period = _period(call, snapshot)
    if export.committee and view.committee is None:
        raise call.fail("cli.only_committee", what=argument_names.local_name("arg", what, words))
    kind = register(call, view, "ledger")
    if what == "calendar":
        return calendar(view, words, period if call.args.period else None, clock.now()).encode()
    if export.meeting and call.args.meeting not in snapshot.meetings:
        raise call.absent(snapshot, call.args.meeting, "cli.no_meeting")
    of: Meeting | Period = snapshot.meetings[call.args.meeting] if export.meeting else period
    for remark in copied_titles(
        ExportRequest(export=what, meeting=call.args.meeting or "", period=period), snapshot, words
    ):
        tell(remark)
    progress = ProgressLine(words, "export.progress")
    try:
        return documents.as_bytes(papers(what, view, words, of, kind), suffix, progress)
    except FileError as trouble:
        raise _failed(call, trouble) from None
    finally:
        progress.end()


def _suffix(call: CommandContext) -> str:
    """The format that the file's name asks for; on stdout (no name, or `-`), the export's first that is a text."""
    formats = EXPORTS[call.args.what].formats
    if call.args.output in (None, STDOUT):
        return next((one for one in formats if one not in ("xlsx", "docx", "csv")), "md")
    suffix: str = os.path.splitext(call.args.output)[1].lower().removeprefix(".")
    if not suffix:
        what = argument_names.local_name("arg", call.args.what, call.words)
        raise InvalidConfig("cli.no_ending", path=call.args.output, what=what, all=" ".join(formats))
    if suffix not in formats:
        what = argument_names.local_name("arg", call.args.what, call.words)
        raise InvalidConfig("cli.bad_format", what=what, suffix=suffix, all=" ".join(formats))
    return suffix


def _period(call: CommandContext, snapshot: Snapshot) -> Period:
    wish = call.args.period
    if not wish:
        return periods.containing(call.today(snapshot), EXPORTS[call.args.what].cadence)
    period = periods.parse(wish)
    if period is None:
        raise InvalidConfig("cli.bad_period", text=wish)
    return period


def _deliver(call: CommandContext, data: bytes, suffix: str) -> int:
    path = call.args.output
    if path in (None, STDOUT):
        deliver(_harmless(data.decode("utf-8", "replace"), suffix))
        return DONE
    over = call.args.yes
    if saving.exists(path) and not over and at_terminal():
        emit(call.words("export.ask_over", path=path))
        over = sys.stdin.readline().strip().lower() in call.words("yes.answers").split()
        if not over:
            tell(call.words("export.left", path=path))
            return FAILED
    try:
        saving.save(path, data, over=over)
    except FileError as trouble:
        raise _failed(call, trouble) from None
    what = name_of(call.args.what, call.words)
    tell(call.words("export.written", what=what, path=os.path.abspath(path), size=_size(len(data))))
    return DONE


def _harmless(text: str, suffix: str) -> str:
    """A text for stdout, where a terminal may read it: as it is shown; JSON with escapes that say the same."""
    if suffix == "json":
        return "".join(sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in text)
    if suffix in ("md", "txt") or sys.stdout.isatty():
        return "".join(f"{shown(line)}\n" for line in text.splitlines())
    return text


def _size(octets: int) -> str:
    return f"{octets / 1000:.0f} KB" if octets < 1_000_000 else f"{octets / 1_000_000:.1f} MB"


def _failed(call: CommandContext, trouble: FileError) -> CommandError:
    return CommandError(file_error(call.words, trouble.code, trouble.facts))
