"""The national pack: education and training (domain 2.6)."""

from __future__ import annotations

from datetime import date

from store.packs.rule import Rule, Strength, text
from store.periods import Cadence

LEDGER = text("学习台账、签到表、证书", "training ledger, sign-in sheets, certificates")

RULES = (
    Rule(
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
            "登记该党员的培训学时，或在已点名的集体学习中填写学时。",
            "Record the member's training hours, or enter hours for collective sessions whose roll has been taken.",
        ),
    ),
    *(
        Rule(
            id="TR-02",
            name=text("书记和班子成员培训", "Training of secretary and committee"),
            short=text("班子56学时", "56 hours"),
            binds=text("支部书记和委员", "the secretary and committee members"),
            predicate="hours",
            params={"hours": 56, "course": True, "each": "member"},
            cadence=Cadence.YEAR,
            strength=Strength.GEN,
            source=source,
            sure=sure,
            proof=LEDGER,
            explain=explain,
            remedy=text(
                "登记其培训学时；缺集中培训的，登记一次形式为集中培训的记录。",
                "Record the hours; where the course is missing, record one training of the form course.",
            ),
            valid_from=since,
            valid_to=until,
        )
        for source, sure, since, until, explain in (
            (
                "PLAN19",
                "S",
                date(2019, 1, 1),
                date(2023, 12, 31),
                text(
                    "支部书记和班子成员每年集中学习培训一般不少于56学时，至少参加1次集中培训。",
                    "The secretary and committee members generally have at least 56 hours a year, with one training course among them.",
                ),
            ),
            (
                "PLAN24",
                "M",
                date(2024, 1, 1),
                None,
                text(
                    "支部书记和班子成员每年集中学习培训一般不少于56学时，至少参加1次集中培训（沿用上一规划的数字，待核，可在 local.toml 中修改）。",
                    "The secretary and committee members generally have at least 56 hours a year, with one training course among them (figures of the former plan, to be verified; local.toml can change them).",
                ),
            ),
        )
    ),
    Rule(
        id="TR-03",
        name=text("书记集中轮训", "Secretary's rotation training"),
        short=text("书记轮训", "Rotation"),
        binds=text("支部书记", "the branch secretary"),
        predicate="courses",
        params={
            "posts": ("secretary",),
            "levels": ("中央", "省", "市", "县"),
            "count": 1,
            "each": "member",
        },
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        source="PLAN19, ZB 24",
        sure="M",
        proof=text("结业证书", "certificate"),
        explain=text(
            "支部书记每年至少参加1次县级以上党组织举办的集中轮训（待核，可在 local.toml 中修改）。",
            "Every year the secretary attends at least one rotation course held at county level or above (to be verified; local.toml can change it).",
        ),
        remedy=text(
            "登记一次形式为集中培训、级别为县级以上的培训。",
            "Record a training of the form course with a level of county or above.",
        ),
    ),
    Rule(
        id="TR-04",
        name=text("新任任职培训", "Training for a new post"),
        short=text("任职培训", "New post"),
        binds=text("新任书记和委员", "new secretaries and committee members"),
        predicate="new_posts",
        params={
            "posts": (
                "secretary",
                "deputy",
                "org_officer",
                "publicity_officer",
                "discipline_officer",
                "committee_member",
            ),
            "months": 6,
            "before": 3,
            "each": "member",
        },
        strength=Strength.GEN,
        source="PLAN19, JG 31",
        sure="S",
        proof=text("通知、证书", "notice, certificate"),
        explain=text(
            "新任支部书记应在任职6个月内接受任职培训，机关应当对新任党务干部进行任职培训。",
            "A new secretary is trained for the post within six months; organs must train new Party workers for theirs.",
        ),
        remedy=text("登记其一次类别为岗前的培训。", "Record a training of the kind pre-post for the member."),
    ),
    Rule(
        id="TR-05",
        name=text("新党员培训", "Training of new members"),
        short=text("新党员培训", "New memb."),
        binds=text("预备党员和转正未满1年的党员", "probationary members, and full ones in their first year"),
        predicate="new_members",
        params={"months": 12, "each": "member"},
        strength=Strength.GEN,
        source="PLAN19",
        sure="S",
        proof=text("证书", "certificate"),
        explain=text(
            "入党后和转正后1年内，各由上级组织参加1次集中培训。",
            "In the year after admission and in the year after full membership a member attends one course of the superior's.",
        ),
        remedy=text("登记其一次形式为集中培训的记录。", "Record a training of the form course for the member."),
    ),
    *(
        Rule(
            id="TR-06",
            name=text("发展对象培训", "Candidates' training"),
            short=text("对象培训", "Candidates"),
            binds=text("发展对象", "candidates for admission"),
            predicate="candidate_training",
            params={"days": 3, "hours": 24, "months": 12},
            strength=Strength.MUST,
            source=source,
            sure="S",
            proof=text("结业证明、签到表", "certificate, sign-in sheet"),
            explain=text(
                "发展对象须经不少于3天或24学时的集中培训；未经培训的，除个别特殊情况外，不能发展入党。",
                "A candidate has at least three days or 24 hours of training; without it, special cases aside, nobody is admitted.",
            ),
            remedy=text(
                "在发展党员记录中登记培训天数或学时。", "Enter the days or hours of training with the admission."
            ),
            valid_from=since,
            valid_to=until,
        )
        for source, since, until in (
            ("FZ14 17", date(2014, 6, 10), date(2026, 5, 10)),
            ("FZ26 17", date(2026, 5, 11), None),
        )
    ),
    Rule(
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
    Rule(
        id="TR-08",
        name=text("学时口径", "What counts as hours"),
        short=text("学时口径", "Counting"),
        binds=text("培训登记", "the training ledger"),
        predicate="definition",
        cadence=Cadence.YEAR,
        strength=Strength.GEN,
        source="PLAN19",
        sure="S",
        proof=LEDGER,
        explain=text(
            "计入集中培训和集体学习；个人自学和网络学习单列，不相加。",
            "Courses and collective study count; self-study and online study are listed apart and not added.",
        ),
        remedy=text("无须登记。", "Nothing to record."),
    ),
    Rule(
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
        proof=text("证书", "certificate"),
        explain=text(
            "机关党务工作人员应当定期轮训（“定期”默认每年1次集中培训，可在 local.toml 中修改）。",
            "Party workers of organs must be trained in rotation, regularly (one course a year by default; local.toml can change it).",
        ),
        remedy=text("登记其一次形式为集中培训的记录。", "Record a training of the form course for the member."),
    ),
    Rule(
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
    Rule(
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
        remedy=text("以督查记录登记：已做的记为执行。", "Record it as an inspection: executed where it was done."),
    ),
)
