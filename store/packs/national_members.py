"""The national pack: what a member's standing sets off (domain 2.7), and dues (2.8)."""

from __future__ import annotations

from datetime import date

from store.packs.rule import Rule, Strength, Text, rule, text
from store.periods import ONE_DAY, Cadence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MEMBER = text("每名党员", "every member")
AWAY = text("流动党员", "mobile members")
CONTACT = text("联系记录", "contact log")
DECISION = text("处理决定", "decision")
CARE = text(
    "核实情况，登记一次谈话；恢复参加组织生活并点名后，不再计算。",
    "Find out why and record a talk; the clock ends with the next presence that is recorded.",
)
DISMISSAL = date(2024, 8, 1)
"""The month in which the measures on unqualified members (2024) were issued; the day is not known."""
MOBILE = date(2024, 11, 1)
"""The same of the opinions on mobile members (2024)."""


def _since(id: str, source: str, instrument: str, day: date, **rest: Any) -> tuple[Rule, Rule]:
    """A rule before and since an instrument of a later day, which is then cited too."""
    return (
        rule(id=id, source=source, valid_to=day - ONE_DAY, **rest),
        rule(id=id, source=f"{source}, {instrument}", valid_from=day, **rest),
    )


def _six_months(id: str, name: Text, short: Text, predicate: str, omission: Text, proof: Text, remedy: Text) -> Any:
    """One of the three six-month clocks of EDU 31(6)."""
    return _since(
        id,
        "EDU 31(6), ZC 9",
        "CZ24",
        DISMISSAL,
        name=name,
        short=short,
        binds=MEMBER,
        predicate=predicate,
        params={"months": 6, "warn": (2, 4, 5), "each": "member"},
        strength=Strength.MUST,
        sure="V",
        proof=proof,
        explain=text(
            f"没有正当理由，连续6个月{omission.zh}的，按照自行脱党予以除名（由支部党员大会决定，报上级党组织批准）；"
            "满2、4、5个月时提前提示。",
            f"Who {omission.en} for six months on end without proper reason must be struck off as having left the Party (the "
            "general meeting decides, the superior approves); warnings come at 2, 4 and 5 months.",
        ),
        remedy=remedy,
    )


