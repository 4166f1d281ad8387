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
    footer: int
    footer_in: tuple[str, ...]
    menu: int
    of: tuple[str, ...]


def _binding(
    *,
    id: str,
    keys: tuple[str, ...],
    places: tuple[str, ...],
    footer: int = 0,
    footer_in: tuple[str, ...] = (),
    menu: int = 0,
    of: tuple[str, ...] = (),
) -> KeyBinding:
    """A `KeyBinding` for a sixth of what naming its items one by one costs: all are made before the first picture."""
    return tuple.__new__(KeyBinding, (id, keys, places, footer, footer_in, menu, of))


BINDINGS: tuple[KeyBinding, ...] = (
    _binding(id="status.present", keys=("1",), places=(ROLL,), footer=11),
    _binding(id="status.late", keys=("2",), places=(ROLL,), footer=12),
    _binding(id="status.official", keys=("3",), places=(ROLL,), footer=13),
    _binding(id="status.sick", keys=("4",), places=(ROLL,), footer=14),
    _binding(id="status.personal", keys=("5",), places=(ROLL,), footer=15),
    _binding(id="status.absent", keys=("6",), places=(ROLL,), footer=16),
    _binding(id="status.leave", keys=("7",), places=(ROLL,), footer=17),
    _binding(id="status.none", keys=("0", "delete"), places=(ROLL,)),
    _binding(id="roll.next", keys=("tab", "space"), places=(ROLL,)),
    _binding(id="roll.reason", keys=("slash", "f2"), places=(ROLL,), footer=18),
    _binding(id="roll.store", keys=("enter",), places=(ROLL,), footer=10),
    _binding(id="save", keys=("ctrl+s",), places=(FORM,), footer=5),
    _binding(id="form.next", keys=("enter",), places=(FORM,), footer=10),
    _binding(id="form.forward", keys=("tab",), places=(FORM,)),
    _binding(id="form.backward", keys=("shift+tab",), places=(FORM,)),
    _binding(id="form.drop", keys=("ctrl+d",), places=(FORM,), footer=30),
    _binding(id="form.editor", keys=("ctrl+e",), places=(FORM,), footer=40),
    _binding(id="form.reset", keys=("ctrl+g",), places=(FORM,), footer=50),
    _binding(id="form.help", keys=("f1",), places=(FORM,), footer=60),
    _binding(id="export.write", keys=("enter",), places=(EXPORT,), footer=10),
    _binding(id="export.name", keys=("tab",), places=(EXPORT,), footer=20),
    _binding(id="format.docx", keys=("1",), places=(EXPORT,), footer=31),
    _binding(id="format.xlsx", keys=("2",), places=(EXPORT,), footer=32),
    _binding(id="format.csv", keys=("3",), places=(EXPORT,), footer=33),
    _binding(id="format.md", keys=("4",), places=(EXPORT,), footer=34),
    _binding(id="format.txt", keys=("5",), places=(EXPORT,)),
    # Not Enter: that is how one got here, and a second one in a hurry would store what nobody has looked at.
    _binding(id="import.store", keys=("ctrl+s", "s"), places=(IMPORT,), footer=10),
    _binding(id="import.wait", keys=("enter",), places=(IMPORT,)),
    _binding(id="import.file", keys=("tab",), places=(IMPORT,), footer=20),
    _binding(id="import.cell", keys=("e", "f2"), places=(IMPORT,), footer=15),
    _binding(id="import.previous", keys=("left_square_bracket",), places=(IMPORT,)),
    _binding(id="import.next", keys=("right_square_bracket",), places=(IMPORT,)),
    _binding(id="next", keys=("n", "exclamation_mark"), places=BOTH),
    _binding(id="open", keys=("enter",), places=BOTH, footer=10, menu=1),
    _binding(id="add", keys=("a", "plus", "insert"), places=BOTH, footer=35, menu=5),
    _binding(id="roll", keys=("r",), places=BOTH, footer=40, menu=2),
    _binding(id="leave", keys=("p",), places=READING, menu=11, of=("meeting", "roll")),
    _binding(id="meeting.vote", keys=("v",), places=READING, menu=12, of=("meeting", "roll")),
    _binding(id="meeting.minutes", keys=("m",), places=READING, menu=13, of=("meeting", "roll")),
    _binding(id="meeting.decision", keys=("s",), places=(*READING, COMMITTEE_PAGE), menu=14, of=("meeting", "roll")),
    _binding(id="edit", keys=("e", "f2"), places=BOTH, footer=92, menu=3),
    _binding(id="copy", keys=("c",), places=BOTH, menu=6),
    _binding(id="delete", keys=("d", "delete"), places=BOTH, menu=4),
    _binding(id="undo", keys=("u", "ctrl+z"), places=BOTH, menu=27),
    _binding(id="redo", keys=("U", "ctrl+y"), places=BOTH, menu=28),
    _binding(id="search", keys=("slash", "ctrl+f"), places=(*ROWS, COMMITTEE), footer=50),
    _binding(id="period.previous", keys=("left_square_bracket",), places=(*ROWS, COMMITTEE, EXPORT), footer=93),
    _binding(id="period.next", keys=("right_square_bracket",), places=(*ROWS, COMMITTEE, EXPORT)),
    _binding(id="menu", keys=("full_stop",), places=BOTH, footer=60),
    _binding(id="commands", keys=("colon", "ctrl+p"), places=BOTH, footer=70),
    _binding(id="mark", keys=("space",), places=(*ROWS, COMMITTEE), menu=9),
    _binding(id="mark.all", keys=("V",), places=(*ROWS, COMMITTEE)),
    _binding(id="link", keys=("percent_sign",), places=READING, footer=45, footer_in=(LIST,), menu=22),
    _binding(id="receive", keys=("ctrl+s",), places=(*READING, COMMITTEE_PAGE), footer=15, menu=31, of=("incoming",)),
    _binding(id="tag", keys=("t",), places=ROWS, menu=10),
    _binding(id="waive", keys=("w",), places=BOTH, menu=8),
    _binding(id="train", keys=(), places=READING, menu=7),
    _binding(id="export", keys=("x",), places=BOTH, footer=36, footer_in=ABOVE, menu=23),
    _binding(id="export.month", keys=(), places=READING),
    _binding(id="import", keys=("i",), places=BOTH, menu=24),
    _binding(id="attention", keys=(), places=BOARDS),
    _binding(id="ahead", keys=(), places=(BOARD,)),
    _binding(id="trend", keys=(), places=(BOARD,)),
    _binding(id="hints", keys=(), places=(BOARD,)),
    _binding(id="cases", keys=(), places=(BOARD,)),
    _binding(id="case.open", keys=("o",), places=READING, menu=20, of=("member", "duty")),
    _binding(id="visit", keys=("o",), places=ABOVE, footer=15, menu=30, of=("cell", "unit", "finding")),
    _binding(id="admit", keys=(), places=READING, menu=19, of=("admission",)),
    _binding(id="member.leave", keys=(), places=READING, menu=15, of=("member",)),
    _binding(id="member.group", keys=(), places=READING, menu=16, of=("member",)),
    _binding(id="member.post", keys=(), places=READING, menu=17, of=("member",)),
    _binding(id="member.exempt", keys=(), places=READING, menu=18, of=("member",)),
    *(_binding(id=f"new.{table}", keys=(), places=READING) for table in NEW),
    _binding(id="begin.away", keys=(), places=(BOARD,), menu=21, of=("step",)),
    _binding(id="form.resume", keys=(), places=BOARDS),
    _binding(id="branch", keys=(), places=BOTH),
    _binding(id="faults", keys=(), places=BOARDS),
    _binding(id="history", keys=(), places=BOTH),
    *(_binding(id=f"panel.{number}", keys=(str(number),), places=BOARDS) for number in range(1, PANELS + 1)),
    *(
        _binding(id=f"page.{id}", keys=(number,), places=BOTH if id in NUMBERED_ABOVE else READING)
        for number, id in NUMBERED.items()
    ),
    _binding(id="panel.next", keys=("tab",), places=BOARDS, footer=20),
    _binding(id="panel.previous", keys=("shift+tab",), places=BOARDS),
    _binding(id="home", keys=("0",), places=BOTH, menu=25),
    _binding(id="zoom", keys=("z", "asterisk"), places=BOARDS, footer=95, menu=26),
    _binding(id="language", keys=("L",), places=BOTH, menu=29),
    _binding(id="theme", keys=(), places=BOTH),
    _binding(id="mouse", keys=(), places=BOTH),
    _binding(id="reload", keys=("R", "ctrl+l"), places=BOTH),
    _binding(id="help", keys=("question_mark", "f1"), places=EVERYWHERE, footer=80),
    _binding(id="quit", keys=("q", "ctrl+q"), places=BOTH, footer=90),
    _binding(id="back", keys=("escape",), places=ANYWHERE, footer=96, footer_in=(ROLL, FORM, EXPORT, IMPORT)),
    _binding(id="move.up", keys=("up", "k"), places=ANYWHERE),
    _binding(id="move.down", keys=("down", "j"), places=ANYWHERE),
    _binding(id="move.left", keys=("left", "h"), places=EVERYWHERE),
    _binding(id="move.right", keys=("right", "l"), places=EVERYWHERE),
    _binding(id="move.page_up", keys=("pageup",), places=ANYWHERE),
    _binding(id="move.page_down", keys=("pagedown",), places=ANYWHERE),
    _binding(id="move.first", keys=("home", "g"), places=EVERYWHERE),
    _binding(id="move.last", keys=("end", "G"), places=EVERYWHERE),
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

    `clashes` are (command, key, trouble): the command that has the key now, `never`, `no_key` or `unknown`.
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
        from widgets.key_reading import read_key

        kept = []
        for said in keys:
            key = read_key(said, NAMES)
            if key is None:
                self.clashes.append((command.id, said, "no_key"))
            elif key in NEVER_BOUND or key.startswith("alt+"):
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
