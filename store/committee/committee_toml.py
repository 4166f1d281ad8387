"""`committee.toml` as it is written: which units a committee has, where their boxes are.

    liaison = ["方谨言"]                # whose presence as a guest is a visit from above
    columns = ["OL-01", "directive"]   # rules and registers shown beside each branch, where not the usual ones
    [[branch]]
    unit = "one"                       # its short name, which nothing else has and which never changes
    name = "第一党支部"
    box = "/srv/zhibu/box/one"
    data = "/srv/zhibu/one"            # optional: its records, to be opened where the system lets one read them

Of a branch on a server both are its address. Of a server with many,

    server = "postgresql://db1/zhibu"  # every branch there whose counts this login reads, in the order of their names

names them all, behind those that stand one by one.

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
    from collections.abc import Callable, Collection, Iterator, Mapping
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
KNOWN = ("liaison", "columns", "branch", "server")


def committee_of(
    data: Mapping[str, Any],
    columns: Collection[str],
    placed: Callable[[str], str] = str,
    units_of: Callable[[str], Collection[Unit] | None] = lambda address: (),
) -> tuple[Committee, list[UnitFault]]:
    """What is right of the file, and what is wrong with the rest; `columns` are the rules and registers there are,
    `placed` says where a path of the file leads, so that no box has two units however it is spelled, and `units_of`
    which units there are on a server, None where its address is none.
    """
    faults: list[UnitFault] = [(0, key, "unknown_key") for key in data if key not in KNOWN]
    liaison = _texts(data, "liaison", faults)
    chosen = _texts(data, "columns", faults)
    faults += [(0, f"columns {one}", "unknown_rule") for one in chosen if one not in columns]
    found = Committee(
        units=_units(data, placed, units_of, faults),
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
    seen = text.isprintable() or not any(category(sign) in ("Cc", "Cs") for sign in text)
    return bool(text.strip()) and len(text) <= LONGEST and seen


def _units(
    data: Mapping[str, Any],
    placed: Callable[[str], str],
    units_of: Callable[[str], Collection[Unit] | None],
    faults: list[UnitFault],
) -> tuple[Unit, ...]:
    value = data.get("branch", [])
    if not isinstance(value, list):
        faults.append((0, "branch", "type"))
        value = []
    units: list[Unit] = []
    in_use: dict[str, set[str]] = {field: set() for field in ("unit", "name", "box")}
    for number, table in enumerate(value, 1):
        unit = _unit(number, table, placed, in_use, faults)
        if unit is not None:
            units.append(unit)
    if "server" in data:
        units += _on_server(data["server"], units_of, in_use, faults)
    return tuple(units)


def _on_server(
    address: Any,
    units_of: Callable[[str], Collection[Unit] | None],
    in_use: dict[str, set[str]],
    faults: list[UnitFault],
) -> Iterator[Unit]:
    """Those that do not stand one by one already. Of several organs' first branches each has its short name behind the
    name; what no line of ours could name is left out.
    """
    found = units_of(address) if isinstance(address, str) else None
    if found is None:
        faults.append((0, "server", "value" if isinstance(address, str) else "type"))
    boxes, names, units = in_use["box"], in_use["name"], in_use["unit"]
    sound = _are_sound(found or ())
    for one in found or ():
        id, name, box, _ = one
        if box in boxes:
            continue
        if name in names:
            name = f"{name}({id})"
        if not (sound and name == one.name) and not (_is_unit(id) and _is_name(name)):
            faults.append((0, f"server {id}", "value"))
        elif id in units or name in names:
            faults.append((0, f"server {id}", "twice"))
        else:
            units.add(id)
            names.add(name)
            yield one if name == one.name else one.but(name=name)


def _are_sound(units: Collection[Unit]) -> bool:
    """Whether all have a short name and a name that each could have, looked at together: they may be many thousands."""
    ids, names = [one.unit for one in units], [one.name for one in units]
    return (
        max(map(len, ids), default=0) <= LONGEST_UNIT
        and max(map(len, names), default=0) <= LONGEST
        and "".join(ids).isprintable()
        and NOT_IN_UNIT.isdisjoint("".join(ids))
        and "".join(names).isprintable()
        and all(map(str.strip, names))
    )


def _unit(
    number: int, table: Any, placed: Callable[[str], str], in_use: dict[str, set[str]], faults: list[UnitFault]
) -> Unit | None:
    if not isinstance(table, dict):
        faults.append((number, "", "type"))
        return None
    faults += [(number, key, "unknown_key") for key in table if key not in FIELDS]
    right = {field: _field(number, field, table, faults) for field in FIELDS}
    right |= {field: placed(right[field]) for field in PLACES if right[field]}
    for field, seen in in_use.items():
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
