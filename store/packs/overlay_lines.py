"""Where in the text of an overlay a mistake stands: the line of a key, which a parsed mapping does not tell."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = re.compile(r"^\s*(\[\[?)([^\[\]#]+)\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"^\s*((?:\"[^\"]*\"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+))*)\s*=\s*(.*)$")
PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")

LISTED = ("rule", "register", "target")
"""Headings that stand once for each of several."""
TABLES = ("rules", "rule", "registers", "register", "target")


def line_of(text: str, rule: str, field: str) -> int:
    """The line (from 1) of a fault of the overlay: its field where that is written down, else its rule's heading or id,
    else the key of the whole; 1 where none is found.
    """
    wanted = [(table, rule, *more) for more in ((field,), ()) for table in TABLES] if rule else []
    parts = tuple(field.split(".", 1)) if field else ()
    wanted += [parts, parts[:1]]
    found = dict(reversed(list(_paths(text))))
    return next((found[path] for path in wanted if path in found), 1)


def line_of_numbered(text: str, heading: str, number: int, key: str) -> int:
    """The line of a key: in the entry of this number under a heading that stands once for each (`[[holiday]]`), else
    that heading; with number 0 in the whole file. 1 where none is found.
    """
    lines = numbered_lines(text, heading)
    return lines.get((number, key)) or lines.get((number, "")) or 1


def numbered_lines(text: str, heading: str) -> dict[tuple[int, str], int]:
    """The line of every key and, as that of the key "", of its heading, by the number of its entry: for many mistakes,
    for each of which the text would be too long to be walked.
    """
    lines: dict[tuple[int, str], int] = {}
    number = 0
    for path, line in _paths(text):
        if path == (heading,):
            number += 1
            lines[number, ""] = line
        elif number and path[:-1] == (heading,):
            lines.setdefault((number, path[-1]), line)
        if len(path) == 1:
            lines.setdefault((0, path[0]), line)
    return lines


def _paths(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every key with its line. Entries of `[[rule]]` and its like go by their id, from the line on that gives it."""
    at: tuple[str, ...] = ()
    waiting: list[tuple[str, int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        heading, key = HEADING.match(line), KEY.match(line)
        if heading:
            at, waiting = _parts(heading[2]), []
            yield at, number
        elif key:
            path = _parts(key[1])
            if len(at) == 1 and at[0] in LISTED:
                if path == ("id",):
                    at = (at[0], key[2].partition("#")[0].strip().strip("\"'"))
                    yield at, number
                    for name, line_number in waiting:
                        yield (*at, name), line_number
                else:
                    waiting.append((path[0], number))
            yield (*at, *path), number


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple("".join(found) for found in PART.findall(dotted))
