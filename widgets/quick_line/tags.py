"""Tags of the editable list, and those that records hold already; no slip of the hand makes a new one."""

from __future__ import annotations

from store.folding import fold
from store.packs import tags as pack
from store.packs.rule import text as two_languages
from store.pinyin import INITIALS, PINYIN, matches, rank
from widgets.mentions import mentioned
from widgets.quick_line.reading import InvalidToken, choices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.packs.rule import Text
    from widgets.sections.view import View


def tags(view: View) -> Mapping[str, Text]:
    """Every tag with its texts: those used before, the latest first, then the rest of the list."""

    def work_out() -> dict[str, Text]:
        known = pack.tags(view.pack.settings)
        return {tag: known.get(tag) or two_languages(tag, tag) for tag in (*mentioned(view, "Tag"), *known)}

    return view.once("quick.tags", work_out)


def find(text: str, view: View) -> str | InvalidToken:
    """The tag that a text means: by its name in either language, by its beginning, by initials."""
    if not text:
        return InvalidToken(code="empty_mark")
    known = tags(view)
    wanted = fold(text)
    for tag, texts in known.items():
        if wanted in (fold(tag), fold(texts.en)):
            return tag
    begin = [tag for tag in known if fold(tag).startswith(wanted)]
    letters = [tag for tag in known if rank(text, tag) in (INITIALS, PINYIN)] if len(text) > 1 else []
    whole = [tag for tag in letters if matches(text, tag) == (0, len(tag))]
    fitting = begin or whole or letters
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return InvalidToken(code="several_tags", facts={"choices": choices(fitting)})
    return InvalidToken(code="no_tag")
