"""A short form of every harness; the long ones are `python -m tests.soak all`."""

from __future__ import annotations

from typing import Any

import pytest

from store.server import link, sending
from tests.server.postgres import MISSING, binaries
from tests.soak import boxes, crashes, failovers, full, kills, mutants, power, server, starts, together, upgrade, users

pytestmark = pytest.mark.slow


def nothing_that_must_not_be(module: Any, counts: dict[str, int]) -> None:
    assert {name: counts[name] for name in module.MUST_BE_NONE} == dict.fromkeys(module.MUST_BE_NONE, 0), counts


def test_writers_killed_at_random_lose_nothing() -> None:
    counts = kills.run(seconds=2, every=0.05)
    nothing_that_must_not_be(kills, counts)
    assert counts["kills"] > 3
    assert counts["acknowledged"] > 3
    assert counts["reads"] > 3


def test_two_users_one_of_them_root_with_verify_beside_them() -> None:
    counts = users.run(seconds=4, every=0.1)
    nothing_that_must_not_be(users, counts)
    assert counts["kills"] > 3
    assert counts["acknowledged"] > 3
    assert counts["verifications"] > 3


def test_a_start_loses_no_key_and_gives_the_terminal_back() -> None:
    nothing_that_must_not_be(starts, starts.run(5))


@pytest.mark.parametrize("scene", crashes.SCENES)
def test_a_crash_at_any_call_leaves_the_old_or_the_new(scene: str) -> None:
    counts = crashes.run((scene,))
    nothing_that_must_not_be(crashes, counts)
    assert counts["points"] >= 40


def test_a_loss_of_power_takes_nothing_acknowledged() -> None:
    counts = power.run()
    nothing_that_must_not_be(power, counts)
    assert counts["disks"] > 100


@pytest.mark.parametrize(("leaves_out", "told"), [("folder", "lost"), ("file", "damaged"), ("journal", "stuck")])
def test_the_model_notices_a_sync_that_is_left_out(leaves_out: str, told: str) -> None:
    assert power.run(leaves_out=leaves_out)[told] > 0


def test_a_disk_that_refuses_leaves_the_old_file() -> None:
    counts = full.run()
    nothing_that_must_not_be(full, counts)
    assert counts["errors"] > 50
    assert counts["real"] > 10


def test_many_at_once_come_to_a_serial_order() -> None:
    counts = together.run(seconds=3)
    nothing_that_must_not_be(together, counts)
    assert counts["acknowledged"] > 10
    assert counts["conflicts refused"] > 0


def test_two_sides_of_a_box_killed_at_random_lose_nothing() -> None:
    counts = boxes.run(seconds=4, every=0.1)
    nothing_that_must_not_be(boxes, counts)
    assert counts["kills"] > 3
    assert counts["received"] > 3
    assert counts["reads"] > 3


def test_mutants_are_named_and_healed() -> None:
    counts = mutants.run(count=60)
    nothing_that_must_not_be(mutants, counts)
    assert counts["damaged"] > 20
    assert counts["readable"] > 3


def test_an_upgrade_and_the_way_back() -> None:
    counts = upgrade.run()
    nothing_that_must_not_be(upgrade, counts)
    assert counts["refused by the old program"] == 4
    assert counts["generations kept"] == 1


needs_a_server = pytest.mark.skipif(binaries() is None, reason=MISSING)


@needs_a_server
def test_a_server_under_harm_keeps_each_change_once() -> None:
    pytest.importorskip("pg8000")
    counts = server.run(share=0.02)
    nothing_that_must_not_be(server, counts)
    assert counts["kills"] >= 10
    assert counts["connections cut"] >= 20
    assert counts["acknowledged"] > 50


@needs_a_server
def test_a_tail_that_was_lost_is_told_and_a_doubt_is_no_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pg8000")
    monkeypatch.setattr(link, "SOCKET", 1.0)
    monkeypatch.setattr(sending, "PATIENCE", 3.0)
    counts = failovers.lost_tail()
    nothing_that_must_not_be(failovers, dict.fromkeys(failovers.MUST_BE_NONE, 0) | counts)
    assert counts["goes on afterwards"] == 1
    assert failovers.in_doubt() == {"acknowledged without a copy": 0, "in doubt": 1}
