"""Legal holidays and make-up working days, as the General Office of the State Council announces them each autumn.

A year is here when its notice was read and two independent tables of it agree; no year is foretold. A new year is one
entry: the source, then for each holiday its code, its days `MM-DD` or `MM-DD..MM-DD`, and the days worked for it.
"""

from __future__ import annotations

NOTICES: dict[int, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    2021: (
        "https://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm",
        (
            ("new_year", "01-01..01-03", ""),
            ("spring", "02-11..02-17", "02-07 02-20"),
            ("qingming", "04-03..04-05", ""),
            ("labour", "05-01..05-05", "04-25 05-08"),
            ("dragon_boat", "06-12..06-14", ""),
            ("mid_autumn", "09-19..09-21", "09-18"),
            ("national", "10-01..10-07", "09-26 10-09"),
        ),
    ),
    2022: (
        "https://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm",
        (
            ("new_year", "01-01..01-03", ""),
            ("spring", "01-31..02-06", "01-29 01-30"),
            ("qingming", "04-03..04-05", "04-02"),
            ("labour", "04-30..05-04", "04-24 05-07"),
            ("dragon_boat", "06-03..06-05", ""),
            ("mid_autumn", "09-10..09-12", ""),
            ("national", "10-01..10-07", "10-08 10-09"),
            ("new_year", "12-31", ""),  # by the notice for 2023
        ),
    ),
    2023: (
        "https://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm",
        (
            ("new_year", "01-01..01-02", ""),
            ("spring", "01-21..01-27", "01-28 01-29"),
            ("qingming", "04-05", ""),
            ("labour", "04-29..05-03", "04-23 05-06"),
            ("dragon_boat", "06-22..06-24", "06-25"),
            ("national", "09-29..10-06", "10-07 10-08"),
            ("mid_autumn", "09-29", ""),
        ),
    ),
    2024: (
        "https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm",
        (
            ("new_year", "01-01", ""),
            ("spring", "02-10..02-17", "02-04 02-18"),
            ("qingming", "04-04..04-06", "04-07"),
            ("labour", "05-01..05-05", "04-28 05-11"),
            ("dragon_boat", "06-10", ""),
            ("mid_autumn", "09-15..09-17", "09-14"),
            ("national", "10-01..10-07", "09-29 10-12"),
        ),
    ),
    2025: (
        "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
        (
            ("new_year", "01-01", ""),
            ("spring", "01-28..02-04", "01-26 02-08"),
            ("qingming", "04-04..04-06", ""),
            ("labour", "05-01..05-05", "04-27"),
            ("dragon_boat", "05-31..06-02", ""),
            ("national", "10-01..10-08", "09-28 10-11"),
            ("mid_autumn", "10-06", ""),
        ),
    ),
    2026: (
        "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
        (
            ("new_year", "01-01..01-03", "01-04"),
            ("spring", "02-15..02-23", "02-14 02-28"),
            ("qingming", "04-04..04-06", ""),
            ("labour", "05-01..05-05", "05-09"),
            ("dragon_boat", "06-19..06-21", ""),
            ("mid_autumn", "09-25..09-27", ""),
            ("national", "10-01..10-07", "09-20 10-10"),
        ),
    ),
}
