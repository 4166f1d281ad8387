"""Every command of the board, once: its id, its keys, and the places where it works.

Footer, help, menu, palette and the user's own keys are all made from this table; the texts stand in `words` under
`key.<id>` (two or three words) and `help.<id>` (a sentence). Key names are Textual's. Each command has a way in that
works while a Chinese input method is on: a digit, arrow, Enter, Ctrl or punctuation key.
"""

from __future__ import annotations

from functools import cached_property

from store.record import Record
from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BOARD, LIST, PAGE, ROLL, FORM, EXPORT, IMPORT = "board", "list", "page", "roll", "form", "export", "import"
COMMITTEE, COMMITTEE_PAGE = "committee", "committee_page"
"""The board of a committee, and the pages behind its rows."""
ROWS = (BOARD, LIST)
"""Where rows are shown that are looked for, marked and opened."""
READING = (*ROWS, PAGE)
ABOVE = (COMMITTEE, COMMITTEE_PAGE)
"""Where a committee reads."""
BOTH = (*READING, *ABOVE)
BOARDS = (BOARD, COMMITTEE)
EVERYWHERE = (*BOTH, ROLL, EXPORT, IMPORT)
ANYWHERE = (*EVERYWHERE, FORM)
NEW = tuple(table for table in TABLES if table != "branch")
"""Of which tables a new record can be made in a form."""
MOVES = tuple(f"move.{way}" for way in ("up", "down", "left", "right", "page_up", "page_down", "first", "last"))
"""Commands that move a cursor."""
STATUSES = ("present", "late", "official", "sick", "personal", "absent", "leave", "none")
"""What a digit of a roll call marks, `none`: nothing."""
FORMATS = ("docx", "xlsx", "csv", "md", "txt")
"""What an export is written as."""
NUMBERED = {"5": "ledger", "6": "targets", "7": "charges", "8": "teams", "9": "coverage"}
"""The pages of rows that a digit opens from wherever records are read."""
NUMBERED_ABOVE = ("ledger",)
"""Those that a committee has too."""
PANELS = 4
LISTS = ("attention", "ahead", "trend", "hints", "cases", "faults")
"""Commands that open the page of the same name, which is of the whole branch."""


class KeyBinding(Record):
    """`footer` and `menu` order the commands that the footer and a row's menu show (0: not there): the footer of
    `footer_in` alone (none: of every place), the menu of the kinds of rows `of` (none: of any).
    """

    id: str
    keys: tuple[str, ...]
    places: tuple[str, ...]
    footer: int = 0
    footer_in: tuple[str, ...] = ()
    menu: int = 0
    of: tuple[str, ...] = ()


