"""`zhibu completion bash`: completion of commands, options and their values, read off the parsers."""

from __future__ import annotations

from tui.cli import fast_args, parser_info
from tui.cli.context import DONE
from tui.cli.output import emit
from widgets.words.lexicon import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.context import CommandContext
    from widgets.words.lexicon import Words

SHELLS = ("bash",)
_SCRIPT = """\
# eval "$(zhibu completion bash)"
_zhibu() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= known= one
    for one in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $one in {commands}) command=$one; break ;; esac
    done
    case $before in
        --data) COMPREPLY=($(compgen -d -- "$word")); return ;;
        --lang) COMPREPLY=($(compgen -W "{languages}" -- "$word")); return ;;
    esac
    case $command in
        '') known="{top}" ;;
{cases}
    esac
    COMPREPLY=($(compgen -W "$known" -- "$word"))
}}
complete -o default -F _zhibu zhibu
"""


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("shell", choices=SHELLS, help=words("cli.help.shell"))


def run(call: CommandContext) -> int:
    emit(script(call.words))
    return DONE


def script(words: Words) -> str:
    """For bash: what may stand after `zhibu` and after each command."""
    shared = [name for action in parser_info.common(words) for name in action.option_strings]
    cases = "\n".join(
        f'        {command}) known="{" ".join([*_own(command, words), *shared])}" ;;' for command in fast_args.COMMANDS
    )
    commands, top = "|".join(fast_args.COMMANDS), " ".join([*fast_args.COMMANDS, *shared])
    return _SCRIPT.format(commands=commands, languages=" ".join(LANGUAGES), top=top, cases=cases)


def _own(command: str, words: Words) -> list[str]:
    """The options of a command, and the values that one of its places allows."""
    actions = parser_info.own(command, words)
    named = [name for action in actions for name in action.option_strings]
    return named + [str(value) for action in actions for value in action.choices or ()]
