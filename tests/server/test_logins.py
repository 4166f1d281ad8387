"""How one shows who one is: by the user of the system, a password of one's own file, a certificate."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.outcomes import Failed

from store.errors import NotPermitted, StoreError, Unsafe
from store.server.address import parse
from store.server.link import ServerLink
from tests.server.postgres import MISSING, QUICK, Postgres, binaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    T = TypeVar("T")

pytestmark = pytest.mark.slow


@pytest.fixture
def by_password(postgres: Postgres) -> str:
    """A role that must give its password, which is `open: sesame\\`."""
    postgres.sql(
        "drop role if exists wang", r"create role wang login password 'open: sesame\'", "grant by_password to wang"
    )
    return "wang"


def passfile(folder: Path, secret: str = "open\\: sesame\\\\", mode: int = 0o600) -> str:
    path = folder / "passwords"
    path.write_text(f"# ours\n*:*:*:wang:{secret}\n", encoding="utf-8")
    path.chmod(mode)
    return str(path)


def login(url: str) -> str:
    with ServerLink(parse(url)) as link:
        link.ask("select 1")
        return link.login


def refused(url: str) -> StoreError:
    with pytest.raises(StoreError) as found:
        login(url)
    return found.value


@pytest.mark.parametrize("way", ["socket", "network"])
def test_a_password_comes_from_the_file_alone(postgres: Postgres, by_password: str, tmp_path: Path, way: str) -> None:
    def url(file: str) -> str:
        host = {"host": "127.0.0.1"} if way == "network" else {}
        return postgres.url("postgres", "one", by_password, passfile=file, **host)

    assert login(url(passfile(tmp_path))) == "wang"
    wrong = refused(url(passfile(tmp_path, "sesame")))
    assert isinstance(wrong, NotPermitted)
    assert wrong.code == "wrong_password"
    assert "sesame" not in repr(wrong)
    assert refused(url(str(tmp_path / "none"))).code == "no_password"
    assert refused(url(passfile(tmp_path, mode=0o640))).code == "open_passfile"


def test_a_file_that_is_not_needed_is_not_complained_of(postgres: Postgres, tmp_path: Path) -> None:
    assert login(postgres.url("postgres", "one", passfile=passfile(tmp_path, mode=0o644))) == "dba"


def test_whom_the_server_does_not_know(postgres: Postgres) -> None:
    found = refused(postgres.url("postgres", "one", "nobody_at_all"))
    assert (found.code, found.facts["user"]) == ("no_login", "nobody_at_all")


# -- by the system's user


def as_another(user: str, url: str) -> str:
    """What comes of a login by a process of another user of the system."""
    found = pwd.getpwnam(user)
    end, begin = os.pipe()
    process = os.fork()
    if not process:
        os.setgroups([])
        os.setgid(found.pw_gid)
        os.setuid(found.pw_uid)
        try:
            said = login(url)
        except StoreError as error:
            said = error.code
        except BaseException as error:
            said = repr(error)
        os.write(begin, said.encode())
        os._exit(0)
    os.close(begin)
    os.waitpid(process, 0)
    with os.fdopen(end) as told:
        return told.read()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_the_user_of_the_system_is_the_role_and_no_other(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("nobody", "li"):
        postgres.sql(f"drop role if exists {role}", f"create role {role} login", f"grant by_login to {role}")
    monkeypatch.setenv("USER", "li")
    monkeypatch.setenv("PGUSER", "li")
    url = postgres.url("postgres", "one")
    assert as_another("nobody", url.replace("&user=dba", "")) == "nobody"
    assert as_another("nobody", url.replace("user=dba", "user=nobody")) == "nobody"
    assert as_another("nobody", url.replace("user=dba", "user=li")) == "no_login"


# -- certificates


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root certificate, one for the server `localhost`, one for the client `wang`, and a root of somebody else's."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here, which makes the certificates")
    folder = tmp_path_factory.mktemp("papers")

    def openssl(*args: str) -> None:
        subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)

    for root in ("root", "other"):
        openssl(*["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"], "-subj", f"/CN={root}", *_out(root))
    for name, more in (("server", "subjectAltName=DNS:localhost"), ("wang", "basicConstraints=CA:FALSE")):
        openssl(*["req", "-newkey", "rsa:2048", "-nodes"], "-subj", f"/CN={name}", *_out(name, "csr"))
        (folder / "more").write_text(more)
        signed = f"x509 -req -days 2 -in {name}.csr -CA root.crt -CAkey root.key -CAcreateserial -extfile more"
        openssl(*signed.split(), "-out", f"{name}.crt")
        openssl(*signed.replace("-days 2", "-days -1").split(), "-out", f"{name}-old.crt")
    return folder


def _out(name: str, ending: str = "crt") -> list[str]:
    return ["-keyout", f"{name}.key", "-out", f"{name}.{ending}"]


@pytest.fixture(scope="module")
def encrypted(papers: Path) -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip(MISSING)
    server = Postgres(**QUICK)
    try:
        server.make()
        for name in ("root.crt", "server.crt", "server.key"):
            copy = Path(server.folder, name)
            copy.write_bytes((papers / name).read_bytes())
            copy.chmod(0o600)
            shutil.chown(copy, *_owner(server))
        server.settings |= {"ssl": "on", "ssl_ca_file": f"{server.folder}/root.crt"}
        server.settings |= {
            f"ssl_{kind}_file": f"{server.folder}/server.{kind[:4].replace('cert', 'crt')}" for kind in ("cert", "key")
        }
        hba = "local all all trust\nhostssl all wang 127.0.0.1/32 cert\nhost all all 127.0.0.1/32 trust\n"
        Path(server.data, "pg_hba.conf").write_text(hba, encoding="utf-8")
        server.start().sql("create role wang login", "create role li login")
        yield server
    finally:
        server.remove()


def _owner(server: Postgres) -> tuple[int, int]:
    found = os.stat(server.folder)
    return found.st_uid, found.st_gid


def over_tls(server: Postgres, papers: Path, **more: str) -> str:
    said = {"host": "localhost", "sslmode": "verify-full", "sslrootcert": str(papers / "root.crt")} | more
    return server.url("postgres", "one", said.pop("user", "dba"), **said)


def test_a_certificate_that_is_right(encrypted: Postgres, papers: Path) -> None:
    with ServerLink(parse(over_tls(encrypted, papers))) as link:
        assert link.ask("select ssl from pg_stat_ssl where pid = pg_backend_pid()") == [[True]]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sslrootcert": "other.crt"}, "certificate"),
        ({"host": "127.0.0.1"}, "certificate_name"),
        ({"host": "127.0.0.1", "sslmode": "verify-ca"}, None),
        ({"sslrootcert": "other.crt", "sslmode": "verify-ca"}, "certificate"),
        ({"sslrootcert": "other.crt", "sslmode": "require"}, "certificate"),
        ({"sslrootcert": "none.crt"}, "no_certificate"),
    ],
)
def test_a_certificate_that_is_not(encrypted: Postgres, papers: Path, more: dict[str, str], code: str | None) -> None:
    if "sslrootcert" in more:
        more = more | {"sslrootcert": str(papers / more["sslrootcert"])}
    url = over_tls(encrypted, papers, **more)
    if code is None:
        assert login(url) == "dba"
    else:
        found = refused(url)
        assert isinstance(found, Unsafe)
        assert found.code == code


def test_a_certificate_that_has_expired(encrypted: Postgres, papers: Path) -> None:
    mine = Path(encrypted.folder, "server.crt")
    kept = mine.read_bytes()
    try:
        mine.write_bytes((papers / "server-old.crt").read_bytes())
        encrypted.sql("select pg_reload_conf()")
        found = eventually(lambda: refused(over_tls(encrypted, papers)))
        assert isinstance(found, Unsafe)
        assert found.code == "certificate_date"
    finally:
        mine.write_bytes(kept)
        encrypted.sql("select pg_reload_conf()")
        eventually(lambda: login(over_tls(encrypted, papers)))


def eventually(what: Callable[[], T]) -> T:
    """What comes of something once the server has read its settings anew."""
    end = time.monotonic() + 10
    while True:
        try:
            return what()
        except (StoreError, Failed):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def test_a_server_that_does_not_encrypt_is_told_nothing(postgres: Postgres, papers: Path) -> None:
    found = refused(over_tls(postgres, papers))
    assert isinstance(found, Unsafe)
    assert found.code == "no_tls"


def test_a_client_s_certificate_is_its_login(encrypted: Postgres, papers: Path) -> None:
    mine = {"sslcert": str(papers / "wang.crt"), "sslkey": str(papers / "wang.key")}
    assert login(over_tls(encrypted, papers, user="wang", **mine)) == "wang"
    assert refused(over_tls(encrypted, papers, user="wang")).code == "no_login"
    assert refused(over_tls(encrypted, papers, user="wang", sslcert=str(papers / "none"))).code == "no_certificate"


def test_near_by_nothing_is_encrypted_and_elsewhere_always() -> None:
    from store.server.link import _tls

    for url, checked in (("localhost", None), ("db1", True), ("db1/zhibu/one?sslmode=disable", None)):
        place = parse(f"postgresql://{url}" if "/" in url else f"postgresql://{url}/zhibu/one")
        context = _tls(place, place.hosts[0])
        assert (context.check_hostname if context else None) == checked
