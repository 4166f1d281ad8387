"""A rule in one period with everyone it binds: the list behind one row of many members or sessions."""

from __future__ import annotations

from store.rules.institutions import urgency
from widgets.display import shown
from widgets.pages import links
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Rule
    from store.rules.figures import Duty
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is a rule's and a period's, `TR-01/2026`; of a rule on each event, any event's day."""
    view, words = writer.view, writer.words
    duties = duties_under(view, target.id)
    if not duties:
        return None
    newest = duties[0]
    asked = links.day_of(target.id.partition("/")[2])
    assert asked is not None
    period = newest.period if newest.rule.cadence else str(asked.year)
    by_state: dict[str, list[Duty]] = {}
    for duty in sorted(duties, key=urgency):
        by_state.setdefault(duty.state, []).append(duty)
    sums = words("page.comma").join(
        f"{words(f'state.{state}')} {words('page.items_n', n=len(found))}" for state, found in by_state.items()
    )
    writer.text(sums, role="strong")
    for state, those in by_state.items():
        writer.heading(f"state.{state}", note=words("page.items_n", n=len(those)))
        writer.table([links.duty_entry(view, duty, words) for duty in those])
    write_rule(writer, newest.rule)
    return writer.document(shown(f"{words.of(newest.rule.name)} · {period_text(period, words)}"), target)


def duties_under(view: View, id: str) -> list[Duty]:
    """The duties of a rule in a period, of whomever; of a rule on each event, those of the whole year."""
    rule, _, label = id.partition("/")
    day = links.day_of(label)
    if day is None:
        return []
    return [
        duty
        for duty in links.duties_of(view, day.year)
        if duty.rule.id == rule and (duty.rule.cadence is None or duty.period == label)
    ]


def write_rule(writer: PageWriter, rule: Rule) -> None:
    """What a rule says, whom it binds, where it is written, how strong it is, and how sure we are of it."""
    words = writer.words
    writer.heading("page.rule_text", note=rule.id)
    writer.text(words.of(rule.explain))
    fields = [
        writer.field("page.binds", words.of(rule.binds)),
        writer.field("page.source", source(rule.source, words)),
        writer.field("page.strength", words(f"page.strength.{rule.strength}")),
        writer.field("page.sure", sure(rule, words), role="warn" if rule.sure == "M" else ""),
    ]
    if rule.local:
        changed = words("page.comma").join(f"{name} = {value}" for name, value in rule.local.items())
        fields.append(writer.field("page.local", changed))
    if rule.valid_from or rule.valid_to:
        span = words("page.span", since=rule.valid_from or "…", until=rule.valid_to or "…")
        fields.append(writer.field("page.in_force", span))
    writer.fields(fields)


def sure(rule: Rule, words: Words) -> Shown:
    """How sure the rule is, and its figures where that is not the same."""
    text = words(f"page.sure.{rule.sure}")
    if rule.figure_sure in ("", rule.sure):
        return text
    return shown(text + words("page.semicolon") + words(f"page.figure.{rule.figure_sure}"))


def source(text: str, words: Words) -> Shown:
    """`ZB 11, ZB 12` with the name of the instrument, once for all its articles: what is not one of the known short
    keys stays as it stands.
    """
    articles: dict[str, list[str]] = {}
    for part in text.split(", "):
        key, _, article = part.partition(" ")
        known = words.has(f"source.{key}")
        known_articles = articles.setdefault(key if known else part, [])
        if known and article:
            known_articles.append(_article(article, words))
    parts = []
    for key, known_articles in articles.items():
        name = words(f"source.{key}") if words.has(f"source.{key}") else key
        parts.append(
            name + words("page.articles") + words("page.comma").join(known_articles) if known_articles else name
        )
    whole = words("page.semicolon").join(parts)
    return shown(whole if whole == text else f"{whole} [{text}]")


def _article(article: str, words: Words) -> str:
    """`31(6)` is an item of an article."""
    number, _, item = article.partition("(")
    if not item:
        return words("page.article", n=number)
    return words("page.item", n=number, item=words(f"page.item.{item[:-1]}"))
