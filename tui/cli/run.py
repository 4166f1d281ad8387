"""From the words of a command line to an exit code: which command, on which branch, and what to say when it fails."""

from __future__ import annotations

from errno import EPIPE

from store.errors import Busy, Damaged, Newer, StoreError, Unreachable
from tui.cli import fast_args
from tui.cli.context import (
    BUSY,
    DAMAGED,
    DONE,
    FAILED,
    UNSAID,
    USAGE,
    CommandContext,
    CommandError,
    EditRejected,
    UnsaidError,
)
from tui.cli.output import OutputError, at_terminal, emit, lossy, tell, unsayable
from tui.config import InvalidConfig, language, resolve
from widgets.words.lexicon import in_each, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from tui.config import Config
    from widgets.words.lexicon import Words


def run(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    command, rest, lang = fast_args.split(argv)
    words = words_of(language(lang, environ))
    quiet = command == "status" and "--short" in rest and "--check" not in rest
    try:
        code = _parsed(command, rest, environ, words)
    except Exception as error:
        code = complain(words, error, quiet)
        code = DONE if quiet else code
    if lossy:
        note = words("cli.lossy", encoding=lossy[0])
        tell(words_of("en")("cli.lossy", encoding=lossy[0]) if unsayable(note) else note)
        lossy.clear()
    return code


def _parsed(command: str | None, rest: list[str], environ: Mapping[str, str], words: Words) -> int:
    if command is not None and command not in fast_args.COMMANDS:
        tell(words("cli.no_command", command=command))
        return USAGE
    board = command is None and not set(rest) & {"-h", "--help", "--version"} and at_terminal()
    if command is None and not board and not set(rest) & {"-h", "--help", "--version"}:
        command = "status"
    args: Any = fast_args.at_once(command, rest)
    if args is None:
        from tui.cli import parser

        try:
            args = parser.parse(parser.parser(command, words), rest)
        except SystemExit as leaving:  # argparse has said why, or has helped
            return leaving.code if isinstance(leaving.code, int) else USAGE
    if command is None and args.version:
        emit(_version() + "\n")
        return DONE
    return _answer(command, args, environ, words)


def _answer(command: str | None, args: Any, environ: Mapping[str, str], words: Words) -> int:
    if args.demo and args.data:
        raise InvalidConfig("cli.demo_and_data")
    config = resolve(args, environ, in_part=command == "doctor")  # which is asked what is wrong
    words = words_of(config.lang, ascii=config.ascii)
    if not args.demo:
        return _start(command, args, config, words)
    from tui.demo import Demo

    with Demo(committee=args.demo_committee) as demo:
        return _start(command, args, config.but(data=demo.data), words)


def _start(command: str | None, args: Any, config: Config, words: Words) -> int:
    if command is None:
        from tui.start import board

        return board(config)
    call = CommandContext(command, args, config, words)
    try:
        return _run(command, call)
    except StoreError as error:
        if call.stored is None:
            raise
        # Its sentence would say that nothing was stored.
        raise UnsaidError(call.stored, error.facts.get("path", config.data), "cli.stored_then") from None


def _run(command: str, call: CommandContext) -> int:
    try:
        code: int = fast_args.module(command).run(call)
    except OutputError as error:
        if call.stored is None:
            raise
        call.go_up()
        raise UnsaidError(call.stored, error.number) from None
    except (CommandError, EditRejected) as refused:
        raise call.damaged() or refused from None
    if call.stored is not None:
        call.go_up()
    damaged = call.damaged()
    if damaged and code == FAILED:
        raise damaged
    if call.stored is not None and not damaged:
        call.send()
    return code


def complain(words: Words, error: Exception, quiet: bool = False) -> int:
    """Say on stderr why a command could not be done (in a few words on stdout, when it must be quiet); its code."""
    from widgets import error_text

    code = FAILED
    sentence: str
    if isinstance(error, InvalidConfig):
        from tui.config_mistakes import complaint

        code, sentence = USAGE, complaint(words, error.key, error.facts)
    elif isinstance(error, StoreError):
        later, damaged = isinstance(error, Busy | Unreachable), isinstance(error, Damaged | Newer)
        code = BUSY if later else DAMAGED if damaged else FAILED
        from tui.lock_holder import with_user_name

        sentence = error_text.error(words, with_user_name(error))
    elif isinstance(error, EditRejected):
        sentence = error_text.refusal(words, error.refused, error.snapshot)
    elif isinstance(error, CommandError):
        sentence = str(error)
    elif isinstance(error, UnsaidError):
        why = error.why if isinstance(error.why, str) else error_text.system_reason(words, error.why)
        code, sentence = UNSAID, words(error.key, id=" ".join(error.ids), os=why)
    elif isinstance(error, OutputError):
        if error.number == EPIPE:  # who has read enough (`| head`) is told nothing
            return FAILED
        sentence = words("cli.unwritable", os=error_text.system_reason(words, error.number))
    else:
        sentence = _bug(error)
    if quiet:
        try:
            away = isinstance(error, Unreachable)
            emit(words("cli.short.unreachable" if away else f"cli.short.error_{code}") + "\n")
        except OutputError:
            pass
    else:
        tell(f"zhibu: {sentence}")
    return code


def _bug(error: Exception) -> str:
    """In both languages, where the program went wrong: in our own code, and without the data that it went wrong on."""
    place, at = "?", error.__traceback__
    while at is not None:
        name = at.tb_frame.f_globals.get("__name__", "?")
        if place == "?" or name.partition(".")[0] in ("store", "widgets", "tui"):
            place = f"{name}:{at.tb_lineno}"
        at = at.tb_next
    return in_each("cli.bug", kind=type(error).__name__, place=place)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"zhibu {version('zhibu')}"
    except PackageNotFoundError:
        return "zhibu (checkout)"
