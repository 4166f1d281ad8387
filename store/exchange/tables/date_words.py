"""Dates of a heading as figures, whichever way they are written: 三月五日, 元月, 26年3月, full-width ones."""

from __future__ import annotations

import re
from unicodedata import normalize

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－─━→➔➜➝➡⇒", "-") | dict.fromkeys("～〜∼˜", "~"))
_CIRCLED = {ord("①") + at: f"({at + 1})" for at in range(20)}
"""3月① is the first of March's, not its first day."""
_ONE_AS_DASH = re.compile(r"(?<=[\d月])\s*一(?=\s*\d+月)")
"""1一6月: the numeral, typed for the dash that looks like it."""
_THIS_YEAR = re.compile(r"(?:今|本|当)年度?\s*(?=\d)")
_TWO_FIGURES = re.compile(
    r"(?<![\d.])['’]?(?:(\d\d)\s*年(?=\s*\d{1,2}\s*[-~月至到、])|((?:1[3-9]|[2-9]\d))([-./])(?=\d{1,2}\3\d{1,2}(?!\d)))"
)
"""26年3月, 26.3.5: a year of two figures, where nothing else can be meant."""
_NUMERALS = "一二三四五六七八九十"
_IN_WORDS = re.compile(r"[一二三四五六七八九十〇零○元\d\s年月日号份至到~、,和及与&/-]+")
_WORD_YEAR = re.compile(r"([一二三四五六七八九〇零○]{4})(?=\s*年)")
_ONLY_YEAR = re.compile(r"[一二三四五六七八九〇零○]{4}年")
_WORD_NUMBER = re.compile(r"(?:[二三]?十)[一二三四五六七八九]?|[一二三四五六七八九]")


def plain_dates(text: str) -> str:
    """A heading with one kind of dash; dates that it begins with are in figures, also where they were in words."""
    plain = normalize("NFKC", text.translate(_CIRCLED)).translate(_DASHES).strip()
    plain = _ONE_AS_DASH.sub("-", _THIS_YEAR.sub("", plain))
    plain = _TWO_FIGURES.sub(_whole_year, plain)
    if _ONLY_YEAR.fullmatch(plain):
        return _figures_of_year(plain)
    match = _IN_WORDS.match(plain)
    if match is None or "月" not in match[0] or plain[match.end() :].startswith("会"):
        return plain
    # What follows the last unit may begin a topic: 三月五日三组学习.
    end = len(plain) if match.end() == len(plain) else 1 + max(map(match[0].rfind, "年月日号份"))
    head = _WORD_YEAR.sub(lambda year: _figures_of_year(year[0]), plain[:end]).replace("元月", "1月")
    return _WORD_NUMBER.sub(lambda one: str(_figure(one[0])), head) + plain[end:]


def _whole_year(match: re.Match[str]) -> str:
    two = match[1] or match[2]
    return f"{'19' if two > '69' else '20'}{two}{match[3] or '年'}"


def _figures_of_year(words: str) -> str:
    return words.translate(str.maketrans("零○〇一二三四五六七八九", "000123456789"))


def _figure(words: str) -> int:
    """23 of 二十三."""
    tens, ten, ones = words.rpartition("十")
    return ((_NUMERALS.index(tens) + 1 if tens else 1) * 10 if ten else 0) + (_NUMERALS.index(ones) + 1 if ones else 0)
