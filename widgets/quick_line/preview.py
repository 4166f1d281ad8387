"""What a reading says in words: all that would be stored, what is not understood, what is worth knowing."""

from __future__ import annotations

from store.records import Result, TrainingForm
from store.snapshot import expected_at
from widgets.display import shown
from widgets.quick_line.grammars import grammars, of_table
from widgets.quick_line.reading import MEETING, InvalidToken
from widgets.when.date_text import bad_date_text, day_in_words, distance, period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.edits import Add
    from store.records import DuesMonth, Finding, Meeting, Talk, Training
    from store.rules.figures import Duty
    from widgets.display import Shown
    from widgets.quick_line.reading import LineFault, LineKind, LineReading, Notice
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Line = list[tuple[Shown, str]]
    """Texts, each with the role that its colour is chosen by."""

DUTIES_NAMED = 3


def preview(reading: LineReading, view: View, words: Words) -> list[Line]:
    """Lines under the quick line: the sentence of what will be stored, or each problem; then what is worth knowing."""
    lines: list[Line] = []
    if reading.records:
        lines.append([(words("quick.stores"), "good"), (sentence(reading, view, words), "")])
    elif not reading.pieces:
        lines.append([(_how_to_begin(reading.line_kind, words), "dim")])
    lines += [[(problem_text(one, view, words), "bad")] for one in reading.problems if reading.pieces]
    lines += [[(notice_text(one, view, words), "good" if one.code.startswith("closes") else "warn")]
              for one in reading.notices]  # fmt: skip
    return lines


def _how_to_begin(line_kind: LineKind | None, words: Words) -> Shown:
    """What an empty line is for, with an example of it; a kind that goes without saying is named."""
    if line_kind is None or (line_kind.grammar == MEETING and not line_kind.kinds):
        return words("quick.begin", what=words("quick.any"), example=words("quick.example.any"))
    example = words(f"quick.example.{line_kind.grammar}")
    if line_kind.kinds:
        return words(
            "quick.begin", what=words("quick.implied", kind=kinds_text(line_kind.kinds, words)), example=example
        )
    return words("quick.begin", what=line_title(line_kind.grammar, words), example=example)


def line_title(grammar: str, words: Words) -> Shown:
    """What a line of a grammar is of: its own name, else that of its table."""
    own = f"quick.what.{grammar}"
    return words(own if words.has(own) else f"table.{grammars()[grammar].table}")


def sentence(reading: LineReading, view: View, words: Words) -> Shown:
    """All that a complete reading will store."""
    if reading.line_kind is None or not reading.records:
        return shown("")
    parts = grammars()[reading.line_kind.grammar].parts(reading.records, view, words)
    return shown(" · ".join(said for part in parts if (said := part.strip())))


def kinds_text(kinds: Iterable[str], words: Words) -> Shown:
    return shown("+".join(words(f"kind.{kind}") for kind in kinds))


def people_text(ids: Iterable[str], view: View, words: Words) -> Shown:
    return shown(words("quick.comma").join(shown(view.person(id)) for id in ids))


