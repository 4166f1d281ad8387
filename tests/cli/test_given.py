"""The plainest command lines are read without argparse, and as argparse would read them."""

from __future__ import annotations

import pytest
from hypothesis import given as those
from hypothesis import strategies as st

from tui.cli import given, parser
from widgets.words.lexicon import words_of

WORDS = words_of("en")
OPTIONS = [*given.VALUED, *given.SWITCHES, *given.OWN[None], *given.OWN["status"]]
ODD = [
    "--",
    "-",
    "",
    "x",
    "-x",
    "--da",
    "--help",
    "-h",
    "--json=1",
    "--data=",
    "--lang=zh",
    "--data=/a=b",
    "--check=",
    "zh",
]
LINES = st.lists(st.sampled_from([*OPTIONS, *ODD]), max_size=5)


def by_argparse(command: str | None, rest: list[str]) -> dict[str, object] | None:
    try:
        return vars(parser.parse(parser.parser(command, WORDS), rest))
    except SystemExit:
        return None


@those(st.sampled_from([None, "status"]), LINES)
def test_what_is_read_at_once_is_what_argparse_would_read(command: str | None, rest: list[str]) -> None:
    quick = given.at_once(command, rest)
    if quick is not None:
        assert vars(quick) == by_argparse(command, rest)


@pytest.mark.parametrize(
    ("command", "rest"),
    [
        (None, []),
        (None, ["--demo", "--lang", "zh"]),
        ("status", []),
        *(("status", [form, "--data", "/x"]) for form in given.OWN["status"]),
        ("status", ["--lang=en", "--today=2026-11-22", "--no-color", "--ascii", "--readonly", "--check", "--short"]),
    ],
)
def test_what_is_typed_most_needs_no_argparse(command: str | None, rest: list[str]) -> None:
    quick = given.at_once(command, rest)
    assert quick is not None
    assert vars(quick) == by_argparse(command, rest)


@pytest.mark.parametrize(
    "rest", [["--json", "--short"], ["--data"], ["--data", "--demo"], ["x"], ["--help"], ["--x"], ["--"]]
)
def test_what_is_unusual_is_left_to_argparse(rest: list[str]) -> None:
    assert given.at_once("status", rest) is None


def test_other_commands_are_left_to_argparse() -> None:
    assert all(given.at_once(command, []) is None for command in given.COMMANDS if command != "status")
