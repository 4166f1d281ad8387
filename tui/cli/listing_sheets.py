"""The lists of the pages that a digit opens: who answers for what."""

from __future__ import annotations

from store.rules.coverage import CoverageState
from store.rules.figures import State
from widgets import sheet_objects as objects
from widgets.kinds.kind import ListLine
from widgets.sections import charges as charges_section
from widgets.sections import coverage as coverage_section
from widgets.sections import targets as targets_section
from widgets.sections import teams as teams_section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def charges(view: View, words: Words) -> Iterator[ListLine]:
    """A line a post, by layer and roster."""
    for row in charges_section.of_year(view, view.today.year):
        name = view.person(row.who.holder) if row.who.holder else words("unknown.full")
        post = charges_section.post_of(row.who, view, words)
        counts = (str(row.count(state)) for state in (State.OVERDUE, State.DUE_SOON, State.UNKNOWN))
        yield ListLine(
            cells=(str(row.layer), name, post, str(len(row.rules)), *counts),
            search=(name, post, row.who.post, *row.rules),
            json=objects.charge(row),
        )


def targets(view: View, words: Words) -> Iterator[ListLine]:
    """A line a target, in the order of the sheet."""
    for row in targets_section.of_year(view, view.today.year):
        glyph, _ = targets_section.LOOKS[row.standing]
        name = targets_section.name_of(row, view, words)
        yield ListLine(
            cells=(
                row.target.id,
                words.glyph(glyph),
                words(f"targets.standing.{row.standing}"),
                targets_section.plain(row.target.weight),
                targets_section.actual_text(row, words),
                targets_section.points_text(row, words),
                name,
                targets_section.missing_text(row, view, words),
            ),
            search=(row.target.id, name, row.target.chapter, row.standing.value),
            json=objects.target(row),
        )


def teams(view: View, words: Words) -> Iterator[ListLine]:
    """A line a team."""
    year = view.today.year
    for team, row in teams_section.of_year(view, year).items():
        figures = [teams_section.figure(view, year, team, code) for code in TOLD]
        name = words(f"team.{team}")
        yield ListLine(
            cells=(team.value, name, *(words("state.unknown") if text is None else text for text in figures)),
            search=(team.value, name),
            json=objects.team(row),
        )


TOLD = ("count", "mean_age", "young", "unknown_birth", "hours_met", "planned", "done", "pledged", "reviewed")
"""The figures of a team in a line of text."""


def coverage(view: View, words: Words) -> Iterator[ListLine]:
    """A line a tag, set by set."""
    for row in coverage_section.of_year(view, view.today.year):
        counts = [str(len(each)) for each in (row.sessions, row.trainings, row.entries)]
        known = row.state is not CoverageState.UNKNOWN
        yield ListLine(
            cells=(
                row.set,
                coverage_section.tag_of(row, words),
                words(f"coverage.state.{row.state}"),
                *(counts if known else [""] * len(counts)),
                f"{len(row.members)}/{len(row.of)}" if known else "",
            ),
            search=(row.set, row.tag, words(f"tagset.{row.set}"), row.state.value),
            json=objects.coverage(row),
        )


SHEETS = {"targets": targets, "charges": charges, "teams": teams, "coverage": coverage}
