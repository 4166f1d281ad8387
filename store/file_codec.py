"""Bytes of a file to tables and back, strictly: what one program could read differently from another is refused.

The layout is a line a document, so that `diff` and `grep` are of use and so that what has not changed need be neither
read nor spelled again: `FileText` keeps the line of every document.
"""

from __future__ import annotations

from json import JSONDecoder

from store.schema import LAST
from store.strict_json import DEEPEST, InvalidFile, encode, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.journal_entry import DocumentChange
    from store.schema import Document, Steps, Tables

META = "_meta"
BOM = b"\xef\xbb\xbf"
"""What some editors put before a text in UTF-8. It says nothing, and is overlooked."""

IN_DOCUMENT = DEEPEST - 2
LARGEST = 1 << 28
"""Bytes: two hundred years of a large branch. More is not read into memory."""
LARGE = 1 << 19
"""Bytes from which on it costs a reader more to judge a file than to ask the journal whether it stands as written."""

_believing = JSONDecoder()


def decode(data: bytes) -> Tables:
    """The tables in the bytes of a file; raises `InvalidFile`."""
    if len(data) > LARGEST:
        raise InvalidFile("too_big")
    tables = value_of(data)
    if type(tables) is not dict:
        raise InvalidFile("shape", "1:1")
    for name, table in tables.items():
        if type(table) is not dict:
            raise InvalidFile("shape", name)
        if table and not _all_well(table):
            for number, document in table.items():
                if type(document) is not dict or not is_number(number):
                    raise InvalidFile("shape", f"{name}/{number}")
    meta_of(tables)
    return tables


def _all_well(table: dict[str, Any]) -> bool:
    """Whether all numbers and documents of a table are surely what they should be, looked at without a loop."""
    return (
        set(map(type, table.values())) == {dict}
        and all(map(str.isdecimal, table))
        and "".join(table).isascii()
        and min(table)[0] != "0"
        and max(map(len, table)) < 19
    )


def is_number(text: str) -> bool:
    """Whether TinyDB would write this document number: two spellings of one number would swallow a document."""
    return text.isdecimal() and text.isascii() and len(text) < 19 and (text[0] != "0" or text == "0")


def meta_of(tables: Tables) -> Document:
    """The one document of `_meta`, with an integer `schema` from 1 and an integer `revision` from 0."""
    table = tables.get(META, {})
    if len(table) != 1:
        raise InvalidFile("meta", META)
    meta = next(iter(table.values()))
    for field, least in (("schema", 1), ("revision", 0)):
        value = meta.get(field)
        if type(value) is not int or not least <= value < LAST:
            raise InvalidFile("meta", f"{META}/{field}")
    return meta


def migrated(tables: Tables, version: int, steps: Steps) -> Tables:
    """The tables as a version's schema has them; the very same where they are of it already."""
    schema = meta_of(tables)["schema"]
    while schema < version:
        tables = steps[schema](tables)
        schema += 1
        tables = dated(tables, schema=schema)
    return tables


def dated(tables: Tables, **meta: int) -> Tables:
    """The tables with another `schema` or `revision`."""
    number, before = next(iter(tables[META].items()))
    return tables | {META: {number: before | meta}}


def _spell(document: Document) -> tuple[bytes, Document]:
    """The JSON of a document and what a reader will make of it; raises `InvalidFile` where that is not the same."""
    try:
        line = encode(document).encode()
    except (TypeError, ValueError, RecursionError):  # no JSON; NaN, lone surrogate, endless integer; endless nesting
        raise InvalidFile("value") from None
    read = value_of(line, IN_DOCUMENT)
    if read != document:
        raise InvalidFile("value")
    return line, read


