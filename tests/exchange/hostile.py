"""Sixty files that are hostile, damaged or odd, made when they are wanted: what each is called, its bytes, and what
reading it as a roster comes to. A code is that of the one line; a number is how many people are new (of 15,000 made-up
names one is that of a nationality).
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

from tests.exchange.books import book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Case = tuple[str, Callable[[], bytes], str | int]

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROWS = [["姓名", "部门"], ["甲一", "综合科"], ["乙二", "法规科"]]
TEXT = "姓名,部门\n甲一,综合科\n乙二,法规科\n"


def rewritten(
    data: bytes,
    changes: dict[str, Callable[[bytes], bytes | Iterator[bytes]]],
    more: Iterable[tuple[str, bytes | Iterator[bytes]]] = (),
) -> bytes:
    """A workbook with some of its parts changed, and more parts; a part that comes piece by piece is never whole."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [
            (member.filename, changes.get(member.filename, lambda same: same)(old.read(member)))
            for member in old.infolist()
        ]
        for name, content in (*parts, *more):
            with new.open(name, "w", force_zip64=True) as part:
                for piece in (content,) if isinstance(content, bytes) else content:
                    part.write(piece)
    return file.getvalue()


GOOD = book(("名册", ROWS))


def sheet_of(*pieces: bytes | tuple[bytes, int]) -> bytes:
    """A workbook whose only sheet is made of pieces, some of them many times."""

    def written(_: bytes) -> Iterator[bytes]:
        for piece in pieces:
            text, times = piece if isinstance(piece, tuple) else (piece, 1)
            while times > 0:
                yield text * min(times, 10_000)
                times -= 10_000

    return rewritten(GOOD, {SHEET: written})


OPEN = f"<?xml version='1.0'?><worksheet {MAIN}>".encode()
DATA, CLOSE = OPEN + b"<sheetData>", b"</sheetData></worksheet>"
PEOPLE = "".join(
    f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{name}</t></is></c></row>'
    for at, name in enumerate(("姓名", "甲一", "乙二"), 1)
).encode()


