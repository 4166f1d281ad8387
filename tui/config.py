"""Every path and every choice of the program: flag, else environment, else config file, else default."""

from __future__ import annotations

import os
from datetime import date

from store.engines import is_address
from store.record import Record
from widgets.theme import THEMES
from widgets.words.lexicon import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from store.vault import Who

    T = TypeVar("T")

CLAIMED_AT_MOST = 40
MANY_COLOURS = ("alacritty", "foot", "kitty", "xterm-kitty", "xterm-ghostty", "wezterm", "contour")
"""Terminals with 256 colours or more whose names do not say so."""
_KINDS: dict[str, type] = {
    "data": str,
    "lang": str,
    "theme": str,
    "today": str,
    "ascii": bool,
    "mouse": bool,
    "color": bool,
    "readonly": bool,
    "user": str,
    "keys": dict,
}
"""What the config file may say. `keys` is the reader's own keymap, checked where keys are known."""


class InvalidConfig(Exception):
    """A choice that can't be followed: the word that says so, and its facts. Exit code 2."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key = key
        self.facts = facts
        super().__init__(key)


class Config(Record):
    """`today` is None where the clock decides; `unknown` names settings of the file that mean nothing to us,
    `troubles` are the words and facts of choices that could not be followed, for a command that goes on without them.

    `anywhere` allows file systems on which a lock may not hold.
    """

    data: str
    lang: str
    theme: str = "dark"
    colours: int = 256
    today: date | None = None
    demo: bool = False
    ascii: bool = False
    color: bool = True
    mouse: bool = False
    readonly: bool = False
    user: str = ""
    keys: dict[str, Any] = {}  # noqa: RUF012
    file: str = ""
    drafts: str = ""
    stock_driver: bool = False
    unknown: tuple[str, ...] = ()
    troubles: tuple[tuple[str, dict[str, Any]], ...] = ()
    anywhere: bool = False


def resolve(flags: Any, environ: Mapping[str, str], *, in_part: bool = False) -> Config:
    """The configuration that parsed flags, the environment and the config file come to; raises InvalidConfig, or, with
    `in_part`, goes on without what can't be followed and says so in `troubles`.
    """
    troubles: list[tuple[str, dict[str, Any]]] = []

    def leave(bad: InvalidConfig) -> None:
        if not in_part:
            raise bad
        troubles.append((bad.key, bad.facts))

    file = config_file(environ)
    settings: dict[str, Any] = {}
    try:
        settings = read_settings(file)
    except InvalidConfig as bad:
        leave(bad)

    def choice(name: str, flag: str | None, follow: Callable[[str | None], T]) -> T:
        """What flag, environment or file say, the first that says anything; what is usual where that can't be."""
        first = flag or environ.get(f"ZHIBU_{name.upper()}")
        try:
            return follow(first or settings.get(name))
        except InvalidConfig as bad:
            if name in settings and not first:
                from tui.config_mistakes import place

                bad.facts |= place(file, name)
            leave(bad)
            return follow(None)

    return Config(
        data=choice("data", flags.data, lambda wish: _folder(wish, environ)),
        lang=choice("lang", flags.lang, lambda wish: _language(wish, environ)),
        theme=choice("theme", None, _theme),
        colours=colours(environ),
        today=choice("today", flags.today, lambda wish: day_of(wish) if wish else None),
        demo=flags.demo,
        ascii=flags.ascii or settings.get("ascii", False),
        color=not (flags.no_color or environ.get("NO_COLOR")) and settings.get("color", True),
        mouse=settings.get("mouse", False),
        readonly=flags.readonly or settings.get("readonly", False),
        user=choice("user", None, lambda wish: _claimed(wish or "")),
        keys={id: [said] if type(said) is str else said for id, said in settings.get("keys", {}).items()},
        file=file,
        stock_driver=environ.get("ZHIBU_DRIVER") == "stock",
        drafts=os.path.join(_home(environ, "XDG_STATE_HOME", ".local/state"), "zhibu", "drafts"),
        anywhere=bool(environ.get("ZHIBU_FORCE_FS")),
        unknown=tuple(sorted(settings.keys() - _KINDS.keys())),
        troubles=tuple(troubles),
    )


def language(flag: str | None, environ: Mapping[str, str]) -> str:
    """The language to speak in before, or without, a whole configuration: what is wrong elsewhere is left aside."""
    try:
        settings = read_settings(config_file(environ))
    except InvalidConfig:
        settings = {}
    for wish in (flag, environ.get("ZHIBU_LANG"), settings.get("lang")):
        if wish in LANGUAGES:
            return str(wish)
    return of_locale(environ)


def of_locale(environ: Mapping[str, str]) -> str:
    """That of the locale; Chinese for C, POSIX or none at all, English where the program does not speak it."""
    name = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    name = name.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    if name in ("", "c", "posix"):
        return "zh"
    return next((lang for lang in (name, name.partition("_")[0]) if lang in LANGUAGES), "en")


