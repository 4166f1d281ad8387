"""What a committee asks back of those whom it sends something to: `回复=数`, `回复=文`."""

from __future__ import annotations

import re

from store.box.messages import NONE, NUMBER, TEXT
from store.folding import fold
from store.packs.rule import text
from widgets.quick_line.reading import InvalidToken, choices
from widgets.quick_line.record_lines import in_words
from widgets.quick_line.word_table import by_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.quick_line.reading import TokenPool

EQUALS = re.compile("[=＝]")
WORDS = {NUMBER: ("数", "number"), TEXT: ("文", "text"), NONE: ("无", "none")}
"""What a line of ours says, in Chinese and in English."""
NAMES = ("回复", "hf", "reply")
REPLIES = by_word({NUMBER: "数 数字 s number", TEXT: "文 文字 w text", NONE: "无 不 none no"})
"""What a committee may ask back of those whom it sends something to."""


def take_reply(pool: TokenPool) -> str:
    """`回复=数`: what is asked back, "" for nothing."""
    reply = ""
    for token in [one for one in pool.left if not one.mark and EQUALS.search(one.text)]:
        name, value = map(fold, EQUALS.split(token.text, maxsplit=1))
        if name not in NAMES:
            continue
        if value not in REPLIES:
            facts = {"choices": choices([text(*both) for both in WORDS.values()])}
            pool.bad(token, InvalidToken(code="no_reply", facts=facts))
        elif reply:
            pool.bad(token, InvalidToken(code="number_twice", facts={"name": name}))
        else:
            pool.take(token, "reply")
            reply = REPLIES[value]
    return reply if reply != NONE else ""


def typed(reply: str, lang: str) -> str:
    """What to type for what is asked back; "" where nothing is."""
    return in_words((f"回复={WORDS[reply][0]}", f"reply={WORDS[reply][1]}"), lang) if reply in WORDS else ""
