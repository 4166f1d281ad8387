"""A branch's own `local.toml` and `holidays.toml`: used where they are right, told of where they are not."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from store.packs.register import FIELDS
from tui import toml_file
from tui.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


def names(zhibu, folder) -> dict[str, str]:
    return {rule["rule"]: rule["name"] for rule in json.loads(zhibu("list", "rules", "--json", "--data", folder).out)}


def test_a_rule_of_the_branchs_own_is_judged(zhibu, folder) -> None:
    national = names(zhibu, folder)
    (folder / "local.toml").write_text(
        '[[rule]]\nid = "LOC-01"\nname = "读书会"\npredicate = "sessions"\nkind = "study"\ncadence = "quarter"\n'
    )
    assert names(zhibu, folder) == national | {"LOC-01": "读书会"}
    status = zhibu("status", "--json", "--data", folder)
    assert (status.code, status.err) == (0, "")
    assert "LOC-01" in {row["rule"] for row in json.loads(status.out)["execution"]}
    assert zhibu("show", "LOC-01/2026-Q4", "--data", folder).code == 0


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("founded") / "branch"
    assert main(["init", "--name", "第一党支部", "--data", str(made)]) == 0
    return made


@pytest.fixture
def folder(founded, tmp_path) -> Path:
    """A branch without records: what its own files say is read before any of them, a hundred and thirty times here."""
    made = tmp_path / "branch"
    made.mkdir(mode=0o700)
    shutil.copy(founded / "branch.json", made)
    return made


SOUND: list[str] = []


@pytest.fixture
def sound(zhibu, folder) -> str:
    """`status --json` of a folder with no rules of its own, asked once for all tests."""
    if not SOUND:
        SOUND.append(zhibu("status", "--json", "--data", folder, "--lang", "zh").out)
    return SOUND[0]


WRONG = [
    ("[rules.OL-99]\ncount = 2\n", "OL-99"),
    ("[rules.OL-01]\ncount = -1\n", "OL-01"),
    ('[rules.OL-01]\nvalid_from = "2026-02-30"\n', "valid_from"),
    ("party_day = 50\n", "party_day"),
    ("party = 5\n", "party"),
    ("= nonsense", "local.toml"),
    ("\ufeff\x00", "local.toml"),
    ("party_day = 5\nb = “x”\n", "local.toml"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_each_mistake_is_one_line_and_the_national_rules_stand(zhibu, folder, text, said, lang, sound) -> None:
    (folder / "local.toml").write_text(text)
    answer = zhibu("status", "--json", "--data", folder, "--lang", lang)
    assert answer.code == 0
    assert answer.err.count("\n") == 1
    assert "local.toml" in answer.err
    assert said in answer.err
    assert "overlay." not in answer.err
    if lang == "zh":
        assert answer.out == sound


def test_holidays_of_ones_own(zhibu, folder) -> None:
    (folder / "holidays.toml").write_text('[[holiday]]\nname = "三月三"\nfrom = 2026-04-20\n[[holiday]]\nfrom = 3\n')
    answer = zhibu("status", "--data", folder, "--lang", "en")
    assert answer.code == 0
    assert answer.err.count("\n") == 1
    assert "holidays.toml" in answer.err


def test_a_link_is_not_followed(zhibu, folder, tmp_path) -> None:
    (tmp_path / "elsewhere.toml").write_text("party_day = 15\n")
    (folder / "local.toml").symlink_to(tmp_path / "elsewhere.toml")
    answer = zhibu("status", "--data", folder)
    assert answer.code == 0
    assert "local.toml" in answer.err


UNREADABLE = {
    "utf16": ("tags = 1\n".encode("utf-16"), "1"),
    "encoding": ("party_day = 5\nname = '支部'\n".encode("gbk"), "2"),
    "full_width": ("party_day = 5\n\nname = “甲”\n".encode(), "3"),
    "full_width_comma": ('x = ["a"，"b"]\n'.encode(), "1"),
    "full_width_equals": ("# mine\nparty_day＝5\n".encode(), "2"),
    "full_width_space": ("party_day =　5\n".encode(), "1"),
    "twice": (b"party_day = 5\nparty_day = 6\n", "2"),
    "twice_table": (b"[rules]\n[weights]\n[rules]\n", "3"),
    "syntax": (b"party_day = 5\nparty_day\n", "2"),
    "no_end": (b'a = "\n', "1"),
    "deep": (b"a." * 40 + b"b = 1\n", "1"),
    "deep_quoted": (b'"a"."b"' * 30 + b" = 1\n", "1"),
    "deep_table": (b"x = 1\n[" + b"a." * 100 + b"b]\n", "2"),
    "brackets": (b"x = " + b"[" * 3000 + b"]" * 3000 + b"\n", "1"),
    "long_line": (b"x = 1\ny = '" + b"x" * 20_000 + b"'\n", "2"),
    "parts_20_000": (b"a." * 20_000 + b"b = 1\n", "1"),
    "too_big": (b"# x\n" * 300_000, "1 MB"),
    "folder": (None, ""),
    "control": (b"# a\nb = '\x01'\n", "2"),
}


OTHER = {"zh": "en", "en": "zh"}


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("file", ["local.toml", "holidays.toml"])
@pytest.mark.parametrize(("data", "line"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cant_be_read_is_named_with_its_line_everywhere(zhibu, folder, file, data, line, lang, sound) -> None:
    if data is None:
        (folder / file).mkdir()
    else:
        (folder / file).write_bytes(data)
    status = zhibu("status", "--json", "--data", folder, "--lang", "zh")
    assert (status.code, status.out, status.err.count("\n")) == (0, sound, 1)
    doctor = zhibu("doctor", "--data", folder, "--lang", lang)
    assert doctor.code == 0
    verify = zhibu("verify", "--data", folder, "--lang", OTHER[lang])
    assert verify.code == 1
    for said in (status.err, doctor.out, verify.out):
        assert file in said
        assert line in said
        assert "toml." not in said.replace(file, "")
    found = json.loads(zhibu("verify", "--json", "--data", folder).out)
    assert [one["code"] for one in found] == ["rules"]
    assert found[0]["place"].startswith(file)


@pytest.mark.parametrize("harmless", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\r\n", b"# \xe2\x80\x9c\xe2\x80\x9d\n"])
def test_what_is_harmless_is_overlooked(zhibu, folder, harmless) -> None:
    national = names(zhibu, folder)
    rule = ("[[rule]]", 'id = "LOC-01"', 'name = "读书“会”"', 'predicate = "sessions"', 'kind = "study"')
    text = "\r\n".join([*rule, 'cadence = "quarter"', ""])
    (folder / "local.toml").write_bytes(harmless + text.encode())
    assert names(zhibu, folder) == national | {"LOC-01": "读书“会”"}
    status = zhibu("verify", "--data", folder)
    assert (status.code, status.err) == (0, "")
    assert "local.toml" in zhibu("doctor", "--data", folder).out


@pytest.mark.parametrize(("name", "right"), [("local.toml.txt", "local.toml"), ("Holidays.TOML", "holidays.toml")])
def test_a_file_under_nearly_its_name_is_told_by_doctor(zhibu, folder, name, right) -> None:
    (folder / name).write_text("", encoding="utf-8")
    assert f"→ {name} 不会被读；请改名为 {right}" in zhibu("doctor", "--data", folder).out
    (folder / right).write_text("", encoding="utf-8")
    assert name not in zhibu("doctor", "--data", folder).out


def test_a_mistake_in_a_rule_is_in_doctor_and_verify_too(zhibu, folder) -> None:
    (folder / "local.toml").write_text("[rules.OL-01]\ncount = -1\n")
    (folder / "holidays.toml").write_text("[[holiday]]\nfrom = 3\n")
    doctor, verify = zhibu("doctor", "--data", folder).out, zhibu("verify", "--data", folder)
    for said in (doctor, verify.out):
        assert "OL-01" in said
        assert "holidays.toml" in said
    assert verify.code == 1
    assert len(json.loads(zhibu("verify", "--json", "--data", folder).out)) == 2


CONFIGS = {
    "full_width": ("theme = “light”\n".encode(), "1"),
    "gbk": ("# 配色\ntheme = 'light'\n".encode("gbk"), "1"),
    "type": (b'lang = "zh"\nascii = 1\n', "2"),
    "keys": (b"theme = 'light'\n[keys]\nzoom = 1\n", "3"),
    "keys_list": (b"[keys]\nzoom = [1, 2]\n", "2"),
    "keys_table": (b"[keys]\nquit = {a = 1}\n", "2"),
    "value": (b"theme = 'no such'\n", "no such"),
    "lang": (b"lang = 'xx'\n", "xx"),
    "day": (b"today = '2026-13-40'\n", "2026-13-40"),
    "user": (b'user = "x\\u0007"\n', "ZHIBU_USER"),
    "nul": (b'data = "a\\u0000b"\n', "a"),
    "parts_20_000": (b"a." * 20_000 + b"b = 1\n", "1"),
    "folder": (None, ""),
}


@pytest.mark.parametrize(("data", "line"), CONFIGS.values(), ids=CONFIGS)
def test_doctor_runs_whatever_the_settings_say(zhibu, folder, own_home, data, line) -> None:
    path = own_home / ".config" / "zhibu" / "config.toml"
    path.parent.mkdir(parents=True)
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    refused = zhibu("status", "--data", folder)
    doctor = zhibu("doctor", "--data", folder)
    assert doctor.code == 0
    assert "config.toml" in doctor.out
    assert line in doctor.out
    if b"data =" not in (data or b""):
        assert (refused.code, refused.err.count("\n")) == (2, 1)
        assert line in refused.err
        assert "config.toml" in refused.err


def test_a_setting_is_blamed_on_the_file_only_where_it_asks_for_it(zhibu, folder, own_home, monkeypatch) -> None:
    path = own_home / ".config" / "zhibu" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('theme = "light"\ntoday = "2026-13-40"\n')
    assert f"{path}, line 2: " in zhibu("status", "--data", folder, "--lang", "en").err
    said = zhibu("status", "--data", folder, "--lang", "en", "--today", "2026-14-40").err
    assert "2026-14-40" in said
    assert "config.toml" not in said
    monkeypatch.setenv("ZHIBU_THEME", "none")
    assert "config.toml" not in zhibu("status", "--data", folder, "--today", "2026-11-22").err


def test_settings_behind_a_link_that_leads_nowhere_do_not_vanish(zhibu, folder, own_home) -> None:
    path = own_home / ".config" / "zhibu" / "config.toml"
    path.parent.mkdir(parents=True)
    path.symlink_to("nowhere")
    refused = zhibu("status", "--data", folder)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "config.toml" in refused.err
    assert "config.toml" in zhibu("doctor", "--data", folder).out


HOLIDAYS = {
    "a key of the whole": ("# a\nyear = [2027]\n", "2", "year"),
    "a table": ("# a\n\n[2027]\noff = 1\n", "3", "2027"),
    "a year": ('# a\nyears = ["2027"]\n', "2", "2027"),
    "a key of the second": ("[[holiday]]\nfrom = 2027-01-01\n[[holiday]]\nfrom = 2027-05-01\nform = 1\n", "5", "form"),
    "a day": ('years = [2027]\n[[holiday]]\nfrom = "2027-02-30"\n', "2", "2027-02-30"),
    "nothing": ("[[holiday]]\nfrom = 2027-01-01\n\n[[holiday]]\nname = 'x'\n", "4", "2"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("text", "line", "what"), HOLIDAYS.values(), ids=HOLIDAYS)
def test_what_is_wrong_in_the_holidays_has_its_line(zhibu, folder, text, line, what, lang) -> None:
    (folder / "holidays.toml").write_text(text)
    where = f"holidays.toml 第 {line} 行" if lang == "zh" else f"holidays.toml, line {line}"
    for command in ("status", "doctor", "verify"):
        answer = zhibu(command, "--data", folder, "--lang", lang)
        assert (said := next(one for one in (answer.err + answer.out).split("\n") if where in one))
        assert what in said.replace(where, "")
    assert json.loads(zhibu("verify", "--json", "--data", folder).out)[0]["place"] == f"holidays.toml:{line}"


SIGNS = {
    'a = "一，二"，1': "，",
    'a = "x”': "”",
    "a = 【1】": "【",
    'a = "一，二': "",
    'a = "（一）" 1 # ，': "",
}


@pytest.mark.parametrize(("line", "sign"), SIGNS.items(), ids=SIGNS)
def test_a_full_width_sign_within_a_text_is_not_what_is_wrong(line, sign) -> None:
    with pytest.raises(toml_file.InvalidToml) as caught:
        toml_file.parse(line.encode())
    assert (caught.value.code, caught.value.sign) == ("full_width" if sign else "syntax", sign)


def test_settings_with_a_mark_before_them_stay_usable(zhibu, folder, own_home) -> None:
    from tui.config import read_settings
    from tui.config_file import remember

    path = own_home / ".config" / "zhibu" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'\xef\xbb\xbftheme = "light"\r\n')
    assert zhibu("status", "--data", folder).code == 0
    remember("theme", "dark", str(path))
    assert read_settings(str(path)) == {"theme": "dark"}
    assert zhibu("doctor", "--data", folder).code == 0


ODD = {
    ("journal.jsonl", "folder"): "不是普通文件",
    ("journal.jsonl", "pipe"): "不是普通文件",
    ("journal.jsonl", "link"): "是符号链接",
    (".lock", "folder"): "不是普通文件",
    (".lock", "pipe"): "不是普通文件",
    (".lock", "link"): "是符号链接",
    ("backups", "pipe"): "不是文件夹",
    ("backups", "link"): "是符号链接",
}


@pytest.mark.parametrize("what", ["journal.jsonl", "backups", "local.toml", "holidays.toml", ".lock"])
@pytest.mark.parametrize("shape", ["folder", "pipe", "link"])
def test_doctor_runs_whatever_lies_in_the_folder(zhibu, folder, what, shape) -> None:
    import os

    path = folder / what
    {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to("nowhere")}[shape]()
    answer = zhibu("doctor", "--data", folder)
    assert answer.code == 0
    assert answer.out.count("\n") > 20
    said = ODD.get((what, shape))
    assert said is None or f"{path}：{said}" in answer.out
    assert said is None or f"chmod 700 {path}" not in answer.out  # which a link would pass on to what it leads to
    assert zhibu("verify", "--data", folder).code in (0, 1, 5)


def test_a_mistake_leaves_the_rest_in_force(zhibu, folder) -> None:
    (folder / "local.toml").write_text(
        "[weights]\nLOC-01 = 3\n[rules.OL-06]\ncount = 2\ncolour = 3\n[rules.OL-05\ncount = 9\n"
        '[[rule]]\nid = "LOC-01"\nname = "读书会"\npredicate = "document"\ncadence = "year"\nsource = “甲”\n'
    )
    answer = zhibu("rules", "check", "--json", "--data", folder, "--today", "2026-11-22")
    made = json.loads(answer.out)
    assert answer.code == 1
    assert [(bad["code"], bad["line"]) for bad in made["mistakes"]] == [
        ("toml.syntax", 6),
        ("toml.full_width", 13),
        ("overlay.unknown_field", 5),
    ]
    rules = {rule["rule"]: rule for rule in made["rules"]}
    assert rules["OL-06"]["local"] == {"count": 2}
    assert rules["OL-05"]["local"] == {}
    assert rules["LOC-01"]["source"] == "local.toml"
    for said in (zhibu("doctor", "--data", folder), zhibu("verify", "--data", folder)):
        assert all(f"第 {line} 行" in said.out for line in (5, 6, 13))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_of_a_day_in_a_table(zhibu, folder, lang) -> None:
    def rows(today: str) -> dict[str, str]:
        answer = zhibu("rules", "check", "--data", folder, "--lang", lang, "--today", today)
        assert (answer.code, answer.err) == (0, "")
        return {line.split()[0]: line for line in answer.out.splitlines() if line.strip()}

    before, after = rows("2023-12-31"), rows("2026-11-22")
    assert "PLAN19" in before["TR-02"]
    assert "2023-12-31" in before["TR-02"]
    assert "PLAN24" in after["TR-02"]
    assert "FZ14" in before["AD-01"]
    assert "FZ26" in after["AD-01"]
    assert "AD-05" not in before
    assert after["MB-02"].count("默认" if lang == "zh" else "default") == 1


def test_rules_can_be_checked_before_there_is_a_branch(zhibu, tmp_path) -> None:
    (tmp_path / "local.toml").write_text("party_day = 50\n")
    answer = zhibu("rules", "check", "--data", tmp_path)
    assert answer.code == 1
    assert "local.toml" in answer.out


SALVAGED = {
    "a value without quotes": (
        "party_day = 5\nprorate = yes\nelection = 'due'\n",
        {"party_day": 5, "election": "due"},
        [2],
    ),
    "an array that is not closed": ("tags = ['a',\n[hours]\nstudy = 2\n", {"hours": {"study": 2}}, [1]),
    "a heading that is not closed": ("[hours\nstudy = 2\n[weights]\nOL-01 = 3\n", {"weights": {"OL-01": 3}}, [1]),
    "a heading that stands twice": (
        "[hours]\nstudy = 2\n[weights]\nOL-01 = 3\n[hours]\nlecture = 1\n",
        {"hours": {"study": 2}, "weights": {"OL-01": 3}},
        [5],
    ),
    "a key that stands twice": (
        "party_day = 5\nparty_day = 6\nprorate = true\n",
        {"party_day": 5, "prorate": True},
        [2],
    ),
    "a long list beside a mistake": (
        "tags = [\n" + "".join(f"  'tag{n}',\n" for n in range(150)) + "]\n= x\nparty_day = 5\n",
        {"tags": [f"tag{n}" for n in range(150)], "party_day": 5},
        [153],
    ),
    "full-width signs": ("party_day＝5\nprorate = true\nname = “甲”\n", {"prorate": True}, [1, 3]),
    "text over several lines": ('a = """\nb = 1\n"""\nc = \nd = 2\n', {"a": "b = 1\n", "d": 2}, [4]),
}


@pytest.mark.parametrize(("text", "found", "lines"), SALVAGED.values(), ids=SALVAGED)
def test_what_is_right_of_a_file_is_read(tmp_path, text, found, lines) -> None:
    path = tmp_path / "local.toml"
    path.write_text(text, encoding="utf-8")
    read, said, mistakes = toml_file.salvage(path.read_bytes())
    assert read == found
    assert said == text
    assert [bad.line for bad in mistakes] == lines


def test_a_file_of_nothing_but_mistakes_is_given_up(tmp_path) -> None:
    path = tmp_path / "local.toml"
    path.write_text("= x\n" * 5000, encoding="utf-8")
    read, _, mistakes = toml_file.salvage(path.read_bytes())
    assert read == {}
    assert len(mistakes) == toml_file.MOST


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_mistake_takes_its_own_line_out_however_lines_end(end) -> None:
    text = end.join(["# 本支部", 'tags = ["廉政"]', "box =", 'unit = "甲"', "[[rule]]", 'id = "x"', ""])
    read, _, mistakes = toml_file.salvage(text.encode())
    assert read == {"tags": ["廉政"], "unit": "甲", "rule": [{"id": "x"}]}
    assert [(bad.code, bad.line) for bad in mistakes] == [("syntax", 3)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_field_that_no_entry_has_is_told_with_those_that_it_has(zhibu, folder, lang) -> None:
    (folder / "local.toml").write_text('[registers.plan]\nfields = ["owner", "colour"]\n')
    answer = zhibu("rules", "check", "--data", folder, "--lang", lang)
    assert answer.code == 1
    (said,) = (line for line in answer.out.splitlines() if "plan.fields" in line)
    assert f" {' '.join(FIELDS)}" in said