BINDINGS: tuple[KeyBinding, ...] = (
    KeyBinding(id="status.present", keys=("1",), places=(ROLL,), footer=11),
    KeyBinding(id="status.late", keys=("2",), places=(ROLL,), footer=12),
    KeyBinding(id="status.official", keys=("3",), places=(ROLL,), footer=13),
    KeyBinding(id="status.sick", keys=("4",), places=(ROLL,), footer=14),
    KeyBinding(id="status.personal", keys=("5",), places=(ROLL,), footer=15),
    KeyBinding(id="status.absent", keys=("6",), places=(ROLL,), footer=16),
    KeyBinding(id="status.leave", keys=("7",), places=(ROLL,), footer=17),
    KeyBinding(id="status.none", keys=("0", "delete"), places=(ROLL,)),
    KeyBinding(id="roll.next", keys=("tab", "space"), places=(ROLL,)),
    KeyBinding(id="roll.reason", keys=("slash", "f2"), places=(ROLL,), footer=18),
    KeyBinding(id="roll.store", keys=("enter",), places=(ROLL,), footer=10),
    KeyBinding(id="save", keys=("ctrl+s",), places=(FORM,), footer=5),
    KeyBinding(id="form.next", keys=("enter",), places=(FORM,), footer=10),
    KeyBinding(id="form.forward", keys=("tab",), places=(FORM,)),
    KeyBinding(id="form.backward", keys=("shift+tab",), places=(FORM,)),
    KeyBinding(id="form.drop", keys=("ctrl+d",), places=(FORM,), footer=30),
    KeyBinding(id="form.editor", keys=("ctrl+e",), places=(FORM,), footer=40),
    KeyBinding(id="form.reset", keys=("ctrl+g",), places=(FORM,), footer=50),
    KeyBinding(id="form.help", keys=("f1",), places=(FORM,), footer=60),
    KeyBinding(id="export.write", keys=("enter",), places=(EXPORT,), footer=10),
    KeyBinding(id="export.name", keys=("tab",), places=(EXPORT,), footer=20),
    KeyBinding(id="format.docx", keys=("1",), places=(EXPORT,), footer=31),
    KeyBinding(id="format.xlsx", keys=("2",), places=(EXPORT,), footer=32),
    KeyBinding(id="format.csv", keys=("3",), places=(EXPORT,), footer=33),
    KeyBinding(id="format.md", keys=("4",), places=(EXPORT,), footer=34),
    KeyBinding(id="format.txt", keys=("5",), places=(EXPORT,)),
    # Not Enter: that is how one got here, and a second one in a hurry would store what nobody has looked at.
    KeyBinding(id="import.store", keys=("ctrl+s", "s"), places=(IMPORT,), footer=10),
    KeyBinding(id="import.wait", keys=("enter",), places=(IMPORT,)),
    KeyBinding(id="import.file", keys=("tab",), places=(IMPORT,), footer=20),
    KeyBinding(id="import.cell", keys=("e", "f2"), places=(IMPORT,), footer=15),
    KeyBinding(id="import.previous", keys=("left_square_bracket",), places=(IMPORT,)),
    KeyBinding(id="import.next", keys=("right_square_bracket",), places=(IMPORT,)),
    KeyBinding(id="next", keys=("n", "exclamation_mark"), places=BOTH),
    KeyBinding(id="open", keys=("enter",), places=BOTH, footer=10, menu=1),
    KeyBinding(id="add", keys=("a", "plus", "insert"), places=BOTH, footer=35, menu=5),
    KeyBinding(id="roll", keys=("r",), places=BOTH, footer=40, menu=2),
    KeyBinding(id="leave", keys=("p",), places=READING, menu=11, of=("meeting", "roll")),
    KeyBinding(id="meeting.vote", keys=("v",), places=READING, menu=12, of=("meeting", "roll")),
    KeyBinding(id="meeting.minutes", keys=("m",), places=READING, menu=13, of=("meeting", "roll")),
    KeyBinding(id="meeting.decision", keys=("s",), places=(*READING, COMMITTEE_PAGE), menu=14, of=("meeting", "roll")),
    KeyBinding(id="edit", keys=("e", "f2"), places=BOTH, footer=92, menu=3),
    KeyBinding(id="copy", keys=("c",), places=BOTH, menu=6),
    KeyBinding(id="delete", keys=("d", "delete"), places=BOTH, menu=4),
    KeyBinding(id="undo", keys=("u", "ctrl+z"), places=BOTH, menu=27),
    KeyBinding(id="redo", keys=("U", "ctrl+y"), places=BOTH, menu=28),
    KeyBinding(id="search", keys=("slash", "ctrl+f"), places=(*ROWS, COMMITTEE), footer=50),
    KeyBinding(id="period.previous", keys=("left_square_bracket",), places=(*ROWS, COMMITTEE, EXPORT), footer=93),
    KeyBinding(id="period.next", keys=("right_square_bracket",), places=(*ROWS, COMMITTEE, EXPORT)),
    KeyBinding(id="menu", keys=("full_stop",), places=BOTH, footer=60),
    KeyBinding(id="commands", keys=("colon", "ctrl+p"), places=BOTH, footer=70),
    KeyBinding(id="mark", keys=("space",), places=(*ROWS, COMMITTEE), menu=9),
    KeyBinding(id="mark.all", keys=("V",), places=(*ROWS, COMMITTEE)),
    KeyBinding(id="link", keys=("percent_sign",), places=READING, footer=45, footer_in=(LIST,), menu=22),
    KeyBinding(id="receive", keys=("ctrl+s",), places=(*READING, COMMITTEE_PAGE), footer=15, menu=31, of=("incoming",)),
    KeyBinding(id="tag", keys=("t",), places=ROWS, menu=10),
    KeyBinding(id="waive", keys=("w",), places=BOTH, menu=8),
    KeyBinding(id="train", keys=(), places=READING, menu=7),
    KeyBinding(id="export", keys=("x",), places=BOTH, footer=36, footer_in=ABOVE, menu=23),
    KeyBinding(id="export.month", keys=(), places=READING),
    KeyBinding(id="import", keys=("i",), places=BOTH, menu=24),
    KeyBinding(id="attention", keys=(), places=BOARDS),
    KeyBinding(id="ahead", keys=(), places=(BOARD,)),
    KeyBinding(id="trend", keys=(), places=(BOARD,)),
    KeyBinding(id="hints", keys=(), places=(BOARD,)),
    KeyBinding(id="cases", keys=(), places=(BOARD,)),
    KeyBinding(id="case.open", keys=("o",), places=READING, menu=20, of=("member", "duty")),
    KeyBinding(id="visit", keys=("o",), places=ABOVE, footer=15, menu=30, of=("cell", "unit", "finding")),
    KeyBinding(id="admit", keys=(), places=READING, menu=19, of=("admission",)),
    KeyBinding(id="member.leave", keys=(), places=READING, menu=15, of=("member",)),
    KeyBinding(id="member.group", keys=(), places=READING, menu=16, of=("member",)),
    KeyBinding(id="member.post", keys=(), places=READING, menu=17, of=("member",)),
    KeyBinding(id="member.exempt", keys=(), places=READING, menu=18, of=("member",)),
    *(KeyBinding(id=f"new.{table}", keys=(), places=READING) for table in NEW),
    KeyBinding(id="begin.away", keys=(), places=(BOARD,), menu=21, of=("step",)),
    KeyBinding(id="form.resume", keys=(), places=BOARDS),
    KeyBinding(id="branch", keys=(), places=BOTH),
    KeyBinding(id="faults", keys=(), places=BOARDS),
    KeyBinding(id="history", keys=(), places=BOTH),
    *(KeyBinding(id=f"panel.{number}", keys=(str(number),), places=BOARDS) for number in range(1, PANELS + 1)),
    *(
        KeyBinding(id=f"page.{id}", keys=(number,), places=BOTH if id in NUMBERED_ABOVE else READING)
        for number, id in NUMBERED.items()
    ),
    KeyBinding(id="panel.next", keys=("tab",), places=BOARDS, footer=20),
    KeyBinding(id="panel.previous", keys=("shift+tab",), places=BOARDS),
    KeyBinding(id="home", keys=("0",), places=BOTH, menu=25),
    KeyBinding(id="zoom", keys=("z", "asterisk"), places=BOARDS, footer=95, menu=26),
    KeyBinding(id="language", keys=("L",), places=BOTH, menu=29),
    KeyBinding(id="theme", keys=(), places=BOTH),
    KeyBinding(id="mouse", keys=(), places=BOTH),
    KeyBinding(id="reload", keys=("R", "ctrl+l"), places=BOTH),
    KeyBinding(id="help", keys=("question_mark", "f1"), places=EVERYWHERE, footer=80),
    KeyBinding(id="quit", keys=("q", "ctrl+q"), places=BOTH, footer=90),
    KeyBinding(id="back", keys=("escape",), places=ANYWHERE, footer=96, footer_in=(ROLL, FORM, EXPORT, IMPORT)),
    KeyBinding(id="move.up", keys=("up", "k"), places=ANYWHERE),
    KeyBinding(id="move.down", keys=("down", "j"), places=ANYWHERE),
    KeyBinding(id="move.left", keys=("left", "h"), places=EVERYWHERE),
    KeyBinding(id="move.right", keys=("right", "l"), places=EVERYWHERE),
    KeyBinding(id="move.page_up", keys=("pageup",), places=ANYWHERE),
    KeyBinding(id="move.page_down", keys=("pagedown",), places=ANYWHERE),
    KeyBinding(id="move.first", keys=("home", "g"), places=EVERYWHERE),
    KeyBinding(id="move.last", keys=("end", "G"), places=EVERYWHERE),
)
"""In the order in which help lists them."""

