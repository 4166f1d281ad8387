"""Whoever knows how a name is said or written finds it."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.pinyin import (
    BEGINNING,
    EXACT,
    INITIALS,
    INITIALS_AT_MOST,
    INSIDE,
    MIDDLE,
    PINYIN,
    fold,
    holds,
    initials,
    matches,
    rank,
)
from store.pinyin_data import readings_of


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("张 三", "张三"),
        ("张　三\u00a0\ufeff", "张三"),
        ("ＡＢＣ１２", "abc12"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉‧买买提・", "阿卜杜拉·买买提·"),
        ("阿\u200d卜", "阿卜"),
        ("葛\U000e0100", "葛"),
        ("\uf9b8", "隸"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text(st.one_of(st.characters(), st.sampled_from("张·•．. 　Ａa１ß")), max_size=30))
def test_fold_is_done_once(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert not any(c.isspace() or unicodedata.category(c) in ("Cf", "Cc") for c in key)


FOUND = [
    ("sxx", "单雄信"), ("shanxiongxin", "单雄信"), ("dxx", "单雄信"), ("zgf", "曾国藩"), ("cgf", "曾国藩"),
    ("zengguofan", "曾国藩"), ("xj", "解缙"), ("jiejin", "解缙"), ("zly", "查良镛"), ("chaliangyong", "查良镛"),
    ("zhalyong", "查良镛"), ("zzg", "翟志刚"), ("dzg", "翟志刚"), ("zhaizhigang", "翟志刚"), ("lb", "吕布"),
    ("lvbu", "吕布"), ("lubu", "吕布"), ("lyubu", "吕布"), ("lüb", "吕布"), ("oyjg", "欧阳建国"),
    ("ouyangjg", "欧阳建国"), ("ouyjianguo", "欧阳建国"), ("abdl", "阿卜杜拉·买买提"),
    ("abdlmmt", "阿卜杜拉·买买提"),
    ("abudula maimaiti", "阿卜杜拉·买买提"), ("阿卜杜拉买买提", "阿卜杜拉·买买提"), ("拉m", "阿卜杜拉·买买提"),
    ("mmt", "阿卜杜拉·买买提"), ("买买提", "阿卜杜拉·买买提"), ("qj", "仇杰"), ("ouyf", "区云飞"), ("qinx", "覃晓"),
    ("tx", "覃晓"), ("piao", "朴正"), ("gecp", "盖春平"), ("moqi", "万俟卨"), ("yuchi", "尉迟恭"),
    ("xianyu", "鲜于枢"),
    ("张j国", "张建国"), ("zhang建guo", "张建国"), ("jg", "张建国"), ("guo", "张建国"), ("z", "张建国"),
    ("ZJG", "张建国"),
    ("ｚｊｇ", "张建国"), ("z j g", "张建国"), ("zhang'jian'guo", "张建国"), ("张建国", "张 建国"),
    ("xian", "西安"),
    ("xian", "先进"), ("2026", "2026年工作计划"), ("2026ngz", "2026年工作计划"), ("2026nian", "2026年工作计划"),
    ("gzjh", "2026年工作计划"), ("pptkj", "PPT课件"), ("pk", "PPT课件"), ("point", "PowerPoint讲课"),
    ("gtp", "Go to panel"), ("go to p", "Go to panel"), ("ji", "𠮷野"), ("𠮷", "𠮷野"), ("𠮷y", "𠮷野"),
    ("", "张建国"), ("\x00", "张建国"),
    ("、", "学习、讨论"), ("xxtl", "学习、讨论"), ("bl", "白乐"), ("hao", "郝"), ("ling", "〇"),
    ("é", "cafe\u0301"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text"), FOUND)
def test_found(pattern: str, text: str) -> None:
    assert matches(pattern, text) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("zgj", "张建国"), ("zg", "张建国"), ("zhangg", "张建国"), ("ang", "张建国"), ("zjgx", "张建国"),
        ("李", "张建国"),
        ("张国", "张建国"), ("x", ""), ("、", "学习"), ("zaj", "张建国"), ("1", "张建国"),
        ("26ngz", "2026年工作计划"),
        ("l", "PPT"),
    ],
)  # fmt: skip
def test_not_found(pattern: str, text: str) -> None:
    assert matches(pattern, text) is None
    assert rank(pattern, text) is None


@pytest.mark.parametrize(
    ("pattern", "text", "part"),
    [
        ("jg", "张建国", "建国"), ("建", "张 建国", "建"), ("zjg", "张 建国", "张 建国"),
        ("mm", "阿卜杜拉·买买提", "买买"),
        ("lam", "阿卜杜拉·买买提", "拉·买"), ("b", "ａｂ", "ｂ"), ("gz", "2026年工作计划", "工作"),
        ("国", "张建国", "国"),
        ("℃c", "1℃C", "℃C"),
    ],
)  # fmt: skip
def test_where(pattern: str, text: str, part: str) -> None:
    span = matches(pattern, text)
    assert span is not None
    assert text[slice(*span)] == part


@pytest.mark.parametrize(
    ("pattern", "text", "readings", "found"),
    [
        ("nly", "查良镛", "ni liang yong", True),
        ("zly", "查良镛", "ni liang yong", True),
        ("niliang", "查良镛", "Nǐ Liáng Yōng", True),
        ("lvmu", "㊙木", "lü mu", True),
        ("heihei", "张建国", "hei hei hei", True),
        ("nily", "查良镛", "niliangyong", False),
        ("niliangyong", "查良镛", "niliangyong", True),
        ("nily", "查良镛", None, False),
    ],
)
def test_own_readings(pattern: str, text: str, readings: str | None, found: bool) -> None:
    assert (matches(pattern, text, readings) is not None) is found


def test_ranks_are_in_order() -> None:
    assert EXACT < BEGINNING < INITIALS < PINYIN < MIDDLE < INSIDE
    expected = [
        ("张建国", "张建国", EXACT), ("张", "张建国", BEGINNING), ("zjg", "张建国", INITIALS),
        ("zj", "张建国", INITIALS),
        ("zhangj", "张建国", PINYIN), ("建国", "张建国", MIDDLE), ("jg", "张建国", INSIDE),
        ("ppt", "PPT课件", BEGINNING),
    ]  # fmt: skip
    for pattern, text, value in expected:
        assert rank(pattern, text) == value, (pattern, text)
    names = ["李张明", "张建国", "章张", "张"]
    assert sorted(names, key=lambda name: rank("张", name) or 0) == ["张", "张建国", "李张明", "章张"]


def test_initials() -> None:
    assert initials("单雄信") >= {"sxx", "dxx", "cxx"}
    assert initials("张建国") == {"zjg"}
    assert "abdlmmt" in initials("阿卜杜拉·买买提")
    assert initials("A组2") == {"az2"}
    assert initials("") == {""}
    assert len(initials("行" * 20)) == INITIALS_AT_MOST


@pytest.mark.parametrize(
    ("character", "wanted"),
    [
        ("单", "shan dan chan"), ("曾", "zeng ceng"), ("解", "xie jie"), ("查", "zha cha"), ("翟", "zhai di"),
        ("仇", "qiu chou"), ("区", "ou qu"), ("覃", "qin tan"), ("朴", "piao pu"), ("盖", "ge gai"),
        ("吕", "lv lu lyu"),
        ("女", "nv nu nyu"), ("略", "lve lue"), ("乐", "le yue lao"), ("任", "ren"), ("缪", "miao"),
        ("召", "shao zhao"),
        ("繁", "po fan"), ("种", "chong zhong"), ("黑", "hei he"), ("员", "yun yuan"), ("那", "na nuo"),
        ("谌", "chen shen"),
        ("牟", "mu mou"), ("祭", "zhai ji"), ("柏", "bai bo"), ("薄", "bo bao"), ("费", "fei bi"), ("郤", "xi qie"),
        ("仉", "zhang"), ("庹", "tuo"), ("亓", "qi"), ("𠮷", "ji"), ("㛃", "jie"), ("𬱖", "di"), ("〇", "ling"),
        ("a", ""), ("·", ""), ("가", ""), ("\U0003ffff", ""),
    ],
)  # fmt: skip
def test_readings(character: str, wanted: str) -> None:
    assert set(wanted.split()) <= set(readings_of(character))
    assert bool(wanted) == bool(readings_of(character))


def test_every_common_ideograph_can_be_typed() -> None:
    def typeable(first: int, last: int) -> float:
        codes = [c for c in range(first, last + 1) if unicodedata.category(chr(c)) == "Lo"]
        return sum(1 for c in codes if readings_of(chr(c))) / len(codes)

    assert typeable(0x4E00, 0x9FFF) > 0.99
    assert typeable(0x3400, 0x4DBF) > 0.85
    gb2312 = [bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    assert [c for c in gb2312 if c and not readings_of(c)] == []
    for code in range(0x3400, 0xA000):
        assert all(reading.isascii() and reading.isalpha() and reading.islower() for reading in readings_of(chr(code)))


names = st.text(st.sampled_from("单曾解查翟仇区覃朴盖吕欧阳建国阿卜杜拉买提·𠮷A2 "), min_size=1, max_size=6)


@given(names, st.data())
def test_any_mixture_is_found(name: str, data: st.DataObject) -> None:
    pattern = ""
    for character in name:
        ways = [character, *readings_of(character)]
        way = data.draw(st.sampled_from(ways))
        if character not in way and character not in "·A2 ":
            way = way[: data.draw(st.integers(1, len(way)))]
        pattern += way
    span = matches(pattern, name)
    assert span is not None
    assert span == (0, 0) or 0 <= span[0] < span[1] <= len(name)


@given(names)
def test_all_initials_are_found(name: str) -> None:
    assert all(matches(row, name) is not None for row in initials(name))


@given(st.text(max_size=8), st.text(max_size=12))
def test_never_fails_and_spans_lie_inside(pattern: str, text: str) -> None:
    span = matches(pattern, text)
    assert (span is None) == (rank(pattern, text) is None)
    if span is not None:
        assert 0 <= span[0] <= span[1] <= len(text)


def test_pathological_repeats_are_cheap() -> None:
    assert matches("z" * 60 + "x", "着" * 60) is None
    assert matches("nengnengneng" * 9 + "0", "嗯能" * 60) is None


def test_the_table_waits_for_a_latin_letter() -> None:
    code = (
        "import sys; from store.folding import fold; from store.pinyin import matches;"
        "assert matches('张', '张建国') and not matches('李', '张·建国') and matches('张建', '张·建国');"
        "assert 'store.pinyin_data' not in sys.modules; assert matches('zj', '张建国');"
        "assert 'store.pinyin_data' in sys.modules; assert 're' not in sys.modules"
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True)


@given(
    st.text(st.sampled_from("zhangjgsx1.· "), min_size=1, max_size=6),
    st.text(st.sampled_from("张建国单jg1a. ée\u0301"), max_size=8),
)
def test_what_a_longer_pattern_finds_its_beginning_has_found(pattern: str, text: str) -> None:
    """So a list that is being filtered need only be looked through once, from the first letter or digit on."""
    if holds(pattern, text):
        beginnings = [pattern[:end] for end in range(len(pattern))]
        assert all(holds(one, text) for one in beginnings if any(map(str.isalnum, one)))


@given(st.text(max_size=4), st.text(max_size=12))
def test_holding_is_matching(pattern: str, text: str) -> None:
    assert holds(pattern, text) == (matches(pattern, text) is not None)


@given(
    st.text(st.sampled_from("zhangjgdx1.张建é"), min_size=1, max_size=3),
    st.text(st.sampled_from("张建国单jgA1．. ée\u0301Ⅳ㎏"), max_size=8),
)
def test_no_text_is_passed_over_by_its_letters(pattern: str, text: str) -> None:
    """`_found` passes over texts that lack a letter: with nothing passed over, no more is found."""
    with pytest.MonkeyPatch.context() as patch:
        found = holds(pattern, text)
        patch.setattr("store.pinyin._may_have", lambda text, key: frozenset(fold(pattern)) | {"v"})
        assert holds(pattern, text) == found


def test_what_is_longer_than_any_reading_is_not_read(monkeypatch):
    monkeypatch.setattr("store.pinyin._read", pytest.fail)
    assert not holds("zhang" * 800, "张建国")
    assert not holds("z-" * 800, "张建国")
