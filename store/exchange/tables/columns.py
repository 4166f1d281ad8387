"""The columns of sheets that come from outside, as data: what each is called in the field, and what is never taken.

A heading is looked up by its letters and digits alone, folded: `*入党时间（年月）：` is 入党时间.
"""

from __future__ import annotations

import re

from store.exchange.tables.traditional import word_key
from store.packs.rule import Text, text
from store.records import Kind, Status, TrainingForm, TrainingKind

ROSTER: dict[str, tuple[Text, tuple[str, ...]]] = {
    "name": (text("姓名", "Name"), ("党员姓名", "名字", "中文名", "full name")),
    "sex": (text("性别", "Sex"), ("gender",)),
    "ethnic": (text("民族", "Ethnic group"), ("ethnicity", "nationality")),
    "birth": (
        text("出生日期", "Born"),
        ("出生年月", "出生", "出生时间", "出生年月日", "生日", "date of birth", "birth date"),
    ),
    "education": (text("学历", "Education"), ("最高学历", "文化程度")),
    "degree": (text("学位", "Degree"), ("最高学位",)),
    "major": (text("专业", "Major"), ("所学专业", "毕业专业")),
    "kind": (text("人员类别", "Membership"), ("党员类别", "党员类型", "政治面貌", "membership kind")),
    "joined": (
        text("入党日期", "Joined the Party"),
        ("加入党组织日期", "入党时间", "加入中共日期", "接收预备党员日期", "入党年月", "加入党组织时间", "joined"),
    ),
    "full_since": (
        text("转正日期", "Full member since"),
        ("转为正式党员日期", "转正时间", "转正年月", "转为正式党员时间", "full since"),
    ),
    "group": (text("党小组", "Party group"), ("所在党小组", "所属党小组", "小组", "group")),
    "posts": (text("党内职务", "Party post"), ("党内任职", "支部职务", "party posts")),
    "unit": (
        text("工作单位", "Unit"),
        ("单位", "所在单位", "部门", "科室", "所在部门", "所在科室", "处室", "department"),
    ),
    "admin_post": (
        text("行政职务", "Position"),
        ("工作岗位", "岗位", "职务", "单位职务", "现任职务", "现职务", "任职情况", "单位及职务", "job"),
    ),
    "leader": (text("是否党员领导干部", "Leading cadre"), ("处级以上", "领导干部", "党员领导干部", "处级以上领导干部")),
    "phone": (
        text("联系电话", "Phone"),
        ("手机", "手机号", "手机号码", "电话", "联系方式", "联系电话固定电话", "telephone", "tel"),
    ),
    "monthly_due": (
        text("月交党费", "Monthly dues"),
        (
            "党费标准",
            "应交党费",
            "月应交党费",
            "每月党费",
            "月缴党费",
            "应缴党费",
            "月应缴党费",
            "缴纳党费",
            "每月应缴党费",
            "月党费",
        ),
    ),
    "status": (text("党籍状态", "Status"), ("党员状态", "组织关系状态")),
    "mobile": (text("流动党员", "Mobile member"), ("是否流动党员", "外出流向", "流动去向")),
    "lost": (text("是否失联", "Out of contact"), ("失联", "是否失联党员")),
    "since": (text("转入日期", "Transferred in"), ("组织关系转入时间", "转入时间", "组织关系转入日期")),
    "until": (text("转出日期", "Transferred out"), ("转出时间", "组织关系转出时间", "组织关系转出日期")),
    "branch": (text("所在党支部", "Branch"), ("党组织名称", "所属党支部", "党支部", "支部名称", "所在支部")),
    "note": (text("备注", "Note"), ("备注说明", "其他说明", "notes", "remark", "remarks")),
    "id": (text("记录编号", "Record id"), ()),
}
"""Canonical field to its heading (what an export writes) and the other names that it goes by."""

