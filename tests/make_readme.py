"""Fills in both READMEs what is made from the program, its keys: `python -m tests.make_readme`."""

from __future__ import annotations

from pathlib import Path

from widgets.keymap import BOARD, Keymap
from widgets.sections.registry import SECTIONS, command_help
from widgets.words.lexicon import words_of

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh.md": "zh"}


def keys(lang: str) -> str:
    keymap, words = Keymap(panels=len(SECTIONS)), words_of(lang)
    rows = [f"| {words('readme.keys')} | {words('readme.does')} |", "|---|---|"]
    for command in keymap.of(BOARD):
        if command.keys:
            named = " ".join(f"`{key}`" for key in keymap.keys(command.id))
            rows.append(f"| {named} | {command_help(command.id, words)} |")
    return "\n".join(rows)


def filled(name: str) -> str:
    """The text of a README as it should be."""
    text = (ROOT / name).read_text(encoding="utf-8")
    head, mark, rest = text.partition("<!-- made: keys -->\n")
    _, end, tail = rest.partition("<!-- end -->")
    return f"{head}{mark}\n{keys(READMES[name])}\n\n{end}{tail}"


if __name__ == "__main__":
    for name in READMES:
        (ROOT / name).write_text(filled(name), encoding="utf-8")