class FileText:
    """One whole file: its bytes, its tables, and the line of each document where they are known.

    Tables and documents are shared between these and with whoever reads them, and never changed.
    """

    __slots__ = ("_digest", "data", "lines", "ours", "tables")

    def __init__(self, data: bytes, tables: Tables, lines: dict[str, dict[str, bytes]] | None = None) -> None:
        self.data = data
        self.tables = tables
        self.lines = lines
        self._digest = ""
        self.ours = False

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, as `sha256sum` prints it."""
        if not self._digest:
            from hashlib import sha256

            self._digest = sha256(self.data).hexdigest()
        return self._digest

    @property
    def meta(self) -> Document:
        return next(iter(self.tables[META].values()))


def read(data: bytes, earlier: FileText | None = None) -> FileText:
    """The file of these bytes, without a mark before them. What `earlier` has word for word is taken from it: the same
    objects, not read again.
    """
    data = data.removeprefix(BOM)
    if earlier is None:
        return FileText(data, decode(data))
    if earlier.data == data:
        return earlier
    return _read_by_lines(data, earlier) or FileText(data, decode(data))


def believe(data: bytes) -> FileText:
    """The file of bytes that are known to be what `write` made, which need not be judged again."""
    file = FileText(data, _believing.decode(data.decode()))
    file.ours = True
    return file


def _lines_of(file: FileText | None) -> dict[str, dict[str, bytes]]:
    """The line of each document, as far as they are known or can be had without reading them again."""
    if file is None or (file.lines is None and not file.ours):
        return {}
    if file.lines is None:
        file.lines = {}
        table: dict[str, bytes] = {}
        for row in file.data.split(b"\n")[1:-2]:
            if row[-3:] == b": {":
                table = file.lines[value_of(row[:-3])] = {}
            elif row[:1] == b'"':
                head, _, line = row.partition(b": ")
                table[head[1:-1].decode()] = line.removesuffix(b",")
    return file.lines


def _read_by_lines(data: bytes, earlier: FileText) -> FileText | None:
    """Read a file in our own layout, a line a document; None for any other, which `decode` must judge as a whole."""
    rows = data.split(b"\n")
    if len(data) > LARGEST or rows[0] != b"{" or rows[-2:] != [b"}", b""]:
        return None
    tables: Tables = {}
    lines: dict[str, dict[str, bytes]] = {}
    before, shared = _by_line(earlier)
    place = 1
    try:
        while place < len(rows) - 2:
            head, opened, rest = rows[place].rpartition(b": {")
            name = value_of(head)
            last = place + 1
            while rows[last] not in (b"},", b"}"):
                last += 1
            if type(name) is not str or name in tables or not opened or rest:
                return None
            if (rows[last] == b"}") != (last == len(rows) - 3):
                return None
            tables[name], lines[name] = _documents(rows[place + 1 : last], before.get(name, {}))
            if shared.get(name) == lines[name]:
                tables[name] = earlier.tables[name]
            place = last + 1
        meta_of(tables)
    except (UnicodeDecodeError, IndexError, InvalidFile):
        return None
    return FileText(data, tables, lines)


def _by_line(earlier: FileText) -> tuple[dict[str, dict[bytes, Document]], dict[str, dict[str, bytes]]]:
    lines = _lines_of(earlier)
    return {name: {line: earlier.tables[name][n] for n, line in table.items()} for name, table in lines.items()}, lines


def _documents(rows: list[bytes], before: dict[bytes, Document]) -> tuple[dict[str, Document], dict[str, bytes]]:
    documents: dict[str, Document] = {}
    lines: dict[str, bytes] = {}
    last = len(rows) - 1
    for place, row in enumerate(rows):
        head, _, line = row.partition(b": ")
        if place < last:
            if line[-1:] != b",":
                raise InvalidFile("shape")
            line = line[:-1]
        document = before.get(line)
        if document is None:
            document = value_of(line, IN_DOCUMENT)
        number = head[1:-1].decode()
        if type(document) is not dict or head != b'"%s"' % number.encode() or not is_number(number):
            raise InvalidFile("shape")
        documents[number] = document
        lines[number] = line
    if len(documents) != len(rows):
        raise InvalidFile("twice")
    return documents, lines


def write(base: FileText | None, tables: Tables) -> tuple[FileText, list[DocumentChange]]:
    """Spell `tables`, and say what they change of `base`; raises `InvalidFile("value", "members/3")` for no JSON.

    A document that is the very object of the base is not looked at again. What a reader would refuse is refused here.
    """
    old_tables = base.tables if base else {}
    old_lines = _lines_of(base)
    new_tables: Tables = {}
    lines: dict[str, dict[str, bytes]] = {}
    changes: list[DocumentChange] = []
    for name, table in tables.items():
        old = old_tables.get(name, {})
        if table is old and name in old_lines:
            new_tables[name], lines[name] = old, old_lines[name]
            continue
        new_tables[name], lines[name] = _table(name, table, old, old_lines.get(name, {}), changes)
        if lines[name] == old_lines.get(name):
            new_tables[name] = old
    revision = next(iter(new_tables.get(META, {}).values()), {}).get("revision")
    if type(revision) is int and revision >= LAST - 1:
        raise InvalidFile("numbers", f"{META}/revision")
    meta_of(new_tables)
    for name, table in old_tables.items():
        kept = new_tables.get(name, {})
        changes += [_change(name, n, document, None) for n, document in table.items() if n not in kept]
    return FileText(_join(lines), new_tables, lines), [change for change in changes if change.table != META]


def _table(
    name: str,
    table: dict[str, Document],
    old: dict[str, Document],
    old_lines: dict[str, bytes],
    changes: list[DocumentChange],
) -> tuple[dict[str, Document], dict[str, bytes]]:
    documents: dict[str, Document] = {}
    lines: dict[str, bytes] = {}
    for number, document in table.items():
        was = old.get(number)
        line = old_lines.get(number)
        if was is None and not is_number(number):
            raise InvalidFile("numbers", name)
        try:
            if was is None or was is not document:
                spelled, document = _spell(document)
                if was is not None and (spelled == line or spelled == _spell(was)[0]):
                    document = was
                else:
                    changes.append(_change(name, number, was, document))
                line = spelled
            elif line is None:
                line = encode(document).encode()
        except InvalidFile as bad:
            raise InvalidFile(bad.code, f"{name}/{number}") from None
        documents[number] = document
        lines[number] = line
    return documents, lines


def _change(table: str, number: str, before: Document | None, after: Document | None) -> DocumentChange:
    from store.journal_entry import DocumentChange  # no reader of a branch needs it

    id = (after or before or {}).get("id")
    return DocumentChange(table=table, number=number, id=id if type(id) is str else "", before=before, after=after)


def _join(lines: dict[str, dict[str, bytes]]) -> bytes:
    rows = {name: [b'"%s": %s' % (n.encode(), line) for n, line in table.items()] for name, table in lines.items()}
    return joined({name: b",\n".join(table) for name, table in rows.items()})


def joined(rows: dict[str, bytes]) -> bytes:
    """The file of these tables, each of which is its rows, `"number": document`, with a comma and a break between."""
    parts = []
    for name, body in rows.items():
        parts.append(b"%s: {\n%s%s}" % (encode(name).encode(), body, b"\n" if body else b""))
    return b"{\n%s\n}\n" % b",\n".join(parts)
