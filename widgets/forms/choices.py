"""What can be chosen, by number, name, code or initials."""

from __future__ import annotations

from store.folding import fold
from store.pinyin import INITIALS, PINYIN, rank
from store.records import (
    BeginStep,
    ExemptionKind,
    Kind,
    MemberKind,
    PostKind,
    Result,
    Stage,
    Status,
    TalkKind,
    TrainingForm,
    TrainingKind,
    VoteKind,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.display import Shown
    from widgets.forms.layout import FormField
    from widgets.words.lexicon import Words

NAMES = {
    BeginStep: "begin",
    Kind: "kind",
    Status: "attendance",
    MemberKind: "member",
    PostKind: "post",
    ExemptionKind: "exemption",
    TrainingKind: "training.kind",
    TrainingForm: "form",
    Result: "result",
    TalkKind: "talk",
    VoteKind: "vote",
    Stage: "stage",
}
"""Under which of the words the names of each set of choices stand."""
YES, NO = "yes", "no"


def codes(field: FormField) -> Sequence[str]:
    """The codes of what a field has to choose from, in order; none where nothing is chosen."""
    if field.how == "yes":
        return (YES, NO)
    return [choice.value for choice in field.of] if field.of is not None else ()


def name(field: FormField, code: str, words: Words) -> Shown:
    """What a choice is called."""
    return words(f"page.{code}" if field.how == "yes" else f"{NAMES[field.of]}.{code}")  # type: ignore[index]


def numbered(field: FormField, digit: str) -> str | None:
    """The code of a number, 0 being the tenth; None where there is none."""
    all = codes(field)
    at = (int(digit) or 10) - 1
    return all[at] if at < len(all) else None


def stepped(field: FormField, code: str, step: int) -> str:
    """The choice beside another, round and round; the first where there is none yet."""
    all = codes(field)
    return all[(all.index(code) + step) % len(all)] if code in all else all[0]


def find(field: FormField, text: str, words: Words) -> list[str]:
    """Every code that a text may mean."""
    all = codes(field)
    if text in all:
        return [text]
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return [all[int(text) - 1]] if 0 < int(text) <= len(all) else []
    named = {code: name(field, code, words) for code in all}
    wanted = fold(text)
    for matches in (
        [code for code in all if fold(named[code]) == wanted],
        [code for code in all if fold(named[code]).startswith(wanted)],
        [code for code in all if len(text) > 1 and rank(text, named[code]) in (INITIALS, PINYIN)],
    ):
        if matches:
            return matches
    return []
