"""A message has a bound, and a store has none: after however many years either half is still written, and read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.box.counts import up_of_branch
from store.box.messages import BOX, LARGEST, Receipt, SentItem
from store.box.room import newest, shortened, weight
from store.box.sent import down_for
from store.box_text import encoded
from store.packs.national import NATIONAL
from store.records import Entry, Finding, Result
from store.snapshot import Snapshot
from store.strict_json import encode
from tests.desk import TODAY
from tests.strategies import text

DAY = date(2016, 1, 1)
ESCAPED = '\x01"\\' * 900


def entries(n: int, note: str, origin: str = "") -> dict[str, Entry]:
    """Two a day, each closed on its day with the note for its result."""
    days = [DAY + timedelta(number // 2) for number in range(n)]
    made = [Entry(id=f"e{at}", kind="notice", title=f"通知 {at}", day=day, done=day) for at, day in enumerate(days)]
    return {
        one.id: one.but(note=note, result=note, reply="text", origin=f"{origin}{one.id}" if origin else "")
        for one in made
    }


def findings(n: int, said: str) -> dict[str, Finding]:
    return {
        f"f{number}": Finding(
            id=f"f{number}", rule="OL-03", period="2016-10", result=Result.PARTLY, day=DAY, text=said, unit="one",
            closed=DAY if number else None, closing=said, origin=f"{BOX}f{number}",
        )
        for number in range(n)
    }  # fmt: skip


@pytest.mark.parametrize(("n", "note"), [(3000, ""), (3000, "按附表填写" * 40), (40, "长" * 19_000), (300, ESCAPED)])
def test_however_much_a_committee_has_sent(n: int, note: str) -> None:
    store = Snapshot(9, {"entries": entries(n, note), "findings": findings(n, note)})
    down = down_for(store, "one", TODAY)
    assert len(encoded(down)) <= LARGEST
    assert [one.origin for one in down.items] == [f"e{number}" for number in range(n - len(down.items), n)]
    assert down.items
    assert down.findings[0].origin == "f0"  # old, but open


@pytest.mark.parametrize(("n", "note"), [(4000, "已按要求报送" * 40), (40, "长" * 19_000), (300, ESCAPED)])
def test_however_much_a_branch_has_answered(n: int, note: str) -> None:
    store = Snapshot(9, {"entries": entries(n, note, BOX), "findings": findings(n, note)})
    up = up_of_branch(store, TODAY, NATIONAL, unit="one")
    assert len(encoded(up)) <= LARGEST
    assert len(up.received) == min(n, 800)
    assert up.received[-1].reply == note
    assert up.received[0].reply == ""


@given(
    st.lists(
        st.builds(lambda title, note: SentItem(origin="e1", kind="notice", title=title, text=note, day=DAY), text, text)
    )
)
def test_a_part_is_never_heavier_than_it_is_taken_for(parts: list[SentItem]) -> None:
    for part in parts:
        said = {name: str(value) for name, value in part.as_dict().items()}
        assert len(encode(said).encode()) <= weight(part)


def test_what_comes_first_is_kept_and_the_order_stays() -> None:
    parts = [Receipt(origin=f"e{n}", day=DAY, state="open", reply="一" * 100) for n in range(6)]
    kept = newest(parts, 3 * weight(parts[0]), first=lambda one: one.origin == "e1")
    assert [one.origin for one in kept] == ["e1", "e4", "e5"]
    assert [bool(one.reply) for one in shortened(parts, "reply", 2 * weight(parts[0]), 9)] == [False] * 4 + [True] * 2