MARKS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "name": ROSTER["name"],
    "day": (text("日期", "Date"), ("会议日期", "时间", "会议时间", "活动日期", "活动时间", "开会日期")),
    "kind": (text("会议类型", "Kind"), ("类型", "会议类别", "活动类型", "类别", "会议名称", "活动名称")),
    "topic": (text("议题", "Topic"), ("主题", "会议主题", "活动主题", "内容", "会议内容")),
    "place": (text("地点", "Place"), ("会议地点", "活动地点")),
    "group": ROSTER["group"],
    "mark": (
        text("考勤", "Attendance"),
        (
            "出勤",
            "出勤情况",
            "到会情况",
            "状态",
            "参会情况",
            "签到",
            "是否参加",
            "出席情况",
            "签到情况",
            "考勤情况",
            "到会",
            "是否到会",
            "是否出席",
            "是否参会",
            "是否签到",
        ),
    ),
    "reason": (text("缺席原因", "Reason"), ("原因", "请假原因", "缺勤原因", "事由", "请假事由")),
    "unit": ROSTER["unit"],
    "birth": ROSTER["birth"],
    "branch": ROSTER["branch"],
    "id": ROSTER["id"],
}
"""An attendance sheet that is long: a row a mark. Of a wide one, the columns that are not sessions."""

HOURS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "name": ROSTER["name"],
    "day": (text("日期", "Date"), ("培训日期", "开始日期", "培训时间", "时间", "起始日期", "学习日期", "学习时间")),
    "until": (text("结束日期", "Until"), ("截止日期", "结束时间", "终止日期")),
    "hours": (text("学时", "Hours"), ("培训学时", "学时数", "课时", "折算学时", "培训课时", "课时数")),
    "kind": (text("培训类别", "Kind"), ("类别", "培训类型", "类型")),
    "form": (text("培训形式", "Form"), ("形式", "学习形式", "学习方式", "培训方式")),
    "topic": (
        text("培训内容", "Topic"),
        ("主题", "内容", "课程", "课程名称", "培训主题", "学习内容", "培训班名称", "培训名称"),
    ),
    "organiser": (text("主办单位", "Organiser"), ("举办单位", "组织单位", "培训机构")),
    "level": (text("培训层级", "Level"), ("层级", "级别", "主办层级")),
    "place": (text("培训地点", "Place"), ("地点",)),
    "note": ROSTER["note"],
    "certificate": (text("证书", "Certificate"), ("证书编号", "结业证书", "结业证书编号")),
    "group": ROSTER["group"],
    "unit": ROSTER["unit"],
    "birth": ROSTER["birth"],
    "branch": ROSTER["branch"],
    "id": ROSTER["id"],
}

TASKS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "name": (
        text("事项", "Matter"),
        (
            *("任务", "内容", "工作任务", "重点任务", "重点工作", "工作内容", "工作事项", "任务内容", "主要任务"),
            *("事项内容", "具体任务", "工作名称", "task"),
        ),
    ),
    "doc": (text("文号", "Document no."), ("文件号", "发文字号", "文件文号", "来文字号", "文件编号")),
    "register": (text("类别", "Register"), ("台账", "台账类别", "事项类别", "任务类别", "类型", "kind")),
    "day": (text("日期", "Date"), ("收文日期", "收到日期", "交办日期", "交办时间", "登记日期", "布置时间", "部署时间")),
    "due": (
        text("期限", "Due"),
        (
            "完成时限",
            "完成时间",
            "办理时限",
            "办结时限",
            "时限",
            "完成期限",
            "截止日期",
            "截止时间",
            "时限要求",
            "deadline",
        ),
    ),
    "owner": (
        text("责任人", "Owner"),
        ("负责人", "责任领导", "承办人", "责任单位", "牵头单位", "承办单位", "责任科室", "牵头人", "经办人"),
    ),
    "result": (text("成效", "Effect"), ("完成情况", "工作成效", "办理结果", "落实情况")),
    "note": ROSTER["note"],
}
"""A list of tasks; `name` is what a row is about."""

SUMS: dict[str, dict[str, Text]] = {
    "attendance": {"expected": text("应到", "Expected"), "present": text("实到", "Present")},
    "training": {
        "hours": text("累计学时", "Hours"),
        "required": text("应达学时", "Required"),
        "course": text("集中培训", "Course"),
    },
    "attendance_months": {
        "month": text("月份", "Month"),
        "times": text("次数", "Times"),
        "expected": text("应到", "Expected"),
        "present": text("实到", "Present"),
        "rate": text("出席率", "Rate"),
    },
    "training_months": {
        "month": text("月份", "Month"),
        "month_hours": text("当月学时", "Hours of the month"),
        "mean_hours": text("人均累计学时", "Mean since January"),
        "asked_hours": text("全年要求", "Asked of the year"),
    },
}
"""What stands behind the months of our own sums, and all that stands above those of the whole branch, in this order:
by it they are known again.
"""

