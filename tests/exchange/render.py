"""Every export as LibreOffice opens it: workbooks come back equal, documents become pictures to look at.

    python -m tests.exchange.render FOLDER [CASE [EXPORT …]]

Writes FOLDER/<case>/<export>.<xlsx|docx> and, where `soffice` and `pdftoppm` are installed, what LibreOffice makes of
it: each .xlsx saved anew and compared cell by cell, each .docx and printed sheet as .pdf (A4, every text on it) and as
.png pages. Ends with 1 where something is not as it was.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from shutil import rmtree, which
from typing import TYPE_CHECKING

import docx
import openpyxl

from store import codec, periods
from store.packs.national import NATIONAL
from store.records import Decision, Item, Kind, Training, Vote
from tests.branches import branch, day, meeting, member, snapshot
from tui.files import documents
from widgets.papers.catalogue import EXPORTS, papers
from widgets.sections.view import View
from widgets.words.lexicon import with_papers, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
PAPERS = [what for what in EXPORTS if what not in ("calendar", "all")]
PRINTED = ("signin", "attendance", "training", "statistics", "dues", "month")
"""Workbooks that are printed too: as .pdf beside their document."""
A4 = (595, 842)
DPI = 60
PAGES = 60
"""As many of a document are made into pictures."""


def sample() -> tuple[Snapshot, str]:
    tables = json.loads((ROOT / "sample_data.json").read_text(encoding="utf-8"))
    meta = tables["_meta"]["1"]
    return codec.snapshot_of(tables, meta["revision"], meta["as_of"]), "m342"


def empty() -> tuple[Snapshot, str]:
    """A branch in which nothing is recorded but one meeting to come."""
    return snapshot(branch(), meeting("m1", "2026-12-09", "party_day")), "m1"


def crowded() -> tuple[Snapshot, str]:
    """200 people, long names of people, branch, groups and topics, many sessions, texts of several lines."""
    long = "中共云川市人民政府政务服务和公共资源交易管理局机关委员会第一党支部委员会"
    people = [
        member(
            f"p{n}",
            "阿卜杜热合曼·买买提吐尔逊·阿不都克里木"
            if n % 40 == 7
            else f"欧阳{'赵钱孙李周吴郑王'[n % 8]}{chr(0x4E00 + 37 * n)}",
            *(("secretary",) if n == 0 else ("org_officer",) if n == 1 else ("group_leader",) if n in (2, 3) else ()),
            group="g1" if n % 2 else "g2",
            sex="男女"[n % 2],
            birth=f"{1962 + n % 40}-0{1 + n % 9}",
            joined="1999-07-01",
            unit="政务服务改革与公共资源交易监督管理处（行政审批制度改革办公室）",
            admin_post="一级主任科员（主持工作）",
            education="研究生",
            phone="13800000000",
            monthly_due="186.50",
        )
        for n in range(200)
    ]
    marks = ("present", "late", "official", "sick", "personal", "absent")
    topic = "深入学习贯彻习近平新时代中国特色社会主义思想，研究部署机关党建与政务服务改革深度融合、基层减负和作风建设重点任务"
    roll = {one.id: marks[n % 11 if n % 11 < 6 else 0] for n, one in enumerate(people)}
    away = {
        id: "参加省政府组织的优化营商环境专项督查，不在本市"
        for id, mark in roll.items()
        if mark not in ("present", "late")
    }
    kinds = ("general_meeting", "lecture", "party_day")
    held = [
        meeting(f"m{n}", f"2026-{1 + n % 11:02d}-{1 + n // 2:02d}", *kinds[: 1 + n % 3], roll=roll).but(
            topic=topic,
            reasons=away,
            place="市民之家三号楼二层东侧多功能报告厅（原行政审批大厅）",
            time="14:30",
            end="17:00",
        )
        for n in range(44)
    ]
    full = held[9].but(
        items=(
            Item(kind=Kind.GENERAL_MEETING, topic=topic, content="\n".join(f"{n}. {topic}。" for n in range(1, 25))),
            Item(kind=Kind.LECTURE, topic=topic, lecturer="p7", hours=2.5),
        ),
        chair="p0",
        recorder="p7",
        guests=("机关党委专职副书记张某某", "市委市直机关工作委员会组织部部长李某某"),
        agenda=(topic, "讨论接收预备党员", "其他事项"),
        decisions=tuple(Decision(text=topic, owner="p7", due=day("2026-12-31")) for _ in range(6)),
        votes=(Vote(matter=f"关于{topic}的决议", due=200, present=180, yes=178, no=1, abstain=1),),
        note='=HYPERLINK("http://x")',
    )
    held[9] = full
    hours = [
        Training(
            id=f"t{n}",
            member=f"p{n % 200}",
            day=day(f"2026-{1 + n % 11:02d}-15"),
            hours=2.5,
            topic=topic,
            organiser=long,
        )
        for n in range(400)
    ]
    groups = branch().groups
    named = (groups[0].but(name="政务服务改革与审批监管第一联合党小组"), groups[1])
    return snapshot(branch(name=long, groups=named), *people, *held, *hours), full.id


CASES = {"sample": sample, "empty": empty, "crowded": crowded}


def made(folder: Path, case: str, lang: str, exports: Sequence[str]) -> list[Path]:
    """The files of exports that a spreadsheet or a word processor opens."""
    of, id = CASES[case]()
    view, words = View(of, TODAY, NATIONAL), with_papers(words_of(lang))
    found = []
    for what in exports:
        subject = of.meetings[id] if EXPORTS[what].meeting else periods.containing(TODAY, EXPORTS[what].cadence)
        if what in ("month", "checks"):
            subject = periods.parse("2026-10")
        sheets = papers(what, view, words, subject)
        for suffix in EXPORTS[what].formats:
            if suffix in ("xlsx", "docx"):
                found.append(folder / f"{what}.{suffix}")
                found[-1].write_bytes(documents.as_bytes(sheets, suffix))
    return found


def converted(files: Iterable[Path], kind: str, folder: Path) -> None:
    """LibreOffice's own copy of files; one start for all of them."""
    folder.mkdir(exist_ok=True)
    files = [str(one) for one in files]
    if not files:
        return
    home = f"-env:UserInstallation=file://{folder.resolve()}/.office"
    words = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
    subprocess.run(words, check=True, capture_output=True, timeout=600)
    rmtree(folder / ".office", ignore_errors=True)


