"""Groups of users, by name."""

from __future__ import annotations


def group_name(gid: int) -> str:
    """What the system calls a group; the number where it has no name for it."""
    import grp

    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
