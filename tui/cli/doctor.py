"""`zhibu doctor`: terminal, versions, settings and the data folder, and what to do where something is amiss."""

from __future__ import annotations

import locale
import os
import sys

from tui.cli import doctor_store
from tui.cli.context import DONE
from tui.cli.misnamed import misnamed
from tui.cli.output import emit, terminal_size
from tui.config import who
from tui.config_mistakes import complaint, unknown_settings
from tui.drafts import writable
from widgets import error_text
from widgets.display import pad, shown, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from tui.cli.context import CommandContext
    from tui.cli.doctor_box import Line
    from widgets.words.lexicon import Words

PATIENT = 1.0
"""Seconds that the terminal's answer is waited for: it would be typed into the shell if it came later."""
ROOMY = (60, 16)
"""Columns and lines from which the board shows all panels at once."""
LIBRARIES = ("zhibu", "textual", "tinydb", "rich", "arrow")


def options(parser: ArgumentParser, words: Words) -> None:
    """No options of its own."""


def run(call: CommandContext) -> int:
    words = call.words
    settings = list(_settings(call))
    mistakes = sum(1 for name, _, advice in settings if name in ("config", "keys") and advice)
    lines = [*_program(words), *_terminal(call), *settings, *doctor_store.lines(call, mistakes)]
    label = max(width(words(f"doctor.{name}")) for name, _, _ in lines)
    made = []
    for name, value, advice in lines:
        made.append(f"{pad(words(f'doctor.{name}'), label)}  {shown(value)}\n")
        if advice:
            made.append(f"{' ' * label}  → {advice}\n")
    emit("".join(made))
    return DONE


def _program(words: Words) -> Iterator[Line]:
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} –")
    lacking = [name for name, named in zip(LIBRARIES, versions, strict=True) if named.endswith("–") and name != "zhibu"]
    advice = words("doctor.lacking", names=" ".join(lacking)) if lacking else ""
    yield "versions", f"{' · '.join(versions)} · Python {sys.version.split()[0]}", advice


def _terminal(call: CommandContext) -> Iterator[Line]:
    words = call.words
    term = os.environ.get("TERM", "")
    dull = words("doctor.no_term") if term in ("", "dumb") else words("doctor.console") if term == "linux" else ""
    yield "term", term or words("value.none"), dull
    size = terminal_size()
    yield "size", f"{size[0]}×{size[1]}" if size else words("doctor.no_terminal"), _cramped(size, words)
    encoding = sys.stdout.encoding or ""
    garbled = "" if encoding.lower().replace("-", "") == "utf8" else words("doctor.not_utf8")
    names = " ".join(f"{name}={os.environ[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name))
    yield "encoding", f"{encoding} ({locale.getpreferredencoding(False)}) {names}".strip(), garbled
    # Ambiguous and wide characters, between bars: where the bars of both lines do not stand in one column, the
    # terminal and this program do not agree on widths.
    yield "ruler", "|○✓█·…─|", ""
    yield "ruler_wide", words("doctor.ruler_text"), words("doctor.ruler_advice")
    yield from _probed(words)
    colours = call.config.colours if call.config.color else 0
    number = {0: words("value.none"), 1 << 24: "16 777 216"}.get(colours, str(colours))
    few = words("doctor.few_colours") if 0 < colours < 256 else ""
    yield "colours", number, few
    yield "theme", words(f"theme.{call.config.theme}"), ""
    yield "remote", os.environ.get("SSH_TTY") or words("page.no"), ""
    yield (
        "multiplexer",
        "tmux" if os.environ.get("TMUX") else "screen" if os.environ.get("STY") else words("page.no"),
        "",
    )


def _cramped(size: tuple[int, int] | None, words: Words) -> str:
    from tui.terminal.probe import LEAST

    if size is None or (size[0] >= ROOMY[0] and size[1] >= ROOMY[1]):
        return ""
    return words("doctor.small" if size[0] >= LEAST[0] and size[1] >= LEAST[1] else "doctor.tiny")


def _probed(words: Words) -> Iterator[Line]:
    """What the terminal itself answers, where there is one to ask."""
    from tui.terminal.probe import Probe, output

    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        return
    with Probe(0, output()) as probe:
        terminal = probe.answer(PATIENT)
    if not terminal.utf8:
        yield "answer", words("doctor.answer_not_utf8"), words("terminal.not_utf8")
    elif terminal.wide:
        yield "answer", words("doctor.answer_wide"), words("hint.wide")
    else:
        yield "answer", words("doctor.answer_good" if terminal.answers else "doctor.answer_none"), ""


def _settings(call: CommandContext) -> Iterator[Line]:
    words, config = call.words, call.config
    there = config.file if os.path.lexists(config.file) else f"{config.file} ({words('doctor.not_there')})"
    yield "config", there, ""
    from widgets.keymap import Keymap

    for key, facts in (*config.troubles, *unknown_settings(config.file, config.unknown)):
        yield "config", config.file, complaint(words, key, facts)
    for name, right in misnamed(os.path.dirname(config.file), (os.path.basename(config.file),)):
        yield "config", name, words("doctor.misnamed", name=name, right=right)
    for clash in Keymap(config.keys).clashes:
        yield "keys", " ".join(clash[:2]), error_text.clash(words, *clash)
    me = who(config)
    yield "user", f"{me.user} ({me.uid}) {me.claimed}".strip(), ""
    yield "language", config.lang, ""
    advice = "doctor.no_drafts" if not writable(config.drafts) else "doctor.full" if _full(config.drafts) else ""
    yield "drafts", config.drafts, words(advice) if advice else ""


def _full(folder: str) -> bool:
    """Whether the disk of a folder, be it there or not yet, has hardly any room left."""
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    left = os.statvfs(folder)
    return left.f_bavail * left.f_frsize < doctor_store.FEW_BYTES
