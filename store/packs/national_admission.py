"""The national pack: clocks of admission (domain 2.9), by the rules of 2014 and their revision of May 2026.

A clock runs by the version in force when it started. Windows are computed; decisions are typed in.
"""

from __future__ import annotations

from datetime import date, timedelta

from store.packs.rule import Rule, Strength, Text, rule, text

REVISED = date(2026, 5, 11)
"""Issued on this day and published a week later: `admission_rules_from` of an overlay moves the change to that day."""
FORMER = date(2014, 5, 28)
CASE = text("每名发展中的人员", "each case of admission")
DATE = text("在发展党员记录中登记该步骤的日期。", "Enter the date of this step with the admission.")
FILE = text("发展党员档案", "the file of the case")


def _versions(
    id: str,
    name: Text,
    short: Text,
    predicate: str,
    params: dict[str, object],
    explain: Text,
    *,
    former: str | None,
    revised: str | None,
    strength: Strength = Strength.MUST,
    sure: tuple[str, str] = ("S", "S"),
    figure_sure: str = "",
    remedy: Text = DATE,
    loosest: dict[str, object] | None = None,
) -> tuple[Rule, ...]:
    """A rule in the version of 2014 (`former`) and of 2026 (`revised`): articles, None where it has no such rule; `sure`
    of each.
    """
    rules = []
    for source, well, since, until in (
        (former and f"FZ14 {former}", sure[0], FORMER, REVISED - timedelta(days=1)),
        (revised and f"FZ26 {revised}", sure[1], REVISED, None),
    ):
        if source:
            rules.append(
                rule(
                    id=id,
                    name=name,
                    short=short,
                    binds=CASE,
                    predicate=predicate,
                    params=params,
                    strength=strength,
                    source=source,
                    sure=well,
                    figure_sure=figure_sure,
                    proof=FILE,
                    explain=explain,
                    remedy=remedy,
                    valid_from=since,
                    valid_to=until,
                    loosest=loosest or {},
                )
            )
    return tuple(rules)


