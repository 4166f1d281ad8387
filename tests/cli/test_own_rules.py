"""A branch's own `local.toml` and `holidays.toml`: used where they are right, told of where they are not."""

from __future__ import annotations

import json

import pytest


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


WRONG = [
    ("[rules.OL-99]\ncount = 2\n", "OL-99"),
    ("[rules.OL-01]\ncount = -1\n", "OL-01"),
    ('[rules.OL-01]\nvalid_from = "2026-02-30"\n', "valid_from"),
    ("party_day = 50\n", "party_day"),
    ("party = 5\n", "party"),
    ("= nonsense", "local.toml"),
    ("\ufeff\x00", "local.toml"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_each_mistake_is_one_line_and_the_national_rules_stand(zhibu, folder, text, said, lang) -> None:
    before = zhibu("status", "--json", "--data", folder).out
    (folder / "local.toml").write_text(text)
    answer = zhibu("status", "--json", "--data", folder, "--lang", lang)
    assert answer.code == 0
    assert answer.err.count("\n") == 1
    assert "local.toml" in answer.err
    assert said in answer.err
    assert "overlay." not in answer.err
    if lang == "zh":
        assert answer.out == before


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
