"""What a mark of an attendance sheet says, by what the sheet itself says of its signs: √到会 ○请假 ×缺席."""

from __future__ import annotations

import re

from store.exchange.tables.cells import InvalidCell, says_nothing, text_of
from store.exchange.tables.columns import NAMED_LEAVES, STATUSES, WITHOUT_LEAVE
from store.exchange.tables.traditional import word_key
from store.folding import fold
from store.records import LEAVE, Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.exchange.tables.sheet import Cell, SheetRows

_SIGNS = "√✓✔☑○●△✖╳×✗✕☆★◎□■▲◇◆⊙∆"
_MEANINGS = {word: status for word, status in STATUSES.items() if len(word) > 1 and not word.isascii()} | NAMED_LEAVES
_TOKEN = re.compile(rf"[{_SIGNS}]|{'|'.join(sorted(_MEANINGS, key=len, reverse=True))}")


def legend_of(sheet: SheetRows) -> dict[str, Status]:
    """The status that each folded sign of a legend stands for; empty where a sheet has none."""
    legend: dict[str, Status] = {}
    for cell in {cell for row in sheet.rows for cell in row if isinstance(cell, str) and len(cell) > len("√到会")}:
        tokens = _TOKEN.findall(cell)
        pairs = list(zip(tokens[::2], tokens[1::2], strict=False))
        if tokens and tokens[0] not in _SIGNS:
            pairs = [(sign, word) for word, sign in pairs]
        if len(pairs) > 1 and all(sign in _SIGNS and word in _MEANINGS for sign, word in pairs):
            legend |= {fold(sign): _MEANINGS[word] for sign, word in pairs}
    return legend


def mark_of(cell: Cell, legend: Mapping[str, Status] = {}) -> tuple[Status, str] | None:
    """A mark and the reason beside it, `事假（看病）`; None where the person was not expected. Raises InvalidCell.
    `legend` is what the sheet itself says of its signs.
    """
    line = text_of(cell)
    if says_nothing(line):
        return None
    head, _, rest = line.replace("（", "(").replace("：", ":").replace(":", "(", 1).partition("(")
    key = word_key(head)
    reason = rest.strip(" )）")
    if key in NAMED_LEAVES:
        return NAMED_LEAVES[key], "：".join(filter(None, (head.strip(), reason)))
    status = legend.get(key) or STATUSES.get(key)
    if status is None:
        raise InvalidCell("bad_mark", line)
    if status is not Status.LEAVE and (status is not Status.ABSENT or key.startswith(WITHOUT_LEAVE)):
        return status, reason
    within = STATUSES.get(word_key(reason))
    return (within, "") if within in LEAVE else (NAMED_LEAVES.get(word_key(reason), status), reason)
