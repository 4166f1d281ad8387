"""The national pack: organisational life (domain 2.4), what is held in each period."""

from __future__ import annotations

from store.packs.rule import Strength, rule, text
from store.periods import Cadence

MEMBERS = text("全体党员", "all members")
MINUTES = text("会议记录、签到表", "minutes, sign-in sheet")

RULES = (
    rule(
        id="OL-01",
        name=text("支部党员大会", "General membership meeting"),
        short=text("党员大会", "General"),
        binds=MEMBERS,
        predicate="sessions",
        params={"kind": "general_meeting", "count": 1, "quorum": True},
        cadence=Cadence.QUARTER,
        strength=Strength.GEN,
        source="ZB 11",
        sure="V",
        proof=text("会议记录、签到表、决议", "minutes, sign-in sheet, resolutions"),
        explain=text(
            "支部党员大会一般每季度召开1次。", "The general membership meeting is generally held once a quarter."
        ),
        remedy=text(
            "登记本季度的一次党员大会并完成点名；有表决的，到会人数须符合规定。过期的可以补开，并注明所补季度。",
            "Record a general meeting of the quarter and take its roll; where it votes, with the quorum. A missed one can "
            "be made up for by a meeting that names the quarter.",
        ),
    ),
    rule(
        id="OL-02",
        name=text("支部委员会会议", "Branch committee meeting"),
        short=text("支委会", "Committee"),
        binds=text("全体支部委员", "all members of the committee"),
        applies=("committee",),
        predicate="sessions",
        params={"kind": "committee_meeting", "count": 1, "quorum": True},
        cadence=Cadence.MONTH,
        strength=Strength.GEN,
        source="ZB 12",
        sure="V",
        proof=MINUTES,
        explain=text(
            "设委员会的党支部，支委会一般每月召开1次，根据需要可以随时召开；须有半数以上委员到会方可进行。",
            "Where there is a committee, it generally meets once a month, and at any time if needed; at least half of all "
            "its members must be there for a meeting to be held.",
        ),
        remedy=text(
            "登记本月的一次支委会并完成点名，到会委员须达半数；过期的可以补开，并注明所补月份。",
            "Record a committee meeting of the month with at least half of the committee there and take its roll; a missed "
            "one can be made up for by naming the month.",
        ),
    ),
    rule(
        id="OL-03",
        name=text("党小组会", "Group meeting"),
        short=text("党小组会", "Group"),
        binds=text("每个党小组", "each Party group"),
        applies=("groups",),
        predicate="sessions",
        params={"kind": "group_meeting", "count": 1, "each": "group"},
        cadence=Cadence.MONTH,
        strength=Strength.GEN,
        source="ZB 13",
        sure="V",
        proof=text("各组会议记录、签到表", "minutes and sign-in sheet of each group"),
        explain=text("每个党小组一般每月召开1次党小组会。", "Each Party group generally meets once a month."),
        remedy=text(
            "登记该小组本月的一次党小组会并完成点名；过期的可以补开，并注明所补月份。",
            "Record a meeting of this group in the month and take its roll; a missed one can be made up for by naming the month.",
        ),
    ),
    rule(
        id="OL-04",
        name=text("党课", "Party lecture"),
        short=text("党课", "Lecture"),
        binds=MEMBERS,
        predicate="sessions",
        params={"kind": "lecture", "count": 1},
        cadence=Cadence.QUARTER,
        strength=Strength.LOCAL,
        source="ZB 16, EDU 16",
        sure="L",
        proof=text("党课记录、讲稿", "lecture record, script"),
        explain=text(
            "党员应当按期参加党课；全国没有规定次数，默认按多数单位的做法每季度1次，可在 local.toml 中修改。",
            "Members attend lectures on schedule; no national number exists, once a quarter is what most units ask "
            "(local.toml can change it).",
        ),
        remedy=text("登记本季度的一次党课并完成点名。", "Record a lecture of the quarter and take its roll."),
    ),
    rule(
        id="OL-05",
        name=text("书记讲党课", "Lecture by the secretary"),
        short=text("书记党课", "Sec. lect."),
        binds=text("支部书记", "the branch secretary"),
        predicate="lectures_by",
        params={"kind": "lecture", "count": 1, "posts": ("secretary",)},
        cadence=Cadence.YEAR,
        strength=Strength.LOCAL,
        source="ZB 16, JG 18",
        sure="L",
        proof=text("党课记录、讲稿", "lecture record, script"),
        explain=text(
            "支部书记每年至少讲1次党课（多数单位的规定，可在 local.toml 中修改）。",
            "The branch secretary gives at least one lecture a year (what most units ask; local.toml can change it).",
        ),
        remedy=text(
            "登记一次主讲人为书记的党课并完成点名。",
            "Record a lecture with the secretary as lecturer and take its roll.",
        ),
    ),
    rule(
        id="OL-06",
        name=text("主题党日", "Themed Party day"),
        short=text("主题党日", "Party day"),
        binds=MEMBERS,
        predicate="sessions",
        params={"kind": "party_day", "count": 1},
        cadence=Cadence.MONTH,
        strength=Strength.MUST,
        source="EDU 16, ZB 16",
        sure="V",
        proof=text("活动记录、签到表", "activity record, sign-in sheet"),
        explain=text(
            "党支部应当每月相对固定1天开展主题党日活动。",
            "The branch must hold a themed Party day every month, on a relatively fixed day.",
        ),
        remedy=text(
            "登记本月的一次主题党日并完成点名；过期的可以补开，并注明所补月份。",
            "Record a themed Party day of the month and take its roll; a missed one can be made up for by naming the month.",
        ),
    ),
    rule(
        id="OL-07",
        name=text("组织生活会", "Organisational life meeting"),
        short=text("组织生活会", "Life mtg"),
        binds=MEMBERS,
        predicate="sessions",
        params={"kind": "life_meeting", "count": 1, "grace": 3},
        cadence=Cadence.YEAR,
        strength=Strength.MUST,
        source="EDU 17, ZB 17",
        sure="V",
        figure_sure="D",
        proof=text("方案、会议记录、整改清单", "plan, minutes, rectification list"),
        explain=text(
            "党支部应当每年至少召开1次组织生活会，一般安排在第四季度，也可以根据工作需要随时召开；"
            "次年3月底前召开并注明所属年度的，按惯例计入该年度（默认，可在 local.toml 中修改）。",
            "The branch must hold at least one organisational life meeting a year, generally in the fourth quarter; one held "
            "by the end of next March that names the year counts for it by custom (a default that local.toml can change).",
        ),
        remedy=text(
            "登记该年度的组织生活会并完成点名；次年召开的注明所补年度。",
            "Record the year's organisational life meeting and take its roll; one held the year after names the year.",
        ),
    ),
    rule(
        id="OL-09",
        name=text("民主评议党员", "Democratic appraisal of members"),
        short=text("民主评议", "Appraisal"),
        binds=MEMBERS,
        predicate="sessions",
        params={"kind": "appraisal", "count": 1, "grace": 3},
        cadence=Cadence.YEAR,
        strength=Strength.GEN,
        source="EDU 18, ZB 18",
        sure="V",
        figure_sure="D",
        proof=text("评议记录、测评结果", "appraisal record, result sheet"),
        explain=text(
            "党支部一般每年开展1次民主评议党员，可以结合组织生活会一并进行；"
            "次年3月底前开展并注明所属年度的，按惯例计入该年度（默认，可在 local.toml 中修改）。",
            "The branch generally appraises its members once a year, if it likes together with the organisational life "
            "meeting; one held by the end of next March that names the year counts for it by custom (a default that "
            "local.toml can change).",
        ),
        remedy=text(
            "登记该年度的民主评议并完成点名；次年召开的注明所补年度。",
            "Record the year's appraisal and take its roll; one held the year after names the year.",
        ),
    ),
)