NEVER_BOUND = frozenset(
    {"ctrl+a", "ctrl+b", "ctrl+w", "ctrl+t", "ctrl+n", "ctrl+r", "ctrl+@", "ctrl+full_stop"}
    | {f"f{n}" for n in range(3, 13)}
)
"""Keys that terminals, multiplexers and bastion hosts keep for themselves; anything with alt belongs to them too."""

NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab",
    "space": "Space", "insert": "Insert", "delete": "Delete", "backspace": "Backspace", "slash": "/", "asterisk": "*",
    "plus": "+", "full_stop": ".", "colon": ":", "question_mark": "?", "left_square_bracket": "[",
    "right_square_bracket": "]", "percent_sign": "%", "comma": ",", "semicolon": ";",
    "exclamation_mark": "!",
}  # fmt: skip

FOLDED = (
    {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
    | {"　": " ", "、": "/", "。": ".", "【": "[", "】": "]", "「": "[", "」": "]", "；": ";", "：": ":", "，": ","}
)  # fmt: skip
"""What a Chinese input method makes of a key outside a text field, and the key it stands for."""


def shown_key(key: str) -> str:
    """A key as people call it: `ctrl+f` is Ctrl+F, `slash` is /."""
    if key in NAMES:
        return NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{shown_key(key[5:]).upper()}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


class Keymap:
    """The commands with the user's own keys laid over them. A key that the user has given away is no more that of the
    command which had it.

    `clashes` are (command, key, trouble): the command that has the key now, `never` or `unknown`.
    """

    def __init__(self, own: Mapping[str, Iterable[str]] | None = None) -> None:
        self.clashes: list[tuple[str, str, str]] = []
        self.commands = self._laid_over(own) if own else BINDINGS  # which has no clash of its own

    def _laid_over(self, wished: Mapping[str, Iterable[str]]) -> tuple[KeyBinding, ...]:
        commands = [self._with_keys(command, wished) for command in BINDINGS]
        known = {command.id for command in BINDINGS}
        self.clashes += [(id, "", "unknown") for id in wished if id not in known]
        taken: dict[tuple[str, str], str] = {}
        left = {one.id: self._taking(one, taken) for one in sorted(commands, key=lambda one: one.id not in wished)}
        return tuple(left[command.id] for command in commands)

    def _taking(self, command: KeyBinding, in_use: dict[tuple[str, str], str]) -> KeyBinding:
        """The command with those of its keys that no other has taken before it, now taken too."""
        kept = []
        for key in command.keys:
            slots = [(place, key) for place in command.places]
            others = [in_use[slot] for slot in slots if slot in in_use]
            if others:
                self.clashes.append((command.id, key, others[0]))
            else:
                kept.append(key)
                in_use.update(dict.fromkeys(slots, command.id))
        return command if len(kept) == len(command.keys) else command.but(keys=tuple(kept))

    def _with_keys(self, command: KeyBinding, own: Mapping[str, Iterable[str]]) -> KeyBinding:
        keys = own.get(command.id)
        if keys is None:
            return command
        kept = []
        for key in keys:
            if key in NEVER_BOUND or key.startswith("alt+"):
                self.clashes.append((command.id, key, "never"))
            else:
                kept.append(key)
        return command.but(keys=tuple(kept)) if kept else command

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], str]:
        return {(place, key): one.id for one in self.commands for key in one.keys for place in one.places}

    def command(self, place: str, key: str) -> str | None:
        """The id of the command that a key means in a place, or None."""
        return self._by_key.get((place, key))

    def of(self, place: str) -> list[KeyBinding]:
        return [command for command in self.commands if place in command.places]

    @cached_property
    def _footers(self) -> dict[str, list[KeyBinding]]:
        shown = sorted((one for one in self.commands if one.footer), key=lambda one: one.footer)
        return {place: [one for one in shown if place in (one.footer_in or one.places)] for place in ANYWHERE}

    def footer(self, place: str) -> list[KeyBinding]:
        """What the footer of a place shows, in order."""
        return self._footers[place]

    def menu(self, place: str, kind: str) -> list[str]:
        """The ids of what the menu of a row of some kind shows, in order."""
        shown = [one for one in self.of(place) if one.menu and (not one.of or kind in one.of)]
        return [one.id for one in sorted(shown, key=lambda one: one.menu)]

    def keys(self, id: str) -> list[str]:
        """All keys of a command, as people call them, the main one first."""
        return [shown_key(key) for command in self.commands if command.id == id for key in command.keys]

    def key(self, id: str) -> str:
        """The main key of a command, as people call it."""
        return next(iter(self.keys(id)), "")
