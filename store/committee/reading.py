"""`committee.toml` as it is written: which units a committee has, where their boxes are.

    liaison = ["方谨言"]                # whose presence as a guest is a visit from above
    columns = ["OL-01", "directive"]   # rules and registers shown beside each branch, where not the usual ones
    [[branch]]
    unit = "one"                       # its short name, which nothing else has and which never changes
    name = "第一党支部"
    box = "/srv/zhibu/box/one"
    data = "/srv/zhibu/one"            # optional: its records, to be opened where the system lets one read them

Of a branch on a server both are its address.

The file is read elsewhere; here it is already a mapping. One mistake is one fault (number of the `[[branch]]` from 1, 0
for the whole file; field; code) and leaves out no more than where it stands: the field, or the branch that has no
`unit` or `name` of its own. Of a column the field names it behind a space. Codes: `unknown_key` `unknown_rule` `type`
`value` `missing` `twice`.
"""

from __future__ import annotations

from unicodedata import category

from store.committee.units import Committee, Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import Any

    UnitFault = tuple[int, str, str]

LONGEST = 200
"""Characters of a name."""
LONGEST_UNIT = 40
"""Characters of a unit's short name."""
NOT_IN_UNIT = frozenset(" 　,，、;；/\\+＋!！#＃%％@＠()（）\"'")
"""What a line of ours takes for something else."""
FIELDS = ("unit", "name", "box", "data")
PLACES = ("box", "data")
"""Those that are paths."""
KNOWN = ("liaison", "columns", "branch")


def committee_of(
    data: Mapping[str, Any], columns: Collection[str], placed: Callable[[str], str] = str
) -> tuple[Committee, list[UnitFault]]:
    """What is right of the file, and what is wrong with the rest; `columns` are the rules and registers there are,
    `placed` says where a path of the file leads, so that no box has two units however it is spelled.
    """
    faults: list[UnitFault] = [(0, key, "unknown_key") for key in data if key not in KNOWN]
    liaison = _texts(data, "liaison", faults)
    chosen = _texts(data, "columns", faults)
    faults += [(0, f"columns {one}", "unknown_rule") for one in chosen if one not in columns]
    found = Committee(
        units=_units(data.get("branch", []), placed, faults),
        liaison=liaison,
        columns=tuple([one for one in chosen if one in columns]),
    )
    return found, faults


def _texts(data: Mapping[str, Any], key: str, faults: list[UnitFault]) -> tuple[str, ...]:
    """A list of texts, or one alone."""
    value = data.get(key, [])
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        faults.append((0, key, "type"))
        return ()
    if not all(_is_name(one) for one in texts):
        faults.append((0, key, "value"))
    return tuple([one.strip() for one in texts if _is_name(one)])


def _is_name(text: str) -> bool:
    seen = not any(category(sign) in ("Cc", "Cs") for sign in text)
    return bool(text.strip()) and len(text) <= LONGEST and seen


def _units(value: Any, placed: Callable[[str], str], faults: list[UnitFault]) -> tuple[Unit, ...]:
    if not isinstance(value, list):
        faults.append((0, "branch", "type"))
        return ()
    units: list[Unit] = []
    taken: dict[str, set[str]] = {field: set() for field in ("unit", "name", "box")}
    for number, table in enumerate(value, 1):
        unit = _unit(number, table, placed, taken, faults)
        if unit is not None:
            units.append(unit)
    return tuple(units)


def _unit(
    number: int, table: Any, placed: Callable[[str], str], taken: dict[str, set[str]], faults: list[UnitFault]
) -> Unit | None:
    if not isinstance(table, dict):
        faults.append((number, "", "type"))
        return None
    faults += [(number, key, "unknown_key") for key in table if key not in FIELDS]
    right = {field: _field(number, field, table, faults) for field in FIELDS}
    right |= {field: placed(right[field]) for field in PLACES if right[field]}
    for field, seen in taken.items():
        if right[field] in seen:
            faults.append((number, field, "twice"))
            right[field] = ""
        elif right[field]:
            seen.add(right[field])
    return Unit(**right) if right["unit"] and right["name"] else None


def _field(number: int, field: str, table: Mapping[str, Any], faults: list[UnitFault]) -> str:
    """A field's text, "" where there is none or it is wrong."""
    value = table.get(field, "")
    code = ""
    if not isinstance(value, str):
        code = "type"
    elif not value.strip():
        code = "missing" if field in ("unit", "name") else ""
    elif field == "unit":
        code = "" if _is_unit(value) else "value"
    elif field == "name":
        code = "" if _is_name(value) else "value"
    elif "\0" in value:
        code = "value"
    if code:
        faults.append((number, field, code))
    return "" if code or not isinstance(value, str) else value.strip()


def _is_unit(text: str) -> bool:
    return len(text) <= LONGEST_UNIT and text.isprintable() and not NOT_IN_UNIT & set(text)