def meeting_parts(records: Sequence[Meeting], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    yield kinds_text(record.kinds, words)
    if record.group:
        yield shown(view.name(record.group))
    yield day_in_words(record.day, view.today, words)
    yield words("quick.away", distance=distance(record.day, view.today, words))
    yield shown(record.time or "") if not record.end else shown(f"{record.time}–{record.end}")
    yield shown(record.place)
    yield words("quick.expected", n=len(expected_at(view.snapshot, record)))
    for field, people in (("guests", record.guests), ("chair", (record.chair,)), ("recorder", (record.recorder,))):
        if any(people):
            yield words(f"quick.{field}", names=people_text(people, view, words))
    hours = sum(item.hours or 0 for item in record.items)
    if hours:
        yield words("quick.hours", n=f"{hours:g}")
    forms = [item.form for item in record.items if item.form]
    if forms:
        yield words("quick.form", text=words("quick.comma").join(shown(form) for form in forms))
    makes_up = next((item.period for item in record.items if item.period), None)
    if makes_up:
        yield words("quick.makes_up", period=period_text(makes_up, words))
    yield _tags(record.tags)
    yield _about(record.about, view, words)
    yield words("quick.topic", text=record.topic) if record.topic else words("quick.no_topic")


def _tags(tags: Iterable[str]) -> Shown:
    return shown(" ".join(f"#{tag}" for tag in tags))


def _about(ids: Iterable[str], view: View, words: Words) -> Shown:
    """The entries of registers that a record is about."""
    titles = [view.snapshot.entries[id].title for id in ids if id in view.snapshot.entries]
    return words("quick.about", names=words("quick.comma").join(titles)) if titles else shown("")


def training_parts(records: Sequence[Training], view: View, words: Words) -> Iterable[Shown]:
    record, members = records[0], [one.member for one in records]
    yield words("quick.kind.training")
    yield people_text(members, view, words)
    if len(members) > 1:
        yield words("quick.people", n=len(members))
    yield words("quick.hours_each" if len(members) > 1 else "quick.hours", n=f"{record.hours:g}")
    yield words(f"training.kind.{record.kind}")
    yield words(f"training.form.{record.form}")
    if record.form is TrainingForm.SELF:
        yield words("quick.not_summed")
    yield day_in_words(record.day, view.today, words)
    yield shown(record.place)
    yield _tags(record.tags)
    yield _about(record.about, view, words)
    yield words("quick.topic", text=record.topic) if record.topic else words("quick.no_topic")


def inspection_parts(records: Sequence[Finding], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    rule = view.pack.rule(record.rule, view.today)
    yield words("quick.kind.inspection")
    yield shown(view.unit(record.unit) if record.unit else "")
    yield shown(f"{words.of(rule.name) if rule else shown(record.rule)} {record.rule}")
    yield period_text(record.period, words)
    if record.subject:
        yield shown(view.name(record.subject))
    yield words(f"result.{record.result}")
    yield words("quick.inspected", day=day_in_words(record.day, view.today, words))
    if record.due:
        yield words("quick.due", day=day_in_words(record.due, view.today, words))
    if record.owner:
        yield words("quick.owner", name=view.person(record.owner))
    yield _tags(record.tags)
    yield _about(record.about, view, words)
    if record.text or record.result is not Result.EXECUTED:
        yield words("quick.found", text=record.text) if record.text else words("quick.no_finding")


def talk_parts(records: Sequence[Talk], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    yield words("quick.talk", talker=view.person(record.talker), partner=view.person(record.partner))
    yield words(f"talk.{record.kind}")
    yield day_in_words(record.day, view.today, words)
    yield shown(record.place)
    yield _tags(record.tags)
    yield _about(record.about, view, words)
    yield words("quick.note", text=record.note) if record.note else shown("")


def dues_parts(records: Sequence[DuesMonth], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    yield words("quick.dues", month=period_text(record.month, words))
    yield people_text(record.paid, view, words)
    if len(record.paid) > 1:
        yield words("quick.people", n=len(record.paid))
    yield words("quick.paid_on", day=day_in_words(view.today, view.today, words))


def problem_text(problem: LineFault, view: View, words: Words) -> Shown:
    """A problem in a sentence that names its token."""
    why = problem.why
    if not isinstance(why, InvalidToken):
        return bad_date_text(why, view.today, words)
    facts = {"text": problem.text, "name": problem.text} | why.facts
    if "on" in facts:
        facts["on"] = day_in_words(facts["on"], view.today, words)
    if "meetings" in facts:
        facts["meetings"] = words("quick.comma").join(_brief(one, view, words) for one in facts["meetings"])
    if "cadence" in facts:
        facts["cadence"] = words(f"quick.cadence.{facts['cadence']}")
    if "what" in facts:
        facts["what"] = line_title(facts["what"], words)
    nobody = why.code == "nobody" and not view.snapshot.members
    return words("quick.bad.nobody_yet" if nobody else f"quick.bad.{why.code}", **facts)


def notice_text(notice: Notice, view: View, words: Words) -> Shown:
    """A notice in a sentence."""
    facts = dict(notice.facts)
    if "meeting" in facts:
        facts["meeting"] = _brief(facts["meeting"], view, words)
    if "duties" in facts:
        facts["duties"] = _duties(facts["duties"], view, words)
    if "holiday" in facts:
        key = f"holiday.{facts['holiday']}"
        facts["holiday"] = words(key) if words.has(key) else shown(str(facts["holiday"]))
    return words(f"quick.note.{notice.code}", **facts)


def _brief(meeting: Meeting, view: View, words: Words) -> Shown:
    kinds = "+".join(words(f"kind.short.{kind}") for kind in meeting.kinds)
    group = shown(view.group(meeting.group)) if meeting.group else shown("")
    return shown(" ".join(part for part in (meeting.time or "", kinds, group, meeting.place) if part))


def _duties(duties: Sequence[Duty], view: View, words: Words) -> Shown:
    """The first few duties by name, subject and period, and how many more."""
    parts = []
    for duty in duties[:DUTIES_NAMED]:
        subject = shown(view.name(duty.subject)) if duty.subject else shown("")
        parts.append(
            " ".join(part for part in (words.of(duty.rule.short), subject, period_text(duty.period, words)) if part)
        )
    more = len(duties) - DUTIES_NAMED
    return shown(words("quick.comma").join(parts) + (words("quick.more", n=more) if more > 0 else ""))


def duplicate_notice(edit: Add, view: View, words: Words) -> Shown:
    """Which record there is already like a new one, however that was entered; empty where there is none."""
    grammar = of_table(edit.table)
    notices = grammar.notices((edit.record,), view) if grammar is not None and grammar.notices is not None else ()
    return next((notice_text(one, view, words) for one in notices if one.asks), shown(""))
