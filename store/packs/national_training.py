"""The national pack: education and training (domain 2.6)."""

from __future__ import annotations

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
    Rule(
        id="TR-02",
        name=text("书记和班子成员培训", "Training of secretary and committee"),
        short=text("班子56学时", "56 hours"),
        binds=text("支部书记和委员", "the secretary and committee members"),
        predicate="hours",
        params={"hours": 56, "course": True, "each": "member"},
        cadence=Cadence.YEAR,
        strength=Strength.GEN,
        source="PLAN24",
        sure="M",
        proof=LEDGER,
        explain=text(
            "支部书记和班子成员每年集中学习培训一般不少于56学时，至少参加1次集中培训（PLAN19 的数字，新规划待核，可在 local.toml 中修改）。",
            "The secretary and committee members generally have at least 56 hours a year, with one training course among "
            "them (figures of the former plan, to be verified for the present one; local.toml can change them).",
        ),
        remedy=text(
            "登记其培训学时；缺集中培训的，登记一次形式为集中培训的记录。",
            "Record the hours; where the course is missing, record one training of the form course.",
        ),
    ),
)
