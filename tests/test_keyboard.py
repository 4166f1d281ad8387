"""What is typed arrives as what was meant, however it is cut, encoded or garbled."""

from __future__ import annotations

import os
import threading
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import constants, events

from tui.terminal import keyboard as module
from tui.terminal.decode import KeyDecoder
from tui.terminal.keyboard import PASTE_PATIENCE, ForeignEncoding, InputClosed, Keyboard, Wake, read_keys

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)


def told(messages):
    """Keys as their names, pastes as their texts in a tuple, other messages as their classes."""
    texts = {events.Key: lambda key: key.key, events.Paste: lambda paste: (paste.text,)}
    return [texts.get(type(message), type)(message) for message in messages]


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    monkeypatch.setattr("textual._parser.get_time", lambda: now[0])
    return now


@given(text=st.text(st.characters(exclude_categories=["Cs"])), cuts=st.lists(st.integers(0, 80)))
def test_utf8_cut_anywhere(text, cuts):
    data, decoder = text.encode(), KeyDecoder()
    decoder.feed("党".encode())
    bounds = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    assert "".join(decoder.feed(data[a:b]) for a, b in pairwise(bounds)) == text
    assert not decoder.foreign


@given(texts=st.lists(CHINESE, min_size=1))
def test_gbk_once_known_is_read_as_such(texts):
    decoder = KeyDecoder()
    assert decoder.feed("党支部会议记录".encode("gbk")) == "党支部会议记录"
    read = [decoder.feed(char.encode("gb18030")) for text in texts for char in text]
    assert decoder.foreign
    assert "".join(read) == "".join(texts)


@pytest.mark.parametrize("text", ["中", "李明", "通知", "欧阳建国", "马", "三会一课，2026", "張"])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_first_words(text, encoding):
    decoder = KeyDecoder()
    assert decoder.feed(text.encode(encoding)) == text
    assert decoder.foreign is (encoding != "utf-8")


@pytest.mark.parametrize("text", ["·", "é", "lǚ", "Ω", "Ж", "阿卜杜拉·买买提"])
def test_two_bytes_of_utf8(text):
    assert KeyDecoder().feed(text.encode()) == text


def test_gbk_cut_in_the_middle_of_a_character():
    decoder, data = KeyDecoder(), "支部党员".encode("gbk")
    decoder.feed("会议".encode("gbk"))
    assert "".join(decoder.feed(data[at : at + 1]) for at in range(len(data))) == "支部党员"


def test_a_name_in_gbk_that_could_begin_utf8_is_not_kept_back(clock):
    keyboard = Keyboard()
    assert told(keyboard.feed("婧".encode("gbk"))) == []
    assert keyboard.patience == pytest.approx(constants.ESCAPE_DELAY)
    clock[0] += constants.ESCAPE_DELAY
    assert told(keyboard.expire()) == [ForeignEncoding, "婧"]
    assert keyboard.patience is None


def test_utf8_returns_after_stray_bytes():
    decoder = KeyDecoder()
    decoder.feed("党员".encode())
    decoder.feed(b"\xe4a")
    assert decoder.feed("支部委员会".encode()) == "支部委员会"
    assert not decoder.foreign


def test_the_app_is_told_once():
    keyboard = Keyboard()
    assert told(keyboard.feed("李明".encode("gbk"))) == [ForeignEncoding, "李", "明"]
    assert told(keyboard.feed("王".encode("gbk"))) == ["王"]


def test_escape_is_told_when_its_delay_has_passed(clock):
    keyboard = Keyboard()
    assert keyboard.patience is None
    assert told(keyboard.feed(b"\x1b")) == []
    assert keyboard.patience == pytest.approx(constants.ESCAPE_DELAY)
    clock[0] += constants.ESCAPE_DELAY * 0.9
    assert told(keyboard.expire()) == []
    clock[0] += constants.ESCAPE_DELAY * 0.2
    assert keyboard.patience == 0
    assert told(keyboard.expire()) == ["escape"]
    assert keyboard.patience is None


SEQUENCES = [b"\x1b[A", b"\x1b[15~", b"\x1bOP", b"\x1b[1;5C", b"\x1b[200~a\rb\x1b[201~", "党".encode()]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_sequences_cut_anywhere(sequence):
    whole = told(Keyboard().feed(sequence))
    assert len(whole) == 1
    for cut in range(1, len(sequence)):
        keyboard = Keyboard()
        assert told([*keyboard.feed(sequence[:cut]), *keyboard.feed(sequence[cut:])]) == whole


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"one\rtwo", [("one\rtwo",)]),
        (b"one\rtwo\r", [("one\rtwo\r",)]),
        (b"one\r\n\xe5\x85\x9a", [("one\r\n党",)]),
        (b"ab\r", ["a", "b", "enter"]),
        (b"\r", ["enter"]),
        (b"\r\r", ["enter", "enter"]),
        (b"a\r\t", ["a", "enter", "tab"]),
        (b"a\r\x1b[Bb", ["a", "enter", "down", "b"]),
        (b"\x1b[Ba\rb", ["down", "a", "enter", "b"]),
        (b"\x1b[200~a\rb\x1b[201~", [("a\rb",)]),
    ],
)
def test_an_enter_with_text_behind_it_is_a_paste(data, expected):
    assert told(Keyboard(lambda: True).feed(data)) == expected


