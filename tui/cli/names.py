"""What a command and its first argument are called beside their English names, which stand in scripts: 导出 月报.

The words `cli.name.*` and `cli.arg.*` hold the names, of which the first is the one that help shows. All languages' are
understood at any time.
"""

from __future__ import annotations

from widgets.words.lexicon import LANGUAGES, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from widgets.words.lexicon import Words


def understood(kind: str, codes: Iterable[str]) -> Callable[[str], str]:
    """What turns any name of one of `codes` into the code; another text stays what it is. `kind` is `name` or `arg`."""
    codes = tuple(codes)

    def code_of(text: str) -> str:
        if text in codes:
            return text
        return next((code for code in codes if text in _all(kind, code)), text)

    return code_of


def _all(kind: str, code: str) -> list[str]:
    key = f"cli.{kind}.{code}"
    return [name for lang in LANGUAGES for words in (words_of(lang),) if words.has(key) for name in words(key).split()]


def spoken(kind: str, code: str, words: Words) -> str:
    """The name in the language of `words`: the code itself where it has none of its own."""
    key = f"cli.{kind}.{code}"
    return words(key).split()[0] if words.has(key) else code


def both(kind: str, codes: Iterable[str], words: Words) -> str:
    """Every name in the language of `words` with its English one, for help: 月报 month."""
    said = ((spoken(kind, code, words), code) for code in codes)
    return " · ".join(code if name == code else f"{name} {code}" for name, code in said)


def offered(kind: str, codes: Iterable[str], words: Words) -> list[str]:
    """What completion offers: the English names, and those of the language."""
    return list(dict.fromkeys(name for code in codes for name in (code, spoken(kind, code, words))))
