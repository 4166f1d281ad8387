"""The national pack: how sessions of organisational life are held (domain 2.4), and quorum (2.5)."""

from __future__ import annotations

from store.packs.national_admission import FORMER, REVISED
from store.packs.rule import Rule, Strength, Text, rule, text
from store.periods import ONE_DAY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

BRANCH = text("党支部", "the branch")
ROLL = text("签到表、会议记录", "sign-in sheet, minutes")
VOTERS = text("应到会有表决权的党员", "voters who should attend")


def _quorum(
    id: str,
    name: Text,
    short: Text,
    of: tuple[str, ...],
    measure: str,
    source: str,
    sure: str,
    explain: Text,
    *,
    binds: Text = VOTERS,
    since: date | None = None,
    until: date | None = None,
) -> Rule:
    return rule(
        id=id,
        name=name,
        short=short,
        binds=binds,
        predicate="each_quorate",
        params={"of": of, "measure": measure},
        strength=Strength.MUST,
        source=source,
        sure=sure,
        proof=ROLL,
        explain=explain,
        remedy=text(
            "到会人数未达到规定的，会议不能举行、表决无效，应当另行召开；点名有误的，更正点名。",
            "Without the quorum no meeting can be held and no vote is valid: hold it again; where the roll is wrong, correct it.",
        ),
        valid_from=since,
        valid_to=until,
    )


