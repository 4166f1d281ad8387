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
    "absent": "✗",
    "full": "█",
    "empty": "░",
    "open": "!",
    "closed": "✓",
    "executed": "✓",
    "partly": "~",
    "not_executed": "✗",
    "opens": "›",
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
}

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
    "absent": "bad",
    "open": "warn",
    "closed": "good",
}

_PLAIN = {
    "": "",
    "dim": "dim",
    "strong": "bold",
    "good": "green",
    "warn": "yellow",
    "bad": "bold red",
    "info": "cyan",
    "title": "bold",
    "frame": "bright_black",
    "frame.focus": "bold cyan",
}
_CURSOR = "reverse"


def styles(cursor: bool) -> dict[str, str]:
    """Role to a style in Rich's words; on the cursor's row everything is reversed and keeps no colour of its own."""
    return dict.fromkeys(_PLAIN, _CURSOR) if cursor else _PLAIN
