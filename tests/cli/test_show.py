"""`show` prints the page that the board opens; `waive` closes a duty with a reason."""

from __future__ import annotations

import json

import pytest

from tests.tiers import crossed


def listed(zhibu, folder, what: str) -> list[dict[str, object]]:
    return json.loads(zhibu("list", what, "--json", "--data", folder).out)


@pytest.mark.parametrize(
    ("what", "lang"), crossed(["members", "meetings", "training", "findings", "talks", "dues"], ["zh", "en"])
)
def test_every_record_has_a_page_and_an_object(zhibu, folder, what, lang) -> None:
    for entry in listed(zhibu, folder, what)[:3]:
        page = zhibu("show", entry["id"], "--data", folder, "--lang", lang)
        assert (page.code, page.err) == (0, "")
        assert str(entry["id"]) in page.out
        said = json.loads(zhibu("show", entry["id"], "--json", "--data", folder).out)
        assert said["id"] == entry["id"]
        for name in said.keys() & entry.keys() - {"state", "posts"}:
            assert said[name] == entry[name]


@pytest.mark.parametrize(
    ("lang", "apart"),
    [
        ("zh", ("state", "strength")),
        *(pytest.param(lang, ("rule", "state"), marks=pytest.mark.slow) for lang in ("zh", "en")),
    ],
)
def test_every_duty_explains_itself(zhibu, folder, lang, apart) -> None:
    """One of each state of a rule in the slow tier, one of each state of each strength in the quick one."""
    chosen = {}
    for duty in listed(zhibu, folder, "checks"):
        chosen.setdefault(tuple(duty[name] for name in apart), duty)
    for duty in chosen.values():
        key = "/".join(str(part) for part in (duty["rule"], duty["period"], duty["subject"]) if part)
        page = zhibu("show", key, "--data", folder, "--lang", lang)
        said = json.loads(zhibu("show", key, "--json", "--data", folder, "--lang", lang).out)
        assert page.code == 0
        assert "".join(str(duty["source"]).split()) in "".join(page.out.split())
        assert {**said, "name": duty["name"]} | duty == {**said, "name": duty["name"]}
        assert said["explain"]
        assert said["remedy"]


def test_a_member_card_has_every_session(zhibu, folder) -> None:
    id = listed(zhibu, folder, "members")[0]["id"]
    page = zhibu("show", id, "--data", folder).out
    tables = json.loads((folder / "branch.json").read_text())
    days = [one["day"] for one in tables["meetings"].values() if id in one.get("roll", {}) and one["day"] > "2026"]
    assert days
    assert all(day in page for day in days)


def test_a_rule_without_its_subject_shows_all(zhibu, folder) -> None:
    said = json.loads(zhibu("show", "OL-03/2026-10", "--json", "--data", folder).out)
    assert [duty["subject"] for duty in said["duties"]] == ["g1", "g2", "g3"]
    page = zhibu("show", "OL-03/2026-10", "--data", folder).out
    assert all(f"OL-03/2026-10/{group}" in page for group in ("g1", "g2", "g3"))


@pytest.mark.parametrize(
    ("asked", "shown"), [("汪维", "汪维\n"), ("OL-06", "主题党日 · 2026年11月\n"), ("ol-03", "党小组会 · 2026年11月\n")]
)
def test_a_name_is_that_members_and_a_rule_alone_its_latest_duty(zhibu, folder, asked, shown) -> None:
    assert zhibu("show", asked, "--data", folder).out.startswith(shown)


def test_a_name_of_several_asks_which(zhibu, folder) -> None:
    answer = zhibu("show", "李文静", "--data", folder)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("p2.") == 2


@pytest.mark.parametrize("id", ["", "m0", "OL-1", "OL-99/2026-Q4", "OL-01/2026-Q9", "OL-01/2026-Q4/nobody", "/", "//"])
def test_what_is_not_there(zhibu, folder, id) -> None:
    answer = zhibu("show", id, "--data", folder)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err


def test_waive(zhibu, folder) -> None:
    key = "OL-06/2026-08"
    assert json.loads(zhibu("show", key, "--json", "--data", folder).out)["state"] == "overdue"
    before = json.loads(zhibu("status", "--json", "--data", folder).out)["attention"]["overdue"]
    answer = zhibu("waive", key, "汛期值守", "经党委同意", "--data", folder)
    assert answer.code == 0
    waiver = json.loads(zhibu("show", answer.out.strip(), "--json", "--data", folder).out)
    assert (waiver["rule"], waiver["period"], waiver["reason"]) == ("OL-06", "2026-08", "汛期值守 经党委同意")
    assert json.loads(zhibu("show", key, "--json", "--data", folder).out)["state"] == "waived"
    assert json.loads(zhibu("status", "--json", "--data", folder).out)["attention"]["overdue"] == before - 1
    assert zhibu("waive", key, "再来一次", "--data", folder).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["OL-06/2026-08", " "],
        ["OL-06/2026-08", "a\x1bb"],
        ["OL-06/2026-08", "身份证53010119800701001X"],
        ["OL-06/2026-08", "长" * 1001],
        ["OL-99/2026", "x"],
        ["OL-03/2026-10/g1", "已开"],
        ["翟明远", "x"],
    ],
)
def test_waive_refuses(zhibu, folder, words) -> None:
    before = (folder / "branch.json").read_bytes()
    answer = zhibu("waive", *words, "--data", folder)
    assert (answer.code, answer.out) == (1, "")
    assert (folder / "branch.json").read_bytes() == before


def test_waive_asks_which(zhibu, folder) -> None:
    for key in ("OL-03/2026-11", "OL-03"):
        answer = zhibu("waive", key, "理由", "--data", folder)
        assert answer.code == 1
        assert "OL-03/2026-11/g2" in answer.err


@pytest.mark.parametrize("subject", ["g3", "三组", "第三党小组", "3组"])
def test_the_subject_of_a_duty_is_named_as_elsewhere(zhibu, folder, subject) -> None:
    by_id = zhibu("show", "OL-03/2026-10/g3", "--data", folder)
    assert by_id.code == 0
    assert zhibu("show", f"ol-03/2026-10/{subject}", "--data", folder).out == by_id.out
    waived = zhibu("waive", f"OL-03/2026-10/{subject}", "停电", "--data", folder)
    assert (waived.code, "OL-03/2026-10/g3" in waived.err) == (0, True)


def test_a_person_is_the_subject_of_a_duty_by_name(zhibu, folder) -> None:
    for key, name in (("TR-05/2025-12-12/p219", "郑晓彤"), ("AD-04/2025-01-14/a6", "方屿")):
        by_id = zhibu("show", key, "--data", folder)
        assert by_id.code == 0
        assert zhibu("show", f"{key.rpartition('/')[0]}/{name}", "--data", folder).out == by_id.out
    assert zhibu("show", "TR-05/2025-12-12/没有", "--data", folder).code == 1
