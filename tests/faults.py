"""The disk's file layer with something in between: counted, failing, or dying at a chosen call."""

from __future__ import annotations

import os
from inspect import signature
from typing import TYPE_CHECKING, Any

from store.disk.files import Files

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = frozenset(name for name, value in vars(Files).items() if callable(value) and not name.startswith("_"))
CHANGING = frozenset({"write", "truncate", "fsync", "make_folder", "link", "rename", "remove", "set_mode", "set_owner"})
"""Calls that change the disk; of `open`, those that create."""


class Watched(Files):
    """Every call passes through `around(name, args, call)`; all arguments are there, and in order."""

    def __getattribute__(self, name: str) -> Any:
        found = object.__getattribute__(self, name)
        if name not in CALLS:
            return found
        around = object.__getattribute__(self, "around")

        def call(*args: Any, **named: Any) -> Any:
            bound = signature(found).bind(*args, **named)
            bound.apply_defaults()
            return around(name, tuple(bound.arguments.values()), lambda: found(*args, **named))

        return call

    def around(self, name: str, args: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        return call()


def changes_the_disk(name: str, args: tuple[Any, ...]) -> bool:
    return name in CHANGING or (name == "open" and bool(args[1] & os.O_CREAT))


class Counted(Watched):
    """Names of the calls, in order."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def around(self, name: str, args: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        self.calls.append(name)
        return call()


class Failing(Watched):
    """The n-th call that is chosen by `which` raises an error; with `lasting`, all later ones too."""

    def __init__(
        self, error: int, nth: int, which: Callable[..., bool] = changes_the_disk, *, lasting: bool = False
    ) -> None:
        self.error = error
        self.left = nth
        self.which = which
        self.lasting = lasting
        self.failed = ""

    def around(self, name: str, args: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        if self.which(name, args):
            self.left -= 1
            if self.left == 0 or (self.lasting and self.left < 0):
                self.failed = self.failed or name
                if name == "write":  # a disk that fills up takes a part of it first
                    os.write(args[0], bytes(args[1][: len(args[1]) // 2]))
                raise OSError(self.error, os.strerror(self.error))
        return call()


class Dying(Watched):
    """The process ends without a word before, in the midst of, or after the n-th call."""

    def __init__(self, nth: int, when: str) -> None:
        self.left = nth
        self.when = when

    def around(self, name: str, args: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        self.left -= 1
        if self.left:
            return call()
        if self.when == "amid" and name == "write":
            os.write(args[0], bytes(args[1][: len(args[1]) // 2]))
        elif self.when == "after":
            call()
        os._exit(17)
