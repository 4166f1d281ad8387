"""Lines of cells on a terminal, with Rich: a role is a colour or a weight, and the text is never read as markup."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from widgets import theme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.sections.section import Cell


def emit(lines: Iterable[Iterable[Cell]], width: int) -> None:
    styles = theme.styles(cursor=False)
    page = Text()
    for line in lines:
        for cell in line:
            page.append(cell.text, styles[cell.role])
        page.append("\n")
    Console(width=width, highlight=False, soft_wrap=True).print(page, end="", markup=False)
