"""One case of admission, from applicant to full member."""

from __future__ import annotations

from widgets.forms.checks import span
from widgets.kinds.kind import RecordKind
from widgets.pages import admission

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Admission
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Admission, view: View, words: Words) -> tuple[str, str, str]:
    return "", words(f"stage.{record.stage}"), record.name


KIND = RecordKind(
    id="admission",
    table="admissions",
    form=(
        ("", ("name", "stage", "member", "mentors", "sponsors")),
        ("applicant", ("applied", "talked", "activist", "examined")),
        ("candidate", ("candidate", "reviewed", "trained_days", "trained_hours", "notice_from", "notice_until")),
        ("probation", ("prereview", "admitted", "approved", "oath", "requested", "extended_until")),
        ("confirm", ("confirmed", "confirmation_approved", "archived", "closed")),
        ("more", ("note",)),
    ),
    columns=("name", "stage", "member", "mentors", "applied", "candidate", "admitted", "confirmed"),
    summary=_summary,
    page=admission.page,
    checks=lambda record, view: span(record, "notice_from", "notice_until"),
)
