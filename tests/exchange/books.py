"""Workbooks and rosters made for the tests: as messy as those that branches keep."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from tests.branches import branch, day, member, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from store.snapshot import Snapshot

TODAY = date(2026, 11, 22)
MASKED = "530101199803010011"
CARD = "6222021234567890128"


def office() -> Snapshot:
    """A branch of five: two of one name, one with a dot in the name, one who left, one committee post."""
    return snapshot(
        branch(name="云川市政务服务局机关第一党支部"),
        member("p1", "翟明远", "secretary", sex="男", birth="1974-03", unit="局领导", group="g1", joined="1997-06"),
        member("p2", "李文静", birth="1988-05", unit="办公室"),
        member("p3", "李文静", birth="1991-02", unit="审批科"),
        member("p4", "阿依古丽·玉素甫", ethnic="维吾尔族", group="g2"),
        member("p5", "张　三", unit="办公室"),
        member("p6", "吴桂芬", until=day("2026-03-31")),
    )


def book(
    *sheets: tuple[str, list[list[Any]]], merged: tuple[str, ...] = (), formats: dict[str, str] | None = None
) -> bytes:
    """The bytes of an .xlsx of sheets (name, rows); `merged` areas and number `formats` are of the first sheet."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    first = made.worksheets[0]
    for area in merged:
        first.merge_cells(area)
    for place, shape in (formats or {}).items():
        first[place].number_format = shape
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def put(folder: Path, name: str, data: bytes | str, encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return str(path)


HEAD = [
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "人员类别",
    "入党日期",
    "转正日期",
    "党内职务",
    "党小组",
    "工作单位",
    "联系电话",
]


def rosters() -> dict[str, tuple[str, bytes]]:
    """Case to file name and bytes: each is one or more of the hazards of real rosters (domain 4.4)."""
    return {
        "title and unit above, header in row 3, totals and signature below": (
            "花名册.xlsx",
            book(
                (
                    "Sheet1",
                    [
                        ["云川市政务服务局机关第一党支部党员花名册"],
                        ["填报单位：办公室", None, None, "2026年11月"],
                        ["序号", "姓名", "性别", "出生年月", "入党时间", "部门"],
                        [1, "翟明远", "男", "1974.03", "1997.06", "局领导"],
                        [2, "方小雨", "女", "1996.11", "2019.12", "办公室"],
                        [3, None, None, None, None, None],
                        [4, None, None, None, None, "办公室"],
                        ["合计", 2],
                        ["填表人：方小雨", None, "审核：翟明远"],
                    ],
                ),
                merged=("A1:F1",),
            ),
        ),
        "a header of two rows with merged captions": (
            "两行表头.xlsx",
            book(
                (
                    "名册",
                    [
                        ["姓名", "性别", "时间", None, "身份证号", "收入", None, "政治面貌"],
                        [None, None, "入党", "转正", None, "职务工资", "津贴", None],
                        ["何新", "男", "2001-07-01", "2002-07-01", MASKED, 4200, 900, "中共党员"],
                        ["柳青", "女", "2025-12-05", None, MASKED, 3900, 800, "中共预备党员"],
                    ],
                ),
                merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1", "H1:H2"),
            ),
        ),
        "every way to write a date": (
            "日期.xlsx",
            book(
                (
                    "日期",
                    [
                        ["姓名", "生日", "入党日期", "转正日期"],
                        ["甲一", 35977 - 9000, "2010.07", 201107],
                        ["甲二", "1980年7月1日", "1999年7月", "2000/7/1"],
                        ["甲三", "75-7-1", "98-7-1", 19990701],
                        ["甲四", datetime(1979, 5, 4), "２００１－０５－０４", 2002.05],
                        ["甲五", date(1985, 3, 1), "2008", "2009年"],
                        ["甲六", 1975, 1998.1, None],
                        ["甲七", "1975-02-30", "1998-10", None],
                        ["甲八", "不详", "1998-10", None],
                        ["甲九", "1980", "2027-01-01", None],
                        ["甲十", date(1990, 6, 1), date(2015, 6, 1), None],
                    ],
                ),
                formats={"B6": 'yyyy"年"m"月"', "B11": "yyyy-mm-dd", "C11": "yyyy.mm"},
            ),
        ),
        "names as people write them": (
            "姓名.xlsx",
            book(
                (
                    "姓名",
                    [
                        ["党员姓名", "部门", "备注"],
                        ["张三", "办公室", "住人民路１号"],
                        ["　李　四\u00a0", "审批科", None],
                        ["阿依古丽•玉素甫", None, None],
                        ["达吾提・赛买提", "审批科", None],
                        ["𠮷田", "办公室", None],
                        ["1998", "办公室", None],
                        [None, "办公室", None],
                    ],
                )
            ),
        ),
        "one sheet a group, one of another branch, one hidden, one without people": (
            "分组.xlsx",
            _several_sheets(),
        ),
        "the same name twice": (
            "重名.xlsx",
            book(
                (
                    "重名",
                    [
                        ["姓名", "出生年月", "部门", "手机"],
                        ["李文静", "1988-05", "审批科", 13800000001],
                        ["李文静", "1991-02-14", None, 13800000002],
                        ["李文静", "1995-01", "财务科", 13800000003],
                        ["李文静", None, None, 13800000004],
                        ["翟明远", "1999-09", None, None],
                        ["吴桂芬", None, None, None],
                        ["赵一", None, "办公室", None],
                        ["赵一", None, "办公室", None],
                    ],
                )
            ),
        ),
        "rows whose cells have shifted": (
            "错列.xlsx",
            book(
                (
                    "错列",
                    [
                        HEAD,
                        [
                            "周正",
                            "男",
                            "汉族",
                            "1980-01",
                            "正式党员",
                            "2005-06",
                            "2006-06",
                            None,
                            "1组",
                            "办公室",
                            "0871-8611",
                        ],
                        ["男", "汉族", "1980-01", "正式党员", "2005-06", "2006-06", None, "1组", "办公室", "0871-8611"],
                        [
                            "钱进",
                            "汉族",
                            "男",
                            "1980-01",
                            "正式党员",
                            "2005-06",
                            "2006-06",
                            None,
                            "1组",
                            "办公室",
                            "8611",
                        ],
                        [
                            "孙立",
                            "男",
                            "汉族",
                            "2005-06",
                            "正式党员",
                            "1980-01",
                            "2006-06",
                            None,
                            "1组",
                            "办公室",
                            "8611",
                        ],
                        [
                            "吴起",
                            "男",
                            "汉族",
                            "1999-06",
                            "正式党员",
                            "2005-06",
                            "2006-06",
                            None,
                            "1组",
                            "办公室",
                            "8611",
                        ],
                    ],
                )
            ),
        ),
        "numbers that must not be stored": (
            "敏感.xlsx",
            book(
                (
                    "敏感",
                    [
                        ["姓名", "公民身份号码", "家庭住址", "银行卡号", "工资", "部门", "联系电话", "职务"],
                        ["甲子", MASKED, "人民路1号", CARD, 8000, "办公室", "13800000001", "科员"],
                        ["乙丑", None, None, None, None, MASKED, None, "科员"],
                        ["丙寅", 1.10101e17, None, None, None, "办公室", 5.30101e17, "科员"],
                        ["丁卯", None, None, None, None, "办公室", "6222 0212 3456 7890 128", "科员"],
                        ["戊辰", None, None, None, None, "办公室", "1.10101E+17", "科员"],
                        ["己巳", None, None, None, None, "办公室", "５３０１０１１９９８０３０１００１１", "科员"],
                        ["530101 19980301 0011", None, None, None, None, "办公室", None, "科员"],
                        ["辛未", None, None, None, None, "办公室", "0871-63166666、13800000002", "科员"],
                    ],
                )
            ),
        ),
        "posts": (
            "职务.xlsx",
            book(
                (
                    "职务",
                    [
                        ["姓名", "党内职务", "职务"],
                        ["翟明远", "支部书记、机关党委委员", "副局长"],
                        ["职一", "副书记兼组织委员", "主任"],
                        ["职二", "纪律检查委员 宣传委员", "科长"],
                        ["职三", "第一党小组组长", None],
                        ["职四", "青年委员", None],
                        ["职五", "党员", None],
                        ["职六", "会计", None],
                    ],
                )
            ),
        ),
        "kinds of people, and what is inferred": (
            "类别.xlsx",
            book(
                (
                    "类别",
                    [
                        ["姓名", "入党时间", "转正时间", "政治面貌"],
                        ["类一", "2025-12", None, None],
                        ["类二", "2001-12", "2002-12", None],
                        ["类三", "2001-12", None, None],
                        ["类四", None, None, "入党积极分子"],
                        ["类五", None, None, "共青团员"],
                        ["类六", None, None, "预备"],
                        ["类七", None, None, "乡贤"],
                        ["类八", "2012-12", "2001-12", "正式党员"],
                    ],
                )
            ),
        ),
        "a CSV in GB18030 with semicolons": (
            "名册.csv",
            "党员名册;;\r\n姓名;所在党支部;部门\r\n陈𬀩;中共云川市政务服务局机关第一党支部委员会;办公室\r\n"
            '马六;机关第二党支部;"办公室;二楼"\r\n'.encode("gb18030"),
        ),
        "a UTF-16 text with tabs, header repeated on a second page": (
            "名册.txt",
            "姓名\t性别\t是否党员领导干部\n牛七\t女\t√\n姓名\t性别\t是否党员领导干部\n杨八\t男\t副处\n".encode(
                "utf-16"
            ),
        ),
        "values merged down, and cells of formulas": (
            "公式.xlsx",
            _formulas(),
        ),
        "texts that a spreadsheet would run": (
            "公式样.csv",
            "\ufeff姓名,部门,行政职务\r\n'=风一,\"'+办公室\",'@科员\r\n云二,-办公室,\"''=1\"\r\n",
        ),
        "nothing but a list of names": ("只有姓名.csv", "姓名\n翟明远\n阿依古丽．玉素甫\n新人\n"),
        "headings that nobody knows": ("问卷.csv", "题目,答案\n一,二\n"),
    }  # type: ignore[return-value]


def _several_sheets() -> bytes:
    people = ["姓名", "部门"]
    made = book(
        ("第一党小组", [people, ["翟明远", "局领导"], ["组一", "办公室"]]),
        ("第三党小组", [people, ["组三", "办公室"]]),
        ("机关第二党支部", [people, ["旁人", "别处"]]),
        ("隐藏", [people, ["旧人", "别处"]]),
        ("说明", [["请各支部按月更新"]]),
        ("空", []),
    )
    from openpyxl import load_workbook

    opened = load_workbook(io.BytesIO(made))
    opened["隐藏"].sheet_state = "hidden"
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def _formulas() -> bytes:
    return book(
        (
            "公式",
            [
                ["姓名", "党小组", "部门", "手机"],
                ["并一", "第二党小组", "办公室", None],
                ["并二", None, '=CONCATENATE("办","公室")', None],
                ["并三", None, "审批科", None],
                ["并四", "第一党小组", "#REF!", None],
            ],
        ),
        merged=("B2:B4",),
    )