RULES = (
    *_versions(
        "AD-01",
        text("申请后谈话", "Talk after application"),
        text("申请谈话", "App. talk"),
        "within",
        {"after": "applied", "to": "talked", "months": 1},
        text(
            "党组织收到入党申请书后，应当在1个月内派人同入党申请人谈话。",
            "Within a month of the application somebody must talk with the applicant.",
        ),
        former="7",
        revised="7",
    ),
    *_versions(
        "AD-02",
        text("培养联系人", "Mentors"),
        text("联系人", "Mentors"),
        "people",
        {"after": "activist", "field": "mentors", "least": 1, "most": 2},
        text(
            "应当指定1至2名正式党员作入党积极分子的培养联系人。",
            "An activist must have one or two full members as mentors.",
        ),
        former="9",
        revised="9",
        remedy=text("在发展党员记录中登记培养联系人。", "Enter the mentors with the admission."),
    ),
    *_versions(
        "AD-03",
        text("积极分子半年考察", "Examination of activists"),
        text("半年考察", "Exam."),
        "recurring",
        {"after": "activist", "field": "examined", "until": "candidate|closed", "months": 6, "soon": 30},
        text("党支部应当每半年对入党积极分子进行1次考察。", "The branch must examine an activist every six months."),
        former="11",
        revised="11",
        remedy=text("在发展党员记录中登记考察日期。", "Enter the day of the examination with the admission."),
    ),
    *_versions(
        "AD-04",
        text("培养考察满1年", "A year as activist"),
        text("培养一年", "One year"),
        "not_before",
        {"after": "activist", "to": "candidate", "months": 12},
        text(
            "入党积极分子应当经过1年以上培养教育和考察，方可列为发展对象。",
            "Somebody must have been an activist for a year or more to become a candidate.",
        ),
        former="13",
        revised="13",
    ),
    *_versions(
        "AD-05",
        text("发展对象公示", "Public notice of a candidate"),
        text("对象公示", "Notice"),
        "notice",
        {"before": "candidate", "days": 5},
        text(
            "确定发展对象前应当公示，公示期不少于5个工作日。",
            "Before somebody becomes a candidate there must be a public notice of at least five working days.",
        ),
        former=None,
        revised="13",
        remedy=text(
            "在发展党员记录中登记公示起止日期。", "Enter the first and last day of the notice with the admission."
        ),
    ),
    *_versions(
        "AD-06",
        text("入党介绍人", "Introducers"),
        text("介绍人", "Sponsors"),
        "people",
        {"after": "candidate", "field": "sponsors", "least": 2, "most": 2},
        text(
            "发展对象应当有2名正式党员作入党介绍人（条文待核）。",
            "A candidate must have two full members as introducers (article to be verified).",
        ),
        former="14",
        revised="14",
        sure=("M", "M"),
        remedy=text("在发展党员记录中登记入党介绍人。", "Enter the introducers with the admission."),
    ),
    *_versions(
        "AD-07",
        text("政治审查", "Political review"),
        text("政治审查", "Review"),
        "within",
        {"after": "candidate", "to": "reviewed", "before": "admitted", "months": 12, "soon": 45},
        text(
            "对发展对象必须进行政治审查，凡是未经政治审查或者政治审查不合格的，不能发展入党（默认在列为发展对象后12个月内提示）。",
            "A candidate must be reviewed politically before admission (asked for within twelve months, as a default).",
        ),
        former="16",
        revised="16",
        figure_sure="D",
    ),
    *_versions(
        "AD-08",
        text("预审后召开大会", "Meeting after pre-review"),
        text("预审开会", "Meeting"),
        "within",
        {"after": "prereview", "to": "admitted", "months": 1},
        text(
            "发展对象经上级党委预审合格的，党支部应当在1个月内提交支部党员大会讨论。",
            "Within a month of the superior's pre-review the general meeting must discuss the case.",
        ),
        former=None,
        revised="19",
    ),
    *_versions(
        "AD-09",
        text("上级审批预备党员", "Approval by the superior"),
        text("上级审批", "Approval"),
        "within",
        {"after": "admitted", "to": "approved", "months": 3, "soon": 20},
        text(
            "上级党委对党支部上报的接收预备党员的决议，应当在3个月内审批；特殊情况可以适当延长，但不得超过6个月（条文号待核，"
            "属特殊情况的可登记免除说明，或者在 local.toml 中改为6个月）。",
            "The superior must decide within three months, at most six in special cases (article to be verified; record a "
            "waiver for a special case, or let local.toml say six).",
        ),
        former="27",
        revised="25",
        sure=("M", "M"),
        loosest={"months": 6},
    ),
    *_versions(
        "AD-10",
        text("入党宣誓", "Admission oath"),
        text("入党宣誓", "Oath"),
        "within",
        {"after": "approved", "to": "oath", "months": 1},
        text(
            "预备党员一般在批准后1个月内面向党旗宣誓。",
            "A probationary member generally takes the oath within a month of approval.",
        ),
        former=None,
        revised="29",
        strength=Strength.GEN,
    ),
    *_versions(
        "AD-11",
        text("预备期满讨论转正", "Full membership after probation"),
        text("按期转正", "Probation"),
        "probation",
        {"months": 12, "grace": 1, "delay": 6, "extension": (6, 12), "soon": 45},
        text(
            "预备党员的预备期为1年，从支部党员大会通过其为预备党员之日算起；预备期满，党支部应当及时讨论其能否转为正式党员"
            "（“及时”默认为期满后1个月内，可在 local.toml 中修改），预备期未满的不得讨论通过。需要继续考察和教育的，可以延长1次，"
            "延长时间不能少于6个月，最长不超过1年。对转入的预备党员，认为有必要的，可以推迟讨论，推迟时间不超过6个月。",
            "Probation lasts a year from the general meeting; then, and not before, full membership must be voted on in time "
            "(within a month by default; local.toml can change it). It can be extended once, by six months to a year; for a "
            "member who was transferred in meanwhile the vote can be put off by at most six months.",
        ),
        former="32, FZ14 33, FZ14 36",
        revised="31, FZ26 32, FZ26 35",
        sure=("V", "S"),
        figure_sure="D",
    ),
    *_versions(
        "AD-12",
        text("上级审批转正", "Approval of full membership"),
        text("转正审批", "Conf. app."),
        "within",
        {"after": "confirmed", "to": "confirmation_approved", "months": 3, "soon": 20},
        text(
            "上级党委对党支部上报的预备党员转正的决议，应当在3个月内审批。",
            "The superior must decide on full membership within three months.",
        ),
        former="34",
        revised="33",
        sure=("V", "S"),
    ),
    *_versions(
        "AD-13",
        text("入党材料归档", "Archive"),
        text("材料归档", "Archive"),
        "within",
        {"after": "confirmation_approved", "to": "archived", "months": 1},
        text(
            "预备党员转正后，党支部应当及时将其入党材料存入本人人事档案（“及时”默认为批准后1个月内，可在 local.toml 中修改）。",
            "After approval the documents must go into the personnel file in time (within a month by default; local.toml can "
            "change it).",
        ),
        former="37",
        revised="36",
        sure=("V", "S"),
        figure_sure="D",
    ),
    rule(
        id="AD-14",
        name=text("发展党员和转正报批", "Admission and full membership: approval"),
        short=text("发展报批", "Adm. file"),
        binds=CASE,
        predicate="decided",
        params={"events": ("admitted", "confirmed")},
        strength=Strength.MUST,
        source="JG 37",
        sure="V",
        proof=FILE,
        explain=text(
            "机关党支部发展党员、预备党员转正，应当经党组（党委）研究同意后，报机关工委审批（备案）。",
            "Admissions and transitions to full membership must pass the leading group, and then the work committee approves "
            "them or takes note of them.",
        ),
        remedy=text("登记完成情况：已办理的，结果选“执行”。", "Record that it is done, with the result executed."),
    ),
    *_versions(
        "AD-15",
        text("发展对象报上级党委", "Candidate: filing with the superior"),
        text("对象备案", "Filing"),
        "decided",
        {"events": ("candidate",), "by": "filing"},
        text(
            "支部委员会讨论同意的发展对象人选，应当报上级党委备案，方可列为发展对象（修订后是备案还是同意待核，"
            "可在 local.toml 中以 by 改为同意）。",
            "A candidate whom the committee agreed on must be filed with the superior (whether the revision wants filing or "
            "consent is to be verified; `by` in local.toml can say consent).",
        ),
        former="13",
        revised="13",
        sure=("S", "M"),
        remedy=text("登记完成情况：已办理的，结果选“执行”。", "Record that it is done, with the result executed."),
    ),
)
