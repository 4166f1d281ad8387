"""What holds of every line: it never raises, every character is accounted for, a record's own line says it again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quick.desk_of_lines import view
from widgets.display import shown
from widgets.quick_line.preview import preview
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import LineContext, LineKind
from widgets.quick_line.record_lines import line_of
from widgets.words.lexicon import words_of

VIEW = view()
WORDS = words_of("zh"), words_of("en")
KINDS = ("支委会", "党员大会+党课", "dxzh 一组", "培训", "督查", "谈话", "党费", "主题党日")
BITS = (
    *("12-05", "1205", "1400", "14:00", "下周三", "3点", "25:00", "13.45", "10月", "补10月", "+3", "0", "8", "11.5", "8学时"),
    *("@三楼会议室", "@slhys", "@x", "#学习型", "#三会一课", "#", "+张建国", "+李文静", "+李文静(p6)", "+zly", "翟明远", "zmy"),
    *("曾令仪,王伟", "一组", "全体", "岗前", "集中", "未执行", "执行", "OL-03", "OL-03/2026-10/g2", "党小组会", "!12-10", "骆嘉禾"),
    *("学习党章", "2026年工作计划", "：", "提醒谈话", "研究，讨论", "“两学一做”", "the minutes"),
)  # fmt: skip
GAPS = (" ", "  ", "　", "，", "\n", "\t")
LINES = st.one_of(
    st.text(max_size=60),
    st.builds(
        lambda kind, parts: kind + "".join(gap + bit for gap, bit in parts),
        st.sampled_from(("", *KINDS)),
        st.lists(st.tuples(st.sampled_from(GAPS), st.one_of(st.sampled_from(BITS), st.text(max_size=6))), max_size=9),
    ),
)
CONTEXTS = st.sampled_from(
    (
        LineContext(),
        LineContext(line_kind=LineKind(grammar="talk")),
        LineContext(line_kind=LineKind(grammar="training")),
    )
)


@settings(max_examples=4 * settings.default.max_examples)
@given(LINES, CONTEXTS)
def test_every_character_belongs_to_a_piece_and_the_reading_is_one(line, context):
    reading = read_line(line, VIEW, context)
    assert "".join(line[piece.start : piece.end] for piece in reading.pieces) == line
    assert all(piece.start < piece.end for piece in reading.pieces)
    assert (reading.edit is None) == bool(reading.problems)
    assert bool(reading.records) == (reading.edit is not None)
    assert read_line(line, VIEW, context) == reading
    bad = {(piece.start, piece.end) for piece in reading.pieces if piece.part == "bad"}
    assert bad == {(one.start, one.end) for one in reading.problems if one.text}
    for words in WORDS:
        for shown_line in preview(reading, VIEW, words):
            text = "".join(part for part, _ in shown_line)
            assert shown(text) == text
            assert "quick." not in text.replace(line, "")


@settings(max_examples=4 * settings.default.max_examples)
@given(LINES)
def test_the_line_of_a_record_makes_the_same_record(line):
    reading = read_line(line, VIEW)
    if reading.edit is not None:
        for lang in ("zh", "en"):
            again = read_line(line_of(reading.records, VIEW, lang=lang), VIEW)
            assert again.problems == ()
            assert again.edit == reading.edit
        assert line_of(again.records, VIEW, lang=lang) == line_of(reading.records, VIEW, lang=lang)


def test_all_that_is_stored_of_a_text_was_in_the_line():
    for line in ("支委会 12-05 学习 @报告厅 党章  党规 14:00 党徽", "谈话 翟明远 汪维 一 昨天 二"):
        reading = read_line(line, VIEW)
        text = "".join(line[piece.start : piece.end] for piece in reading.pieces if piece.part in ("topic", "note"))
        record = reading.records[0]
        assert "".join((getattr(record, "topic", "") or getattr(record, "note", "")).split()) == "".join(text.split())