def shared(strings: Iterator[bytes], *pieces: bytes | tuple[bytes, int]) -> bytes:
    """A workbook whose cells name their texts by number, as spreadsheets write them."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    named = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
    rels = {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", named)}
    return rewritten(sheet_of(*pieces), rels, [(STRINGS, strings)])


def table(*strings: bytes | tuple[bytes, int]) -> Iterator[bytes]:
    yield f"<sst {MAIN}>".encode()
    for piece in strings:
        text, times = piece if isinstance(piece, tuple) else (piece, 1)
        while times > 0:
            yield text * min(times, 10_000)
            times -= 10_000
    yield b"</sst>"


def many_sheets(count: int, last: int) -> bytes:
    made = Workbook()
    for number in range(count):
        sheet = made.create_sheet(f"s{number}")
        sheet["A1"] = "x"
    file = io.BytesIO()
    made.save(file)
    changes = {
        f"xl/worksheets/sheet{number}.xml": lambda xml: xml.replace(
            b"</sheetData>", f'<row r="{last}"><c r="A{last}"><v>1</v></c></row></sheetData>'.encode()
        )
        for number in range(1, count + 2)
    }
    return rewritten(file.getvalue(), changes)


def styles(part: bytes, times: int, before: bytes, behind: bytes) -> bytes:
    def written(_: bytes) -> Iterator[bytes]:
        yield f"<styleSheet {MAIN}>".encode() + before
        for _ in range(times // 10_000):
            yield part * 10_000
        yield behind + b"</styleSheet>"

    return rewritten(GOOD, {STYLES: written})


def formats(count: int) -> bytes:
    def written(_: bytes) -> Iterator[bytes]:
        yield f"<styleSheet {MAIN}><numFmts>".encode()
        for number in range(count):
            yield f'<numFmt numFmtId="{number + 200}" formatCode="0.{number}"/>'.encode()
        yield b"</numFmts></styleSheet>"

    return rewritten(GOOD, {STYLES: written})


def entity(before: bytes, encoding: str = "utf-8") -> bytes:
    text = before.decode() + '<!DOCTYPE x [<!ENTITY a "' + "a" * 50_000 + '">]><x>' + "&a;" * 20_000 + "</x>"
    return rewritten(GOOD, {SHEET: lambda _: text.encode(encoding)})


def strict(data: bytes) -> bytes:
    def renamed(xml: bytes) -> bytes:
        for old, new in (
            (
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
            (
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        ):
            xml = xml.replace(old, new)
        return xml

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return rewritten(data, dict.fromkeys(packed.namelist(), renamed))


def prefixed(xml: bytes) -> bytes:
    """The same elements with a prefix, as some programs write them."""
    xml = xml.replace(b"</", b"<\0").replace(b"<", b"<x:").replace(b"<x:\0", b"</x:").replace(b"<x:?xml", b"<?xml")
    return xml.replace(b'xmlns="', b'xmlns:x="')


def lied(data: bytes) -> bytes:
    """The list of parts says that the sheet is small."""
    at = data.rfind(SHEET.encode()) - 46
    return data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :]


def directory_of(count: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for number in range(count):
            made.writestr(f"xl/{number}", b"")
    return file.getvalue()


def renamed_parts(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename.replace("sheet1.xml", "SHEET1.XML").replace("xl/", "xl\\"), old.read(member))
    return file.getvalue()


def flipped(data: bytes, at: float) -> bytes:
    place = int(len(data) * at)
    return data[:place] + bytes((data[place] ^ 0xFF,)) + data[place + 1 :]


LONG = b"x" * 1_000
CELL = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'


def rows_of(text: bytes, count: int) -> bytes:
    return DATA + b"".join(text % (at, at) for at in range(1, count + 1)) + CLOSE


COMMENT = b"<?xml version='1.0'?><!--" + b"c" * 70_000 + b"-->"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

CASES: dict[str, Case] = {
    # Bombs
    "one cell of 100 MB": ("x.xlsx", lambda: sheet_of(DATA + b'<row r="1"><c t="inlineStr"><is><t>', (LONG, 105_000), b"</t></is></c></row>" + CLOSE), "too_big_inside"),
    "one cell of 50 MB": ("x.xlsx", lambda: sheet_of(DATA + b'<row r="1"><c t="inlineStr"><is><t>', (LONG, 50_000), b"</t></is></c></row>" + CLOSE), "nothing_readable"),
    "an attribute of 50 MB": ("x.xlsx", lambda: sheet_of(DATA + b'<row r="1"><c t="', (LONG, 50_000), b'"/></row>' + CLOSE), "too_much_inside"),
    "a comment of 50 MB": ("x.xlsx", lambda: sheet_of(DATA + b"<!--", (LONG, 50_000), b"-->" + PEOPLE + CLOSE), "too_much_inside"),
    "one shared string of 1 MB named by 20,000 cells": ("x.xlsx", lambda: shared(table(b"<si><t>" + b"x" * 1_000_000 + b"</t></si>"), rows_of(CELL, 20_000)), "nothing_readable"),
    "one shared string of 30 KB named by 8 million cells": ("x.xlsx", lambda: shared(table(b"<si><t>" + b"x" * 30_000 + b"</t></si>"), DATA + b"<row>", (b'<c t="s"><v>0</v></c>', 2_000_000), b"</row>" + CLOSE), "too_much_inside"),
    "one shared string of 30 KB named by 20,000 cells": ("x.xlsx", lambda: shared(table(b"<si><t>" + b"x" * 30_000 + b"</t></si>"), rows_of(CELL, 20_000)), "too_much_inside"),
    "one shared string of 100 MB": ("x.xlsx", lambda: shared(table(b"<si><t>", (LONG, 100_000), b"</t></si>"), rows_of(CELL, 5)), "too_big_inside"),
    "one shared string of 60 MB": ("x.xlsx", lambda: shared(table(b"<si><t>", (LONG, 60_000), b"</t></si>"), rows_of(CELL, 5)), "too_much_inside"),
    "four million shared strings": ("x.xlsx", lambda: shared(table((b"<si/>", 4_000_000)), rows_of(CELL, 5)), "too_much_inside"),
    "100 sheets that each claim a last row of 1,048,576": ("x.xlsx", lambda: many_sheets(98, 1_048_576), "too_many_rows"),
    "3,000 sheets": ("x.xlsx", lambda: many_sheets(3_000, 2), "too_much_inside"),
    "a row numbered 2,000,000,000": ("x.xlsx", lambda: sheet_of(DATA + b'<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>' + CLOSE), "too_many_rows"),
    "a row numbered 2e9": ("x.xlsx", lambda: sheet_of(DATA + b'<row r="2e9"><c><v>1</v></c></row>' + CLOSE), "too_many_rows"),
    "a million merged areas": ("x.xlsx", lambda: sheet_of(DATA + PEOPLE + b"</sheetData><mergeCells>", (b'<mergeCell ref="A1:A3"/>', 1_000_000), b"</mergeCells></worksheet>"), "too_much_inside"),
    "40,000 merged areas that overlap": ("x.xlsx", lambda: sheet_of(rows_of(b'<row r="%d"><c r="A%d"><v>1</v></c></row>', 20_000)[: -len(CLOSE)] + b"</sheetData><mergeCells>", (b'<mergeCell ref="A1:B1048576"/>', 40_000), b"</mergeCells></worksheet>"), "too_much_inside"),
    "20,000 rows of 100 formulas": ("x.xlsx", lambda: sheet_of(DATA, (b"<row>" + b"<c><f>1+1</f></c>" * 100 + b"</row>", 20_000), CLOSE), "too_much_inside"),
    "a million cell styles": ("x.xlsx", lambda: styles(b'<xf numFmtId="0"/>', 1_000_000, b"<cellXfs>", b"</cellXfs>"), "too_much_inside"),
    "a million number formats": ("x.xlsx", lambda: formats(1_000_000), "too_much_inside"),
    "four million elements that mean nothing": ("x.xlsx", lambda: sheet_of(OPEN, (b"<a/>", 4_000_000), b"<sheetData/></worksheet>"), "too_much_inside"),
    "elements ten thousand deep": ("x.xlsx", lambda: sheet_of(DATA, (b"<a>", 200_000), (b"</a>", 200_000), CLOSE), "no_rows"),
    "entities of quadratic size behind a long comment": ("x.xlsx", lambda: entity(COMMENT), "entities"),
    "entities in UTF-16": ("x.xlsx", lambda: entity(b"", "utf-16"), "entities"),
    "a million rows": ("x.xlsx", lambda: sheet_of(DATA, (b"<row><c><v>1</v></c></row>", 1_000_000), CLOSE), "too_many_rows"),
    "100,000 parts": ("x.xlsx", lambda: directory_of(100_000), "damaged"),
    "a list of parts that lies about sizes": ("x.xlsx", lambda: lied(GOOD), "damaged"),
    "a column far to the right in 20,000 rows": ("x.xlsx", lambda: sheet_of(DATA + b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (at, at) for at in range(1, 20_001)) + CLOSE), "too_many_columns"),
    "a CSV of 48 MB": ("x.csv", lambda: (b",".join([b"1234567"] * 400) + b"\n") * 15_000, "too_big"),
    "a CSV of 11 MB in 20,000 rows": ("x.csv", lambda: ("姓名\n" + "甲一," + "x," * 270 + "\n").encode() * 19_000, "too_much_inside"),
    "a CSV of one cell of 5 MB": ("x.csv", lambda: ("姓名\n" + "x" * 5_000_000).encode(), "too_much_inside"),
    "a roster of 20,000 identical rows": ("x.csv", lambda: b"\xef\xbb\xbf" + "姓名,部门\n".encode() + "甲一,综合科\n".encode() * 19_000, "nothing_readable"),
    "a roster of 15,000 groups": ("x.csv", lambda: ("姓名,党小组\n" + "".join(f"甲{chr(0x4E00 + at)},组别{at}\n" for at in range(15_000))).encode(), 14_997),
    # Damage and other kinds of file
    "empty": ("x.xlsx", lambda: b"", "empty"),
    "cut in the middle": ("x.xlsx", lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "cut at the end": ("x.xlsx", lambda: GOOD[:-30], "damaged"),
    "a byte of the list of parts turned": ("x.xlsx", lambda: GOOD[:-10] + b"\xff" * 10, "damaged"),
    "XML that ends too soon": ("x.xlsx", lambda: rewritten(GOOD, {SHEET: lambda xml: xml[:-20]}), "damaged"),
    "an old workbook": ("x.xls", lambda: OLD + b"\0" * 600, "old_format"),
    "an encrypted workbook": ("x.xlsx", lambda: OLD + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "a binary workbook": ("x.xlsb", lambda: rewritten(GOOD, {"_rels/.rels": lambda xml: xml.replace(b"workbook.xml", b"workbook.bin")}, [("xl/workbook.bin", b"x")]), "binary_workbook"),
    "an OpenDocument sheet": ("x.ods", lambda: rewritten(GOOD, {}, [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), "open_document"),
    "a Word document": ("x.xlsx", lambda: _word(), "not_workbook"),
    "a picture": ("x.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "wrong_kind"),
    "a web page that calls itself a sheet": ("x.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "wrong_kind"),
    "text that calls itself a workbook": ("x.xlsx", lambda: TEXT.encode(), "wrong_extension"),
    "bytes of no encoding": ("x.csv", lambda: "姓名\n".encode() + b"\xff\xff\xff\n", "not_text"),
    "a quote that never ends": ("x.csv", lambda: '姓名,部门\n甲一,"综合科\n'.encode(), "bad_csv"),
    "a workbook just made": ("x.xlsx", lambda: book(("Sheet1", [])), "no_rows"),
    "only a title": ("x.xlsx", lambda: book(("Sheet1", [["党员花名册"]])), "nothing_readable"),
    "only headings": ("x.xlsx", lambda: book(("Sheet1", ROWS[:1])), "nothing_readable"),
    # Odd, and readable
    "a strict workbook": ("x.xlsx", lambda: strict(GOOD), 2),
    "parts in capitals and with backslashes": ("x.xlsx", lambda: renamed_parts(GOOD), 2),
    "elements with a prefix": ("x.xlsx", lambda: rewritten(GOOD, {SHEET: prefixed}), 2),
    "no styles, no dimension, no places": ("x.xlsx", lambda: sheet_of(DATA, "".join(f'<row><c t="inlineStr"><is><t>{name}</t></is></c></row>' for name in ("姓名", "甲一", "乙二")).encode(), CLOSE), 2),
    "texts with their readings": ("x.xlsx", lambda: shared(table("<si><t>姓名</t></si><si><r><t>甲</t></r><r><t>一</t></r><rPh sb='0' eb='1'><t>jia</t></rPh></si>".encode()), DATA + b'<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>' + CLOSE), 1),
    "UTF-8 with its mark": ("x.csv", lambda: TEXT.encode("utf-8-sig"), 2),
    "GB18030 with semicolons": ("x.csv", lambda: TEXT.replace(",", ";").encode("gb18030"), 2),
    "UTF-16 with tabs": ("x.txt", lambda: TEXT.replace(",", "\t").encode("utf-16"), 2),
    "texts as formulas": ("x.csv", lambda: '="姓名",="部门"\n="甲一",="综合科"\n'.encode(), 1),
    "texts with an apostrophe": ("x.csv", lambda: "'姓名,'部门\n'甲一,'综合科\n".encode(), 1),
    "lines that end with a carriage return alone": ("x.csv", lambda: TEXT.replace("\n", "\r").encode(), 2),
}  # fmt: skip


def _word() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w/>")
    return file.getvalue()
