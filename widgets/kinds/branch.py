"""The branch itself: its groups, and what its periods are judged from."""

from __future__ import annotations

from widgets.kinds.kind import RecordKind
from widgets.pages import branch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Branch
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Branch, view: View, words: Words) -> tuple[str, str, str]:
    return "", "", record.name


KIND = RecordKind(
    id="branch",
    table="branch",
    form=(
        ("", ("name", "founded", "records_since", "term_began", "leading_body", "level")),
        ("", ("groups",)),
        ("more", ("note",)),
    ),
    apart=frozenset({"answered"}),
    summary=_summary,
    page=branch.page,
)
