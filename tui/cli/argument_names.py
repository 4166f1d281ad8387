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
    return [name for lang in LANGUAGES for name in in_language(kind, code, words_of(lang))]


def in_language(kind: str, code: str, words: Words) -> list[str]:
    """The names in one language; those of a table's records are, where they have none of their own, what one is."""
    key, record = f"cli.{kind}.{code}", f"table.{code}"
    if words.has(key):
        return words(key).split()
    return [words(record)] if kind == "arg" and words.side != "en" and words.has(record) else [code]


def local_name(kind: str, code: str, words: Words) -> str:
    """The name in the language of `words`: the code itself where it has none of its own."""
    return in_language(kind, code, words)[0]


def both(codes: Iterable[str], words: Words) -> str:
    """Every name of an argument in the language of `words` with its English one, for help: 月报 month."""
    said = ((local_name("arg", code, words), code) for code in codes)
    return " · ".join(code if name == code else f"{name} {code}" for name, code in said)


def listed(codes: Iterable[str], words: Words) -> str:
    """Arguments as one may type them, one behind the other."""
    return " ".join(local_name("arg", code, words) for code in codes)


def offered(kind: str, codes: Iterable[str], words: Words) -> list[str]:
    """What completion offers: the English names, and those of the language."""
    return list(dict.fromkeys(name for code in codes for name in (code, local_name(kind, code, words))))
