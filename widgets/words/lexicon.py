"""The texts of one language, asked for by key. What comes from records goes in as facts, and is made harmless here."""

from __future__ import annotations

from store.packs.rule import Text
from widgets.display import Shown, shown
from widgets.theme import ASCII, GLYPHS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

BOTH = ("zh", "en")
"""The two in which rules, registers and the words of a line are said."""
LANGUAGES = {"zh": "zh", "en": "en"}
"""Each language, with the one of Chinese and English that it reads where there are no more than these two: words that
it lacks, the texts of rules, what a line is written in. A further one is a line here (`"fr": "en"`) and a file of its
words beside this one.
"""


class Words:
    """`words("board.days_left", n=39)` is the text of that key with the facts put in, ready to be shown.

    A key that there is no text for shows as the key itself, so that a forgotten word is seen and not a crash. What is
    not among `texts` is looked for in all that the language has. `side` is the one of BOTH that is read.
    """

    def __init__(self, lang: str, texts: Mapping[str, str], *, ascii: bool = False) -> None:
        self.lang, self.side = lang, LANGUAGES[lang]
        self.ascii = ascii
        self._texts = texts
        self._whole = False
        self._glyphs = ASCII if ascii else GLYPHS
        self._of_rules: dict[Text, Shown] = {}

    def __call__(self, key: str, /, **facts: Any) -> Shown:
        text = self._text(key)
        if text is None:
            text = _texts(self.lang).get(key, key)
        if text == key:
            return shown(key)
        if not facts:
            return Shown(text)
        safe = {name: self._fact(fact) for name, fact in facts.items()}
        if "|" in text:
            return Shown(text.format(**{name: _Count(fact) for name, fact in safe.items()}))
        return Shown(text.format(**safe))

    def _fact(self, fact: Any) -> Any:
        if isinstance(fact, Text):
            return self.of(fact)
        return shown(fact) if isinstance(fact, str) else fact

    def glyph(self, name: str) -> Shown:
        """The drawing character of a state, for this terminal."""
        return Shown(self._glyphs[name])

    def has(self, key: str) -> bool:
        return self._text(key) is not None

    def _text(self, key: str) -> str | None:
        text = self._texts.get(key)
        if text is None and not self._whole:
            self._texts, self._whole = {**_texts(self.lang), **self._texts}, True
            text = self._texts.get(key)
        return text

    def of(self, text: Text) -> Shown:
        """The side of a two-language text (of a rule, perhaps a local one) that this language reads."""
        said = self._of_rules.get(text)
        if said is None:
            said = self._of_rules[text] = shown(text.zh if self.side == "zh" else text.en)
        return said


class _Count:
    """A fact of a text with both forms of a word in it, `{n} {n:day|days}`: the first is for one."""

    def __init__(self, fact: Any) -> None:
        self._fact = fact

    def __format__(self, spec: str) -> str:
        one, either, more = spec.partition("|")
        if not either:
            return format(self._fact, spec)
        return one if str(self._fact) in ("1", "1.0") else more


def words_of(lang: str, *, ascii: bool = False) -> Words:
    """The words of a language; `ascii` draws with ASCII characters alone."""
    return Words(lang, _laid_under(lang, _board(LANGUAGES[lang])), ascii=ascii)


def next_to(lang: str) -> Words:
    """The words of the language after this one, in a circle."""
    known = [*LANGUAGES]
    return words_of(known[(known.index(lang) + 1) % len(known)])


def in_each(key: str, **facts: Any) -> str:
    """A text in every language, for when nobody knows yet which of them can be read."""
    return " / ".join(dict.fromkeys(words_of(lang)(key, **facts) for lang in LANGUAGES))


def with_papers(words: Words) -> Words:
    """The same words with those of imports and exports, which the board and `status` need not load."""
    from importlib import import_module

    more = import_module(f"widgets.words.papers_{words.side}").WORDS
    made = Words(words.lang, {**words._texts, **_laid_under(words.lang, more)})
    made._glyphs = words._glyphs
    return made


def _board(side: str) -> Mapping[str, str]:
    """What the board shows as it opens, and `status`: they load no more than that."""
    if side == "zh":
        from widgets.words.board_zh import WORDS
    else:
        from widgets.words.board_en import WORDS
    return WORDS


def _texts(lang: str) -> Mapping[str, str]:
    """All that one language has, imported when it is asked for."""
    if LANGUAGES[lang] == "zh":
        from widgets.words.zh import WORDS
    else:
        from widgets.words.en import WORDS
    return _laid_under(lang, WORDS)


def _laid_under(lang: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    """Texts in Chinese or English, under the words of the language that falls back to them, all in one file."""
    if lang == LANGUAGES[lang]:
        return texts
    from importlib import import_module

    return {**texts, **import_module(f"widgets.words.{lang}").WORDS}
