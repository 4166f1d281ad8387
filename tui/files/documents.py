"""What leaves, as the bytes of a file: one writer a format. The board and the command line call this, and then save."""

from __future__ import annotations

import json

from widgets.papers import text_formats

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.vault import Vault
    from widgets.papers.paper import Paper

    Progress = Callable[[int, int], None]


def written(papers: Sequence[Paper], suffix: str, progress: Progress | None = None) -> bytes:
    """The bytes of papers in a format (`xlsx`, `docx`, `md`, `csv`, `txt`); raises FileTrouble."""
    if suffix == "xlsx":
        from tui.files import sheet_writer

        return sheet_writer.written(papers, progress)
    if suffix == "docx":
        from tui.files import word_writer

        return word_writer.written(papers, progress)
    texts = {"md": text_formats.markdown, "csv": text_formats.delimited, "txt": text_formats.lines}
    return texts[suffix](papers).encode("utf-8", "replace")


def whole(vault: Vault) -> bytes:
    """All records as they are, also the fields that this program does not know; `restore` takes them back. Raises a
    StoreError.
    """
    generation = vault.disk.read()
    return (json.dumps(generation.tables, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
