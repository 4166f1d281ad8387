"""From a configuration to the open board: everything that the screen needs is at hand before the screen is touched."""

from __future__ import annotations

import gc
import os

from store.vault import Vault
from tui import clock
from tui.config import remember_language, who
from tui.pack import rules_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.config import Config


def board(config: Config) -> int:
    """Show the board until it is left; its exit code. Raises a StoreError where there is nothing to show."""
    vault = Vault(config.data, anywhere=config.anywhere)
    snapshot = vault.read()
    # Textual reads these when it is imported: no animations over a slow line, and the size that the terminal says.
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    from tui.app import Zhibu
    from tui.drafts import Drafts
    from tui.session import Session
    from tui.terminal.driver import driver_class

    session = Session(
        vault,
        rules_of(config.data).pack,
        who(config),
        today=lambda: clock.today(config, snapshot),
        now=clock.now,
        readonly=config.readonly,
    )
    gc.freeze()  # what is loaded by now stays: no collection need look at it again
    gc.enable()
    app = Zhibu(
        session,
        snapshot,
        lang=config.lang,
        ascii=config.ascii,
        own_keys=config.keys,
        remember_language=lambda lang: remember_language(lang, config.file),
        driver_class=driver_class(stock=config.stock_driver),
        drafts=Drafts("" if config.demo else config.drafts, snapshot.branch.id if snapshot.branch else "", config.data),
    )
    app.run(mouse=False)
    return app.return_code or 0
