"""The lists and papers of the pages that a digit opens, by the command line."""

from __future__ import annotations

import json

import pytest

from tests.desk import branch_folder

SHEET = """
[[target]]
id = "T-01"
name = "三会一课按期召开"
weight = 15
measure = "duties"
rules = ["OL-01", "OL-02", "OL-03", "OL-04"]
points = "deduct"
each = 1
[[target]]
id = "T-07"
name = "群众满意率"
weight = 5
measure = "typed"
unit = "满意率"
goal = 90
points = "ratio"
"""
KEYS = {
    "charges": "post holder layer rules overdue due_soon unknown settled signed vacant lead",
    "targets": "id chapter name weight standard period measure actual of goal points lost standing external evidence "
    "missing",
    "teams": "team count mean_age young unknown_birth bands education hours_met planned done pledged reviewed",
    "coverage": "set tag window sessions trainings entries members of state evidence",
}


@pytest.fixture
def S(tmp_path, zhibu):
    folder = branch_folder(tmp_path / "s")
    (folder / "local.toml").write_text(SHEET, encoding="utf-8")

    def run(*words):
        return zhibu("--data", folder, "--today", "2026-11-22", *words)

    return run


def listed(S, what, *words):
    return json.loads(S("list", what, "--json", *words).out)


@pytest.mark.parametrize("what", KEYS)
def test_each_object_has_its_names(S, what):
    rows = listed(S, what)
    assert {tuple(row) for row in rows} == {tuple(KEYS[what].split())}
    assert len(S("list", what).out.splitlines()) == len(rows)


def test_the_secretary_stands_first_with_a_lead_of_ones_own(S):
    rows = listed(S, "charges")
    assert (rows[0]["post"], rows[0]["layer"], rows[0]["vacant"]) == ("secretary", 1, False)
    assert (rows[0]["lead"]["chaired"], rows[0]["lead"]["of"], rows[0]["lead"]["lectures"]) == (13, 13, 1)
    officer = next(row for row in rows if row["post"] == "org_officer")
    assert (officer["overdue"], officer["due_soon"]) == (1, 3)
    assert all(row["holder"] for row in rows)
    assert [row["layer"] for row in rows] == sorted(row["layer"] for row in rows)


def test_the_first_target_lacks_one_session_and_every_record_behind_it_can_be_shown(S):
    first, typed = listed(S, "targets")
    assert (first["actual"], first["of"], first["points"], first["standing"]) == (45, 46, 14, "gap")
    assert first["missing"] == ["OL-03/2026-10/g3"]
    assert all(S("show", id).code == 0 for id in (*first["evidence"][:3], first["evidence"][-1], *first["missing"]))
    assert (typed["standing"], typed["points"]) == ("unknown", None)


def test_a_figure_is_reported_under_the_name_that_its_target_declares(S):
    refused = S("add", "数据 T-07 2026 满意=96")
    assert refused.code == 1
    assert "满意" in refused.err
    for line, points, external in (
        ("数据 T-07 2026 满意率=96", 5.0, None),
        ("数据 T-07 2026 满意率=88", 4.9, None),
        ("数据 T-07 2026 上级评分=4.5", 4.9, 4.5),
    ):
        assert S("add", line).code == 0
        (row,) = listed(S, "targets", "T-07")
        assert (row["points"], row["external"]) == (points, external)


def test_the_sample_has_no_young_party_worker(S):
    workers, members, staff = listed(S, "teams")
    assert (workers["count"], workers["mean_age"], workers["young"]) == (8, 42.3, 0)
    assert (members["count"], members["mean_age"], members["young"]) == (24, 41.0, 8)
    assert staff["count"] is None
    assert S("add", "数据 机关人员 2026 35以下=12 36-45=20 46-55=9 56以上=3").code == 0
    assert listed(S, "teams")[2]["count"] == 44


def test_a_document_that_is_tagged_once_covers_by_the_study_about_it(S):
    def links():
        return {row["tag"]: row for row in listed(S, "coverage") if row["set"] == "links"}

    assert {row["state"] for row in links().values()} == {"unknown"}
    entry = S("add", "部署 11-10 #思想作风 作风建设专项 %m464").out.split()[0]
    assert entry.startswith("e")
    found = links()
    assert [row["state"] for row in found.values()].count("none") == 2
    assert (found["思想作风"]["evidence"], found["思想作风"]["members"]) == (["m464"], 20)
    assert json.loads(S("show", "m464", "--json").out)["tags"] == []


@pytest.mark.parametrize("what", ["charges", "targets", "teams", "coverage"])
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md"])
def test_each_goes_out_as_a_paper(S, tmp_path, what, suffix):
    path = tmp_path / f"out.{suffix}"
    assert S("export", what, "-o", path).code == 0
    assert path.stat().st_size > 300


def test_the_sheet_of_the_higher_level_is_read_and_one_that_is_missing_is_named(tmp_path, zhibu):
    folder = branch_folder(tmp_path / "b")
    (tmp_path / "pack.toml").write_text(SHEET + "\n[rules.OL-04]\ncount = 2\n", encoding="utf-8")
    (folder / "local.toml").write_text('above = "../pack.toml"\n[rules.OL-04]\ncount = 1\n', encoding="utf-8")
    told = zhibu("--data", folder, "--today", "2026-11-22", "list", "targets", "--json")
    assert [row["id"] for row in json.loads(told.out)] == ["T-01", "T-07"]
    assert "OL-04.count" in zhibu("--data", folder, "doctor").out
    (tmp_path / "pack.toml").unlink()
    assert zhibu("--data", folder, "list", "targets", "--json").out.strip() == "[]"
    assert "../pack.toml" in zhibu("--data", folder, "doctor").out
