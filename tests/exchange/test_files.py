"""Files from outside: what they are saved as does not matter, and whatever is wrong with one is said in one code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from store.exchange.tables.formula_guard import guarded, runs, unguarded
from store.exchange.tables.sheet import ErrorCell, MonthCell
from tests.exchange.books import book, put
from tui.files import limits
from tui.files.errors import FileError
from tui.files.reading import encoding_of, sheets

ROWS = [["姓名", "部门"], ["陈𬀩", "办公室"]]
TEXT = "姓名,部门\n陈𬀩,办公室\n"


def trouble(path) -> tuple[str, dict]:
    with pytest.raises(FileError) as caught:
        sheets(path)
    return caught.value.code, caught.value.facts


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_a_text_is_read_by_its_mark_else_by_what_it_can_be(tmp_path, encoding):
    if encoding.endswith("-bom"):
        bare = encoding.removesuffix("-bom")
        data = "\ufeff".encode(bare) + TEXT.encode(bare)
    else:
        data = TEXT.encode(encoding)
    (sheet,) = sheets(put(tmp_path, "名册.csv", data))
    assert sheet.name == "名册"
    assert sheet.rows == (("姓名", "部门"), ("陈𬀩", "办公室"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_and_quotes_protect_it(tmp_path, delimiter):
    text = delimiter.join(["姓名", "部门", "岗位"]) + "\r\n" + delimiter.join(["陈", '"甲,乙;丙\t丁"', "科员"])
    (sheet,) = sheets(put(tmp_path, "x.csv", text))
    assert sheet.rows[1] == ("陈", "甲,乙;丙\t丁", "科员")


@pytest.mark.parametrize("text", ["姓名,部门\n王一,综合科\n", "Name\tSex\r\nLi\tM\r\n", "姓名\r甲一\r乙二\r"])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_a_text_without_its_mark_is_of_the_order_that_has_line_ends(text, order):
    assert encoding_of(text.encode(order)) == order


@pytest.mark.parametrize("sign", "|，；｜")
def test_what_seldom_divides_does_where_it_stands_in_most_lines(tmp_path, sign):
    lines = [["姓名", "部门", "备注"], ["王一", "综合科", "会议,学习"], ["王二", "法规科", "会议,学习"]]
    (sheet,) = sheets(put(tmp_path, "x.csv", "\n".join(map(sign.join, lines))))
    assert sheet.rows == tuple(map(tuple, lines))


@pytest.mark.parametrize("sign", "|，；｜")
def test_what_seldom_divides_is_text_within_the_cells_of_others(tmp_path, sign):
    lines = [["姓名", "备注"], ["王一", f"党课{sign}学习"], ["王二", f"党课{sign}学习"], ["王三", f"党课{sign}学习"]]
    (sheet,) = sheets(put(tmp_path, "x.csv", "\n".join(map(",".join, lines))))
    assert sheet.rows == tuple(map(tuple, lines))


def test_a_table_of_markdown_is_one(tmp_path):
    (sheet,) = sheets(put(tmp_path, "x.md", "| 姓名 | 部门 |\n| --- | :---: |\n| 王一 | 综合科 |\n"))
    assert sheet.rows == ((None, " 姓名 ", " 部门 "), (), (None, " 王一 ", " 综合科 "))


def test_a_workbook_gives_rows_as_the_spreadsheet_numbers_them(tmp_path):
    made = Workbook()
    made.active.title = "表"
    made.active["C3"] = "远"
    made.active["A5"] = 1.5
    file = io.BytesIO()
    made.save(file)
    (sheet,) = sheets(put(tmp_path, "x.xlsx", file.getvalue()))
    assert sheet.rows == ((), (), (None, None, "远"), (), (1.5,))


def test_a_workbook_of_1904_says_where_its_days_begin(tmp_path):
    from datetime import date

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append([date(1998, 7, 1), 34515])
    file = io.BytesIO()
    made.save(file)
    (sheet,) = sheets(put(tmp_path, "x.xlsx", file.getvalue()))
    assert sheet.rows[0][0] == date(1998, 7, 1)
    assert sheet.epoch.isoformat() == "1904-01-01"


def test_a_date_that_shows_only_its_month_is_a_month(tmp_path):
    from datetime import date

    shown = {"A1": "yyyy-mm-dd", "B1": "yyyy.mm", "C1": 'yyyy"年"m"月"', "D1": 'yyyy"年"m"月"d"日"', "E1": "mmm-yy"}
    data = book(("表", [[date(1998, 7, 1)] * 5]), formats=shown)
    (sheet,) = sheets(put(tmp_path, "x.xlsx", data))
    july = MonthCell(label="1998-07")
    assert sheet.rows[0] == (date(1998, 7, 1), july, july, date(1998, 7, 1), july)


def test_a_formula_without_its_result_and_an_error_are_not_empty(tmp_path):
    (sheet,) = sheets(put(tmp_path, "x.xlsx", book(("表", [["=1+1", "#N/A", "文"]]))))
    assert sheet.rows[0] == (ErrorCell(code="formula"), ErrorCell(code="error"), "文")


def packed(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("Types", "[Content_Types]"), data)
    return file.getvalue()


def rewritten(data: bytes, part: str, change) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, change(content) if member.filename == part else content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = book(("表", ROWS))


def _xxe(kind: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return rewritten(GOOD, SHEET, lambda xml: b"<?xml version='1.0'?>" + (bomb if kind == b"bomb" else outside) + xml)


BROKEN = {
    "empty": ("x.xlsx", b"", "empty"),
    "old format": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
    "old format under a new name": ("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
    "a password": (
        "x.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "cut in the middle": ("x.xlsx", GOOD[: len(GOOD) // 2], "damaged"),
    "cut at the end": ("x.xlsx", GOOD[:-30], "damaged"),
    "a zip of something else": ("x.xlsx", packed(a_txt=b"x"), "not_workbook"),
    "a Word document": ("x.xlsx", packed(Types_xml=b"<Types/>", word__document_xml=b"<w/>"), "not_workbook"),
    "a workbook without its parts": ("x.xlsx", packed(Types_xml=b"<Types/>", xl__workbook_xml=b"<w/>"), "no_sheet"),
    "text named xlsx": ("x.xlsx", TEXT.encode(), "wrong_extension"),
    "a picture": ("x.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "wrong_kind"),
    "a PDF": ("x.csv", b"%PDF-1.7\n", "wrong_kind"),
    "a web page that calls itself a sheet": ("x.xls", b"<html><table><tr><td>1</td></tr></table></html>", "wrong_kind"),
    "no known encoding": ("x.csv", "姓名,部门\n".encode() + b"\xff\xff\xff\n", "not_text"),
    "binary": ("x.csv", b"abc\0def", "not_text"),
    "an open quote": ("x.csv", '姓名,部门\n陈,"办公室\n'.encode(), "bad_csv"),
    "an external entity": ("x.xlsx", _xxe(b"outside"), "entities"),
    "a billion laughs": ("x.xlsx", _xxe(b"bomb"), "entities"),
    "an entity in UTF-16": (
        "x.xlsx",
        rewritten(GOOD, SHEET, lambda xml: '<?xml version="1.0"?><!DOCTYPE x []><x/>'.encode("utf-16")),
        "entities",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_whatever_is_wrong_is_one_code(case, tmp_path):
    name, data, code = BROKEN[case]
    path = put(tmp_path, name, data)
    found, facts = trouble(path)
    assert (found, facts["path"]) == (code, path)


def test_what_unpacks_to_too_much_is_not_opened(tmp_path):
    data = rewritten(GOOD, SHEET, lambda xml: xml + b" " * (limits.UNPACKED_BYTES + 1))
    assert len(data) < 1_000_000
    assert trouble(put(tmp_path, "x.xlsx", data))[0] == "too_big_inside"


def test_a_million_rows_are_refused(tmp_path):
    row = b'<row><c t="n"><v>1</v></c></row>'
    data = rewritten(GOOD, SHEET, lambda xml: xml.replace(b"</sheetData>", row * 1_000_000 + b"</sheetData>"))
    code, facts = trouble(put(tmp_path, "x.xlsx", data))
    assert (code, facts["most"]) == ("too_many_rows", limits.ROWS)
    text = "1\n" * 1_000_000
    assert trouble(put(tmp_path, "x.csv", text))[0] == "too_many_rows"


def test_rows_that_are_only_formatted_are_no_rows(tmp_path):
    ghosts = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(3, 60_000))
    data = rewritten(GOOD, SHEET, lambda xml: xml.replace(b"</sheetData>", ghosts + b"</sheetData>"))
    (sheet,) = sheets(put(tmp_path, "x.xlsx", data))
    assert sheet.rows == (("姓名", "部门"), ("陈𬀩", "办公室"))


def test_a_sheet_without_end_to_the_right_is_refused(tmp_path):
    assert trouble(put(tmp_path, "x.xlsx", book(("表", [["x"] * (limits.COLUMNS + 1)]))))[0] == "too_many_columns"
    assert trouble(put(tmp_path, "x.csv", "x," * (limits.COLUMNS + 1)))[0] == "too_many_columns"


def test_what_takes_too_much_memory_ends_in_its_own_process(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MEMORY_BYTES", 1_000_000)
    data = book(("表", [[f"{row} {column}" for column in range(20)] for row in range(2_000)]))
    assert trouble(put(tmp_path, "x.xlsx", data))[0] in ("too_much_memory", "damaged")


def test_what_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    assert trouble(put(tmp_path, "x.xlsx", GOOD))[0] == "too_long"


def test_a_reader_may_give_up_and_leaves_no_process(tmp_path, monkeypatch):
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *given, **named):
            started.append(self)
            super().__init__(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", Noted)

    class Enough(Exception):
        pass

    def enough(done, total):
        raise Enough

    path = put(tmp_path, "x.xlsx", book(("表", [["x"]] * 5000)))
    with pytest.raises(Enough):
        sheets(path, enough)
    assert [child.returncode is not None for child in started] == [True]


@pytest.mark.parametrize(("make", "code"), [("none", "no_file"), ("folder", "is_folder"), ("pipe", "not_file")])
def test_what_is_no_file_is_not_read(tmp_path, make, code):
    path = tmp_path / "x.csv"
    if make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    assert trouble(str(path))[0] == code


def test_nothing_that_makes_workbooks_is_loaded_to_read_one(tmp_path):
    path = put(tmp_path, "x.xlsx", GOOD)
    code = f"import sys; from tui.files.reading import sheets; sheets({path!r}); print('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


@given(st.text(st.sampled_from("'=+-@＝ \t\r\na1|"), max_size=6) | st.text(max_size=6))
def test_what_is_guarded_does_not_run_and_comes_back(text):
    safe = guarded(text)
    assert unguarded(safe) == text
    assert safe == text or safe.startswith("'")
    assert not safe.lstrip().startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "''=1"])
def test_what_a_spreadsheet_would_run_is_known(text):
    assert runs(text)


def test_a_workbook_is_read_as_openpyxl_reads_it(tmp_path):
    from datetime import date, datetime

    from openpyxl import load_workbook

    rows = [
        ["姓名", 1, 2.5, True, None, "a\nb", "  x ", "0123", -3, 1e20],
        [date(1998, 7, 1), datetime(2026, 3, 5, 14, 30), 0.1, "=1", None, "’", "<&>", "", 20260305, "x"],
    ]
    path = put(tmp_path, "x.xlsx", book(("表", rows)))
    (sheet,) = sheets(path)
    theirs = [list(row) for row in load_workbook(path, data_only=True).active.iter_rows(values_only=True)]
    theirs[1][0] = date(1998, 7, 1)
    ours = [[*row, *[None] * (10 - len(row))] for row in sheet.rows]
    assert ours[0] == theirs[0]
    assert ours[1] == [*theirs[1][:3], ErrorCell(code="formula"), *theirs[1][4:]]


def test_hidden_rows_and_columns_are_known(tmp_path):
    made = Workbook()
    for row in ROWS:
        made.active.append(row)
    made.active.row_dimensions[2].hidden = True
    made.active.column_dimensions["B"].hidden = True
    file = io.BytesIO()
    made.save(file)
    (sheet,) = sheets(put(tmp_path, "x.xlsx", file.getvalue()))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((1,), (1,))


def test_months_of_chinese_formats_count_from_1904_too(tmp_path):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active["A1"] = 34515
    file = io.BytesIO()
    made.save(file)
    data = rewritten(
        file.getvalue(), "xl/styles.xml", lambda xml: xml.replace(b'<xf numFmtId="0"', b'<xf numFmtId="27"')
    )
    (sheet,) = sheets(put(tmp_path, "x.xlsx", data))
    assert sheet.rows[0] == (MonthCell(label="1998-07"),)
