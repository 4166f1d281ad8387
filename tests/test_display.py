"""What reaches the terminal is harmless, and as wide as we say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.display import in_whole, pad, shown, width, wrap, wrap_whole

NASTY = "\x00\x07\t\n\r\x1b\x7f\x85\x9b\u200b\u200c\u200d\u200e\u202e\u2028\u2066\ufeff\ufe0f\u0301\u0302\U000e0041"
texts = st.text(st.one_of(st.characters(), st.sampled_from(NASTY + "𠮷党。，（》ab 1[]/")), max_size=60)


@pytest.mark.parametrize(
    ("raw", "picture"),
    [
        ("plain [b]text[/] \\[x]", "plain [b]text[/] \\[x]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("欧阳建国·阿卜杜拉", "欧阳建国·阿卜杜拉"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\nb\tc\r", "a␊b␉c␍"),
        ("\x00\x7f", "␀␡"),
        ("\x85\x9b31m", "��31m"),
        ("\ud800x", "�x"),
        ("a\u202eb\u2066c\u061cd", "a⟨202E⟩b⟨2066⟩c⟨061C⟩d"),
        ("张\u200d三\u200b\ufeff\u2060", "张⟨200D⟩三⟨200B⟩⟨FEFF⟩⟨2060⟩"),
        ("\u2028\u2029", "⟨2028⟩⟨2029⟩"),
        ("x\U000e0041", "x⟨E0041⟩"),
        ("\ue000\U000f0000", "⟨E000⟩⟨F0000⟩"),
        ("soft\u00adhyphen", "soft⟨00AD⟩hyphen"),
        ("葛\U000e0100❤\ufe0f", "葛❤"),
        ("e\u0301\u0302\u0303\u0304", "e\u0301\u0302"),
        ("\u0301a", "◌\u0301a"),
        ("\ufe0f\u0301", "◌\u0301"),
        ("张　三\u00a0李", "张　三\u00a0李"),
        ("𠮷\U00031350\U000323b0", "𠮷\U00031350\U000323b0"),
        ("\u3164\u115f\u034f", "⟨3164⟩⟨115F⟩⟨034F⟩"),
        ("\uffff\u0378", "⟨FFFF⟩⟨0378⟩"),
        ("", ""),
    ],
)
def test_picture(raw: str, picture: str) -> None:
    assert shown(raw) == picture


@pytest.mark.parametrize(
    ("raw", "cells", "picture"),
    [
        ("党员大会", 8, "党员大会"),
        ("党员大会", 7, "党员大…"),
        ("党员大会", 6, "党员…"),
        ("党员大会", 2, "…"),
        ("党员大会", 1, "…"),
        ("党员大会", 0, ""),
        ("党员大会", -1, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("xe\u0301\u0302yz", 3, "xe\u0301\u0302…"),
        ("𠮷野家", 4, "𠮷…"),
        ("x" * 100_000, 4, "xxx…"),
        ("ab" + "\ufe0f" * 9_000, 2, "ab"),
        ("a" + "\u0301" * 9_000 + "bcd", 2, "a\u0301\u0301…"),
    ],
)
def test_cut(raw: str, cells: int, picture: str) -> None:
    assert shown(raw, cells) == picture


PLANES = [
    range(0x20000),
    pytest.param(range(0x20000, 0x110000), marks=pytest.mark.slow),  # ideographs, and what is assigned to nobody
]


@pytest.mark.parametrize("codes", PLANES, ids=str)
def test_every_character_is_harmless_and_as_wide_as_rich_says(codes: range) -> None:
    for code in codes:
        line = shown("x" + chr(code))
        assert cell_len(line) == width(line), hex(code)
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for c in line), hex(code)


@given(texts)
def test_one_ruler(text: str) -> None:
    line = shown(text)
    assert width(line) == cell_len(line)
    assert shown(line) == line
    assert not line or width(line[0]) > 0


@given(texts, st.integers(0, 30))
def test_cut_fits_and_is_a_beginning(text: str, cells: int) -> None:
    line, whole = shown(text, cells), shown(text)
    assert width(line) <= cells
    assert line == whole if width(whole) <= cells else cells == 0 or line == whole[: len(line) - 1] + "…"
    if cells and line != whole:  # nothing more would have fitted, and no mark was torn off
        following = whole[len(line) - 1 :]
        assert width(following[0]) > 0
        assert width(line) + width(following[0]) > cells


@given(texts, st.integers(0, 30), st.sampled_from(["left", "right", "center"]))
def test_padded_is_exact(text: str, cells: int, align) -> None:  # type: ignore[no-untyped-def]
    assert width(pad(text, cells, align)) == cells
    assert pad(text, cells, align).strip() == shown(text, cells).strip()


def test_pad_aligns() -> None:
    assert [pad("李明", 7, align) for align in ("left", "right", "center")] == ["李明   ", "   李明", " 李明  "]
    assert pad("党员大会", 4) == "党… "


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("学习党章，研究发展对象。", 8, ["学习党", "章，研究", "发展对", "象。"]),
        ("传达《关于加强学习的通知》精神", 6, ["传达", "《关于", "加强学", "习的通", "知》精", "神"]),
        ("the general meeting", 8, ["the", "general", "meeting"]),
        ("incomprehensibility", 8, ["incompre", "hensibil", "ity"]),
        ("使用PowerPoint讲课", 12, ["使用", "PowerPoint讲", "课"]),
        ("一\n\n二\r\n三", 10, ["一", "", "二", "三"]),
        ("a\tb", 10, ["a    b"]),
        ("　　首行缩进两格", 8, ["　　首行", "缩进两格"]),
        ("ab   cd", 3, ["ab", "cd"]),
        ("他说“好。”", 8, ["他说", "“好。”"]),
        ("党员", 1, ["…", "…"]),
        ("党员", 0, []),
        ("", 5, [""]),
        ("。。。。。", 4, ["。。", "。。", "。"]),
        ("\x1b[31m", 20, ["␛[31m"]),
    ],
)
def test_wrap(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


@given(texts, st.integers(2, 30))
def test_wrapped_fits_and_loses_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert all(shown(line) == line for line in lines)
    together = "".join(lines).replace(" ", "").replace("　", "")
    whole = text.replace("\r", "").replace("\n", "").replace("\t", "")
    if not any(unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Zs") for c in whole if c != " "):
        assert together == shown(whole).replace(" ", "")


def test_keys_and_choices_are_shown_whole_or_not_at_all() -> None:
    assert in_whole("Enter 存  Tab 表单  Esc 收起", 20) == "Enter 存  Tab 表单"
    assert in_whole("Enter 存  Esc", 3) == "Enter 存"
    assert wrap_whole(["1 书记", "2 副书记", "3 委员"], 16) == ["1 书记  2 副书记", "3 委员"]
    assert wrap_whole(["四个字宽", "二"], 4) == ["四个", "字宽", "二"]
