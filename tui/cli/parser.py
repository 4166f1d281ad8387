"""The command line's grammar: one flat parser a command, so that every option may stand before or after its name.

Only the parser of the command that was asked for is built. Each command is a module of this room with `options(parser,
words)` and `run(call) -> int`; `given.COMMANDS` names it, and its one line of help is the word `cli.help.<command>`.
"""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser

from tui.cli.argument_names import listed, local_name
from tui.cli.fast_args import COMMANDS, module
from tui.cli.output import emit, tell, terminal_width
from widgets.display import pad, shown, width, wrap
from widgets.words.lexicon import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Mapping, Sequence
    from typing import Any, NoReturn

    from widgets.words.lexicon import Words


def parser(command: str | None, words: Words) -> Parser:
    """The parser of a command, or of `zhibu` alone, speaking the language of `words`."""
    # argparse asks gettext for its texts, which looks for files a dozen times; ours are at hand.
    speak: Any = argparse
    speak._ = lambda text: words(f"argparse.{text}") if words.has(f"argparse.{text}") else text
    speak.ngettext = lambda one, many, n: words(f"argparse.{one if n == 1 else many}")
    made = Parser(
        words,
        prog=f"zhibu {command}" if command else "zhibu",
        usage=None if command else words("cli.help.usage"),
        description=_wrapped(words(f"cli.help.{command}") if command else words("cli.help.top")),
        epilog=None if command else _overview(words),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    if command:
        module(command).options(made, words)
    else:
        made.add_argument("--version", action="store_true", help=words("cli.help.version"))
    made.add_argument("--data", metavar="DIR", help=words("cli.help.data"))
    made.add_argument("--demo", action="store_true", help=words("cli.help.demo"))
    # What `--demo committee` is turned into, which nobody types.
    ArgumentParser.add_argument(made, "--demo-committee", action="store_true", help=argparse.SUPPRESS)
    made.add_argument("--lang", metavar="|".join(LANGUAGES), help=words("cli.help.lang"))
    made.add_argument("--today", metavar="YYYY-MM-DD", help=words("cli.help.today"))
    made.add_argument("--ascii", action="store_true", help=words("cli.help.ascii"))
    made.add_argument("--no-color", action="store_true", help=words("cli.help.no_color"))
    made.add_argument("--readonly", action="store_true", help=words("cli.help.readonly"))
    return made


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Told how wide the terminal is: argparse would load half of `shutil` to find out, for each option it is given."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_cells())

    def _split_lines(self, text: str, width: int) -> list[str]:
        """By cells: argparse counts characters, and a Chinese one takes two."""
        return [str(line) for line in wrap(" ".join(text.split()), width)]


def _cells() -> int:
    return (terminal_width() or 80) - 2


def _wrapped(text: str) -> str:
    """A paragraph that argparse leaves as it is, in lines that fit: a terminal would break them within words."""
    return "\n".join(wrap(text, _cells()))


def parse(parser: Parser, argv: Sequence[str]) -> Any:
    """The arguments of a command line whose options stand anywhere: argparse wants them before what has no name."""
    named: list[str] = []
    rest: list[str] = []
    left = iter(argv)
    for word in left:
        if word == "--":
            rest += left
        elif word.startswith("-") and word != "-":
            named.append(word)
            action = next((one for one in parser.known if word in one.option_strings), None)
            if action is not None and action.nargs is None:
                named += [value for value in (next(left, None),) if value is not None]
        else:
            rest.append(word)
    args, unknown = parser.parse_known_args([*named, "--", *rest] if rest else named)
    if unknown := [word for word in unknown if word != "--"]:
        parser.unknown(unknown)
    return args


def _overview(words: Words) -> str:
    lines: list[str] = [words("cli.help.commands")]
    local = {command: local_name("name", command, words) for command in COMMANDS}
    wide = max((width(name) for command, name in local.items() if name != command), default=-1)
    for command, name in local.items():
        before = f"  {command:<10} {pad(name, wide) + ' ' if wide > 0 else ''} "
        said = wrap(words(f"cli.help.{command}"), _cells() - width(before)) or [shown("")]
        lines += [before + said[0], *(" " * width(before) + line for line in said[1:])]
    return "\n".join([*lines, "", _wrapped(words("cli.help.more"))])


class Parser(ArgumentParser):
    """Whatever argparse repeats of the user's words reaches the terminal harmless. `known` is what it takes."""

    def __init__(self, words: Words, **options: Any) -> None:
        self.known: list[Action] = []
        self._words = words
        super().__init__(**options)

    def add_argument(self, *names: Any, **options: Any) -> Action:
        action = super().add_argument(*names, **options)
        self.known.append(action)
        return action

    def one_of(self, flags: Mapping[str, str]) -> None:
        """Flags of which one at most is given, each with its help."""
        group = self.add_mutually_exclusive_group()
        self.known += [group.add_argument(name, action="store_true", help=help) for name, help in flags.items()]

    def _print_message(self, message: str, file: Any = None) -> None:
        text = "\n".join(line for part in message.split("\n") for line in wrap(part, 10_000))
        if file is sys.stderr:
            tell(text.removesuffix("\n"))
        else:
            emit(text)

    def _check_value(self, action: Action, value: Any) -> None:
        """A name that is not among the choices, which the argument is often called by, is told once with them."""
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(
                None, self._words("cli.bad_choice", text=value, all=listed(map(str, action.choices), self._words))
            )

    def unknown(self, arguments: Sequence[str]) -> NoReturn:
        self.error(self._words("argparse.unrecognized arguments: %s") % " ".join(arguments))

    def error(self, message: str) -> NoReturn:
        """Of an argument that is missing, what it can be."""
        said = self._words("argparse.the following arguments are required: %s") % ""
        missing = message.removeprefix(said).split(", ") if message.startswith(said) else ()
        for argument in self.known:
            name = argument.metavar or argument.dest
            if argument.choices and name in missing and name not in argument.choices:
                message += f" ({name}: {listed(map(str, argument.choices), self._words)})"
        self.print_usage(sys.stderr)
        self.exit(2, f"zhibu: {message}\n")
