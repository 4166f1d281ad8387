"""Values of records as documents write them, and tables of codes as tables with headings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from store.exchange.exports.record_tables import DuesMark, sessions_held
from store.exchange.exports.table import Absence, Ratio
from store.exchange.imports.roster_fields import KIND_TEXTS, POST_TEXTS
from store.exchange.tables.columns import HOURS, MARKS, ROSTER, SUMS
from store.packs.rule import Strength, Text
from store.records import Kind, MemberKind, PostKind, Result, Status, TalkKind, TrainingForm, TrainingKind
from store.rules.figures import FindingState, State, TrainingState
from widgets.papers.paper import Money, PaperTable, Percent
from widgets.when.date_text import day_text, period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from store.exchange.exports.table import Table
    from store.periods import Period
    from store.records import Meeting
    from widgets.papers.paper import Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

WORDED: dict[type, str] = {
    Kind: "kind.short",
    Status: "attendance",
    Strength: "strength",
    State: "state",
    Result: "result",
    FindingState: "finding.state",
    TrainingState: "training.state",
    TrainingKind: "paper.training_kind",
    TrainingForm: "training.form",
    TalkKind: "talk",
    DuesMark: "paper.dues",
}
"""Enum to the words that its members have."""
LISTS = {"attendance": MARKS, "rolls": MARKS, "sessions": MARKS, "training_records": HOURS}
"""Tables whose headings are those by which an import knows them."""
CODES = ("id", "evidence")
"""Columns by which the program, and nobody else, knows a record again."""
SOME = 6
"""So many absences are told one by one beside their session."""
REFERENCES = frozenset(
    {"person", "group", "subject", "owner", "chair", "recorder", "lecturer", "talker", "partner", "member"}
)
"""Columns that hold the id of a record, or a free name."""


def table_of(words: Words, columns: Iterable[str], rows: Iterable[tuple[Value, ...]], **more: Any) -> PaperTable:
    """A table under the words of its columns; `more` as `PaperTable` has it."""
    return PaperTable(head=tuple(words(f"column.{column}") for column in columns), rows=tuple(rows), **more)


class PaperFormatter:
    """Puts words to values, for one view in one language."""

    def __init__(self, view: View, words: Words) -> None:
        self.view = view
        self.words = words

    def join(self, texts: Any) -> str:
        return self.words("list.and").join(text for text in texts if text)

    def last(self, period: Period) -> date:
        """The last day of a period of which anything can be told: its end, or today."""
        return min(period.end, self.view.today)

    def held(self, period: Period) -> list[Meeting]:
        """The sessions held in a period, as the board counts them: none of a day that is still to come."""
        return sessions_held(self.view.snapshot, period.start, self.last(period))

    @property
    def missing(self) -> str:
        """What stands where nothing is recorded."""
        return self.words("unknown.full")

    def day(self, day: date | None) -> str:
        """A day in full, as documents date: 2026年10月14日."""
        if day is None:
            return self.missing
        month = self.words(f"when.month.{day.month}")
        return self.words("when.day_of_year", year=day.year, month=day.month, day=day.day, month_name=month)

    def short_day(self, day: date | None, period: Period) -> str:
        """A day in a table of a period: without its year where that is the period's."""
        return str(day_text(day, period.end, self.words)) if day else self.missing

    def period(self, label: str) -> str:
        """A period in words; the label of an event is its day."""
        try:
            return self.day(date.fromisoformat(label)) if len(label) == 10 else str(period_text(label, self.words))
        except ValueError:
            return str(period_text(label, self.words))

    def gathering(self, meeting: Meeting) -> str:
        """What a meeting was, in short, and of which group: 小组会（一组）."""
        kinds = self.join(self.words(f"kind.short.{kind}") for kind in dict.fromkeys(meeting.kinds))
        if not meeting.group:
            return kinds
        return self.words("paper.of_group", what=kinds, group=self.view.group(meeting.group))

    def names(self, ids: Any) -> str:
        return self.join(self.view.person(id) for id in ids)

    def absence(self, absence: Absence) -> str:
        """`李明（事假：看病）`, as a record page lists who did not come."""
        reason = absence.reason or (self.words("paper.reason_missing"))
        facts = {"name": self.view.person(absence.member), "status": self.words(f"attendance.{absence.status}")}
        return self.words("paper.absence", reason=reason, **facts)

    def marks(self, absent: Sequence[Absence]) -> dict[str, list[str]]:
        """Who was away with each mark."""
        names: dict[str, list[str]] = {}
        for absence in absent:
            names.setdefault(self.words(f"attendance.{absence.status}"), []).append(self.view.person(absence.member))
        return names

    def away(self, absent: Sequence[Absence], elsewhere: str) -> str:
        """Who did not come and why; of many how many with each mark, and where (`elsewhere`) their names stand."""
        if len(absent) <= SOME:
            return self.join(map(self.absence, absent))
        counts = {mark: len(who) for mark, who in self.marks(absent).items()}
        said = self.join(self.words("paper.month.mark", mark=mark, n=n) for mark, n in counts.items())
        return self.words(elsewhere, what=said)

    def subject(self, id: str) -> str:
        """Whom or what an id means: a person that no other is taken for, a group, a session, a case of admission."""
        meeting = self.view.snapshot.meetings.get(id)
        if meeting is not None:
            return f"{meeting.day.isoformat()} {self.value(meeting.kinds, 'kinds')}"
        return self.view.person(id)

    def value(self, value: Any, column: str) -> Value:
        """A value of a table's column."""
        if value is None or value == ():
            return None
        write = OF_TYPE.get(type(value))
        if write is not None:
            return write(self, value)
        if isinstance(value, tuple):  # of ids: a printer breaks lines at spaces, and nowhere within one
            texts = (str(self.value(one, column)) for one in value)
            return " ".join(map(str, value)) if column == "evidence" else self.join(texts)
        if isinstance(value, Decimal):
            return Money(value)
        if column == "rate":
            return Percent(round(value, 6))
        if isinstance(value, float):
            return int(value) if value.is_integer() else round(value, 1)
        if isinstance(value, date | int):
            return value
        if column in REFERENCES:
            return self.subject(value) or None
        name = OF_COLUMN.get(column)
        return name(self, value) if name is not None else str(value) or None

    def heading(self, code: str, column: str) -> str:
        """What stands above a column."""
        name, _, fact = column.partition("/")
        if name == "month" and fact:
            return self.period(fact)
        if name == "session":
            meeting = self.view.snapshot.meetings[fact]
            kinds = "+".join(self.words(f"kind.short.{kind}") for kind in meeting.kinds)
            group = f" {self.view.name(meeting.group)}" if meeting.group else ""
            return f"{meeting.day.isoformat()} {kinds}{group} #{fact}"
        if name in SUMS.get(code, {}):
            return self.words.of(SUMS[code][name])
        known = LISTS.get(code, ROSTER)
        if name in known:
            return self.words.of(known[name][0])
        return self.words(f"column.{name}")

    def grid(self, table: Table, empty: Value = None) -> PaperTable:
        """A table under its headings; `empty` stands where nothing is recorded."""
        rows = tuple(
            tuple(
                empty if (text := self.value(value, column)) is None else text
                for value, column in zip(row, table.columns, strict=True)
            )
            for row in table.rows
        )
        head = tuple(self.heading(table.code, one) for one in table.columns)
        return PaperTable(
            head=head,
            rows=rows,
            codes=tuple(at for at, column in enumerate(table.columns) if column in CODES),
            plain_head=tuple(
                text.rpartition(" #")[0] if "/" in column and " #" in text else text
                for text, column in zip(head, table.columns, strict=True)
            ),
        )


