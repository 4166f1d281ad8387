"""A member of the branch."""

from __future__ import annotations

from widgets import json_objects as objects
from widgets.forms.checks import span
from widgets.kinds.kind import ListLine, RecordKind
from widgets.pages import member as member_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Member
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Member, view: View, words: Words) -> tuple[str, str, str]:
    return "", "", record.name


def _lines(view: View, words: Words) -> Iterator[ListLine]:
    for member in view.snapshot.members.values():
        group = view.name(member.group) if member.group else ""
        made = objects.member(member, view.today)
        posts = " ".join(words(f"post.{post}") for post in made["posts"])
        kind = words(f"member_kind.{member.kind}")
        left = words("cli.left", day=member.until.isoformat()) if member.until and member.until < view.today else ""
        yield ListLine(
            cells=(member.id, member.name, kind, group, posts, member.unit, left),
            search=(member.id, member.name, *view.groups(member.group), posts, kind, member.unit),
            json=made,
            readings=member.pinyin,
        )


KIND = RecordKind(
    id="member",
    table="members",
    form=(
        ("", ("name", "kind", "group", "joined", "full_since")),
        ("", ("posts",)),
        ("", ("exemptions",)),
        ("stay", ("since", "until", "status", "mobile", "letter")),
        ("person", ("sex", "ethnic", "birth", "education", "degree", "major")),
        ("work", ("unit", "admin_post", "leader", "phone", "monthly_due")),
        ("more", ("pinyin", "note")),
    ),
    awaited=frozenset({"joined", "birth", "unit", "monthly_due"}),
    summary=_summary,
    page=member_page.page,
    lines=_lines,
    checks=lambda record, view: span(record, "since", "until"),
    begins=lambda today: {"since": today},
)
