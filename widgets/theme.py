"""Every colour, by the role that asks for it, and every drawing character.

A role is what a text means (`bad` is a missed MUST, `warn` a missed GEN or a near date); a theme gives it a colour. No
state is told by colour alone: the glyphs differ too.
"""

from __future__ import annotations

ROLES = ("", "dim", "strong", "good", "warn", "bad", "info")

GLYPHS = {
    "met": "✓",
    "met_late": "~",
    "due_soon": "!",
    "upcoming": "○",
    "overdue": "✗",
    "waived": "=",
    "na": "-",
    "unknown": "?",
    "present": "✓",
    "late": "~",
    "official": "-",
    "sick": "-",
    "personal": "-",
    "leave": "-",
    "absent": "✗",
    "full": "█",
    "empty": "░",
    "open": "!",
    "closed": "✓",
    "executed": "✓",
    "partly": "~",
    "not_executed": "✗",
    "opens": "›",
    "incoming": "▲",
    "span": "─",
}

ASCII = GLYPHS | {
    "met": "+",
    "upcoming": "o",
    "overdue": "x",
    "present": "+",
    "absent": "x",
    "full": "#",
    "empty": ".",
    "closed": "+",
    "executed": "+",
    "not_executed": "x",
    "opens": ">",
    "incoming": "^",
    "span": "_",
}

PLAIN = str.maketrans("“”‘’·…→←↑↓—–−×›▏⟨⟩┌─┐│└┘█░✓✗○▲", "\"\"''.~><^v---x>|<>+-+|++#.+xo^")
"""What is drawn for a character that a terminal may draw two cells wide, or may have none of, where only ASCII is."""

STATE_ROLES = {
    "met": "good",
    "met_late": "good",
    "due_soon": "warn",
    "upcoming": "",
    "overdue": "bad",
    "waived": "dim",
    "na": "dim",
    "unknown": "info",
    "present": "good",
    "late": "warn",
    "official": "dim",
    "sick": "dim",
    "personal": "dim",
    "leave": "dim",
    "absent": "bad",
    "open": "warn",
    "closed": "good",
}

# Names are the sixteen colours that a terminal's owner has chosen, which are also the cheapest to send; numbers are of
# the fixed 240, for what those sixteen have no legible shade of. Backgrounds stay the terminal's own, except where the
# most contrast is wanted.
_DARK = {
    "": "",
    "dim": "color(246)",
    "strong": "bold",
    "good": "green",
    "warn": "bright_yellow",
    "bad": "bold bright_red",
    "info": "cyan",
    "title": "bold",
    "frame": "bright_black",
    "frame.focus": "bright_cyan",
    "cursor": "reverse",
}
_LIGHT = _DARK | {
    "dim": "color(241)",
    "good": "color(22)",
    "warn": "color(94)",
    "bad": "bold color(124)",
    "info": "color(19)",
    "frame": "color(244)",
    "frame.focus": "color(19)",
}
_CONTRAST = _DARK | {
    "": "bright_white on color(16)",
    "dim": "bright_white on color(16)",
    "strong": "bold bright_white on color(16)",
    "good": "bright_green on color(16)",
    "warn": "bold bright_yellow on color(16)",
    "bad": "bold underline bright_white on color(16)",
    "info": "bright_cyan on color(16)",
    "title": "bold bright_white on color(16)",
    "frame": "bright_white on color(16)",
    "frame.focus": "bold bright_yellow on color(16)",
    "cursor": "bold color(16) on color(226)",
}
_ANSI = _DARK | {"dim": "white"}
# On white, neither green nor yellow of the sixteen can be read.
_ANSI_LIGHT = _DARK | {
    "dim": "",
    "good": "",
    "warn": "magenta",
    "bad": "bold red",
    "info": "blue",
    "frame.focus": "bold blue",
}
_ANSI_CONTRAST = {role: style.replace("color(16)", "black") for role, style in _CONTRAST.items()} | {
    "cursor": "bold black on bright_yellow",
}
_NONE = dict.fromkeys(_DARK, "") | {
    "strong": "bold",
    "bad": "bold",
    "title": "bold",
    "frame.focus": "bold",
    "cursor": "reverse",
}

THEMES = {"dark": _DARK, "light": _LIGHT, "contrast": _CONTRAST, "ansi": _ANSI}
"""Role to a style in Rich's words, by the theme's name, for terminals of 256 colours and more."""
FEW = {"dark": _ANSI, "light": _ANSI_LIGHT, "contrast": _ANSI_CONTRAST, "ansi": _ANSI}
"""The same for those of up to sixteen."""


def styles(theme: str, colours: int) -> dict[str, str]:
    """Role to a style in Rich's words, for a terminal of so many colours (0: none). `cursor` is the cursor's row, on
    which everything has that one style.
    """
    if colours < 8:
        return _NONE
    return (FEW if colours < 256 else THEMES)[theme]