def config_file(environ: Mapping[str, str]) -> str:
    return os.path.join(_home(environ, "XDG_CONFIG_HOME", ".config"), "zhibu", "config.toml")


def read_settings(path: str) -> dict[str, Any]:
    """What the config file says; nothing where there is none. The reader of TOML is loaded only for a file."""
    if not os.path.lexists(path):
        return {}
    from tui import toml_file

    try:
        settings = toml_file.read(path) or {}
        for name, value in settings.items():
            if name in _KINDS and type(value) is not _KINDS[name]:
                raise InvalidConfig("config.wrong_type", path=path, name=name, line=toml_file.line_of(path, name))
        for name, value in settings.get("keys", {}).items():
            if not _are_keys(value):
                line = toml_file.line_of(path, name)
                raise InvalidConfig("config.wrong_type", path=path, name=f"keys.{name}", line=line)
    except toml_file.InvalidToml as bad:
        raise InvalidConfig(f"toml.{bad.code}", file=path, line=bad.line, sign=bad.sign) from None
    return settings


def _are_keys(value: Any) -> bool:
    """Whether a command of the reader's own keymap is given a key, or several."""
    return type(value) is str or (type(value) is list and all(type(key) is str for key in value))


def make_private_folders(path: str) -> None:
    """A folder of the user's own and those above it that are missing, each 0700 whatever the umask; raises OSError."""
    if path and not os.path.isdir(path):
        above = os.path.dirname(path)
        make_private_folders(above)
        os.mkdir(path, 0o700)
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            hand_over(handle, os.stat(above))
        finally:
            os.close(handle)


def hand_over(handle: int, owner: os.stat_result) -> None:
    """Give what root has just made to the owner of its folder, or of what it replaces, who else could not open it."""
    if os.geteuid() == 0 and owner.st_uid:
        os.fchown(handle, owner.st_uid, owner.st_gid)


def who(config: Config) -> Who:
    """The one who stores: the real uid and the system's name for it; never $USER, which anyone may set."""
    from store.vault import Who

    uid = os.getuid()
    return Who(uid=uid, user=user_name(uid), claimed=config.user)


def user_name(uid: int) -> str:
    """What the system calls a user; the number where it has no name for it."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _home(environ: Mapping[str, str], name: str, default: str) -> str:
    """A folder of the XDG rules, which tell to overlook one that is not absolute. Who has no home has it nowhere: a
    path that is not absolute leads somewhere else from each folder that a command is run in.
    """
    folder, home = environ.get(name, ""), environ.get("HOME", "")
    if os.path.isabs(folder):
        return folder
    if not os.path.isabs(home):
        home = os.path.expanduser(f"~{user_name(os.getuid())}")  # as the system knows it
    return os.path.join(home if os.path.isabs(home) else "/nonexistent", default)


def _folder(wish: str | None, environ: Mapping[str, str]) -> str:
    if not wish:
        return os.path.join(_home(environ, "XDG_DATA_HOME", ".local/share"), "zhibu")
    if "\0" in wish:
        raise InvalidConfig("config.bad_path", path=wish)
    if is_address(wish):
        return wish
    return os.path.abspath(os.path.expanduser(wish))


def _language(wish: str | None, environ: Mapping[str, str]) -> str:
    if not wish:
        return of_locale(environ)
    if wish not in LANGUAGES:
        raise InvalidConfig("config.bad_language", value=wish, all=" ".join(LANGUAGES))
    return wish


def _theme(wish: str | None) -> str:
    if wish and wish not in THEMES:
        raise InvalidConfig("config.bad_theme", value=wish, all=" ".join(THEMES))
    return wish or "dark"


def colours(environ: Mapping[str, str]) -> int:
    """How many colours a terminal has, as its name and COLORTERM tell."""
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return 1 << 24
    term = environ.get("TERM", "")
    if "256" in term or "direct" in term or term.startswith(MANY_COLOURS):
        return 256
    return 0 if term in ("", "dumb", "unknown") or term.startswith("vt") or term.endswith(("-m", "-mono")) else 16


def day_of(wish: str) -> date:
    """The day that YYYY-MM-DD names; raises InvalidConfig."""
    try:
        day = date.fromisoformat(wish)
    except ValueError:
        raise InvalidConfig("config.bad_day", value=wish) from None
    if len(wish) != 10 or wish[7] != "-" or not 1950 <= day.year < 2150:
        raise InvalidConfig("config.bad_day", value=wish)
    return day


def _claimed(wish: str) -> str:
    name = wish.strip()
    if len(name) > CLAIMED_AT_MOST or not name.isprintable():
        raise InvalidConfig("config.bad_user", value=wish)
    return name
