"""Targets of an overlay, read: each mistake is a fault that names the target and the field, and leaves the target out.

One is written `[[target]]`, with `id`, `chapter`, `name`, `standard` and `weight` as on the paper sheet; its `measure`
with what that wants to know (`rules = ["OL-01", "OL-02"]`); its `points` (`deduct`, with `each = 1`); a `goal`, a
`period`.
"""

from __future__ import annotations

from fractions import Fraction

from store import periods
from store.packs.overlay_fields import LARGEST, MOST, InvalidOverlay
from store.packs.target import ATTENDED, HOLDS, PARAMETERS, PEOPLE, Measure, Points, TargetLine
from store.records import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from store.packs.register import Register

    Fault = tuple[str, str, str, str]

TEXTS = ("name", "chapter", "standard")
NUMBERS = ("weight", "goal", "each", "cap")
COMMON = (*TEXTS, *NUMBERS, "period", "points", "steps")


class TargetNames:
    """What a target may name: rules, registers and tags in force."""

    def __init__(self, rules: Collection[str], registers: Mapping[str, Register], tags: Collection[str]) -> None:
        self.rules, self.registers, self.tags = rules, registers, tags


def lay(value: Any, names: TargetNames, file: str) -> tuple[dict[str, TargetLine], list[Fault]]:
    """The targets of an overlay by id, and what is wrong."""
    lines: dict[str, TargetLine] = {}
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return lines, [(file, "", "target", "type")]
    faults: list[Fault] = []
    seen: set[str] = set()
    for fields in value:
        id = fields.get("id")
        if not isinstance(id, str) or not id.strip() or "/" in id:
            faults.append((file, "", "target.id", "missing" if id is None else "value"))
            continue
        if id in seen:
            faults.append((file, id, "id", "twice"))
            continue
        seen.add(id)
        made, wrong = _target(id, fields, names, file)
        faults += wrong
        if made is not None:
            lines[id] = made
    return lines, faults


def _target(id: str, fields: Mapping[str, Any], names: TargetNames, file: str) -> tuple[TargetLine | None, list[Fault]]:
    faults: list[Fault] = []
    values: dict[str, Any] = {"id": id, "name": id, "source": file}
    params: dict[str, Any] = {}
    try:
        measure = _one_of(Measure, "measure", fields.get("measure"))
    except InvalidOverlay as wrong:
        return None, [(file, id, *wrong.args)]
    for field, given in fields.items():
        try:
            if field in PARAMETERS[measure]:
                params[field] = _parameter(measure, field, given, names)
            elif field in COMMON:
                values |= _common(field, given)
            elif field not in ("id", "measure"):
                raise InvalidOverlay(field, "unknown_field")
        except InvalidOverlay as wrong:
            faults.append((file, id, *wrong.args))
    faults += [(file, id, field, "missing") for field in _missing(measure, fields)]
    if values.get("points") is Points.STEPS and not values.get("steps") and "steps" not in fields:
        faults.append((file, id, "steps", "missing"))
    faults += _stage(id, measure, params, names, file)
    if faults:
        return None, faults
    return TargetLine(measure=measure, params=params, **values), []


def _stage(id: str, measure: Measure, params: Mapping[str, Any], names: TargetNames, file: str) -> list[Fault]:
    """A stage is one of those of the register that is named beside it."""
    register = names.registers.get(params.get("kind", "")) if measure is Measure.ENTRIES else None
    if register is None or "stage" not in params:
        return []
    there = params["stage"] in {stage.name.zh for stage in register.stages}
    return [] if there else [(file, id, "stage", "value")]


def _missing(measure: Measure, fields: Mapping[str, Any]) -> list[str]:
    wanted = {
        Measure.DUTIES: ("rules",),
        Measure.SHARE: ("of", "with"),
        Measure.ENTRIES: ("kind",),
        Measure.TYPED: ("unit",),
    }
    missing = [field for field in wanted.get(measure, ()) if field not in fields]
    if measure is Measure.SESSIONS and not {"kind", "tag", "form"} & fields.keys():
        missing.append("kind")
    if measure is Measure.ENTRIES and not {"stage", "done"} & fields.keys():
        missing.append("done")
    return missing