SHEETS = {"roster": ROSTER, "attendance": MARKS, "training": HOURS, "entries": TASKS}

SENSITIVE = (
    "身份证", "公民身份", "证件号", "身份号码", "住址", "地址", "住所", "户籍", "银行", "卡号", "账号", "帐号", "开户", "工资",
    "薪", "收入", "津贴", "补贴", "计税", "党费基数", "idnumber", "idcard", "identity", "address", "bank", "account", "salary",
    "wage", "income",
)  # fmt: skip
"""A heading with one of these in it is of a column that is never taken, whatever else it says."""

NUMBERING = frozenset({"序号", "编号", "no", "number", "行号", "排序"})
TOTALS = (
    "合计", "总计", "小计", "共计", "累计", "总人数", "总数", "平均", "应到人数", "实到人数", "出席人数", "缺席人数", "出勤率", "出席率", "到会率", "参会率", "参学率", "达标率", "完成率", "到会人数", "参会人数", "出勤人数", "缺勤人数",
    "请假人数", "迟到人数", "未到人数", "制表", "填表",
    "填报", "审核", "备注", "说明", "附注", "签字", "签名", "经办",
)  # fmt: skip
"""How a row below the people begins: its first text."""
TOTALS_WHOLE = frozenset(
    {"应到", "实到", "人数", "total", "subtotal", "sum", "average", "expected", "present", "rate", "attendancerate"}
    | {"人均", "汇总", "时长", "地点", "主题", "内容", "主讲人", "主持人", "记录人", "列席", "列席人员"}
)
"""Such texts that a name might begin with."""
SUMMED = TOTALS_WHOLE | {
    *("合计", "总计", "小计", "共计", "累计", "总人数", "总数", "平均"),
    *("应到人数", "实到人数", "出席人数", "缺席人数", "出勤率"),
}
SIGNED = SUMMED | {
    *("制表", "填表", "填报", "审核", "备注", "说明", "附注", "签字", "签名", "经办", "备注栏", "填表说明", "填报说明"),
    *(
        f"{done}{by}"
        for done in ("制表", "填表", "填报", "审核", "经办")
        for by in ("人", "单位", "日期", "时间", "意见", "人签字")
    ),
}
"""Labels of a line of totals or signatures, as a whole: a name behind one may be who signed."""

_NOTE = re.compile(r"注\s*[:：\d]")
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]")


def key_of(heading: str) -> str:
    """By which headings are compared: their letters and digits."""
    return "".join(filter(str.isalnum, word_key(heading)))


def keys_of(heading: str) -> tuple[str, ...]:
    """The whole heading's key and, where it has a remark in brackets, that of the rest."""
    bare = _ASIDE.sub("", heading)
    return tuple(dict.fromkeys(key for key in (key_of(heading), key_of(bare)) if key))


_TWICE = re.compile(r"(?P<zh>[\u3400-\u9fff]+)(?P<en>[a-z]+)|(?P<en2>[a-z]+)(?P<zh2>[\u3400-\u9fff]+)")


