"""The registers (台账) that every branch may keep, as data. A branch's `local.toml` adds to them and changes them
(`overlay_registers`).
"""

from __future__ import annotations

from store.packs.register import DECISION, Reached, Register, RegisterStage
from store.packs.rule import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from store.packs.target import TargetLine


def _stages(*stages: tuple[str, str, Reached]) -> tuple[RegisterStage, ...]:
    return tuple(RegisterStage(name=text(zh, en), by=by) for zh, en, by in stages)


HOURS, TIMES = "学时", "次数"
"""The figures of a plan: hours of each member, a number of sessions."""
TRAINING_SUBS = {"岗前": "pre_post", "在职": "in_service", "考察学习": "study_tour"}
"""The plans that are of training, with its kind."""

REGISTERS = (
    Register(
        id="directive",
        name=text("部署", "Directive"),
        words=("部署", "bs", "directive"),
        fields_=("doc", "due", "owner", "tags"),
        stages=_stages(
            ("收到", "Received", Reached.DAY),
            ("传达", "Conveyed", Reached.SESSION),
            ("落实", "Carried out", Reached.DONE),
        ),
        hints={"not_conveyed": 30},
    ),
    Register(
        id="difficulty",
        name=text("难点", "Difficulty"),
        words=("难点", "nd", "difficulty"),
        fields_=("due", "owner", "tags"),
        stages=_stages(
            ("提出", "Raised", Reached.DAY),
            ("攻坚", "Worked on", Reached.LINKED),
            ("解决", "Solved", Reached.DONE),
        ),
        hints={"nothing_linked": 60},
    ),
    Register(
        id="plan",
        name=text("计划", "Plan"),
        words=("计划", "jh", "plan"),
        subs=(
            text("工作", "Work"),
            text("岗前", "Pre-post"),
            text("在职", "In-service"),
            text("考察学习", "Study tour"),
        ),
        fields_=("sub", "period", "numbers", "owner", "who", "due", "tags"),
        stages=_stages(("计划", "Planned", Reached.DAY), ("完成", "Completed", Reached.FIGURES)),
        numbers=(HOURS, TIMES),
        due="period",
        hints={"no_result": 0},
    ),
    Register(
        id="model",
        name=text("典型", "Model case"),
        words=("典型", "dx", "model"),
        subs=(text("党员", "Member"), text("支部", "Branch"), text("做法", "Practice")),
        fields_=("sub", "owner", "who", "tags"),
        stages=_stages(
            ("苗子", "Seedling", Reached.DAY),
            ("盆景", "Showpiece", Reached.TYPED),
            ("推广", "Spread", Reached.TYPED),
        ),
        hints={"no_visit": 180},
    ),
    Register(
        id="pledge",
        name=text("承诺", "Pledge"),
        words=("承诺", "cn", "pledge"),
        fields_=("owner", "due", "tags"),
        stages=_stages(("承诺", "Pledged", Reached.DAY), ("评诺", "Reviewed", Reached.DONE)),
        due="year",
    ),
    Register(
        id="division",
        name=text("分工", "Division of work"),
        words=("分工", "fg", "division"),
        fields_=("rule", "owner"),
        stages=_stages(("拟定", "Drafted", Reached.DAY), ("研究", "Settled", Reached.COMMITTEE)),
        standing=True,
    ),
    Register(
        id="figure",
        name=text("数据", "Figures"),
        words=("数据", "sj", "figure"),
        fields_=("rule", "period", "numbers"),
        numbers=("人数", "平均年龄", "35以下", "36-45", "46-55", "56以上", "研究生", "本科", "大专", "中专及以下"),
        standing=True,
    ),
    Register(
        id="notice",
        name=text("通知", "Notice"),
        words=("通知", "tz", "notice"),
        subs=(text("通知", "Notice"), text("通报", "Circular")),
        fields_=("sub", "doc", "due", "owner"),
        stages=_stages(("收到", "Received", Reached.DAY), ("办结", "Closed", Reached.DONE)),
    ),
)

DECISIONS = Register(
    id=DECISION,
    name=text("议定", "Agreed"),
    words=("议定", "yd", DECISION),
    fields_=("due", "owner"),
    stages=_stages(("议定", "Agreed", Reached.DAY), ("办结", "Closed", Reached.DONE)),
)
"""What meetings agreed is shown as if it were entries."""

SPREAD = "推广"
"""The last stage of a model case."""
REPORTED = {"35以下": "0-35", "36-45": "36-45", "46-55": "46-55", "56以上": "56-200"}
"""The bands of age that a figure of the organ's staff has, each with its ends."""
SCHOOLS = ("研究生", "本科", "大专", "中专及以下")
_NAMES = {
    SCHOOLS[0]: ("研究生", "博士", "硕士"),
    SCHOOLS[2]: ("大专", "专科"),
    SCHOOLS[1]: ("本科", "大学"),
    SCHOOLS[3]: ("中专", "高中", "初中"),
}
"""What each is called on rosters, in the order in which they are looked for: 大学专科 is no 大学."""


def school_of(education: str) -> str:
    """The one of `SCHOOLS` that an education as a roster has it is; "" where none can be told."""
    return next((school for school, names in _NAMES.items() if any(name in education for name in names)), "")


TOTAL, MEAN = "人数", "平均年龄"
STAFF = "机关人员"
"""How the entry begins that reports the organ's staff."""
EXTERNAL = "上级评分"
"""The figure that any 数据 about a target may have: what the higher level gave it."""

_SHIPPED = {one.id: one for one in REGISTERS}


def registers(settings: Mapping[str, Any]) -> Mapping[str, Register]:
    """Every register of a branch by id; `settings` are its pack's."""
    return settings.get("registers") or _SHIPPED


def register_of(settings: Mapping[str, Any], kind: str) -> Register | None:
    """The register of a kind of entry, that of decisions too; None where nobody declares it."""
    return DECISIONS if kind == DECISION else registers(settings).get(kind)


def target_of(settings: Mapping[str, Any], id: str) -> TargetLine | None:
    """The target of a sheet with an id."""
    found: TargetLine | None = settings.get("targets", {}).get(id)
    return found


def numbers_of(settings: Mapping[str, Any], register: Register, target: str) -> tuple[str, ...]:
    """The figures that an entry may have: those of its register, or the one of the target that it is about."""
    line = target_of(settings, target) if target else None
    if line is None:
        return register.numbers
    unit = line.params.get("unit")
    return (unit, EXTERNAL) if unit else (EXTERNAL,)