RULES = (
    rule(
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
            "主题党日应当组织党员集中学习、过组织生活、进行民主议事和志愿服务等，主题由党支部事先研究确定。",
            "A Party day must consist of collective study, organisational life, deliberation or voluntary service, and its topic is fixed beforehand.",
        ),
        remedy=text("补写主题或内容。", "Enter its topic or content."),
    ),
    rule(
        id="OL-08",
        name=text("组织生活会程序", "Procedure of the life meeting"),
        short=text("生活会程序", "Life proc."),
        binds=text("每次组织生活会", "each organisational life meeting"),
        predicate="each_followed_up",
        params={"of": ("life_meeting",)},
        strength=Strength.MUST,
        source="ZB 17",
        sure="V",
        proof=text("问题清单、整改清单", "list of problems, list of rectifications"),
        explain=text(
            "组织生活会应当确定主题，会前认真学习，谈心谈话，听取意见；会上查摆问题，开展批评和自我批评，明确整改方向；"
            "会后制定整改措施，逐一整改落实。",
            "A life meeting must have a topic, study, talks and opinions before it, problems, criticism and self-criticism at "
            "it, and rectification, item by item, after it.",
        ),
        remedy=text(
            "在该次会议的议定事项中登记整改事项，并写明责任人或者期限。",
            "Enter the rectifications as decisions of the meeting, each with an owner or a date.",
        ),
    ),
    rule(
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
            "民主评议党员应当按照个人自评、党员互评、民主测评的程序进行，由支部委员会会议或者党员大会综合提出评定意见。",
            "Appraisal must go from self to peers to the general vote; the committee or general meeting gives its opinion.",
        ),
        remedy=text(
            "登记完成情况：程序完整的，结果选“执行”。",
            "Record that it is done: the result is executed where no step was left out.",
        ),
    ),
    rule(
        id="OL-11",
        name=text("评定等次", "Grades and quota"),
        short=text("评定等次", "Grades"),
        binds=text("每次民主评议", "each appraisal"),
        predicate="each_ticked",
        params={"of": ("appraisal",)},
        strength=Strength.GEN,
        source="EDU 18, 12371",
        sure="V",
        figure_sure="S",
        proof=text("评议结果", "result of the appraisal"),
        explain=text(
            "评定等次分为优秀、合格、基本合格、不合格，优秀党员比例一般不超过三分之一。",
            "Grades are excellent, qualified, basically qualified, unqualified; excellent is generally at most one third.",
        ),
        remedy=text(
            "登记完成情况：等次和比例符合要求的，结果选“执行”。",
            "Record that it is done: the result is executed where the grades and their shares are right.",
        ),
    ),
    rule(
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
            "预备党员一般应当参加民主评议，但不评定等次。",
            "Probationary members generally take part in the appraisal and get no grade.",
        ),
        remedy=text(
            "更正该次会议的应到名单，或登记原因。", "Correct who was expected at the meeting, or record the reason."
        ),
    ),
    rule(
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
            "支部党员大会、支部委员会会议应当由党支部书记召集并主持，书记不能参加的，可以委托副书记或者委员；"
            "党小组会由党小组组长召集并主持。",
            "The secretary must convene and chair general and committee meetings, or a deputy or committee member whom the secretary asked; the leader chairs a group's.",
        ),
        remedy=text(
            "补写主持人；由他人主持的登记原因。", "Enter who chaired; where it was somebody else, record the reason."
        ),
    ),
    rule(
        id="OL-20",
        name=text("先议后决", "Committee discusses first"),
        short=text("先议后决", "Discussed"),
        binds=text("提交党员大会表决的事项", "matters that the general meeting votes on"),
        applies=("committee",),
        predicate="each_discussed_first",
        params={"of": ("general_meeting",), "days": 31},
        strength=Strength.GEN,
        source="ZB 12",
        sure="V",
        figure_sure="D",
        proof=text("支委会记录", "minutes of the committee"),
        explain=text(
            "提交支部党员大会表决的事项，一般先由支部委员会会议讨论（默认查看会前31天内有无支委会，可在 local.toml 中修改）。",
            "Matters for the general meeting are generally discussed by the committee first (by default: one in the 31 days "
            "before; local.toml can change it).",
        ),
        remedy=text("登记会前讨论该事项的支委会。", "Record the committee meeting that discussed the matter."),
    ),
    rule(
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
    rule(
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
            "支部党员大会进行表决时，有表决权的党员到会人数必须达到应到会人数的半数以上（含半数）；"
            "赞成人数超过应到会有表决权的党员的半数为通过。",
            "When the general meeting votes, at least half of the voters who should attend must be present; a matter is "
            "carried by more than half of the voters who should attend.",
        ),
    ),
    _quorum(
        "Q-02",
        text("支委会到会人数", "Quorum of the committee"),
        text("支委会人数", "Com. quor."),
        ("committee_meeting",),
        "committee",
        "ZB 12",
        "V",
        text(
            "支部委员会会议必须有半数以上委员到会方可进行（以全体委员为应到，含登记免于参加的委员）。",
            "At least half of all the committee's members must be there for it to meet, the exempt counted with them.",
        ),
        binds=text("全体委员", "all members of the committee"),
    ),
    *(
        _quorum(
            "Q-03",
            text("发展党员表决", "Votes on admission"),
            text("发展表决", "Adm. vote"),
            ("general_meeting",),
            "admission",
            source,
            "S",
            text(
                "讨论接收预备党员、预备党员转正、延长预备期、取消预备党员资格时，有表决权的到会人数必须超过应到会有表决权人数的半数，"
                "采取无记名投票方式逐个表决；赞成人数超过应到会有表决权的党员的半数为通过。因故不能到会的正式党员，"
                "会前正式向党支部提出书面意见的，应当统计在票数内。",
                "On admission, full membership, extension or cancellation, more than half of the voters who should attend must "
                "be present; secret ballot, one by one; carried by more than half of the voters who should attend. Written "
                "opinions that absent full members gave before the meeting count as votes.",
            ),
            since=since,
            until=until,
        )
        for source, since, until in (
            ("FZ14 20, FZ14 22", FORMER, REVISED - ONE_DAY),
            ("FZ26 19, FZ26 20", REVISED, None),
        )
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
            "进行选举时，有选举权的到会人数必须不少于应到会人数的五分之四，会议方为有效。",
            "For an election, at least four fifths of the voters who should attend must be present.",
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
            "民主生活会到会人数必须达到应到会人数的三分之二以上（应到会为领导班子中的党员）。",
            "At least two thirds of the leading body's members who should attend must be present at its democratic life meeting.",
        ),
        binds=text("党组（领导班子）成员", "members of the leading body"),
    ),
)
