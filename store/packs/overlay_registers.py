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

from store.packs.overlay_fields import MOST, InvalidOverlay, text_of
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


def lay(data: Mapping[str, Any], file: str, settings: Mapping[str, Any]) -> tuple[dict[str, Register], list[Fault]]:
    """Every register of a branch by id, and what is wrong with those that its overlay says; `settings` are those of the
    pack that it is laid over.
    """
    by_id = dict(registers(settings))
    faults = _change(by_id, data["registers"], file) if "registers" in data else []
    if "register" in data:
        faults += _add(by_id, data["register"], file)
    return by_id, faults


def _change(by_id: dict[str, Register], value: Any, file: str) -> list[Fault]:
    if not isinstance(value, dict):
        return [(file, "", "registers", "type")]
    faults: list[Fault] = []
    for id, fields in value.items():
        if id not in by_id:
            faults.append((file, id, "", "unknown_register"))
        elif not isinstance(fields, dict):
            faults.append((file, id, "", "type"))
        else:
            for field, given in fields.items():
                others = _words_in_use(by_id, id)
                faults += _set(by_id, id, field, given, others, file)
    return faults


def _set(by_id: dict[str, Register], id: str, field: str, value: Any, in_use: set[str], file: str) -> list[Fault]:
    try:
        name, setting = _read(field, value, in_use)
    except InvalidOverlay as wrong:
        return [(file, id, wrong.args[0], wrong.args[1])]
    by_id[id] = by_id[id].but(**{name: setting, "source": file})
    return []


def _add(by_id: dict[str, Register], value: Any, file: str) -> list[Fault]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return [(file, "", "register", "type")]
    faults: list[Fault] = []
    for fields in value:
        id = fields.get("id")
        if not isinstance(id, str) or not _is_word(id) or "/" in id:
            faults.append((file, "", "register.id", "missing" if id is None else "value"))
        elif id in by_id or id == DECISION:
            faults.append((file, id, "id", "twice"))
        else:
            faults += _add_register(by_id, id, fields, file)
    return faults


def _add_register(by_id: dict[str, Register], id: str, fields: Mapping[str, Any], file: str) -> list[Fault]:
    """Adds a register, or says what is wrong with it."""
    others = _words_in_use(by_id, id)
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
        by_id[id] = Register(id=id, source=file, **values)
    return faults


def _words_in_use(by_id: Mapping[str, Register], id: str) -> set[str]:
    """The words of all other registers."""
    return {word for one in by_id.values() if one.id != id for word in one.words}


def _read(field: str, value: Any, in_use: set[str]) -> tuple[str, Any]:
    """A field's name in the record, and its value."""
    if field == "name":
        return field, text_of(field, value)
    if field == "words":
        words = _words(field, value)
        if not words or not all(map(_is_word, words)):
            raise InvalidOverlay(field, "value")
        if set(words) & in_use:
            raise InvalidOverlay(field, "twice")
        return field, words
    reader = _READERS.get(field)
    if reader is None:
        raise InvalidOverlay(field, "unknown_field")
    return ("fields_" if field == "fields" else field), reader(field, value)


def _words(field: str, value: Any) -> tuple[str, ...]:
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
        raise InvalidOverlay(field, "type")
    if len(set(words)) != len(words):
        raise InvalidOverlay(field, "twice")
    return tuple(words)


def _is_word(text: str) -> bool:
    """Whether a line can say it in one word."""
    return bool(text) and text.isprintable() and not any(c.isspace() or c in MARKS for c in text)


def _fields(field: str, value: Any) -> tuple[str, ...]:
    names = _words(field, value)
    if not set(names) <= set(FIELDS):
        raise InvalidOverlay(field, "no_entry_field")
    return names


def _numbers(field: str, value: Any) -> tuple[str, ...]:
    names = _words(field, value)
    if not all(map(_is_word, names)):
        raise InvalidOverlay(field, "value")
    return names


def _texts(field: str, value: Any) -> tuple[Text, ...]:
    """Several names, each one text or one for each language."""
    many = value.split() if isinstance(value, str) else value
    if not isinstance(many, list):
        raise InvalidOverlay(field, "type")
    texts = tuple(text_of(field, one) for one in many)
    if not all(_is_word(one.zh) for one in texts):
        raise InvalidOverlay(field, "value")
    if len({one.zh for one in texts}) != len(texts):
        raise InvalidOverlay(field, "twice")
    return texts


def _stages(field: str, value: Any) -> tuple[RegisterStage, ...]:
    many = value.split() if isinstance(value, str) else value
    if not isinstance(many, list) or not many:
        raise InvalidOverlay(field, "type" if not isinstance(many, list) else "value")
    plain = [stage.get("name") if isinstance(stage, dict) and "name" in stage else stage for stage in many]
    names = _texts(field, plain)
    last = len(many) - 1
    return tuple(
        RegisterStage(name=name, by=_reached(field, stage, at, last))
        for at, (name, stage) in enumerate(zip(names, many, strict=True))
    )


def _reached(field: str, value: Any, at: int, last: int) -> Reached:
    """What brings to a stage: as it says, else the day to the first, closing to the last."""
    if isinstance(value, dict) and "by" in value:
        if value["by"] not in {one.value for one in Reached}:
            raise InvalidOverlay(field, "value")
        return Reached(value["by"])
    return Reached.DAY if at == 0 else Reached.DONE if at == last else Reached.TYPED


def _due(field: str, value: Any) -> str | int:
    if type(value) is int:
        if not 0 <= value <= MOST:
            raise InvalidOverlay(field, "negative" if value < 0 else "value")
        return value
    if not isinstance(value, str):
        raise InvalidOverlay(field, "type")
    if value not in DUE:
        raise InvalidOverlay(field, "value")
    return value


def _hints(field: str, value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or any(type(days) is not int for days in value.values()):
        raise InvalidOverlay(field, "type")
    if not set(value) <= set(HINTS):
        raise InvalidOverlay(field, "value")
    if any(days < 0 for days in value.values()):
        raise InvalidOverlay(field, "negative")
    return dict(value)


def _flag(field: str, value: Any) -> bool:
    if type(value) is not bool:
        raise InvalidOverlay(field, "type")
    return value


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "subs": _texts,
    "fields": _fields,
    "stages": _stages,
    "numbers": _numbers,
    "due": _due,
    "hints": _hints,
    "standing": _flag,
}
