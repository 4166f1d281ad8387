"""How much of a stranger's file is looked at before it is refused."""

FILE_BYTES = 50_000_000
"""Of a workbook, pictures and all."""
TEXT_BYTES = 12_000_000
UNPACKED_BYTES = 64_000_000
"""Of the parts of a workbook that are read: 20,000 rows of 30 columns take a third of it."""
MEMBERS = 2_000
"""Parts that a workbook may be packed of."""
ROWS = 20_000
"""Rows with something in them, over all sheets: ten branches of the largest size for ten years."""
LAST_ROW = 200_000
"""How far down the last rows of all sheets may stand together, however few there are above them."""
COLUMNS = 400
CELLS = 400_000
"""Cells over all sheets, those that are only formatted with them."""
ELEMENTS = 1_700_000
"""Elements of XML in all that is read: a cell has two to four."""
STRINGS = 250_000
STYLES = 66_000
"""A spreadsheet has at most 65,490 formats of cells."""
AREAS = 50_000
"""Merged areas of a sheet."""
CELL_CHARACTERS = 32_767
"""What a cell of a spreadsheet can hold."""
CHARACTERS = 8_000_000
"""Of all cells together."""
SHEETS = 100
MEMORY_BYTES = 100_000_000
"""What reading a workbook may take beyond what the process has when it begins."""
CPU_SECONDS = 5
WALL_SECONDS = 30
