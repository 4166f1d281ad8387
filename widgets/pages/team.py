"""Who one figure of the teams counts: a list a team."""

from __future__ import annotations

from store.records import Stage
from store.rules.teams import Team
from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import TableLine
from widgets.pages.targets import of_person
from widgets.sections import charges, teams
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year and a figure, `2026/young`."""
    words = writer.words
    year, _, code = target.id.partition("/")
    if not year.isdecimal() or code not in teams.codes(writer.view, int(year)):
        return None
    name, _, which = code.partition("/")
    if name == "stage":
        _cases(writer, int(year), Stage(which))
    elif name == "vacant":
        _vacant(writer, int(year))
    else:
        for team in Team:
            _team(writer, int(year), team, code)
    return writer.document(words("teams.title", year=year, what=teams.label(code, words)), target)


def _team(writer: PageWriter, year: int, team: Team, code: str) -> None:
    view, words = writer.view, writer.words
    figure = teams.figure(view, year, team, code)
    if figure == "":
        return
    writer.heading(f"team.{team}", note=figure or words("state.unknown"))
    ids = teams.people(view, year, team, code)
    source = teams.of_year(view, year)[team].source
    if ids:
        writer.table([_person(writer, id) for id in ids])
    elif source is not None:
        writer.table([links.record_entry(view, source, words)])
    elif figure is None and team is Team.ORGAN_STAFF:
        writer.text(words("teams.enter_staff", year=year), role="dim")


def _person(writer: PageWriter, id: str) -> TableLine:
    member = writer.view.snapshot.members[id]
    cells = (Cell(text=shown(writer.view.person(id))), Cell(text=shown(member.birth or writer.words("unknown.full"))))
    return TableLine(cells=cells, target=of_person(writer.view, id))


def _cases(writer: PageWriter, year: int, stage: Stage) -> None:
    found = teams.cases(writer.view, year, stage)
    if found:
        writer.table([links.record_entry(writer.view, one.id, writer.words) for one in found])
    else:
        writer.text(writer.words("teams.nobody"), role="dim")


def _vacant(writer: PageWriter, year: int) -> None:
    view, words = writer.view, writer.words
    posts = teams.posts_vacant(view, year)
    for one in posts:
        writer.text(str(charges.post_of(one, view, words)))
    if not posts:
        writer.text(words("teams.nobody"), role="dim")
