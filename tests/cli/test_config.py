"""Flag, else environment, else config file, else default; and what is wrong with each is told."""

from __future__ import annotations

import json
import os
import pwd
import re
from argparse import Namespace
from datetime import date

import pytest

from store.snapshot import Snapshot
from tui import clock
from tui.config import InvalidConfig, language, of_locale, resolve, who
from tui.config_file import remember


def flags(**given):
    none = {"data": None, "lang": None, "today": None}
    none |= dict.fromkeys(("demo", "ascii", "no_color", "readonly"), False)
    return Namespace(**(none | given))


@pytest.fixture
def environ(tmp_path):
    return {"HOME": str(tmp_path)}


def write(environ, text: str) -> None:
    path = os.path.join(environ["HOME"], ".config", "zhibu")
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, "config.toml"), "w", encoding="utf-8") as file:
        file.write(text)


def test_defaults_follow_xdg(environ, tmp_path) -> None:
    config = resolve(flags(), environ)
    assert config.data == f"{tmp_path}/.local/share/zhibu"
    assert config.drafts == f"{tmp_path}/.local/state/zhibu/drafts"
    assert config.file == f"{tmp_path}/.config/zhibu/config.toml"
    moved = {"XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "relative"}
    config = resolve(flags(), environ | moved)
    assert (config.data, config.drafts) == ("/d/zhibu", "/s/zhibu/drafts")
    assert config.file == f"{tmp_path}/.config/zhibu/config.toml"  # what is not absolute is overlooked


@pytest.mark.parametrize("home", ["", "relative", "~"])
def test_a_home_that_is_none_leads_nowhere_else(home, monkeypatch) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: Namespace(pw_name="li"))
    monkeypatch.setattr(pwd, "getpwnam", lambda name: Namespace(pw_dir=f"/home/{name}"))
    assert resolve(flags(), {"HOME": home}).data == "/home/li/.local/share/zhibu"

    def unknown(user: int | str) -> None:
        raise KeyError(user)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setattr(pwd, "getpwnam", unknown)
    config = resolve(flags(), {"HOME": home})
    for path in (config.data, config.file, config.drafts):
        assert path.startswith("/nonexistent/."), path


def test_precedence(environ) -> None:
    assert resolve(flags(), environ).lang == "zh"
    assert resolve(flags(), environ | {"LANG": "en_US.UTF-8"}).lang == "en"
    write(environ, 'lang = "zh"\ndata = "/file"\ntoday = "2026-01-03"\nascii = true\nuser = "甲"\ncolor = false')
    config = resolve(flags(), environ | {"LANG": "en_US.UTF-8"})
    assert (config.lang, config.data, config.today, config.ascii) == ("zh", "/file", date(2026, 1, 3), True)
    assert (config.user, config.color, config.readonly) == ("甲", False, False)
    loud = {"ZHIBU_LANG": "en", "ZHIBU_DATA": "/env", "ZHIBU_TODAY": "2026-01-02", "ZHIBU_USER": "乙"}
    config = resolve(flags(), environ | loud)
    assert (config.lang, config.data, config.today, config.user) == ("en", "/env", date(2026, 1, 2), "乙")
    config = resolve(flags(lang="zh", data="/flag", today="2026-01-01", readonly=True), environ | loud)
    assert (config.lang, config.data, config.today) == ("zh", "/flag", date(2026, 1, 1))
    assert config.readonly


def test_one_key_needs_no_list(environ) -> None:
    write(environ, '[keys]\nzoom = "Ctrl+X"\nquit = ["q", "x"]\n')
    assert resolve(flags(), environ).keys == {"zoom": ["Ctrl+X"], "quit": ["q", "x"]}


@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ({}, "zh"), ({"LANG": ""}, "zh"), ({"LANG": "C"}, "zh"), ({"LANG": "POSIX"}, "zh"), ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.GBK"}, "zh"), ({"LANG": "zh_TW"}, "zh"), ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"), ({"LANG": "en_US", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "en_US"}, "en"), ({"LC_ALL": "C", "LANG": "en_US"}, "zh"),
        ({"LANG": "zh-CN"}, "zh"), ({"LANG": "en-GB"}, "en"),
    ],
)  # fmt: skip
def test_language_of_the_locale(locale, lang) -> None:
    assert of_locale(locale) == lang


