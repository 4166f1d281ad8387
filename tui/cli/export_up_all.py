"""`zhibu export up --all`: the counts of all branches in a database that are not of today and of what is stored."""

from __future__ import annotations

from store.engines import SERVER, counted_in
from store.errors import StoreError
from store.vault import Vault
from tui.cli.context import DONE, FAILED
from tui.cli.output import emit, tell
from tui.cli.progress import ProgressLine
from tui.config import InvalidConfig
from tui.local_rules import box_of, rules_of
from tui.lock_holder import with_user_name
from widgets import error_text
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.cli.context import CommandContext


def run(call: CommandContext) -> int:
    """One that fails hides no other; the exit code says whether any did."""
    data, words = call.config.data, call.words
    if not data.startswith(SERVER):
        raise InvalidConfig("cli.all_needs_server")
    call.refuse_readonly()
    counts = dict.fromkeys(("sent", "current", "without", "failed"), 0)
    progress = ProgressLine(words, "cli.all_up_progress")
    places = counted_in(data)
    for number, place in enumerate(places):
        progress(number, len(places))
        counts[_sent(call, place)] += 1
    progress.end()
    tell(words("cli.all_up", **counts))
    return FAILED if counts["failed"] else DONE


def _sent(call: CommandContext, place: str) -> str:
    """Send up the counts of a branch; what came of it."""
    vault = Vault(place)
    try:
        snapshot, pack = vault.read(), rules_of(vault).pack
        box = box_of(vault, place, pack, anywhere=call.config.anywhere)
        if box is None or not box.place:
            return "without"
        if box.is_current(vault, call.today(snapshot)):
            return "current"
        trouble = box.publish(vault, call.today, pack)
    except StoreError as error:
        tell(f"zhibu: {error_text.error(call.words, with_user_name(error))}")
        return "failed"
    finally:
        vault.close()
    if trouble is not None:
        tell(f"zhibu: {box.trouble_text(call.words, trouble, 'up')}")
        return "failed"
    emit(f"{shown(place)}\n")
    return "sent"
