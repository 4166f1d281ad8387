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
    for one in charges_section.of_year(view, view.today.year):
        name = view.person(one.who.holder) if one.who.holder else words("unknown.full")
        post = charges_section.post_of(one.who, view, words)
        counts = (str(one.count(state)) for state in (State.OVERDUE, State.DUE_SOON, State.UNKNOWN))
        yield ListLine(
            cells=(str(one.layer), name, post, str(len(one.rules)), *counts),
            search=(name, post, one.who.post, *one.rules),
            json=objects.charge(one),
        )


def targets(view: View, words: Words) -> Iterator[ListLine]:
    """A line a target, in the order of the sheet."""
    for one in targets_section.of_year(view, view.today.year):
        glyph, _ = targets_section.LOOKS[one.standing]
        name = targets_section.name_of(one, view, words)
        yield ListLine(
            cells=(
                one.target.id,
                words.glyph(glyph),
                words(f"targets.standing.{one.standing}"),
                targets_section.plain(one.target.weight),
                targets_section.actual_text(one, words),
                targets_section.points_text(one, words),
                name,
                targets_section.missing_text(one, view, words),
            ),
            search=(one.target.id, name, one.target.chapter, one.standing.value),
            json=objects.target(one),
        )


def teams(view: View, words: Words) -> Iterator[ListLine]:
    """A line a team."""
    year = view.today.year
    for team, one in teams_section.of_year(view, year).items():
        said = [teams_section.figure(view, year, team, code) for code in TOLD]
        name = words(f"team.{team}")
        yield ListLine(
            cells=(team.value, name, *(words("state.unknown") if text is None else text for text in said)),
            search=(team.value, name),
            json=objects.team(one),
        )


TOLD = ("count", "mean_age", "young", "unknown_birth", "hours_met", "planned", "done", "pledged", "reviewed")
"""The figures of a team in a line of text."""


def coverage(view: View, words: Words) -> Iterator[ListLine]:
    """A line a tag, set by set."""
    for one in coverage_section.of_year(view, view.today.year):
        counts = [str(len(each)) for each in (one.sessions, one.trainings, one.entries)]
        known = one.state is not CoverageState.UNKNOWN
        yield ListLine(
            cells=(
                one.set,
                coverage_section.tag_of(one, words),
                words(f"coverage.state.{one.state}"),
                *(counts if known else [""] * len(counts)),
                f"{len(one.members)}/{len(one.of)}" if known else "",
            ),
            search=(one.set, one.tag, words(f"tagset.{one.set}"), one.state.value),
            json=objects.coverage(one),
        )


SHEETS = {"targets": targets, "charges": charges, "teams": teams, "coverage": coverage}
