"""The national pack: clocks of admission (domain 2.9), by the rules of 2014 and their revision of May 2026.

A clock runs by the version in force when it started. Windows are computed; decisions are typed in.
"""

from __future__ import annotations

from datetime import date, timedelta

from store.packs.rule import Rule, Strength, Text, text

REVISED = date(2026, 5, 11)
FORMER = date(2014, 6, 10)
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
    sure: str = "S",
    remedy: Text = DATE,
) -> tuple[Rule, ...]:
    """A rule in the version of 2014 (`former`) and of 2026 (`revised`): articles, None where it has no such rule."""
    found = []
    for source, since, until in (
        (former and f"FZ14 {former}", FORMER, REVISED - timedelta(days=1)),
        (revised and f"FZ26 {revised}", REVISED, None),
    ):
        if source:
            found.append(
                Rule(
                    id=id,
                    name=name,
                    short=short,
                    binds=CASE,
                    predicate=predicate,
                    params=params,
                    strength=strength,
                    source=source,
                    sure=sure,
                    proof=FILE,
                    explain=explain,
                    remedy=remedy,
                    valid_from=since,
                    valid_to=until,
                )
            )
    return tuple(found)


RULES = (
    *_versions(
        "AD-01",
        text("申请后谈话", "Talk after application"),
        text("申请谈话", "App. talk"),
        "within",
        {"after": "applied", "to": "talked", "months": 1},
        text(
            "收到入党申请书后1个月内派人谈话。", "Within a month of the application somebody talks with the applicant."
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
        text("为入党积极分子指定1至2名正式党员作培养联系人。", "An activist has one or two full members as mentors."),
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
        text("党支部每半年对入党积极分子进行1次考察。", "The branch examines an activist every six months."),
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
            "入党积极分子经过1年以上培养教育和考察，方可列为发展对象。",
            "Only after a year or more as an activist can somebody become a candidate.",
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
            "Before somebody becomes a candidate there is a public notice of at least five working days.",
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
            "A candidate has two full members as introducers (article to be verified).",
        ),
        former="14",
        revised="14",
        sure="M",
        remedy=text("在发展党员记录中登记入党介绍人。", "Enter the introducers with the admission."),
    ),
    *_versions(
        "AD-07",
        text("政治审查", "Political review"),
        text("政治审查", "Review"),
        "within",
        {"after": "candidate", "to": "reviewed", "before": "admitted", "months": 12, "soon": 45},
        text(
            "对发展对象必须进行政治审查，未经审查不能发展（默认在列为发展对象后12个月内提示）。",
            "A candidate must be reviewed politically before admission (asked for within twelve months, as a default).",
        ),
        former="16",
        revised="16",
    ),
    *_versions(
        "AD-08",
        text("预审后召开大会", "Meeting after pre-review"),
        text("预审开会", "Meeting"),
        "within",
        {"after": "prereview", "to": "admitted", "months": 1},
        text(
            "上级预审合格后1个月内召开党员大会讨论。",
            "Within a month of the superior's pre-review the general meeting discusses the case.",
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
            "上级党委应当在3个月内审批，特殊情况不超过6个月（2014年版条文号待核）。",
            "The superior decides within three months, at most six in special cases (article of 2014 to be verified).",
        ),
        former="27",
        revised="25",
        sure="M",
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
            "预备期1年，从党员大会通过之日算起；期满应当及时讨论转正，可延长1次，不少于6个月、不超过1年（“及时”默认期满后1个月内）。",
            "Probation lasts a year from the general meeting; then full membership is voted on in time (within a month, as a default); one extension of six to twelve months is possible.",
        ),
        former="32, FZ14 33",
        revised="31, FZ26 32, FZ26 33",
        sure="M",
    ),
    *_versions(
        "AD-12",
        text("上级审批转正", "Approval of full membership"),
        text("转正审批", "Conf. app."),
        "within",
        {"after": "confirmed", "to": "confirmation_approved", "months": 3, "soon": 20},
        text(
            "上级党委对转正决议应当在3个月内审批（2014年版条文号待核）。",
            "The superior decides on full membership within three months (article of 2014 to be verified).",
        ),
        former="33",
        revised="33",
        sure="M",
    ),
    *_versions(
        "AD-13",
        text("入党材料归档", "Archive"),
        text("材料归档", "Archive"),
        "within",
        {"after": "confirmation_approved", "to": "archived", "months": 1},
        text(
            "转正批准后，入党材料存入本人人事档案（默认1个月内）。",
            "After approval the documents go into the personnel file (within a month, as a default).",
        ),
        former=None,
        revised="36",
        sure="M",
    ),
)
