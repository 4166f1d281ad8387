"""`zhibu import`: a sheet from outside, previewed, then stored as one change that one undo takes back."""

from __future__ import annotations

import sys

from store.snapshot import is_committee
from tui.cli import argument_names
from tui.cli.context import DONE, FAILED, CommandError, EditRejected
from tui.cli.output import at_terminal, emit, tell
from tui.cli.progress import ProgressLine
from tui.files import importing, reading
from tui.files.errors import FileError
from tui.files.importing import IncomingFile
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.exchange.imports.plan import ImportPlan, RejectedRow
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

DOWN = "down"
"""What came from the committee above by hand, which is no sheet."""
TRIES = 5
"""How often a file is judged again because others store meanwhile."""


def options(parser: ArgumentParser, words: Words) -> None:
    kinds = (*importing.KINDS, DOWN)
    help = f"{words('cli.help.import_what')}{argument_names.both(kinds, words)}"
    code = argument_names.understood("arg", kinds)
    parser.add_argument("what", choices=kinds, type=code, metavar="WHAT", help=help)
    parser.add_argument("file", metavar="FILE", help=words("cli.help.import_file"))
    parser.add_argument("--sheet", metavar="NAME", help=words("cli.help.import_sheet"))
    parser.add_argument("--dry-run", action="store_true", help=words("cli.help.dry_run"))
    parser.add_argument("--yes", action="store_true", help=words("cli.help.import_yes"))


def run(call: CommandContext) -> int:
    words = call.words = with_papers(call.words)
    if call.args.what == DOWN:
        from tui.cli.box_by_hand import import_down

        return import_down(call)
    snapshot = call.read()
    if is_committee(snapshot) and call.args.what not in importing.OF_A_COMMITTEE:
        raise call.fail("cli.only_branch", what=argument_names.local_name("arg", call.args.what, words))
    file = read(call, snapshot)
    for _ in range(TRIES):
        plan, file = plan_of(call, file, snapshot)
        emit("".join(f"{line}\n" for line in import_preview.lines(plan, snapshot, words)))
        if code := call.warn(snapshot):
            return code
        edit = file.edit(plan, snapshot)
        if edit is None:
            return _nothing(call, file, plan)
        if call.args.dry_run:
            return DONE
        if not call.args.yes and not _confirmed(words):
            tell(words("import.only_preview"))
            return FAILED
        try:
            call.commit(edit, snapshot)
        except EditRejected as rejected:
            if rejected.refused.code != "import_moved":
                raise
            # Somebody has stored meanwhile: the sheets are held against that, and shown again.
            tell(words("import.moved"))
            snapshot = call.read()
            continue
        tell(words("import.done", summary=import_preview.summary(plan, words)))
        return DONE
    return FAILED


def _nothing(call: CommandContext, file: IncomingFile, plan: ImportPlan) -> int:
    """A file that says only what is stored already is well; one of which nothing was understood is not."""
    if not any(cell is not None for sheet in file.sheets for row in sheet.rows for cell in row):
        raise call.fail("import.no_rows")
    if not plan.unchanged:
        raise call.fail("import.nothing_readable")
    tell(call.words("import.nothing"))
    return DONE


def read(call: CommandContext, snapshot: Snapshot) -> IncomingFile:
    """The file; raises CommandError with the one thing that is wrong with it."""
    progress = ProgressLine(call.words, "import.progress")
    try:
        sheets = reading.sheets(call.args.file, progress)
        if call.args.sheet is not None:
            sheets = importing.chosen(sheets, call.args.sheet)
    except FileError as trouble:
        raise CommandError(
            import_preview.file_error(call.words, trouble.code, {"path": call.args.file} | trouble.facts)
        ) from None
    finally:
        progress.end()
    settings = call.view(snapshot).pack.settings
    return IncomingFile(
        kind=call.args.what, sheets=sheets, today=call.today(snapshot), words=call.words, settings=settings
    )


def plan_of(call: CommandContext, file: IncomingFile, snapshot: Snapshot) -> tuple[ImportPlan, IncomingFile]:
    """What importing the file would do, with what was answered about people of one name."""
    progress = ProgressLine(call.words, "import.progress")
    try:
        plan = file.plan(snapshot, progress)
    finally:
        progress.end()
    if call.args.dry_run or call.args.yes or not at_terminal():
        return plan, file
    answers = {
        (row.sheet, row.row, row.cell): id
        for row in plan.refused
        if row.facts.get("candidates") and row.row is not None and row.cell is not None
        if (id := _member_chosen(call, row, snapshot))
    }
    if not answers:
        return plan, file
    file = file.but(typed=file.typed | {at: f"{snapshot.members[id].name}（{id}）" for at, id in answers.items()})
    return file.plan(snapshot), file


def _member_chosen(call: CommandContext, row: RejectedRow, snapshot: Snapshot) -> str:
    """The member whom a row means, as somebody answers it; empty where it is left out."""
    candidates = row.facts["candidates"]
    emit(f"{import_preview.refusal_line(row, snapshot, call.words)}\n")
    for number, id in enumerate(candidates, 1):
        emit(f"  {number}  {import_preview.person(snapshot.members[id], snapshot)}\n")
    emit(call.words("import.ask_which"))
    answer = sys.stdin.readline().strip()
    return candidates[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(candidates) else ""


def _confirmed(words: Words) -> bool:
    if not at_terminal():
        return False
    emit(words("import.ask"))
    return sys.stdin.readline().strip().lower() in words("yes.answers").split()
