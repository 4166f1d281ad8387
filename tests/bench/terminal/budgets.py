"""The budgets, and whether they are met: reckoned from the figures, never written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tests.bench.terminal import first
from tests.bench.terminal.contestants import ONE, ZHIBU
from tests.bench.terminal.figures import middle, ratio, said, table
from tests.bench.terminal.status import BASE, TERMINAL
from tests.bench.terminal.store import times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.terminal.figures import Turn

ESCAPE_DELAY = 0.1  # seconds that Textual waits for the rest of a sequence, unless ESCDELAY says otherwise
AGAINST_FLOOR = 1.2
SIZES = {"move": 300, "panel": 1_434, "help": 6_144}
FIRST_PAINT = 12_288
NO_CPU = 1.0  # milliseconds a second: what a process that only sleeps cannot be told from


class Budget(NamedTuple):
    what: str
    found: float | str
    most: float | str
    met: bool


def upto(what: str, found: float, most: float, unit: str = "") -> Budget:
    return Budget(what, f"{said(found)}{unit}", f"{said(most)}{unit}", found <= most)


def of_session(turns: dict[str, list[Turn]]) -> Iterator[Budget]:
    """Those of one size of the screen."""
    ours, least = turns[ZHIBU.name], turns[ONE.name]
    paint, floor = int(middle(ours, "paint")), int(middle(ours, "floor"))
    yield upto("first paint", paint, FIRST_PAINT, " B")
    yield upto("first paint, against its floor", paint / floor, AGAINST_FLOOR, " ×")
    for key, most in SIZES.items():
        steps = [one[key] for one in ours]
        size = int(middle(steps, "size"))
        yield upto(f"{key}", size, most, " B")
        yield upto(f"{key}, against its floor", size / middle(steps, "floor"), AGAINST_FLOOR, " ×")
    for key in ("move", "panel"):
        took = ratio([one[key] for one in ours], [one[key] for one in least], "seconds")
        yield upto(f"{key}, key to last byte against one widget", took, 1.5, " ×")
    back = middle([one["back"] for one in ours], "seconds") - ESCAPE_DELAY
    yield upto("Escape to last byte, beyond its delay", back * 1000, 45, " ms")
    yield upto("idle", int(middle(ours, "idle_bytes")), 0, " B/s")
    yield upto("idle wake-ups", middle(ours, "idle_wakeups"), 1, " /s")
    yield upto("idle CPU", middle(ours, "idle_cpu_ms"), NO_CPU, " ms/s")
    yield upto("private memory beyond one widget", middle(ours, "memory") - middle(least, "memory"), 4, " MiB")
    yield upto("quit", middle(ours, "quit") * 1000, 30, " ms")
    left = sorted({thing for one in ours for thing in one["left"]})
    yield Budget("left behind", ", ".join(left) or "nothing", "nothing", not left)


def of_first(turns: dict[str, list[Turn]]) -> Iterator[Budget]:
    """The picture against those that are here, and the first key against one widget's."""
    ours = turns[first.OURS]
    for name, most in first.AGAINST.items():
        if name in turns:
            yield upto(f"first picture, against {name}", ratio(ours, turns[name], "picture"), most, " ×")
    if ONE.name in turns:
        yield upto("first key answered, against one widget", ratio(ours, turns[ONE.name], "answered"), 1.25, " ×")


def of_commands(found: dict[str, Any]) -> Iterator[Budget]:
    counted, turns = found["instructions"], found["turns"]
    for name in turns:
        if name.startswith("status"):
            times = counted[name] / counted[BASE] if counted[name] else ratio(turns[name], turns[BASE], "cpu")
            unit = " × instructions" if counted[name] else " × CPU"
            yield upto(name, times, 5 if name == TERMINAL else 2, unit)


def of_start(counts: dict[str, float | None]) -> Iterator[Budget]:
    ours, least = counts[ZHIBU.name], counts[ONE.name]
    if ours and least:
        yield upto("ready, against one widget: instructions of a start and an end", ours / least, 1.25, " ×")


def of_store(found: dict[str, Any]) -> Iterator[Budget]:
    beyond = middle(found["board"], "ours") - middle(found["board"], "bare")
    yield upto("ten years: private memory beyond one widget", beyond, 14, " MiB")
    yield upto("ten years: open, against json.loads", times(found["open"]), 3, " ×")
    yield upto("ten years: a durable mark, against the bare protocol", times(found["mark"]), 1.5, " ×")


def page(figures: dict[str, Any]) -> str:
    """One table of those that have a size, one of the others."""
    parts = []
    by_size = {size: list(of_session(found["turns"])) for size, found in figures.get("sessions", {}).items()}
    if by_size:
        head = ("", "at most", *(part for size in by_size for part in (size, "")))
        rows = []
        for same in zip(*by_size.values(), strict=True):
            rows.append([same[0].what, same[0].most, *(cell for one in same for cell in (one.found, verdict(one)))])
        parts.append(table(head, rows))
    others = [*of_first(figures["first"]["turns"])] if "first" in figures else []
    others += [*of_start(figures["start"])] if "start" in figures else []
    others += [*of_commands(figures["status"])] if "status" in figures else []
    others += [*of_store(figures["store"])] if "store" in figures else []
    if others:
        parts.append(
            table(("", "at most", "found", ""), [[one.what, one.most, one.found, verdict(one)] for one in others])
        )
    return "\n".join(parts)


def verdict(one: Budget) -> str:
    return "met" if one.met else "**missed**"
