"""`committee.toml`: what is right of it stands, a mistake is told with its line and takes out no more than itself."""

from __future__ import annotations

import tomllib
from time import process_time

import pytest

from store.committee.committee_toml import committee_of
from store.committee.units import Unit
from store.vault import Vault
from tui.local_rules import rules_of
from widgets.sections.committee import matrix
from widgets.words.lexicon import LANGUAGES, words_of

KNOWN = {"OL-01", "directive"}
ONE = {"unit": "one", "name": "一支部", "box": "/b/one"}
TWO = {"unit": "two", "name": "二支部", "box": "/b/two", "data": "/d/two"}


def test_units_stand_in_the_order_of_the_file() -> None:
    data = {"liaison": ["方谨言"], "columns": ["directive", "OL-01"], "branch": [TWO, ONE]}
    found, faults = committee_of(data, KNOWN)
    assert faults == []
    assert found.units == (Unit(**TWO), Unit(**ONE))
    assert (found.liaison, found.columns) == (("方谨言",), ("directive", "OL-01"))


@pytest.mark.parametrize(
    ("data", "fault", "units"),
    [
        ({"branch": [ONE], "committe": 1}, (0, "committe", "unknown_key"), ["one"]),
        ({"branch": ONE}, (0, "branch", "type"), []),
        ({"branch": [ONE, "two"]}, (2, "", "type"), ["one"]),
        ({"branch": [ONE, {"unit": "two"}]}, (2, "name", "missing"), ["one"]),
        ({"branch": [{"name": "一"}, TWO]}, (1, "unit", "missing"), ["two"]),
        ({"branch": [ONE, TWO | {"unit": "one"}]}, (2, "unit", "twice"), ["one"]),
        ({"branch": [ONE, TWO | {"name": "一支部"}]}, (2, "name", "twice"), ["one"]),
        ({"branch": [ONE, TWO | {"box": "/b/one"}]}, (2, "box", "twice"), ["one", "two"]),
        ({"branch": [ONE | {"unit": "a b"}]}, (1, "unit", "value"), []),
        ({"branch": [ONE | {"unit": "一" * 41}]}, (1, "unit", "value"), []),
        ({"branch": [ONE | {"name": "x\x1b[31m"}]}, (1, "name", "value"), []),
        ({"branch": [ONE | {"box": 7}]}, (1, "box", "type"), ["one"]),
        ({"branch": [ONE | {"box": "/b\0"}]}, (1, "box", "value"), ["one"]),
        ({"branch": [ONE | {"boxes": "/b"}]}, (1, "boxes", "unknown_key"), ["one"]),
        ({"branch": [ONE], "liaison": [3]}, (0, "liaison", "type"), ["one"]),
        ({"branch": [ONE], "liaison": [" "]}, (0, "liaison", "value"), ["one"]),
        ({"branch": [ONE], "columns": ["OL-01", "XX-99"]}, (0, "columns XX-99", "unknown_rule"), ["one"]),
    ],
)
def test_a_mistake_is_told_and_the_rest_stands(data, fault, units) -> None:
    found, faults = committee_of(data, KNOWN)
    assert faults == [fault]
    assert [one.unit for one in found.units] == units


def test_a_box_that_is_another_s_is_nobody_s() -> None:
    found, _ = committee_of({"branch": [ONE, TWO | {"box": "/b/one"}]}, KNOWN)
    assert [one.box for one in found.units] == ["/b/one", ""]


FILE = """\
columns = ["OL-01", "XX-99"]
[[branch]]
unit = "one"
name = "一支部"
box = "box/one"
[[branch]]
unit = "one"
name = "二支部"
bux = "/b"
"""


@pytest.fixture
def committee(tmp_path, zhibu):
    assert zhibu("init", "--committee", "--name", "机关党委", "--data", tmp_path / "c").code == 0
    return tmp_path / "c"


def test_a_complaint_names_its_line(committee) -> None:
    (committee / "committee.toml").write_text(FILE, encoding="utf-8")
    rules = rules_of(Vault(str(committee)))
    assert [facts["line"] for _, facts in rules.complaints] == [1, 7, 9]
    for key, facts in rules.complaints:
        assert words_of("zh").has(key)
        assert str(facts["line"]) in words_of("zh")(key, **facts)
    assert "XX-99" in words_of("zh")(rules.complaints[0][0], **rules.complaints[0][1])
    (one,) = rules.pack.settings["committee"].units
    assert one.box == str(committee / "box/one")