def cells(path: Path) -> dict[str, dict[str, object]]:
    """Every value of a workbook by sheet and place; a day is a day however it is kept."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: cell.value.date() if isinstance(cell.value, datetime) else cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        for sheet in book
    }


def unequal(ours: Path, theirs: Path) -> list[str]:
    """Where a workbook that LibreOffice has saved says something else, or would run something."""
    before, after = cells(ours), cells(theirs)
    if list(before) != list(after):
        return [f"{ours.name}: sheets {list(after)}"]
    return [
        f"{ours.name} {sheet}!{place}: {said.get(place)!r} -> {after[sheet].get(place)!r}"
        for sheet, said in before.items()
        for place in said.keys() | after[sheet].keys()
        if said.get(place) != after[sheet].get(place)
    ] + [f"{ours.name} {place}: runs" for place in running(theirs)]


def running(path: Path) -> list[str]:
    """Cells that a spreadsheet would work out."""
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def texts(path: Path) -> list[str]:
    """Every text of a document."""
    document = docx.Document(str(path))
    found = [one.text for one in document.paragraphs]
    return found + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def unprinted(path: Path, pdf: Path) -> list[str]:
    """What is wrong with a document on paper: another size, a page of nothing, a text that is on no page."""
    info = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "9999", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    wrong = [
        f"{pdf.name}: {wide} x {tall}"
        for wide, tall in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info)
        if sorted((round(float(wide)), round(float(tall)))) != sorted(A4)
    ]
    printed = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = [re.sub(r"\s|— \d+ —", "", page) for page in printed.split("\f")[:-1]]
    wrong += [f"{pdf.name}: page {number} is empty" for number, page in enumerate(pages, 1) if not page]
    signs = dict.fromkeys(printed, 0)
    for sign in printed:
        signs[sign] += 1
    for text in texts(path) if path.suffix == ".docx" else ():
        for sign in text:
            if not sign.isspace():
                signs[sign] = signs.get(sign, 0) - 1
    lost = "".join(sign for sign, left in signs.items() if left < 0)
    return wrong + ([f"{pdf.name}: not on paper: {lost}"] if lost else [])


def main(folder: Path, only: str = "", *exports: str) -> int:
    wrong: list[str] = []
    for case in CASES:
        for lang in ("zh", "en"):
            name = f"{case}-{lang}"
            if only and only != name:
                continue
            at = folder / name
            at.mkdir(parents=True, exist_ok=True)
            files = made(at, case, lang, exports or PAPERS)
            print(f"{name}: {len(files)} files")
            if which("soffice") is None:
                continue
            books = [one for one in files if one.suffix == ".xlsx"]
            converted(books, "xlsx", at / "back")
            for one in books:
                wrong += [f"{name} {told}" for told in unequal(one, at / "back" / one.name)]
            for suffix in (".docx", ".xlsx"):
                prints = [one for one in files if one.suffix == suffix and (suffix == ".docx" or one.stem in PRINTED)]
                converted(prints, "pdf", at / suffix[1:])
                for one in prints:
                    pdf = at / suffix[1:] / f"{one.stem}.pdf"
                    wrong += [f"{name} {told}" for told in unprinted(one, pdf)]
                    pages = ["pdftoppm", "-r", str(DPI), "-l", str(PAGES), "-png", str(pdf), str(pdf.with_suffix(""))]
                    subprocess.run(pages, check=True)
    print("\n".join(wrong) or "all equal, all on A4")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
