"""The national pack: education and training (domain 2.6)."""

from __future__ import annotations

from datetime import date

from store.packs.national_admission import FORMER, REVISED
from store.packs.rule import Rule, Strength, Text, rule, text
from store.periods import ONE_DAY, Cadence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LEDGER = text("学习台账、签到表、证书", "training ledger, sign-in sheets, certificates")
COUNTY_AND_ABOVE = ("中央", "省", "市", "县")
PLANS = (("PLAN19", date(2019, 1, 1), date(2023, 12, 31)), ("PLAN24", date(2024, 1, 1), None))
"""The plan of 2019 ended with 2023. Of the one that follows it the figures could not be read: the former ones are kept."""


def _by_plan(
    id: str, sure: tuple[str, str], *, also: str = "", figures: tuple[str, str] = ("", ""), explain: Text, **rest: Any
) -> list[Rule]:
    """A rule under each of the plans; `also` are articles that say so beside them, `sure` and `figures` those of each."""
    rules = []
    for (plan, since, until), well, figure in zip(PLANS, sure, figures, strict=True):
        sentence = explain
        if "M" in (well, figure):
            sentence = text(
                f"{explain.zh[:-1]}（沿用上一规划的规定，待核，可在 local.toml 中修改）。",
                f"{explain.en[:-1]} (as the former plan had it, to be verified; local.toml can change it).",
            )
        rules.append(
            rule(
                id=id,
                source=f"{plan}{also}",
                sure=well,
                figure_sure=figure,
                explain=sentence,
                valid_from=since,
                valid_to=until,
                **rest,
            )
        )
    return rules


def _of_candidates(
    id: str, name: Text, short: Text, params: dict[str, Any], strength: Strength, explain: Text
) -> list[Rule]:
    """Training of candidates by the rules of 2014 and by their revision: being trained binds, its length is 一般."""
    return [
        rule(
            id=id,
            name=name,
            short=short,
            binds=text("发展对象", "candidates for admission"),
            predicate="candidate_training",
            params=params,
            strength=strength,
            source=source,
            sure="S",
            figure_sure="D" if strength is Strength.MUST else "",
            proof=text("结业证明、签到表", "certificate, sign-in sheet"),
            explain=explain,
            remedy=text(
                "在发展党员记录中登记培训天数或者学时。", "Enter the days or hours of training with the admission."
            ),
            valid_from=since,
            valid_to=until,
        )
        for source, since, until in (("FZ14 17", FORMER, REVISED - ONE_DAY), ("FZ26 17", REVISED, None))
    ]


