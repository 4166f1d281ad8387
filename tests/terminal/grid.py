"""Which terminals are tried, and what each must get: `python -m tests.terminal.grid` prints it as a table.

`tests/terminal/test_grid.py` starts the program once for each row. Every terminal stands beside every way of asking for
colours, and every answer, locale, size and way of asking for colours beside every other; what is refused, and what has
a rule of its own, is listed by itself.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMS = {
    term: colours
    for colours, terms in {
        256: "xterm-256color screen-256color tmux-256color putty-256color rxvt-unicode-256color",
        16: "xterm screen putty linux",
        0: "vt100 vt220 xterm-mono",
    }.items()
    for term in terms.split()
}
"""The colours of those that draw."""
ANSWERS = {"good": (5, 3), "wide": (5, 5), "no UTF-8": (7, 7), "silent": ()}
"""Columns that a terminal says the cursor is at, after two Han characters and after two lines."""
LOCALES = {"zh_CN.UTF-8": "zh", "en_US.UTF-8": "en", "C": "zh", "POSIX": "zh", "zh_CN.GBK": "zh"}
"""The language that each asks for."""
SIZES = ((40, 10), (60, 16), (80, 24), (120, 40), (400, 120))
ASKED = ("", "NO_COLOR=1", "COLORTERM=truecolor")
"""What the environment says of colours."""


class Case(NamedTuple):
    """One start of the program; `more` is a setting that has a rule of its own."""

    term: str = "xterm-256color"
    answer: str = "good"
    locale: str = "zh_CN.UTF-8"
    size: tuple[int, int] = (80, 24)
    asked: str = ""
    more: str = ""


class Gets(NamedTuple):
    """What its reader gets: the board (drawn with `lines` or `ASCII`), `status`, or a sentence (its word)."""

    drawn: str
    lang: str
    colours: int
    code: int


def gets(case: Case) -> Gets:
    """What is promised to a terminal, as the README's table has it."""
    lang = LOCALES[case.locale]
    if case.more == "a pipe":
        return Gets("status", lang, 0, 0)
    if case.term not in TERMS:
        return Gets("terminal.no_term", "zh en", 0, 1)
    if case.size[0] < 40 or case.size[1] < 10:
        return Gets("terminal.small", "zh en", 0, 1)
    if case.answer == "no UTF-8":
        return Gets("terminal.not_utf8", "zh en", 0, 1)
    console = case.term == "linux"
    colours = 256 if case.asked.startswith("COLORTERM") else TERMS[case.term]
    return Gets(
        "ASCII" if console or case.answer == "wide" or case.more == "--ascii" else "lines",
        "en" if console else lang,
        0 if case.asked.startswith("NO_COLOR") else colours,
        0,
    )


REFUSED = (
    *(Case(term=term, locale=locale) for term, locale in zip(("dumb", "unknown", ""), LOCALES, strict=False)),
    Case(term="dumb", locale="POSIX"),
    Case(term="dumb", locale="zh_CN.GBK"),
    Case(size=(39, 24)),
    Case(size=(80, 9), locale="en_US.UTF-8"),
)
SPECIAL = (
    Case(more="COLUMNS=9999 LINES=1"),
    Case(more="COLUMNS=9999 LINES=1", size=(40, 10), locale="en_US.UTF-8"),
    Case(more="--ascii", answer="silent"),
    Case(more="knows no size"),
    Case(more="knows no size", answer="silent", locale="C"),
    *(Case(more="a pipe", locale=locale) for locale in LOCALES),
    Case(more="a pipe", term="dumb", locale="en_US.UTF-8"),
)


def paired() -> Iterator[Case]:
    """Cases in which every pair that is to be tried is: the fewest that going through them greedily finds."""
    axes: dict[str, tuple[object, ...]] = {
        "term": tuple(TERMS), "answer": tuple(ANSWERS), "locale": tuple(LOCALES), "size": SIZES, "asked": ASKED
    }  # fmt: skip
    left = dict.fromkeys(
        ((one, a), (other, b))
        for one, other in combinations(axes, 2)
        if one != "term" or other == "asked"
        for a, b in product(axes[one], axes[other])
    )
    used: dict[tuple[str, object], int] = {}
    while left:
        chosen: dict[str, object] = dict(next(iter(left)))

        def gain(name: str, value: object, chosen: dict[str, object] = chosen) -> tuple[int, int]:
            pairs = [((name, value), (other, chosen[other])) for other in chosen]
            fresh = sum(pair in left or pair[::-1] in left for pair in pairs)
            return fresh, -used.get((name, value), 0)

        for name in axes:
            if name not in chosen:
                chosen[name] = max(axes[name], key=lambda value, name=name: gain(name, value))  # type: ignore[misc]
        for one, other in combinations(axes, 2):
            left.pop(((one, chosen[one]), (other, chosen[other])), None)
        for pair in chosen.items():
            used[pair] = used.get(pair, 0) + 1
        yield Case(**chosen)  # type: ignore[arg-type]


CASES = (*paired(), *REFUSED, *SPECIAL)


def shortest() -> Iterator[Case]:
    """Some of the cases: whatever a case may have, but for its terminal, and whatever it may get is in one of them."""
    seen: set[object] = set()
    for case in CASES:
        has = {case.answer, case.locale, case.size, case.asked, case.more, gets(case).drawn, gets(case).colours}
        if not has <= seen:
            seen |= has
            yield case


def name(case: Case) -> str:
    size = f"{case.size[0]}x{case.size[1]}"
    return "-".join(filter(None, (case.term or "none", case.answer, case.locale, size, case.asked, case.more)))


def table() -> str:
    """Every case and what it gets, a line each."""
    rows = [("TERM", "answers", "locale", "size", "environment", "drawn", "language", "colours", "exit")]
    for case in CASES:
        said = gets(case)
        asked = " ".join(filter(None, (case.asked, case.more)))
        size = f"{case.size[0]}×{case.size[1]}"
        colours = str(said.colours or "none")
        row = (case.term or "(none)", case.answer, case.locale, size, asked, said.drawn, said.lang, colours)
        rows.append((*row, str(said.code)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join([*lines, "", f"{len(CASES)} starts of the program on a pseudo-terminal or into a pipe"])


if __name__ == "__main__":
    print(table())
