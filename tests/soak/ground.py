"""What every harness stands on: a branch in a folder, people who write, and processes that are ours to kill."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from store.edits import Add
from store.vault import Outcome, Vault, Who
from tests.branches import branch, meeting, member

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PEOPLE = 12


def who(number: int) -> Who:
    return Who(uid=1000 + number, user=f"user{number}")


def a_folder() -> str:
    """A folder on the disk that the working directory is on: a memory file system would sync nothing."""
    return tempfile.mkdtemp(prefix=".soak-", dir=os.getcwd())


def found(folder: str | Path, people: int = PEOPLE, meetings: int = 2) -> Vault:
    """A small branch: `p2`, `p3` … and then sessions without a roll."""
    vault = Vault(str(folder))
    vault.create(branch(), who(0), AT)
    for number in range(people):
        commit(vault, Add(table="members", record=member("", f"党员{number}")))
    for number in range(meetings):
        commit(vault, Add(table="meetings", record=meeting("", f"2026-10-{number + 1:02}", "general_meeting")))
    return vault


def commit(vault: Vault, edit: Any, by: Who | None = None) -> Outcome:
    outcome = vault.commit(edit, by or who(0), AT)
    assert isinstance(outcome, Outcome), outcome
    return outcome


def fork(work: Callable[[], object]) -> int:
    """Run something in a process of its own, which ends with it; 1 is the exit code of an exception."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def code_of(process: int) -> int:
    """Wait for a process; its exit code, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def append(path: str, line: str) -> None:
    """One line, in one write, which a killed process has either made or not."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode() + b"\n")
    finally:
        os.close(handle)