@pytest.mark.parametrize(
    "text", ["[[branch]", "[[branch]]\nunit = “one”\n", "\xff\xfe\x00", "branch = 3\n", "x" * 1_200_000]
)
def test_a_list_that_is_damaged_stops_nothing(committee, zhibu, text) -> None:
    (committee / "committee.toml").write_bytes(text.encode("latin-1", "replace") if "\xff" in text else text.encode())
    answer = zhibu("committee", committee, "status", "--plain")
    assert answer.code == 0
    assert "committee.toml" in answer.err


def test_init_writes_a_list_to_fill_in_and_never_over_one(committee, zhibu, tmp_path) -> None:
    text = (committee / "committee.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert rules_of(Vault(str(committee))).complaints == ()
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    (other / "committee.toml").write_text(FILE, encoding="utf-8")
    answer = zhibu("init", "--committee", "--name", "机关党委", "--data", other)
    assert answer.code == 0
    assert str(other / "committee.toml") in answer.err
    assert (other / "committee.toml").read_text(encoding="utf-8") == FILE


def test_the_list_to_fill_in_is_one_in_either_language(committee, zhibu, tmp_path) -> None:
    assert zhibu("init", "--committee", "--name", "C", "--data", tmp_path / "en", "--lang", "en").code == 0
    for folder in (committee, tmp_path / "en"):
        lines = (folder / "committee.toml").read_text(encoding="utf-8").splitlines()
        told = [line[2:] for line in lines if line.startswith(("# [[", "# liaison", "# columns")) or " = " in line]
        (folder / "committee.toml").write_text("\n".join(told), encoding="utf-8")
        rules = rules_of(Vault(str(folder)))
        assert rules.complaints == ()
        assert rules.pack.settings["committee"].units[0].data == "/srv/zhibu/one"


def test_a_committee_has_no_day_of_founding(zhibu, tmp_path) -> None:
    answer = zhibu("init", "--committee", "--name", "C", "--founded", "2020-01-01", "--data", tmp_path / "x")
    assert answer.code == 2
    assert not (tmp_path / "x").exists()


def test_committee_with_a_folder_is_data_with_a_folder(committee, zhibu) -> None:
    said = zhibu("--data", committee, "status", "--plain")
    assert zhibu("committee", committee, "status", "--plain").out == said.out
    assert zhibu("党委", committee, "status", "--plain").out == said.out
    assert zhibu("committee", committee).out == said.out
    assert zhibu("committee").code == 2
    assert zhibu("committee", "--help").code == 0


def test_a_box_has_one_unit_however_its_path_is_spelled(committee) -> None:
    text = '[[branch]]\nunit = "u{n}"\nname = "{n}支部"\nbox = "{box}"\ndata = "../{n}"\n'
    home = committee.parent
    boxes = ("../box/one", f"{home}/box/one/", f"{home}/c/../box//one", "../box/two")
    told = "".join(text.format(n=n, box=box) for n, box in enumerate(boxes, 1))
    (committee / "committee.toml").write_text(told, encoding="utf-8")
    rules = rules_of(Vault(str(committee)))
    assert [facts["line"] for _, facts in rules.complaints] == [9, 14]
    units = rules.pack.settings["committee"].units
    assert [one.box for one in units] == [f"{home}/box/one", "", "", f"{home}/box/two"]
    assert units[0].data == f"{home}/1"


def test_a_box_on_a_server_is_its_address(committee) -> None:
    address = "postgresql://db1,db2:5432/zhibu/yunchuan-01"
    (committee / "committee.toml").write_text(
        f'[[branch]]\nunit = "one"\nname = "一支部"\nbox = "{address}"\n', encoding="utf-8"
    )
    (one,) = rules_of(Vault(str(committee))).pack.settings["committee"].units
    assert one.box == address


def test_thousands_of_branches_are_read_and_each_mistake_is_told_without_delay(committee) -> None:
    one = '[[branch]]\nunit = "u{n}"\nname = "第{n}党支部"\nbox = "/srv/zhibu/{n}/the-box-of-this-branch"\n{more}'
    for more in ("", "bux = 1\n"):
        text = "".join(one.format(n=n, more=more) for n in range(3_000))
        (committee / "committee.toml").write_text(text, encoding="utf-8")
        begun = process_time()
        rules = rules_of(Vault(str(committee)))
        assert len(rules.pack.settings["committee"].units) == 3_000
        assert len(rules.complaints) == (3_000 if more else 0)
        assert process_time() - begun < 20  # some 0.5 s; each mistake by a walk of its own took minutes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_says_how_to_begin_can_be_copied_as_it_stands(lang) -> None:
    lines = [str(words_of(lang)(f"matrix.begin.{one}")) for one in matrix.BEGIN]
    found, faults = committee_of(tomllib.loads("\n".join(lines[1:-1])), ())
    assert (faults, len(found.units)) == ([], 1)
