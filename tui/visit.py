"""A unit's own records, opened from the board of its committee to be looked at: where the system lets this user read
them, never to be written, and back with Esc.
"""

from __future__ import annotations

import asyncio

from store.errors import StoreError
from store.snapshot import is_committee
from store.vault import Vault
from tui.local_rules import rules_of
from tui.lock_holder import with_user_name
from tui.session import Session
from widgets import error_text
from widgets.sections.committee import units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.committee.units import Unit
    from store.snapshot import Snapshot
    from tui.app import Zhibu


async def begin(app: Zhibu, id: str, rule: str = "") -> None:
    """Open a unit's board, at a rule where one is given; or say why the system does not let it."""
    unit = units.of(id, app.view)
    if unit is None:
        return
    try:
        session, snapshot = await asyncio.to_thread(_opened, app, unit)
    except StoreError as error:
        why = error_text.error(app.words, with_user_name(error))
        app.say(app.words("visit.refused", unit=unit.name, why=why), "warn")
        return
    if is_committee(snapshot):
        app.say(app.words("visit.committee", unit=unit.name, data=unit.data), "warn")
        return
    from tui.screens.visit import VisitScreen

    back = app.session, app.view
    app.session, app.view = session, session.view(snapshot)
    await app.push_screen(VisitScreen(back, rule))


def _opened(app: Zhibu, unit: Unit) -> tuple[Session, Snapshot]:
    vault = Vault(unit.data)
    stamp, snapshot, rules = vault.stamp(), vault.read(), rules_of(vault)
    ours = app.session
    session = Session(
        vault,
        rules.pack,
        ours.who,
        today=ours.today,
        now=ours.now,
        readonly=True,
        stamp=stamp,
        rules=lambda: rules_of(vault),
    )
    return session, snapshot
