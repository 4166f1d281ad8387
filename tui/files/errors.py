"""What is wrong with a file from or for outside."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class FileError(Exception):
    """A code and facts; the sentence is `file.<code>` of the words."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)