def test_elsewhere_it_is_keys():
    assert told(Keyboard(lambda: False).feed(b"j\rk")) == ["j", "enter", "k"]


def test_within_a_bracketed_paste_it_is_part_of_that():
    keyboard = Keyboard(lambda: True)
    parts = [b"\x1b[20", b"0~a", b"\rb", b"\rc\x1b[2", b"01~", b"d\re"]
    assert told(message for part in parts for message in keyboard.feed(part)) == [("a\rb\rc",), ("d\re",)]


def test_a_long_paste_arrives_whole():
    text = "第一行\r第二行 " * 5000
    assert told(Keyboard().feed(f"\x1b[200~{text}\x1b[201~".encode())) == [(text,)]


@given(parts=st.lists(st.binary(max_size=60)))
@example(parts=[b"\x1b[9999999999u"])  # what stock dies of
@example(parts=[b"\x1b[<1;1;1", b"\xff\xfe\x1b[1;;;u", b"\x1b[48;1;2t"])
def test_no_bytes_break_it(parts):
    keyboard = Keyboard(lambda: True)
    for part in parts:
        list(keyboard.feed(part))
    list(keyboard.feed(b"\x1b[201~"))
    list(keyboard.feed(b"\x1b[201~"))
    assert told(keyboard.feed(b"\x1b[Bq"))[-2:] == ["down", "q"]


def test_the_thread_sleeps_until_told(monkeypatch):
    woken, got = [], []
    select = module.select.select
    monkeypatch.setattr(module.select, "select", lambda *arguments: woken.append(arguments[3:]) or select(*arguments))
    (keys, typed), stop = os.pipe(), Wake()
    thread = threading.Thread(target=read_keys, args=(keys, stop, Keyboard(), got.append))
    thread.start()
    os.write(typed, b"a")
    os.close(typed)
    while not any(isinstance(message, InputClosed) for message in got):
        pass
    stop.set()
    thread.join()
    assert told(got) == ["a", InputClosed]
    assert woken == [(None,), (None,), ()]  # without a timeout, once for each thing that happened
    stop.clear()
    assert select([stop], [], [], 0)[0] == []
    os.close(keys)


def test_a_flood_does_not_delay_the_end():
    (keys, typed), stop, got = os.pipe(), Wake(), []
    os.write(typed, b"\x1b[B" * 1500)
    read_keys(keys, stop, Keyboard(), lambda message: (got.append(message), stop.set()))
    assert told(got) == ["down"]
    os.close(keys)
    os.close(typed)


START, END = b"\x1b[200~", b"\x1b[201~"


def test_a_paste_that_never_ends_is_ended_by_time(clock):
    keys = Keyboard()
    assert told(keys.feed(START + "支委会".encode())) == []
    assert 0 < keys.patience <= PASTE_PATIENCE
    clock[0] += PASTE_PATIENCE - 0.1
    assert told(keys.expire()) == []
    assert told(keys.feed(b" 12-05\x03")) == []
    clock[0] += PASTE_PATIENCE + 0.1
    assert told(keys.expire()) == [("支委会 12-05\x03",)]
    assert keys.patience is None
    assert told(keys.feed(b"q\x11")) == ["q", "ctrl+q"]


@pytest.mark.parametrize("late", [END, END[1:], b""])
def test_escape_ends_a_paste_and_what_is_left_of_its_bracket_is_no_text(clock, late):
    keys = Keyboard()
    assert told(keys.feed(START + b"abc")) == []
    assert told(keys.feed(b"\x1b")) == []
    clock[0] += constants.ESCAPE_DELAY + 0.01
    assert told(keys.expire()) == [("abc",)]
    assert told(keys.feed(late + b"j")) == ["j"]
    assert told(keys.feed(b"[")) == ["left_square_bracket"]


@pytest.mark.parametrize("cuts", range(1, 24))
def test_the_brackets_of_a_paste_may_be_cut_anywhere(cuts):
    data, keys = b"a" + START + b"b\x1b[Ac" + END + b"d", Keyboard()
    got = [*keys.feed(data[:cuts]), *keys.feed(data[cuts:])]
    assert told(got) == ["a", ("b\x1b[Ac",), "d"]


def test_pastes_behind_each_other():
    data = START + b"a" + END + b"x" + START + b"b" + END + START + END
    assert told(Keyboard().feed(data)) == [("a",), "x", ("b",), ("",)]


FLOODS = {
    "answers": b"\x1b[24;80R" * 40_000,
    "one answer of many digits": b"\x1b[" + b"9" * 5_000 + b";" + b"9" * 5_000 + b"R",
    "what it is": b"\x1b[?64;1;2c" * 30_000,
    "its colours": b"\x1b]11;rgb:0000/0000/0000\x1b\\" * 10_000,
    "its name": b"\x1bP>|xterm(390)\x1b\\" * 10_000,
}


@pytest.mark.parametrize("what", FLOODS)
def test_answers_that_nobody_asked_for_are_nothing(what):
    keys = Keyboard()
    assert told(keys.feed(FLOODS[what])) == []
    assert told(keys.feed(b"j")) == ["j"]


def test_more_keys_than_anybody_types_are_a_paste_everywhere():
    assert told(Keyboard().feed(b"dq" * 50_000)) == [("dq" * 50_000,)]
    assert told(Keyboard().feed(b"dq" * 100)) == ["d", "q"] * 100
