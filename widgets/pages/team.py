"""Who one figure of the teams counts: a list a team."""

from __future__ import annotations

from store.records import Stage
from store.rules.charges import Posts, vacant
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


def page(sheet: PageWriter, target: Target) -> Document | None:
    """The id of the target is a year and a figure, `2026/young`."""
    words = sheet.words
    year, _, code = target.id.partition("/")
    if not year.isdecimal() or code not in teams.codes(sheet.view, int(year)):
        return None
    name, _, which = code.partition("/")
    if name == "stage":
        _cases(sheet, Stage(which))
    elif name == "vacant":
        _vacant(sheet)
    else:
        for team in Team:
            _team(sheet, int(year), team, code)
    return sheet.document(words("teams.title", year=year, what=teams.label(code, words)), target)


def _team(sheet: PageWriter, year: int, team: Team, code: str) -> None:
    view, words = sheet.view, sheet.words
    figure = teams.figure(view, year, team, code)
    if figure == "":
        return
    sheet.heading(f"team.{team}", note=figure or words("state.unknown"))
    ids = teams.people(view, year, team, code)
    source = teams.of_year(view, year)[team].source
    if ids:
        sheet.table([_person(sheet, id) for id in ids])
    elif source is not None:
        sheet.table([links.record_entry(view, source, words)])
    elif figure is None and team is Team.ORGAN_STAFF:
        sheet.text(words("teams.enter_staff", year=year), role="dim")


def _person(sheet: PageWriter, id: str) -> TableLine:
    member = sheet.view.snapshot.members[id]
    cells = (Cell(text=shown(sheet.view.person(id))), Cell(text=shown(member.birth or sheet.words("unknown.full"))))
    return TableLine(cells=cells, target=of_person(sheet.view, id))


def _cases(sheet: PageWriter, stage: Stage) -> None:
    ids = [one.id for one in sheet.view.snapshot.admissions.values() if one.stage is stage]
    if ids:
        sheet.table([links.record_entry(sheet.view, id, sheet.words) for id in ids])
    else:
        sheet.text(sheet.words("teams.nobody"), role="dim")


def _vacant(sheet: PageWriter) -> None:
    view, words = sheet.view, sheet.words
    posts = vacant(Posts(view.snapshot, view.today, view.pack))
    for one in posts:
        sheet.text(str(charges.post_of(one, view, words)))
    if not posts:
        sheet.text(words("teams.nobody"), role="dim")
