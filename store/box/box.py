"""A box as both sides use it, whether its two halves are files in folders or rows on a server."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping
    from typing import Protocol

    from store.box.messages import Down, Up

    class Boxes(Protocol):
        """Boxes that stand together and can be asked for at once, each by a name that it has among them. All but the
        stamps raise a `StoreError`.
        """

        def look(self) -> Hashable:
            """Something that stays as it is for as long as no branch has written into its box."""

        def stamps(self, names: Collection[str]) -> Mapping[str, Hashable]:
            """The `up_stamp` of each; None where that can't be told."""

        def heads(self, names: Collection[str]) -> Mapping[str, Up | None]:
            """The head of what each says; those of which it can't be said together are left out."""

        def briefs(self, names: Collection[str]) -> Mapping[str, Up]:
            """What `read_brief` gives, of those of which it can be said together. Of none it is said that there is
            nothing.
            """

    class Box(Protocol):
        """Each half is written by one side only; the other reads it without a lock, always complete.

        `read_…` returns None where nothing was written yet. `read_brief` says no more than a board shows first (what
        its `shows` says) where that stands apart, else all that `read_up` does. Everything raises a `StoreError` where
        the box can't be read or written, and `InvalidBox` for what is not a message of this program. A stamp that is
        unchanged means that there is nothing new. What is written is asked for when the writer has its turn, and is to
        be made of what is stored by then: so the last of several writers says the latest.
        """

        place: str
        together: Boxes | None
        """Those that this one stands together with; None of one that stands alone."""

        def up_stamp(self) -> Hashable: ...
        def down_stamp(self) -> Hashable: ...
        def read_up(self) -> Up | None: ...
        def read_brief(self) -> Up | None: ...
        def read_down(self) -> Down | None: ...
        def write_up(self, up: Callable[[], Up]) -> None: ...
        def write_down(self, down: Callable[[], Down]) -> None: ...