RULES = (
    *_six_months(
        "MB-01",
        text("连续6个月不参加组织生活", "Six months without organisational life"),
        text("六月不参加", "6 months"),
        "six_months",
        text("不参加党的组织生活", "takes no part in organisational life"),
        text("考勤和请假原因、谈话记录", "attendance with reasons, log of talks"),
        CARE,
    ),
    *_six_months(
        "MB-01a",
        text("连续6个月不交纳党费", "Six months without dues"),
        text("六月欠党费", "6m dues"),
        "six_months_dues",
        text("不交纳党费", "pays no dues"),
        text("党费登记", "dues register"),
        text("提醒其交纳，并登记交费日期。", "Remind the member and enter the day of payment."),
    ),
    *_six_months(
        "MB-01b",
        text("连续6个月不做党所分配的工作", "Six months without doing assigned work"),
        text("六月不工作", "6m work"),
        "typed_clock",
        text("不做党所分配的工作", "does not do the work that the Party assigns"),
        text("分配工作的记录、谈话记录", "record of the work assigned, log of talks"),
        text(
            "恢复工作的，为该项督查销号；已作决定的，登记完成情况，结果选“执行”。",
            "Close out the finding when the member works again; where it is decided, record that, with the result executed.",
        ),
    ),
    rule(
        id="MB-02",
        name=text("批评教育", "Reminder talk"),
        short=text("提醒谈话", "Reminder"),
        binds=text("连续3次无故缺席的党员", "members absent three times running without leave"),
        predicate="reminders",
        params={"absences": 3, "days": 30, "talks": ("reminder", "criticism"), "each": "member"},
        strength=Strength.MUST,
        source="EDU 29",
        sure="V",
        figure_sure="D",
        proof=text("谈话记录", "log of talks"),
        explain=text(
            "对不按照规定参加党的组织生活的党员，党组织应当及时进行批评教育（默认连续3次无故缺席后30天内，可在 local.toml 中修改）。",
            "Who does not take part as required must be talked with in time (by default within 30 days of the third absence "
            "running; local.toml can change it).",
        ),
        remedy=text("登记一次提醒谈话或者批评教育。", "Record a reminder talk or one of criticism."),
    ),
    rule(
        id="MB-02a",
        name=text("不按时交纳党费的批评教育", "Reminder about unpaid dues"),
        short=text("欠费谈话", "Dues talk"),
        binds=text("不按时交纳党费的党员", "members whose dues are unpaid"),
        predicate="dues_reminders",
        params={"months": 3, "days": 30, "talks": ("reminder", "criticism"), "each": "member"},
        strength=Strength.MUST,
        source="EDU 29",
        sure="V",
        figure_sure="D",
        proof=text("谈话记录、党费登记", "log of talks, dues register"),
        explain=text(
            "对不按时交纳党费的党员，党组织应当及时进行批评教育（默认连续3个月未交后30天内，可在 local.toml 中修改）。",
            "Who does not pay dues in time must be talked with in time (by default within 30 days of the third unpaid month "
            "running; local.toml can change it).",
        ),
        remedy=text(
            "登记一次提醒谈话或者批评教育；已补交的，登记交费日期。",
            "Record a reminder talk or one of criticism; where it was paid, enter the day.",
        ),
    ),
    rule(
        id="MB-02b",
        name=text("失去联系的流动党员批评教育", "Reminder to mobile members out of touch"),
        short=text("失联谈话", "Touch talk"),
        binds=AWAY,
        predicate="out_of_touch",
        params={
            "exemptions": ("mobile",),
            "months": 6,
            "days": 30,
            "talks": ("reminder", "criticism"),
            "each": "member",
        },
        strength=Strength.MUST,
        source="EDU 29",
        sure="V",
        figure_sure="D",
        proof=text("谈话记录、联系记录", "log of talks and of contacts"),
        explain=text(
            "对流动到外地、不与党组织主动联系的党员，党组织应当及时进行批评教育（默认连续6个月没有联系登记的提请核实，可在 local.toml 中修改）。",
            "A mobile member who does not keep in touch must be talked with in time (by default, six months without a "
            "recorded contact are to be looked into; local.toml can change it).",
        ),
        remedy=text(
            "核实是否保持联系：有联系的补登联系谈话，没有联系的登记提醒谈话或者批评教育。",
            "Find out: enter the contacts that there were, or record a reminder talk or one of criticism.",
        ),
    ),
    *_since(
        "MB-03",
        "EDU 24",
        "CZ24",
        DISMISSAL,
        name=text("失联党员停止党籍", "Suspension of members out of contact"),
        short=text("失联", "Lost"),
        binds=text("与党组织失去联系的党员", "members out of contact"),
        predicate="exemption_clock",
        params={"exemptions": ("lost",), "months": 6, "each": "member"},
        strength=Strength.MUST,
        sure="V",
        proof=text("联系记录、处理决定", "contact log, decision"),
        explain=text(
            "与党组织失去联系6个月以上、通过各种方式查找仍然没有取得联系的党员，予以停止党籍；停止党籍2年后确实无法取得联系的，"
            "按照自行脱党予以除名（由支部党员大会决定，报上级党组织批准）。",
            "After six months out of contact, and a search in vain, membership must be suspended; where two years later there "
            "is still no contact, the member is struck off as having left the Party (the general meeting decides, the "
            "superior approves).",
        ),
        remedy=text(
            "恢复联系的，结束该情形；已决定停止党籍的，登记完成情况，结果选“执行”。",
            "End the exemption when contact is back; where suspension was decided, record that, with the result executed.",
        ),
    ),
    *_since(
        "MB-03a",
        "EDU 24",
        "CZ24",
        DISMISSAL,
        name=text("停止党籍满2年", "Two years after suspension"),
        short=text("停籍两年", "2y susp."),
        binds=text("因失去联系被停止党籍的党员", "members suspended for being out of contact"),
        predicate="after_decision",
        params={"exemptions": ("lost",), "decision": "MB-03", "months": 24, "each": "member"},
        strength=Strength.MUST,
        sure="V",
        proof=DECISION,
        explain=text(
            "停止党籍2年后确实无法取得联系的，按照自行脱党予以除名（由支部党员大会决定，报上级党组织批准）；自登记停止党籍决定之日起计算。",
            "Two years after suspension, where there is still no contact, the member must be struck off as having left the "
            "Party (the general meeting decides, the superior approves); counted from the decision that was recorded.",
        ),
        remedy=text(
            "恢复联系的，结束该情形；已决定除名的，登记完成情况，结果选“执行”，并登记离开日期。",
            "End the exemption when contact is back; where it was decided, record that, with the result executed, and the "
            "day of leaving.",
        ),
    ),
    *_since(
        "MB-04",
        "EDU 25",
        "LD24",
        MOBILE,
        name=text("外出满6个月转移组织关系", "Away six months: transfer"),
        short=text("外出转接", "Away"),
        binds=text("外出地点固定的流动党员", "members away at a fixed place"),
        predicate="exemption_clock",
        params={"exemptions": ("mobile",), "months": 6, "each": "member"},
        strength=Strength.MUST,
        sure="V",
        proof=text("组织关系介绍信及回执", "letter of transfer and its stub"),
        explain=text(
            "党员外出时间6个月以上、外出地点固定的，应当转移组织关系。",
            "Who is away for six months or more at a fixed place must transfer.",
        ),
        remedy=text(
            "转出的，登记转出日期；外出地点不固定或者暂不转移的，以免除说明理由。",
            "Enter the transfer; where the place is not fixed or it waits, give the reason in a waiver.",
        ),
    ),
    *_since(
        "MB-05",
        "EDU 32",
        "LD24",
        MOBILE,
        name=text("流动党员联系", "Contact with mobile members"),
        short=text("流动联系", "Mobile"),
        binds=AWAY,
        predicate="contacts",
        params={
            "exemptions": ("mobile",),
            "talks": ("contact", "heart", "reminder", "visit"),
            "count": 1,
            "each": "member",
        },
        cadence=Cadence.HALF,
        strength=Strength.MUST,
        sure="V",
        figure_sure="D",
        proof=CONTACT,
        explain=text(
            "党支部应当与流动党员（连续6个月以上不能参加所在党支部活动的党员）保持经常联系（“经常”默认为每半年至少1次，"
            "可在 local.toml 中修改）；期中外出的，第一次从外出之日起算满一期。",
            "The branch must keep in contact with its mobile members, who cannot take part for six months or more (at least "
            "once a half-year by default; local.toml can change it); who left within one has a whole one from that day.",
        ),
        remedy=text("登记一次联系谈话。", "Record a contact."),
    ),
    rule(
        id="MB-06",
        name=text("出国（境）党员联系", "Contact with members abroad"),
        short=text("境外联系", "Abroad"),
        binds=text("出国（境）学习研究的党员", "members abroad for study or research"),
        predicate="contacts",
        params={"exemptions": ("abroad",), "talks": ("contact", "heart", "reminder"), "count": 1, "each": "member"},
        cadence=Cadence.HALF,
        strength=Strength.MUST,
        source="EDU 34",
        sure="V",
        proof=CONTACT,
        explain=text(
            "对出国（境）学习研究的党员，党组织应当每半年至少与其联系1次；期中出国的，第一次从出国之日起算满半年。",
            "Members abroad for study must be contacted at least once a half-year; who left within one, within six months of "
            "that day.",
        ),
        remedy=text("登记一次联系谈话。", "Record a contact."),
    ),
    rule(
        id="MB-06a",
        name=text("出国学习研究满5年", "Five years of study abroad"),
        short=text("出国五年", "5y abroad"),
        binds=text("出国学习研究的党员", "members abroad for study or research"),
        predicate="exemption_clock",
        params={"exemptions": ("abroad",), "months": 60, "each": "member"},
        strength=Strength.GEN,
        source="EDU 24",
        sure="V",
        proof=DECISION,
        explain=text(
            "出国学习研究超过5年仍未返回的党员，一般予以停止党籍。",
            "Who has been abroad for study for more than five years and has not come back is generally suspended.",
        ),
        remedy=text(
            "已返回的，结束该情形；已作决定的，登记完成情况，结果选“执行”。",
            "End the exemption when the member is back; where it is decided, record that, with the result executed.",
        ),
    ),
    *_since(
        "MB-07",
        "EDU 30",
        "CZ24",
        DISMISSAL,
        name=text("限期改正", "Ordered correction"),
        short=text("限期改正", "Correction"),
        binds=text("被限期改正的党员", "members ordered to correct"),
        predicate="on_record",
        strength=Strength.MUST,
        sure="V",
        proof=text("决定、考察记录", "decision, review"),
        explain=text(
            "限期改正时间不得超过1年，期间党组织应当采取帮助教育措施。",
            "An order to correct must not last longer than a year, with measures of help.",
        ),
        remedy=text(
            "登记决定和期限，改正后销号。",
            "Record the decision with its date; close it out afterwards.",
        ),
    ),
    rule(
        id="MB-08",
        name=text("转出未接收", "Transferred, not yet received"),
        short=text("转出未接收", "In transit"),
        binds=text("组织关系已转出未接收的党员", "members whose letter is out"),
        predicate="letters",
        params={"days": 90, "each": "member"},
        strength=Strength.MUST,
        source="EDU 25",
        sure="V",
        figure_sure="D",
        proof=text("介绍信回执", "stub of the letter"),
        explain=text(
            "转移党员组织关系，在接收党组织确认接收前，原党组织应当继续履行教育管理责任（默认介绍信开出90天后提请核实，可在 local.toml 中修改）。",
            "Until the other side has received a member, the old branch must go on looking after that member (asked after in "
            "90 days by default; local.toml can change it).",
        ),
        remedy=text("收到回执后登记离开日期。", "Enter the day of leaving when the receipt is there."),
    ),
    rule(
        id="DUE-01",
        name=text("按月交纳党费", "Monthly dues"),
        short=text("党费", "Dues"),
        binds=MEMBER,
        predicate="dues",
        cadence=Cadence.MONTH,
        strength=Strength.MUST,
        source="DF",
        sure="S",
        proof=text("党费登记", "dues register"),
        explain=text(
            "党员应当按月交纳党费；经上级同意可以按季度交纳（在 local.toml 中写明）；遇特殊情况可以补交，一般不超过6个月。",
            "Members must pay their dues every month; by quarter with the superior's consent (local.toml says so); late "
            "payment is possible, generally within six months.",
        ),
        remedy=text("登记未交党员的交费日期。", "Enter the day of payment of those who have not paid."),
        loosest={"cadence": Cadence.QUARTER},
    ),
    rule(
        id="DUE-02",
        name=text("年初核定党费", "Fixing the amounts of dues"),
        short=text("党费核定", "Dues fixed"),
        binds=text("党支部", "the branch"),
        predicate="document",
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        source="DF",
        sure="S",
        proof=text("党费核定表", "list of the amounts"),
        explain=text(
            "党组织应当每年年初核定党员月交纳党费数额，年内一般不作变动。",
            "The amounts that members pay must be fixed once a year, at its beginning, and generally stay.",
        ),
        remedy=text("登记完成情况：已核定的，结果选“执行”。", "Record that it is done, with the result executed."),
    ),
    rule(
        id="DUE-03",
        name=text("公布党费收缴情况", "Publishing the income of dues"),
        short=text("党费公布", "Dues shown"),
        binds=text("党支部", "the branch"),
        predicate="document",
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        source="DF",
        sure="S",
        proof=text("公布材料", "what was published"),
        explain=text(
            "党支部应当每年向党员公布1次党费收缴情况。",
            "The branch must tell its members once a year what dues were paid in.",
        ),
        remedy=text("登记完成情况：已公布的，结果选“执行”。", "Record that it is done, with the result executed."),
    ),
)
