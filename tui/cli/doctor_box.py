"""What `zhibu doctor` looks at in the box of a branch: whose its two halves are, who may read and write them, how old
they are; with the commands for the administrator. Nothing is changed, and no right is widened, by looking.
"""

from __future__ import annotations

import os
from shlex import quote
from stat import S_ISDIR, S_ISGID, S_ISLNK
from struct import iter_unpack

from store.box.messages import InvalidBox
from store.engines import SERVER
from store.errors import StoreError
from tui.cli.user_groups import group_name
from tui.config import user_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.snapshot import Snapshot
    from tui.branch_box import BranchBox
    from tui.cli.context import CommandContext
    from widgets.display import Shown
    from widgets.words.lexicon import Words

    Line = tuple[str, str, str]
    """What was looked at, what it is, and what to do about it ("" where all is well)."""

OTHERS = "COMMITTEE"
"""What stands in a command for the group that the program can't know."""
ACL, OF_GROUP, READ = "system.posix_acl_default", 0x08, 0x04
"""Where Linux keeps an access list that new files inherit; the mark of its entries of groups, and their right to read.
"""


def lines(call: CommandContext, snapshot: Snapshot | None) -> Iterator[Line]:
    """Nothing where the branch has no box."""
    call.rules()
    box, words = call.box, call.words
    if box is None or not box.place:
        return
    yield "box", box.place, ""
    if box.place.startswith(SERVER):  # whose rows are whose is the server's business
        yield "box_up", *_of_up(box, snapshot, words)
        yield "box_down", *_of_down(box, words)
        return
    own = group_of(call.config.data)
    up, down = f"{box.place}/up", f"{box.place}/down"
    yield "box_up", *half_state(up, own, OTHERS, words, ours=True)
    yield "box_up", *_of_up(box, snapshot, words)
    yield "box_down", *half_state(down, group_of(down) if os.path.isdir(down) else OTHERS, own, words, ours=False)
    yield "box_down", *_of_down(box, words)


def half_state(
    path: str, writers: str, readers: str, words: Words, *, ours: bool, side: str = "box"
) -> tuple[str, str]:
    """How the folder of a half stands, and what to do; `ours` is the one that this side writes. The words of a branch
    are those of `side` "box", those of a committee "unit".
    """
    make = words("doctor.box_make", group=quote(writers), path=quote(path))
    share = words("doctor.box_share", group=quote(readers), path=quote(path))
    try:
        status = os.lstat(path)
    except OSError as error:
        missing = words("doctor.box_missing" if isinstance(error, FileNotFoundError) else "doctor.box_hidden")
        return words("doctor.box_none"), words("doctor.box_do", why=missing, make=make, share=share)
    if S_ISLNK(status.st_mode) or not S_ISDIR(status.st_mode):
        return words("doctor.box_none"), words(
            "problem.inner_link" if S_ISLNK(status.st_mode) else "problem.odd_folder", place=path
        )
    standing = f"{path} {status.st_mode & 0o7777:04o} {user_name(status.st_uid)} : {group_name(status.st_gid)}"
    why = _why(path, status, writers, words, ours=ours, side=side)
    return standing, words("doctor.box_do", why=why, make=make, share=share) if why else ""


def _why(path: str, status: os.stat_result, writers: str, words: Words, *, ours: bool, side: str) -> Shown | str:
    """What is wrong with who may do what; "" where nothing is."""
    shared = bool(status.st_mode & S_ISGID)
    root = os.geteuid() == 0
    wrong = {
        "doctor.box_open": status.st_mode & 0o007,
        f"doctor.{side}_not_ours": ours and shared and group_name(status.st_gid) != writers,
        f"doctor.{side}_no_write": ours and not os.access(path, os.W_OK | os.X_OK),
        f"doctor.{side}_no_read": not ours and not os.access(path, os.R_OK | os.X_OK),
        f"doctor.{side}_theirs": not ours and not root and os.access(path, os.W_OK),
        "doctor.box_alone": shared and not _readers(path),
    }
    return next((words(key) for key, is_so in wrong.items() if is_so), "")


def _readers(path: str) -> list[int]:
    """The groups that may read every new file of a folder by its access list, beside its own."""
    try:
        listed = os.getxattr(path, ACL)
    except OSError:
        return []
    return [id for tag, may, id in iter_unpack("<HHI", listed[4:]) if tag == OF_GROUP and may & READ]


def _of_up(box: BranchBox, snapshot: Snapshot | None, words: Words) -> tuple[str, str]:
    try:
        up = box.box.read_up()
    except (StoreError, InvalidBox) as trouble:
        return "up.json", box.trouble_text(words, trouble, "up")
    if up is None:
        return words("doctor.box_nothing", name="up.json"), words("doctor.box_write")
    late = snapshot is not None and up.revision < snapshot.revision
    said = words("doctor.box_of", name="up.json", day=up.as_of.isoformat(), revision=up.revision)
    return said, words("doctor.box_write") if late else ""


def _of_down(box: BranchBox, words: Words) -> tuple[str, str]:
    box.look()
    if box.trouble is not None:
        return "down.json", box.trouble_text(words, box.trouble, "down")
    if box.down is None:
        return words("doctor.box_nothing", name="down.json"), ""
    day, n = box.down.as_of.isoformat(), len(box.down.items) + len(box.down.findings)
    return words("doctor.box_holds", name="down.json", day=day, n=n), ""


def group_of(path: str, otherwise: str = OTHERS) -> str:
    """The group of a folder by name, or what stands for one that is not there."""
    try:
        return group_name(os.stat(path).st_gid)
    except OSError:
        return otherwise
