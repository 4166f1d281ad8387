"""`zhibu man`: the manual page, read off the parsers: `zhibu man > zhibu.1`."""

from __future__ import annotations

from tui.cli import fast_args, parser_info
from tui.cli.context import DONE
from tui.cli.output import deliver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action, ArgumentParser
    from collections.abc import Iterator

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words


def options(parser: ArgumentParser, words: Words) -> None:
    """No options of its own."""


def run(call: CommandContext) -> int:
    deliver(page(call.words))
    return DONE


def page(words: Words) -> str:
    """In roff, of the man macros."""
    return "\n".join(_lines(words)) + "\n"


def _lines(words: Words) -> Iterator[str]:
    yield '.TH ZHIBU 1 "" zhibu'
    yield f'.SH "{words("man.name")}"'
    yield rf"zhibu \- {_text(words('cli.help.top'))}"
    yield f'.SH "{words("man.synopsis")}"'
    yield _text(words("cli.help.usage"))
    yield f'.SH "{words("man.options")}"'
    for action in parser_info.common(words):
        yield from _entry(action)
    yield f'.SH "{words("man.commands")}"'
    for command in fast_args.COMMANDS:
        actions = parser_info.arguments(command, words)
        values = " ".join(parser_info.placeholder(action) for action in actions if not action.option_strings)
        yield f'.SS "{_text(f"zhibu {command} {values}".strip())}"'
        yield _text(words(f"cli.help.{command}"))
        for action in actions:
            yield from _entry(action)
    yield f'.SH "{words("man.more")}"'
    yield _text(words("cli.help.more"))


def _entry(action: Action) -> Iterator[str]:
    names = ", ".join(action.option_strings)
    yield ".TP"
    yield rf"\fB{_text(f'{names} {parser_info.placeholder(action)}'.strip())}\fR"
    yield _text(action.help or "")


def _text(text: str) -> str:
    """As roff shows it: no backslash, hyphen or leading point means anything."""
    plain = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain
