"""Files that are not as they were written: bits flipped, cut, doubled, nested, of wrong types, of another encoding.

None may bring down a reader or be written over; `verify` names each; `restore` brings back the last good generation.
"""

from __future__ import annotations

import json
import os
import shutil
from random import Random
from typing import TYPE_CHECKING, Any

from store.edits import Change
from store.errors import StoreError
from store.generation import FILE
from store.vault import Vault
from tests.soak import ground

if TYPE_CHECKING:
    from collections.abc import Callable

ODD: tuple[Any, ...] = (None, True, -1, 10**400, 1.5e300, "", "\x00", "\u202e", [], {}, [[]], {"id": []}, "9999-99-99")


def flip(data: bytearray, chance: Random) -> None:
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: Random) -> None:
    del data[chance.randrange(len(data)) :]


def lose(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 7, 512, 4096))]


def double(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    part = data[start : start + chance.choice((1, 30, 512))]
    data[start:start] = part


def zero(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data)) & ~511
    data[start : start + 512] = bytes(len(data[start : start + 512]))


def garbage(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = chance.randbytes(chance.choice((1, 4, 100)))


def mark(data: bytearray, chance: Random) -> None:
    """Not the mark of UTF-8, which is overlooked and no damage."""
    data[:0] = chance.choice((b"\xff\xfe", b"\n", b" ", b"\0"))


def encoded(data: bytearray, chance: Random) -> None:
    data[:] = data.decode().encode(chance.choice(("gb18030", "utf-16")))


def value(data: bytearray, chance: Random) -> None:
    """A value replaced by text that JSON does not know, or that readers take in more than one way."""
    places = [place for place in range(len(data)) if data[place : place + 3] == b': "']
    start = chance.choice(places) + 2
    end = data.index(b'"', start + 1) + 1
    deep = chance.choice((70, 900, 100_000))
    odd = (
        "NaN",
        "-Infinity",
        "1e999",
        "9" * 5000,
        "[" * deep + "]" * deep,
        '{"a":' * deep + "1" + "}" * deep,
        "01",
        "'x'",
    )
    data[start:end] = chance.choice((*odd, '"\\ud800"', '"\n"', "1 2")).encode()


def key(data: bytearray, chance: Random) -> None:
    """A key that is there twice, a document's or a field's."""
    lines = data.split(b"\n")
    place = chance.choice([place for place, line in enumerate(lines) if line.endswith((b"},", b"}")) and len(line) > 9])
    lines[place] = lines[place].replace(b": {", b': {"id": "p2", ', 1)
    data[:] = b"\n".join(lines)


def kind(data: bytearray, chance: Random) -> None:
    """A value somewhere, however deep, that is of another type; all else stays."""
    tables = json.loads(data)
    target, place = tables, chance.choice(list(tables))
    while isinstance(target[place], (dict, list)) and target[place] and chance.random() < 0.8:
        target = target[place]
        place = chance.choice(list(target)) if isinstance(target, dict) else chance.randrange(len(target))
    target[place] = chance.choice(ODD)
    data[:] = json.dumps(tables).encode()


MUTATIONS: tuple[Callable[[bytearray, Random], None], ...] = (
    *(flip, cut, lose, double, zero, garbage, mark, encoded, value, key, kind, kind),
)


def run(count: int = 1000, seed: int = 1) -> dict[str, int]:
    counts = {"mutants": 0, "damaged": 0, "readable": 0, "records aside": 0, "tracebacks": 0, "writes": 0}
    counts |= {"not named by verify": 0, "not brought back": 0, "problems after restore": 0}
    place = ground.a_folder()
    chance = Random(seed)
    try:
        _grow(f"{place}/sound")
        wanted = _documents(Vault(f"{place}/sound"))
        with open(f"{place}/sound/{FILE}", "rb") as file:
            sound = file.read()
        while counts["mutants"] < count:
            data = bytearray(sound)
            chance.choice(MUTATIONS)(data, chance)
            if data == sound:
                continue
            counts["mutants"] += 1
            folder = f"{place}/{counts['mutants']}"
            shutil.copytree(f"{place}/sound", folder)
            with open(f"{folder}/{FILE}", "wb") as file:
                file.write(data)
            _judge(folder, wanted, counts)
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(place)
    return counts


def _grow(folder: str) -> None:
    """The sample branch, with a history of a few generations."""
    with open("sample_data.json", encoding="utf-8") as file:
        tables = json.load(file)
    vault = Vault(folder)
    vault.engine.create({name: table for name, table in tables.items() if name != "_meta"}, ground.who(0), ground.AT)
    for number in range(3):
        _change(vault, str(number))


def _change(vault: Vault, note: str) -> None:
    snapshot = vault.read()
    id = next(iter(snapshot.members))
    base = {"note": snapshot.members[id].note}
    ground.commit(vault, Change(table="members", id=id, base=base, fields_={"note": f"{base['note']}{note}"}))


def _documents(vault: Vault) -> Any:
    return {name: table for name, table in vault.engine.read().tables.items() if name != "_meta"}


def _judge(folder: str, wanted: Any, counts: dict[str, int]) -> None:
    before = _all_bytes(folder)
    try:
        vault = Vault(folder)
        damage: str | None = "unreadable"
        try:
            snapshot = vault.read()
            damage = snapshot.damage
            counts["records aside"] += bool(snapshot.faults)
        except StoreError:
            pass
        counts["damaged" if damage else "readable"] += 1
        try:
            named = vault.verify()
        except StoreError as error:  # of a newer schema: told as what it is
            named = [error] if error.code == "newer" else []  # type: ignore[list-item]
        counts["not named by verify"] += not named
        if damage:
            try:
                _change(vault, "x")
                counts["writes"] += 1
            except StoreError:
                pass
        counts["writes"] += _all_bytes(folder) != before
        vault.restore(None, ground.who(0), ground.AT)
        counts["not brought back"] += _documents(Vault(folder)) != wanted
        counts["problems after restore"] += bool(Vault(folder).verify())
    except Exception:
        counts["tracebacks"] += 1
        raise


def _all_bytes(folder: str) -> dict[str, tuple[int, bytes]]:
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as file:
                found[path] = (os.stat(path).st_ino, file.read())
    return found


MUST_BE_NONE = (*("tracebacks", "writes", "not named by verify", "not brought back", "problems after restore"),)
