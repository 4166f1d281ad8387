"""A lazy sequence is the sequence, each item of it made once and only when it is looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.rules.lazy_figures import lazily, pulled


@given(st.lists(st.integers(), max_size=8), st.integers(-9, 9), st.slices(8))
def test_it_is_the_sequence(keys: list[int], index: int, part: slice) -> None:
    plain, lazy = [str(key) for key in keys], lazily(keys, str)
    assert (list(lazy), len(lazy), bool(lazy), lazy[part]) == (plain, len(plain), bool(plain), plain[part])
    assert lazy == plain
    assert lazy == tuple(plain)
    if -len(keys) <= index < len(keys):
        assert lazy[index] == plain[index]


def test_each_item_is_made_once_and_when_it_is_looked_at() -> None:
    made: list[int] = []
    lazy = lazily(range(30_000), lambda key: made.append(key) or -key)
    assert [lazy[7], lazy[7], lazy[-1]] == [-7, -7, -29_999]
    assert made == [7, 29_999]


@given(st.lists(st.integers(), max_size=8), st.integers(-9, 9), st.slices(8))
def test_what_is_pulled_is_the_sequence(items: list[int], index: int, part: slice) -> None:
    lazy = pulled(iter(items))
    assert bool(lazy) == bool(items)
    if -len(items) <= index < len(items):
        assert lazy[index] == items[index]
    assert list(zip(lazy, lazy, strict=True)) == list(zip(items, items, strict=True))
    assert (lazy[part], len(lazy)) == (items[part], len(items))
    assert lazy == items
    assert lazy == tuple(items)


def test_no_more_is_pulled_than_is_looked_at() -> None:
    taken: list[int] = []
    lazy = pulled(taken.append(n) or n for n in range(30_000))
    assert (bool(lazy), lazy[2], next(iter(lazy)), taken) == (True, 2, 0, [0, 1, 2])
