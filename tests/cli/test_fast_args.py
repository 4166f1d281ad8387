"""The plainest command lines are read without argparse, and as argparse would read them."""

from __future__ import annotations

import pytest
from hypothesis import given as those
from hypothesis import strategies as st

from tui.cli import fast_args, parser
from widgets.words.lexicon import words_of

WORDS = words_of("en")
OPTIONS = [*fast_args.VALUED, *fast_args.SWITCHES, *fast_args.OWN[None], *fast_args.OWN["status"]]
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
    quick = fast_args.at_once(command, rest)
    if quick is not None:
        assert vars(quick) == by_argparse(command, rest)


@pytest.mark.parametrize(
    ("command", "rest"),
    [
        (None, []),
        (None, ["--demo", "--lang", "zh"]),
        ("status", []),
        *(("status", [form, "--data", "/x"]) for form in fast_args.OWN["status"]),
        ("status", ["--lang=en", "--today=2026-11-22", "--no-color", "--ascii", "--readonly", "--check", "--short"]),
    ],
)
def test_what_is_typed_most_needs_no_argparse(command: str | None, rest: list[str]) -> None:
    quick = fast_args.at_once(command, rest)
    assert quick is not None
    assert vars(quick) == by_argparse(command, rest)


@pytest.mark.parametrize(
    "rest", [["--json", "--short"], ["--data"], ["--data", "--demo"], ["x"], ["--help"], ["--x"], ["--"]]
)
def test_what_is_unusual_is_left_to_argparse(rest: list[str]) -> None:
    assert fast_args.at_once("status", rest) is None


def test_other_commands_are_left_to_argparse() -> None:
    assert all(fast_args.at_once(command, []) is None for command in fast_args.COMMANDS if command != "status")