def _aliases(kind: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field, (heading, others) in SHEETS[kind].items():
        for alias in (heading.zh, heading.en, *others):
            fields.setdefault(key_of(alias), field)
    return fields


ALIASES = {kind: _aliases(kind) for kind in SHEETS}


def field_of(heading: str, kind: str) -> str | None:
    """The canonical field that a heading of a sheet of a kind means, or None."""
    known = ALIASES[kind]
    keys = keys_of(heading)
    field = next((known[key] for key in keys if key in known), None)
    if field is None and keys and (both := _TWICE.fullmatch(keys[0])):
        # 姓名 Name: one heading in two languages.
        zh, en = (known.get(both[name] or both[f"{name}2"]) for name in ("zh", "en"))
        return zh if zh == en else None
    return field


def is_sensitive(heading: str) -> bool:
    key = key_of(heading)
    return any(word in key for word in SENSITIVE)


def is_numbering(heading: str) -> bool:
    return key_of(heading) in NUMBERING


def is_total(text: str) -> bool:
    """Whether a row that begins so is not about a person: a total, a signature, a note."""
    key = key_of(text)
    total = (
        key.startswith(TOTALS)
        or key.endswith(("合计", "小计", "总计", "人数", "人次", "总数", "名单"))
        or key in TOTALS_WHOLE
    )
    return _NOTE.match(word_key(text)) is not None or total


def _folded(names: dict[Kind, tuple[str, ...]]) -> dict[str, Kind]:
    return {key_of(name): kind for kind, row in names.items() for name in row}


KINDS = _folded(
    {
        Kind.GENERAL_MEETING: ("支部党员大会", "党员大会", "大会", "General membership meeting", "General"),
        Kind.COMMITTEE_MEETING: (
            "支部委员会会议",
            "支部委员会",
            "支委会",
            "支委会会议",
            "支委会议",
            "Branch committee meeting",
            "Committee",
        ),
        Kind.GROUP_MEETING: ("党小组会", "党小组会议", "小组会", "Party group meeting", "Group"),
        Kind.LECTURE: ("党课", "上党课", "Party lecture", "Lecture"),
        Kind.PARTY_DAY: ("主题党日", "主题党日活动", "党日", "党日活动", "Themed Party day", "Party day"),
        Kind.LIFE_MEETING: ("组织生活会", "生活会", "Organisational life meeting", "Life mtg"),
        Kind.APPRAISAL: ("民主评议党员", "民主评议", "评议", "Democratic appraisal of members", "Appraisal"),
        Kind.DEMOCRATIC_MEETING: ("民主生活会", "民主会", "Democratic life meeting", "Dem. life"),
        Kind.STUDY: ("集中学习", "集体学习", "理论学习", "学习", "Collective study", "Study"),
        Kind.OTHER: ("其他", "其它", "Other"),
    }
)
"""What a sheet calls a kind of session, our own words in both languages with them."""

STATUSES = {
    **dict.fromkeys(
        (
            *("√", "✓", "✔", "☑", "1", "出席", "到", "实到", "已到", "到会", "参加", "参会", "v", "已参加"),
            *("出勤", "正常", "是", "有", "签到", "已签到", "o", "○", "●", "y", "yes", "present"),
        ),
        Status.PRESENT,
    ),
    **dict.fromkeys(("迟到", "迟", "late"), Status.LATE),
    **dict.fromkeys(("公假", "公", "因公", "officialleave", "official"), Status.OFFICIAL),
    **dict.fromkeys(("病假", "病", "病休", "因病", "sickleave", "sick"), Status.SICK),
    **dict.fromkeys(("事假", "事", "因事", "personalleave", "personal"), Status.PERSONAL),
    **dict.fromkeys(("请假", "假", "△", "leave", "onleave"), Status.LEAVE),
    **dict.fromkeys(
        (
            *("无故缺席", "缺席", "缺", "缺勤", "旷会", "旷", "旷课", "无故", "未到", "未到会", "未参加", "未参会"),
            *("✖", "╳", "未出席", "没参加", "否", "未签到", "×", "✗", "✕", "x", "0", "n", "no", "absent"),
        ),
        Status.ABSENT,
    ),
}
"""What a sheet marks attendance with, folded."""
WITHOUT_LEAVE = ("无故", "旷")
"""How marks begin that say that there was no leave, whatever stands beside them; 未到（病） was ill."""
NAMED_LEAVES = {
    **dict.fromkeys(("公差", "公出", "出差"), Status.OFFICIAL),
    **dict.fromkeys(("住院",), Status.SICK),
    **dict.fromkeys(
        ("休假", "年休假", "年假", "公休", "公休假", "探亲假", "婚假", "产假", "陪产假", "护理假", "育儿假", "丧假"),
        Status.PERSONAL,
    ),
}
"""Words that say of a leave what kind it is and why: the word itself is the reason."""

TRAINING_KINDS = {
    **dict.fromkeys(("岗前", "岗前培训", "任职培训", "preposttraining", "prepost"), TrainingKind.PRE_POST),
    **dict.fromkeys(("在职", "在职培训", "inservicetraining", "inservice"), TrainingKind.IN_SERVICE),
    **dict.fromkeys(("考察学习", "考察", "studytour", "tour"), TrainingKind.STUDY_TOUR),
}
TRAINING_FORMS = {
    **dict.fromkeys(("集中培训", "集中轮训", "脱产培训", "course"), TrainingForm.COURSE),
    **dict.fromkeys(("集体学习", "集中学习", "collective", "collectivestudy"), TrainingForm.COLLECTIVE),
    **dict.fromkeys(("自学", "个人自学", "网络学习", "线上学习", "self", "selfstudy"), TrainingForm.SELF),
}
