"""Levels of Party organisation: one of a list, however it is written, never a part of a word."""

from __future__ import annotations

import re

from store.text_enum import TextEnum


class Level(TextEnum):
    """From the centre down; the first four are 县级以上."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    UNIT = "unit"
    BRANCH = "branch"


NAMES = {
    Level.CENTRAL: ("中央", "国家", "全国", "central", "national"),
    Level.PROVINCE: ("省", "自治区", "直辖市", "省部", "部", "province", "provincial"),
    Level.CITY: ("市", "地市", "地", "州", "盟", "厅", "设区的市", "municipal", "municipality", "city", "prefecture"),
    Level.COUNTY: ("县", "区", "县市区", "县区", "区县", "旗", "县处", "county", "district"),
    Level.TOWNSHIP: (
        "乡",
        "镇",
        "乡镇",
        "街道",
        "乡镇街道",
        "township",
        "town",
        "street",
        "sub-district",
        "sub district",
    ),
    Level.UNIT: ("单位", "本单位", "机关", "本机关", "机关党委", "局", "处", "unit", "organ"),
    Level.BRANCH: ("支部", "党支部", "本支部", "branch"),
}
"""What each level is called; 级, 级以上, 委, 委党校 and the like may follow a name."""

ENDINGS = r"(?:级别?|级[及或]?以上|[委级]?党校|级?党委|委|级党组织|委组织部|[级直委]?机关工委|直工委|[ -]level)$"
SEPARATORS = r"[\s,，、;；/|()（）·]+"

LEVELS = {name: level for level, names in NAMES.items() for name in names}


def level_of(text: str) -> Level | None:
    """The level that a text names as a whole, or (the highest) that the words in it name; None where none does."""
    whole = _level(text)
    if whole is not None:
        return whole
    found = {_level(word) for word in re.split(SEPARATORS, text)}
    return next((level for level in Level if level in found), None)


def _level(word: str) -> Level | None:
    plain = word.strip().casefold()
    return LEVELS.get(plain) or LEVELS.get(re.sub(ENDINGS, "", plain))