OF_TYPE: dict[type, Callable[[PaperFormatter, Any], Value]] = {
    MemberKind: lambda formatter, kind: formatter.words.of(KIND_TEXTS[kind]),
    PostKind: lambda formatter, kind: formatter.words.of(POST_TEXTS[kind]),
    **dict.fromkeys(WORDED, lambda formatter, value: formatter.words(f"{WORDED[type(value)]}.{value}")),
    Ratio: lambda formatter, ratio: f"{ratio.part}/{ratio.whole}",
    Absence: PaperFormatter.absence,
    Text: lambda formatter, text: formatter.words.of(text),
    bool: lambda formatter, value: formatter.words("yes" if value else "no"),
}
"""How values of a type are written, whatever column they stand in."""


def _ages(formatter: PaperFormatter, band: str) -> str:
    low, _, high = band.partition("-")
    key = "up_to" if low == "0" else "from" if high == "200" else "between"
    return formatter.words(f"paper.age.{key}", low=low, high=high)


def _institution(formatter: PaperFormatter, id: str) -> str:
    rule = next((one for one in formatter.view.pack.rules if one.id == id), None)
    return formatter.words.of(rule.name) if rule else id


OF_COLUMN: dict[str, Callable[[PaperFormatter, Any], Value]] = {
    "age": _ages,
    "period": PaperFormatter.period,
    "institution": _institution,
}
"""What a text is written as that is a code of its column's."""
