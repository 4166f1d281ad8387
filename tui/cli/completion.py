"""`zhibu completion bash`: completion of commands, options and their values, read off the parsers."""

from __future__ import annotations

from tui.cli import argument_names, fast_args, parser_info
from tui.cli.context import DONE
from tui.cli.output import deliver
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
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= known= start= skip= one
    for one in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        if [[ $skip && $one != = ]]; then skip=; continue; fi
        case $one in
            {valued}) skip=1 ;;
            {commands}) command=$one; break ;;
        esac
    done
    # In most shells = ends a word.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${{COMP_WORDS[COMP_CWORD-2]}}
    elif [[ $word == --*=* ]]; then
        before=${{word%%=*}} start=${{word%%=*}}= word=${{word#*=}}
    fi
    case $before in
        --data)
            word=${{word#[\\"\\']}} word=${{word//\\\\/}} word=${{word/#\\~\\//$HOME/}}
            mapfile -t COMPREPLY < <(compgen -P "$start" -d -- "$word")
            compopt -o filenames 2>/dev/null
            return ;;
        --lang) mapfile -t COMPREPLY < <(compgen -P "$start" -W "{languages}" -- "$word"); return ;;
    esac
    case $command in
        '') known="{top}" ;;
{cases}
    esac
    mapfile -t COMPREPLY < <(compgen -W "$known" -- "$word")
}}
complete -o default -F _zhibu zhibu
"""


def options(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("shell", choices=SHELLS, help=words("cli.help.shell"))


def run(call: CommandContext) -> int:
    deliver(script(call.words))
    return DONE


def script(words: Words) -> str:
    """For bash: what may stand after `zhibu` and after each command."""
    shared = [name for action in parser_info.common(words) for name in action.option_strings]
    cases = "\n".join(
        f'        {_either(command, words)}) known="{" ".join([*_values_of(command, words), *shared])}" ;;'
        for command in fast_args.COMMANDS
    )
    top = " ".join([*argument_names.offered("name", fast_args.COMMANDS, words), *shared])
    commands = "|".join(_either(command, words) for command in fast_args.COMMANDS)
    languages, valued = " ".join(LANGUAGES), "|".join(fast_args.VALUED)
    return _SCRIPT.format(commands=commands, languages=languages, valued=valued, top=top, cases=cases)


def _either(command: str, words: Words) -> str:
    return "|".join(argument_names.offered("name", [command], words))


def _values_of(command: str, words: Words) -> list[str]:
    """The options of a command, and the values that one of its places allows."""
    actions = parser_info.arguments(command, words)
    named = [name for action in actions for name in action.option_strings]
    values = [str(value) for action in actions for value in action.choices or ()]
    return named + argument_names.offered("arg", values, words)