RULES = (
    rule(
        id="TR-01",
        name=text("党员年度集中学习培训", "Yearly collective training"),
        short=text("培训32学时", "32 hours"),
        binds=text("每名党员", "every member"),
        predicate="hours",
        params={"hours": 32, "each": "member"},
        cadence=Cadence.YEAR,
        strength=Strength.GEN,
        source="EDU 20",
        sure="V",
        proof=LEDGER,
        explain=text(
            "党员每年集中学习培训时间一般不少于32学时。",
            "Every member generally has at least 32 hours of collective training a year.",
        ),
        remedy=text(
            "登记该党员的培训学时，或者在已点名的集体学习中填写学时。",
            "Record the member's training hours, or enter hours for collective sessions whose roll has been taken.",
        ),
    ),
    *_by_plan(
        "TR-02",
        ("S", "M"),
        name=text("书记和班子成员培训", "Training of secretary and committee"),
        short=text("班子56学时", "56 hours"),
        binds=text("党支部书记和班子成员", "the secretary and committee members"),
        predicate="hours",
        params={"hours": 56, "course": True, "each": "member"},
        cadence=Cadence.YEAR,
        strength=Strength.GEN,
        proof=LEDGER,
        explain=text(
            "党支部书记和班子成员每年集中学习培训时间一般不少于56学时，至少参加1次集中培训。",
            "The secretary and committee members generally have at least 56 hours a year, with one training course among them.",
        ),
        remedy=text(
            "登记其培训学时；缺集中培训的，为其登记一次集中培训。",
            "Record the hours; where the course is missing, record one training of the form course.",
        ),
    ),
    *_by_plan(
        "TR-03",
        ("S", "M"),
        also=", ZB 24",
        name=text("书记集中轮训", "Secretary's rotation training"),
        short=text("书记轮训", "Rotation"),
        binds=text("党支部书记", "the branch secretary"),
        predicate="courses",
        params={"posts": ("secretary",), "levels": COUNTY_AND_ABOVE, "count": 1, "each": "member"},
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        proof=text("结业证书", "certificate"),
        explain=text(
            "党支部书记每年应当至少参加1次县级以上党组织举办的集中轮训。",
            "Every year the secretary must attend at least one rotation course held at county level or above.",
        ),
        remedy=text(
            "为其登记一次集中培训，级别为县级以上。",
            "Record a training of the form course with a level of county or above.",
        ),
    ),
    *_by_plan(
        "TR-04",
        ("V", "V"),
        also=", JG 31",
        figures=("S", "M"),
        name=text("新任党组织负责人任职培训", "Training for a new post"),
        short=text("任职培训", "New post"),
        binds=text("新任党支部书记、副书记", "new secretaries and deputies"),
        predicate="new_posts",
        params={"posts": ("secretary", "deputy"), "months": 6, "before": 3, "each": "member"},
        strength=Strength.MUST,
        proof=text("通知、证书", "notice, certificate"),
        explain=text(
            "新任机关基层党组织负责人应当接受任职培训，新任党支部书记一般在任职6个月内接受培训；连任的不属于新任。",
            "A new secretary or deputy must be trained for the post, a new secretary generally within six months; who is "
            "re-elected without a gap is not new.",
        ),
        remedy=text("为其登记一次任职（岗前）培训。", "Record a training of the kind pre-post for the member."),
    ),
    *_by_plan(
        "TR-05",
        ("S", "M"),
        name=text("新党员培训", "Training of new members"),
        short=text("新党员培训", "New memb."),
        binds=text("预备党员和转正未满1年的党员", "probationary members, and full ones in their first year"),
        predicate="new_members",
        params={"months": 12, "each": "member"},
        strength=Strength.GEN,
        proof=text("证书", "certificate"),
        explain=text(
            "新党员在预备期内和转正后1年内，一般各参加1次上级党组织举办的集中培训。",
            "A new member generally attends one course of the superior's during probation and one in the year after.",
        ),
        remedy=text("为其登记一次集中培训。", "Record a training of the form course for the member."),
    ),
    *_of_candidates(
        "TR-06",
        text("发展对象培训", "Candidates' training"),
        text("对象培训", "Candidates"),
        {"days": 1, "hours": 1, "months": 12},
        Strength.MUST,
        text(
            "发展对象应当经过短期集中培训；未经培训的，除个别特殊情况外，不能发展入党（默认在列为发展对象后12个月内提示）。",
            "A candidate must be trained; without it, special cases aside, nobody is admitted (asked for within twelve months "
            "by default).",
        ),
    ),
    *_of_candidates(
        "TR-06a",
        text("发展对象培训时间", "Length of candidates' training"),
        text("培训时间", "Length"),
        {"days": 3, "hours": 24, "months": 12},
        Strength.GEN,
        text(
            "对发展对象的短期集中培训，时间一般不少于3天（或者不少于24个学时）。",
            "The training of candidates generally lasts at least three days or 24 hours.",
        ),
    ),
    rule(
        id="TR-07",
        name=text("学时折算", "Conversion of hours"),
        short=text("学时折算", "Conversion"),
        binds=text("培训登记", "the training ledger"),
        predicate="definition",
        cadence=Cadence.YEAR,
        strength=Strength.LOCAL,
        source="local",
        sure="L",
        proof=text("折算办法", "rule text"),
        explain=text(
            "折算办法由单位规定（如全天8学时、半天4学时）：在 local.toml 的 [hours] 中按会议种类填写；年末不结转。",
            "Units fix their own conversion (a day 8, half a day 4): give it by kind of session under [hours] in local.toml; no carry-over.",
        ),
        remedy=text("无须登记。", "Nothing to record."),
    ),
    *_by_plan(
        "TR-08",
        ("S", "M"),
        name=text("学时口径", "What counts as hours"),
        short=text("学时口径", "Counting"),
        binds=text("培训登记", "the training ledger"),
        predicate="definition",
        cadence=Cadence.YEAR,
        strength=Strength.GEN,
        proof=LEDGER,
        explain=text(
            "集中培训和集体学习一般计入集中学习培训学时；个人自学和网络学习单列，不相加。",
            "Courses and collective study generally count; self-study and online study are listed apart and not added.",
        ),
        remedy=text("无须登记。", "Nothing to record."),
    ),
    rule(
        id="TR-09",
        name=text("党务干部轮训", "Party workers' rotation training"),
        short=text("党务轮训", "Workers"),
        binds=text("副书记和委员", "deputies and committee members"),
        predicate="courses",
        params={
            "posts": ("deputy", "org_officer", "publicity_officer", "discipline_officer", "committee_member"),
            "count": 1,
            "each": "member",
        },
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        source="JG 31",
        sure="V",
        figure_sure="D",
        proof=text("证书", "certificate"),
        explain=text(
            "对机关党务工作人员应当进行定期轮训（“定期”默认为每年1次集中培训，可在 local.toml 中修改）。",
            "Party workers of organs must be trained in rotation, regularly (one course a year by default; local.toml can change it).",
        ),
        remedy=text("为其登记一次集中培训。", "Record a training of the form course for the member."),
    ),
    rule(
        id="TR-12",
        name=text("年度集中培训", "Yearly training course"),
        short=text("集中培训", "Course"),
        binds=text("全体党员、支部委员会成员", "all members, the committee with them"),
        predicate="yearly_courses",
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        source="JG 18",
        sure="V",
        proof=LEDGER,
        explain=text(
            "机关党员和基层党组织班子成员每年应当参加集中培训。",
            "Every member, the committee with them, must take part in a training course each year.",
        ),
        remedy=text(
            "为未参加的党员各登记一次集中培训；登记免于参加的党员不计。",
            "Record a training of the form course for each member who lacks one; exempt members are left out.",
        ),
    ),
    rule(
        id="ST-01",
        name=text("学习制度", "Study institution"),
        short=text("学习制度", "Study"),
        binds=text("全体党员", "all members"),
        predicate="sessions",
        params={"kind": "study", "count": 1},
        cadence=Cadence.QUARTER,
        strength=Strength.LOCAL,
        source="local",
        sure="L",
        proof=text("学习记录、签到表", "study records, sign-in sheets"),
        explain=text(
            "集中学习的次数由单位规定，默认每季度1次；如每月4次，在 local.toml 中填写。",
            "Units fix how often they study together: once a quarter by default; four times a month, for one, goes into local.toml.",
        ),
        remedy=text("登记一次集中学习并完成点名。", "Record a collective study session and take its roll."),
    ),
    rule(
        id="ST-02",
        name=text("中心组学习", "Centre-group study"),
        short=text("中心组学习", "Core group"),
        binds=text("党组理论学习中心组", "the leading body's study group"),
        applies=("leading_body",),
        predicate="document",
        params={"deadline": True},
        cadence=Cadence.QUARTER,
        strength=Strength.LOCAL,
        source="local",
        sure="M",
        proof=text("学习记录", "record"),
        explain=text(
            "中心组每季度至少集体学习1次；只约束党组，不是支部的要求。",
            "The centre group studies together at least once a quarter; it binds leading bodies alone, not branches.",
        ),
        remedy=text("登记完成情况：已完成的，结果选“执行”。", "Record that it is done, with the result executed."),
    ),
)
