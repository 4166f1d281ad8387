"""`zhibu import`: a sheet from outside, previewed, then stored as one change that one undo takes back."""

from __future__ import annotations

import sys

from tui.cli.context import DONE, FAILED
from tui.cli.output import emit, tell
from tui.cli.progress import ProgressLine
from tui.files import incoming, reading
from tui.files.errors import FileError
from widgets.display import shown
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from store.exchange.imports.plan import ImportPlan
    from store.snapshot import Snapshot
    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    kinds = incoming.KINDS
    parser.add_argument("what", choices=kinds, metavar="|".join(kinds), help=words("cli.help.import_what"))
    parser.add_argument("file", metavar="FILE", help=words("cli.help.import_file"))
    parser.add_argument("--dry-run", action="store_true", help=words("cli.help.dry_run"))
    parser.add_argument("--yes", action="store_true", help=words("cli.help.import_yes"))


def run(call: CommandContext) -> int:
    words = call.words = with_papers(call.words)
    snapshot = call.read()
    plan = planned(call, snapshot)
    emit("".join(f"{line}\n" for line in import_preview.lines(plan, snapshot, words)))
    call.warn(snapshot)
    if plan.edit is None:
        if plan.refused and not plan.unchanged:
            raise call.fail("import.nothing_readable")
        tell(words("import.nothing"))
        return DONE
    if call.args.dry_run:
        return DONE
    if not call.args.yes and not _asked(words):
        tell(words("import.only_preview"))
        return FAILED
    call.commit(plan.edit, snapshot)
    tell(words("import.done", summary=import_preview.summary(plan, words)))
    return DONE


def planned(call: CommandContext, snapshot: Snapshot) -> ImportPlan:
    """What importing the file would do; raises Failed with the one thing that is wrong with it."""
    progress = ProgressLine(call.words, "import.progress")
    today = call.today(snapshot)
    try:
        sheets = reading.sheets(call.args.file, progress)
        return incoming.planned(call.args.what, sheets, snapshot, today, call.words, progress)
    except FileError as trouble:
        facts = {name: shown(fact) if isinstance(fact, str) else fact for name, fact in trouble.facts.items()}
        raise call.fail(f"file.{trouble.code}", **({"path": shown(call.args.file)} | facts)) from None
    finally:
        progress.end()


def _asked(words: Words) -> bool:
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()):
        return False
    emit(words("import.ask"))
    return sys.stdin.readline().strip().lower() in words("yes.answers").split()
