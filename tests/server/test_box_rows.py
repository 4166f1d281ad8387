"""A box in rows is a box: what the branch writes the committee reads and the other way round, each its own half."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from store.box.messages import LARGEST, InvalidBox
from store.committee.brief import brief_of
from store.committee.units import DENIED, NOTHING, Committee, Unit, UnitCounts
from store.engines import box_at
from store.errors import NotPermitted, StoreError, Unreachable
from store.server import box_rows
from store.server.box_rows import BoxRows
from tests.box.test_box_folder import DOWN, UP
from tui.branch_box import BranchBox, name_of, place_of
from tui.unit_boxes import UnitBoxes
from widgets.words.lexicon import words_of

if TYPE_CHECKING:
    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def box(postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch) -> BoxRows:
    monkeypatch.setattr(box_rows, "FRESH", 0.0)
    postgres.sql("insert into zhibu.access values ('*', 'dba', 'above')", database=database)
    made = box_at(postgres.url(database, "one"))
    assert isinstance(made, BoxRows)
    return made


def test_what_was_written_is_read(box: BoxRows) -> None:
    assert box.read_up() is None
    assert box.read_down() is None
    box.write_up(lambda: UP)
    box.write_down(lambda: DOWN)
    assert box.read_up() == UP
    assert box.read_down() == DOWN


def test_a_brief_stands_beside_what_it_is_of(postgres: Postgres, database: str, box: BoxRows) -> None:
    assert box.read_brief() is None
    box.write_up(lambda: UP)
    assert box.read_brief() == brief_of(UP)
    box.write_up(lambda: UP.but(members=25))
    assert box.read_brief() == brief_of(UP.but(members=25))
    for other in ("", "{", '{"schema": 1}'):
        postgres.sql(f"update zhibu.summary set brief = '{other}'", database=database)
        assert box.read_brief() == UP.but(members=25)


def test_a_stamp_moves_with_its_own_half_alone(box: BoxRows) -> None:
    before = box.up_stamp(), box.down_stamp()
    box.write_down(lambda: DOWN)
    assert box.up_stamp() == before[0]
    assert box.down_stamp() not in (before[1], None)
    again = box.down_stamp()
    box.write_down(lambda: DOWN)
    assert box.down_stamp() != again


def test_the_last_of_several_writers_says_the_latest(postgres: Postgres, database: str, box: BoxRows) -> None:
    """What is written is made once it is the writer's turn, so nothing older comes to stand over something newer."""
    stored = [0]
    lock = threading.Lock()

    def write(place: str) -> None:
        own = BoxRows(place)
        own._rows = box_rows.Rows(own._rows.link.address)
        for _ in range(10):
            with lock:
                stored[0] += 1
            own.write_up(lambda: UP.but(revision=stored[0]))

    threads = [threading.Thread(target=write, args=(box.place,)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found = box.read_up()
    assert found is not None
    assert found.revision == 40


def test_what_is_no_message_is_refused_with_its_place(postgres: Postgres, database: str, box: BoxRows) -> None:
    box.write_up(lambda: UP)
    for body, code in (("{", "not_json"), ('{"schema": 99}', "schema"), ('{"schema": 1, "schema": 1}', "twice")):
        postgres.sql(f"update zhibu.summary set body = '{body}'", database=database)
        with pytest.raises(InvalidBox) as refused:
            box.read_up()
        assert refused.value.code == code


def test_a_message_that_is_too_large_leaves_what_stood_there(box: BoxRows) -> None:
    box.write_down(lambda: DOWN)
    items = tuple([DOWN.items[0].but(origin=f"e{n}", text="长" * 900) for n in range(LARGEST // 1000)])
    with pytest.raises(InvalidBox, match="too_big"):
        box.write_down(lambda: DOWN.but(items=items))
    assert box.read_down() == DOWN
    box.write_down(lambda: DOWN.but(sender="甲"))


def test_each_side_writes_its_own_half_and_others_see_nothing(postgres: Postgres, database: str, box: BoxRows) -> None:
    postgres.sql(
        *[f"drop role if exists {role}" for role in ("branch_one", "committee", "stranger")],
        *[f"create role {role} login" for role in ("branch_one", "committee", "stranger")],
    )
    postgres.sql(
        "insert into zhibu.access values ('one', 'branch_one', 'write'), ('one', 'committee', 'above')",
        database=database,
    )
    branch, above, stranger = (
        BoxRows(postgres.url(database, "one", role)) for role in ("branch_one", "committee", "stranger")
    )
    branch.write_up(lambda: UP)
    above.write_down(lambda: DOWN)
    assert above.read_up() == UP
    assert branch.read_down() == DOWN
    for denied in (
        lambda: branch.write_down(lambda: DOWN),
        lambda: above.write_up(lambda: UP),
        stranger.read_up,
        stranger.read_down,
    ):
        with pytest.raises(NotPermitted):
            denied()
    assert stranger.up_stamp() is None
    assert branch.up_stamp() == above.up_stamp() == 1


def test_a_row_that_holds_no_message_is_damaged(postgres: Postgres, database: str, box: BoxRows) -> None:
    box.write_up(lambda: UP)
    postgres.sql("update zhibu.summary set body = 'null'", database=database)
    with pytest.raises(InvalidBox) as refused:
        box.read_up()
    assert refused.value.code == "type"


def test_a_committee_reads_its_units_in_rows(postgres: Postgres, database: str, box: BoxRows) -> None:
    box.write_up(lambda: UP)
    units = tuple([Unit(unit=name, name=name, box=postgres.url(database, name)) for name in ("one", "two")])
    denied = Unit(unit="three", name="three", box=postgres.url(database, "three", "stranger"))
    postgres.sql("drop role if exists stranger", "create role stranger login")
    boxes = UnitBoxes(Committee(units=(*units, denied)), box_at)
    brief = UnitCounts(up=brief_of(UP))
    assert boxes.read() == {"one": brief, "two": UnitCounts(code=NOTHING), "three": UnitCounts(code=DENIED)}
    assert not boxes.moved()
    box.write_up(lambda: UP.but(members=25))
    assert boxes.moved()


def test_one_question_does_for_all_boxes_for_a_while(
    postgres: Postgres, database: str, box: BoxRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box_rows, "FRESH", 5.0)
    asked: list[str] = []
    ask = box_rows.reading.rows_of
    monkeypatch.setattr(
        box_rows.reading, "rows_of", lambda link, text, *values: asked.append(text) or ask(link, text, *values)
    )
    for name in ("one", "two", "three"):
        box_at(postgres.url(database, name)).up_stamp()
    assert len(asked) == 1
    box.write_up(lambda: UP)
    assert box.up_stamp() == 1


def test_a_server_that_is_gone_is_no_stamp_and_an_error_that_says_so() -> None:
    gone = BoxRows("postgresql://127.0.0.1:1/zhibu/one")
    begun = time.monotonic()
    assert gone.up_stamp() is None
    for box in (gone, BoxRows("postgresql://127.0.0.1:1/zhibu/two")):
        with pytest.raises(Unreachable) as told:
            box.read_up()
        assert told.value.facts["path"] == "postgresql://127.0.0.1:1/zhibu"  # whichever of its branches came first
    with pytest.raises(StoreError):
        gone.write_up(lambda: UP)
    assert time.monotonic() - begun < 3


def test_where_a_branch_says_that_its_box_is() -> None:
    url = "postgresql:///zhibu/one?host=/run/postgresql"
    assert place_of("/srv/one", "") == ""
    assert place_of("/srv/one", "../box") == "/srv/box"
    assert place_of("/srv/one", url) == place_of(url, ".") == url
    assert place_of(url, "/srv/box/one") == "/srv/box/one"
    assert (name_of(url), name_of("/srv/box/one")) == ("one", "one")
    assert BranchBox(url, {"box": "."}).place == url


def test_what_is_wrong_with_a_box_on_a_server_names_no_file_of_a_folder() -> None:
    words = words_of("en")
    box = BranchBox("postgresql://127.0.0.1:1/zhibu/one", {"box": "."})
    refused = NotPermitted("no_access", path="postgresql://127.0.0.1:1/zhibu", user="wang")
    assert "postgresql://127.0.0.1:1/zhibu" in box.trouble_text(words, refused, "up", short=True)
    large = InvalidBox("too_big", "")
    assert "up/up.json" not in box.trouble_text(words, large, "up", short=True)
    assert "postgresql://127.0.0.1:1/zhibu/one up.json" in box.trouble_text(words, large, "up")
    near = BranchBox("/srv/one", {"box": "/srv/box"})
    assert "up/up.json" in near.trouble_text(words, refused, "up", short=True)
