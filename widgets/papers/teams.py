"""The structure of the teams (队伍结构分析) as a table: a row a figure, a column a team."""

from __future__ import annotations

from store.rules.teams import Team
from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import PaperTable, Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.sections import teams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from widgets.papers.paper import Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def papers(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter, year = PaperFormatter(view, words), period.end.year
    grid = PaperTable(
        head=(words("column.figure"), *(words(f"team.{team}") for team in Team)),
        rows=tuple(_row(view, words, year, code) for code in teams.codes(view, year)),
        joined=True,
    )
    return (titled_paper(formatter, "teams", (grid, Paragraph(text=words("paper.note.teams"))), period),)


def _row(view: View, words: Words, year: int, code: str) -> tuple[Value, ...]:
    said = [teams.figure(view, year, team, code) for team in Team]
    values = (str(words("unknown.full")) if text is None else _number(text) for text in said)
    return (str(teams.label(code, words)), *values)


def _number(text: str) -> Value:
    return int(text) if text.isdecimal() else float(text) if text else None
