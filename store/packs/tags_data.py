"""The tags that the program ships with, after the seed paper's own headings (domain 1.2): Chinese, then English.

The Chinese text is what a record holds. A branch adds or drops tags in its `local.toml` (`tags.py`).
"""

from __future__ import annotations

IMPLIED: dict[str, dict[str, str]] = {"学习型": {"kind": "study"}, "服务型": {"form": "志愿服务"}}
"""What a session is by its kind or form, without a tag that says so."""
OF_ITS_OWN = frozenset({"支部自主", "群众提议"})
"""Origins that are no arrangement from above."""
OPEN_FORMS = frozenset({"联学共建", "志愿服务"})
"""Forms of a session that others than the branch take part in."""
SETS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "misunderstandings",
        (
            ("误区1→走前头", "Be in front (misunderstanding 1)"),
            ("误区2→服务大局", "Serve the overall situation (misunderstanding 2)"),
            ("误区3→高标准", "High standards (misunderstanding 3)"),
            ("误区4→尽职", "Do one's duty (misunderstanding 4)"),
        ),
    ),
    (
        "services",
        (("贯彻部署", "Carry out arrangements"), ("履行职责", "Perform functions"), ("五型机关", "Five-type organ")),
    ),
    ("goal", (("创一流业绩", "First-class performance"),)),
    ("tasks", (("职能工作", "Functional work"), ("招商引资", "Investment attraction"))),
    (
        "organ_types",
        (
            ("学习型", "Learning organ"),
            ("服务型", "Service organ"),
            ("创新型", "Innovative organ"),
            ("效能型", "Efficient organ"),
            ("廉洁型", "Clean organ"),
        ),
    ),
    ("teams", (("党务工作者", "Party workers"), ("机关干部", "Organ staff"), ("党员队伍", "Party members"))),
    ("links", (("年龄结构", "Age structure"), ("知识结构", "Knowledge structure"), ("思想作风", "Thought and style"))),
    (
        "qualities",
        (
            ("主动性", "Initiative"),
            ("针对性", "Targeting"),
            ("前瞻性", "Foresight"),
            ("科学性", "Scientific approach"),
            ("培植典型", "Models"),
        ),
    ),
    (
        "institutions",
        (("党建责任制", "Responsibility system"), ("目标管理", "Target management"), ("配套制度", "Institutions")),
    ),
    (
        "turns",
        (
            ("单一转多样", "From single to diverse"),
            ("封闭转开放", "From closed to open"),
            ("传统转科学", "From traditional to scientific"),
        ),
    ),
    (
        "origin",
        (("上级部署", "Arranged from above"), ("支部自主", "The branch's own"), ("群众提议", "Proposed by the masses")),
    ),
    (
        "target_group",
        (
            ("领导干部", "Leading cadres"),
            ("党员骨干", "Backbone members"),
            ("青年党员", "Young members"),
            ("发展对象", "Candidates for admission"),
            ("离退休党员", "Retired members"),
            ("群众", "The masses"),
        ),
    ),
)
