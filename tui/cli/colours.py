"""Lines of cells in colour, with Rich's styles: a role is a colour or a weight, and the text is never read as markup.

The sixteen colours that every terminal has are all that our styles use, so nothing need be asked of the terminal, and
a third of what Rich's console costs to load is enough.
"""

from __future__ import annotations

from rich.color import ColorSystem
from rich.style import Style

from widgets import theme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.cli.panels import Line


def coloured(lines: Iterable[Line], name: str) -> str:
    """The lines as a terminal draws them in the theme of that name."""
    styles = {role: Style.parse(style) for role, style in theme.styles(name, 16).items()}
    return "".join(
        "".join(styles[role].render(text, color_system=ColorSystem.STANDARD) for text, role in line) + "\n"
        for line in lines
    )
