"""The branch: its committee, its groups with everyone in them, and what its periods are judged from."""

from __future__ import annotations

from store.snapshot import committee_on, exempt_on, groups_on, members_on, posts_on
from widgets.display import shown
from widgets.pages import fields, targets
from widgets.pages.page_writer import TableLine
from widgets.pages.record import write_end
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.records import Member
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    branch = view.snapshot.branch
    if branch is None or target.id not in ("", branch.id):
        return None
    members = members_on(view.snapshot, view.today)
    n = len(view.snapshot.faults)
    faults = writer.field("page.faults", words("page.records", n=n), role="warn", target=Target(kind="faults", id=""))
    dates = (
        ("field.founded", branch.founded.isoformat() if branch.founded else ""),
        ("field.records_since", branch.records_since),
        ("field.term_began", branch.term_began.isoformat() if branch.term_began else ""),
    )
    leading = words("page.yes") if branch.leading_body else ""
    writer.fields(
        [
            writer.field("field.name", branch.name, alone=True),
            writer.field("page.members", words("page.people", n=len(members))),
            *(fields.required_field(writer, key, value) for key, value in dates),
            *fields.present_fields(writer, (("field.leading_body", leading), ("field.note", branch.note))),
            *([faults] if n else []),
        ]
    )
    _people(writer, "page.committee", committee_on(view.snapshot, view.today))
    groups = groups_on(view.snapshot, view.today)
    for group in groups:
        _people(writer, group.name, [member for member in members if member.group == group.id], named=True)
    known = {group.id for group in groups}
    _people(writer, "page.no_group", [member for member in members if member.group not in known])
    write_end(writer, branch)
    return writer.document(shown(branch.name), target)


def _people(writer: PageWriter, heading: str, members: Sequence[Member], *, named: bool = False) -> None:
    if not members:
        return
    words, today = writer.words, writer.view.today
    note = words("page.people", n=len(members))
    if named:
        writer.titled(heading, note)
    else:
        writer.heading(heading, note)
    entries = []
    for member in members:
        posts = [words(f"post.{post}") for post in posts_on(member, today)]
        exemption = exempt_on(member, today)
        about = [*posts, words(f"exemption.{exemption.kind}") if exemption else "", member.unit, member.admin_post]
        cells = (
            Cell(text=shown(writer.view.person(member.id))),
            Cell(text=words(f"member.{member.kind}"), role="dim"),
            Cell(text=shown("  ".join(part for part in about if part))),
        )
        entries.append(TableLine(cells=cells, target=targets.of_person(writer.view, member.id)))
    writer.table(entries)
