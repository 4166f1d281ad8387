"""The committee of the demo: six invented branches, the first of them the sample's, of which one has no box yet and one
has not written for weeks. What its branches send up is made from the sample's own counts.
"""

from __future__ import annotations

import json
import os
from datetime import date

from store import periods
from store.box.counts import up_of_branch
from store.box.objects import object_of, up_of
from store.box_text import as_file
from store.codec import snapshot_of
from store.committee.reminders import TERM
from store.packs.national import NATIONAL
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.box.messages import Up

    Files = dict[str, bytes]
    """By the path below the demo's folder; a folder alone ends in a slash."""

FILE = "demo_committee.json"
HOME = "committee"
"""The committee's own folder within the demo's."""
MEMBERS = ("TR-01", "OL-15", "DUE-01", "OL-12")
"""Rules of each member."""
GROUPS = ("OL-03",)
"""Rules of each group."""


def files(sample: bytes, rules: bytes) -> Files:
    """Everything that the demo's folder holds; `sample` and `rules` are those of the first branch."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), FILE), encoding="utf-8") as file:
        story = json.load(file)
    made: Files = {
        f"{HOME}/branch.json": json.dumps(story["store"], ensure_ascii=False).encode(),
        f"{HOME}/committee.toml": _toml(story).encode(),
        "one/branch.json": sample,
        "one/local.toml": rules,
    }
    base = _counts(sample)
    for unit in story["units"][:-1]:
        below = f"box/{unit['unit']}"
        made |= {f"{below}/down/": b"", f"{below}/up/up.json": as_file(_up(unit, base))}
    return made


def _toml(story: dict[str, Any]) -> str:
    """The list of units; the last of them has no box."""
    lines = [f"liaison = {json.dumps(story['liaison'], ensure_ascii=False)}"]
    for unit in story["units"]:
        lines += ["[[branch]]", *(f'{key} = "{unit[key]}"' for key in ("unit", "name"))]
        if unit is not story["units"][-1]:
            lines.append(f'box = "../box/{unit["unit"]}"')
        if unit.get("sample"):
            lines.append('data = "../one"')
    return "\n".join([*lines, ""])


def _counts(sample: bytes) -> Up:
    tables = json.loads(sample)
    meta = tables["_meta"]["1"]
    snapshot = snapshot_of(tables, meta["revision"])
    return up_of_branch(snapshot, date.fromisoformat(meta["as_of"]), NATIONAL, unit="one")


def _up(unit: dict[str, Any], base: Up) -> Up:
    """What a unit of the file sends up."""
    up: dict[str, Any] = object_of(base) | {name: unit[name] for name in ("unit", "name", "received", "findings")}
    up["visits"] = unit["visits"]
    if not unit.get("sample"):
        as_of = date.fromisoformat(unit["as_of"])
        up |= {"as_of": unit["as_of"], "members": unit["members"], "vacant": unit.get("vacant", []), "entries": {}}
        up["hours"] = {}
        up["duties"] = [_duty(one, unit, as_of) for one in up["duties"] if _began(one, as_of)] + _term(unit)
    return up_of(up)


def _began(duty: dict[str, Any], as_of: date) -> bool:
    """Whether a duty is one of a calendar period that a branch knows of on a day."""
    period = periods.parse(duty["period"])
    return period is not None and period.start <= as_of


def _term(unit: dict[str, Any]) -> list[dict[str, Any]]:
    day = unit.get("term")
    return [{"rule": TERM, "period": day, "due": day, "n": {State.DUE_SOON.value: 1}}] if day else []


def _duty(duty: dict[str, Any], unit: dict[str, Any], as_of: date) -> dict[str, Any]:
    """A duty of the sample as another branch has it: all done, but for what the file says."""
    key = f"{duty['rule']} {duty['period']}"
    bound = unit["members"] if duty["rule"] in MEMBERS else unit["groups"] if duty["rule"] in GROUPS else 1
    late, unknown = unit["overdue"].get(key, 0), unit["unknown"].get(key, 0)
    open_now = date.fromisoformat(duty["due"]) >= as_of and {*duty["n"]} & {State.UPCOMING, State.DUE_SOON}
    rest = State.UPCOMING if open_now else State.MET
    n = {State.OVERDUE.value: late, State.UNKNOWN.value: unknown, rest.value: max(0, bound - late - unknown)}
    if not bound or set(duty["n"]) == {State.NA}:
        n = {State.NA.value: 1}
    return duty | {"n": {state: count for state, count in n.items() if count}}
