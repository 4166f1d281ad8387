"""The national pack: how sessions of organisational life are held (domain 2.4), and quorum (2.5)."""

from __future__ import annotations

from store.packs.rule import Rule, Strength, Text, text

BRANCH = text("党支部", "the branch")
ROLL = text("签到表、会议记录", "sign-in sheet, minutes")


def _quorum(
    id: str, name: Text, short: Text, of: tuple[str, ...], measure: str, source: str, sure: str, explain: Text
) -> Rule:
    return Rule(
        id=id,
        name=name,
        short=short,
        binds=text("有表决权的应到人员", "voters who should attend"),
        predicate="each_quorate",
        params={"of": of, "measure": measure},
        strength=Strength.MUST,
        source=source,
        sure=sure,
        proof=ROLL,
        explain=explain,
        remedy=text(
            "未达到规定人数的，表决无效，应另行召开；点名有误的，更正点名。",
            "Without the quorum no vote is valid: hold it again; where the roll is wrong, correct it.",
        ),
    )


RULES = (
    Rule(
        id="OL-06a",
        name=text("主题党日内容", "Content of the Party day"),
        short=text("党日内容", "Content"),
        binds=text("每次主题党日", "each Party day"),
        predicate="each_has_content",
        params={"of": ("party_day",)},
        strength=Strength.MUST,
        source="EDU 16, ZB 16",
        sure="V",
        proof=text("活动记录", "activity record"),
        explain=text(
            "主题党日组织党员集中学习、过组织生活、进行民主议事和志愿服务等，事先研究确定主题。",
            "A Party day consists of collective study, organisational life, deliberation or voluntary service; its topic is fixed beforehand.",
        ),
        remedy=text("补写主题或内容。", "Enter its topic or content."),
    ),
    Rule(
        id="OL-08",
        name=text("组织生活会程序", "Procedure of the life meeting"),
        short=text("生活会程序", "Life proc."),
        binds=text("每次组织生活会", "each organisational life meeting"),
        predicate="each_followed_up",
        params={"of": ("life_meeting",)},
        strength=Strength.MUST,
        source="ZB 17",
        sure="M",
        proof=text("问题清单、整改清单", "list of problems, list of rectifications"),
        explain=text(
            "会前确定主题、学习、谈心、听取意见，会上查摆问题、批评和自我批评，会后逐项列出整改措施（条文待核）。",
            "Before it: topic, study, talks, opinions; at it: problems, criticism and self-criticism; after it: rectification, item by item (article to be verified).",
        ),
        remedy=text(
            "在该次会议中登记整改事项及责任人或期限。",
            "Enter the rectifications as decisions of the meeting, each with an owner or a date.",
        ),
    ),
    Rule(
        id="OL-10",
        name=text("民主评议程序", "Procedure of the appraisal"),
        short=text("评议程序", "App. proc."),
        binds=text("每次民主评议", "each appraisal"),
        predicate="each_ticked",
        params={"of": ("appraisal",)},
        strength=Strength.MUST,
        source="EDU 18, ZB 18",
        sure="V",
        proof=text("自评、互评、测评表", "forms of self, peer and general appraisal"),
        explain=text(
            "民主评议按个人自评、党员互评、民主测评的程序进行，由支委会或党员大会提出评定意见。",
            "Appraisal goes from self to peers to the general vote; the committee or general meeting gives its opinion.",
        ),
        remedy=text(
            "以督查记录登记该次评议的程序是否完整。", "Record by an inspection whether the procedure was complete."
        ),
    ),
    Rule(
        id="OL-11",
        name=text("评定等次", "Grades and quota"),
        short=text("评定等次", "Grades"),
        binds=text("每次民主评议", "each appraisal"),
        predicate="each_ticked",
        params={"of": ("appraisal",)},
        strength=Strength.GEN,
        source="12371",
        sure="V",
        proof=text("评议结果", "result of the appraisal"),
        explain=text(
            "等次为优秀、合格、基本合格、不合格，优秀比例一般不超过三分之一。",
            "Grades are excellent, qualified, basically qualified, unqualified; excellent is generally at most one third.",
        ),
        remedy=text("以督查记录登记等次比例是否符合。", "Record by an inspection whether the shares are right."),
    ),
    Rule(
        id="OL-12",
        name=text("预备党员参加评议", "Probationary members in appraisal"),
        short=text("预备参评", "Probation."),
        binds=text("预备党员", "probationary members"),
        applies=("probationary",),
        predicate="each_probationary_there",
        params={"of": ("appraisal",)},
        strength=Strength.GEN,
        source="12371",
        sure="S",
        proof=ROLL,
        explain=text(
            "预备党员参加民主评议，但不评定等次。", "Probationary members take part in the appraisal and get no grade."
        ),
        remedy=text(
            "更正该次会议的应到名单，或登记原因。", "Correct who was expected at the meeting, or record the reason."
        ),
    ),
    Rule(
        id="OL-19",
        name=text("主持人", "Who chairs"),
        short=text("主持人", "Chair"),
        binds=text("每次大会、支委会、小组会", "each general, committee and group meeting"),
        predicate="each_chaired",
        params={"of": ("general_meeting", "committee_meeting", "group_meeting")},
        strength=Strength.MUST,
        source="ZB 14",
        sure="V",
        proof=text("会议记录", "minutes"),
        explain=text(
            "党员大会、支委会由书记召集并主持，可委托副书记或委员；党小组会由组长召集并主持。",
            "The secretary convenes and chairs general and committee meetings, or a deputy or committee member does; the leader chairs a group's.",
        ),
        remedy=text(
            "补写主持人；由他人主持的登记原因。", "Enter who chaired; where it was somebody else, record the reason."
        ),
    ),
    Rule(
        id="OL-20",
        name=text("先议后决", "Committee discusses first"),
        short=text("先议后决", "Discuss 1"),
        binds=text("提交党员大会表决的事项", "matters that the general meeting votes on"),
        applies=("committee",),
        predicate="each_discussed_first",
        params={"of": ("general_meeting",), "days": 31},
        strength=Strength.GEN,
        source="ZB 12",
        sure="V",
        proof=text("支委会记录", "minutes of the committee"),
        explain=text(
            "提交党员大会的事项一般先由支委会讨论（默认看会前31天内有无支委会）。",
            "Matters for the general meeting are generally discussed by the committee first (here: one in the 31 days before).",
        ),
        remedy=text("登记会前讨论该事项的支委会。", "Record the committee meeting that discussed the matter."),
    ),
    Rule(
        id="OL-23",
        name=text("及时记录", "Timely record"),
        short=text("及时记录", "In time"),
        binds=BRANCH,
        predicate="each_in_time",
        params={"days": 3},
        strength=Strength.LOCAL,
        source="local",
        sure="L",
        proof=text("点名入库日期", "day on which the roll was stored"),
        explain=text(
            "会后3个工作日内完成记录（地方做法，在 local.toml 中采用后生效）。",
            "The record is made within three working days of the session (a local custom; binds once local.toml adopts it).",
        ),
        remedy=text(
            "今后在会后3个工作日内完成点名和记录；本次可登记原因。",
            "Take the roll within three working days from now on; record the reason for this one.",
        ),
        adopted=False,
    ),
    Rule(
        id="OL-24",
        name=text("党课与会议合开", "Lecture and meeting together"),
        short=text("合开分记", "Apart"),
        binds=text("与会议合开的党课", "lectures held together with a meeting"),
        predicate="each_recorded_apart",
        params={"of": ("lecture",)},
        strength=Strength.LOCAL,
        source="local",
        sure="L",
        proof=text("分别的记录", "two records"),
        explain=text(
            "党课可与会议一并安排，但应分别记录（地方做法，在 local.toml 中采用后生效）。",
            "A lecture may be held together with a meeting and is recorded separately (a local custom; binds once local.toml adopts it).",
        ),
        remedy=text("为党课一项补写题目或内容。", "Enter a topic or content for the lecture."),
        adopted=False,
    ),
    _quorum(
        "Q-01",
        text("党员大会表决到会人数", "Quorum of a general meeting's vote"),
        text("大会表决", "Vote"),
        ("general_meeting",),
        "resolution",
        "ZB 11",
        "V",
        text(
            "党员大会表决时，到会有表决权的党员须达到应到有表决权人数的半数以上（含半数）。",
            "When the general meeting votes, at least half of the voters who should attend must be present.",
        ),
    ),
    _quorum(
        "Q-02",
        text("支委会到会人数", "Quorum of the committee"),
        text("支委人数", "Com. quor."),
        ("committee_meeting",),
        "committee",
        "ZB 12",
        "V",
        text(
            "支委会须有半数以上委员到会方可进行。",
            "A committee meeting needs at least half of the committee's members.",
        ),
    ),
    _quorum(
        "Q-03",
        text("发展党员表决", "Votes on admission"),
        text("发展表决", "Adm. vote"),
        ("general_meeting",),
        "admission",
        "FZ14 20, FZ14 22, FZ26 19, FZ26 20",
        "S",
        text(
            "讨论接收预备党员、转正、延长或取消时，到会有表决权人数须超过应到有表决权人数的半数，无记名投票，逐个表决。",
            "On admission, full membership, extension or cancellation, more than half of the voters who should attend must be present; secret ballot, one by one.",
        ),
    ),
    _quorum(
        "Q-04",
        text("选举到会人数", "Quorum of an election"),
        text("选举人数", "El. quorum"),
        ("general_meeting",),
        "election",
        "XJ",
        "S",
        text(
            "选举时，到会有选举权的人数须达到应到有选举权人数的五分之四。",
            "An election needs four fifths of the voters who should attend.",
        ),
    ),
    _quorum(
        "Q-05",
        text("民主生活会到会人数", "Quorum of the democratic life meeting"),
        text("民主会人数", "Dem. quor."),
        ("democratic_meeting",),
        "democratic",
        "MZ",
        "S",
        text(
            "民主生活会到会人数须达到应到人数的三分之二以上。",
            "A democratic life meeting needs two thirds of those who should attend.",
        ),
    ),
)
