"""Fills in both READMEs what is made from the program, keys and picture: `python -m tests.make_readme`."""

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


def board(lang: str) -> str:
    picture = (ROOT / "tests" / "golden" / f"board-{lang}-80x24.txt").read_text(encoding="utf-8").rstrip("\n")
    return f"```text\n{picture}\n```"


def filled(name: str) -> str:
    """The text of a README as it should be."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for part, make in (("keys", keys), ("board", board)):
        head, mark, rest = text.partition(f"<!-- made: {part} -->\n")
        _, end, tail = rest.partition("<!-- end -->")
        text = f"{head}{mark}\n{make(READMES[name])}\n\n{end}{tail}"
    return text


if __name__ == "__main__":
    for name in READMES:
        (ROOT / name).write_text(filled(name), encoding="utf-8")
