"""What a command line gives, as far as that can be told without argparse: its command, and the plainest options."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType
    from typing import Any

COMMANDS = {
    "init": "init",
    "committee": "committee",
    "status": "status",
    "add": "add",
    "mark": "mark",
    "list": "listing",
    "show": "show",
    "rules": "rules",
    "waive": "waive",
    "receive": "receive",
    "undo": "history",
    "redo": "history",
    "log": "history",
    "verify": "maintenance",
    "backup": "maintenance",
    "restore": "maintenance",
    "purge": "purge",
    "doctor": "doctor",
    "man": "man",
    "completion": "completion",
    "import": "importing",
    "export": "exporting",
    "server": "server",
    "move": "move",
}
"""Command to module, in the order in which help lists them."""

COMMITTEE, DATA, DEMO = "committee", "--data", "--demo-committee"
"""`zhibu committee DIR` is `zhibu --data DIR`, and `zhibu --demo committee` an option that nobody types."""
VALUED = (DATA, "--lang", "--today")
SWITCHES = ("--demo", "--ascii", "--no-color", "--readonly")
"""The options of every command, and of none; `parser` says what they are for."""
OWN = {None: ("--version",), "status": ("--json", "--short", "--plain", "--check")}
"""The further switches of what is started most often: these lines need no argparse."""
FORMS = ("json", "short", "plain")


class FastArgs:
    """Options by their names, as argparse's `Namespace` has them."""

    def __init__(self, **options: Any) -> None:
        self.__dict__.update(options)


def module(command: str) -> ModuleType:
    name = f"tui.cli.{COMMANDS[command]}"
    __import__(name)  # `importlib` would be a part in two hundred of `status --short`
    return sys.modules[name]


def split(argv: Sequence[str]) -> tuple[str | None, list[str], str | None]:
    """The command's name, the other words, and what `--lang` says (needed to speak before anything is parsed)."""
    rest = list(argv)
    command = lang = None
    index = 0
    while index < len(rest):
        word = rest[index]
        name, equals, value = word.partition("=")
        if word == "--":
            break
        if name in VALUED:
            if not equals:
                index += 1
                value = rest[index] if index < len(rest) else ""
            if name == "--lang":
                lang = value
        elif command is None and not word.startswith("-"):
            command = _english(rest.pop(index))
            option = _option(command, rest[index:], argv)
            if option is not None:
                command = None
                rest.insert(index, option)
                index += 1 + (option == DATA)
            continue
        index += 1
    return command, rest, lang


def _option(command: str, behind: Sequence[str], argv: Sequence[str]) -> str | None:
    """The option that `committee` stands for, which is no command: the folder that follows it, or the demo's."""
    if command != COMMITTEE:
        return None
    if "--demo" in argv:
        return DEMO
    twice = any(word.partition("=")[0] == DATA for word in argv)
    return DATA if behind and not behind[0].startswith("-") and not twice else None


def _english(command: str) -> str:
    """A command by the name that it has here: 导出 is export."""
    if command.isascii():
        return command
    from tui.cli.argument_names import understood

    return understood("name", COMMANDS)(command)


def at_once(command: str | None, rest: Iterable[str]) -> FastArgs | None:
    """What argparse would make of the other words; None where that should say, for help and whatever is unusual."""
    if command not in OWN:
        return None
    switches = (*SWITCHES, DEMO, *OWN[command])
    options: dict[str, Any] = dict.fromkeys(map(_attribute, switches), False) | dict.fromkeys(map(_attribute, VALUED))
    words = iter(rest)
    for word in words:
        name, equals, value = word.partition("=")
        if name in VALUED:
            value = value if equals else next(words, "")
            if not value or value[0] == "-":
                return None
            options[_attribute(name)] = value
        elif word in switches:
            options[_attribute(word)] = True
        else:
            return None
    if sum(options.get(form, False) for form in FORMS) > 1:
        return None
    return FastArgs(**options)


def _attribute(option: str) -> str:
    return option[2:].replace("-", "_")
