"""What the parsers know, for those who read it off them: the manual page and the shell's completion."""

from __future__ import annotations

from tui.cli import parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action

    from widgets.words.lexicon import Words


def common(words: Words) -> list[Action]:
    """The options that `zhibu` alone takes, most of which every command takes too."""
    return [action for action in parser.parser(None, words).known if action.option_strings]


def arguments(command: str, words: Words) -> list[Action]:
    """What a command takes beyond those, in the order of its help."""
    known = {name for action in common(words) for name in action.option_strings}
    return [action for action in parser.parser(command, words).known if not known & set(action.option_strings)]


def placeholder(action: Action) -> str:
    """What stands for its value, "" where it has none."""
    if action.nargs == 0:
        return ""
    said = action.metavar if isinstance(action.metavar, str) else action.dest
    return said if said.isupper() or "|" in said or "-" in said else said.upper()
