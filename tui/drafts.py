"""What was begun and not stored, for as long as the board is open."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Drafts:
    """Values by what they are a draft of, such as `roll/m12`."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def keep(self, of: str, draft: Any) -> None:
        self._kept[of] = draft

    def kept(self, of: str) -> Any | None:
        return self._kept.get(of)

    def drop(self, of: str) -> None:
        self._kept.pop(of, None)
