"""The registers of a local overlay: `[[register]]` adds one, `[registers.ID]` changes one.

    [[register]]
    id = "visit"
    name = "走访"                       # or { zh = "…", en = "…" }
    words = "走访 zf"                   # what a line begins with
    fields = ["owner", "due"]           # beside title and day: sub doc period due owner who rule numbers tags
    stages = ["计划", "完成"]           # the first by its day, the last by closing it, those between as somebody says
    [registers.directive]
    hints = { not_conveyed = 45 }

A list may be a text with spaces between its words. A stage may be `{ name = "传达", by = "session" }`.
"""

from __future__ import annotations

from store.packs.overlay_fields import InvalidOverlay, text_of
from store.packs.register import DECISION, DUE, FIELDS, HINTS, Reached, Register, RegisterStage
from store.packs.registers import registers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from store.packs.rule import Text

    Fault = tuple[str, str, str, str]

MARKS = set("#＃@＠+＋!！%％,，、=＝:：")
"""No word, stage, choice or figure has one: a line could not say it."""
MOST_DAYS = 3660


def lay(data: Mapping[str, Any], file: str, settings: Mapping[str, Any]) -> tuple[dict[str, Register], list[Fault]]:
    """Every register of a branch by id, and what is wrong with those that its overlay says; `settings` are those of the
    pack that it is laid over.
    """
    known = dict(registers(settings))
    faults = _change(known, data["registers"], file) if "registers" in data else []
    if "register" in data:
        faults += _add(known, data["register"], file)
    return known, faults


def _change(known: dict[str, Register], value: Any, file: str) -> list[Fault]:
    if not isinstance(value, dict):
        return [(file, "", "registers", "type")]
    faults: list[Fault] = []
    for id, fields in value.items():
        if id not in known:
            faults.append((file, id, "", "unknown_register"))
        elif not isinstance(fields, dict):
            faults.append((file, id, "", "type"))
        else:
            for field, given in fields.items():
                others = _taken(known, id)
                faults += _set(known, id, field, given, others, file)
    return faults


def _set(known: dict[str, Register], id: str, field: str, given: Any, others: set[str], file: str) -> list[Fault]:
    try:
        name, value = _read(field, given, others)
    except InvalidOverlay as wrong:
        return [(file, id, wrong.args[0], wrong.args[1])]
    known[id] = known[id].but(**{name: value, "source": file})
    return []


def _add(known: dict[str, Register], value: Any, file: str) -> list[Fault]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return [(file, "", "register", "type")]
    faults: list[Fault] = []
    for fields in value:
        id = fields.get("id")
        if not isinstance(id, str) or not _is_word(id) or "/" in id:
            faults.append((file, "", "register.id", "missing" if id is None else "value"))
        elif id in known or id == DECISION:
            faults.append((file, id, "id", "twice"))
        else:
            faults += _made(known, id, fields, file)
    return faults


def _made(known: dict[str, Register], id: str, fields: Mapping[str, Any], file: str) -> list[Fault]:
    """Adds a register, or says what is wrong with it."""
    others = _taken(known, id)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for field, given in fields.items():
        if field == "id":
            continue
        try:
            name, value = _read(field, given, others)
            values[name] = value
        except InvalidOverlay as wrong:
            faults.append((file, id, wrong.args[0], wrong.args[1]))
    faults += [(file, id, field, "missing") for field in ("name", "words") if field not in fields]
    if not faults:
        values.setdefault("stages", ())
        known[id] = Register(id=id, source=file, **values)
    return faults


def _taken(known: Mapping[str, Register], id: str) -> set[str]:
    """The words of all other registers."""
    return {word for one in known.values() if one.id != id for word in one.words}


def _read(field: str, given: Any, others: set[str]) -> tuple[str, Any]:
    """A field's name in the record, and its value."""
    if field == "name":
        return field, text_of(field, given)
    if field == "words":
        words = _words(field, given)
        if not words or not all(map(_is_word, words)):
            raise InvalidOverlay(field, "value")
        if set(words) & others:
            raise InvalidOverlay(field, "twice")
        return field, words
    reader = _READERS.get(field)
    if reader is None:
        raise InvalidOverlay(field, "unknown_field")
    return ("fields_" if field == "fields" else field), reader(field, given)


def _words(field: str, given: Any) -> tuple[str, ...]:
    words = given.split() if isinstance(given, str) else given
    if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
        raise InvalidOverlay(field, "type")
    if len(set(words)) != len(words):
        raise InvalidOverlay(field, "twice")
    return tuple(words)


def _is_word(text: str) -> bool:
    """Whether a line can say it in one word."""
    return bool(text) and text.isprintable() and not any(c.isspace() or c in MARKS for c in text)


def _fields(field: str, given: Any) -> tuple[str, ...]:
    names = _words(field, given)
    if not set(names) <= set(FIELDS):
        raise InvalidOverlay(field, "unknown_field")
    return names


def _numbers(field: str, given: Any) -> tuple[str, ...]:
    names = _words(field, given)
    if not all(map(_is_word, names)):
        raise InvalidOverlay(field, "value")
    return names


def _texts(field: str, given: Any) -> tuple[Text, ...]:
    """Several names, each one text or one for each language."""
    many = given.split() if isinstance(given, str) else given
    if not isinstance(many, list):
        raise InvalidOverlay(field, "type")
    texts = tuple(text_of(field, one) for one in many)
    if not all(_is_word(one.zh) for one in texts):
        raise InvalidOverlay(field, "value")
    if len({one.zh for one in texts}) != len(texts):
        raise InvalidOverlay(field, "twice")
    return texts


def _stages(field: str, given: Any) -> tuple[RegisterStage, ...]:
    many = given.split() if isinstance(given, str) else given
    if not isinstance(many, list) or not many:
        raise InvalidOverlay(field, "type" if not isinstance(many, list) else "value")
    plain = [stage.get("name") if isinstance(stage, dict) and "name" in stage else stage for stage in many]
    names = _texts(field, plain)
    last = len(many) - 1
    return tuple(
        RegisterStage(name=name, by=_reached(field, stage, at, last))
        for at, (name, stage) in enumerate(zip(names, many, strict=True))
    )


def _reached(field: str, given: Any, at: int, last: int) -> Reached:
    """What brings to a stage: as it says, else the day to the first, closing to the last."""
    if isinstance(given, dict) and "by" in given:
        if given["by"] not in {one.value for one in Reached}:
            raise InvalidOverlay(field, "value")
        return Reached(given["by"])
    return Reached.DAY if at == 0 else Reached.DONE if at == last else Reached.TYPED


def _due(field: str, given: Any) -> str | int:
    if type(given) is int:
        if not 0 <= given <= MOST_DAYS:
            raise InvalidOverlay(field, "negative" if given < 0 else "value")
        return given
    if not isinstance(given, str):
        raise InvalidOverlay(field, "type")
    if given not in DUE:
        raise InvalidOverlay(field, "value")
    return given


def _hints(field: str, given: Any) -> dict[str, int]:
    if not isinstance(given, dict) or any(type(days) is not int for days in given.values()):
        raise InvalidOverlay(field, "type")
    if not set(given) <= set(HINTS):
        raise InvalidOverlay(field, "value")
    if any(days < 0 for days in given.values()):
        raise InvalidOverlay(field, "negative")
    return dict(given)


def _flag(field: str, given: Any) -> bool:
    if type(given) is not bool:
        raise InvalidOverlay(field, "type")
    return given


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "subs": _texts,
    "fields": _fields,
    "stages": _stages,
    "numbers": _numbers,
    "due": _due,
    "hints": _hints,
    "standing": _flag,
}
