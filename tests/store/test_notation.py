"""JSON by the part of `json` that is written in C says what `json` says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.disk import fast_json
from store.disk.fast_json import JsonDecoder, encode

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
TEXTS = st.text(st.sampled_from('{}[]",:0123456789.eE+-truefalsnN \t\r\n\\u\x00支'), max_size=20)


@pytest.fixture(params=[True, False], ids=["in C", "without"])
def part(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(fast_json, "_c", None)
        monkeypatch.setattr(fast_json, "_encode", None)


def outcome(decode, text):
    try:
        return repr(decode(text))
    except ValueError as error:
        return type(error), str(error)


@given(TEXTS | VALUES.map(json.dumps) | VALUES.map(lambda value: f" {json.dumps(value)} \n"))
def test_decoding(text) -> None:
    assert outcome(JsonDecoder().decode, text) == outcome(json.loads, text)
    assert outcome(JsonDecoder(tuple).decode, text) == outcome(json.JSONDecoder(object_pairs_hook=tuple).decode, text)


@given(VALUES)
def test_encoding(value) -> None:
    assert encode(value) == json.dumps(value, ensure_ascii=False, allow_nan=False)


@pytest.mark.usefixtures("part")
def test_where_that_part_is_missing_all_of_json_does_it() -> None:
    value = {"a": [1, 2.5, None, "支部"], "b": {}}
    assert JsonDecoder().decode(f" {encode(value)}") == value
    assert JsonDecoder(list).decode('{"a": 1, "a": 2}') == [("a", 1), ("a", 2)]
    with pytest.raises(ValueError, match="Expecting"):
        JsonDecoder().decode("{")
    with pytest.raises((TypeError, ValueError)):
        encode({"a": {1, 2}})
    with pytest.raises(ValueError, match=r"range|JSON"):
        encode(float("nan"))


def test_a_python_that_makes_them_otherwise_is_noticed(monkeypatch) -> None:
    class Other:
        encode_basestring = None
        make_scanner = make_encoder = staticmethod(lambda: None)

    monkeypatch.setattr(fast_json, "_c", Other)
    assert JsonDecoder()._scan is None
    assert fast_json._encoder() is None
    Other.make_encoder = staticmethod(lambda *given: lambda value, level: ["{}"])
    assert fast_json._encoder() is None