@pytest.mark.parametrize(
    ("given", "environment", "file", "key"),
    [
        ({"lang": "xx"}, {}, "", "config.bad_language"),
        ({}, {"ZHIBU_LANG": "xx"}, "", "config.bad_language"),
        ({}, {}, 'lang = "xx"', "config.bad_language"),
        ({"today": "gestern"}, {}, "", "config.bad_day"),
        ({"today": "20261122"}, {}, "", "config.bad_day"),
        ({"today": "2026-W47-1"}, {}, "", "config.bad_day"),
        ({"today": "9999-12-31"}, {}, "", "config.bad_day"),
        ({}, {"ZHIBU_TODAY": "2026-02-29"}, "", "config.bad_day"),
        ({"data": "a\0b"}, {}, "", "config.bad_path"),
        ({}, {"ZHIBU_USER": "a\nb"}, "", "config.bad_user"),
        ({}, {"ZHIBU_USER": "x" * 41}, "", "config.bad_user"),
        ({}, {}, "ascii = 1", "config.wrong_type"),
        ({}, {}, "data = []", "config.wrong_type"),
        ({}, {}, "= nonsense", "toml.syntax"),
    ],
)
def test_complaints(environ, given, environment, file, key) -> None:
    write(environ, file)
    with pytest.raises(InvalidConfig) as complaint:
        resolve(flags(**given), environ | environment)
    assert complaint.value.key == key


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_complaints_are_told_with_exit_code_2(zhibu, own_home, lang) -> None:
    (own_home / ".config" / "zhibu").mkdir(parents=True)
    (own_home / ".config" / "zhibu" / "config.toml").write_text("= nonsense")
    answer = zhibu("status", "--lang", lang)
    assert (answer.code, answer.out) == (2, "")
    assert "config.toml" in answer.err
    assert zhibu("status", "--short").code == 0


def test_a_broken_file_does_not_decide_the_language_of_its_complaint(environ) -> None:
    write(environ, "= nonsense")
    assert language("en", environ) == "en"
    assert language("xx", environ | {"LANG": "en_US"}) == "en"


def test_unknown_settings_are_kept_for_the_doctor(zhibu, own_home) -> None:
    (own_home / ".config" / "zhibu").mkdir(parents=True)
    (own_home / ".config" / "zhibu" / "config.toml").write_text('ascii = true\nlangauge = "en"\n[colour]\n')
    said = zhibu("doctor", "--demo", "--lang", "en").out
    assert "line 2: the setting langauge" in said
    assert "line 3: the setting colour" in said
    assert re.search(r"^problems +2$", said, re.MULTILINE)


def test_the_doctor_says_where_drafts_have_no_room(zhibu, folder, monkeypatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/shm/not/there/yet")
    full = os.statvfs_result((4096, 4096, 100, 0, 0, 100, 100, 100, 0, 255))
    roomy = os.statvfs_result((4096, 4096, 1 << 30, 1 << 30, 1 << 30, 100, 100, 100, 0, 255))
    told = {}
    for name, found in (("full", full), ("roomy", roomy)):
        monkeypatch.setattr(os, "statvfs", lambda path, found=found: found)
        lines = zhibu("doctor", "--data", folder, "--lang", "en").out.split("\n")
        at = next(n for n, line in enumerate(lines) if line.startswith("drafts"))
        told[name] = lines[at + 1].lstrip().startswith("→")
    assert told == {"full": True, "roomy": False}


def test_a_config_file_that_is_a_link_stays_one(environ, tmp_path) -> None:
    path = resolve(flags(), environ).file
    write(environ, "")
    (tmp_path / "mine.toml").write_text("# mine\n")
    os.unlink(path)
    os.symlink(tmp_path / "mine.toml", path)
    remember("lang", "en", path)
    assert os.path.islink(path)
    assert (tmp_path / "mine.toml").read_text() == 'lang = "en"\n# mine\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, 'lang = "en"\n'),
        ("", 'lang = "en"\n'),
        ('# mine\nlang="zh" # so\nascii = true\n', '# mine\nlang = "en"\nascii = true\n'),
        ('[keys]\nlang = ["x"]\n', 'lang = "en"\n[keys]\nlang = ["x"]\n'),
        ("ascii = true", 'lang = "en"\nascii = true'),
        ('# mine\r\n"lang" = "zh"\r\n', '# mine\r\nlang = "en"\r\n'),
    ],
)
def test_the_language_is_remembered_and_the_rest_left_alone(environ, before, after) -> None:
    if before is not None:
        write(environ, before)
    path = resolve(flags(), environ).file
    remember("lang", "en", path)
    with open(path, encoding="utf-8", newline="") as file:
        assert file.read() == after
    assert resolve(flags(), environ).lang == "en"
    assert os.listdir(os.path.dirname(path)) == ["config.toml"]


def test_who_is_the_real_user_whatever_the_environment_says(environ, monkeypatch) -> None:
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setenv("LOGNAME", "somebody")
    me = who(resolve(flags(), environ | {"ZHIBU_USER": "王伟"}))
    assert (me.uid, me.claimed) == (os.getuid(), "王伟")
    assert me.user != "somebody"


def test_today_is_the_day_asked_for_else_the_samples_else_that_of_shanghai(environ, monkeypatch) -> None:
    config = resolve(flags(), environ)
    sample = Snapshot(as_of=date(2026, 11, 22))
    assert clock.today(config, sample) == date(2026, 11, 22)
    assert clock.today(resolve(flags(today="2026-01-01"), environ), sample) == date(2026, 1, 1)

    class Clock(clock.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 12, 31, 17, 0, tzinfo=clock.UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Clock)
    assert clock.today(config, None) == date(2027, 1, 1)
    assert clock.now().isoformat() == "2026-12-31T17:00:00+00:00"


def test_no_color_and_ascii_reach_the_output(zhibu, folder) -> None:
    assert "✓" in zhibu("status", "--data", folder).out
    assert "✓" not in zhibu("status", "--ascii", "--data", folder).out
    assert json.loads(zhibu("status", "--json", "--ascii", "--data", folder).out)
