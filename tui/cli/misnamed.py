"""Files that an editor has saved under nearly the right name: local.toml.txt, Local.toml; nobody reads them."""

from __future__ import annotations

import os


def misnamed(folder: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Files of a folder with the name that each should have, of those names that no file there has."""
    try:
        there = os.listdir(folder)
    except OSError:
        return []
    wanted = {name for name in names if name not in there}
    meant = [(name, name.casefold().removesuffix(".txt")) for name in sorted(there)]
    return [(name, right) for name, right in meant if right in wanted]
