"""The file of passwords is read as PostgreSQL's own programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.errors import Unsafe
from store.server.address import Host
from store.server.passfile import password

if TYPE_CHECKING:
    from pathlib import Path

DB = Host(name="db1", port=5432)


def kept(folder: Path, text: str, mode: int = 0o600) -> str:
    path = folder / ".pgpass"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return str(path)


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("db1:5432:zhibu:wang:open sesame", "open sesame"),
        ("*:*:*:wang:x", "x"),
        ("db1:5432:zhibu:wang:a\\:b\\\\c", "a:b\\c"),
        ("#db1:5432:zhibu:wang:x", None),
        ("db1:5433:zhibu:wang:x", None),
        ("db1:5432:other:wang:x", None),
        ("db1:5432:zhibu:li:x", None),
        ("db1:5432:zhibu:wang", None),
        ("", None),
    ],
)
def test_which_line_fits(tmp_path: Path, line: str, secret: str | None) -> None:
    assert password(kept(tmp_path, line + "\n"), DB, "zhibu", "wang") == secret


def test_the_first_line_that_fits_counts(tmp_path: Path) -> None:
    path = kept(tmp_path, "db2:*:*:*:no\n*:*:*:wang:first\n*:*:*:*:second\n")
    assert password(path, DB, "zhibu", "wang") == "first"
    assert password(path, DB, "zhibu", "li") == "second"


def test_a_socket_is_called_localhost_or_by_its_folder(tmp_path: Path) -> None:
    here = Host(name="/run/pg", port=5432)
    assert password(kept(tmp_path, "localhost:*:*:*:x"), here, "zhibu", "wang") == "x"
    assert password(kept(tmp_path, "/run/pg:*:*:*:y"), here, "zhibu", "wang") == "y"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Unsafe, match="open_passfile"):
        password(kept(tmp_path, "*:*:*:*:x", mode), DB, "zhibu", "wang")


def test_no_file_and_no_regular_file_have_no_password(tmp_path: Path) -> None:
    assert password(str(tmp_path / "none"), DB, "zhibu", "wang") is None
    assert password(str(tmp_path), DB, "zhibu", "wang") is None
