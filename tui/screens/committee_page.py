"""The page of what a row of a committee's board opened to."""

from __future__ import annotations

from tui.screens.page import PageScreen
from widgets.keymap import COMMITTEE_PAGE


class CommitteePageScreen(PageScreen):
    PLACE = COMMITTEE_PAGE
