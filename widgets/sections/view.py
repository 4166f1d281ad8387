"""What every section draws from: one snapshot on one day under one pack, with the figures worked out once."""

from __future__ import annotations

from types import MappingProxyType

from store.rules import all_figures
from store.snapshot import is_committee
from widgets.display import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any, TypeVar

    from store.box.inbox import Incoming
    from store.box.messages import Down
    from store.committee.figures import CommitteeFigures
    from store.committee.units import Committee, Unit, UnitCounts
    from store.packs.rule import Pack
    from store.periods import Period
    from store.records import Member
    from store.rules.figures import Attention, Figures
    from store.snapshot import Snapshot

    T = TypeVar("T")


class View:
    """Compared by identity: a new snapshot or day is a new view."""

    __slots__ = ("_known", "brief", "down", "pack", "snapshot", "today", "ups", "whole")

    def __init__(
        self,
        snapshot: Snapshot,
        today: date,
        pack: Pack,
        ups: Mapping[str, UnitCounts] = MappingProxyType({}),
        down: Down | None = None,
        whole: Callable[[str], UnitCounts | None] | None = None,
        brief: Callable[[str], UnitCounts | None] | None = None,
    ) -> None:
        """`ups` are the counts of a committee's units, as their boxes said them last, or briefs of them, or no more
        than heads: of those `brief` gives what a row shows, and `whole` all. `down` is what the level above has put
        into the box of these records.
        """
        if snapshot.entries:
            from store.undeclared import without_undeclared

            snapshot = without_undeclared(snapshot, pack)
        self.snapshot = snapshot
        self.today = today
        self.pack = pack
        self.ups = ups
        self.whole = whole or ups.get
        self.brief = brief or ups.get
        self.down = down
        self._known: dict[Any, Any] = {}

    def once(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What `work_out` gives, worked out the first time that `key` is asked for."""
        if key not in self._known:
            self._known[key] = work_out()
        return self._known[key]  # type: ignore[no-any-return]

    @property
    def units(self) -> Sequence[Unit]:
        """Those that a committee's file lists, in its order; none of a branch."""
        return self.committee.units if self.committee is not None else ()

    @property
    def figures(self) -> Figures:
        return self.once("figures", self._figures)

    def _figures(self) -> Figures:
        found = all_figures.figures(self.snapshot, self.today, self.pack)
        return found.but(attention=self._with_inbox(found.attention)) if self.incoming else found

    @property
    def attention(self) -> Attention:
        """The line of counts: of the figures where they are known, else worked out without the rows of the panels."""
        if "figures" in self._known:
            return self.figures.attention
        return self.once(
            "attention", lambda: self._with_inbox(all_figures.counts(self.snapshot, self.today, self.pack))
        )

    @property
    def incoming(self) -> tuple[Incoming, ...]:
        """What came down and is not stored yet (来件), the most urgent first."""
        if self.down is None:
            return ()
        from store.box.inbox import incoming

        return self.once("incoming", lambda: incoming(self.snapshot, self.down, self.today))

    def _with_inbox(self, attention: Attention) -> Attention:
        if not self.incoming:
            return attention
        from store.box.attention import with_inbox

        return with_inbox(attention, self.incoming)

    @property
    def committee(self) -> Committee | None:
        """The units of the committee whose records these are; None of a branch."""
        if not is_committee(self.snapshot):
            return None
        from store.committee.units import committee_in

        return committee_in(self.snapshot, self.pack.settings)

    @property
    def committee_figures(self) -> CommitteeFigures:
        """Of a committee, over everything that its units' counts speak of."""
        return self.committee_figures_of(None)

    def committee_figures_of(self, period: Period | None) -> CommitteeFigures:
        """Of a committee, with the cells of one period. A brief shows the usual columns over all that went up: for any
        others the whole counts are read, of those units whose cells are looked at.
        """
        from store.committee.board import committee_figures, in_period
        from store.committee.brief import is_shown

        committee, of, today = self.committee, self.snapshot, self.today
        assert committee is not None
        figures = self.once("committee", lambda: committee_figures(of, committee, self.ups, today, self.pack))
        counts_of = self.brief if is_shown(committee.columns, period) else self.whole
        return self.once(("committee", period), lambda: in_period(figures, of, committee, counts_of, today, period))

    def refreshed(self) -> View:
        """The same to be drawn anew, once more is known of some units than was: all other figures stand."""
        view = View(self.snapshot, self.today, self.pack, self.ups, self.down, self.whole, self.brief)
        view._known = {key: self._known[key] for key in ("committee",) if key in self._known}
        return view

    def group(self, id: str) -> str:
        """A group's name in short where it has the usual form: 第一党小组 is 一组."""
        name = self.name(id)
        if name.startswith("第") and name.endswith("党小组"):
            return name[1:-3] + "组"
        return name

    def groups(self, id: str | None) -> tuple[str, ...]:
        """What one may look for a group by: its name, and that in short; nothing for no group."""
        return (self.name(id), self.group(id)) if id else ()

    def unit(self, id: str) -> str:
        """The name of a committee's unit, in short where it has the usual form: 第一党支部 is 一支部. One that is not
        listed any more is known by its id alone.
        """
        unit = self.committee.unit(id) if self.committee is not None else None
        name = unit.name if unit is not None else id
        return f"{name[1:-3]}支部" if name.startswith("第") and name.endswith("党支部") and len(name) > 4 else name

    def name(self, id: str) -> str:
        """The name of a member, group or case by id, which itself stands where that has none; the free name of someone
        from outside stays what it is.
        """
        member = self.snapshot.members.get(id)
        if member is not None:
            return member.name if member.name.strip() else id
        for named in (*self.snapshot.groups, self.snapshot.admissions.get(id)):
            if named is not None and named.id == id:
                return named.name if named.name.strip() else id
        return id

    def person(self, id: str) -> str:
        """A name that is only one person's: members of one name have their unit (or birth date, or id) behind it."""
        name = self.name(id)
        member = self.snapshot.members.get(id)
        if member is None:
            return name
        alike = self._namesakes.get(_joined(name), ())
        if len(alike) < 2:
            return name
        for part in ("unit", "birth", "id"):
            if getattr(member, part) and sum(getattr(one, part) == getattr(member, part) for one in alike) == 1:
                return f"{name}({getattr(member, part)})"
        return name

    def long_names(self, cells: int) -> Iterator[tuple[str, str]]:
        """The ids and names of the members whose name, which is only theirs, takes more than so many cells."""
        for alike in self._namesakes.values():
            for member in alike:
                if len(alike) > 1 or width(member.name) > cells:
                    name = self.person(member.id)
                    if width(name) > cells:
                        yield member.id, name

    @property
    def _namesakes(self) -> dict[str, list[Member]]:
        return self.once("namesakes", lambda: _by_name(self.snapshot.members.values()))


def _by_name(members: Iterable[Member]) -> dict[str, list[Member]]:
    by_name: dict[str, list[Member]] = {}
    for member in members:
        by_name.setdefault(_joined(member.name), []).append(member)
    return by_name


def _joined(name: str) -> str:
    """A name without the spaces that make names equally wide: 张　伟 and 张伟 are one name."""
    return "".join(name.split())