def _one_of(kind: Any, field: str, value: Any) -> Any:
    if value is None:
        raise InvalidOverlay(field, "missing")
    if not isinstance(value, str):
        raise InvalidOverlay(field, "type")
    if value not in {one.value for one in kind}:
        raise InvalidOverlay(field, "value")
    return kind(value)


def _common(field: str, value: Any) -> dict[str, Any]:
    """A field that any target may have; raises `InvalidOverlay`."""
    if field == "points":
        return _points(value)
    if field == "steps":
        return {"steps": _steps(value)}
    if field in NUMBERS:
        return {field: number(field, value)}
    if field == "period":
        label = str(value) if type(value) is int else value
        if not isinstance(label, str):
            raise InvalidOverlay(field, "type")
        if label != "year" and periods.parse(label) is None:
            raise InvalidOverlay(field, "value")
        return {"period": "" if label == "year" else label}
    if not isinstance(value, str) or (field == "name" and not value.strip()):
        raise InvalidOverlay(field, "type")
    return {field: value}


def _points(value: Any) -> dict[str, Any]:
    """How points follow: a word, or a word with what belongs to it, `{ deduct = 1 }` or `{ steps = [[0.95, 10]] }`."""
    if not isinstance(value, dict):
        return {"points": _one_of(Points, "points", value)}
    if len(value) != 1:
        raise InvalidOverlay("points", "value")
    ((word, operand),) = value.items()
    points = _one_of(Points, "points", word)
    if points is Points.DEDUCT:
        return {"points": points, "each": number("points", operand)}
    if points is Points.STEPS:
        return {"points": points, "steps": _steps(operand)}
    raise InvalidOverlay("points", "value")


def number(field: str, value: Any) -> Fraction:
    """A number exactly as it is written: 0.95 is nineteen twentieths."""
    if type(value) not in (int, float):
        raise InvalidOverlay(field, "type")
    if not abs(value) < LARGEST:
        raise InvalidOverlay(field, "value")
    if value < 0:
        raise InvalidOverlay(field, "negative")
    return Fraction(str(value))


def _steps(value: Any) -> tuple[tuple[Fraction, Fraction], ...]:
    pairs = value if isinstance(value, list) else None
    if not pairs or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise InvalidOverlay("steps", "type")
    return tuple(sorted(((number("steps", least), number("steps", gives)) for least, gives in pairs), reverse=True))


def _parameter(measure: Measure, field: str, value: Any, names: TargetNames) -> Any:
    if field == "done":
        if value is not True:
            raise InvalidOverlay(field, "type" if type(value) is not bool else "value")
        return value
    if field == "within":
        if type(value) is not int:
            raise InvalidOverlay(field, "type")
        if not 0 <= value <= MOST:
            raise InvalidOverlay(field, "negative" if value < 0 else "value")
        return value
    if field == "rules":
        return _rules(value, names)
    if not isinstance(value, str) or not value.strip():
        raise InvalidOverlay(field, "type")
    if not _allowed(measure, field, value, names):
        raise InvalidOverlay(field, "value")
    return value


def _rules(value: Any, names: TargetNames) -> tuple[str, ...]:
    ids = [value] if isinstance(value, str) else value
    if not isinstance(ids, list) or not ids or not all(isinstance(id, str) for id in ids):
        raise InvalidOverlay("rules", "type")
    if not set(ids) <= set(names.rules):
        raise InvalidOverlay("rules", "unknown_rule")
    return tuple(dict.fromkeys(ids))


def _allowed(measure: Measure, field: str, name: str, names: TargetNames) -> bool:
    """Whether a name is one that there is."""
    if field == "kind":
        return name in names.registers if measure is Measure.ENTRIES else name in {kind.value for kind in Kind}
    if field == "of":
        return name in PEOPLE
    if field == "with":
        return name in HOLDS or (name.startswith(ATTENDED) and name.removeprefix(ATTENDED) in names.tags)
    return field != "tag" or name in names.tags
